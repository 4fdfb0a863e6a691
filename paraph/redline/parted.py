"""Which lines that stand beside each other are one with changes in it, and which are struck and inserted; and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from paraph.redline.breaks import unfolded
from paraph.redline.numbers import Numbers
from paraph.redline.pairs import Beside
from paraph.redline.tracked import lasting
from paraph.redline.words import MUCH, compared, shared
from paraph.redline.written import Grid, Line, Written
from paraph.writers.docx.look import Look

_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')


def parted(pairs: Sequence[Beside], numbers: Numbers, look: Look) -> list[Beside]:
    """The pairs as a redline writes them; `numbers` is told which lines are one, and `look` names the styles."""
    styles = {style.id: name.title() for (kind, name), style in look.styles.items() if kind == "paragraph"}
    return _before_tables(list(_parted(pairs, numbers, styles)), numbers)


def _parted(pairs: Sequence[Beside], numbers: Numbers, styles: Mapping[str, str]) -> Iterator[Beside]:
    """Pairs whose numbering or style differs, or which share little, as lines which are struck and inserted.

    Word could track that a paragraph's properties have changed; LibreOffice (tried: 7.4) loses the level of its number
    when that is rejected. The last paragraph of a body cannot be struck: there it is tracked.
    """
    for old, new, *_ in pairs:
        if isinstance(old, Line) and isinstance(new, Line):
            numbers.pair(old, new)
    for pair in pairs[:-1]:
        if pair.old and pair.new and not _one(pair.old, pair.new, numbers):
            yield pair._replace(new=None, why=_why(pair.old, pair.new, numbers, styles))
            yield pair._replace(old=None)
        else:
            yield pair
    yield from _last(pairs[-1], numbers)


def _last(pair: Beside, numbers: Numbers) -> Iterator[Beside]:
    """The last paragraphs of both bodies as one; those which are folded with them stand alone where the properties differ."""
    old, new, *_ = pair
    if isinstance(old, Line) and isinstance(new, Line) and lasting(numbers.properties(old)) != lasting(new.properties):
        (*olds, old), (*news, new) = unfolded(old), unfolded(new)
        yield from (pair._replace(old=line, new=None) for line in olds)
        yield from (pair._replace(old=None, new=line) for line in news)
    yield pair._replace(old=old, new=new)


def _why(old: Written, new: Written, numbers: Numbers, styles: Mapping[str, str]) -> str:
    """Why a line is struck and inserted though it says the same.

    LibreOffice (tried: 7.4) takes two such lines for a moved one and mixes up their properties; the mark of a comment
    tells them apart for it.
    """
    if not (isinstance(old, Line) and isinstance(new, Line) and _text(old) == _text(new)):
        return ""
    was, now = (styles.get(found[1], "") if (found := _STYLE.search(line.properties)) else "" for line in (old, new))
    before, after = numbers.marks(old, new)
    if before != after:
        return f"Numbering: {before} → {after}"
    return f"Style: {was} → {now}" if was != now else "Numbering: in another series"


def _text(line: Line) -> str:
    """What a line says, however it is parted into paragraphs."""
    return "".join(piece.text for piece in line.pieces if not piece.text.isspace())


def _one(old: Written, new: Written, numbers: Numbers) -> bool:
    """Whether a line or table can be told as the other with changes in it."""
    if isinstance(old, Line) and isinstance(new, Line):
        if lasting(numbers.properties(old)) != lasting(new.properties):
            return False
        anchored = {anchor.name for anchor in old.anchors} & {anchor.name for anchor in new.anchors}
        return bool(anchored) or shared(compared(old.pieces, new.pieces)) > MUCH
    return isinstance(old, Grid) and isinstance(new, Grid) and old.head == new.head


def _before_tables(pairs: list[Beside], numbers: Numbers) -> list[Beside]:
    """A line in front of a table which is struck and inserted is told as one line: no mark can run into a table."""
    found: list[Beside] = []
    for pair in pairs:
        if (isinstance(pair.old, Grid) or isinstance(pair.new, Grid)) and (last := _replaced(found, numbers)):
            old, new = last
            joined = Beside(found[old].old, found[new].new, found[new].picks)
            found = [*(entry for index, entry in enumerate(found) if index not in last), joined]
        found.append(pair)
    return found


def _replaced(found: Sequence[Beside], numbers: Numbers) -> tuple[int, int] | None:
    """The last line which is struck and the last which is inserted at the end of some pairs, where one is the other in its place."""
    lines: dict[bool, int] = {}
    for index in range(len(found) - 1, -1, -1):
        old, new, *_ = found[index]
        if (old and new) or isinstance(old, Grid) or isinstance(new, Grid):
            break
        lines.setdefault(old is not None, index)
    if len(lines) < 2:
        return None
    before, after = found[lines[True]].old, found[lines[False]].new
    if not (isinstance(before, Line) and isinstance(after, Line)):
        return None
    return (lines[True], lines[False]) if lasting(numbers.properties(before)) == lasting(after.properties) else None
