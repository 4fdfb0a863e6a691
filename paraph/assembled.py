"""An assembled document and all that writing it takes; written in any format."""

from __future__ import annotations

from pathlib import Path

from paraph.problems import Problem
from paraph.records import NamedTuple
from paraph.tree import Document

FORMATS = ("docx", "html", "md", "txt", "pdf")
"""The formats, by their endings."""


class Assembled(NamedTuple):
    """A draft's numbered document, with the problems which did not stop it; and the files it came from, when they are traced."""

    path: str
    document: Document
    look: Path
    problems: tuple[Problem, ...]
    sources: tuple[Path, ...]


def write(assembled: Assembled, form: str) -> bytes:
    """The document in a format. Stops with what the format's writer finds wrong."""
    document = assembled.document
    match form:
        case "docx":
            return _word_file(assembled)
        case "pdf":
            from paraph.writers.pdf import write_pdf

            return write_pdf(_word_file(assembled), assembled.path)
        case "html":
            from paraph.writers.html import write_html

            return write_html(document).encode()
        case "md":
            from paraph.writers.markdown import write_markdown

            return write_markdown(document).encode()
        case "txt":
            from paraph.writers.text import write_text

            return write_text(document).encode()
    raise ValueError(f"no writer for {form}")


def _word_file(assembled: Assembled) -> bytes:
    from paraph.writers.docx import write_docx
    from paraph.writers.docx.look import read_look

    return write_docx(assembled.document, read_look(assembled.look))
