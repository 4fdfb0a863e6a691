"""Put what a rule says to write in place of what it found: where that is safe, and the file holds just these words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from paraph.problems import Place
from paraph.records import NamedTuple


class Edit(NamedTuple):
    """Words of a file, from `start` to `end` on one line, and what stands in their place."""

    start: Place
    end: Place
    words: str
    replacement: str


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """A file's text with its edits, and how many were made: of two which overlap the first, and none whose words have gone."""
    lines = text.split("\n")
    by_line: defaultdict[int, list[Edit]] = defaultdict(list)
    for edit in dict.fromkeys(edits):
        if edit.start.line == edit.end.line <= len(lines):
            by_line[edit.start.line].append(edit)
    made = 0
    for number, on_line in by_line.items():
        line, end = lines[number - 1], len(lines[number - 1]) + 1
        for edit in sorted(on_line, key=lambda edit: edit.start.column, reverse=True):
            start, stop = edit.start.column - 1, edit.end.column - 1
            if stop < end and line[start:stop] == edit.words:
                line, end = line[:start] + edit.replacement + line[stop:], start
                made += 1
        lines[number - 1] = line
    return "\n".join(lines), made
