"""Write a document as plain text, numbers and references in words, lines of at most 100 columns."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import TextWrapper

from paraph.contents import plain
from paraph.tree import Break, Document, Emphasis, Footnote, Inline, Side, Signature, Strong, Superscript
from paraph.writers.outline import Entry, Rows, entries, footnotes

WIDTH = 100


def write_text(document: Document) -> str:
    """The text, with a line end at the end."""
    blocks = [f"{document.meta.notice}"] if document.meta.notice else []
    for entry in entries(document):
        match entry:
            case Entry():
                blocks.append(_paragraph(entry))
            case Rows():
                blocks.append(_table(entry))
            case Signature():
                blocks += ["\n".join(map(_words, (*signatory.above, *signatory.below))) for signatory in entry.signatories]
    for note in footnotes(document):
        mark = f"[{note.number}] "
        blocks.append("\n".join(_wrapped(_words(note.content), mark, " " * len(mark))))
    return "\n\n".join(blocks) + "\n"


def _table(rows: Rows) -> str:
    """The rows, columns below each other where they fit."""
    indent = "    " * rows.depth
    lines = [[_words(cell) for cell in row] for row in rows.table.rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    if len(indent) + sum(widths) + 3 * (len(widths) - 1) > WIDTH:
        return "\n".join(indent + " | ".join(line) for line in lines)
    padded = (" | ".join(map(_padded, line, widths, rows.table.aligned)) for line in lines)
    return "\n".join((indent + line).rstrip() for line in padded)


def _padded(text: str, width: int, side: Side) -> str:
    return text.rjust(width) if side == "right" else text.center(width) if side == "center" else text.ljust(width)


def _words(content: Iterable[Inline]) -> str:
    """The text with its line breaks, and with marks for its footnotes."""
    return "".join(map(_word, content))


def _word(inline: Inline) -> str:
    match inline:
        case Footnote(_, number):
            return f"[{number}]"
        case Break():
            return "\n"
        case Strong(content) | Emphasis(content) | Superscript(content):
            return _words(content)
    return plain((inline,))


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
    """The lines of a text which may hold line breaks of its own."""
    found: list[str] = []
    for line in text.split("\n"):
        start = rest if found else first
        wrapper = TextWrapper(WIDTH, initial_indent=start, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
        found += wrapper.wrap(line) or [start.rstrip()]
    return found
