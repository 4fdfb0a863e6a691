"""Number a document: sections, paragraphs and items by the scheme, and the references to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import cache

from paraph.contents import blocks, inlines
from paraph.figures import figures
from paraph.problems import Problem
from paraph.records import NamedTuple
from paraph.references import refer
from paraph.scheme import Level, Numbering
from paraph.shared import Shared, once
from paraph.tree import (
    Block,
    Document,
    Emphasis,
    Footnote,
    Inline,
    Item,
    Kind,
    Number,
    Paragraph,
    Part,
    Passage,
    Quotation,
    Section,
    Signature,
    Strong,
    Subheading,
    Superscript,
    Table,
    Text,
)


class Numbered(NamedTuple):
    """A document with its numbers, and the references which lead nowhere."""

    document: Document
    problems: list[Problem]


def number(document: Document, scheme: Numbering) -> Numbered:
    """The document with every number and reference in its place. The rule is `unknown-reference`."""
    referred = refer(_Counter(document, scheme).numbered())
    return Numbered(referred.document, referred.problems)


Content = tuple[Block, ...]


Series = tuple[int, bool]
"""A scheme by its number, and whether what counts stands apart from the sections."""
_State = tuple[int, int, int, int, str, str, tuple[str, ...], int, tuple[tuple[Series, tuple[int, ...]], ...]]


class _Counter:
    """Walks a document and counts."""

    def __init__(self, document: Document, scheme: Numbering) -> None:
        self.document = document
        self.schemes = _schemes(document, scheme)
        self.scheme = 0
        """The scheme by which is counted, among the schemes."""
        self.outside = False
        self.section = 0
        self.annex = 0
        self.note = 0
        self.paragraph = 0
        self.within_section = ""
        self.within = ""
        """The figures of the section and the paragraph in which units stand."""
        self.above: tuple[str, ...] = ()
        """The figures of the items in which they stand, outermost first."""
        self.item = 0
        """The last item of the run."""
        self.series: dict[Series, tuple[int, ...]] = {}
        """The last number of every level; of those which do not count here, 0."""

    def _state(self) -> _State:
        series = tuple(self.series.items())
        return self.section, self.annex, self.note, self.paragraph, self.within_section, self.within, self.above, self.item, series

    def _go_on(self, state: _State) -> None:
        self.section, self.annex, self.note, self.paragraph, self.within_section, self.within, self.above, self.item, series = state
        self.series = dict(series)

    @property
    def numbering(self) -> Numbering:
        """The scheme by which is counted."""
        return self.schemes[self.scheme]

    def _numbered(self, level: int, value: int, form: Level) -> Number:
        """A unit's number.

        What stands outside the sections, or counts on through them, counts apart: LibreOffice would count a
        section for each level which it finds without one. Word begins a level again by itself when an outer
        level counts (ECMA-376 17.9.10); where the text begins again and Word would count on, has counted a
        deeper level before this one, or has counted the one before by another scheme, the number says `restart`.
        """
        apart = self.outside or (level > 0 and not self.numbering.restart)
        before = self.series.get((self.scheme, apart), ())
        last = before[level] if level < len(before) else 0
        restart = value != last + 1 or (value == 1 and len(before) > level + 1)
        self.series[self.scheme, apart] = (*before[:level], *(0,) * (level - len(before)), value)
        mark, short = self._mark(form, form.mark, value), self._mark(form, _wordless(form.mark), value)
        return Number(level, value, mark, restart, apart, self.scheme, short.rstrip("."))

    def numbered(self) -> Document:
        """The document with its numbers."""
        return self.document._replace(parts=tuple(map(self._part, self.document.parts)), schemes=self.schemes)

    def _part(self, part: Part | Section | Signature) -> Part | Section | Signature:
        match part:
            case Section():
                self.scheme = self.schemes.index(part.scheme) if part.scheme else 0
                section = self._section(part)
                self.scheme = 0
                return section
            case Part():
                self.outside = True
                self.scheme = self.schemes.index(part.scheme) if part.scheme else 0
                content = self._inside(part.content, 0)
                self.outside = False
                self.scheme = 0
                return Part(part.role, content, part.scheme, part.place)
        return part

    def _section(self, section: Section) -> Section:
        scheme = self.numbering
        counted = self.paragraph
        apart = scheme.restart or section.annex
        if apart:
            self.paragraph = 0
        self.within = ""
        number = self._section_number(section)
        lone = scheme.lone == "unnumbered" and once(section.content, "blocks", lambda: _paragraphs_in(section)) == 1
        content = self._paragraphs(section.content, lone or not scheme.paragraph.mark)
        if apart and not self.schemes[0].restart:  # the document's count goes on behind it, as if it were not there
            self.paragraph = counted
        label = "" if number or not section.annex else scheme.section.single
        return section.but(content=content, scheme=scheme, number=number, label=label)

    def _section_number(self, section: Section) -> Number | None:
        """The number of a section or annex; the only annex has none when the scheme has a label for it."""
        level = self.numbering.section
        self.within_section = ""
        if not level.mark or (section.annex and level.single and self._annexes() == 1):
            return None
        if section.annex:
            self.annex += 1
        else:
            self.section += 1
        value = self.annex if section.annex else self.section
        self.within_section = figures(value, level.figures)
        return self._numbered(0, value, level)

    def _annexes(self) -> int:
        return sum(isinstance(part, Section) and part.annex for part in self.document.parts)

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
                found.append(self._block(block, 0))
        return tuple(found)

    def _paragraph(self, item: Item, lone: bool) -> Item:
        number = None
        self.within = ""
        if not lone:
            self.paragraph += 1
            level = self.numbering.paragraph
            self.within = figures(self.paragraph, level.figures)
            number = self._numbered(1, self.paragraph, level)
        return Item(item.kind, self._inside(item.content, 0), number, place=item.place)

    def _inside(self, content: Content, depth: int) -> Content:
        """Number the items of a container. A run of items counts on; text or a dash between ends the run."""
        if len(content) == 1 and isinstance(content[0], Paragraph):
            noted = self._noted(content[0])  # nearly all that stands in items
            return content if noted is content[0] else (noted,)
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
                level = self.numbering.items[min(depth, len(self.numbering.items) - 1)]
                number = self._numbered(2 + depth, value, level)
            case Item():
                value, number = 0, Number(depth, 0, self.numbering.dash, scheme=self.scheme)
            case Paragraph() | Subheading():
                if isinstance(block, Paragraph) or not self.outside:  # lettered recitals count on under their headings
                    self.item = 0
                return self._noted(block)
            case Quotation():
                self.item = 0
                return block.but(content=tuple(map(self._noted, block.content)))
            case Table():
                self.item = 0
                if all(len(cell) == 1 and isinstance(cell[0], Text) for row in block.rows for cell in row):
                    return block
                return block.but(rows=tuple([tuple(map(self._notes, row)) for row in block.rows]))
        self.item = value
        outer = self.above
        if block.kind is Kind.ITEM:
            self.above = (*outer, figures(value, level.figures))
        inside = self._inside(block.content, depth + 1)
        self.above = outer
        return Item(block.kind, inside, number, place=block.place)

    # Footnotes

    def _noted(self, block: Paragraph | Subheading) -> Paragraph | Subheading:
        content = self._notes(block.content)
        return block if content is block.content else block.but(content=content)

    def _notes(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Inlines with their footnotes numbered."""
        if len(content) == 1 and isinstance(content[0], Text):
            return content
        return tuple(map(self._note, content)) if any(isinstance(inline, Footnote) for inline in inlines(content)) else content

    def _note(self, inline: Inline) -> Inline:
        match inline:
            case Footnote():
                self.note += 1
                return inline.but(number=self.note)
            case Strong(content) | Emphasis(content) | Superscript(content):
                return inline.but(content=self._notes(content))
        return inline

    # What is counted once

    def _known(self, content: Content, key: Hashable, change: Callable[[Content], Content]) -> Content:
        """Content with its numbers: where it stood at the same count before, what it became then."""

        def counted() -> _Counted:
            changed = change(content)
            return _Counted(Shared(changed) if isinstance(content, Shared) else changed, self._state(), self.numbering)

        known = once(content, ("numbered", id(self.numbering), self.scheme, self.outside, key, self._state()), counted)
        self._go_on(known.after)
        return known.content

    def _mark(self, level: Level, pattern: str, value: int) -> str:
        own = figures(value, level.figures)
        return (
            pattern.replace("{n}", own)
            .replace("{section}", self.within_section)
            .replace("{paragraph}", self.within)
            .replace("{item}", ".".join(self.above))
        )


_WORDS = re.compile(r"(\{[a-z]+\})|[^\W\d_]{2,}(?:-[^\W\d_]+)*[.:]?\s*")


@cache
def _wordless(mark: str) -> str:
    r"""A pattern without its words, as in “Paragraph {n}”: what Word's field prints with \t (ECMA-376 17.16.5.51)."""
    return _WORDS.sub(lambda found: found[1] or "", mark).strip()


def _paragraphs_in(section: Section) -> int:
    return sum(not isinstance(block, Subheading) for block in blocks(section.content))


def _schemes(document: Document, scheme: Numbering) -> tuple[Numbering, ...]:
    """The document's scheme, and those which sections have of their own."""
    own = [part.scheme for part in document.parts if isinstance(part, Section | Part) and part.scheme]
    return tuple(dict.fromkeys((scheme, *own))) if own else (scheme,)


class _Counted(NamedTuple):
    """Numbered content, and the count after it. The scheme is kept so that no other one can have its id."""

    content: Content
    after: _State
    scheme: Numbering
