"""What stands inside a paragraph: text and its marks, breaks, references, blanks and footnotes. Part of the tree."""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.node import Node
from paraph.problems import Place


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
    when `case` is `sentence`, in capitals when it is `upper`.
    """

    target: str
    pieces: tuple[str | Pointer, ...] = ()
    place: Place | None = None
    case: Literal["", "sentence", "upper"] = ""


class Blank(Node):
    """A value not known yet; prints as a highlighted placeholder."""

    label: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"[● {self.label}]"


Inline = Text | Strong | Emphasis | Superscript | Break | Reference | Blank | Footnote
