"""The document as a tree of frozen values, which every reader of the text works on.

A `Document` is a row of parts: front matter, sections, the signature block.
Blocks stand in parts and hold inlines; blocks and inlines are different sorts.
Nodes carry the place they came from; places take no part in equality.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from paraph.inlines import Blank, Break, Emphasis, Footnote, Inline, Pointer, Reference, Strong, Superscript, Text
from paraph.node import Node
from paraph.problems import Place
from paraph.scheme import Numbering

__all__ = ["Blank", "Break", "Emphasis", "Footnote", "Inline", "Pointer", "Reference", "Strong", "Superscript", "Text"]
"""What the tree takes from `inlines` and gives on."""


class Kind(StrEnum):
    """How an item is marked: by the scheme's paragraph numbers, its item marks, or a dash."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    DASH = "dash"


class Number(NamedTuple):
    """The place of a section or item in its series.

    `level` is its level in the numbering scheme, outermost 0; `mark` is what prints.
    `restart` says that the series goes on from another number than the next, or begins again though no outer
    number has moved; `apart`, that it counts apart from the sections. `scheme` is that of the document's schemes
    by which it counts; `short` is the mark without words, as references print it.
    """

    level: int
    value: int
    mark: str
    restart: bool = False
    apart: bool = False
    scheme: int = 0
    short: str = ""


class Paragraph(Node):
    """One paragraph of text."""

    content: tuple[Inline, ...]
    place: Place | None = None


class Item(Node):
    """A numbered paragraph, a counted item or a dash, with all that stands under it; references lead to it by its `anchor`."""

    kind: Kind
    content: tuple[Block, ...]
    number: Number | None = None
    anchor: str = ""
    place: Place | None = None


Side = Literal["", "left", "center", "right"]
"""Where the text of a column stands; where it is not said, as the look has it."""


class Table(Node):
    """Rows of cells, the first of them the `header` if there is one; `aligned` says where the text of each column stands."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    aligned: tuple[Side, ...]
    header: bool = True
    place: Place | None = None


class Quotation(Node):
    """Paragraphs quoted from another text, indented; nothing in them is counted."""

    content: tuple[Paragraph, ...]
    place: Place | None = None


class Subheading(Node):
    """A heading without a number, within a section."""

    content: tuple[Inline, ...]
    place: Place | None = None


class Passage(Node):
    """The blocks which one pick of the draft put in: `pick` is its place in the draft, `clause` the clause's id.

    The places of nodes inside count from the beginning of the wording, so that drafts can share them: the
    document's trace says where that stands.
    """

    pick: str
    clause: str
    content: tuple[Block, ...]


Block = Paragraph | Item | Table | Quotation | Subheading | Passage


class Role(StrEnum):
    """What a part outside the sections does in the instrument."""

    TITLE = "title"
    OPENING = "opening"
    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    TESTIMONIUM = "testimonium"


class Part(Node):
    """A part outside the sections; `scheme` is its own when its items are not marked as the document's are."""

    role: Role
    content: tuple[Block, ...]
    scheme: Numbering | None = None
    place: Place | None = None


class Section(Node):
    """A section or annex with its heading, which may be empty.

    `scheme` is its own when it is not numbered as the document is; a numbered document has them all. `label`
    stands for the number of an annex which is the only one.
    """

    id: str
    heading: tuple[Inline, ...]
    content: tuple[Block, ...]
    scheme: Numbering | None = None
    annex: bool = False
    number: Number | None = None
    label: str = ""
    place: Place | None = None


class Signatory(NamedTuple):
    """One column of the signature block: the lines above the signature, and those below."""

    above: tuple[tuple[Inline, ...], ...]
    below: tuple[tuple[Inline, ...], ...]


class Signature(Node):
    """A signature block, so many columns side by side; `lead` is what stands above them all."""

    signatories: tuple[Signatory, ...]
    columns: int = 2
    lead: tuple[Inline, ...] = ()
    place: Place | None = None


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
    """One instrument. `trace` says which clause, with which fills, stands at each pick.

    `schemes` are those by which its units are numbered; the first is that of most sections.
    """

    meta: Meta
    parts: tuple[Part | Section | Signature, ...]
    trace: tuple[Trace, ...] = ()
    schemes: tuple[Numbering, ...] = ()


class Trace(Node):
    """Where a passage came from: the pick, the clause's id, the hash of its text, and the fills as JSON.

    `place` is that of the pick in the draft, `origin` the beginning of its wording.
    """

    pick: str
    clause: str
    text_hash: str
    fills: str
    departs: bool
    place: Place
    origin: Place


def section_anchor(id: str) -> str:
    """The name by which pointers lead to a section."""
    return f"section-{id}"


def pick_anchor(pick: str) -> str:
    """The name of a pick, with which begin those of its paragraphs and items."""
    return f"pick-{pick}"


def plain(inlines: Iterable[Inline]) -> str:
    """The text of some inlines without any marks; a break is a space."""
    return "".join([inline.text if isinstance(inline, Text) else _plain(inline) for inline in inlines])


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Strong(content) | Emphasis(content) | Superscript(content):
            return plain(content)
        case Footnote():
            return ""
        case Reference(_, pieces):
            return "".join(piece if isinstance(piece, str) else piece.number for piece in pieces)
        case Blank():
            return str(inline)
        case Break():
            return " "


def blocks(content: Iterable[Block]) -> Iterator[Paragraph | Item | Table | Quotation | Subheading]:
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
        if isinstance(block, (Passage, Item, Quotation)):
            yield from walk(block.content)


def inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, outermost first."""
    for inline in content:
        yield inline
        if isinstance(inline, (Strong, Emphasis, Superscript, Footnote)):
            yield from inlines(inline.content)
