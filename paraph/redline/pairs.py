"""What of one document stands beside what of another: sections, then passages, then their lines and tables."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import groupby

from paraph.records import NamedTuple
from paraph.redline.align import aligned
from paraph.redline.breaks import folded
from paraph.redline.words import likeness, text_likeness
from paraph.redline.written import Grid, Line, Written
from paraph.tree import section_anchor
from paraph.writers.docx.runs import bookmark

_SECTION = bookmark("R", section_anchor(""))
_COUNTED = re.compile(_SECTION + r"section_\d+")
"""What the anchors of sections begin with; those of sections to which the draft gives no id."""
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')


class Side(NamedTuple):
    """One of the two documents: its lines and tables, the clause of each pick, and the styles which say what a part does, by their ids."""

    blocks: Sequence[Written]
    clauses: Mapping[str, str]
    styles: Mapping[str, str]


class Beside(NamedTuple):
    """A line or table of the old document and of the new one, either of which may be missing; and the picks they belong to.

    `why` is what has changed where the same text is struck and inserted.
    """

    old: Written | None
    new: Written | None
    picks: tuple[str, str] = ("", "")
    why: str = ""


class _Part(NamedTuple):
    """A part of a document, by what it is known: a section by its name or its heading, others by what they do."""

    key: Hashable
    heading: str
    blocks: list[Written]


class _Group(NamedTuple):
    """What stands together because one pick, or none, put it in."""

    pick: str
    clause: str
    blocks: list[Written]


def beside(old: Side, new: Side) -> list[Beside]:
    """Both documents side by side. Their last lines always stand beside each other, for the last paragraph of a body stays."""
    found: list[Beside] = []
    for before, after in aligned(_parts(old), _parts(new), (_key, _heading), _alike):
        groups = aligned(_groups(before, old), _groups(after, new), (_clause, _topic), _alike_groups)
        for group, other in groups:
            picks = group.pick if group else "", other.pick if other else ""
            blocks = folded(group.blocks if group else [], other.blocks if other else [])
            lines = aligned(*blocks, (_anchors, _said), likeness)
            found += [Beside(a, b, picks) for a, b in lines]
    return _last_together(list(_lines(found)))


def _parts(side: Side) -> list[_Part]:
    found: list[_Part] = []
    for block in side.blocks:
        key, heading = _begun(block, side)
        if found and (key is None or key == found[-1].key):
            found[-1].blocks.append(block)
        else:
            found.append(_Part(key, heading, [block]))
    return found


def _begun(block: Written, side: Side) -> tuple[Hashable, str]:
    """The part which a block begins or goes on with, when that can be seen, and its heading."""
    line = block.after if isinstance(block, Grid) else block
    for anchor in reversed(line.anchors):
        if anchor.name.startswith(_SECTION):
            heading = "".join(piece.text for piece in line.pieces) if anchor.whole else ""
            return (("heading", heading) if heading and _COUNTED.fullmatch(anchor.name) else ("section", anchor.name)), heading
    if isinstance(block, Grid):
        return None if "<w:tblStyle" in block.head else "signature", ""
    style = _STYLE.match(block.properties)
    return side.styles.get(style[1]) if style else None, ""


def _key(part: _Part) -> Hashable:
    return part.key


def _heading(part: _Part) -> Hashable:
    return part.heading or None


def _alike(old: _Part, new: _Part) -> float:
    return text_likeness(old.blocks, new.blocks) if isinstance(old.key, tuple) and isinstance(new.key, tuple) else 0


def _groups(part: _Part | None, side: Side) -> list[_Group]:
    if part is None:
        return []
    runs = groupby(part.blocks, key=lambda block: block.pick)
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
    for old, new, picks, _ in found:
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
