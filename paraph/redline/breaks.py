"""Paragraphs which one document parts and the other does not: taken for one line, in which the ends of paragraphs come or go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate, groupby, takewhile

from paraph.redline.words import MUCH, share, words_of
from paraph.redline.written import END, Line, Written

_MOST = 6
"""As many paragraphs are looked at as may be one."""
_ALIKE = 0.7
"""The share of words which a line and its paragraphs have in common at least."""
_FEW = 4_000
"""As many pairs of lines are looked at."""

Words = Counter[tuple[str, ...]]


def folded(olds: Sequence[Written], news: Sequence[Written]) -> tuple[list[Written], list[Written]]:
    """Both rows, with lines which are paragraphs of one line of the other row as one."""
    before, after = ({_said(block) for block in row} for row in (olds, news))
    if before == after or len(olds) * len(news) > _FEW:
        return list(olds), list(news)
    return list(_folded(olds, _wholes(news, before), after)), list(_folded(news, _wholes(olds, after), before))


def unfolded(line: Line) -> list[Line]:
    """The paragraphs of a line, each as one."""
    rows = [list(run) for is_end, run in groupby(line.pieces, key=lambda piece: piece == END) if not is_end]
    lines = [line._replace(pieces=tuple(row), before="", behind="") for row in rows] or [line]
    lines[0] = lines[0]._replace(before=line.before)
    return [*lines[:-1], lines[-1]._replace(behind=line.behind)]


def _wholes(row: Sequence[Written], others: set[Hashable]) -> list[Words]:
    """The words of the lines which may be several paragraphs in the other row, where none says just the same."""
    lines = (block for block in row if isinstance(block, Line) and not block.anchors and block.pieces)
    return [words_of(line.pieces) for line in lines if _said(line) not in others]


def _folded(parts: Sequence[Written], wholes: Sequence[Words], others: set[Hashable]) -> Iterator[Written]:
    words = [words_of(part.pieces) if wholes and isinstance(part, Line) else Counter() for part in parts]
    at = 0
    while at < len(parts):
        run = _run(parts, at) if wholes and _said(parts[at]) not in others else []
        count = max((_parted(whole, words[at : at + len(run)]) for whole in wholes), default=0) if len(run) > 1 else 0
        yield _one(run[:count]) if count else parts[at]
        at += count or 1


def _said(block: Written) -> Hashable:
    return tuple(piece.said for piece in block.pieces) if isinstance(block, Line) else id(block)


def _run(parts: Sequence[Written], at: int) -> list[Line]:
    """The lines from one on which could be paragraphs of one: written alike, in one pick, and referred to by nothing."""
    found: list[Line] = []
    for part in parts[at : at + _MOST]:
        if not isinstance(part, Line) or part.anchors or not part.pieces:
            break
        if found and (part.before or found[-1].behind or part.properties != found[0].properties):
            break
        found.append(part)
    return found


def _parted(whole: Words, parts: Sequence[Words]) -> int:
    """How many of some paragraphs say together what a line says, each of which has most of its words from it; 0 when less than two do."""
    size, sizes = whole.total(), list(accumulate(part.total() for part in parts))
    counts = [count for count in range(len(parts), 1, -1) if 2 * min(size, sizes[count - 1]) > _ALIKE * (size + sizes[count - 1])]
    held = list(takewhile(lambda part: (part & whole).total() > MUCH * part.total(), parts[: max(counts, default=0)]))
    return next((count for count in counts if count <= len(held) and share(whole, sum(held[1:count], held[0])) > _ALIKE), 0)


def _one(run: Sequence[Line]) -> Line:
    pieces = [piece for line in run for piece in (*line.pieces, END)][:-1]
    return run[0]._replace(pieces=tuple(pieces), behind=run[-1].behind)
