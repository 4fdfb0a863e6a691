"""Take values out of a draft's data; what is missing or faulty becomes a blank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from paraph.draft import Entry, Given, Value
from paraph.library import Wording
from paraph.problems import Place, Problem, shortened
from paraph.tree import Blank
from paraph.validate import Schema
from paraph.yaml_data import Data, Path

_MARKED = re.compile(r"[-+>] |\||### ")
"""How a line of clause text begins which means something only at its beginning."""
_WHITE = re.compile(r"[\t\r\n]")

_JOINED = (" - ", " + ", " |", " ### ", " > ")
"""How such a line stands in the text once YAML has joined it to the one above."""


@lru_cache(maxsize=200)
def _unfolded(text: str) -> tuple[str, bool]:
    """A folded text as clause text, and whether a line in it may have begun otherwise.

    YAML leaves one line end of each blank line, and clause text parts paragraphs by two.
    """
    return text.replace("\n", "\n\n"), any(mark in text for mark in _JOINED)


class Reading:
    """A draft's data while it is resolved, and the problems found so far."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.problems: list[Problem] = []
        self._lines = data.source.text.split("\n")

    def report(self, place: Path | Place, message: str, rule: str, hint: str = "") -> None:
        """Note an error at a place, or at the value of a path."""
        at = place if isinstance(place, Place) else self.data.place(place)
        self.problems.append(Problem(at, message, rule, hint))

    def word(self, path: Path, default: str) -> str:
        """A text which the tool itself reads."""
        value = self.data.below(path)
        return value if isinstance(value, str) and value else default

    def given(self, path: Path, label: str) -> Given | Blank:
        """A text which will print."""
        value = self.data.below(path)
        if isinstance(value, str) and value:
            return self._literal(value, path)
        return self.blank(path, label)

    def optional(self, path: Path) -> Given | Blank | None:
        """A text which will print, or a blank, or nothing when the draft is silent."""
        return self.given(path, "") if self.data.below(path) else None

    def blank(self, path: Path, label: str) -> Blank:
        """The blank at a path, by the draft's label or else by this one."""
        named = self.data.below((*path, "blank"))
        return Blank(_WHITE.sub(" ", named) if isinstance(named, str) and named else label, self.data.place(path))

    def pair(self, key: str, names: tuple[str, str], defaults: tuple[str, str]) -> tuple[Given, Given]:
        """Two texts under a key, each with its default."""
        first, second = (self._word_or(default, (key, name)) for name, default in zip(names, defaults, strict=True))
        return first, second

    def _word_or(self, default: str, path: Path) -> Given:
        value = self.data.below(path)
        return self._literal(value, path) if isinstance(value, str) and value else Given(default)

    def day(self, path: Path) -> date | None:
        """A date, or `None` when it is no date."""
        value = self.data.below(path)
        try:
            return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            return None

    def items(self, path: Path) -> Sequence[Any]:
        """A list, or an empty one."""
        value = self.data.below(path)
        return value if isinstance(value, list) else ()

    def value(self, path: Path, value: Any, schema: Schema) -> Value:
        """A fill which its schema has found right."""
        if isinstance(value, str):
            return self._literal(value, path)
        if isinstance(value, list):
            return tuple(self.value((*path, index), entry, schema["items"]) for index, entry in enumerate(value))
        if isinstance(value, dict):
            fields: dict[str, Schema] = schema["properties"]
            return Entry(tuple((name, self.value((*path, name), value[name], fields[name]) if name in value else None) for name in fields))
        if isinstance(value, int | float | bool):
            return value
        raise TypeError(f"a fill's schema let {value!r} pass")

    def _literal(self, value: str, path: Path) -> Given:
        """A text on one line; YAML's block texts end with a line end which nobody means."""
        return Given(_WHITE.sub(" ", value.rstrip("\n")), self.data.place(path))

    def _look_for_folded_lines(self, place: Place) -> None:
        """Warn of a line which begins an item, a row or a sub-heading, and which YAML joins to the one above."""
        lines = self._lines[place.line :]
        indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
        above = ""
        for number, line in enumerate(lines, place.line + 1):
            if line[:indent].strip():  # the text is over
                return
            if above and _MARKED.match(line, indent):
                at = Place(place.path, number, indent + 1)
                message = f'YAML joins this line to the one above: "{shortened(line.strip())}"'
                self.problems.append(Problem(at, message, "folded-list", "write | in place of > behind the key", "warning"))
                return
            above = line if line[indent : indent + 1].strip() else ""

    def wording(self, path: Path) -> Wording:
        """Clause text which stands in the draft, with the place of its first character."""
        text = self.data.below(path)
        style, place = self.data.typed(path)
        lines = self._lines
        if style == "|":
            first = next((line for number in range(place.line, len(lines)) if (line := lines[number]).strip()), "")
            indent = len(first) - len(first.lstrip(" "))
            return Wording(text, Place(place.path, place.line + 1, indent + 1))
        if style == ">":
            text, joined = _unfolded(text)
            if joined:
                self._look_for_folded_lines(place)
            return Wording(text, place, follows=False)
        if style:  # a quotation mark
            place = Place(place.path, place.line, place.column + 1)
        # A text which YAML has folded or unescaped no longer stands in its line as it is.
        return Wording(text, place, follows=lines[place.line - 1].startswith(text, place.column - 1))
