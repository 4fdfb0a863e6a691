"""Readers: the paragraphs of files which nobody drafted with us.

A place in a text is its line and column. A Word file has no lines: there the line is the number of the paragraph,
counted from 1 over the body with those of tables and the empty ones, and the column is 1.
"""

from __future__ import annotations

from pathlib import Path

from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped
from paraph.readers.text import read_text_rows
from paraph.rules.rows import Row

ENDINGS = (".docx", ".txt", ".md")
"""The endings of the files which can be read."""
_HINTS = {
    ".doc": "open it in Word and save it as a Word document (.docx)",
    ".docm": "it may hold macros; save it as a Word document without them (.docx)",
    ".dotm": "it may hold macros; save it as a Word document without them (.docx)",
    ".dotx": "save it as a Word document (.docx)",
    ".odt": "save it as a Word document (.docx)",
    ".rtf": "save it as a Word document (.docx)",
    ".pdf": "a PDF has no paragraphs; take the Word file from which it was made, or copy its words into a .txt",
    ".yaml": "this looks like a draft: leave --text out",
    ".yml": "this looks like a draft: leave --text out",
}


def read_rows(path: Path) -> list[Row]:
    """The paragraphs of a file in reading order.

    Stops with `no-file`, `too-large`, `not-utf8`, or `not-readable` for what is no text of a kind which can be read.
    """
    ending = path.suffix.lower()
    if ending == ".docx":
        from paraph.readers.word import read_word_rows

        return read_word_rows(path)
    if ending in ENDINGS:
        return read_text_rows(path)
    hint = _HINTS.get(ending, f"the files which can be read end in {', '.join(ENDINGS)}")
    what = f'files which end in "{path.suffix}" cannot be read' if ending else "a file without an ending cannot be read"
    raise Stopped([Problem(Place(shown(path), 1, 1), what, "not-readable", hint)])
