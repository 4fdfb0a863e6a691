"""Examine topics as a whole: a template places each, one alternative is preferred, and no two say nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from paraph.library import Clause
from paraph.library_schema import AREAS, PREAMBLE
from paraph.problems import Place, Problem, nearest
from paraph.records import NamedTuple

ALIKE = 0.9
"""The share of words in a row from which on two alternatives are near-duplicates."""
ENOUGH = 20
"""How many words it takes for that to tell something: shorter texts are duplicates only when they are equal."""

COMPARED = 50
"""With how many others a text is compared at the most."""

_WORD = re.compile(r"\w+")


def examine_topics(clauses: Iterable[Clause], placed: set[str]) -> list[Problem]:
    """What is odd in topics; `placed` are those for which a template or another clause has a place.

    The rules are `unplaced-topic`, `no-preferred` and `near-duplicate`, as warnings, and `no-guidance` as a note.
    """
    topics: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if clause.status != "retired":
            topics[clause.topic].append(clause)
    problems: list[Problem] = []
    for topic, alternatives in topics.items():
        if topic not in placed:
            problems.append(_unplaced(topic, alternatives[0], placed))
        if topic not in (AREAS, PREAMBLE):  # of these a draft picks many, and none is preferred
            problems += _none_preferred(alternatives)
        problems += _unguided(alternatives)
        problems += near_duplicates(alternatives)
    return problems


def _unplaced(topic: str, first: Clause, placed: set[str]) -> Problem:
    hint = nearest(topic, placed) or "add it to a section in a template's outline, or move its clauses to another topic"
    return Problem(_top(first), f'no template has a place for the topic "{topic}"', "unplaced-topic", hint, "warning")


def _none_preferred(alternatives: Sequence[Clause]) -> list[Problem]:
    if len(alternatives) == 1 or any(clause.rank == "preferred" for clause in alternatives):
        return []
    first = alternatives[0]
    message = f'of {len(alternatives)} alternatives for "{first.topic}" none is preferred'
    return [Problem(first.data.place(("rank",)), message, "no-preferred", "set rank: preferred in one of them", "warning")]


def _unguided(alternatives: Iterable[Clause]) -> Iterator[Problem]:
    for clause in alternatives:
        guidance = clause.guidance or clause.topic in (AREAS, PREAMBLE)
        missing = [name for name, given in (("guidance", guidance), ("source", clause.source)) if not given]
        if missing:
            hint = "guidance: when to use it, and what the other side may ask for; source: where it was seen"
            yield Problem(_top(clause), f"the clause has no {' and no '.join(missing)}", "no-guidance", hint, "note")


def _top(clause: Clause) -> Place:
    return Place(clause.data.source.path, 1, 1)


# Near-duplicates


Counted = tuple[str, int]


class _Text(NamedTuple):
    clause: Clause
    words: tuple[str, ...]
    counted: frozenset[Counted]
    """Each word with how often it stood before, so that sets of them meet as often as the words do."""
    pairs: frozenset[Counted]
    """Two words in a row likewise."""


def near_duplicates(alternatives: Iterable[Clause]) -> list[Problem]:
    """A warning for each alternative which differs in very little from one above it in the alphabet.

    Alternatives of which one names the other in its relations are known to be two.
    """
    texts = [_text(clause) for clause in alternatives]
    spread = Counter(pair for text in texts for pair in text.pairs)
    seen = _Seen(spread)
    problems: list[Problem] = []
    for text in texts:
        telling = seen.telling(text)
        other = seen.like(text, telling)
        if other is None:
            seen.add(text, telling)
            continue
        one, first = text.clause, other.clause
        what = "says the same as" if text.words == other.words else "differs in very little from"
        hint = f"keep one, with a fill for what differs; when they are meant to be two, write excludes: [{first.id}]"
        problems.append(Problem(one.wording.place, f'"{one.id}" {what} "{first.id}"', "near-duplicate", hint, "warning"))
    return problems


def _text(clause: Clause) -> _Text:
    words = tuple(_WORD.findall(clause.wording.text))
    return _Text(clause, words, _counted(words), _counted(map(" ".join, pairwise(words))))


def _counted(words: Iterable[str]) -> frozenset[Counted]:
    met: Counter[str] = Counter()
    counted = []
    for word in words:
        counted.append((word, met[word]))
        met[word] += 1
    return frozenset(counted)


class _Seen:
    """Texts of a topic, found again by pairs of words which a text that is nearly the same has to have.

    Two texts which are alike have most pairs of words in common; so among the rarest pairs of each, as many as the
    other may lack and one more, at least one is the same (prefix filtering, as in Bayardo, Ma and Srikant 2007). Only
    texts which share such a pair are compared, and first by their lengths and the words they share in any order. Where
    very many share one, only `COMPARED` of them are, those which share the most: a topic of thousands which all have most
    words in common would otherwise take a minute.
    """

    def __init__(self, spread: Counter[Counted]) -> None:
        self.spread = spread
        self.equal: dict[tuple[str, ...], _Text] = {}
        self.texts: list[_Text] = []
        self.by_pair: dict[Counted, list[int]] = defaultdict(list)

    def add(self, text: _Text, telling: Sequence[Counted]) -> None:
        self.equal.setdefault(text.words, text)
        for pair in telling:
            self.by_pair[pair].append(len(self.texts))
        self.texts.append(text)

    def like(self, text: _Text, telling: Sequence[Counted]) -> _Text | None:
        """A text above which is nearly the same."""
        equal = self.equal.get(text.words)
        if equal and not _known_apart(text.clause, equal.clause):
            return equal
        met: Counter[int] = Counter()
        for pair in telling:
            if pair in self.by_pair:
                met.update(self.by_pair[pair][:COMPARED])
        others = (self.texts[number] for number in sorted(number for number, _ in met.most_common(COMPARED)))
        return next((other for other in others if _alike(text, other) and not _known_apart(text.clause, other.clause)), None)

    def telling(self, text: _Text) -> list[Counted]:
        """The rarest pairs: as many as a text which is alike may lack, and one more; none of a short text.

        A word which the other lacks breaks two pairs, and one which it has besides breaks one: the most are broken when
        the other is the shortest which can be alike.
        """
        if len(text.words) < ENOUGH:
            return []
        shortest = len(text.words) * ALIKE / (2 - ALIKE)
        broken = int((2 - 1.5 * ALIKE) * len(text.words) - (1.5 * ALIKE - 1) * shortest)
        return sorted(text.pairs, key=lambda pair: (self.spread[pair], pair))[: broken + 1]


def _alike(one: _Text, other: _Text) -> bool:
    total = len(one.words) + len(other.words)
    if 2 * min(len(one.words), len(other.words)) <= ALIKE * total or 2 * len(one.counted & other.counted) <= ALIKE * total:
        return False
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio() > ALIKE


def _known_apart(one: Clause, other: Clause) -> bool:
    return any(second.id in named for first, second in ((one, other), (other, one)) for named in first.relations)
