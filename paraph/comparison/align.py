"""Find what belongs together in two lists: by identity, then by content, then by likeness; and what has moved.

Each step is near linear: texts meet by the runs of three words which they share, and nothing is held against everything.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from paraph.comparison.account import Chosen
from paraph.records import NamedTuple

LIKE = 0.5
"""Texts which share this much of their runs of words are the same text, amended."""
CONTAINED = 0.7
"""A text so much of which stands in another was cut from it."""
COMMON = 20
"""Runs of words which more texts hold than these say nothing of any."""
LISTS = ("preamble", "areas", "forms")
"""Topics whose picks stand beside each other: one which is gone and one which is new are no pair."""

_WORDS = re.compile(r"[^\W_]+")
T = TypeVar("T")


class Alignment(NamedTuple):
    """Pairs by their numbers in the two lists, and which entries of the one were cut from, or joined in, a pair of the other.

    `cut` has the number of a new entry with that of the old one whose words it took; `joined` the number of an old entry
    with that of the new one which took its words.
    """

    pairs: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]
    cut: dict[int, int]
    joined: dict[int, int]


def unmoved(numbers: Sequence[int]) -> set[int]:
    """The longest run of numbers which rise, as places in the list: what is not in it has moved (patience sorting)."""
    tops: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(places[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        places[pile : pile + 1] = [place]
    kept: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def paired(old: Sequence[T], new: Sequence[T], *keys: Callable[[T], Hashable]) -> dict[int, int]:
    """New numbers by old ones: those which agree in the first key, then of the rest in the second; `None` agrees with nothing."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for key in keys:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for number, entry in enumerate(old):
            if number not in pairs and (own := key(entry)) is not None:
                waiting[own].append(number)
        for number, entry in enumerate(new):
            if number not in taken and (queue := waiting.get(key(entry))):
                pairs[queue.popleft()] = number
                taken.add(number)
    return pairs


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of three words of a text; a shorter text is one run."""
    words = _WORDS.findall(text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False)) if len(words) > 2 else frozenset([tuple(words)] if words else [])


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """How much of two texts is shared, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def align(old: Sequence[Chosen], new: Sequence[Chosen]) -> Alignment:
    """The picks of two drafts: by clause and topic, then by their words wherever they stand, then by likeness, then by topic."""
    pairs = paired(old, new, lambda pick: (pick.topic, pick.clause, pick.fills, pick.wording), _same_clause, lambda pick: pick.says.strip())
    texts = _Texts(old, new)
    texts.pair_alike(pairs)
    _pair_by_topic(old, new, pairs)
    removed = tuple(number for number in range(len(old)) if number not in pairs)
    taken = set(pairs.values())
    added = tuple(number for number in range(len(new)) if number not in taken)
    backwards = {after: before for before, after in pairs.items()}
    cut = _pieces(added, texts.new, texts.old, pairs)
    joined = _pieces(removed, texts.old, texts.new, backwards)
    return Alignment(tuple(sorted(pairs.items(), key=lambda pair: pair[1])), removed, added, cut, joined)


def _same_clause(pick: Chosen) -> Hashable:
    return (pick.topic, pick.clause) if pick.clause else None


class _Texts:
    """The runs of words of picks, each made when it is first asked for."""

    def __init__(self, old: Sequence[Chosen], new: Sequence[Chosen]) -> None:
        self.old = _Runs(old)
        self.new = _Runs(new)

    def pair_alike(self, pairs: dict[int, int]) -> None:
        """Pair what is alike, in a topic before topics, likest first. Two alternatives of the library are no pair, however alike."""
        taken = set(pairs.values())
        left = [number for number in range(len(self.old.picks)) if number not in pairs]
        rest = [number for number in range(len(self.new.picks)) if number not in taken]
        found = []
        for after, before in _meetings(rest, self.new, left, self.old):
            one, other = self.old.picks[before], self.new.picks[after]
            score = likeness(self.old.of(before), self.new.of(after))
            if score >= LIKE and not (one.clause and other.clause and one.clause != other.clause and one.topic == other.topic):
                found.append((one.topic != other.topic, -score, before, after))
        for _, _, before, after in sorted(found):
            if before not in pairs and after not in taken:
                pairs[before] = after
                taken.add(after)


class _Runs:
    def __init__(self, picks: Sequence[Chosen]) -> None:
        self.picks = picks
        self._known: dict[int, frozenset[tuple[str, ...]]] = {}

    def of(self, number: int) -> frozenset[tuple[str, ...]]:
        if number not in self._known:
            self._known[number] = runs(self.picks[number].says)
        return self._known[number]


def _meetings(numbers: Iterable[int], texts: _Runs, others: Iterable[int], other_texts: _Runs) -> Iterable[tuple[int, int]]:
    """Which texts share a run of words that is not common."""
    numbers = list(numbers)
    if not numbers:
        return []
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for other in others:
        for run in other_texts.of(other):
            holders[run].append(other)
    met = {
        (number, other)
        for number in numbers
        for run in texts.of(number)
        if (found := holders.get(run)) and len(found) <= COMMON
        for other in found
    }
    return sorted(met)


def _pair_by_topic(old: Sequence[Chosen], new: Sequence[Chosen], pairs: dict[int, int]) -> None:
    """In a topic which is settled by one alternative or another, what is gone was replaced by what is new, in order."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    taken = set(pairs.values())
    for number, pick in enumerate(old):
        if number not in pairs and pick.topic not in LISTS:
            waiting[pick.topic].append(number)
    for number, pick in enumerate(new):
        if number not in taken and waiting.get(pick.topic):
            pairs[waiting[pick.topic].popleft()] = number


def _pieces(left: Iterable[int], texts: _Runs, wholes: _Runs, pairs: dict[int, int]) -> dict[int, int]:
    """Which entries that have no partner stood in a whole of the other list, whose own partner holds them no more."""
    found: dict[int, tuple[float, int]] = {}
    for number, whole in _meetings(left, texts, pairs, wholes):
        piece = texts.of(number)
        contained = len(piece & wholes.of(whole)) / len(piece)
        kept = len(piece & texts.of(pairs[whole])) / len(piece)
        if contained >= CONTAINED and kept < contained / 2:
            found[number] = max(found.get(number, (0.0, 0)), (contained, whole))
    return {number: whole for number, (_, whole) in found.items()}
