"""Two drafts, or their Word files, as one with tracked changes: accepted it is the new one, rejected the old one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraph.assembled import Assembled
from paraph.records import NamedTuple
from paraph.redline.built import Built, built_of, unpacked
from paraph.redline.comments import Comments, sources_of
from paraph.redline.names import Names
from paraph.redline.notes import Notes
from paraph.redline.numbers import Numbers
from paraph.redline.pairs import Beside, Side, beside
from paraph.redline.parted import parted
from paraph.redline.restyled import restyled
from paraph.redline.tracked import Stamp, Tracker
from paraph.redline.words import place_likeness, row_likeness
from paraph.redline.written import Grid, Line, Reading
from paraph.writers.docx import Text, with_text, write_docx
from paraph.writers.docx.look import Look
from paraph.writers.docx.numbering import numbering_part
from paraph.writers.docx.styles import OF_PARTS


class Redline(NamedTuple):
    """A Word file with tracked changes, and how many passages have changed."""

    file: bytes
    changed: int


def redline(old: Assembled, new: Assembled, look: Look, stamp: Stamp) -> Redline:
    """The new draft's document with what has changed since the old one.

    `look` is the new draft's, in which the old text is written too: stops with `missing-style` when it lacks a style.
    """
    return redline_of_files(built_draft(old, look), built_draft(new, look), stamp)


def built_draft(assembled: Assembled, look: Look) -> Built:
    """The Word file of a draft in a look, with the reasons which the draft gives: those are not in the file."""
    return built_of(unpacked(write_docx(assembled.document, look)), look, sources_of(assembled.document))


def redline_of_files(old: Built, new: Built, stamp: Stamp) -> Redline:
    """The new file with what has changed since the old one, in the look of the new.

    Stops with `missing-style` when that lacks a style; raises `NotOurs` when one of them is not as our writer writes it.
    """
    old = restyled(old, new.look) if old.look is not new.look else old
    before, after = (Reading(built.body, built.notes, built.sources) for built in (old, new))
    numbers = Numbers((old.schemes, new.schemes), old.instances, new.instances)
    pairs = parted(beside(_side(old, before), _side(new, after)), numbers, new.look)
    names = Names(pairs, before.bookmarks, after.bookmarks)
    pairs = [pair._replace(old=names.line(pair.old)) if isinstance(pair.old, Line) else pair for pair in pairs]
    notes = Notes(before, after, names)
    tracker = Tracker(stamp, names.used, notes.id, numbers.properties)
    comments = Comments(pairs, (old.sources, new.sources), stamp)
    body = "".join(_blocks(pairs, tracker, comments))
    text = Text(body, numbering_part(numbers.schemes, numbers.instances), notes.written(tracker), comments.written)
    return Redline(with_text(new.parts, text), comments.changed)


def _side(built: Built, reading: Reading) -> Side:
    styles = {style.id: role for role, name in OF_PARTS.items() if (style := built.look.styles.get(("paragraph", name.lower())))}
    return Side(reading.blocks, {pick: source.clause for pick, source in built.sources.items()}, styles)


def _blocks(pairs: Sequence[Beside], tracker: Tracker, comments: Comments) -> Iterator[str]:
    behind_table = False
    for index, (old, new, *_) in enumerate(pairs):
        tracker.comment = comments.at(index)
        is_table = isinstance(old, Grid) or isinstance(new, Grid)
        if is_table and behind_table:
            yield tracker.nothing()
        behind_table = is_table
        if is_table:
            yield _table(old if isinstance(old, Grid) else None, new if isinstance(new, Grid) else None, tracker)
        elif isinstance(old, Line) and isinstance(new, Line):
            follows = pairs[index + 1] if index + 1 < len(pairs) else None
            yield tracker.pair(old, new, before_inserted=bool(follows and follows.old is None and isinstance(follows.new, Line)))
        elif isinstance(old, Line):
            yield tracker.whole(old, "del")
        elif isinstance(new, Line):
            yield tracker.whole(new, "ins")


def _table(old: Grid | None, new: Grid | None, tracker: Tracker) -> str:
    head = new.head if new else old.head if old else ""
    alike = row_likeness if "<w:tblStyle" in head else place_likeness
    return f"<w:tbl>{head}{tracker.rows(old.rows if old else (), new.rows if new else (), alike)}</w:tbl>"
