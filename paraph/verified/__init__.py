"""A Word file beside the text which it should say: every paragraph which does not, and what is odd about the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from paraph.initialled.compare import Difference, differences, same
from paraph.initialled.lines import Line
from paraph.readers.word import Looks, WordFile
from paraph.readers.word.layout import Layout
from paraph.readers.word.oddities import UNSEEN, Oddity
from paraph.records import NamedTuple
from paraph.rules.rows import Row
from paraph.verified.fonts import Refonted, refonted

ROUNDED = 15
"""Programs round indents; in twentieths of a point."""


class Against(NamedTuple):
    """The text which a file is held against: of which file; when it was frozen and by whom, if it was."""

    path: str
    lines: tuple[Line, ...]
    date: str = ""
    by: str = ""


class LaidOut(NamedTuple):
    """A paragraph which is laid out otherwise: its number in the text and in the file, from 0, both layouts, and words in other fonts."""

    then: int
    now: int
    before: Layout
    after: Layout
    fonts: tuple[Refonted, ...] = ()


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


def verified(path: str, file: WordFile, against: Against, built: WordFile | None = None, *, layout: bool = True) -> Verified:
    """Hold a Word file against a text, and against the `layout` of the file which is built of it.

    Words which are as hard to see in the file which is built are as they should be.
    """
    lines = lines_of_rows(file.rows)
    return Verified(
        path,
        against,
        lines,
        tuple(row.place.line for row in file.rows),
        tuple(differences(against.lines, lines)),
        tuple(sorted(set(_odd(file, built)), key=lambda odd: (odd.paragraph == 0, odd.paragraph))),
        tuple(_laid_out(file, built)) if built and layout else (),
    )


def _odd(file: WordFile, built: WordFile | None) -> Iterator[Oddity]:
    """What is odd about a file, and is not as it should be by its look."""
    usual = Counter(map(_told, (odd for odd in (built.oddities if built else ()) if odd.sort in UNSEEN)))
    for odd in file.oddities:
        if usual[_told(odd)]:
            usual[_told(odd)] -= 1
        else:
            yield odd


def _told(odd: Oddity) -> tuple[str, str]:
    return odd.sort, " ".join(odd.text.split())


def lines_of_rows(rows: Sequence[Row]) -> tuple[Line, ...]:
    """The paragraphs of a file as lines of a text."""
    return tuple(Line("note" if row.note else "cell" if row.cell else "paragraph", row.mark, row.text) for row in rows)


def _laid_out(file: WordFile, built: WordFile) -> list[LaidOut]:
    """Of the paragraphs which both have, those which are laid out otherwise; notes are laid out as notes are, and their fonts count."""
    found = []
    for then, now in same(lines_of_rows(built.rows), lines_of_rows(file.rows)):
        before, after = (side.layouts[side.rows[at].place.line] for side, at in ((built, then), (file, now)))
        marks = [side.marks.get(at, ()) for side, at in ((built, then), (file, now))]
        fonts = (*(refonted(*marks) if _is_counted(*marks) else ()), *refonted(built.fonts[then], file.fonts[now]))
        if fonts or not (built.rows[then].note or _alike(before, after)):
            found.append(LaidOut(then, now, before, after, fonts))
    return found


def _is_counted(*marks: Looks) -> bool:
    """Whether both print the same number: signs in front of a list are alike, for programs have their own."""
    one, other = ("".join(text for text, _ in mark) for mark in marks)
    return one == other and any(sign.isalnum() for sign in one)


def _alike(one: Layout, other: Layout) -> bool:
    indents = zip(one[2:], other[2:], strict=True)
    return one[:2] == other[:2] and all(abs(a - b) <= ROUNDED for a, b in indents)
