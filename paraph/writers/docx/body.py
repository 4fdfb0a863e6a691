"""Write the text of a document as WordprocessingML: the body, and which styles and numbering it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import assert_never

from paraph.template import Numbering
from paraph.tree import (
    Blank,
    Block,
    Break,
    Document,
    Emphasis,
    Inline,
    Item,
    Kind,
    Number,
    Paragraph,
    Part,
    Passage,
    Pointer,
    Reference,
    Role,
    Section,
    Signature,
    Strong,
    Superscript,
    Table,
    Text,
    pick_anchor,
    section_anchor,
)
from paraph.writers.docx.look import Look
from paraph.writers.docx.numbering import DASHES, SCHEME

_STYLES = {
    Role.TITLE: "Title",
    Role.OPENING: "Opening",
    Role.PREAMBLE: "Recital",
    Role.OPERATIVE: "Operative",
    Role.TESTIMONIUM: "Testimonium",
}
PARAGRAPH_STYLES = (
    *_STYLES.values(), "Heading 1", "Body Text", "Numbered Paragraph", "Item 1", "Item 2", "Item 3", "Item 4",
    "Dash 1", "Dash 2", "Dash 3", "Dash 4", "Table Text", "Signature Agency", "Signature Name", "Signature Title", "Header",
)  # fmt: skip
CHARACTER_STYLES = ("Blank",)
TABLE_STYLES = ("Clause Table",)
"""Together with these, every style which a document may need."""

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_COLUMNS = 2
"""Signature columns side by side; more stand below."""


class Body:
    """The body of a document while it is written."""

    def __init__(self, look: Look, scheme: Numbering) -> None:
        self.look = look
        self.scheme = scheme
        self.missing: set[tuple[str, str]] = set()
        self.restarts: list[int] = []
        self.out: list[str] = []
        self._bookmarks = 0
        self._starts: list[str] = []
        self._instances: dict[int, int] = {}

    def write(self, document: Document) -> str:
        """The paragraphs and tables of the document."""
        for part in document.parts:
            match part:
                case Part(role, content):
                    self._blocks(content, self.style(_STYLES[role]), 0)
                case Section():
                    self._section(part)
                case Signature():
                    self._signature(part)
                case _:
                    assert_never(part)
        return "".join(self.out)

    def style(self, name: str, kind: str = "paragraph") -> str:
        """The id of a style of the look; a missing one is noted."""
        found = self.look.styles.get((kind, name.lower()))
        if found is None:
            self.missing.add((kind, name))
            return name.replace(" ", "")
        return found.id

    # Blocks

    def _section(self, section: Section) -> None:
        number = section.number
        properties = f'<w:pStyle w:val="{self.style("Heading 1")}"/>{self._numbered(number, SCHEME) if number else ""}'
        line = "<w:r><w:br/></w:r>" if number and self.scheme.heading == "below" else ""
        self._paragraph(properties, self._anchored(section_anchor(section.id), line + self.inlines(section.heading)))
        for block in section.content:
            self._blocks((block,), self.style("Body Text"), 0)

    def _blocks(self, content: Iterable[Block], style: str, depth: int) -> None:
        for block in content:
            match block:
                case Paragraph(inlines):
                    self._paragraph(f'<w:pStyle w:val="{style}"/>', self.inlines(inlines))
                case Item():
                    self._item(block, depth, "")
                case Table():
                    self._table(block)
                case Passage():
                    self._passage(block, style, depth)
                case _:
                    assert_never(block)

    def _passage(self, passage: Passage, style: str, depth: int) -> None:
        if not passage.content:
            return
        self._bookmarks += 1
        id = self._bookmarks
        self._starts.append(f'<w:bookmarkStart w:id="{id}" w:name="{bookmark("P", passage.pick)}"/>')
        first, *rest = passage.content
        if isinstance(first, Item):
            self._item(first, depth, pick_anchor(passage.pick))
        else:
            self._blocks((first,), style, depth)
        self._blocks(rest, style, depth)
        last = self.out[-1]
        end = f'<w:bookmarkEnd w:id="{id}"/>'
        self.out[-1] = f"{last[:-6]}{end}</w:p>" if last.endswith("</w:p>") else last + end

    def _item(self, item: Item, depth: int, anchor: str) -> None:
        """An item: its first paragraph carries the number, what follows stands below its text."""
        within = depth + (item.kind is not Kind.PARAGRAPH)
        style = self._item_style(item, depth)
        first, rest = item.content[:1], item.content[1:]
        if first and isinstance(first[0], Paragraph):
            numbered = self._item_number(item, depth)
            inlines = self.inlines(first[0].content)
            self._paragraph(f'<w:pStyle w:val="{style}"/>{numbered}', self._anchored(anchor, inlines) if anchor else inlines)
        else:
            rest = item.content
        for block in rest:
            if isinstance(block, Paragraph) and item.number:
                # The style's indents less its hanging number.
                self._paragraph(f'<w:pStyle w:val="{style}"/><w:ind w:firstLine="0"/>', self.inlines(block.content))
            else:
                self._blocks((block,), style, within)

    def _item_style(self, item: Item, depth: int) -> str:
        match item.kind:
            case Kind.PARAGRAPH:
                return self.style("Numbered Paragraph" if item.number else "Body Text")
            case Kind.ITEM:
                return self.style(f"Item {depth + 1}")
            case Kind.DASH:
                return self.style(f"Dash {depth + 1}")
            case _:
                assert_never(item.kind)

    def _item_number(self, item: Item, depth: int) -> str:
        if item.number is None:
            return ""
        if item.kind is Kind.DASH:
            return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{DASHES}"/></w:numPr>'
        level = item.number.level
        if item.number.restart:
            self.restarts.append(level)
            self._instances[level] = DASHES + len(self.restarts)
        elif item.number.value == 1:  # a series counts in the instance of what it stands under
            self._instances[level] = self._instances.get(level - 1, SCHEME) if level > 2 else SCHEME
        return self._numbered(item.number, self._instances.get(level, SCHEME))

    @staticmethod
    def _numbered(number: Number, instance: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{number.level}"/><w:numId w:val="{instance}"/></w:numPr>'

    def _table(self, table: Table) -> None:
        width = self.look.text_width // len(table.rows[0])
        style = self.style("Table Text")
        out = [
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.style("Clause Table", "table")}"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>',
            f'<w:gridCol w:w="{width}"/>' * len(table.rows[0]),
            "</w:tblGrid>",
        ]
        for index, row in enumerate(table.rows):
            cells = "".join(_cell(width, _p(f'<w:pStyle w:val="{style}"/>', self.inlines(cell, bold=index == 0))) for cell in row)
            header = "<w:tblHeader/>" if index == 0 else ""
            out.append(f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>")
        self.out.append("".join(out) + "</w:tbl>")
        # Two tables in a row would run into one, and Word asks for a paragraph after a table.
        self._paragraph(f'<w:pStyle w:val="{style}"/>', "")

    def _signature(self, signature: Signature) -> None:
        """The block as a table without borders. Every paragraph but the last keeps with the next, so that it stays one."""
        width = self.look.text_width // _COLUMNS
        out = [
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{f"<w:gridCol w:w={chr(34)}{width}{chr(34)}/>" * _COLUMNS}</w:tblGrid>'
        ]
        everyone = signature.signatories
        for start in range(0, len(everyone), _COLUMNS):
            group = everyone[start : start + _COLUMNS]
            out.append(self._signature_row([[("Signature Agency", s.agency)] for s in group], width, keep=True))
            people = [[("Signature Title" if index else "Signature Name", line) for index, line in enumerate(s.lines)] for s in group]
            out.append(self._signature_row(people, width, keep=start + _COLUMNS < len(everyone)))
        self.out.append("".join(out) + "</w:tbl>")
        self._paragraph(f'<w:pStyle w:val="{self.style("Table Text")}"/>', "")

    def _signature_row(self, cells: list[list[tuple[str, tuple[Inline, ...]]]], width: int, *, keep: bool) -> str:
        out = []
        for cell in cells + [[("Signature Agency", ())]] * (_COLUMNS - len(cells)):
            paragraphs = []
            for index, (name, inlines) in enumerate(cell):
                kept = f'<w:keepNext w:val="{"true" if keep or index < len(cell) - 1 else "false"}"/>'
                paragraphs.append(_p(f'<w:pStyle w:val="{self.style(name)}"/>{kept}', self.inlines(inlines)))
            out.append(_cell(width, "".join(paragraphs)))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(out)}</w:tr>"

    def _paragraph(self, properties: str, content: str) -> None:
        starts = "".join(self._starts)
        self._starts.clear()
        self.out.append(_p(properties, starts + content))

    def _anchored(self, id: str, content: str) -> str:
        """Content inside the bookmark which references lead to."""
        self._bookmarks += 1
        return f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{bookmark("R", id)}"/>{content}<w:bookmarkEnd w:id="{self._bookmarks}"/>'

    # Inlines

    def inlines(self, content: Iterable[Inline], form: str = "", *, bold: bool = False) -> str:
        """Runs. Texts which look alike share one, so that Word's search and comparison see whole sentences."""
        form = "<w:b/>" + form if bold else form
        out: list[str] = []
        texts: list[str] = []
        for inline in content:
            if isinstance(inline, Text):
                texts.append(inline.text)
                continue
            if texts:
                out.append(_run("".join(texts), form))
                texts.clear()
            out.append(self._inline(inline, form))
        if texts:
            out.append(_run("".join(texts), form))
        return "".join(out)

    def _inline(self, inline: Strong | Emphasis | Superscript | Break | Reference | Blank, form: str) -> str:
        match inline:
            case Strong(content):
                return self.inlines(content, _with(form, "<w:b/>"))
            case Emphasis(content):
                return self.inlines(content, _with(form, "<w:i/>"))
            case Superscript(content):
                return self.inlines(content, _with(form, '<w:vertAlign w:val="superscript"/>'))
            case Break():
                return "<w:r><w:br/></w:r>"
            case Reference(_, pieces):
                return "".join(_run(p, form) if isinstance(p, str) else _field(p, form) for p in pieces)
            case Blank():
                style = f'<w:rStyle w:val="{self.style("Blank", "character")}"/>'
                return _run(str(inline), style + form)
            case _:
                assert_never(inline)


def bookmark(kind: str, id: str) -> str:
    """A hidden bookmark's name: at most 40 characters, letters, figures and underscores (ECMA-376 17.13.6.2)."""
    name = f"_{kind}_{re.sub('[^A-Za-z0-9]', '_', id)}"
    return name if len(name) <= 40 else f"{name[:31]}_{sha256(id.encode()).hexdigest()[:8]}"


_ORDER = ("<w:rStyle", "<w:b/>", "<w:i/>", "<w:vertAlign")


def _with(form: str, mark: str) -> str:
    """A run's properties with one more, in the order which the schema asks for."""
    marks = [*re.findall(r"<[^>]*>", form), mark]
    return "".join(sorted(dict.fromkeys(marks), key=lambda m: next(i for i, start in enumerate(_ORDER) if m.startswith(start))))


def _p(properties: str, content: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _run(text: str, form: str) -> str:
    properties = f"<w:rPr>{form}</w:rPr>" if form else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text.translate(_ESCAPED)}</w:t></w:r>'


def _field(pointer: Pointer, form: str) -> str:
    r"""A number which follows what it points to.

    The field is `REF` without its keyword, which may be left out (ECMA-376 17.16.5.51). Word updates it as any other;
    LibreOffice, which would print “Section SECTION 2” because it does not know \\t, keeps the result as written.
    """
    properties = f"<w:rPr>{form}</w:rPr>" if form else ""
    mark = f'<w:r>{properties}<w:fldChar w:fldCharType="%s"/></w:r>'
    code = f'<w:r>{properties}<w:instrText xml:space="preserve"> {bookmark("R", pointer.anchor)} \\n \\t \\h </w:instrText></w:r>'
    return f'{mark % "begin"}{code}{mark % "separate"}{_run(pointer.number, form)}{mark % "end"}'
