"""Marks of lists: what is typed or counted in front of a paragraph, and which list it goes on with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from paraph.records import NamedTuple

Counting = Literal["number", "letter", "roman", "dash"]

_DASHES = "-–—•◦▪●·*➢✓"
_COUNT = r"(?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6})"
TYPED = re.compile(
    rf"(?:[{re.escape(_DASHES)}][ \t\u00a0]+)?"
    rf"(?P<mark>\({_COUNT}\)|(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|[a-z]|[ivxlc]{{1,6}})(?:\.\)|\)\.|[.)])|(?:\d{{1,2}}|[A-Z])(?:\.\d{{1,2}}){{1,3}}(?=\s+[A-Z“\"(])"
    rf"|[{re.escape(_DASHES)}])[ \t\u00a0]+(?=\S)",
    re.IGNORECASE,
)
"""A mark typed in front of a paragraph; also one which Markdown has put behind a dash of its own."""
_PARTS = re.compile(r"(?P<before>\(?)(?P<count>[\w.]*\w)(?P<after>[.)]*)$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Mark(NamedTuple):
    """A mark: its text, its shape (what it looks like without its count), and what its count may be."""

    text: str
    shape: str
    counts: tuple[tuple[Counting, int], ...]

    @property
    def number(self) -> int:
        """The figure of a number, of 1.2 the last; else nothing."""
        return self.counts[0][1] if self.counts[0][0] == "number" else 0

    @property
    def is_dotted(self) -> bool:
        """Whether it is a number of several figures: 1.2."""
        return bool(self.number) and "." in self.text.strip(".()")


def read_mark(text: str) -> Mark:
    """What a mark is; one which counts nothing is a dash."""
    found = _PARTS.match(text)
    if not found or text in _DASHES:
        return Mark(text, text, (("dash", 0),))
    before, count, after = found.groups()
    if count[-1].isdecimal():
        figures = count.split(".")
        return Mark(
            text, before + ".".join("n" * len(figures)) + after, (("number", int(figures[-1][-6:]) if figures[-1].isdecimal() else 0),)
        )
    shape = before + ("A" if count.isupper() else "a") + after
    return Mark(text, shape, tuple(_counts(count.lower())) or (("dash", 0),))


def _counts(letters: str) -> Iterator[tuple[Counting, int]]:
    if set(letters) <= set(_ROMAN):
        yield "roman", _value(letters)
    if len(set(letters)) == 1 and letters.isascii():
        yield "letter", ord(letters[0]) - ord("a") + 1 + 26 * (len(letters) - 1)


def _value(roman: str) -> int:
    worths = [_ROMAN[sign] for sign in roman]
    return sum(-worth if worth < max(worths[at:]) else worth for at, worth in enumerate(worths))


def follows(line: str, other: str) -> bool:
    """Whether a line's mark is the next after that of another line."""
    here, there = TYPED.match(line), TYPED.match(other)
    if not here or not there:
        return False
    mark, before = read_mark(here["mark"]), read_mark(there["mark"])
    counts = {(kind, count + 1) for kind, count in before.counts}
    return mark.shape == before.shape and (not counts.isdisjoint(mark.counts) or mark.counts[0][0] == "dash")


class _Open(NamedTuple):
    """A list which may go on: how its marks look and count, and its last."""

    shape: str
    kind: Counting
    last: int
    mark: str


class Lists:
    """The lists which are open, outermost first."""

    def __init__(self) -> None:
        self.open: list[_Open] = []

    def __bool__(self) -> bool:
        return bool(self.open)

    def close(self) -> None:
        """Whatever comes next begins anew."""
        self.open = []

    def goes_on(self, mark: Mark, depth: int = 0) -> bool:
        """Whether the mark is the next of an open list."""
        return self._next(mark, depth) is not None

    def add(self, mark: Mark, depth: int = 0) -> None:
        """Take a mark into the list which it goes on with, or into a new one inside those which are open."""
        found = self._next(mark, depth)
        if found is None:
            kind, count = self._begun(mark)
            shapes = [known.shape for known in self.open]
            shape = _shape(mark, depth)
            level = shapes.index(shape) if count != 1 and shape in shapes else len(self.open)
            found = level, _Open(shape, kind, count, mark.text)
        level, entry = found
        self.open = [*self.open[:level], entry]

    def names(self) -> list[str]:
        """The open lists' last entries, as people call them."""
        return ["dash" if entry.kind == "dash" else f"item {entry.mark}" for entry in self.open]

    def _next(self, mark: Mark, depth: int) -> tuple[int, _Open] | None:
        shape = _shape(mark, depth)
        for level, entry in reversed(list(enumerate(self.open))):
            for kind, count in mark.counts:
                if entry.shape == shape and entry.kind == kind and (kind == "dash" or count == entry.last + 1):
                    return level, _Open(shape, kind, count, mark.text)
        return None

    def _begun(self, mark: Mark) -> tuple[Counting, int]:
        """How a list counts which begins with this mark: i) with Roman figures, c) with letters."""
        return next((counted for counted in mark.counts if counted[1] == 1), mark.counts[-1])


def _shape(mark: Mark, depth: int) -> str:
    return f"{mark.shape}{depth}" if mark.counts[0][0] == "dash" else mark.shape
