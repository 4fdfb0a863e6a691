"""Write a document as Markdown which shows the numbers as they print, for pull requests and mails."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from paraph.contents import plain
from paraph.tree import Blank, Break, Document, Emphasis, Footnote, Inline, Reference, Signature, Strong, Superscript, Table, Text
from paraph.writers.outline import Entry, Rows, entries, footnotes, signature_rows

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_THE_START = re.compile(r"(?:([0-9]{1,9})([.)])|()([-+#=]))")


def write_markdown(document: Document) -> str:
    """The Markdown, with a line end at the end."""
    blocks = [f"*{_escaped(document.meta.notice)}*"] if document.meta.notice else []
    for entry in entries(document):
        match entry:
            case Entry():
                blocks.append(_paragraph(entry))
            case Rows():
                blocks.append(_table(entry.table))
            case Signature():
                blocks.append(_signatures(entry))
    blocks += [f"[^{note.number}]: {_inlines(note.content)}" for note in footnotes(document)]
    return "\n\n".join(blocks) + "\n"


_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def _table(table: Table) -> str:
    """A table; Markdown has none without a header, so that one without has empty cells there."""
    lines = ["| " + " | ".join(map(_inlines, row)) + " |" for row in table.rows]
    columns = len(table.rows[0])
    head, *rest = lines if table.header else ["| " + " | ".join([""] * columns) + " |", *lines]
    rule = "| " + " | ".join(_RULES[side] for side in table.aligned) + " |"
    return "\n".join((head, rule, *rest))


def _signatures(block: Signature) -> str:
    """A table, as many columns as stand side by side."""
    head, *rest = ["| " + " | ".join("<br>".join(map(_inlines, cell)) for cell in row.cells) + " |" for row in signature_rows(block)]
    return "\n".join((head, "|" + " --- |" * min(block.columns, len(block.sides)), *rest))


def _paragraph(entry: Entry) -> str:
    text = _inlines(_unbolded(entry.content) if entry.sort == "title" else entry.content)
    mark = f"{_escaped(entry.mark)} " if entry.mark else ""
    match entry.sort:
        case "title":
            return f"**{text}**"
        case "heading":
            return "## " + (_escaped(entry.mark + entry.between) * bool(entry.mark) + text).rstrip()
        case "subheading":
            return f"### {text}"
    # A quotation is the one indentation of Markdown which keeps the marks as they print.
    return "> " * entry.depth + "\n".join(map(_literal_start, (mark + text).split("\n")))


def _unbolded(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Inlines less their bold, for a line which is bold as a whole."""
    flat = [inside for inline in content for inside in (_unbolded(inline.content) if isinstance(inline, Strong) else (inline,))]
    return tuple(inline.but(content=_unbolded(inline.content)) if isinstance(inline, Emphasis) else inline for inline in flat)


def _literal_start(text: str) -> str:
    """A line which begins with what would be a list or a heading, made plain."""
    found = _AT_THE_START.match(text)
    if not found:
        return text
    at = found.end() - 1
    return f"{text[:at]}\\{text[at:]}"


def _inlines(content: Iterable[Inline]) -> str:
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return _escaped(text)
        case Strong(content):
            return f"**{_inlines(content)}**"
        case Emphasis(content):
            return f"*{_inlines(content)}*"
        case Superscript(content):
            return f"<sup>{_inlines(content)}</sup>"
        case Break():
            return "\\\n"
        case Footnote(_, number):
            return f"[^{number}]"
        case Reference() | Blank():
            return _escaped(plain((inline,)))
        case _:
            assert_never(inline)


def _escaped(text: str) -> str:
    """Text which Markdown takes literally."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")
