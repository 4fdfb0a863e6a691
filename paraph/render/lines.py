"""Where each character of rendered text comes from.

Before Jinja runs, a mark with its offset goes behind every tag; after it ran, the marks say from which
character of the clause the text goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from paraph.library import Wording
from paraph.problems import Place
from paraph.records import NamedTuple

# A tag on a line of its own takes the whole line away; its line end moves into the tag, so that Jinja still counts it.
_TAG = re.compile(r"^[ \t]*(\{[%#])(.*?)([%#]\})[ \t]*(\n|\Z)|([%}#]\})", re.MULTILINE | re.DOTALL)
_MARK = re.compile("\ue002([0-9]+)\ue003")


class Line(NamedTuple):
    """One line of rendered text. `stretches` say from which place on the text follows a file, by column from 0."""

    text: str
    stretches: tuple[tuple[int, Place], ...]
    cut: int = 0
    """How many columns were taken off the front."""
    fixed: bool = False
    """Whether all of it counts as one place."""

    def place(self, column: int = 0) -> Place:
        """Where a character comes from; columns count from 0."""
        if self.fixed:
            return self.stretches[0][1]
        column += self.cut
        start, place = self.stretches[0]
        for stretch in self.stretches[1:]:
            if stretch[0] > column:
                break
            start, place = stretch
        return Place(place.path, place.line, place.column + column - start) if column > start else place

    def without(self, columns: int) -> Line:
        """The line less its first columns."""
        return Line(self.text[columns:], self.stretches, self.cut + columns, self.fixed)


def marked(text: str) -> str:
    """Clause text as Jinja gets it."""

    def mark(found: re.Match[str]) -> str:
        note = f"\ue002{found.end()}\ue003"
        if found[5]:
            return found[5] + note
        return f"{found[1]}{found[2]}{found[4]}{found[3]}{note}"

    return _TAG.sub(mark, text)


def lines_of(rendered: str, wording: Wording) -> list[Line]:
    """The lines of rendered text, without the marks."""
    if not wording.follows:
        return [Line(text, ((0, wording.place),), fixed=True) for text in _MARK.sub("", rendered).split("\n")]
    path, line, column = wording.place
    if "\ue002" not in rendered:
        return [Line(text, ((0, Place(path, number, column)),)) for number, text in enumerate(rendered.split("\n"), line)]
    places = _Places(wording)
    lines: list[Line] = []
    offset = 0
    for raw in rendered.split("\n"):
        text, stretches = "", [(0, places.at(offset))]
        position = 0
        for found in _MARK.finditer(raw):
            text += raw[position : found.start()]
            position, offset = found.end(), int(found[1])
            stretches.append((len(text), places.at(offset)))
        text += raw[position:]
        offset = places.next_line(offset)
        lines.append(Line(text, tuple(stretches)))
    return lines


class _Places:
    """The places of a wording's characters."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.starts = [0, *(found.end() for found in re.finditer("\n", wording.text))]

    def at(self, offset: int) -> Place:
        number = bisect_right(self.starts, offset) - 1
        path, line, column = self.wording.place
        return Place(path, line + number, column + offset - self.starts[number])

    def next_line(self, offset: int) -> int:
        number = bisect_right(self.starts, offset)
        return self.starts[number] if number < len(self.starts) else len(self.wording.text)
