"""Write the text of a document as the body of a WordprocessingML part."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from itertools import pairwise
from typing import assert_never

from paraph.records import NamedTuple
from paraph.shared import Shared, once
from paraph.tree import (
    Block,
    Document,
    Item,
    Kind,
    Number,
    Paragraph,
    Part,
    Passage,
    Quotation,
    Role,
    Section,
    Signature,
    Subheading,
    Table,
    section_anchor,
)
from paraph.writers.docx.look import Look
from paraph.writers.docx.numbering import DEFINITIONS, dashes, usual
from paraph.writers.docx.runs import Runs, bookmark, run
from paraph.writers.docx.styles import OF_PARTS, Styles
from paraph.writers.docx.tables import paragraph, signatures, table
from paraph.writers.outline import heading_pieces

Content = tuple[Block, ...]
Series = tuple[int, bool, int]
"""What counts by itself: a scheme by its number, whether apart from the sections, a level."""


class _Counts(NamedTuple):
    """How far a body has counted: bookmarks, instances of numbering, and the instance in which each level counts."""

    bookmarks: int
    last_instance: int
    instances: tuple[tuple[Series, int], ...]


class _Written(NamedTuple):
    """A passage as it was written at one place of a document."""

    text: str
    restarts: list[Number]
    notes: list[str]
    missing: set[tuple[str, str]]
    after: _Counts
    look: Look
    """Kept so that no other look can have its id."""


class Body:
    """The body of a document while it is written."""

    def __init__(self, look: Look, schemes: int) -> None:
        """`schemes` is how many the document is numbered by."""
        self.look = look
        self.styles = Styles(look)
        self.runs = Runs(self.styles)
        self.restarts: list[Number] = []
        """The numbers which begin again in instances of their own, in the order of the instances."""
        self.out: list[str] = []
        self._bookmarks = 0
        self._last_instance = DEFINITIONS * schemes
        self._starts: list[str] = []
        self._instances: dict[Series, int] = {}

    def write(self, document: Document) -> str:
        """The paragraphs and tables of the document."""
        return "".join(self.parts(document))

    def parts(self, document: Document) -> list[str]:
        """The paragraphs and tables of each part of the document."""
        starts = []
        for part in document.parts:
            starts.append(len(self.out))
            match part:
                case Part(role, content):
                    if role is Role.TESTIMONIUM:
                        self._keep_with_next()
                    self._blocks(content, self.styles.of(OF_PARTS[role]), 0)
                case Section():
                    self._section(part)
                case Signature():
                    if part.lead:
                        self._paragraph(self.styles.of("Testimonium"), self.runs.of(part.lead))
                    self._table(signatures(part, self.runs, self.look.text_width))
                case _:
                    assert_never(part)
        return ["".join(self.out[start:end]) for start, end in pairwise((*starts, len(self.out)))]

    def _keep_with_next(self) -> None:
        """Bind the last paragraph to what follows, so that the signatures never stand on a page without text."""
        if self.out:
            before, paragraph, last = self.out[-1].rpartition("<w:p>")
            self.out[-1] = before + paragraph + re.sub(r"<w:pStyle [^>]*/>", r"\g<0><w:keepNext/>", last, count=1)

    # Blocks

    def _section(self, section: Section) -> None:
        number = section.number
        style = self.styles.of("Heading 1") + ("<w:pageBreakBefore/>" if section.annex else "")
        label, between, heading = heading_pieces(section)
        line = "<w:r><w:br/></w:r>" if between == "\n" else ""  # what else stands behind a number is part of it
        text = (run(label + between.strip("\n"), "") if label else "") + line + self.runs.of(heading)
        text = self._anchored(section_anchor(section.id), text)
        if number or label or heading:
            self._paragraph(style + (self._numbered(number, self._instance(number)) if number else ""), text)
        else:
            self._starts.append(text)  # references lead to the text of a section which has no heading
        self._blocks(section.content, self.styles.of("Body Text"), 0)

    def _blocks(self, content: Content, style: str, depth: int) -> None:
        self._once(content, ("blocks", style, depth), lambda: self._each(content, style, depth))

    def _each(self, content: Iterable[Block], style: str, depth: int) -> None:
        for block in content:
            match block:
                case Paragraph(inlines):
                    self._paragraph(style, self.runs.of(inlines))
                case Item():
                    self._item(block, depth)
                case Table():
                    self._table(table(block, self.runs, self.look.text_width))
                case Quotation(paragraphs):
                    self._each(paragraphs, self.styles.of("Quotation"), depth)
                case Subheading(inlines):
                    self._paragraph(self.styles.of("Heading 2"), self.runs.of(inlines))
                case Passage():
                    key = ("passage", block.pick, style, depth)
                    self._once(block.content, key, partial(self._passage, block, style, depth))
                case _:
                    assert_never(block)

    def _passage(self, passage: Passage, style: str, depth: int) -> None:
        if not passage.content:
            return
        self._bookmarks += 1
        id = self._bookmarks
        self._starts.append(f'<w:bookmarkStart w:id="{id}" w:name="{bookmark("P", passage.pick)}"/>')
        self._each(passage.content, style, depth)
        last = self.out[-1]
        end = f'<w:bookmarkEnd w:id="{id}"/>'
        self.out[-1] = f"{last[:-6]}{end}</w:p>" if last.endswith("</w:p>") else last + end

    # What is written once

    def _once(self, content: Content, key: Hashable, write: Callable[[], None]) -> None:
        """Write content; where it stood at the same place of a document before, as it was written then."""
        if self._starts or not isinstance(content, Shared):
            write()
            return
        written = once(content, (id(self.look), key, self._counts()), lambda: self._written(write))
        self.out += [written.text] if written.text else []
        self.restarts += written.restarts
        self.runs.notes += written.notes
        self.styles.missing |= written.missing
        self._bookmarks, self._last_instance = written.after.bookmarks, written.after.last_instance
        self._instances = dict(written.after.instances)

    def _written(self, write: Callable[[], None]) -> _Written:
        outside = self.out, self.restarts, self.styles.missing
        self.out, self.restarts, self.styles.missing = [], [], set()
        before = len(self.runs.notes)
        write()
        written = _Written("".join(self.out), self.restarts, self.runs.notes[before:], self.styles.missing, self._counts(), self.look)
        self.out, self.restarts, self.styles.missing = outside
        del self.runs.notes[before:]
        return written

    def _counts(self) -> _Counts:
        return _Counts(self._bookmarks, self._last_instance, tuple(self._instances.items()))

    def _item(self, item: Item, depth: int) -> None:
        """An item: its first paragraph carries the number, what follows stands below its text."""
        within = depth + (item.kind is not Kind.PARAGRAPH)
        style = self._item_style(item, depth)
        first, rest = item.content[:1], item.content[1:]
        if first and isinstance(first[0], Paragraph):
            numbered = self._item_number(item, depth)
            inlines = self.runs.of(first[0].content)
            self._paragraph(style + numbered, self._anchored(item.anchor, inlines) if item.anchor else inlines)
        else:
            rest = item.content
        for block in rest:
            if isinstance(block, Paragraph) and item.number:
                # The style's indents less its hanging number.
                self._paragraph(f'{style}<w:ind w:firstLine="0"/>', self.runs.of(block.content))
            else:
                self._blocks((block,), style, within)

    def _item_style(self, item: Item, depth: int) -> str:
        match item.kind:
            case Kind.PARAGRAPH:
                return self.styles.of("Numbered Paragraph" if item.number else "Body Text")
            case Kind.ITEM:
                return self.styles.of(f"Item {depth + 1}")
            case Kind.DASH:
                return self.styles.of(f"Dash {depth + 1}")
            case _:
                assert_never(item.kind)

    def _item_number(self, item: Item, depth: int) -> str:
        if item.number is None:
            return ""
        if item.kind is Kind.DASH:
            return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{dashes(item.number.scheme)}"/></w:numPr>'
        return self._numbered(item.number, self._instance(item.number))

    def _instance(self, number: Number) -> int:
        """The instance in which a series counts: one of its own where it begins again, else that of what it stands under."""
        series = number.scheme, number.apart
        key, outer = (*series, number.level), (*series, number.level - 1 if number.level > 2 else 0)
        if number.restart:
            self.restarts.append(number)
            self._last_instance += 1
            self._instances[key] = self._last_instance
        elif number.level and (number.value == 1 or number.level == 1):
            self._instances[key] = self._instances.get(outer, usual(number))
        return self._instances.get(key, usual(number))

    @staticmethod
    def _numbered(number: Number, instance: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{number.level}"/><w:numId w:val="{instance}"/></w:numPr>'

    def _table(self, written: str) -> None:
        self.out.append(written)
        # Two tables in a row would run into one, and Word asks for a paragraph after a table.
        self._paragraph(self.styles.of("Table Text"), "")

    def _paragraph(self, properties: str, content: str) -> None:
        if self._starts:
            content = "".join(self._starts) + content
            self._starts.clear()
        self.out.append(paragraph(properties, content))

    def _anchored(self, id: str, content: str) -> str:
        """Content inside the bookmark which references lead to."""
        self._bookmarks += 1
        return f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{bookmark("R", id)}"/>{content}<w:bookmarkEnd w:id="{self._bookmarks}"/>'
