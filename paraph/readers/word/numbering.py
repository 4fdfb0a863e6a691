"""Numbers of lists, counted as Word counts them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from paraph.figures import figures
from paraph.readers.word.package import W
from paraph.readers.word.styles import Styles, figure, is_on, value
from paraph.records import NamedTuple

_ORDINAL = {1: "st", 2: "nd", 3: "rd"}
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_MOST = 5_000
"""Beyond this a letter or a Roman figure would be longer than any text."""


class _Level(NamedTuple):
    """A level of a list: where it starts, how it writes, after which level it begins anew, how its numbers look."""

    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    style: str
    look: Element | None


class _List(NamedTuple):
    """A list: its levels, by which definition it counts, and the starts of its own."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbers:
    """Counts the paragraphs of the lists of a file, from the first to the last."""

    def __init__(self, part: Element, styles: Styles) -> None:
        self.styles = styles
        self.definitions = {entry.get(f"{W}abstractNumId", ""): entry for entry in part.findall(f"{W}abstractNum")}
        self.entries = {entry.get(f"{W}numId", ""): entry for entry in part.findall(f"{W}num")}
        self.lists: dict[str, _List | None] = {}
        self.counts: dict[str, dict[int, int]] = {}
        """Where each definition's levels stand: lists which share it count on."""
        self.begun: set[tuple[str, int]] = set()

    def level_of(self, list: str, style: str) -> int | None:
        """The level of a list which is linked to a style."""
        found = self._list(list)
        return next((level for level, entry in found.levels.items() if entry.style == style), None) if found else None

    def look_of(self, list: str, level: int) -> Element | None:
        """What a level of a list says of the look of its numbers."""
        found = self._list(list)
        return found.levels[level].look if found and level in found.levels else None

    def next(self, list: str, level: int) -> str:
        """The next number of a list at a level, as it prints; nothing when there is no such list."""
        found = self._list(list)
        if found is None or level not in found.levels:
            return ""
        counts = self.counts.setdefault(found.definition, {})
        for above in range(level):
            counts.setdefault(above, self._start(found, above))
        if level in found.starts and (list, level) not in self.begun:
            counts[level] = found.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else self._start(found, level)
        self.begun.add((list, level))
        for below in [below for below in counts if below > level]:
            if self._begins_anew(found, below, level):
                del counts[below]
        return _printed(found.levels, level, counts)

    def _start(self, list: _List, level: int) -> int:
        entry = list.levels.get(level)
        return list.starts.get(level, entry.start if entry else 1)

    def _begins_anew(self, list: _List, below: int, level: int) -> bool:
        restart = list.levels[below].restart if below in list.levels else None
        return restart is None or level < restart

    def _list(self, id: str) -> _List | None:
        if id not in self.lists:
            self.lists[id] = self._made(id)
        return self.lists[id]

    def _made(self, id: str) -> _List | None:
        entry = self.entries.get(id)
        if entry is None:
            return None
        definition = value(entry, f"{W}abstractNumId") or ""
        levels = self._levels(definition)
        starts: dict[int, int] = {}
        for override in entry.findall(f"{W}lvlOverride"):
            own = override.find(f"{W}lvl")
            level = _figure(override, "ilvl")
            if own is not None:
                levels[level] = _level(own)
            if (start := figure(override, f"{W}startOverride")) is not None:
                starts[level] = start
        return _List(definition, levels, starts)

    def _levels(self, definition: str) -> dict[int, _Level]:
        """The levels of a definition; one which only names a style of lists has those of that style's list."""
        entry = self.definitions.get(definition)
        for _ in range(5):
            link = value(entry, f"{W}numStyleLink")
            if entry is None or link is None or link not in self.styles.elements:
                break
            list = value(self.styles.elements[link], f"{W}pPr/{W}numPr/{W}numId") or ""
            entry = self.definitions.get(value(self.entries.get(list), f"{W}abstractNumId") or "")
        return {_figure(level, "ilvl"): _level(level) for level in entry.findall(f"{W}lvl")} if entry is not None else {}


def _figure(element: Element, name: str) -> int:
    text = element.get(f"{W}{name}", "0")
    return int(text) if re.fullmatch(r"\d{1,3}", text) else 0


def _level(element: Element) -> _Level:
    start = figure(element, f"{W}start")
    return _Level(
        start=1 if start is None else start,
        form=value(element, f"{W}numFmt") or "decimal",
        text=value(element, f"{W}lvlText") or "",
        restart=figure(element, f"{W}lvlRestart"),
        legal=is_on(element.find(f"{W}isLgl")),
        style=value(element, f"{W}pStyle") or "",
        look=element.find(f"{W}rPr"),
    )


def _printed(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    if own.form == "bullet":
        return "".join("•" if "\ue000" <= sign <= "\uf8ff" else sign for sign in own.text).strip() or "•"

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        form = levels[at].form if at in levels else "decimal"
        return _written(counts.get(at, 1), "decimal" if own.legal else form)

    return re.sub("%([1-9])", number, own.text)


def _written(count: int, form: str) -> str:
    """A number in one of Word's forms (17.18.59); in figures when it is one which we do not know."""
    if form in ("none", "bullet"):
        return ""
    write = _FORMS.get(form)
    return write(count) if write and 0 < count <= _MOST else str(count)


def _words(count: int) -> str:
    return _ONES[count] if count < len(_ONES) else str(count)


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": lambda count: figures(count, "lower-letter"),
    "upperLetter": lambda count: figures(count, "upper-letter"),
    "lowerRoman": lambda count: figures(count, "lower-roman"),
    "upperRoman": lambda count: figures(count, "upper-roman"),
    "decimalZero": lambda count: f"{count:02}",
    "ordinal": lambda count: f"{count}{'th' if count % 100 in (11, 12, 13) else _ORDINAL.get(count % 10, 'th')}",
    "cardinalText": lambda count: _words(count).capitalize(),
}
