"""Word the cross-references of a document whose sections, paragraphs and items have their numbers."""

from __future__ import annotations

import re
from functools import cached_property
from operator import is_
from typing import NamedTuple

from paraph.figures import figures
from paraph.problems import Place, Problem, nearest
from paraph.scheme import Numbering, without_section
from paraph.shared import Shared, gathered_in
from paraph.targets import Target, Targets, Unit
from paraph.tree import (
    Blank,
    Block,
    Break,
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
    Pointer,
    Quotation,
    Reference,
    Section,
    Signature,
    Strong,
    Subheading,
    Superscript,
    Table,
    Text,
    Trace,
    inlines,
    pick_anchor,
    plain,
    section_anchor,
)

_NAMED = re.compile(r"\{(n|section|paragraph)\}")


class Referred(NamedTuple):
    """A document with its references worded, and problems of those which lead nowhere."""

    document: Document
    problems: list[Problem]


def refer(document: Document) -> Referred:
    """A numbered document with every reference worded; what holds none stays as it is. The rule is `unknown-reference`."""
    references = _References(document)
    return Referred(_anchored(references.document(), references.anchors), references.problems)


def _worded(target: Target, usual: Numbering) -> tuple[str | Pointer, ...]:
    """How a reference to a target reads; nothing where what it leads to has neither number nor heading.

    `usual` is the scheme of the document's sections: an annex whose paragraphs have no reference of their own
    is named behind them.
    """
    scheme = target.section.scheme
    if scheme is None:
        raise ValueError("the document is not numbered")
    number = target.section.number
    section = _section_pieces(target.section, scheme)
    paragraphs = [unit for unit in target.units if unit.number.level == 1]
    items = [unit for unit in target.units if unit.number.level > 1]
    values: dict[str, tuple[str | Pointer, ...]] = {
        "section": (_section_pointer(target.section, number, scheme),) if number else (),
        "paragraph": tuple(map(_pointer, paragraphs)),
    }
    paragraph = section
    if paragraphs:
        pattern = scheme.paragraph.reference
        in_annex = target.section.annex and pattern == usual.paragraph.reference  # worded for sections
        paragraph = _pieces(without_section(pattern) if in_annex else pattern, values | {"n": values["paragraph"]})
        paragraph = (*paragraph, " of ", *section) if in_annex else paragraph
    if not items:
        return paragraph
    reference = scheme.items[min(len(items), len(scheme.items)) - 1].reference
    pieces = _pieces(reference, values | {"n": tuple(map(_pointer, items))})
    says_paragraph = "{paragraph}" in reference
    if says_paragraph and paragraphs:
        return (*pieces, " of ", *section) if target.section.annex else pieces
    return (*pieces, " of ", *(section if says_paragraph else paragraph))


def _section_pieces(section: Section, scheme: Numbering) -> tuple[str | Pointer, ...]:
    """How a reference to a section reads: by its number, else by the label of a single annex, else by its heading."""
    if section.number:
        return _pieces(scheme.section.reference, {"n": (_section_pointer(section, section.number, scheme),)})
    if section.label:
        return (scheme.section.reference.replace("{n}", "").strip(),)
    heading = plain(section.heading)
    return (f"“{heading}”",) if heading else ()


def _section_pointer(section: Section, number: Number, scheme: Numbering) -> Pointer:
    return Pointer(section_anchor(section.id), figures(number.value, scheme.section.figures))


def _pointer(unit: Unit) -> Pointer:
    return Pointer(unit.anchor, unit.number.short)


def _pieces(pattern: str, values: dict[str, tuple[str | Pointer, ...]]) -> tuple[str | Pointer, ...]:
    """A reference pattern with values for its names."""
    found: list[str | Pointer] = []
    for index, piece in enumerate(_NAMED.split(pattern)):
        found += values.get(piece, ()) if index % 2 else [piece] if piece else []
    return tuple(found)


def _cased(pieces: tuple[str | Pointer, ...], case: str) -> tuple[str | Pointer, ...]:
    """A reference's words as a sentence begins, or in capitals; numbers stay as they print where they stand."""
    if case == "upper":
        return tuple(piece.upper() if isinstance(piece, str) else piece for piece in pieces)
    first = pieces[0] if pieces else None
    if case == "sentence" and isinstance(first, str):
        return (first[:1].upper() + first[1:], *pieces[1:])
    return pieces


def _refers(content: tuple[Block, ...]) -> bool:
    return bool(gathered_in(content, "references", references_of))


def references_of(row: tuple[Inline, ...]) -> list[Reference]:
    """The references of a paragraph."""
    return [inline for inline in inlines(row) if isinstance(inline, Reference)]


class _References:
    """Words the references of a document."""

    def __init__(self, document: Document) -> None:
        self.problems: list[Problem] = []
        self.anchors: set[str] = set()
        """The paragraphs and items to which references lead."""
        self._document = document
        self._pick = Passage("", "", ())

    @cached_property
    def targets(self) -> Targets:
        """What can be referred to; looked for when the first reference is met."""
        return Targets(self._document)

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
            case Item() | Quotation():
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
        found = self.targets.find(target)
        if found is None:
            self._report(reference, target)
            return reference
        pieces = _worded(found, self._document.schemes[0])
        self.anchors |= {unit.anchor for unit in found.units}
        if not pieces:
            self._report_unnumbered(reference, target)
        return reference.but(pieces=_cased(pieces, reference.case))

    def _report_unnumbered(self, reference: Reference, target: str) -> None:
        message = f'"{target}" stands where nothing has a number or heading by which to refer to it'
        hint = "give the section a heading, or its paragraphs numbers (numbering: in the template)"
        self.problems.append(Problem(self._place(reference, self._trace()), message, "unknown-reference", hint))

    @staticmethod
    def _place(reference: Reference, trace: Trace) -> Place:
        return reference.place.within(trace.origin) if reference.place else trace.place

    def _trace(self) -> Trace:
        return next(trace for trace in self._document.trace if trace.pick == self._pick.pick)

    def _report(self, reference: Reference, target: str) -> None:
        """At the reference when the draft wrote it; at the pick when the clause it picks refers to what the draft lacks."""
        trace = self._trace()
        names = self.targets.names()
        hint = nearest(target, names) or f"known: {', '.join(names)}"
        place = self._place(reference, trace)
        message = f'nothing here is named "{target}"'
        if place.path != trace.place.path:
            place = trace.place
            message = f'the clause "{trace.clause}" refers to "{target}", and the draft has none'
            hint = f'pick something for "{target}", or give the pick wording: without the reference'
        self.problems.append(Problem(place, message, "unknown-reference", hint))


def _anchored(document: Document, anchors: set[str]) -> Document:
    """The document with the names of those paragraphs and items to which references lead."""
    if not anchors:
        return document
    parts = [part.but(content=_named(part.content, "", anchors)) if isinstance(part, Section) else part for part in document.parts]
    return document._replace(parts=tuple(parts))


def _named(content: tuple[Block, ...], anchor: str, anchors: set[str]) -> tuple[Block, ...]:
    """Blocks with the names of items; what holds none stays as it is. Counts as `numbered_items` does."""
    found: list[Block] = []
    count = 0
    for block in content:
        if isinstance(block, Passage):
            inside = _named(block.content, pick_anchor(block.pick), anchors)
            block = block if inside is block.content else Passage(block.pick, block.clause, inside)  # noqa: PLW2901
        elif isinstance(block, Item) and block.kind is not Kind.DASH:
            count += 1
            own = f"{anchor}.{count}"
            inside = _named(block.content, own, anchors)
            if own in anchors or inside is not block.content:
                block = block.but(content=inside, anchor=own if own in anchors else "")  # noqa: PLW2901
        found.append(block)
    return content if all(map(is_, found, content)) else tuple(found)
