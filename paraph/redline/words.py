"""Compare lines word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from paraph.records import NamedTuple
from paraph.redline.align import matched
from paraph.redline.written import Grid, Line, Piece, Row, Written

MUCH = 0.5
"""Where a greater share of the words is the same, the change is told word by word; else the line is struck and inserted whole."""
_LITTLE = 0.01
_SHORT = 3
"""Letters: fewer words than two, and short ones, between two changes are struck and inserted with them."""


_OPENERS = {")": "(", "]": "[", "”": "“"}
"""What each bracket and quotation mark closes."""


class Change(NamedTuple):
    """A stretch of a line: what is struck and what is inserted there, or what both have (`same`, as the new line has it)."""

    struck: Sequence[Piece]
    inserted: Sequence[Piece]
    same: Sequence[Piece] = ()


def compared(old: Sequence[Piece], new: Sequence[Piece]) -> list[Change]:
    """The new pieces with what is struck between them, in reading order."""
    if old == new:
        return [Change((), (), new)] if new else []
    pairs = matched([piece.said for piece in old], [piece.said for piece in new])
    return _joined(_stretches(old, new, pairs))


def _stretches(old: Sequence[Piece], new: Sequence[Piece], pairs: list[tuple[int, int]]) -> Iterator[tuple[Change, Sequence[Piece]]]:
    """Changes, each with what stood in the old line."""
    same: list[Piece] = []
    before: list[Piece] = []
    for (a, b), (next_a, next_b) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        if next_a > a + 1 or next_b > b + 1:
            yield Change((), (), tuple(same)), tuple(before)
            yield Change(old[a + 1 : next_a], new[b + 1 : next_b]), ()
            same, before = [], []
        if next_a < len(old):
            same.append(new[next_b])
            before.append(old[next_a])
    yield Change((), (), tuple(same)), tuple(before)


def _joined(stretches: Iterable[tuple[Change, Sequence[Piece]]]) -> list[Change]:
    """Changes which are parted by next to nothing are one: else old and new words are woven into each other."""
    found: list[tuple[Change, Sequence[Piece]]] = []
    for change, before in stretches:
        if not (change.same or change.struck or change.inserted):
            continue
        found.append((change, before))
        if len(found) > 2 and not change.same and not found[-3][0].same and _next_to_nothing(found[-2][0].same):
            (first, _), (between, was), (last, _) = found[-3:]
            struck = (*first.struck, *was, *last.struck)
            found[-3:] = [(Change(struck, (*first.inserted, *between.same, *last.inserted)), ())]
    return _closed([change for change, _ in found])


def _closed(changes: list[Change]) -> list[Change]:
    """A change which opens a bracket or quotation, then and now, takes in its end, which stands behind it."""
    found = list(changes)
    for at, change in enumerate(found):
        if change.same:
            continue
        behind = found[at + 1].same if at + 1 < len(found) else ()
        if behind and behind[0].text in _OPENERS and all(_open(side, behind[0].text) for side in (change.struck, change.inserted)):
            found[at] = Change((*change.struck, behind[0]), (*change.inserted, behind[0]))
            found[at + 1] = Change((), (), behind[1:])
    return [change for change in found if change.same or change.struck or change.inserted]


def _open(pieces: Sequence[Piece], closer: str) -> bool:
    """Whether a bracket is open at the end."""
    depth = sum((piece.text == _OPENERS[closer]) - (piece.text == closer) for piece in pieces)
    return depth > 0


def _next_to_nothing(pieces: Sequence[Piece]) -> bool:
    if any(piece.sort != "word" for piece in pieces):
        return False
    words = [piece.text for piece in pieces if piece.text.isalnum()]
    return not words or (len(words) == 1 and len(words[0]) <= _SHORT)


def shared(changes: Iterable[Change]) -> float:
    """The share of what stands in a line that both have."""
    same = changed = 0
    for change in changes:
        same += 2 * _weight(change.same)
        changed += _weight(change.struck) + _weight(change.inserted)
    return same / (same + changed) if same + changed else 1.0


def _weight(pieces: Iterable[Piece]) -> int:
    return sum(piece.sort != "word" or piece.text.isalnum() for piece in pieces)


def differ(old: Written | None, new: Written | None) -> bool:
    """Whether anything of a line or table has changed."""
    if isinstance(old, Line) and isinstance(new, Line):
        return old.pieces != new.pieces and [piece.said for piece in old.pieces] != [piece.said for piece in new.pieces]
    if isinstance(old, Grid) and isinstance(new, Grid):
        return _rows(old) != _rows(new)
    return True


def _rows(grid: Grid) -> list[tuple[str, list[list[tuple[str, ...]]]]]:
    return [(row.properties, [[piece.said for piece in line.pieces] for _, lines in row.cells for line in lines]) for row in grid.rows]


def place_likeness(old: Row, new: Row) -> float:
    """The same of rows of a signature block, where a line stands for the one in its place."""
    return _LITTLE + row_likeness(old, new)


def row_likeness(old: Row, new: Row) -> float:
    """The share of words which two rows have in common; of what can be told word by word, else 0."""
    found = share(*(words_of(piece for _, lines in row.cells for line in lines for piece in line.pieces) for row in (old, new)))
    return found if found > MUCH else 0


def likeness(old: Written, new: Written) -> float:
    """The share of words which two lines or tables have in common, from 0 to 1; of what can be told word by word, else 0."""
    if isinstance(old, Line) and isinstance(new, Line):
        found = share(words_of(old.pieces), words_of(new.pieces))
    elif isinstance(old, Grid) and isinstance(new, Grid) and old.head == new.head:
        return _LITTLE + share(words_of(cells(old)), words_of(cells(new)))  # whatever they hold, rows are struck and inserted in one
    else:
        return 0
    return found if found > MUCH else 0


def text_likeness(old: Sequence[Written], new: Sequence[Written]) -> float:
    """The same of some lines and tables, whatever they are."""
    found = share(*(words_of(piece for block in blocks for piece in pieces(block)) for blocks in (old, new)))
    return found if found > MUCH else 0


def pieces(block: Written) -> Sequence[Piece]:
    """All the pieces of a line or table."""
    return block.pieces if isinstance(block, Line) else cells(block)


def cells(grid: Grid) -> list[Piece]:
    """The pieces of all cells."""
    return [piece for row in grid.rows for _, lines in row.cells for line in lines for piece in line.pieces]


def words_of(pieces: Iterable[Piece]) -> Counter[tuple[str, ...]]:
    """The words of a text, and what else stands in it, with how often."""
    return Counter([piece.said[:3] for piece in pieces if piece.sort != "word" or piece.text.isalnum()])


def share(old: Counter[tuple[str, ...]], new: Counter[tuple[str, ...]]) -> float:
    """The share of words which two texts have in common, from 0 to 1."""
    both = old.total() + new.total()
    return 2 * (old & new).total() / both if both else 1.0
