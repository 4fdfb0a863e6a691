"""Put values into parsed text, where it holds their tokens. Parsing never sees a value, so none can change the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from paraph.problems import Place, Problem
from paraph.records import NamedTuple
from paraph.render.values import Printed, Run, Slot
from paraph.tree import (
    Blank,
    Block,
    Emphasis,
    Footnote,
    Inline,
    Item,
    Paragraph,
    Quotation,
    Reference,
    Strong,
    Subheading,
    Superscript,
    Table,
    Text,
)

_TOKEN = re.compile("\ue000([0-9]+)\ue001")

Content = tuple[Block, ...]


class Filled(NamedTuple):
    """The blocks of a text with its values, and what is wrong with them."""

    blocks: Content
    problems: list[Problem]


def filled(blocks: Content, values: Sequence[Printed], listed: Mapping[str, Content]) -> Filled:
    """Blocks with values for their tokens; `listed` holds the blocks which stand for the picks of a topic.

    The rules are `list-inside-text` and `markup`.
    """
    if not values:
        return Filled(blocks, [])
    filling = _Filling(values, listed)
    return Filled(filling.content(blocks), filling.problems)


class _Filling:
    def __init__(self, values: Sequence[Printed], listed: Mapping[str, Content]) -> None:
        self.values = values
        self.listed = listed
        self.problems: list[Problem] = []

    def content(self, content: Content) -> Content:
        """Each block with its values; a list of picks takes the place of its paragraph."""
        found: list[Block] = []
        for block in content:
            match block:
                case Subheading(inlines):
                    found.append(Subheading(self._inlines(inlines), block.place))
                case Paragraph(inlines):
                    slot = self._alone(inlines)
                    found += self.listed[slot.name] if slot else (Paragraph(self._inlines(inlines), block.place),)
                case Item(kind, inside):
                    found.append(Item(kind, self._item(block, inside), block.number, place=block.place))
                case Quotation(paragraphs):
                    found.append(block.but(content=tuple(Paragraph(self._inlines(p.content), p.place) for p in paragraphs)))
                case Table(rows):
                    found.append(block.but(rows=tuple(tuple(map(self._inlines, row)) for row in rows)))
                case _:
                    found.append(block)
        return tuple(found)

    def _item(self, item: Item, inside: Content) -> Content:
        first = inside[0] if inside else None
        if item.place and isinstance(first, Paragraph) and self._alone(first.content):
            message = "an item which begins with a list, a table or a quotation is not clause text"
            self.problems.append(Problem(item.place, message, "markup", "write its text first"))
        return self.content(inside)

    def _alone(self, inlines: tuple[Inline, ...]) -> Slot | None:
        """The list which is all that a paragraph holds."""
        if len(inlines) == 1 and isinstance(text := inlines[0], Text) and (token := _TOKEN.fullmatch(text.text)):
            value = self.values[int(token[1])]
            return value if isinstance(value, Slot) else None
        return None

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple([filled for inline in inlines for filled in self._inline(inline)])

    def _inline(self, inline: Inline) -> Sequence[Inline]:
        match inline:
            case Text(text):
                return self._text(inline) if "\ue000" in text else (inline,)
            case Strong(content) | Emphasis(content) | Superscript(content) | Footnote(content):
                return (inline.but(content=self._inlines(content)),)
        return (inline,)

    def _text(self, text: Text) -> Sequence[Inline]:
        words = [self._words(int(number)) for number in _TOKEN.findall(text.text)]
        if None in words:
            return list(self._pieces(text))
        rest = iter(words)
        return (Text(_TOKEN.sub(lambda _: str(next(rest)), text.text), text.place),)

    def _words(self, number: int) -> str | None:
        """A value which is words and no more, or `None`."""
        value = self.values[number]
        if isinstance(value, Run) and len(value) == 1 and isinstance(text := value[0], Text) and text.place is None:
            return text.text
        return None

    def _pieces(self, text: Text) -> Iterator[Inline]:
        """A text cut at its values."""
        end = 0
        for token in _TOKEN.finditer(text.text):
            if token.start() > end:
                yield Text(text.text[end : token.start()], _at(text, end))
            yield from self._value(int(token[1]), _at(text, token.start()))
            end = token.end()
        if end < len(text.text):
            yield Text(text.text[end:], _at(text, end))

    def _value(self, number: int, place: Place | None) -> Iterator[Inline]:
        value = self.values[number]
        if isinstance(value, Run):
            for inline in value:
                placed = isinstance(inline, Text | Reference | Blank) and inline.place is None
                yield inline.but(place=place) if placed else inline
        elif place:
            hint = "give it a paragraph of its own, with a blank line above and below"
            self.problems.append(Problem(place, f'the list "{value.name}" stands inside a text', "list-inside-text", hint))


def _at(text: Text, offset: int) -> Place | None:
    """Where a character of a text stands: what a text joins stands side by side in its source."""
    return text.place and text.place._replace(column=text.place.column + offset)
