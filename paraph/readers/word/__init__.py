"""Read a Word file: its paragraphs as Word shows them, with the numbers which it counts."""

from __future__ import annotations

from pathlib import Path

from paraph.paths import shown
from paraph.readers.word.body import Body, rows_of_parts
from paraph.readers.word.layout import Layout, Layouts
from paraph.readers.word.oddities import Oddity, oddities
from paraph.readers.word.package import Parts, parts_of, read_parts
from paraph.readers.word.rejected import reject_changes
from paraph.records import NamedTuple
from paraph.rules.rows import Row


class WordFile(NamedTuple):
    """A file's paragraphs, what stands beside its words or may be read otherwise, and how each paragraph is laid out, by its number."""

    rows: tuple[Row, ...]
    oddities: tuple[Oddity, ...]
    layouts: dict[int, Layout]


def read_word_rows(path: Path) -> list[Row]:
    """The paragraphs of a Word file. Stops with `no-file`, `too-large`, `too-deep` or `not-readable`."""
    return rows_of_parts(read_parts(path), shown(path))


def rows_before_changes(path: Path, raw: bytes) -> list[Row]:
    """The paragraphs of a Word file which was read as they were before its tracked changes. Stops likewise."""
    parts = parts_of(path, raw)
    reject_changes(parts)
    return rows_of_parts(parts, shown(path))


def read_word_file(path: Path, raw: bytes | None = None) -> WordFile:
    """All of a Word file that counts when its text is verified; `raw` is its content when it is at hand. Stops likewise."""
    parts: Parts = read_parts(path) if raw is None else parts_of(path, raw)
    body = Body(parts, shown(path))
    rows = tuple(body.rows())
    layouts = Layouts(body.styles, parts)
    return WordFile(rows, tuple(oddities(parts, body)), {number: layouts.of(element) for number, element in body.elements.items()})
