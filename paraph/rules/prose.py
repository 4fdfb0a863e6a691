"""A text as rules read it: its units in reading order, and what is known of the instrument beside its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from paraph.problems import Place
from paraph.records import NamedTuple

Sort = Literal[
    "title", "opening", "recital", "operative", "heading", "subheading", "paragraph", "item", "cell", "note", "testimonium", "signature"
]
"""What a unit is in the instrument."""
BODY: tuple[Sort, ...] = ("paragraph", "item", "cell", "note")
"""What stands in the sections."""


class Unit(NamedTuple):
    """A paragraph, heading, item, cell or line, without its mark.

    `where` says it to a person (“Section 6, paragraph 2”), `place` to an editor. `level` is how deep an item stands
    in lists, 0 outside of them; `section` counts the headings so far. `pick` and `topic` are those of a draft, empty
    in a text which nobody drafted with us.
    """

    sort: Sort
    text: str
    where: str
    place: Place
    mark: str = ""
    level: int = 0
    section: int = 0
    pick: str = ""
    topic: str = ""


class Side(NamedTuple):
    """A party: its names as they print, and its state."""

    name: str
    state: str


class Facts(NamedTuple):
    """What a draft says of the instrument beside its words; of a text which nobody drafted with us, nothing."""

    instrument: tuple[str, str] = ("", "")
    """Name and short form."""
    sides: tuple[Side, ...] = ()
    place: str = ""
    date: date | None = None
    originals: int = 0
    languages: tuple[str, ...] = ()
    spelling: str = ""
    """The spelling which the draft asks for: `-ise` or `-ize`."""
    topics: frozenset[str] = frozenset()
    """The topics which the draft picks."""


class Span(NamedTuple):
    """Some characters of a unit, which is known by its number."""

    unit: int
    start: int
    end: int


_BLANK = re.compile(r"(?<=\[●)[^\]\n]*(?=\])")
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|«[^«»\n]*»|„[^„“”\n]*[“”]")
_TITLE = re.compile(
    r"\b(?:[A-Z][\w’'-]*\s+(?:(?:of|on|for|and|the|to|in|between|concerning)\s+){0,3}){0,8}"
    r"(?:Treaty|Agreement|Convention|Protocol|Charter|Article|Constitution|Act)\b"
    r"(?:\s+(?:of|on|for|and|the|to|in|between|concerning|with)\b(?:\s+(?:of|on|for|and|the|to|in)\b){0,3}\s+[A-Z][\w’'-]*)+"
)
"""The title of another instrument: the Vienna Convention on the Law of Treaties."""
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+(?=[“(\[]?[A-Z0-9])")


class Prose:
    """A text in reading order. Rules search `text`, where each unit is a line, and ask to which unit a character belongs."""

    def __init__(self, units: Iterable[Unit], facts: Facts | None = None) -> None:
        self.units = tuple(units)
        self.facts = facts or Facts()

    @cached_property
    def text(self) -> str:
        """All units, each a line."""
        return "\n".join([unit.text.replace("\n", " ") for unit in self.units])

    @cached_property
    def unquoted(self) -> str:
        """The text with other characters for what is quoted or blank, for the parties' names and for other instruments' titles."""
        text = _TITLE.sub(_hidden, _QUOTED.sub(_hidden, _BLANK.sub(_hidden, self.text)))
        for side in self.facts.sides:
            if len(side.name) > 3:
                text = re.sub(re.escape(side.name), _hidden, text, flags=re.IGNORECASE)
        return text

    @cached_property
    def _lowered(self) -> str:
        return self.text.lower()

    @cached_property
    def _starts(self) -> list[int]:
        starts, offset = [], 0
        for unit in self.units:
            starts.append(offset)
            offset += len(unit.text) + 1
        return starts

    def span(self, start: int, end: int) -> Span:
        """Where characters of `text` stand."""
        unit = bisect_right(self._starts, start) - 1
        return Span(unit, start - self._starts[unit], end - self._starts[unit])

    def text_at(self, span: Span) -> str:
        """The words of a span."""
        return self.units[span.unit].text[span.start : span.end]

    def start(self, unit: int) -> int:
        """Where a unit begins in `text`."""
        return self._starts[unit]

    def units_with(self, words: frozenset[str]) -> Sequence[int]:
        """The units which hold one of these words, given in small letters; all of them when no words are given."""
        lowered = self._lowered
        if not words or len(lowered) != len(self.text):  # a letter whose small form is two
            return range(len(self.units))
        found: set[int] = set()
        for word in words:
            at = lowered.find(word)
            while at >= 0:
                unit = bisect_right(self._starts, at) - 1
                found.add(unit)
                at = lowered.find(word, self._starts[unit] + len(self.units[unit].text) + 1)
        return sorted(found)

    def of(self, *sorts: Sort) -> Iterator[tuple[int, Unit]]:
        """The units of some sorts, with their numbers."""
        return ((number, unit) for number, unit in enumerate(self.units) if unit.sort in sorts)

    def lists(self) -> list[tuple[int, ...]]:
        """The items which stand side by side in lists, by their numbers."""
        found: list[tuple[int, ...]] = []
        open_: dict[int, list[int]] = {}
        for number, unit in enumerate(self.units):
            level = unit.level if unit.sort == "item" else 0
            found += [tuple(open_.pop(deeper)) for deeper in sorted(open_, reverse=True) if deeper > level]
            if level:
                open_.setdefault(level, []).append(number)
        return [*found, *(tuple(items) for items in open_.values())]


def sentence(text: str, start: int) -> str:
    """The sentence of a text in which a character stands."""
    begins, ends = _sentences(text)
    number = max(0, bisect_right(begins, start) - 1)
    return text[begins[number] : ends[number]]


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[list[int], list[int]]:
    """Where the sentences of a text begin and end."""
    gaps = [found.span() for found in _SENTENCE.finditer(text)]
    return [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]


def _hidden(found: re.Match[str]) -> str:
    return "\ufffc" * len(found.group())
