"""`order`: the sides are named in one order, and in one way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.prose import Prose, Span
from paraph.rules.sides import Mention, mention, named, sides, takes_article

_Line = tuple[int, Mention]
_SUBJECT = re.compile(r"\b(?:on|concerning|regarding|about|in the field)\b")
"""What begins the part of a title which says what it is about."""


def order(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """Findings of what `check` names: sides in another order, a title of another order, an article before some names only."""
    return _CHECKS[rule.data["check"]](rule, prose) if sides(prose) else ()


def _sides(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """The first line of a list, or of the signatures, which names a side out of its turn."""
    called = sides(prose)
    for lines in (*_lists(prose), _signatures(prose)):
        turns = list(dict.fromkeys(line[1].side for line in lines))
        states = [called[turn].state.casefold() for turn in turns]
        if len(turns) < 2 or turns == sorted(turns) or (len(called) > 2 and states == sorted(states)):
            continue
        before = max(turn for n, turn in enumerate(turns) if any(later < turn for later in turns[n:]))
        number, line = next(line for line in lines if line[1].side == before)
        behind = next(turn for turn in turns[turns.index(before) :] if turn < before)
        span = Span(number, line.start, line.end)
        yield found_at(rule, prose, span, first=called[before].state, second=called[behind].state)


def _lists(prose: Prose) -> Iterator[list[_Line]]:
    """The lines of each list which begin with a side."""
    for items in prose.lists():
        yield [(number, found) for number in items if (found := mention(prose, prose.units[number].text))]


def _signatures(prose: Prose) -> list[_Line]:
    units = prose.of("signature")
    return [(number, found) for number, unit in units if (found := mention(prose, unit.text)) and found.by_name]


def _title(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """The opening, when the title names its sides in another order."""
    title = _SUBJECT.split(" ".join(unit.text for _, unit in prose.of("title")).casefold().partition("between ")[2], maxsplit=1)[0]
    called = sides(prose)
    places = [title.find(side.state.casefold()) for side in called]
    opening = next(prose.of("opening"), None)
    found = named(prose, opening[1].text) if opening else None
    if not opening or not found or min(places) < 0 or places == sorted(places):
        return
    first = called[places.index(min(places))].state
    yield found_at(rule, prose, Span(opening[0], found.start, found.end), first=called[found.side].state, second=first)


def _article(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Names with “the” in a list in which others, which take it as well, stand without."""
    for items in prose.lists():
        lines = [(number, found) for number in items if (found := named(prose, prose.units[number].text))]
        lines = [(number, found) for number, found in lines if takes_article(prose, _name(prose, number, found))]
        articles = [line.article for _, line in lines]
        if True not in articles or False not in articles:
            continue
        few = articles.count(True) <= articles.count(False)
        for number, line in lines:
            if line.article == few:
                start = line.start - (4 if few else 0)
                yield found_at(rule, prose, Span(number, start, line.end))


def _name(prose: Prose, number: int, line: Mention) -> str:
    return prose.units[number].text[line.start : line.end]


_CHECKS: dict[str, Callable[[Rule, Prose], Iterator[Finding]]] = {"sides": _sides, "title": _title, "article": _article}
