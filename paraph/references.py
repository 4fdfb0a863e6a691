"""Word the cross-references of a document whose sections, paragraphs and items have their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from operator import is_
from typing import NamedTuple

from paraph.figures import figures
from paraph.problems import Problem, nearest
from paraph.scheme import Numbering
from paraph.shared import Shared, gathered_in, once
from paraph.tree import (
    Blank,
    Block,
    Break,
    Document,
    Emphasis,
    Footnote,
    Inline,
    Item,
    Number,
    Paragraph,
    Part,
    Passage,
    Pointer,
    Reference,
    Section,
    Signature,
    Strong,
    Subheading,
    Superscript,
    Table,
    Text,
    Trace,
    blocks,
    inlines,
    paragraph_anchor,
    pick_anchor,
    plain,
    section_anchor,
)

_NAMES = re.compile(r"[^\W\d_]{2,}\s*")
"""Words of a mark, as in “Paragraph 2”, which a reference leaves to its own pattern (\\t)."""


class Referred(NamedTuple):
    """A document with its references worded, and problems of those which lead nowhere."""

    document: Document
    problems: list[Problem]


def refer(document: Document) -> Referred:
    """A numbered document with every reference worded; what holds none stays as it is. The rule is `unknown-reference`."""
    references = _References(document)
    return Referred(references.document(), references.problems)


class _Unit(NamedTuple):
    """A numbered paragraph or item, and the name by which pointers lead to it."""

    anchor: str
    number: Number


class _Target(NamedTuple):
    """What a reference leads to: a section, or in it a paragraph, or in that an item."""

    section: Section
    paragraph: _Unit | None = None
    item: _Unit | None = None


_Spot = tuple[str, _Unit | None, _Unit | None]
"""A name, with the paragraph and the item to which it leads."""


def _targets(document: Document) -> Iterator[tuple[str, _Target]]:
    """What can be referred to, the names which win last: clauses, picks, topics (by their first pick), sections."""
    sections = [part for part in document.parts if isinstance(part, Section)]
    for section in reversed(sections):
        content = section.content
        for name, paragraph, item in reversed(once(content, "targets", partial(_spots, content))):
            yield name, _Target(section, paragraph, item)
    for section in sections:
        yield section.id, _Target(section)


def _spots(content: Iterable[Block]) -> list[_Spot]:
    """The names of the picks in a section. A list of picks belongs to the paragraph in which it stands."""
    found: list[_Spot] = []
    for block in content:
        if isinstance(block, Passage):
            first = next(blocks(block.content), None)
            paragraph = _Unit(pick_anchor(block.pick), first.number) if isinstance(first, Item) and first.number else None
            found += [(name, paragraph, None) for name in _names(block)]
            for position, inner in enumerate(blocks(block.content)):
                if isinstance(inner, Item):
                    found += _listed(block, position, inner)
    return found


def _listed(passage: Passage, position: int, paragraph: Item) -> Iterator[_Spot]:
    """The names of the picks which a paragraph lists."""
    unit = _Unit(paragraph_anchor(passage.pick, position), paragraph.number) if paragraph.number else None
    first = True
    for block in paragraph.content:
        if isinstance(block, Passage):
            item = next(blocks(block.content), None)
            number = item.number if isinstance(item, Item) else None
            topic, *names = _names(block)
            if first:  # the topic is the list as a whole
                yield topic, unit, None
            first = False
            for name in names:
                yield name, unit, _Unit(pick_anchor(block.pick), number) if number else None


def _names(passage: Passage) -> tuple[str, ...]:
    """What a passage is called: its topic, its pick, its clause."""
    topic = passage.pick.partition("/")[0]
    return tuple(dict.fromkeys(filter(None, (topic, passage.pick, passage.clause))))


def _worded(target: _Target) -> tuple[str | Pointer, ...]:
    """How a reference to a target reads; nothing where what it leads to has neither number nor heading."""
    scheme = target.section.scheme
    if scheme is None:
        raise ValueError("the document is not numbered")
    section = _section_pieces(target.section, scheme)
    number = target.section.number
    values: dict[str, str | Pointer] = {"section": _section_pointer(target.section, number, scheme) if number else ""}
    if target.paragraph:
        values["paragraph"] = _pointer(target.paragraph)
    paragraph = _pieces(scheme.paragraph.reference, values | {"n": _pointer(target.paragraph)}) if target.paragraph else section
    if not target.item:
        return paragraph
    reference = scheme.items[min(target.item.number.level - 2, len(scheme.items) - 1)].reference
    pieces = _pieces(reference, {"paragraph": "", **values, "n": _pointer(target.item)})
    whole = target.paragraph and "{paragraph}" in reference
    return pieces if whole else (*pieces, " of ", *(section if "{paragraph}" in reference else paragraph))


def _section_pieces(section: Section, scheme: Numbering) -> tuple[str | Pointer, ...]:
    """How a reference to a section reads: by its number, else by the label of a single annex, else by its heading."""
    if section.number:
        return _pieces(scheme.section.reference, {"n": _section_pointer(section, section.number, scheme)})
    if section.label:
        return (scheme.section.reference.replace("{n}", "").strip(),)
    heading = plain(section.heading)
    return (f"“{heading}”",) if heading else ()


def _section_pointer(section: Section, number: Number, scheme: Numbering) -> Pointer:
    return Pointer(section_anchor(section.id), figures(number.value, scheme.section.figures))


def _pointer(unit: _Unit) -> Pointer:
    # Word's field gives the whole mark, less full stops at its end (ECMA-376 17.16.5.51, \\n).
    return Pointer(unit.anchor, _NAMES.sub("", unit.number.mark).rstrip("."))


def _pieces(pattern: str, pointers: dict[str, str | Pointer]) -> tuple[str | Pointer, ...]:
    """A reference pattern cut into its words and its pointers."""
    found: list[str | Pointer] = []
    rest = pattern
    while rest:
        at, name = min(((rest.find(f"{{{name}}}"), name) for name in pointers if f"{{{name}}}" in rest), default=(-1, ""))
        if at < 0:
            found.append(rest)
            break
        found += [rest[:at]] if at else []
        found += [pointers[name]] if pointers[name] else []
        rest = rest[at + len(name) + 2 :]
    return tuple(found)


def _refers(content: tuple[Block, ...]) -> bool:
    return bool(gathered_in(content, "references", references_of))


def references_of(row: tuple[Inline, ...]) -> list[Reference]:
    """The references of a paragraph."""
    return [inline for inline in inlines(row) if isinstance(inline, Reference)]


class _References:
    """Words the references of a document."""

    def __init__(self, document: Document) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._pick = Passage("", "", ())

    @cached_property
    def targets(self) -> dict[str, _Target]:
        """What can be referred to, by name; looked for when the first reference is met."""
        return dict(_targets(self._document))

    def document(self) -> Document:
        """The document with its references worded; what holds none stays as it is."""
        return self._document._replace(parts=tuple(map(self._part, self._document.parts)))

    def _part(self, part: Part | Section | Signature) -> Part | Section | Signature:
        if isinstance(part, Signature):
            return part
        content = self._blocks(part.content)
        return part if content is part.content else part.but(content=content)

    def _blocks(self, content: tuple[Block, ...]) -> tuple[Block, ...]:
        if isinstance(content, Shared) and not _refers(content):
            return content
        found = tuple(map(self._block, content))
        return content if all(map(is_, found, content)) else found

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph() | Subheading():
                inlines = self._inlines(block.content)
                return block if inlines is block.content else block.but(content=inlines)
            case Table():
                rows = tuple(map(self._cells, block.rows))
                return block if all(map(is_, rows, block.rows)) else block.but(rows=rows)
            case Item():
                inside = self._blocks(block.content)
                return block if inside is block.content else block.but(content=inside)
            case Passage():
                outer, self._pick = self._pick, block
                inside = self._blocks(block.content)
                self._pick = outer
                return block if inside is block.content else block.but(content=inside)

    def _cells(self, row: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
        found = tuple(map(self._inlines, row))
        return row if all(map(is_, found, row)) else found

    def _inlines(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        for inline in content:
            if not isinstance(inline, (Text, Blank, Break)):
                return tuple(map(self._inline, content))
        return content

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Reference(target):
                return self._resolved(inline, target)
            case Strong(content) | Emphasis(content) | Superscript(content) | Footnote(content):
                inside = self._inlines(content)
                return inline if inside is content else inline.but(content=inside)
        return inline

    def _resolved(self, reference: Reference, target: str) -> Reference:
        if target not in self.targets:
            self._report(reference, target)
            return reference
        pieces = _worded(self.targets[target])
        if not pieces:
            self._report_unnumbered(reference, target)
        return reference.but(pieces=pieces)

    def _report_unnumbered(self, reference: Reference, target: str) -> None:
        message = f'"{target}" stands where nothing has a number or heading by which to refer to it'
        hint = "give the section a heading, or its paragraphs numbers (numbering: in the template)"
        trace = self._trace()
        place = reference.place.within(trace.origin) if reference.place else trace.place
        self.problems.append(Problem(place, message, "unknown-reference", hint))

    def _trace(self) -> Trace:
        return next(trace for trace in self._document.trace if trace.pick == self._pick.pick)

    def _report(self, reference: Reference, target: str) -> None:
        """At the reference when the draft wrote it; at the pick when the clause it picks refers to what the draft lacks."""
        trace = self._trace()
        hint = nearest(target, self.targets) or f"known: {', '.join(sorted(self.targets))}"
        place = reference.place.within(trace.origin) if reference.place else trace.place
        message = f'nothing here is named "{target}"'
        if place.path != trace.place.path:
            place = trace.place
            message = f'the clause "{trace.clause}" refers to "{target}", and the draft has none'
            hint = f'pick something for "{target}", or give the pick wording: without the reference'
        self.problems.append(Problem(place, message, "unknown-reference", hint))
