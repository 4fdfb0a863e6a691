"""Examine topics as a whole: a template places each, one alternative is preferred, and no two say nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from paraph.library import Clause
from paraph.library_schema import AREAS, PREAMBLE
from paraph.problems import Place, Problem, nearest

ALIKE = 0.9
"""The share of words in a row from which on two alternatives are near-duplicates."""
ENOUGH = 20
"""How many words it takes for that to tell something: shorter texts are duplicates only when they are equal."""

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


class _Text(NamedTuple):
    clause: Clause
    words: tuple[str, ...]
    counted: frozenset[tuple[str, int]]
    """Each word with how often it stood before, so that sets of them meet as often as the words do."""


def near_duplicates(alternatives: Iterable[Clause]) -> list[Problem]:
    """A warning for each alternative which differs in very little from one above it in the alphabet.

    Alternatives of which one names the other in its relations are known to be two.
    """
    texts = [_text(clause) for clause in alternatives]
    spread = Counter(word for text in texts for word in text.counted)
    seen = _Seen(spread)
    problems: list[Problem] = []
    for text in texts:
        other = seen.like(text)
        if other is None:
            seen.add(text)
            continue
        one, first = text.clause, other.clause
        what = "says the same as" if text.words == other.words else "differs in very little from"
        hint = f"keep one, with a fill for what differs; when they are meant to be two, write excludes: [{first.id}]"
        problems.append(Problem(one.wording.place, f'"{one.id}" {what} "{first.id}"', "near-duplicate", hint, "warning"))
    return problems


def _text(clause: Clause) -> _Text:
    words = tuple(_WORD.findall(clause.wording.text))
    met: Counter[str] = Counter()
    counted = []
    for word in words:
        counted.append((word, met[word]))
        met[word] += 1
    return _Text(clause, words, frozenset(counted))


class _Seen:
    """Texts of a topic, found again by words which a text that is nearly the same has to have.

    Two texts which are alike have most words in common; so among the rarest words of each, as many as the other may
    lack and one more, at least one is the same (prefix filtering, as in Bayardo, Ma and Srikant 2007). Only texts
    which share such a word are compared, and first by their lengths and the words they share in any order.
    """

    def __init__(self, spread: Counter[tuple[str, int]]) -> None:
        self.spread = spread
        self.equal: dict[tuple[str, ...], _Text] = {}
        self.texts: list[_Text] = []
        self.by_word: dict[tuple[str, int], list[int]] = defaultdict(list)

    def add(self, text: _Text) -> None:
        self.equal.setdefault(text.words, text)
        if len(text.words) >= ENOUGH:
            for word in self._telling(text):
                self.by_word[word].append(len(self.texts))
            self.texts.append(text)

    def like(self, text: _Text) -> _Text | None:
        """A text above which is nearly the same."""
        equal = self.equal.get(text.words)
        if equal and not _known_apart(text.clause, equal.clause):
            return equal
        if len(text.words) < ENOUGH:
            return None
        met: set[int] = set()
        met.update(*(self.by_word.get(word, ()) for word in self._telling(text)))
        others = (self.texts[number] for number in sorted(met))
        return next((other for other in others if _alike(text, other) and not _known_apart(text.clause, other.clause)), None)

    def _telling(self, text: _Text) -> list[tuple[str, int]]:
        """The rarest words: as many as a text which is alike may lack, and one more."""
        shared = int(len(text.words) * ALIKE / (2 - ALIKE))  # the shortest text which can be alike has no more words
        return sorted(text.counted, key=lambda word: (self.spread[word], word))[: len(text.words) - shared + 1]


def _alike(one: _Text, other: _Text) -> bool:
    total = len(one.words) + len(other.words)
    if 2 * min(len(one.words), len(other.words)) <= ALIKE * total or 2 * len(one.counted & other.counted) <= ALIKE * total:
        return False
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio() > ALIKE


def _known_apart(one: Clause, other: Clause) -> bool:
    return any(second.id in named for first, second in ((one, other), (other, one)) for named in first.relations)
