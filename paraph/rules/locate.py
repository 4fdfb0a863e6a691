"""Where the words of a text stand in the file they came from, through folded lines, marks and values.

A text is rendered, parsed and filled before rules read it. Its words are found again by aligning them with those of
the file, from the place on where the text begins: what is alike stands side by side, and what has no counterpart
came from a value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import lru_cache

from paraph.paths import shown
from paraph.problems import Place, Stopped
from paraph.records import NamedTuple
from paraph.rules.prose import Span, Unit
from paraph.source import read_source

_TOKEN = re.compile(r"(?P<value>\{\{.*?\}\})|(?P<skip>\{%.*?%\})|[^\W_]+|[^\w\s*\\^]", re.DOTALL)
_NAME = re.compile(r"[a-z_]+")
_ROOM = 4
"""How many times as long as a text its source may be: marks, values and comments stand between its words."""


class Located(NamedTuple):
    """Where words stand in a file. `value` names what they come from when they are not written there themselves."""

    place: Place
    end: Place
    literal: bool
    """Whether the file holds these words, from `place` to `end`, and nothing else."""
    value: str = ""


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    value: str


class Locator:
    """Finds words in files, each of which is read once."""

    def __init__(self, read: Callable[[str], str] | None = None) -> None:
        self._read = lru_cache(maxsize=None)(read or _text_of)
        self._aligned: dict[tuple[Place, str], _Aligned] = {}

    def locate(self, unit: Unit, span: Span) -> Located:
        """Where the words of a unit stand. Of a unit which no file holds, its own place."""
        if not unit.place.path:
            return Located(unit.place, unit.place, literal=False)
        key = unit.place, unit.text
        if key not in self._aligned:
            try:
                text = self._read(unit.place.path)
            except Stopped:
                return Located(unit.place, unit.place, literal=False)
            self._aligned[key] = _Aligned(unit, text)
        return self._aligned[key].at(span.start, span.end)


class _Aligned:
    """The words of a unit beside those of its file."""

    def __init__(self, unit: Unit, text: str) -> None:
        self.path = unit.place.path
        self.text = unit.text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        line = min(unit.place.line, len(self.starts)) - 1
        self.begin = min(self.starts[line] + unit.place.column - 1, len(text))
        region = text[self.begin : self.begin + _ROOM * len(unit.text) + 400]
        self.source = region
        self.theirs = [token for token in _tokens(region) if token.text]
        self.ours = _tokens(unit.text)
        self.pairs = self._paired(str)
        if len(self.pairs) < len(self.ours) / 2:  # a title in capitals
            self.pairs = self._paired(str.lower)

    def _paired(self, form: Callable[[str], str]) -> dict[int, int]:
        """The words of the unit, by number, with those of the file which are the same in some form."""
        ours, theirs = ([form(token.text) for token in tokens] for tokens in (self.ours, self.theirs))
        blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        return {our + offset: their + offset for our, their, size in blocks for offset in range(size)}

    def at(self, start: int, end: int) -> Located:
        """Where some characters of the unit stand."""
        numbers = [number for number, token in enumerate(self.ours) if token.end > start and token.start < max(end, start + 1)]
        met = [self.pairs[number] for number in numbers if number in self.pairs]
        if not met:
            return self._value_behind(numbers[0] if numbers else len(self.ours))
        first, last = self.theirs[met[0]], self.theirs[met[-1]]
        begins = first.start + max(0, start - self.ours[numbers[0]].start) * (numbers[0] in self.pairs)
        ends = last.end - max(0, self.ours[numbers[-1]].end - end) * (numbers[-1] in self.pairs)
        literal = self.source[begins:ends] == self.text[start:end]
        return Located(self._place(begins), self._place(ends), literal=literal)

    def _value_behind(self, number: int) -> Located:
        """The value between the nearest words before and behind which the file holds."""
        before = max((self.pairs[n] for n in self.pairs if n < number), default=-1)
        behind = min((self.pairs[n] for n in self.pairs if n > number), default=len(self.theirs))
        for token in self.theirs[before + 1 : behind]:
            if token.value:
                return Located(self._place(token.start), self._place(token.end), literal=False, value=token.value)
        at = self.theirs[before].end if before >= 0 else 0
        return Located(self._place(at), self._place(at), literal=False)

    def _place(self, offset: int) -> Place:
        line = bisect_right(self.starts, self.begin + offset)
        return Place(self.path, line, self.begin + offset - self.starts[line - 1] + 1)


def _tokens(text: str) -> list[_Token]:
    """Words and marks; a value of Jinja is one of its own, and its tags are none."""
    found = []
    for match in _TOKEN.finditer(text):
        if match["skip"]:
            continue
        name = _NAME.search(match["value"]) if match["value"] else None
        found.append(_Token(match.group(), match.start(), match.end(), name.group() if name else ""))
    return found


def _text_of(path: str) -> str:
    from pathlib import Path

    return read_source(Path(path), shown(Path(path))).text
