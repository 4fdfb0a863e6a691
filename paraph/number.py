"""Number a document: sections, paragraphs and items by the scheme, and the references to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from paraph.problems import Place, Problem, nearest
from paraph.template import Figures, Level, Numbering
from paraph.tree import (
    Blank,
    Block,
    Break,
    Document,
    Emphasis,
    Inline,
    Item,
    Kind,
    Number,
    Paragraph,
    Part,
    Passage,
    Pointer,
    Reference,
    Section,
    Signature,
    Strong,
    Superscript,
    Table,
    Text,
    blocks,
    pick_anchor,
    section_anchor,
)

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Numbered(NamedTuple):
    """A document with its numbers, and the references which lead nowhere."""

    document: Document
    problems: list[Problem]


def number(document: Document, scheme: Numbering) -> Numbered:
    """The document with every number and reference in its place. The rule is `unknown-reference`."""
    counted = _Counter(scheme).document(document)
    targets = dict(_targets(counted, scheme))
    references = _References(targets)
    return Numbered(references.document(counted), references.problems)


def figures(value: int, kind: Figures) -> str:
    """A number as a scheme writes it: 4, d, D, iv, IV. Beyond z Word writes aa, bb, and so do we."""
    match kind:
        case "lower-letter":
            return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        case "upper-letter":
            return figures(value, "lower-letter").upper()
        case "lower-roman":
            text = ""
            for worth, sign in _ROMAN:
                text += sign * (value // worth)
                value %= worth
            return text
        case "upper-roman":
            return figures(value, "lower-roman").upper()
    return str(value)


class _Counter:
    """Walks a document and counts. `own` holds the numbers of the section, paragraph and items it stands in."""

    def __init__(self, scheme: Numbering) -> None:
        self.scheme = scheme
        self.section = 0
        self.paragraph = 0
        self.outer: dict[str, str] = {"section": "", "paragraph": ""}
        self.series: dict[int, int] = {}

    def numbered(self, level: int, value: int, mark: str) -> Number:
        """A unit's number. Word begins a level again by itself when an outer level counts (ECMA-376 17.9.10);
        where the text begins again and Word would count on, the number says `restart`.
        """
        restart = value != self.series.get(level, 0) + 1
        self.series[level] = value
        for deeper in [other for other in self.series if other > level]:
            if deeper != 1 or self.scheme.restart:
                del self.series[deeper]
        return Number(level, value, mark, restart)

    def document(self, document: Document) -> Document:
        return document._replace(parts=tuple(map(self._part, document.parts)))

    def _part(self, part: Part | Section | Signature) -> Part | Section | Signature:
        match part:
            case Section():
                return self._section(part)
            case Part():
                return replace(part, content=self._inside(part.content, 0))
        return part

    def _section(self, section: Section) -> Section:
        self.section += 1
        level = self.scheme.section
        self.outer = {"section": figures(self.section, level.figures), "paragraph": ""}
        if self.scheme.restart:
            self.paragraph = 0
        lone = self.scheme.lone == "unnumbered" and sum(1 for _ in blocks(section.content)) == 1
        number = self.numbered(0, self.section, self._mark(level, self.section))
        return replace(section, number=number, content=self._paragraphs(section.content, lone))

    def _paragraphs(self, content: tuple[Block, ...], lone: bool) -> tuple[Block, ...]:
        found: list[Block] = []
        for block in content:
            if isinstance(block, Passage):
                found.append(Passage(block.pick, block.clause, self._paragraphs(block.content, lone), block.place))
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
        if all(isinstance(block, Paragraph | Table) for block in content):
            return content
        return _Run(self, depth).blocks(content)

    def item(self, item: Item, depth: int, value: int) -> Item:
        """A counted item with its number and those inside it."""
        level = self.scheme.items[min(depth, len(self.scheme.items) - 1)]
        number = self.numbered(2 + depth, value, self._mark(level, value))
        return Item(item.kind, self._inside(item.content, depth + 1), number, item.place)

    def dash(self, item: Item, depth: int) -> Item:
        """A dash with what stands inside it numbered."""
        number = Number(2 + depth, 0, self.scheme.dash)
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
                return Passage(block.pick, block.clause, self.blocks(block.content), block.place)
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


# References


def _targets(document: Document, scheme: Numbering) -> Iterator[tuple[str, tuple[str | Pointer, ...]]]:
    """What can be referred to, and how a reference reads: a section's id before a topic, a topic's first pick."""
    sections = [part for part in document.parts if isinstance(part, Section)]
    for section in reversed(sections):
        yield from reversed(list(_passages(section, section.content, scheme)))
    for section in sections:
        yield section.id, _section_pieces(section, scheme)


def _section_pieces(section: Section, scheme: Numbering) -> tuple[str | Pointer, ...]:
    number = figures(section.number.value, scheme.section.figures) if section.number else ""
    return _pieces(scheme.section.reference, {"n": Pointer(section_anchor(section.id), number)})


def _passages(section: Section, content: Iterable[Block], scheme: Numbering) -> Iterator[tuple[str, tuple[str | Pointer, ...]]]:
    for block in content:
        if not isinstance(block, Passage):
            continue
        first = next(blocks(block.content), None)
        topic = block.pick.partition("/")[0]
        own = section.number
        outer = {"section": Pointer(section_anchor(section.id), figures(own.value, scheme.section.figures) if own else "")}
        if isinstance(first, Item) and first.number:
            n = Pointer(pick_anchor(block.pick), figures(first.number.value, scheme.paragraph.figures))
            yield topic, _pieces(scheme.paragraph.reference, {"n": n, **outer})
        else:
            yield topic, _section_pieces(section, scheme)
        for inner in blocks(block.content):
            if isinstance(inner, Item):
                for listed in inner.content:
                    if isinstance(listed, Passage):
                        yield listed.pick.partition("/")[0], _section_pieces(section, scheme)


def _pieces(pattern: str, pointers: dict[str, Pointer]) -> tuple[str | Pointer, ...]:
    """A reference pattern cut into its words and its pointers."""
    found: list[str | Pointer] = []
    rest = pattern
    while rest:
        at, name = min(((rest.find(f"{{{name}}}"), name) for name in pointers if f"{{{name}}}" in rest), default=(-1, ""))
        if at < 0:
            found.append(rest)
            break
        found += [rest[:at]] if at else []
        found.append(pointers[name])
        rest = rest[at + len(name) + 2 :]
    return tuple(found)


class _References:
    """Words the references of a document."""

    def __init__(self, targets: dict[str, tuple[str | Pointer, ...]]) -> None:
        self.targets = targets
        self.problems: list[Problem] = []
        self._pick = Passage("", "", ())

    def document(self, document: Document) -> Document:
        """The document with its references worded; what holds none stays as it is."""
        return document._replace(parts=tuple(map(self._part, document.parts)))

    def _part(self, part: Part | Section | Signature) -> Part | Section | Signature:
        if isinstance(part, Signature):
            return part
        content = self._blocks(part.content)
        return part if content is part.content else replace(part, content=content)

    def _blocks(self, content: tuple[Block, ...]) -> tuple[Block, ...]:
        found = tuple(map(self._block, content))
        return found if any(new is not old for new, old in zip(found, content, strict=True)) else content

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph(content):
                inlines = self._inlines(content)
                return block if inlines is content else replace(block, content=inlines)
            case Table(rows):
                return replace(block, rows=tuple(tuple(map(self._inlines, row)) for row in rows))
            case Item(_, content):
                inside = self._blocks(content)
                return block if inside is content else replace(block, content=inside)
            case Passage(_, _, content):
                outer, self._pick = self._pick, block
                inside = self._blocks(content)
                self._pick = outer
                return block if inside is content else replace(block, content=inside)

    def _inlines(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        if all(isinstance(inline, Text | Blank | Break) for inline in content):
            return content
        return tuple(map(self._inline, content))

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Reference(target):
                return self._worded(inline, target)
            case Strong(content) | Emphasis(content) | Superscript(content):
                inside = self._inlines(content)
                return inline if inside is content else replace(inline, content=inside)
        return inline

    def _worded(self, reference: Reference, target: str) -> Reference:
        if target not in self.targets:
            self._report(reference, target)
        return replace(reference, pieces=self.targets.get(target, ()))

    def _report(self, reference: Reference, target: str) -> None:
        """At the reference when the draft wrote it; at the pick when the clause it picks refers to what the draft lacks."""
        pick = self._pick
        hint = nearest(target, self.targets) or f"known: {', '.join(sorted(self.targets))}"
        place = reference.place or pick.place or Place("", 1, 1)
        message = f'nothing here is named "{target}"'
        if pick.place and place.path != pick.place.path:
            place = pick.place
            message = f'the clause "{pick.clause}" refers to "{target}", and the draft has none'
            hint = f'pick something for "{target}", or give the pick wording: without the reference'
        self.problems.append(Problem(place, message, "unknown-reference", hint))
