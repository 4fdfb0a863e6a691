"""Write a document as one self-contained HTML page, readable on screen and paper, without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from paraph.scheme import Numbering
from paraph.tree import (
    Blank,
    Block,
    Break,
    Document,
    Emphasis,
    Inline,
    Item,
    Kind,
    Paragraph,
    Part,
    Passage,
    Pointer,
    Reference,
    Section,
    Signature,
    Strong,
    Superscript,
    Table,
    Text,
    pick_anchor,
    section_anchor,
)
from paraph.writers.outline import COLUMNS, signature_rows

_STYLE = """
body { font: 12pt/1.35 "Times New Roman", "Liberation Serif", Tinos, serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem }
p { margin: 0 0 .6em; text-align: justify; hyphens: auto }
.title p, h2 { text-align: center; font-weight: bold; hyphens: none }
.title p { margin-bottom: 1em; font-size: 1.08em }
h2 { font-size: 1em; margin: 1.6em 0 .6em; break-after: avoid }
.item { display: grid; grid-template-columns: 2.4em 1fr }
.counted, .dash { margin-left: 2.4em }
.item .item { margin-left: 0 }
table { border-collapse: collapse; margin: 0 0 .8em; width: 100% }
th, td { border: 1px solid; padding: .2em .5em; text-align: left; vertical-align: top }
.testimonium { margin-top: 2em; break-after: avoid }
.signatures { display: grid; grid-template-columns: repeat(2, 1fr); gap: 1.5em; margin-top: 2em; text-align: center; break-inside: avoid }
.signatures p { text-align: center; margin: 0 }
.signatures .name { margin-top: 4em }
.signatures .name, .signatures .office { font-weight: bold }
.notice { font-size: .8em; border-bottom: 1px solid; margin-bottom: 2em }
mark { background: #ff0 }
a { color: inherit; text-decoration: none }
"""


_CLASSES = {Kind.PARAGRAPH: "numbered", Kind.ITEM: "counted", Kind.DASH: "dash"}


def write_html(document: Document, scheme: Numbering) -> str:
    """The page, with a line end at the end."""
    meta = document.meta
    notice = f'<p class="notice">{escape(meta.notice)}</p>\n' if meta.notice else ""
    body = "".join(_part(part, scheme) for part in document.parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(meta.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(meta.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{notice}{body}</body>\n</html>\n"
    )


def _part(part: Part | Section | Signature, scheme: Numbering) -> str:
    match part:
        case Part(role, content):
            return f'<div class="{role.value}">\n{_blocks(content)}</div>\n'
        case Section(id, heading, content, number):
            between = "<br>" if scheme.heading == "below" else " "
            mark = f"{escape(number.mark)}{between}" if number else ""
            return f'<h2 id="{escape(section_anchor(id))}">{mark}{_inlines(heading)}</h2>\n{_blocks(content)}'
        case Signature():
            return _signature(part)
        case _:
            assert_never(part)


def _blocks(content: Iterable[Block]) -> str:
    return "".join(map(_block, content))


def _block(block: Block) -> str:
    match block:
        case Paragraph(inlines):
            return f"<p>{_inlines(inlines)}</p>\n"
        case Item(kind, content, number):
            if number is None:
                return _blocks(content)
            return f'<div class="item {_CLASSES[kind]}"><span>{escape(number.mark)}</span><div>\n{_blocks(content)}</div></div>\n'
        case Table(rows):
            head, *rest = rows
            cells = "".join(f"<th>{_inlines(cell)}</th>" for cell in head)
            lines = "".join(f"<tr>{''.join(f'<td>{_inlines(cell)}</td>' for cell in row)}</tr>\n" for row in rest)
            return f"<table>\n<tr>{cells}</tr>\n{lines}</table>\n"
        case Passage(pick, clause, content):
            return f'<div id="{escape(pick_anchor(pick))}" data-clause="{escape(clause)}">\n{_blocks(content)}</div>\n'
        case _:
            assert_never(block)


def _signature(signature: Signature) -> str:
    cells = []
    for number, row in enumerate(signature_rows(signature.signatories)):
        names = ("name", "office") if number % 2 else ("agency",)
        for cell in row:
            lines = "".join(f'<p class="{name}">{_inlines(line)}</p>' for name, line in zip(names, cell, strict=True))
            cells.append(f"<div>{lines}</div>\n")
        cells += ["<div></div>\n"] * (COLUMNS - len(row))
    return f'<div class="signatures">\n{"".join(cells)}</div>\n'


def _inlines(content: Iterable[Inline]) -> str:
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Strong(content):
            return f"<strong>{_inlines(content)}</strong>"
        case Emphasis(content):
            return f"<em>{_inlines(content)}</em>"
        case Superscript(content):
            return f"<sup>{_inlines(content)}</sup>"
        case Break():
            return "<br>"
        case Reference(_, pieces):
            return "".join(escape(piece) if isinstance(piece, str) else _pointer(piece) for piece in pieces)
        case Blank():
            return f"<mark>{escape(str(inline))}</mark>"
        case _:
            assert_never(inline)


def _pointer(pointer: Pointer) -> str:
    return f'<a href="#{escape(pointer.anchor)}">{escape(pointer.number)}</a>'
