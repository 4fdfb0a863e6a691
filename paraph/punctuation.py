"""End the entries of a list as the template says: semicolons, “; and” before the last, a full stop."""

from __future__ import annotations

import re

from paraph.contents import plain
from paraph.scheme import Punctuation
from paraph.tree import Block, Emphasis, Inline, Item, Paragraph, Passage, Strong, Text

_BEFORE = "ALSO|FURTHER|AGAIN|ONCE|[A-Z]+LY"
_OPENS = "(?!UNITED )[A-Z]{3,}(?:ING|ED)|MINDFUL|AWARE|CONSCIOUS|DESIROUS|ANXIOUS|EAGER|KEEN|READY|WILLING|GRATEFUL|PURSUANT|WHEREAS"
_AFTER = (
    "ALSO|FURTHER|AGAIN|ONCE|[A-Z]+LY|TO|ON|UPON|OF|WITH|IN|INTO|FROM|BY|AT|AS|FOR|FORWARD|THE|THAT|AND|OR|ITS?|THEIR|ACCOUNT|MIND|VIEW"
    "|REGARD|BASIS|NOTE|GREAT|DEEP|GRAVE|SATISFACTION|APPRECIATION|GRATITUDE|PLEASURE|CONCERN|REGRET|INTEREST|IMPORTANCE|NEED|DESIRE"
)
_PARTICIPLE = rf"(?:(?:{_BEFORE}) )*(?:{_OPENS})(?: (?:{_OPENS}|{_AFTER}))*(?![\w’'-])"  # compiled when one is looked for
"""The participle with which a recital begins, with the words that go with it: RECALLING, ALSO CONSIDERING, NOTING WITH
SATISFACTION. Of other words in capitals nobody knows whether they are meant so: NATO, the UNITED NATIONS."""


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
    """The blocks with the participle at their beginning, as in RECALLING, written Recalling (`initial`) or recalling (`small`)."""
    first = content[0] if content else None
    if not isinstance(first, Paragraph) or not first.content:
        return content
    # Where the participle is bold, what follows may be a value of the draft's.
    marked = first.content[:1] if isinstance(first.content[0], Strong | Emphasis) else first.content
    found = re.match(_PARTICIPLE, plain(marked))
    if not found:
        return content
    words = found[0].lower() if form == "small" else found[0].capitalize()
    return (Paragraph(_beginning(first.content, words), first.place), *content[1:])


def _beginning(inlines: tuple[Inline, ...], words: str) -> tuple[Inline, ...]:
    """Inlines with other words for as many characters at their beginning."""
    found: list[Inline] = []
    for inline in inlines:
        length = len(plain((inline,)))
        found.append(_replaced(inline, words[:length]))
        words = words[length:]
    return tuple(found)


def _replaced(inline: Inline, words: str) -> Inline:
    match inline:
        case Text(text, place):
            return Text(words + text[len(words) :], place)
        case Strong(content) | Emphasis(content):
            return inline.but(content=_beginning(content, words))
    return inline
