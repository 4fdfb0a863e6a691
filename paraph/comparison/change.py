"""One difference between two drafts: its layer, what it is a difference of, and both sides of it."""

from __future__ import annotations

from typing import Literal

from paraph.comparison.account import Chosen
from paraph.records import NamedTuple

Layer = Literal["selection", "fill", "wording", "library", "data", "consequence"]
LAYERS: tuple[Layer, ...] = ("selection", "fill", "wording", "library", "data", "consequence")
"""Where a difference was made, in the order in which they are told."""
Kind = Literal["added", "removed", "replaced", "moved", "changed", "cut", "joined"]


class Change(NamedTuple):
    """A difference, told once. `subject` is the topic, or the key of the draft; `what` says what of it differs.

    `old` and `new` are the picks which it is about, `texts` what they print; `pieces` the picks into which one was cut, or
    which were joined.
    """

    layer: Layer
    kind: Kind
    subject: str
    what: str
    before: str
    after: str
    old: Chosen | None = None
    new: Chosen | None = None
    texts: tuple[str, str] | None = None
    pieces: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Comparison(NamedTuple):
    """All differences of two drafts, by layer, in the order of the text; of each, if so, that it does not give its frozen text."""

    changes: tuple[Change, ...]
    unheld: tuple[str, str] = ("", "")

    def notices(self, old: str, new: str) -> list[tuple[str, str]]:
        """The names of the drafts which do not give their frozen text, with what is told of them."""
        return [(name, said) for name, said in zip((old, new), self.unheld, strict=True) if said]

    def of(self, layer: Layer) -> tuple[Change, ...]:
        """The differences of one layer."""
        return tuple(change for change in self.changes if change.layer == layer)
