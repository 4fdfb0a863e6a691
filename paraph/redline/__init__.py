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
from paraph.redline.restyled import restyled
from paraph.redline.tracked import Stamp, Tracker, lasting
from paraph.redline.words import MUCH, compared, place_likeness, row_likeness, shared
from paraph.redline.written import Grid, Line, Reading, Written
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
    pairs = _before_tables(list(_parted(beside(_side(old, before), _side(new, after)), numbers)), numbers)
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
        old, new, _ = found[index]
        if (old and new) or isinstance(old, Grid) or isinstance(new, Grid):
            break
        lines.setdefault(old is not None, index)
    if len(lines) < 2:
        return None
    before, after = found[lines[True]].old, found[lines[False]].new
    if not (isinstance(before, Line) and isinstance(after, Line)):
        return None
    return (lines[True], lines[False]) if lasting(numbers.properties(before)) == lasting(after.properties) else None


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
