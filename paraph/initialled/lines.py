"""A document as the paragraphs which it prints, one after the other as they stand in a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, assert_never

from paraph.contents import inlines, plain
from paraph.records import NamedTuple
from paraph.tree import (
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
    Quotation,
    Role,
    Section,
    Signature,
    Strong,
    Subheading,
    Superscript,
    Table,
)
from paraph.writers.outline import heading_pieces, signature_rows

Sort = Literal[
    "title", "opening", "recital", "operative", "heading", "subheading", "paragraph", "item", "cell", "note", "testimonium", "signature"
]
"""What a paragraph is in the instrument."""
_SORTS: dict[Role, Sort] = {
    Role.TITLE: "title", Role.OPENING: "opening", Role.PREAMBLE: "recital", Role.OPERATIVE: "operative", Role.TESTIMONIUM: "testimonium",
}  # fmt: skip


class Line(NamedTuple):
    """A paragraph, heading, cell, note or line: its number or mark as it prints, its words, and the pick from which it came.

    A break within it is a line end. `pick` and `clause` are empty for what no pick put in.
    """

    sort: Sort
    mark: str
    text: str
    clause: str = ""
    pick: str = ""


def lines_of(document: Document) -> list[Line]:
    """Every paragraph of a numbered document, notes behind the paragraph which calls them, signatures by rows of their table."""
    return [line for part in document.parts for line in _Lines(part).all() if line.text or line.mark]


def wheres(lines: Sequence[Line]) -> list[str]:
    """Where each line stands, as people say it: the heading above it, and its own mark."""
    found, above = [], ""
    for line in lines:
        if line.sort == "heading":
            above = line.mark or f"“{line.text}”"
            found.append(f"heading of {above}")
        elif line.sort in ("testimonium", "signature"):
            above = ""
            found.append({"testimonium": "testimonium", "signature": "signature block"}[line.sort])
        else:
            own = f"footnote {line.mark}" if line.sort == "note" else line.mark or ("" if above else line.sort)
            found.append(", ".join(filter(None, (above, own))))
    return found


class _Lines:
    """Walks a part of a document, and knows from which pick it is."""

    def __init__(self, part: Part | Section | Signature) -> None:
        self.part = part
        self.pick = ""
        self.clause = ""

    def all(self) -> Iterator[Line]:
        match self.part:
            case Part(role, content):
                yield from self._blocks(content, _SORTS[role])
            case Section(content=content, number=number):
                label, between, heading = heading_pieces(self.part)
                # What is between prints with the number, which Word counts.
                mark, before = (number.mark + between, "") if number else ("", label + between)
                yield from self._line("heading", heading, mark, before)
                yield from self._blocks(content, "paragraph")
            case Signature(lead=lead):
                yield from self._line("testimonium", lead) if lead else ()
                for row in signature_rows(self.part):
                    for cell in row.cells:
                        for line in cell:
                            yield from self._line("signature", line)
            case _:
                assert_never(self.part)

    def _blocks(self, content: Iterable[Block], sort: Sort) -> Iterator[Line]:
        for block in content:
            match block:
                case Paragraph(text):
                    yield from self._line(sort, text)
                case Subheading(text):
                    yield from self._line("subheading", text)
                case Item():
                    yield from self._item(block, sort)
                case Table(rows):
                    for row in rows:
                        for cell in row:
                            yield from self._line("cell", cell)
                case Quotation(quoted):
                    yield from self._blocks(quoted, sort)
                case Passage():
                    outer = self.pick, self.clause
                    self.pick, self.clause = block.pick, block.clause
                    yield from self._blocks(block.content, sort)
                    self.pick, self.clause = outer
                case _:
                    assert_never(block)

    def _item(self, item: Item, sort: Sort) -> Iterator[Line]:
        """An item: its first paragraph carries the mark; one which begins with anything else prints none."""
        own: Sort = sort if sort == "recital" or item.kind is Kind.PARAGRAPH else "item"
        first = item.content[0] if item.content else None
        if isinstance(first, Paragraph):
            yield from self._line(own, first.content, item.number.mark if item.number else "")
        yield from self._blocks(item.content[isinstance(first, Paragraph) :], own)

    def _line(self, sort: Sort, content: tuple[Inline, ...], mark: str = "", before: str = "") -> Iterator[Line]:
        yield Line(sort, mark.strip(), (before + _words(content)).strip(), self.clause, self.pick)
        for inline in inlines(content):
            if isinstance(inline, Footnote):
                yield Line("note", str(inline.number), _words(inline.content).strip(), self.clause, self.pick)


def _words(content: Iterable[Inline]) -> str:
    return "".join(map(_word, content))


def _word(inline: Inline) -> str:
    match inline:
        case Break():
            return "\n"
        case Strong(content) | Emphasis(content) | Superscript(content):
            return _words(content)
    return plain((inline,))
