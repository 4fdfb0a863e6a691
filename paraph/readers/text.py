"""Read plain text and Markdown."""

from __future__ import annotations

from pathlib import Path

from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped
from paraph.rules.rows import Row, rows_of_text
from paraph.source import UNPRINTABLE, Source, read_lenient


def read_text_rows(path: Path) -> list[Row]:
    """The paragraphs of a text. Stops with `no-file`, `too-large`, `not-utf8` or `not-readable`."""
    return rows_of_text(read_words(path).text, shown(path))


def read_words(path: Path) -> Source:
    """A text as others wrote it: what cannot be printed is a space, so that every word keeps its place."""
    source = read_lenient(path, shown(path))
    if source.text.startswith(("PK\x03\x04", "%PDF-", "{\\rtf")) or "\x00" in source.text:
        hint = "its ending should say what it is: a Word file ends in .docx"
        raise Stopped([Problem(Place(source.path, 1, 1), "this is no text", "not-readable", hint)])
    return source._replace(text=UNPRINTABLE.sub(" ", source.text))
