"""Read a Word file: its paragraphs as Word shows them, with the numbers which it counts."""

from __future__ import annotations

from pathlib import Path

from paraph.paths import shown
from paraph.readers.word.body import Body, rows_of_parts
from paraph.readers.word.fonts import Font, Fonts, looks
from paraph.readers.word.layout import Layout, Layouts
from paraph.readers.word.oddities import Oddity, oddities
from paraph.readers.word.off_page import off_page
from paraph.readers.word.package import Parts, parts_of, read_parts
from paraph.readers.word.rejected import reject_changes
from paraph.readers.word.unseen import Unseen, unseen
from paraph.records import NamedTuple
from paraph.rules.rows import Row

Looks = tuple[tuple[str, Font], ...]
"""Words with their fonts."""


class WordFile(NamedTuple):
    """A file's paragraphs, what stands beside its words or may be read otherwise, how each paragraph is laid out, by its number.

    `fonts` are those of each row's words, `marks` those of the numbers of rows which have one.
    """

    rows: tuple[Row, ...]
    oddities: tuple[Oddity, ...]
    layouts: dict[int, Layout]
    fonts: tuple[Looks, ...]
    marks: dict[int, Looks]


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
    fonts = Fonts(body.styles, parts)
    laid_out = {number: layouts.of(element) for number, element in body.elements.items()}
    odd = [*oddities(parts, body), *(_oddity(rows[one.row], one) for one in unseen(body, fonts)), *off_page(body, laid_out, fonts)]
    marks = {row: tuple(fonts.of(mark)) for row, mark in body.marks.items()}
    return WordFile(rows, tuple(odd), laid_out, tuple(tuple(looks(pieces, fonts)) for pieces in body.pieces), marks)


def _oddity(row: Row, found: Unseen) -> Oddity:
    return Oddity(found.how, 0 if row.note else row.place.line, found.text)
