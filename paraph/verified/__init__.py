"""A Word file beside the text which it should say: every paragraph which does not, and what is odd about the file."""

from __future__ import annotations

from collections.abc import Sequence

from paraph.initialled.compare import Difference, differences, same
from paraph.initialled.lines import Line
from paraph.readers.word import WordFile
from paraph.readers.word.layout import Layout
from paraph.readers.word.oddities import Oddity
from paraph.records import NamedTuple
from paraph.rules.rows import Row

_ROUNDED = 15
"""Programs round indents; in twentieths of a point."""


class Against(NamedTuple):
    """The text which a file is held against: of which file; when it was frozen and by whom, if it was."""

    path: str
    lines: tuple[Line, ...]
    date: str = ""
    by: str = ""


class LaidOut(NamedTuple):
    """A paragraph which is laid out otherwise: its number in the text and in the file, from 0, and both layouts."""

    then: int
    now: int
    before: Layout
    after: Layout


class Verified(NamedTuple):
    """What came of it. `paragraphs` are the numbers which the file's lines have in Word, counted from 1 with the empty ones."""

    path: str
    against: Against
    lines: tuple[Line, ...]
    paragraphs: tuple[int, ...]
    differences: tuple[Difference, ...]
    oddities: tuple[Oddity, ...]
    layouts: tuple[LaidOut, ...] = ()

    @property
    def proved(self) -> bool:
        """Whether the file says exactly the text."""
        return not (self.differences or self.oddities or self.layouts)


def verified(path: str, file: WordFile, against: Against, built: WordFile | None = None) -> Verified:
    """Hold a Word file against a text; and against the layout of the file which is `built`, when that is given."""
    lines = lines_of_rows(file.rows)
    return Verified(
        path,
        against,
        lines,
        tuple(row.place.line for row in file.rows),
        tuple(differences(against.lines, lines)),
        tuple(sorted(set(file.oddities), key=lambda odd: (odd.paragraph == 0, odd.paragraph))),
        tuple(_laid_out(file, built)) if built else (),
    )


def lines_of_rows(rows: Sequence[Row]) -> tuple[Line, ...]:
    """The paragraphs of a file as lines of a text."""
    return tuple(Line("note" if row.note else "cell" if row.cell else "paragraph", row.mark, row.text) for row in rows)


def _laid_out(file: WordFile, built: WordFile) -> list[LaidOut]:
    """Of the paragraphs which both have, those which are laid out otherwise; notes have the layout of the notes."""
    found = []
    for then, now in same(lines_of_rows(built.rows), lines_of_rows(file.rows)):
        before, after = (side.layouts[side.rows[at].place.line] for side, at in ((built, then), (file, now)))
        if not built.rows[then].note and not _alike(before, after):
            found.append(LaidOut(then, now, before, after))
    return found


def _alike(one: Layout, other: Layout) -> bool:
    indents = zip(one[2:], other[2:], strict=True)
    return one[:2] == other[:2] and all(abs(a - b) <= _ROUNDED for a, b in indents)
