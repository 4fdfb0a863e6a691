"""What stands inside blocks and inlines: their plain text, and all that they hold in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.tree import (
    Blank,
    Block,
    Break,
    Emphasis,
    Footnote,
    Inline,
    Item,
    Paragraph,
    Passage,
    Quotation,
    Reference,
    Strong,
    Subheading,
    Superscript,
    Table,
    Text,
)


def plain(inlines: Iterable[Inline]) -> str:
    """The text of some inlines without any marks; a break is a space."""
    return "".join([inline.text if isinstance(inline, Text) else _plain(inline) for inline in inlines])


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Strong(content) | Emphasis(content) | Superscript(content):
            return plain(content)
        case Footnote():
            return ""
        case Reference(_, pieces):
            return "".join(piece if isinstance(piece, str) else piece.number for piece in pieces)
        case Blank():
            return str(inline)
        case Break():
            return " "


def blocks(content: Iterable[Block]) -> Iterator[Paragraph | Item | Table | Quotation | Subheading]:
    """The blocks of a container in order, looking through passages."""
    for block in content:
        if isinstance(block, Passage):
            yield from blocks(block.content)
        else:
            yield block


def walk(content: Iterable[Block]) -> Iterator[Block]:
    """Every block, outermost first, passages included."""
    for block in content:
        yield block
        if isinstance(block, (Passage, Item, Quotation)):
            yield from walk(block.content)


def inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, outermost first."""
    for inline in content:
        yield inline
        if isinstance(inline, (Strong, Emphasis, Superscript, Footnote)):
            yield from inlines(inline.content)
