"""`numbers`: numbers in words and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from paraph.english import words
from paraph.records import NamedTuple
from paraph.rules.definitions import any_of
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import search
from paraph.rules.prose import Prose, Span

_VALUES = {words(number): number for number in range(1000)}
_VALUES |= {word.replace("-", " "): number for word, number in _VALUES.items()}
_IN_BRACKETS = re.compile(r"\((?P<figure>\d{1,3})\)")
_FIGURE_FIRST = re.compile(r"\d{1,3} \((?P<words>[A-Za-z-]{2,15}(?: [a-z-]{2,15}){0,3})\)")
_BEFORE = re.compile(r"(?:(?<![\w-])[A-Za-z-]{2,15} ){1,4}$")
_LARGE = re.compile(r"\b(?:thousand|million|billion)\b", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w.,/(-])(?P<at>{any_of(tuple(word for word, number in _VALUES.items() if 1 < number < 100))}|(?:[2-9]|[1-9]\d))"
    r"(?:\s(?!and\b|or\b|of\b)[a-z-]{2,15}){0,2}\s$",
    re.IGNORECASE,
)


class Both(NamedTuple):
    """A number in words and in figures."""

    span: Span
    words: int
    figure: int
    words_first: bool


def numbers(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """Findings of what `check` names: words and figures that disagree, a number without figures, two orders of them."""
    return _CHECKS[rule.data["check"]](rule, prose)


def _both(rule: Rule, prose: Prose) -> list[Both]:
    """The numbers which are written twice, in reading order."""
    return sorted((*_words_first(rule, prose), *_figure_first(rule, prose)))


def _words_first(rule: Rule, prose: Prose) -> Iterator[Both]:
    for found in search(rule, prose, _IN_BRACKETS):
        text = prose.units[found.span.unit].text
        before = _BEFORE.search(text[max(0, found.span.start - 64) : found.span.start])
        if before is None or _LARGE.search(before.group()):
            continue
        spelt = before.group().split()
        for n in range(len(spelt)):
            written = " ".join(spelt[n:])
            if written.lower() in _VALUES:
                start = found.span.start - len(written) - 1
                yield Both(found.span._replace(start=start), _VALUES[written.lower()], int(found.match["figure"]), words_first=True)
                break


def _figure_first(rule: Rule, prose: Prose) -> Iterator[Both]:
    for found in search(rule, prose, _FIGURE_FIRST):
        before = prose.text[found.match.start() - 1 : found.match.start()]
        value = _VALUES.get(found.match["words"].lower())
        if value is not None and not (before.isalnum() or before in tuple(".,/-")):
            yield Both(found.span, value, int(found.match.group().split()[0]), words_first=False)


def _disagree(rule: Rule, prose: Prose) -> Iterator[Finding]:
    for both in _both(rule, prose):
        if both.words != both.figure:
            yield found_at(rule, prose, both.span, words=words(both.words), figure=str(both.figure))


def _order(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """The order which is less frequent; where both are as frequent, the later one."""
    every = _both(rule, prose)
    usual = _is_words_first(every)
    for both in every:
        if both.words_first != usual and both.words == both.figure:
            yield found_at(rule, prose, both.span, _written(both.figure, usual))


def _figure(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Numbers of what the rule's `nouns` count which are written once, in a text which mostly writes them twice."""
    every = _both(rule, prose)
    if not every:
        return
    bare = list(_once(rule, prose))
    usual = _is_words_first(every)
    for span in bare if len(bare) <= len(every) else ():
        number = _text(prose, span).lower()
        value = int(number) if number.isdigit() else _VALUES[number]
        yield found_at(rule, prose, span, _written(value, usual), usual=_text(prose, every[0].span))


def _once(rule: Rule, prose: Prose) -> Iterator[Span]:
    """The numbers before what is counted."""
    for found in search(rule, prose, _nouns(tuple(rule.data["nouns"]))):
        start, text = found.span.start, prose.units[found.span.unit].text
        offset = max(0, start - 48)
        before = _BARE.search(text[offset:start])
        if before:
            yield Span(found.span.unit, offset + before.start("at"), offset + before.end("at"))


def _is_words_first(every: list[Both]) -> bool:
    first = sum(both.words_first for both in every)
    return first * 2 > len(every) or (first * 2 == len(every) and bool(every) and every[0].words_first)


def _written(value: int, words_first: bool) -> str:
    return f"{words(value)} ({value})" if words_first else f"{value} ({words(value)})"


def _text(prose: Prose, span: Span) -> str:
    return prose.units[span.unit].text[span.start : span.end]


@lru_cache(maxsize=50)
def _nouns(nouns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{any_of(nouns)}(?!\w)")


_CHECKS: dict[str, Callable[[Rule, Prose], Iterator[Finding]]] = {"disagree": _disagree, "order": _order, "figure": _figure}
