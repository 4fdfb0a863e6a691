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
    Superscript,
    Table,
    Text,
    blocks,
    inlines,
    pick_anchor,
    section_anchor,
)

_NAMES = re.compile(r"[^\W\d_]{2,}\s*")
"""Words of a mark, as in “Paragraph 2”, which a reference leaves to its own pattern (\\t)."""


class Referred(NamedTuple):
    """A document with its references worded, and problems of those which lead nowhere."""

    document: Document
    problems: list[Problem]


def refer(document: Document, scheme: Numbering) -> Referred:
    """The document with every reference worded; what holds none stays as it is. The rule is `unknown-reference`."""
    references = _References(document, scheme)
    return Referred(references.document(document), references.problems)


class _Target(NamedTuple):
    """What a reference leads to: a section, or the first numbered paragraph or item of a pick in it."""

    section: Section
    pick: str = ""
    number: Number | None = None


def _targets(document: Document) -> Iterator[tuple[str, _Target]]:
    """What can be referred to: a section's id before a topic, a topic's first pick."""
    sections = [part for part in document.parts if isinstance(part, Section)]
    for section in reversed(sections):
        content = section.content
        for topic, pick, number in reversed(once(content, "targets", partial(_numbers, content))):
            yield topic, _Target(section, pick, number)
    for section in sections:
        yield section.id, _Target(section)


def _numbers(content: Iterable[Block]) -> list[tuple[str, str, Number | None]]:
    """Each topic of a section with its pick and number; those which a text lists have none of their own."""
    return list(_each_number(content))


def _each_number(content: Iterable[Block]) -> Iterator[tuple[str, str, Number | None]]:
    for block in content:
        if not isinstance(block, Passage):
            continue
        first = next(blocks(block.content), None)
        yield block.pick.partition("/")[0], block.pick, first.number if isinstance(first, Item) else None
        for inner in blocks(block.content):
            if isinstance(inner, Item):
                for listed in inner.content:
                    if isinstance(listed, Passage):
                        yield listed.pick.partition("/")[0], "", None


def _worded(target: _Target, scheme: Numbering) -> tuple[str | Pointer, ...]:
    """How a reference to a target reads."""
    own = target.section.number
    section = Pointer(section_anchor(target.section.id), figures(own.value, scheme.section.figures) if own else "")
    if target.number is None:
        return _pieces(scheme.section.reference, {"n": section})
    # Word's field gives the whole mark, less full stops at its end (ECMA-376 17.16.5.51, \\n).
    n = Pointer(pick_anchor(target.pick), _NAMES.sub("", target.number.mark).rstrip("."))
    return _pieces(scheme.paragraph.reference, {"n": n, "section": section})


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


def _refers(content: tuple[Block, ...]) -> bool:
    return bool(gathered_in(content, "references", references_of))


def references_of(row: tuple[Inline, ...]) -> list[Reference]:
    """The references of a paragraph."""
    return [inline for inline in inlines(row) if isinstance(inline, Reference)]


class _References:
    """Words the references of a document."""

    def __init__(self, document: Document, scheme: Numbering) -> None:
        self.scheme = scheme
        self.problems: list[Problem] = []
        self._document = document
        self._pick = Passage("", "", ())

    @cached_property
    def targets(self) -> dict[str, _Target]:
        """What can be referred to, by name; looked for when the first reference is met."""
        return dict(_targets(self._document))

    def document(self, document: Document) -> Document:
        """The document with its references worded; what holds none stays as it is."""
        return document._replace(parts=tuple(map(self._part, document.parts)))

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
            case Paragraph():
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
            case Strong(content) | Emphasis(content) | Superscript(content):
                inside = self._inlines(content)
                return inline if inside is content else inline.but(content=inside)
        return inline

    def _resolved(self, reference: Reference, target: str) -> Reference:
        if target not in self.targets:
            self._report(reference, target)
            return reference
        return reference.but(pieces=_worded(self.targets[target], self.scheme))

    def _report(self, reference: Reference, target: str) -> None:
        """At the reference when the draft wrote it; at the pick when the clause it picks refers to what the draft lacks."""
        trace = next(trace for trace in self._document.trace if trace.pick == self._pick.pick)
        hint = nearest(target, self.targets) or f"known: {', '.join(sorted(self.targets))}"
        place = reference.place.within(trace.origin) if reference.place else trace.place
        message = f'nothing here is named "{target}"'
        if place.path != trace.place.path:
            place = trace.place
            message = f'the clause "{trace.clause}" refers to "{target}", and the draft has none'
            hint = f'pick something for "{target}", or give the pick wording: without the reference'
        self.problems.append(Problem(place, message, "unknown-reference", hint))
