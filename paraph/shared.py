"""Blocks which drafts have in common, and what the stages make of them: made once, found again for the next draft."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, Self, TypeVar

from paraph.contents import inlines, plain
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
    Signature,
    Subheading,
    Table,
    Text,
)

VARIANTS = 200
"""How many things are kept with one text at the most: a library clause stands in a few places, with a few numbers."""

Content = tuple[Block, ...]
T = TypeVar("T")


K = TypeVar("K", bound=Hashable)


class Recent(Generic[K, T]):
    """What was made lately, by what it was made of.

    Holds the last `size` things which were asked for and up to as many more. What is asked for once and never
    again takes no room: a thing is remembered when it is `wanted` for the second time.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._young: dict[K, T] = {}
        self._old: dict[K, T] = {}
        self._asked: set[int] = set()

    def get(self, key: K) -> T | None:
        """What was made for a key, when it is remembered."""
        found = self._young.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.put(key, found)
        return found

    def wanted(self, key: K) -> bool:
        """Whether a key was asked for before: what is made for it is worth remembering."""
        asked = hash(key)
        if asked in self._asked:
            return True
        if len(self._asked) >= 5 * self._size:
            self._asked.clear()
        self._asked.add(asked)
        return False

    def put(self, key: K, value: T) -> T:
        """Remember a thing."""
        if len(self._young) >= self._size:
            self._old, self._young = self._young, {}
        self._young[key] = value
        return value


_NOTHING: Any = object()


class Shared(Content):
    """The blocks of a text which holds no blanks and no picks: nothing in them belongs to one draft."""

    made: dict[Hashable, Any]

    def __new__(cls, content: Content) -> Self:
        """The blocks, with nothing made of them yet."""
        shared = super().__new__(cls, content)
        shared.made = {}
        return shared

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)


def once(content: Content, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` makes of some blocks: for shared ones it is made once for a key.

    The key names the stage and holds all that the result depends on beside the blocks.
    """
    if not isinstance(content, Shared):
        return make()
    found: T = content.made.get(key, _NOTHING)
    if found is _NOTHING:
        if len(content.made) >= VARIANTS:
            content.made.clear()
        found = content.made[key] = make()
    return found


def paragraphs(document: Document) -> list[str]:
    """The plain text of every paragraph, heading, cell and line of a document, in reading order."""
    return gathered(document, "plain", _plain)


def _plain(row: tuple[Inline, ...]) -> list[str]:
    """A paragraph's text, and that of its footnotes."""
    if len(row) == 1 and isinstance(text := row[0], Text):
        return [text.text]  # nearly all there is
    return [plain(row), *(plain(inline.content) for inline in inlines(row) if isinstance(inline, Footnote))]


def gathered(document: Document, key: Hashable, look: Callable[[tuple[Inline, ...]], Iterable[T]]) -> list[T]:
    """What `look` finds in every run of inlines of a document, in reading order."""
    found: list[T] = []
    for part in document.parts:
        match part:
            case Signature(lead=lead):
                found += look(lead) if lead else ()
                for signatory in part.signatories:
                    for row in (*signatory.above, *signatory.below):
                        found += look(row)
            case Section():
                found += look(part.heading)
                found += gathered_in(part.content, key, look)
            case Part(_, content):
                found += gathered_in(content, key, look)
    return found


def gathered_in(content: Content, key: Hashable, look: Callable[[tuple[Inline, ...]], Iterable[T]]) -> list[T]:
    """What `look` finds in some blocks."""
    return once(content, key, lambda: _gathered(content, key, look))


def _gathered(content: Content, key: Hashable, look: Callable[[tuple[Inline, ...]], Iterable[T]]) -> list[T]:
    found: list[T] = []
    for block in content:
        match block:
            case Paragraph(text) | Subheading(text):
                found += look(text)
            case Table(rows):
                for row in rows:
                    for cell in row:
                        found += look(cell)
            case Item() | Passage() | Quotation():
                found += gathered_in(block.content, key, look)
    return found
