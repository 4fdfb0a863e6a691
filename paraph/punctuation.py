"""End the entries of a list as the template says: semicolons, “; and” before the last, a full stop."""

from __future__ import annotations

from paraph.scheme import Punctuation
from paraph.tree import Block, Item, Paragraph, Passage, Text, plain


def endings(ends: Punctuation, count: int) -> list[str]:
    """The marks of so many entries."""
    return [ends.last if left == 1 else ends.last_but_one if left == 2 else ends.each for left in range(count, 0, -1)]


def ended(end: str, content: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with a mark after their last text, unless it ends in a point of its own."""
    if not content:
        return content
    *before, last = content
    match last:
        case Paragraph(inlines) if inlines and plain(inlines)[-1:] not in (".", ";", ":", ",", "?", "!", "…"):
            last = Paragraph((*inlines, Text(end)), last.place)
        case Item():
            last = Item(last.kind, ended(end, last.content), last.number, last.place)
        case Passage():
            last = Passage(last.pick, last.clause, ended(end, last.content))
    return (*before, last)
