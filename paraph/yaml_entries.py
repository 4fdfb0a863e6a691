"""Read the YAML of drafts which have most of their text in common: an entry which was read before is not read again.

The entries of a block mapping stand by themselves (YAML 1.2, 8.2.2): each begins with its key at the indentation of the
mapping, and what belongs to it is indented further, or is a list at the same indentation. So an entry which is YAML by itself
says beside others what it says alone. Where a text may be anything else, it is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from paraph.problems import Problem, Stopped
from paraph.records import NamedTuple
from paraph.shared import Recent
from paraph.source import Source
from paraph.yaml_data import Below, Data, Mark, Spot, load_yaml

CHARACTERS = 200_000
"""The longest text which is read by entries: it cannot hold more values than a file may."""
ENTRIES = 100
"""How many entries are remembered: a draft has some dozens."""
_KEY = re.compile(r"[a-z][a-z0-9_-]*:(?=[ \n]|\Z)")
_ABOVE = re.compile(r"(?: *(?:#[^\n]*)?\n)*( *)")
"""What stands above the first line which says something, and how far that one is indented."""
_ANCHOR = re.compile(r"(?:^|[\s\[{,])[&*][^\s&*]")


class _Head(NamedTuple):
    """Where a key stands whose value is a mapping on the lines below, and where that one's first key stands."""

    key: str
    at: Spot
    first: Spot


class _Entry(NamedTuple):
    """An entry: its key, the line at which its text begins, and the head of the mapping which holds it inside the draft."""

    key: str
    line: int
    text: str
    head: _Head | None


class _Read(NamedTuple):
    """What an entry says, and where."""

    value: Any
    mark: Mark


class Entries:
    """Reads drafts, and remembers their entries."""

    def __init__(self) -> None:
        self._known: Recent[tuple[int, str], _Read] = Recent(ENTRIES)

    def load(self, source: Source) -> tuple[Data, list[Problem]]:
        """The data of a draft as `load_yaml` reads it. Stops likewise."""
        alone = len(source.text) <= CHARACTERS and "\n---" not in source.text and "\n..." not in source.text
        data = self._by_entries(source) if alone else None
        return (data, []) if data else load_yaml(source)

    def _by_entries(self, source: Source) -> Data | None:
        """The data of a draft which mostly says what others said; nothing where it does not, or may have problems."""
        entries = list(_entries(source.text))
        known = [self._known.get((entry.line, entry.text)) for entry in entries]
        wanted = [not read and self._known.wanted((entry.line, entry.text)) for entry, read in zip(entries, known, strict=True)]
        if 2 * (sum(map(bool, known)) + sum(wanted)) <= len(entries):
            return None
        joined = _Joined(source)
        for entry, read, again in zip(entries, known, wanted, strict=True):
            made = read or _read(entry, source)
            if made is None or not joined.add(entry, made):
                return None
            if again:
                self._known.put((entry.line, entry.text), made)
        return joined.data()


def _read(entry: _Entry, source: Source) -> _Read | None:
    """An entry by itself; nothing where it is not YAML, names or repeats something, or holds what somebody has to be told of."""
    if _ANCHOR.search(entry.text):
        return None
    try:
        data, problems = load_yaml(source, entry.line, entry.text, 1 if entry.head else 0)
    except Stopped:
        return None
    below = data.mark[3]
    if problems or not below or list(below) != [entry.key]:
        return None
    return _Read(data.value[entry.key], below[entry.key])


class _Joined:
    """A draft's data while entries are put together."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._value: dict[str, Any] = {}
        self._marks: Below = {}
        self._head: _Head | None = None

    def add(self, entry: _Entry, read: _Read) -> bool:
        """Put in one more entry; not when its key is there already."""
        value, marks = self._value, self._marks
        if head := entry.head:
            inside: Below = {}
            if head is not self._head:
                if head.key in value:
                    return False
                value[head.key] = {}
                marks[head.key] = head.first, head.at, None, inside
            self._head = head
            value, marks = value[head.key], marks[head.key][3] or inside
        if entry.key in value:
            return False
        value[entry.key], marks[entry.key] = read
        return True

    def data(self) -> Data:
        """What was put together."""
        first = next(iter(self._marks.values()))[1]
        return Data(self._value, (first, first, None, self._marks), self._source)


def _entries(text: str) -> Iterator[_Entry]:
    """The entries of a draft; in place of one whose value is a mapping on lines of its own, those of that mapping.

    None where the draft may be anything else than such a mapping.
    """
    line = 1
    for key, start, end in _spans(text, 0, len(text), 0):
        name = _name(text, key)
        below = key + len(name) + 2
        inside = _spans(text, below, end, key - text.rfind("\n", 0, key)) if text.startswith(":\n", below - 2) else []
        if not inside:
            yield _Entry(name, line, text[start:end], None)
            line += text.count("\n", start, end)
            continue
        line += text.count("\n", start, below)
        first = inside[0][0]
        head = _Head(
            name, (line - 1, key - text.rfind("\n", 0, key)), (line + text.count("\n", below, first), first - text.rindex("\n", 0, first))
        )
        for at, begin, until in inside:
            yield _Entry(_name(text, at), line, text[begin:until], head)
            line += text.count("\n", begin, until)


def _name(text: str, key: int) -> str:
    return text[key : text.index(":", key)]


def _spans(text: str, start: int, end: int, least: int) -> list[tuple[int, int, int]]:
    """Where in a mapping each key stands, and where its entry begins and ends; what stands above the first key belongs to it.

    None where the mapping is indented by less than that many spaces, or a line at its indentation begins neither an entry nor an
    item of a list.
    """
    above = _ABOVE.match(text, start, end)
    first, indent = (above.end(), len(above[1])) if above else (start, 0)
    if indent < least:
        return []
    keys: list[int] = []
    for key in (first, *(line.end() for line in _lines(indent).finditer(text, first, end))):
        if _KEY.match(text, key, end):
            keys.append(key)
        elif not (keys and text.startswith("- ", key)):
            return []
    begin = [key - indent for key in keys]
    return list(zip(keys, (start, *begin[1:]), (*begin[1:], end), strict=True))


@lru_cache(maxsize=8)
def _lines(indent: int) -> re.Pattern[str]:
    """The beginning of a line at an indentation which is not blank."""
    return re.compile(rf"\n {{{indent}}}(?![ #\n]|\Z)")
