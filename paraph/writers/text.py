"""Write a document as plain text, numbers and references in words, lines of at most 100 columns."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import TextWrapper

from paraph.contents import plain
from paraph.tree import Document, Footnote, Inline, Signature, Text
from paraph.writers.outline import Entry, Rows, entries, footnotes, signature_rows

WIDTH = 100


def write_text(document: Document) -> str:
    """The text, with a line end at the end."""
    blocks = [f"{document.meta.notice}"] if document.meta.notice else []
    for entry in entries(document):
        match entry:
            case Entry():
                blocks.append(_paragraph(entry))
            case Rows(depth, rows):
                blocks.append("\n".join("    " * depth + " | ".join(map(_words, row)) for row in rows))
            case Signature():
                blocks += ["\n".join(map(plain, cell)) for row in signature_rows(entry) for cell in row.cells if cell]
    for note in footnotes(document):
        mark = f"[{note.number}] "
        blocks.append("\n".join(_wrapped(_words(note.content), mark, " " * len(mark))))
    return "\n\n".join(blocks) + "\n"


def _words(content: Iterable[Inline]) -> str:
    """The text with marks for its footnotes."""
    marked = (Text(f"[{inline.number}]") if isinstance(inline, Footnote) else inline for inline in content)
    return plain(marked)


def _paragraph(entry: Entry) -> str:
    if entry.sort in ("heading", "subheading"):
        return _centred(entry.mark + entry.between * bool(entry.mark) + _words(entry.content))
    if entry.sort == "title":
        return _centred(_words(entry.content))
    indent = "    " * entry.depth
    first = indent + (entry.mark.ljust(3) + " " if entry.mark else "")
    return "\n".join(_wrapped(_words(entry.content), first, " " * len(first)))


def _centred(text: str) -> str:
    lines = [line for part in text.split("\n") for line in _wrapped(part, "", "")]
    return "\n".join(line.center(WIDTH).rstrip() for line in lines)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    wrapper = TextWrapper(WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(text) or [first.rstrip()]
