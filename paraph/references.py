"""Word the cross-references of a document whose sections, paragraphs and items have their numbers."""

from __future__ import annotations

import re
from functools import cached_property
from operator import is_

from paraph.contents import inlines
from paraph.phrases import bare, cased, unsayable, worded
from paraph.problems import Place, Problem, nearest
from paraph.records import NamedTuple
from paraph.shared import Shared, gathered_in
from paraph.targets import Targets, named
from paraph.tree import (
    Blank,
    Block,
    Break,
    Document,
    Emphasis,
    Footnote,
    Inline,
    Item,
    Paragraph,
    Part,
    Passage,
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
)


class Referred(NamedTuple):
    """A document with its references worded, and problems of those which lead nowhere."""

    document: Document
    problems: list[Problem]


def refer(document: Document) -> Referred:
    """A numbered document with every reference worded; what holds none stays as it is. The rule is `unknown-reference`."""
    references = _References(document)
    return Referred(_anchored(references.document(), references.anchors), references.problems)


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
        pieces = worded(found, self._document.schemes[0])
        self.anchors |= {unit.anchor for unit in found.units if unit.number}
        if not pieces:
            problem = unsayable(target, found, self._document.schemes[0])
            self.problems.append(problem._replace(place=self._place(reference, self._trace())))
        return reference.but(pieces=bare(found) if reference.form == "bare" else cased(pieces, reference.form))

    @staticmethod
    def _place(reference: Reference, trace: Trace) -> Place:
        return reference.place.within(trace.origin) if reference.place else trace.place

    def _trace(self) -> Trace:
        return next(trace for trace in self._document.trace if trace.pick == self._pick.pick)

    def _report(self, reference: Reference, target: str) -> None:
        """At the reference when the draft wrote it; at the pick when the clause it picks refers to what the draft lacks."""
        if re.split(r"[./]", target)[0] in self._document.lost:
            return
        trace = self._trace()
        names = self.targets.names()
        hint = nearest(target, names) or f"known: {', '.join(names)}"
        if (base := target.partition(".")[0]) in names and base != target:
            hint = f'"{base}" is there, and holds fewer: count its paragraphs, and the items in one'
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
    parts = [part if isinstance(part, Signature) else part.but(content=_marked(part.content, "", anchors)) for part in document.parts]
    return document._replace(parts=tuple(parts))


def _marked(content: tuple[Block, ...], anchor: str, anchors: set[str]) -> tuple[Block, ...]:
    """Blocks with the names of items; what holds none stays as it is."""
    found: list[Block] = []
    for name, block in named(content, anchor):
        if not isinstance(block, Passage | Item) or not name:
            found.append(block)
            continue
        inside = _marked(block.content, name, anchors)
        changed = inside is not block.content
        if isinstance(block, Item) and name in anchors:
            found.append(block.but(content=inside, anchor=name))
        else:
            found.append(block.but(content=inside) if changed else block)
    return content if all(map(is_, found, content)) else tuple(found)
