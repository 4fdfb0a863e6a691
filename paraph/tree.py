"""The document as a tree of frozen values, which every reader of the text works on.

A `Document` is a row of parts: front matter, sections, the signature block.
Blocks stand in parts and hold inlines; blocks and inlines are different sorts.
Nodes carry the place they came from; places take no part in equality.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from paraph.node import Node
from paraph.problems import Place
from paraph.records import NamedTuple
from paraph.scheme import Numbering


class Text(Node):
    """Characters, literally."""

    text: str
    place: Place | None = None


class Strong(Node):
    """Bold."""

    content: tuple[Inline, ...]


class Emphasis(Node):
    """Italic."""

    content: tuple[Inline, ...]


class Superscript(Node):
    """Raised, as in 21^st^."""

    content: tuple[Inline, ...]


class Footnote(Node):
    """A note at the foot of the page, and in the text the mark which leads to it; `number` counts through the document."""

    content: tuple[Inline, ...]
    number: int = 0
    place: Place | None = None


class Break(Node):
    """A line break inside a paragraph."""


class Pointer(NamedTuple):
    """The number of a section, paragraph or item, which follows that unit when it moves."""

    anchor: str
    number: str


class Reference(Node):
    """A live cross-reference to a section by its id, or to the paragraph or item of a topic.

    `pieces` is empty until the document is numbered; then it prints as the scheme words it, with a capital in front
    when `form` is `sentence`, in capitals when it is `upper`; the number alone when it is `bare`.
    """

    target: str
    pieces: tuple[str | Pointer, ...] = ()
    place: Place | None = None
    form: Literal["", "sentence", "upper", "bare"] = ""


class Blank(Node):
    """A value not known yet; prints as a highlighted placeholder."""

    label: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"[● {self.label}]"


Inline = Text | Strong | Emphasis | Superscript | Break | Reference | Blank | Footnote


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
    """One signature: the lines above it, and those below."""

    above: tuple[tuple[Inline, ...], ...]
    below: tuple[tuple[Inline, ...], ...]


class Signature(Node):
    """A signature block: each side a column of its signatures, so many side by side; `lead` is what stands above them all."""

    sides: tuple[tuple[Signatory, ...], ...]
    columns: int = 2
    lead: tuple[Inline, ...] = ()
    place: Place | None = None

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """All who sign, side by side."""
        return tuple(signatory for side in self.sides for signatory in side)


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

    `schemes` are those by which its units are numbered; the first is that of most sections. `lost` are the names of what
    may not stand in it whole, for a pick is faulty: the fault is told, and references to them are not.
    """

    meta: Meta
    parts: tuple[Part | Section | Signature, ...]
    trace: tuple[Trace, ...] = ()
    schemes: tuple[Numbering, ...] = ()
    lost: frozenset[str] = frozenset()


class Trace(Node):
    """Where a passage came from: the pick, the clause's id, the hash of its text, and the fills as JSON.

    `place` is that of the pick in the draft, `origin` the beginning of its wording; `reason` is what the draft gives for it.
    """

    pick: str
    clause: str
    text_hash: str
    fills: str
    departs: bool
    place: Place
    origin: Place
    reason: str = ""


def section_anchor(id: str) -> str:
    """The name by which pointers lead to a section."""
    return f"section-{id}"


def pick_anchor(pick: str) -> str:
    """The name of a pick, with which begin those of its paragraphs and items."""
    return f"pick-{pick}"
