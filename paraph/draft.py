"""A draft in which everything is looked up: what the draft says, joined with the clauses and agencies it names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Self

from paraph.english import series
from paraph.library import Wording
from paraph.problems import Place
from paraph.records import NamedTuple
from paraph.template import Plan, Template
from paraph.tree import Blank


class Given(str):
    """A text which the draft gives. It prints just so; no character in it means anything."""

    __slots__ = ("place",)
    place: Place | None

    def __new__(cls, text: str, place: Place | None = None) -> Self:
        """The text, and where the draft says it."""
        given = super().__new__(cls, text)
        given.place = place
        return given


STATUSES = ("drafting", "agreed", "signed")
"""What a draft can be; the text of one which is agreed or signed has no blanks."""


class Entry:
    """An entry of a list which a draft gives: values by name, `None` where one is left out."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[tuple[str, Value | None], ...]) -> None:
        self.values = values

    def __getattr__(self, name: str) -> Value | None:
        for own, value in self.values:
            if own == name:
                return value
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)


Value = Given | int | float | bool | date | Blank | Entry | tuple["Value", ...]
"""What a draft can give to a clause."""


class Person(NamedTuple):
    """Who signs."""

    name: Given | Blank
    title: Given | Blank


class Agency(NamedTuple):
    """An agency which is a party, or part of one. `article` says whether a sentence puts “the” before its name."""

    name: Given | Blank
    article: bool
    short: Given | Blank


class Contact(NamedTuple):
    """A point of contact, as far as it is known."""

    unit: Given | Blank | None = None
    address: Given | Blank | None = None
    telephone: Given | Blank | None = None
    email: Given | Blank | None = None


class Party(NamedTuple):
    """One side of the instrument: one agency or several of one state."""

    agencies: tuple[Agency, ...]
    state: Given | Blank
    formal_state: Given | Blank
    adjective: Given | Blank
    signatories: tuple[Person, ...]
    alias: Given | Blank | None = None
    represented_by: Given | Blank | None = None
    contact: Contact = Contact()

    @property
    def names(self) -> str:
        """The names of its agencies, as a list in a sentence."""
        return "".join(f"{before}{agency.name}" for before, agency in zip(series(self.agencies), self.agencies, strict=True))


class Pick(NamedTuple):
    """One choice of a draft: a clause of the library with its fills, or wording of the draft's own.

    `key` names the pick within the draft (`duration`, `areas/3`); `clause` is the clause's id, empty for own text.
    A pick `departs` when the draft's wording replaces the clause's.
    """

    key: str
    topic: str
    clause: str
    wording: Wording
    place: Place
    fills: Mapping[str, Value] = MappingProxyType({})
    departs: bool = False
    reason: str = ""


class Signing(NamedTuple):
    """Where, when and how the instrument is signed. Languages are codes."""

    place: Given | Blank
    date: date | Blank
    originals: int | Blank
    languages: tuple[str, ...]
    witnesses: tuple[Person, ...] = ()


class Waiver(NamedTuple):
    """A finding of a language rule which the draft lives with: the rule, the whole sentence, and why."""

    rule: str
    text: str
    reason: str
    place: Place


class Checks(NamedTuple):
    """What a draft wants of the language checks: profiles in place of its parties', its spelling, its waivers."""

    profiles: tuple[str, ...] = ()
    spelling: str = ""
    waivers: tuple[Waiver, ...] = ()


class Draft(NamedTuple):
    """One instrument, nothing left to look up."""

    name: str
    path: str
    status: str
    template: Template
    instrument: tuple[Given, Given]
    terms: tuple[Given, Given]
    title: Given | Blank
    language: str
    author: str
    date: date | None
    round: int | None
    parties: tuple[Party, ...]
    agencies: tuple[str, ...]
    """The ids of the agencies which the library has given."""
    picks: dict[str, tuple[Pick, ...]]
    """By topic; a topic whose picks are all faulty has none."""
    omitted: dict[str, Place]
    """The topics which it does without, though the template may require or pick them, and where it says so."""
    sections: tuple[Plan, ...]
    annexes: tuple[Plan, ...]
    signing: Signing
    checks: Checks = Checks()
