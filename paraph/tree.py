"""The document as a tree of frozen values, which every reader of the text works on.

A `Document` is a row of parts: front matter, sections, the signature block.
Blocks stand in parts and hold inlines; blocks and inlines are different sorts.
Nodes carry the place they came from; places take no part in equality.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from paraph.problems import Place


def _place() -> Place | None:
    return field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, literally."""

    text: str
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised, as in 21^st^."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


class Pointer(NamedTuple):
    """The number of a section, paragraph or item, which follows that unit when it moves."""

    anchor: str
    number: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A live cross-reference to a section by its id, or to the paragraph or item of a topic.

    `pieces` is empty until the document is numbered; then it prints as the scheme words it.
    """

    target: str
    pieces: tuple[str | Pointer, ...] = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Blank:
    """A value not known yet; prints as a highlighted placeholder."""

    label: str
    place: Place | None = _place()

    def __str__(self) -> str:
        return f"[● {self.label}]"


Inline = Text | Strong | Emphasis | Superscript | Break | Reference | Blank


class Kind(StrEnum):
    """How an item is marked: by the scheme's paragraph numbers, its item marks, or a dash."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    DASH = "dash"


class Number(NamedTuple):
    """The place of a section or item in its series.

    `level` is its level in the numbering scheme, outermost 0; `mark` is what prints.
    `restart` says that the series begins again here though no outer number has moved.
    """

    level: int
    value: int
    mark: str
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text."""

    content: tuple[Inline, ...]
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered paragraph, a counted item or a dash, with all that stands under it."""

    kind: Kind
    content: tuple[Block, ...]
    number: Number | None = None
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the header."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Passage:
    """The blocks which one pick of the draft put in: `pick` is its place in the draft, `clause` the clause's id."""

    pick: str
    clause: str
    content: tuple[Block, ...]
    place: Place | None = _place()


Block = Paragraph | Item | Table | Passage


class Role(StrEnum):
    """What a part outside the sections does in the instrument."""

    TITLE = "title"
    OPENING = "opening"
    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    TESTIMONIUM = "testimonium"


@dataclass(frozen=True, slots=True)
class Part:
    """A part outside the sections."""

    role: Role
    content: tuple[Block, ...]
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section with its heading."""

    id: str
    heading: tuple[Inline, ...]
    content: tuple[Block, ...]
    number: Number | None = None
    place: Place | None = _place()


class Signatory(NamedTuple):
    """One column of the signature block: the agency, then the lines for who signs."""

    agency: tuple[Inline, ...]
    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block, a column for each signatory."""

    signatories: tuple[Signatory, ...]
    place: Place | None = _place()


class Meta(NamedTuple):
    """What the document says of itself outside its text. `notice` is the header of a text under negotiation."""

    name: str
    title: str
    subject: str
    author: str
    language: str
    date: date | None
    status: str
    notice: str


class Document(NamedTuple):
    """One instrument. `trace` says which clause, with which fills, stands at each pick."""

    meta: Meta
    parts: tuple[Part | Section | Signature, ...]
    trace: tuple[Trace, ...] = ()


class Trace(NamedTuple):
    """Where a passage came from: the pick, the clause's id, the hash of its text, and the fills as JSON."""

    pick: str
    clause: str
    text_hash: str
    fills: str
    departs: bool


def section_anchor(id: str) -> str:
    """The name by which pointers lead to a section."""
    return f"section-{id}"


def pick_anchor(pick: str) -> str:
    """The name by which pointers lead to the first paragraph or item of a pick."""
    return f"pick-{pick}"


def plain(inlines: Iterable[Inline]) -> str:
    """The text of some inlines without any marks; a break is a space."""
    return "".join(map(_plain, inlines))


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Strong(content) | Emphasis(content) | Superscript(content):
            return plain(content)
        case Reference(_, pieces):
            return "".join(piece if isinstance(piece, str) else piece.number for piece in pieces)
        case Blank():
            return str(inline)
        case Break():
            return " "


def blocks(content: Iterable[Block]) -> Iterator[Paragraph | Item | Table]:
    """The blocks of a container in order, looking through passages."""
    for block in content:
        if isinstance(block, Passage):
            yield from blocks(block.content)
        else:
            yield block


def walk(content: Iterable[Block]) -> Iterator[Block]:
    """Every block, outermost first, passages included."""
    for block in content:
        yield block
        if isinstance(block, Passage | Item):
            yield from walk(block.content)


def rows(document: Document) -> Iterator[tuple[Inline, ...]]:
    """Every run of inlines of a document, in reading order."""
    for part in document.parts:
        match part:
            case Signature(signatories):
                for signatory in signatories:
                    yield signatory.agency
                    yield from signatory.lines
            case Section(_, heading, content):
                yield heading
                yield from _rows(content)
            case Part(_, content):
                yield from _rows(content)


def _rows(content: Iterable[Block]) -> Iterator[tuple[Inline, ...]]:
    for block in walk(content):
        if isinstance(block, Paragraph):
            yield block.content
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row


def inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, outermost first."""
    for inline in content:
        yield inline
        if isinstance(inline, Strong | Emphasis | Superscript):
            yield from inlines(inline.content)
