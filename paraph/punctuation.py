"""End the entries of a list as the template says: semicolons, “; and” before the last, a full stop."""

from __future__ import annotations

import re

from paraph.contents import plain
from paraph.scheme import Punctuation
from paraph.tree import Block, Emphasis, Inline, Item, Paragraph, Passage, Strong, Text

_CAPITALS = re.compile(r"[A-Z]{3,}(?: [A-Z]{2,})*(?![a-z])")
"""The participle with which a recital begins, with the adverb before it: RECALLING, ALSO CONSIDERING."""


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
            last = last.but(content=ended(end, last.content))
        case Passage():
            last = Passage(last.pick, last.clause, ended(end, last.content))
    return (*before, last)


def recased(content: tuple[Block, ...], form: str) -> tuple[Block, ...]:
    """The blocks with the capitals at their beginning, as in RECALLING, written Recalling (`initial`) or recalling (`small`)."""
    if not content or not isinstance(first := content[0], Paragraph):
        return content
    return (Paragraph(_recased(first.content, form), first.place), *content[1:])


def _recased(inlines: tuple[Inline, ...], form: str) -> tuple[Inline, ...]:
    match inlines:
        case (Strong(content) | Emphasis(content) as marked, *rest):
            return (marked.but(content=_recased(content, form)), *rest)
        case (Text(text, place), *rest) if words := _CAPITALS.match(text):
            plain = words[0].lower() if form == "small" else words[0].capitalize()
            return (Text(plain + text[words.end() :], place), *rest)
    return inlines
