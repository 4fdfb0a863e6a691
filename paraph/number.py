"""Number a document: sections, paragraphs and items by the scheme, and the references to them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

from paraph.figures import figures
from paraph.problems import Problem
from paraph.references import refer
from paraph.scheme import Level, Numbering
from paraph.shared import Shared, once
from paraph.tree import Block, Document, Item, Kind, Number, Paragraph, Part, Passage, Section, Signature, Table, blocks


class Numbered(NamedTuple):
    """A document with its numbers, and the references which lead nowhere."""

    document: Document
    problems: list[Problem]


def number(document: Document, scheme: Numbering) -> Numbered:
    """The document with every number and reference in its place. The rule is `unknown-reference`."""
    referred = refer(_Counter(scheme).document(document), scheme)
    return Numbered(referred.document, referred.problems)


Content = tuple[Block, ...]


_State = tuple[int, int, str, tuple[int, ...], tuple[int, ...], int]


class _Counter:
    """Walks a document and counts."""

    def __init__(self, scheme: Numbering) -> None:
        self.scheme = scheme
        self.outside = False
        self.section = 0
        self.paragraph = 0
        self.within = ""
        """The figures of the paragraph in which items stand."""
        self.series: tuple[int, ...] = ()
        """The last number of every level; of those which do not count here, 0."""
        self.apart: tuple[int, ...] = ()
        """The same for what counts apart from the sections."""
        self.item = 0
        """The last item of the run."""

    def _state(self) -> _State:
        return self.section, self.paragraph, self.within, self.series, self.apart, self.item

    def _numbered(self, level: int, value: int, mark: str) -> Number:
        """A unit's number.

        What stands outside the sections, or counts on through them, counts apart: LibreOffice would count a
        section for each level which it finds without one. Word begins a level again by itself when an outer
        level counts (ECMA-376 17.9.10); where the text begins again and Word would count on, or has counted a
        deeper level before this one, the number says `restart`.
        """
        apart = self.outside or (level > 0 and not self.scheme.restart)
        before = self.apart if apart else self.series
        last = before[level] if level < len(before) else 0
        restart = value != last + 1 or (value == 1 and len(before) > level + 1)
        series = (*before[:level], *(0,) * (level - len(before)), value)
        if apart:
            self.apart = series
        else:
            self.series = series
        return Number(level, value, mark, restart, apart)

    def document(self, document: Document) -> Document:
        return document._replace(parts=tuple(map(self._part, document.parts)))

    def _part(self, part: Part | Section | Signature) -> Part | Section | Signature:
        match part:
            case Section():
                return self._section(part)
            case Part():
                self.outside = True
                content = self._inside(part.content, 0)
                self.outside = False
                return Part(part.role, content, part.place)
        return part

    def _section(self, section: Section) -> Section:
        self.section += 1
        self.within = ""
        if self.scheme.restart:
            self.paragraph = 0
        lone = self.scheme.lone == "unnumbered" and once(section.content, "blocks", lambda: sum(1 for _ in blocks(section.content))) == 1
        number = self._numbered(0, self.section, self._mark(self.scheme.section, self.section))
        return Section(section.id, section.heading, self._paragraphs(section.content, lone), number, section.place)

    def _paragraphs(self, content: Content, lone: bool) -> Content:
        return self._known(content, ("paragraphs", lone), lambda blocks: self._each_paragraph(blocks, lone))

    def _each_paragraph(self, content: Content, lone: bool) -> Content:
        found: list[Block] = []
        for block in content:
            if isinstance(block, Passage):
                found.append(Passage(block.pick, block.clause, self._paragraphs(block.content, lone)))
            elif isinstance(block, Item) and block.kind is Kind.PARAGRAPH:
                found.append(self._paragraph(block, lone))
            else:
                found.append(block)
        return tuple(found)

    def _paragraph(self, item: Item, lone: bool) -> Item:
        number = None
        self.within = ""
        if not lone:
            self.paragraph += 1
            self.within = figures(self.paragraph, self.scheme.paragraph.figures)
            number = self._numbered(1, self.paragraph, self._mark(self.scheme.paragraph, self.paragraph))
        return Item(item.kind, self._inside(item.content, 0), number, item.place)

    def _inside(self, content: Content, depth: int) -> Content:
        """Number the items of a container. A run of items counts on; text or a dash between ends the run."""
        for block in content:
            if isinstance(block, (Item, Passage)):
                break
        else:
            return content
        outer = self.item
        self.item = 0
        inside = self._run(content, depth)
        self.item = outer
        return inside

    def _run(self, content: Content, depth: int) -> Content:
        return self._known(content, ("run", depth), lambda blocks: tuple([self._block(block, depth) for block in blocks]))

    def _block(self, block: Block, depth: int) -> Block:
        match block:
            case Passage():
                return Passage(block.pick, block.clause, self._run(block.content, depth))
            case Item(Kind.ITEM):
                value = self.item + 1
                level = self.scheme.items[min(depth, len(self.scheme.items) - 1)]
                number = self._numbered(2 + depth, value, self._mark(level, value))
            case Item():
                value, number = 0, Number(depth, 0, self.scheme.dash)
            case Paragraph() | Table():
                self.item = 0
                return block
        self.item = value
        return Item(block.kind, self._inside(block.content, depth + 1), number, block.place)

    def _known(self, content: Content, key: Hashable, change: Callable[[Content], Content]) -> Content:
        """Content with its numbers: where it stood at the same count before, what it became then."""

        def counted() -> _Counted:
            changed = change(content)
            return _Counted(Shared(changed) if isinstance(content, Shared) else changed, self._state(), self.scheme)

        known = once(content, ("numbered", id(self.scheme), self.outside, key, self._state()), counted)
        self.section, self.paragraph, self.within, self.series, self.apart, self.item = known.after
        return known.content

    def _mark(self, level: Level, value: int) -> str:
        section = figures(self.section, self.scheme.section.figures) if self.section else ""
        own = figures(value, level.figures)
        return level.mark.replace("{n}", own).replace("{section}", section).replace("{paragraph}", self.within)


class _Counted(NamedTuple):
    """Numbered content, and the count after it. The scheme is kept so that no other one can have its id."""

    content: Content
    after: _State
    scheme: Numbering
