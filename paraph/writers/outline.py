"""What the text writers share: the lines of a document in reading order, with marks and depth.

Word numbers by itself; text, Markdown and HTML print the marks which the tree carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Literal, assert_never

from paraph.contents import inlines
from paraph.records import NamedTuple
from paraph.shared import gathered
from paraph.tree import (
    Block,
    Document,
    Footnote,
    Inline,
    Item,
    Paragraph,
    Part,
    Passage,
    Quotation,
    Section,
    Signatory,
    Signature,
    Subheading,
    Table,
)

Sort = Literal["title", "opening", "preamble", "operative", "testimonium", "heading", "subheading", "text"]


class Entry(NamedTuple):
    """A paragraph, with the mark in front of it and how deep it stands.

    `heading` entries hold a section's heading, with what stands `between` it and the mark.
    """

    sort: Sort
    mark: str
    depth: int
    content: tuple[Inline, ...]
    between: str = " "


class Rows(NamedTuple):
    """A table, and how deep it stands."""

    depth: int
    table: Table


def entries(document: Document) -> Iterator[Entry | Rows | Signature]:
    """The document line by line."""
    for part in document.parts:
        match part:
            case Part(role, content):
                yield from _blocks(content, role.value, 0)
            case Section(content=content, number=number):
                label, between, heading = heading_pieces(part)
                mark = number.mark if number else label
                if mark or heading:
                    yield Entry("heading", mark, 0, heading, between)
                yield from _blocks(content, "text", 0)
            case Signature():
                if part.lead:
                    yield Entry("testimonium", "", 0, part.lead)
                yield part
            case _:
                assert_never(part)


class HeadingPieces(NamedTuple):
    """The label which stands for a section's number, what stands between number or label and heading, and the heading."""

    label: str
    between: str
    heading: tuple[Inline, ...]


def heading_pieces(section: Section) -> HeadingPieces:
    """What a numbered section's heading is made of, as its scheme says."""
    form = section.scheme.heading if section.scheme else "beside"
    heading = () if form == "none" else section.heading
    both = heading and (section.number or section.label)
    beside = section.scheme.separator if section.scheme else " "
    return HeadingPieces(section.label, ("\n" if form == "below" else beside) if both else "", heading)


def footnotes(document: Document) -> list[Footnote]:
    """The footnotes, in the order of their numbers."""
    return gathered(document, "footnotes", lambda row: [inline for inline in inlines(row) if isinstance(inline, Footnote)])


_NOBODY = Signatory((), ())
"""What stands beside a signature where the other side has no further one."""


class SignatureRow(NamedTuple):
    """A row of the signature block: what stands above the signatures side by side, or below them. Cells hold lines."""

    above: bool
    cells: tuple[tuple[tuple[Inline, ...], ...], ...]


def signature_rows(block: Signature) -> Iterator[SignatureRow]:
    """The rows of a signature block: as many sides beside each other as it says, those who sign for one beneath each other."""
    for start in range(0, len(block.sides), block.columns):
        for group in zip_longest(*block.sides[start : start + block.columns], fillvalue=_NOBODY):
            if any(signatory.above for signatory in group):
                yield SignatureRow(True, tuple(signatory.above for signatory in group))  # noqa: FBT003 - above
            yield SignatureRow(False, tuple(signatory.below for signatory in group))  # noqa: FBT003 - below


def _blocks(content: Iterable[Block], sort: Sort, depth: int) -> Iterator[Entry | Rows | Signature]:
    for block in content:
        match block:
            case Paragraph(text):
                yield Entry(sort, "", depth, text)
            case Item():
                yield from _item(block, sort, depth)
            case Table():
                yield Rows(depth, block)
            case Quotation(quoted):
                yield from _blocks(quoted, sort, depth + 1)
            case Subheading(text):
                yield Entry("subheading", "", depth, text)
            case Passage(_, _, inner):
                yield from _blocks(inner, sort, depth)
            case _:
                assert_never(block)


def _item(item: Item, sort: Sort, depth: int) -> Iterator[Entry | Rows | Signature]:
    mark = item.number.mark if item.number else ""
    within = depth + 1 if mark else depth
    first = item.content[0] if item.content else None
    if isinstance(first, Paragraph):
        yield Entry(sort, mark, depth, first.content)
        yield from _blocks(item.content[1:], sort, within)
    else:
        yield Entry(sort, mark, depth, ())
        yield from _blocks(item.content, sort, within)
