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
    if len(olds) * len(news) > _FEW:
        return list(olds), list(news)
    return list(_folded(olds, news)), list(_folded(news, olds))


def unfolded(line: Line) -> list[Line]:
    """The paragraphs of a line, each as one."""
    rows = [list(run) for is_end, run in groupby(line.pieces, key=lambda piece: piece == END) if not is_end]
    lines = [line._replace(pieces=tuple(row), before="", behind="") for row in rows] or [line]
    lines[0] = lines[0]._replace(before=line.before)
    return [*lines[:-1], lines[-1]._replace(behind=line.behind)]


def _folded(parts: Sequence[Written], others: Sequence[Written]) -> Iterator[Written]:
    here, there = ({_said(block) for block in row} for row in (parts, others))
    wholes = [
        (other, words_of(other.pieces))
        for other in others
        if isinstance(other, Line) and not other.anchors and other.pieces and _said(other) not in here
    ]
    words = [words_of(part.pieces) if wholes and isinstance(part, Line) else Counter() for part in parts]
    at = 0
    while at < len(parts):
        run = list(zip(_run(parts, at), words[at:], strict=False)) if wholes and _said(parts[at]) not in there else []
        lines = max((_parted(whole, run) for whole in wholes), default=0) if len(run) > 1 else 0
        yield _one(run[:lines]) if lines else parts[at]
        at += lines or 1


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


def _parted(whole: tuple[Line, Words], run: Sequence[tuple[Line, Words]]) -> int:
    """How many of some lines say together what a line says, each of which has most of its words from it; 0 when less than two do."""
    words = whole[1]
    size, sizes = words.total(), list(accumulate(part.total() for _, part in run))
    counts = [count for count in range(len(run), 1, -1) if 2 * min(size, sizes[count - 1]) > _ALIKE * (size + sizes[count - 1])]
    held = list(takewhile(lambda part: (part & words).total() > MUCH * part.total(), (part for _, part in run[: max(counts, default=0)])))
    return next((count for count in counts if count <= len(held) and share(words, sum(held[1:count], held[0])) > _ALIKE), 0)


def _one(run: Sequence[tuple[Line, Words]]) -> Line:
    first, last = run[0][0], run[-1][0]
    pieces = [piece for line, _ in run for piece in (*line.pieces, END)][:-1]
    return first._replace(pieces=tuple(pieces), behind=last.behind)
