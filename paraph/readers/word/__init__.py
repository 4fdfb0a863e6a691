"""Read a Word file: its paragraphs as Word shows them, with the numbers which it counts."""

from __future__ import annotations

from pathlib import Path

from paraph.paths import shown
from paraph.readers.word.body import rows_of_parts
from paraph.readers.word.package import read_parts
from paraph.rules.rows import Row


def read_word_rows(path: Path) -> list[Row]:
    """The paragraphs of a Word file. Stops with `no-file`, `too-large`, `too-deep` or `not-readable`."""
    return rows_of_parts(read_parts(path), shown(path))
