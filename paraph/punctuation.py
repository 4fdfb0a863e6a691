"""End the entries of a list as the template says: semicolons, “; and” before the last, a full stop."""

from __future__ import annotations

from collections.abc import Sequence

from paraph.scheme import Punctuation
from paraph.shared import changed
from paraph.tree import Block, Item, Paragraph, Passage, Text, plain


def punctuated(passages: Sequence[Passage], ends: Punctuation) -> tuple[Passage, ...]:
    """The passages, each with its end; a text which ends in a point of its own keeps that."""
    last = len(passages) - 1
    return tuple(_with(passage, _closed(passage.content, _end(ends, index, last))) for index, passage in enumerate(passages))


def _with(passage: Passage, content: tuple[Block, ...]) -> Passage:
    return Passage(passage.pick, passage.clause, content, passage.place, passage.origin)


def _end(ends: Punctuation, index: int, last: int) -> str:
    if index == last:
        return ends.last
    return ends.last_but_one if index == last - 1 else ends.each


def _closed(content: tuple[Block, ...], end: str) -> tuple[Block, ...]:
    return changed(content, ("punctuation", end), lambda blocks: _ended(blocks, end))


def _ended(content: tuple[Block, ...], end: str) -> tuple[Block, ...]:
    """The blocks with a mark after their last text, unless it ends in one."""
    if not content:
        return content
    *before, last = content
    match last:
        case Paragraph(inlines) if inlines and plain(inlines)[-1:] not in (".", ";", ":", ",", "?", "!", "…"):
            last = Paragraph((*inlines, Text(end)), last.place)
        case Item():
            last = Item(last.kind, _ended(last.content, end), last.number, last.place)
        case Passage():
            last = _with(last, _ended(last.content, end))
    return (*before, last)
