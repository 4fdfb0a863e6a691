"""Number a document: sections, paragraphs and items by the scheme, and the references to them."""

from __future__ import annotations

from typing import NamedTuple

from paraph.figures import figures
from paraph.problems import Problem
from paraph.references import refer
from paraph.scheme import Level, Numbering
from paraph.tree import Block, Document, Item, Kind, Number, Paragraph, Part, Passage, Section, Signature, Table, blocks


class Numbered(NamedTuple):
    """A document with its numbers, and the references which lead nowhere."""

    document: Document
    problems: list[Problem]


def number(document: Document, scheme: Numbering) -> Numbered:
    """The document with every number and reference in its place. The rule is `unknown-reference`."""
    referred = refer(_Counter(scheme).document(document), scheme)
    return Numbered(referred.document, referred.problems)


class _Counter:
    """Walks a document and counts. `outer` holds the numbers of the section and paragraph it stands in."""

    def __init__(self, scheme: Numbering) -> None:
        self.scheme = scheme
        self.section = 0
        self.paragraph = 0
        self.outer: dict[str, str] = {"section": "", "paragraph": ""}
        self.outside = False
        self.series: dict[bool, dict[int, int]] = {False: {}, True: {}}

    def numbered(self, level: int, value: int, mark: str) -> Number:
        """A unit's number.

        What stands outside the sections, or counts on through them, counts apart: LibreOffice would count a
        section for each level which it finds without one. Word begins a level again by itself when an outer
        level counts (ECMA-376 17.9.10); where the text begins again and Word would count on, or has counted a
        deeper level before this one, the number says `restart`.
        """
        apart = self.outside or (level > 0 and not self.scheme.restart)
        series = self.series[apart]
        deeper = [other for other in series if other > level]
        restart = value != series.get(level, 0) + 1 or (value == 1 and bool(deeper))
        series[level] = value
        for other in deeper:
            del series[other]
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
        level = self.scheme.section
        self.outer = {"section": figures(self.section, level.figures), "paragraph": ""}
        if self.scheme.restart:
            self.paragraph = 0
        lone = self.scheme.lone == "unnumbered" and sum(1 for _ in blocks(section.content)) == 1
        number = self.numbered(0, self.section, self._mark(level, self.section))
        return Section(section.id, section.heading, self._paragraphs(section.content, lone), number, section.place)

    def _paragraphs(self, content: tuple[Block, ...], lone: bool) -> tuple[Block, ...]:
        found: list[Block] = []
        for block in content:
            if isinstance(block, Passage):
                found.append(Passage(block.pick, block.clause, self._paragraphs(block.content, lone), block.place, block.origin))
            elif isinstance(block, Item) and block.kind is Kind.PARAGRAPH:
                found.append(self._numbered_paragraph(block, lone))
            else:
                found.append(block)
        return tuple(found)

    def _numbered_paragraph(self, item: Item, lone: bool) -> Item:
        number = None
        self.outer["paragraph"] = ""
        if not lone:
            self.paragraph += 1
            self.outer["paragraph"] = figures(self.paragraph, self.scheme.paragraph.figures)
            number = self.numbered(1, self.paragraph, self._mark(self.scheme.paragraph, self.paragraph))
        return Item(item.kind, self._inside(item.content, 0), number, item.place)

    def _inside(self, content: tuple[Block, ...], depth: int) -> tuple[Block, ...]:
        """Number the items of a container. A run of items counts on; text or a dash between ends the run."""
        for block in content:
            if isinstance(block, (Item, Passage)):
                return _Run(self, depth).blocks(content)
        return content

    def item(self, item: Item, depth: int, value: int) -> Item:
        """A counted item with its number and those inside it."""
        level = self.scheme.items[min(depth, len(self.scheme.items) - 1)]
        number = self.numbered(2 + depth, value, self._mark(level, value))
        return Item(item.kind, self._inside(item.content, depth + 1), number, item.place)

    def dash(self, item: Item, depth: int) -> Item:
        """A dash with what stands inside it numbered."""
        number = Number(depth, 0, self.scheme.dash)
        return Item(item.kind, self._inside(item.content, depth + 1), number, item.place)

    def _mark(self, level: Level, value: int) -> str:
        return _filled(level.mark, figures(value, level.figures), self.outer)


class _Run:
    """Counts the items of one container, through the passages in it."""

    def __init__(self, counter: _Counter, depth: int) -> None:
        self.counter = counter
        self.depth = depth
        self.value = 0

    def blocks(self, content: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks with their numbers."""
        return tuple(map(self._block, content))

    def _block(self, block: Block) -> Block:
        match block:
            case Passage():
                return Passage(block.pick, block.clause, self.blocks(block.content), block.place, block.origin)
            case Item(Kind.ITEM):
                self.value += 1
                return self.counter.item(block, self.depth, self.value)
            case Item():
                self.value = 0
                return self.counter.dash(block, self.depth)
            case Paragraph() | Table():
                self.value = 0
                return block


def _filled(pattern: str, own: str, outer: dict[str, str]) -> str:
    return pattern.replace("{n}", own).replace("{section}", outer["section"]).replace("{paragraph}", outer["paragraph"])
