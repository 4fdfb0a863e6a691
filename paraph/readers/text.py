"""Read plain text and Markdown."""

from __future__ import annotations

import re
from pathlib import Path

from paraph.paths import is_file, shown
from paraph.problems import Place, Problem, Stopped
from paraph.rules.rows import Row, rows_of_text
from paraph.source import UNPRINTABLE, Source, read_lenient


def read_text_rows(path: Path) -> list[Row]:
    """The paragraphs of a text. Stops with `no-file`, `too-large`, `not-utf8` or `not-readable`."""
    return rows_of_text(read_words(path).text, shown(path))


def read_words(path: Path) -> Source:
    """A text as others wrote it: what cannot be printed is a space, so that every word keeps its place."""
    try:
        source = read_lenient(path, shown(path))
    except Stopped:
        if _begins_as_none(path):
            raise _no_text(path) from None
        raise
    if _begins_as_none(path) or "\x00" in source.text:
        raise _no_text(path)
    return source._replace(text=re.sub(UNPRINTABLE, " ", source.text))


def _begins_as_none(path: Path) -> bool:
    """Whether it begins as a Word file, a PDF or a rich text does."""
    if not is_file(path):
        return False
    with path.open("rb") as file:
        return file.read(8).startswith((b"PK\x03\x04", b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0"))


def _no_text(path: Path) -> Stopped:
    hint = "its ending should say what it is: a Word file ends in .docx"
    return Stopped([Problem(Place(shown(path), 1, 1), "this is no text", "not-readable", hint)])
