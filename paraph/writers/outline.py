"""What the text writers share: the lines of a document in reading order, with marks and depth.

Word numbers by itself; text, Markdown and HTML print the marks which the tree carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, assert_never

from paraph.tree import Block, Document, Inline, Item, Paragraph, Part, Passage, Section, Signatory, Signature, Table

Sort = Literal["title", "opening", "preamble", "operative", "testimonium", "heading", "text"]


class Entry(NamedTuple):
    """A paragraph, with the mark in front of it and how deep it stands; `heading` entries hold a section's."""

    sort: Sort
    mark: str
    depth: int
    content: tuple[Inline, ...]


class Rows(NamedTuple):
    """A table, and how deep it stands."""

    depth: int
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


class Signatures(NamedTuple):
    """The signature block."""

    signatories: tuple[Signatory, ...]


def entries(document: Document) -> Iterator[Entry | Rows | Signatures]:
    """The document line by line."""
    for part in document.parts:
        match part:
            case Part(role, content):
                yield from _blocks(content, role.value, 0)
            case Section(_, heading, content, number):
                yield Entry("heading", number.mark if number else "", 0, heading)
                yield from _blocks(content, "text", 0)
            case Signature(signatories):
                yield Signatures(signatories)
            case _:
                assert_never(part)


COLUMNS = 2
"""Signature columns side by side; more stand below."""


def signature_rows(signatories: Sequence[Signatory]) -> Iterator[tuple[tuple[tuple[Inline, ...], ...], ...]]:
    """The rows of the signature block: for each group of columns their agencies, then who signs. Cells hold lines."""
    for start in range(0, len(signatories), COLUMNS):
        group = signatories[start : start + COLUMNS]
        yield tuple((signatory.agency,) for signatory in group)
        yield tuple(signatory.lines for signatory in group)


def _blocks(content: Iterable[Block], sort: Sort, depth: int) -> Iterator[Entry | Rows | Signatures]:
    for block in content:
        match block:
            case Paragraph(inlines):
                yield Entry(sort, "", depth, inlines)
            case Item():
                yield from _item(block, sort, depth)
            case Table(rows):
                yield Rows(depth, rows)
            case Passage(_, _, inner):
                yield from _blocks(inner, sort, depth)
            case _:
                assert_never(block)


def _item(item: Item, sort: Sort, depth: int) -> Iterator[Entry | Rows | Signatures]:
    mark = item.number.mark if item.number else ""
    within = depth + 1 if mark else depth
    first = item.content[0] if item.content else None
    if isinstance(first, Paragraph):
        yield Entry(sort, mark, depth, first.content)
        yield from _blocks(item.content[1:], sort, within)
    else:
        yield Entry(sort, mark, depth, ())
        yield from _blocks(item.content, sort, within)
