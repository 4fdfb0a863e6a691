"""`preamble`: how recitals begin and end, and what ends the operative words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from paraph.records import NamedTuple
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import compiled
from paraph.rules.kinds.usual import usual
from paraph.rules.prose import Prose, Span, Unit

_END = re.compile(r"(?P<mark>[;,.:–—]?)(?P<and>\s+and)?,?$")
_FIRST = re.compile(r"[“\"(]?(?P<word>[^\W\d_][\w’'-]*)")
_CAPITALS = re.compile(r"[A-Z]{2,}(?:[ -][A-Z]{2,})*")
_SUBJECT = re.compile(r"The\b|Both\b|Each\b|It\b")


class Recital(NamedTuple):
    """A recital, its number among the units, the mark at its end, whether “and” follows, and where these stand."""

    number: int
    unit: Unit
    mark: str
    has_and: bool
    at: Span


def preamble(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """What `check` names.

    `ends`: recitals which end otherwise than most do. `and`: no “and” before the last, or one elsewhere. `operative`:
    no colon behind the operative words, which are known by `pattern` where nothing else says so. `twice`: two
    recitals which open with the same words. `capitals`: first words in capitals beside others which are not.
    `participle`: a recital which begins with another sort of word than the others, which begin with a participle or
    one of `adjectives`, after one of `adverbs` perhaps.
    """
    return _CHECKS[rule.data["check"]](rule, prose)


def _recitals(prose: Prose) -> list[Recital]:
    found = []
    for number, unit in prose.of("recital"):
        text = unit.text.rstrip()
        end = _END.search(text, max(0, len(text) - 10))
        mark = end["mark"] if end else ""
        start = end.start() if end and mark else text.rfind(" ") + 1
        found.append(Recital(number, unit, mark, bool(end and end["and"] and mark), Span(number, start, len(text))))
    return found


def _ends(rule: Rule, prose: Prose) -> Iterator[Finding]:
    recitals = _recitals(prose)
    main = usual(recital.mark for recital in recitals[:-1] if recital.mark in {";", ",", "."})
    for recital in recitals[:-1]:
        if main and recital.mark not in {main, ":", "–", "—"}:
            yield found_at(rule, prose, recital.at, main=main)
    for recital in recitals[-1:]:
        if recital.mark not in {main or ";", ";", ",", ":"}:
            yield found_at(rule, prose, recital.at, main=main or ";")


def _and(rule: Rule, prose: Prose) -> Iterator[Finding]:
    recitals = _recitals(prose)
    if len(recitals) < 2 or usual(recital.mark for recital in recitals[:-1]) != ";":
        return
    *earlier, before, _ = recitals
    if not before.has_and:
        yield found_at(rule, prose, before.at, where=before.unit.where)
    for recital in earlier if not all(recital.has_and for recital in recitals[:-1]) else ():
        if recital.has_and:
            yield found_at(rule, prose, recital.at, where=before.unit.where)


def _operative(rule: Rule, prose: Prose) -> Iterator[Finding]:
    lead = compiled(rule.data["pattern"])
    for number, unit in prose.of("operative", "opening"):
        text = unit.text.rstrip()
        if unit.sort == "opening" and not (number and prose.units[number - 1].sort == "recital" and lead.match(text)):
            continue
        if not text.endswith((":", "–", "—")) and not (text.endswith(".") and _SUBJECT.match(text)):
            yield found_at(rule, prose, Span(number, text.rfind(" ") + 1, len(text)))


# How they begin


def _opening(unit: Unit, adverbs: Iterable[str]) -> str:
    """The words with which a recital opens: those in capitals, or the first, with an adverb before it."""
    capitals = _CAPITALS.match(unit.text)
    if capitals:
        return capitals.group()
    words = unit.text.split()
    return " ".join(words[: 2 if words and words[0].lower() in adverbs else 1])


def _twice(rule: Rule, prose: Prose) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for number, unit in prose.of("recital"):
        opening = _opening(unit, rule.data["adverbs"])
        first = seen.setdefault(opening.lower(), unit.where)
        if first != unit.where and opening.lower() not in rule.data["left"]:
            yield found_at(rule, prose, Span(number, 0, len(opening)), first=first)


def _capitals(rule: Rule, prose: Prose) -> Iterator[Finding]:
    firsts = [(number, found["word"], found.span("word")) for number, unit in prose.of("recital") if (found := _FIRST.match(unit.text))]
    cases = [(number, word, at, _case(word)) for number, word, at in firsts if len(word) > 1]
    main = usual(case for *_, case in cases)
    for number, _, at, case in cases:
        if case != main:
            yield found_at(rule, prose, Span(number, *at), main=main)


def _case(word: str) -> str:
    return "capitals" if word.isupper() else "a capital" if word[0].isupper() else "small letters"


def _participle(rule: Rule, prose: Prose) -> Iterator[Finding]:
    adjectives, adverbs = frozenset(rule.data["adjectives"]), frozenset(rule.data["adverbs"])
    firsts = []
    for number, unit in prose.of("recital"):
        words = [(found.group(), found.start()) for found in re.finditer(r"[^\W\d_][\w’'-]*", unit.text[:80])]
        while words and words[0][0].lower() in adverbs:
            words = words[1:]
        if words:
            word, start = words[0]
            firsts.append((Span(number, start, start + len(word)), word.lower().endswith("ing") or word.lower() in adjectives))
    if sum(fits for _, fits in firsts) <= len(firsts) / 2 or len(firsts) < 3:
        return
    for at, fits in firsts:
        if not fits:
            yield found_at(rule, prose, at)


_CHECKS: dict[str, Callable[[Rule, Prose], Iterator[Finding]]] = {
    "ends": _ends,
    "and": _and,
    "operative": _operative,
    "twice": _twice,
    "capitals": _capitals,
    "participle": _participle,
}
