"""What clause text can print: runs of inlines, and slots for the text's lists."""

from __future__ import annotations

from datetime import date
from typing import NoReturn, assert_never

from paraph.draft import Given
from paraph.english import MONTHS, ordinal_ending, ordinal_words
from paraph.records import NamedTuple
from paraph.scheme import DateStyle, HouseStyle
from paraph.tree import Blank, Inline, Reference, Superscript, Text

PLAIN = HouseStyle()


class Run(tuple[Inline, ...]):
    """Inlines which print in a row."""

    __slots__ = ()


class Slot(NamedTuple):
    """Where a part or the list of a topic's picks is to stand."""

    name: str


Printed = Run | Slot


class Undecidable(Exception):
    """A text asks something of a value which is not known yet."""


class Unknown:
    """A blank inside a text: it can be printed and looped over, but nothing can depend on it."""

    __slots__ = ("blank",)

    def __init__(self, blank: Blank) -> None:
        self.blank = blank

    def __getattr__(self, name: str) -> Unknown:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __iter__(self):  # type: ignore[no-untyped-def]
        yield self

    def __bool__(self) -> bool:
        """A text which asks whether a value is given gets a yes: a blank is given."""
        return True

    def _undecidable(self, *_: object) -> NoReturn:
        raise Undecidable(f'the wording depends on a blank: "{self.blank.label}"')

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __len__ = __contains__ = _undecidable
    __hash__ = None  # type: ignore[assignment]


class AgencyView(NamedTuple):
    """One agency of a party as clause text sees it. Prints as a sentence names it: with its article."""

    name: Given | Unknown
    named: Given | Unknown
    short: Given | Unknown


class ContactView(NamedTuple):
    """A party's point of contact as clause text sees it; what is not given is `None`."""

    unit: Given | Unknown | None
    address: Given | Unknown | None
    telephone: Given | Unknown | None
    email: Given | Unknown | None


class PersonView(NamedTuple):
    """A signatory as the signature block sees it. Prints as the name."""

    name: Given | Unknown
    title: Given | Unknown


class PartyView(NamedTuple):
    """A party as clause text sees it. Prints as a sentence names it: with its articles."""

    name: Given | Unknown
    named: Given | Unknown
    short: Given | Unknown
    state: Given | Unknown
    formal_state: Given | Unknown
    adjective: Given | Unknown
    alias: Given | Unknown | None = None
    represented_by: Given | Unknown | None = None
    agencies: tuple[AgencyView, ...] = ()
    contact: ContactView | None = None


class InstrumentView(NamedTuple):
    """The kind of instrument as clause text sees it. Prints as its short form."""

    name: Given
    short: Given


class SigningView(NamedTuple):
    """Place, date, originals and languages of the signature as clause text sees them."""

    place: Given | Unknown
    date: date | Unknown
    originals: int | Unknown
    languages: tuple[Given, ...]


VIEWS = (PartyView, AgencyView, ContactView, PersonView, InstrumentView, SigningView)
ATTRIBUTES = frozenset((*(field for view in VIEWS for field in view._fields), "first", "last", "index"))
"""All that may stand behind a dot; the last three belong to `loop`."""


class Values(list[Printed]):
    """The values which the tokens of a text stand for, and the style in which they are written."""

    def __init__(self, style: HouseStyle) -> None:
        super().__init__()
        self.style = style


def day(value: date, style: DateStyle) -> Run:
    """A date as a house writes it."""
    month, ordinal = MONTHS[value.month - 1], Superscript((Text(ordinal_ending(value.day)),))
    match style:
        case "6 May 2022":
            return Run((Text(f"{value.day} {month} {value.year}"),))
        case "May 6, 2022":
            return Run((Text(f"{month} {value.day}, {value.year}"),))
        case "6th of May 2022":
            return Run((Text(str(value.day)), ordinal, Text(f" of {month} {value.year}")))
        case "6th of May, 2022":
            return Run((Text(str(value.day)), ordinal, Text(f" of {month}, {value.year}")))
        case "sixth day of May 2022":
            return Run((Text(f"{ordinal_words(value.day)} day of {month} {value.year}"),))
        case _:
            assert_never(style)


def printed(value: object, style: HouseStyle = PLAIN) -> Printed:
    """How a value prints. A value which cannot is a `TypeError`, which says so."""
    match value:
        case Run() | Slot():
            return value
        case Given():
            return Run((Text(str(value)),))
        case Unknown():
            return Run((value.blank,))
        case PartyView() | AgencyView():
            return printed(value.named)
        case PersonView():
            return printed(value.name)
        case InstrumentView():
            return printed(value.short)
        case Reference() | Blank():
            return Run((value,))
        case date():
            return day(value, style.dates)
        case bool() | None:
            raise TypeError(f"{value} cannot be printed")
        case str() | int() | float():
            return Run((Text(str(value)),))
    raise TypeError(f"{type(value).__name__} cannot be printed; a list needs a filter, as in | series")
