"""Two drafts as one Word file with tracked changes: accepted it is the new one, rejected the old one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paraph.pipeline import Drafted
from paraph.redline.comments import Comments, picks_of
from paraph.redline.names import Names
from paraph.redline.notes import Notes
from paraph.redline.numbers import Numbers
from paraph.redline.pairs import Beside, Side, beside
from paraph.redline.tracked import Stamp, Tracker, lasting
from paraph.redline.words import MUCH, compared, row_likeness, shared
from paraph.redline.written import Grid, Line, Reading, Written
from paraph.writers.docx import Text, packed_docx
from paraph.writers.docx.body import Body
from paraph.writers.docx.look import Look
from paraph.writers.docx.numbering import instances, numbering_part


class Redline(NamedTuple):
    """A Word file with tracked changes, and how many passages have changed."""

    file: bytes
    changed: int


def redline(old: Drafted, new: Drafted, look: Look, stamp: Stamp) -> Redline:
    """The new draft's document with what has changed since the old one.

    `look` is the new draft's, in which the old text is written too: stops with `missing-style` when it lacks a style.
    """
    before, after = old.assembled.document, new.assembled.document
    bodies = Body(look, len(before.schemes)), Body(look, len(after.schemes))
    sides = [_side(drafted, body) for drafted, body in zip((old, new), bodies, strict=True)]
    numbers = Numbers(
        (before.schemes, after.schemes),
        instances(len(before.schemes), bodies[0].restarts),
        instances(len(after.schemes), bodies[1].restarts),
    )
    pairs = list(_parted(beside(*sides), numbers))
    readings = sides[0].reading, sides[1].reading
    names = Names(pairs, readings[0].bookmarks, readings[1].bookmarks)
    pairs = [pair._replace(old=names.line(pair.old)) if isinstance(pair.old, Line) else pair for pair in pairs]
    notes = Notes(*readings, names)
    tracker = Tracker(stamp, names.used, notes.id, numbers.properties)
    comments = Comments(pairs, (picks_of(old.draft), picks_of(new.draft)), stamp)
    body = "".join(_blocks(pairs, tracker, comments))
    numbering = numbering_part(numbers.schemes, look, numbers.instances)
    styles = bodies[1].styles
    styles.missing |= bodies[0].styles.missing
    text = Text(body, numbering, notes.written(tracker), comments.written)
    return Redline(packed_docx(after, look, styles, text), comments.changed)


def _side(drafted: Drafted, body: Body) -> Side:
    document = drafted.assembled.document
    return Side(document, Reading(document, body), {trace.pick: trace.clause for trace in document.trace})


def _parted(pairs: Sequence[Beside], numbers: Numbers) -> Iterator[Beside]:
    """Pairs whose numbering or style differs, or which share little, as lines which are struck and inserted.

    Word could track that a paragraph's properties have changed; LibreOffice (tried: 7.4) loses the level of its number
    when that is rejected. The last paragraph of a body cannot be struck: there it is tracked.
    """
    for old, new, _ in pairs:
        if isinstance(old, Line) and isinstance(new, Line):
            numbers.pair(old, new)
    numbers.settle()
    for pair in pairs[:-1]:
        if pair.old and pair.new and not _one(pair.old, pair.new, numbers):
            yield pair._replace(new=None)
            yield pair._replace(old=None)
        else:
            yield pair
    yield pairs[-1]


def _one(old: Written, new: Written, numbers: Numbers) -> bool:
    """Whether a line or table can be told as the other with changes in it."""
    if isinstance(old, Line) and isinstance(new, Line):
        if lasting(numbers.properties(old)) != lasting(new.properties):
            return False
        anchored = {anchor.name for anchor in old.anchors} & {anchor.name for anchor in new.anchors}
        return bool(anchored) or shared(compared(old.pieces, new.pieces)) > MUCH
    return isinstance(old, Grid) and isinstance(new, Grid) and old.head == new.head


def _blocks(pairs: Sequence[Beside], tracker: Tracker, comments: Comments) -> Iterator[str]:
    behind_table = False
    for index, (old, new, _) in enumerate(pairs):
        tracker.comment = comments.at(index)
        is_table = isinstance(old, Grid) or isinstance(new, Grid)
        if is_table and behind_table:
            yield tracker.nothing()
        behind_table = is_table
        if is_table:
            yield _table(old if isinstance(old, Grid) else None, new if isinstance(new, Grid) else None, tracker)
        elif isinstance(old, Line) and isinstance(new, Line):
            yield tracker.pair(old, new)
        elif isinstance(old, Line):
            yield tracker.whole(old, "del")
        elif isinstance(new, Line):
            yield tracker.whole(new, "ins")


def _table(old: Grid | None, new: Grid | None, tracker: Tracker) -> str:
    head = new.head if new else old.head if old else ""
    return f"<w:tbl>{head}{tracker.rows(old.rows if old else (), new.rows if new else (), row_likeness)}</w:tbl>"
