"""Write a document as one self-contained HTML page, readable on screen and paper, without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from paraph.tree import (
    Blank,
    Block,
    Break,
    Document,
    Emphasis,
    Footnote,
    Inline,
    Item,
    Kind,
    Paragraph,
    Part,
    Passage,
    Pointer,
    Quotation,
    Reference,
    Section,
    Signature,
    Strong,
    Subheading,
    Superscript,
    Table,
    Text,
    pick_anchor,
    section_anchor,
)
from paraph.writers.outline import footnotes, heading_pieces, signature_rows

_STYLE = """
body { font: 12pt/1.35 "Times New Roman", "Liberation Serif", Tinos, serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem }
p { margin: 0 0 .6em; text-align: justify; hyphens: auto }
.title p, h2 { text-align: center; font-weight: bold; hyphens: none }
.title p { margin-bottom: 1em; font-size: 1.08em }
h2 { font-size: 1em; margin: 1.6em 0 .6em; break-after: avoid }
.annex { break-before: page }
h3 { font-size: 1em; margin: 1em 0 .6em; break-after: avoid }
.item { display: grid; grid-template-columns: 2.4em 1fr }
.counted, .dash { margin-left: 2.4em }
.item .item { margin-left: 0 }
blockquote { margin: 0 2.4em }
table { border-collapse: collapse; margin: 0 0 .8em; width: 100% }
th, td { border: 1px solid; padding: .2em .5em; text-align: left; vertical-align: top }
.testimonium { margin-top: 2em; break-after: avoid }
.signatures { display: grid; grid-template-columns: repeat(2, 1fr); gap: 1.5em; margin-top: 2em; text-align: center; break-inside: avoid }
.signatures p { text-align: center; margin: 0 }
.signatures .name { margin-top: 4em }
.signatures .name, .signatures .office { font-weight: bold }
.notes { border-top: 1px solid; margin-top: 2em; padding-top: .6em; font-size: .85em }
.notice { font-size: .8em; border-bottom: 1px solid; margin-bottom: 2em }
mark { background: #ff0 }
a { color: inherit; text-decoration: none }
"""


_COLUMNS = 2
"""What the page's style says."""
_CLASSES = {Kind.PARAGRAPH: "numbered", Kind.ITEM: "counted", Kind.DASH: "dash"}


def write_html(document: Document) -> str:
    """The page, with a line end at the end."""
    meta = document.meta
    notice = f'<p class="notice">{escape(meta.notice)}</p>\n' if meta.notice else ""
    body = "".join(map(_part, document.parts)) + _notes(document)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(meta.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(meta.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{notice}{body}</body>\n</html>\n"
    )


def _notes(document: Document) -> str:
    notes = [
        f'<p id="note-{note.number}"><a href="#to-note-{note.number}"><sup>{note.number}</sup></a> {_inlines(note.content)}</p>\n'
        for note in footnotes(document)
    ]
    return f'<div class="notes">\n{"".join(notes)}</div>\n' if notes else ""


def _part(part: Part | Section | Signature) -> str:
    match part:
        case Part(role, content):
            return f'<div class="{role.value}">\n{_blocks(content)}</div>\n'
        case Section():
            return _section(part)
        case Signature():
            return _signature(part)
        case _:
            assert_never(part)


def _section(section: Section) -> str:
    label, between, heading = heading_pieces(section)
    mark = section.number.mark if section.number else label
    text = escape(mark) + ("<br>" if between == "\n" else between) + _inlines(heading)
    opened = f'<h2 id="{escape(section_anchor(section.id))}"'
    annex = ' class="annex"' if section.annex else ""
    return f"{opened}{annex}>{text}</h2>\n{_blocks(section.content)}" if text else f"{opened} hidden></h2>\n{_blocks(section.content)}"


def _blocks(content: Iterable[Block]) -> str:
    return "".join(map(_block, content))


def _block(block: Block) -> str:
    match block:
        case Paragraph(inlines):
            return f"<p>{_inlines(inlines)}</p>\n"
        case Item(kind, content, number, anchor):
            if number is None:
                return _blocks(content)
            id = f' id="{escape(anchor)}"' if anchor else ""
            return f'<div class="item {_CLASSES[kind]}"{id}><span>{escape(number.mark)}</span><div>\n{_blocks(content)}</div></div>\n'
        case Table():
            return _table(block)
        case Quotation(content):
            return f"<blockquote>\n{_blocks(content)}</blockquote>\n"
        case Subheading(inlines):
            return f"<h3>{_inlines(inlines)}</h3>\n"
        case Passage(pick, clause, content):
            return f'<div id="{escape(pick_anchor(pick))}" data-clause="{escape(clause)}">\n{_blocks(content)}</div>\n'
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    forms = [f' style="text-align: {side}"' if side else "" for side in table.aligned]
    lines = []
    for number, row in enumerate(table.rows):
        name = "th" if table.header and number == 0 else "td"
        cells = (f"<{name}{form}>{_inlines(cell)}</{name}>" for cell, form in zip(row, forms, strict=True))
        lines.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<table>\n{''.join(lines)}</table>\n"


def _signature(block: Signature) -> str:
    cells = []
    for row in signature_rows(block):
        for cell in row.cells:
            names = ("agency",) * len(cell) if row.above else ("name", *("office",) * (len(cell) - 1))
            lines = "".join(f'<p class="{name}">{_inlines(line)}</p>' for name, line in zip(names, cell, strict=False))
            cells.append(f"<div>{lines}</div>\n")
        cells += ["<div></div>\n"] * (block.columns - len(row.cells))
    columns = "" if block.columns == _COLUMNS else f' style="grid-template-columns: repeat({block.columns}, 1fr)"'
    lead = f'<div class="testimonium">\n<p>{_inlines(block.lead)}</p>\n</div>\n' if block.lead else ""
    return f'{lead}<div class="signatures"{columns}>\n{"".join(cells)}</div>\n'


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
        case Footnote(_, number):
            return f'<sup id="to-note-{number}"><a href="#note-{number}">{number}</a></sup>'
        case Reference(_, pieces):
            return "".join(escape(piece) if isinstance(piece, str) else _pointer(piece) for piece in pieces)
        case Blank():
            return f"<mark>{escape(str(inline))}</mark>"
        case _:
            assert_never(inline)


def _pointer(pointer: Pointer) -> str:
    return f'<a href="#{escape(pointer.anchor)}">{escape(pointer.number)}</a>'
