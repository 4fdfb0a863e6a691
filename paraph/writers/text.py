"""Write a document as plain text, numbers and references in words, lines of at most 100 columns."""

from __future__ import annotations

from textwrap import TextWrapper

from paraph.scheme import Numbering
from paraph.tree import Document, plain
from paraph.writers.outline import Entry, Rows, Signatures, entries, signature_rows

WIDTH = 100


def write_text(document: Document, scheme: Numbering) -> str:
    """The text, with a line end at the end."""
    blocks = [f"{document.meta.notice}"] if document.meta.notice else []
    for entry in entries(document):
        match entry:
            case Entry():
                blocks.append(_paragraph(entry, scheme))
            case Rows(depth, rows):
                blocks.append("\n".join("    " * depth + " | ".join(map(plain, row)) for row in rows))
            case Signatures(signatories):
                blocks += ["\n".join(map(plain, cell)) for row in signature_rows(signatories) for cell in row]
    return "\n\n".join(blocks) + "\n"


def _paragraph(entry: Entry, scheme: Numbering) -> str:
    if entry.sort == "heading":
        between = "\n" if scheme.heading == "below" else " "
        text = f"{entry.mark}{between}{plain(entry.content)}" if entry.mark else plain(entry.content)
        return "\n".join(line.center(WIDTH).rstrip() for line in text.split("\n"))
    if entry.sort == "title":
        return "\n".join(line.center(WIDTH).rstrip() for line in _wrapped(plain(entry.content), "", ""))
    indent = "    " * entry.depth
    first = indent + (entry.mark.ljust(3) + " " if entry.mark else "")
    return "\n".join(_wrapped(plain(entry.content), first, " " * len(first)))


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    wrapper = TextWrapper(WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(text) or [first.rstrip()]
