"""Paragraphs which one document parts and the other does not: taken for one line, in which the ends of paragraphs come or go."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from paraph.redline.words import MUCH, share, words_of
from paraph.redline.written import END, Line, Written

_MOST = 6
"""As many paragraphs are looked at as may be one."""
_FEW = 4_000
"""As many pairs of lines are looked at."""
_INSTANCE = re.compile(r'<w:numId w:val="\d+"/>')


def folded(olds: Sequence[Written], news: Sequence[Written]) -> tuple[list[Written], list[Written]]:
    """Both rows, with lines which are paragraphs of one line of the other row as one."""
    if len(olds) * len(news) > _FEW:
        return list(olds), list(news)
    return list(_folded(olds, news)), list(_folded(news, olds))


def _folded(parts: Sequence[Written], others: Sequence[Written]) -> Iterator[Written]:
    here, there = ({_said(block) for block in row} for row in (parts, others))
    wholes = [other for other in others if isinstance(other, Line) and not other.anchors and _said(other) not in here]
    at = 0
    while at < len(parts):
        run = _run(parts, at) if wholes and _said(parts[at]) not in there else []
        while len(run) > 1 and not any(_parted(whole, run) for whole in wholes):
            run.pop()
        yield _one(run) if len(run) > 1 else parts[at]
        at += max(len(run), 1)


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


def _parted(whole: Line, run: Sequence[Line]) -> bool:
    """Whether a line says what some lines say together, each of which has most of its words from it."""
    if _INSTANCE.sub("", whole.properties) != _INSTANCE.sub("", run[0].properties):
        return False
    words = words_of(whole.pieces)
    parts = [words_of(part.pieces) for part in run]
    held = all((part & words).total() > MUCH * part.total() for part in parts)
    return held and share(words, sum(parts[1:], parts[0])) > MUCH


def _one(run: Sequence[Line]) -> Line:
    pieces = [piece for line in run for piece in (*line.pieces, END)][:-1]
    return run[0]._replace(pieces=tuple(pieces), behind=run[-1].behind)
