"""Align two rows of things: what is the same in both, in order; then what is alike. Near linear in their length."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from paraph.records import NamedTuple

_FEW = 40_000
"""As many comparisons as difflib may make where no key is the only one of its kind."""
_NEAR = 8
"""How far ahead is looked for something alike."""

T = TypeVar("T")
Pair = tuple[int, int]


def matched(olds: Sequence[Hashable], news: Sequence[Hashable]) -> list[Pair]:
    """Pairs of equal keys in the order of both rows: patience diff (Bram Cohen), and difflib for what remains."""
    return list(_matched(olds, news, range(len(olds)), range(len(news))))


def _matched(olds: Sequence[Hashable], news: Sequence[Hashable], a: range, b: range) -> Iterator[Pair]:
    while a and b and olds[a[0]] == news[b[0]]:
        yield a[0], b[0]
        a, b = a[1:], b[1:]
    tail: list[Pair] = []
    while a and b and olds[a[-1]] == news[b[-1]]:
        tail.append((a[-1], b[-1]))
        a, b = a[:-1], b[:-1]
    if a and b:
        yield from _between(olds, news, a, b)
    yield from reversed(tail)


def _between(olds: Sequence[Hashable], news: Sequence[Hashable], a: range, b: range) -> Iterator[Pair]:
    anchors = _rising(_single(olds, news, a, b))
    if anchors:
        for gap in _gaps(anchors, a, b):
            yield from _matched(olds, news, *gap.ranges)
            yield from gap.then
    elif len(a) * len(b) <= _FEW:
        found = SequenceMatcher(None, olds[a.start : a.stop], news[b.start : b.stop], autojunk=False)
        for block in found.get_matching_blocks():
            yield from ((a.start + block.a + n, b.start + block.b + n) for n in range(block.size))


def _single(olds: Sequence[Hashable], news: Sequence[Hashable], a: range, b: range) -> list[Pair]:
    """Pairs of keys which stand once in each row, in the order of the old one."""
    here, there = Counter(olds[a.start : a.stop]), Counter(news[b.start : b.stop])
    at = {news[index]: index for index in b}
    return [(index, at[key]) for index in a if here[key := olds[index]] == 1 == there[key]]


class _Gap(NamedTuple):
    """What stands between two pairs, and the pair behind it; none at the end."""

    ranges: tuple[range, range]
    then: tuple[Pair, ...]


def _gaps(pairs: Sequence[Pair], a: range, b: range) -> Iterator[_Gap]:
    last = a.start - 1, b.start - 1
    for pair in pairs:
        yield _Gap((range(last[0] + 1, pair[0]), range(last[1] + 1, pair[1])), (pair,))
        last = pair
    yield _Gap((range(last[0] + 1, a.stop), range(last[1] + 1, b.stop)), ())


def _rising(pairs: list[Pair]) -> list[Pair]:
    """As many of the pairs as can stand in the order of both rows: the longest increasing subsequence."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, new) in enumerate(pairs):
        at = bisect_left(tops, new)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [new]
        ends[at : at + 1] = [index]
    found = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def aligned(
    olds: Sequence[T],
    news: Sequence[T],
    keys: Sequence[Callable[[T], Hashable]],
    alike: Callable[[T, T], float] | None = None,
) -> list[tuple[T | None, T | None]]:
    """Both rows side by side: by one key after the other where the ones before leave gaps, then by what is most alike.

    A key which is `None` matches nothing. In each gap what is struck stands before what is inserted.
    """
    pairs = _Rows(olds, news, alike).pairs(range(len(olds)), range(len(news)), keys)
    found: list[tuple[T | None, T | None]] = []
    for (a, b), then in _gaps(pairs, range(len(olds)), range(len(news))):
        found += [(olds[index], None) for index in a]
        found += [(None, news[index]) for index in b]
        found += [(olds[old], news[new]) for old, new in then]
    return found


class _Rows(NamedTuple, Generic[T]):
    """Two rows of things, and how alike two of them are."""

    olds: Sequence[T]
    news: Sequence[T]
    alike: Callable[[T, T], float] | None

    def pairs(self, a: range, b: range, keys: Sequence[Callable[[T], Hashable]]) -> list[Pair]:
        """Pairs by one key after the other in the gaps which those before leave, then by likeness."""
        if not (a and b):
            return []
        if not keys:
            return self._alike(a, b, self.alike) if self.alike else []
        key, *others = keys
        olds = [("old", index) if (said := key(self.olds[index])) is None else ("", said) for index in a]
        news = [("new", index) if (said := key(self.news[index])) is None else ("", said) for index in b]
        same = [(a[old], b[new]) for old, new in matched(olds, news)]
        found: list[Pair] = []
        for ranges, then in _gaps(same, a, b):
            found += [*self.pairs(*ranges, others), *then]
        return found

    def _alike(self, a: range, b: range, alike: Callable[[T, T], float]) -> list[Pair]:
        """Each old thing with the one most like it among the next new ones."""
        found: list[Pair] = []
        start = b.start
        for old in a:
            near = [(alike(self.olds[old], self.news[new]), -new) for new in range(start, min(start + _NEAR, b.stop))]
            likeness, new = max(near, default=(0.0, 0))
            if likeness > 0:
                found.append((old, -new))
                start = 1 - new
        return found
