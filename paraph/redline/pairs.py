"""What of one document stands beside what of another: sections, then passages, then their lines and tables."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from itertools import groupby

from paraph.contents import plain
from paraph.records import NamedTuple
from paraph.redline.align import aligned
from paraph.redline.words import likeness, text_likeness
from paraph.redline.written import Grid, Line, Reading, Written
from paraph.tree import Document, Part, Section, Signature

_COUNTED = re.compile(r"section-\d+")
"""The ids of sections to which the draft gives none."""


class Side(NamedTuple):
    """One of the two documents, as it is written, with the clause of each of its picks."""

    document: Document
    reading: Reading
    clauses: Mapping[str, str]


class Beside(NamedTuple):
    """A line or table of the old document and of the new one, either of which may be missing; and the picks they belong to."""

    old: Written | None
    new: Written | None
    picks: tuple[str, str] = ("", "")


class _Piece(NamedTuple):
    """A part of a document, with its lines and tables."""

    part: Part | Section | Signature
    blocks: list[Written]


class _Group(NamedTuple):
    """What stands together because one pick, or none, put it in."""

    pick: str
    clause: str
    blocks: list[Written]


def beside(old: Side, new: Side) -> list[Beside]:
    """Both documents side by side. Their last lines always stand beside each other, for the last paragraph of a body stays."""
    found: list[Beside] = []
    for before, after in aligned(_parts(old), _parts(new), (_id, _heading), _alike):
        groups = aligned(_groups(before, old), _groups(after, new), (_clause, _topic), _alike_groups)
        for group, other in groups:
            picks = group.pick if group else "", other.pick if other else ""
            lines = aligned(group.blocks if group else [], other.blocks if other else [], (_anchors, _said), likeness)
            found += [Beside(a, b, picks) for a, b in lines]
    return _last_together(list(_lines(found)))


def _parts(side: Side) -> list[_Piece]:
    return [_Piece(part, side.reading.blocks(index)) for index, part in enumerate(side.document.parts)]


def _id(piece: _Piece) -> Hashable:
    match piece.part:
        case Section(id=id) as section:
            return ("heading", plain(section.heading)) if _COUNTED.fullmatch(id) and section.heading else ("section", id)
        case Part(role=role):
            return "part", role
    return "signature"


def _heading(piece: _Piece) -> Hashable:
    return plain(piece.part.heading) or None if isinstance(piece.part, Section) else None


def _alike(old: _Piece, new: _Piece) -> float:
    return text_likeness(old.blocks, new.blocks) if isinstance(old.part, Section) and isinstance(new.part, Section) else 0


def _groups(piece: _Piece | None, side: Side) -> list[_Group]:
    if piece is None:
        return []
    runs = groupby(piece.blocks, key=lambda block: block.pick)
    return [_Group(pick, side.clauses.get(pick, ""), list(blocks)) for pick, blocks in runs]


def _clause(group: _Group) -> Hashable:
    """The pick's topic with its clause; with its text, where no clause of the library gives it."""
    topic = group.pick.partition("/")[0]
    return (topic, group.clause) if group.clause else (topic, tuple(map(_said, group.blocks)))


def _topic(group: _Group) -> Hashable:
    """The topic, where one pick settles it; what no pick put in stands beside its like in the same place."""
    return None if "/" in group.pick else group.pick


def _alike_groups(old: _Group, new: _Group) -> float:
    return text_likeness(old.blocks, new.blocks)


def _anchors(block: Written) -> Hashable:
    """Lines to which references lead by the same name stand beside each other."""
    return tuple(anchor.name for anchor in block.anchors) or None if isinstance(block, Line) else None


def _said(block: Written) -> Hashable:
    if isinstance(block, Line):
        return block.properties.partition("/>")[0], tuple(piece.said for piece in block.pieces)
    return tuple(_said(line) for row in block.rows for _, lines in row.cells for line in lines)


def _lines(found: list[Beside]) -> Iterator[Beside]:
    """Tables apart from the lines behind them; what cannot be told as a change of the other is struck and inserted."""
    for old, new, picks in found:
        if old and new and type(old) is not type(new):
            yield from _lines([Beside(old, None, picks), Beside(None, new, picks)])
            continue
        yield Beside(old, new, picks)
        after, other = (block.after if isinstance(block, Grid) else None for block in (old, new))
        if after or other:
            yield Beside(after, other, picks)


def _last_together(found: list[Beside]) -> list[Beside]:
    """The last paragraph of a body cannot be struck (ECMA-376 17.13.5.15: a mark is merged with what follows it)."""
    a = max(index for index, pair in enumerate(found) if pair.old)
    b = max(index for index, pair in enumerate(found) if pair.new)
    if a == b:
        return found
    last = Beside(found[a].old, found[b].new, found[max(a, b)].picks)
    found[a] = found[a]._replace(old=None)
    found[b] = found[b]._replace(new=None)
    return [pair for pair in found if pair.old or pair.new] + [last]
