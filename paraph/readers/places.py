"""Where words of a unit stand in the text from which it was read: over line ends and marks of emphasis."""

from __future__ import annotations

import re

from paraph.problems import Place
from paraph.rules.prose import Unit
from paraph.source import Source

_GAP = re.compile(r"(?:[\s>*_\\#|]|</?\w{1,6} ?/?>|\[\^?\w{1,20}\]|\]\([^()\s]{1,500}\)|\[)*")
"""What may stand between two characters of a unit without being of it."""
_HEAD = 24
"""How many characters of a unit say where it begins."""


def place_in(source: Source, unit: Unit, start: int) -> Place:
    """The line and column of a character of a unit; where the unit begins if the words are spelt otherwise there."""
    begin = _line_start(source.text, unit.place.line)
    at = _begin(source.text, begin, unit.text)
    if at < 0:
        return unit.place
    for character in unit.text[:start]:
        if character.isspace():
            continue
        at = _to(source.text, at, character)
        if at < 0:
            return unit.place
        at += 1
    if start < len(unit.text) and not unit.text[start].isspace():
        at = max(_to(source.text, at, unit.text[start]), 0) or at
    return source.place(at)


def _line_start(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at


def _begin(text: str, start: int, words: str) -> int:
    """Where a unit's first words stand, from the beginning of its paragraph on: behind its number and mark."""
    letters = [re.escape(letter) for letter in words[:_HEAD] if not letter.isspace()]
    found = re.compile(_GAP.pattern.join(letters)).search(text, start, start + 2_000 + len(words)) if letters else None
    return found.start() if found else -1


def _to(text: str, at: int, character: str) -> int:
    """Where the next character stands: here, or behind a gap; −1 when something else does."""
    if text[at : at + 1] == character:
        return at
    gap = _GAP.match(text, at)
    end = gap.end() if gap else at
    if text[end : end + 1] == character:
        return end
    return text.find(character, at, end)  # the character itself can be one of those which make a gap
