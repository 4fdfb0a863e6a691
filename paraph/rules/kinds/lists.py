"""`lists`: how the items of a list begin and end, and how they follow from what leads into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from paraph.records import NamedTuple
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import compiled
from paraph.rules.kinds.usual import usual
from paraph.rules.prose import Prose, Span, Unit

_END = re.compile(r"(?:(?P<mark>[;,.:])|(?P<other>[”\"’'!?…–—]|\.[”\"’')\]]))?(?:\s+(?P<conjunction>and/or|and|or|but|as well as))?$")
_FIRST = re.compile(r"(?P<word>[^\W\d_][\w’'-]*)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_DASHES = "-–—•*"


class Entry(NamedTuple):
    """An item of a list: its unit, and the unit with which it ends, which may be an item of a list inside it."""

    unit: int
    last: int


class Listed(NamedTuple):
    """A list: its items, and whether the sentence goes on behind it."""

    entries: tuple[Entry, ...]
    goes_on: bool


def lists(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """What `check` names, for each list of the text.

    `ends`: items which end otherwise than the others, and a last one without a full stop. `unmarked`: a list none
    of whose items has a mark at its end. `conjunction`: no “and” before the last item. `capitals`: items with a
    capital beside items without. `sentences`: sentences inside items which end in semicolons. `parallel`: items
    which begin with one of `nouns` beside items which begin with one of `verbs`. `lead-in`: no colon before a list.
    """
    check = _CHECKS[rule.data["check"]]
    left = rule.data.get("topics-left", ())
    for listed in _lists(prose):
        if prose.units[listed.entries[0].unit].topic not in left:
            yield from check(rule, prose, listed)


def _lists(prose: Prose) -> Iterator[Listed]:
    """The lists of a text, inner ones before the one which holds them."""
    open_: dict[int, list[Entry]] = {}
    for number, unit in enumerate(prose.units):
        level = unit.level if unit.sort == "item" else 0
        if level and not unit.mark and level in open_:
            open_[level][-1] = open_[level][-1]._replace(last=number)
            continue
        for deeper in sorted((known for known in open_ if known > level), reverse=True):
            goes_on = not level and unit.sort == "paragraph" and unit.text[:1].islower()
            yield Listed(tuple(open_.pop(deeper)), goes_on)
        for outer, entries in open_.items():
            if outer < level:
                entries[-1] = entries[-1]._replace(last=number)
        if level:
            open_.setdefault(level, []).append(Entry(number, number))
    for deeper in sorted(open_, reverse=True):
        yield Listed(tuple(open_[deeper]), goes_on=False)


# How items end


class End(NamedTuple):
    """How an item ends: its mark, or none; a letter for one which says nothing of the list."""

    mark: str
    conjunction: str
    span: Span


def _end(prose: Prose, number: int) -> End:
    text = prose.units[number].text.rstrip()
    found = _END.search(text, max(0, len(text) - 20))
    mark = (found["mark"] or ("?" if found["other"] else "")) if found else ""
    conjunction = (found["conjunction"] or "") if found else ""
    if conjunction and not mark:
        return End("", "", Span(number, _word(text), len(text)))
    start = found.start() if found and found.group() else _word(text)
    return End("?" if mark == ":" else mark, conjunction, Span(number, start, len(text)))


def _word(text: str) -> int:
    """Where the last word begins."""
    return text.rfind(" ") + 1


def _house(prose: Prose, listed: Listed) -> str:
    """How the items before the last end: with a mark when half of them have one; `?` when nothing tells.

    Of two marks which are as frequent, the one before “and” is the list's.
    """
    ends = [end for entry in listed.entries[:-1] if (end := _end(prose, entry.last)).mark != "?"]
    marked = [end.mark for end in sorted(ends, key=lambda end: not end.conjunction) if end.mark]
    return usual(marked if len(marked) * 2 >= len(ends) else (end.mark for end in ends)) if ends else "?"


def _ends(rule: Rule, prose: Prose, listed: Listed) -> Iterator[Finding]:
    house = _house(prose, listed)
    if house not in {";", ",", "."}:
        return
    for entry in listed.entries[:-1]:
        end = _end(prose, entry.last)
        if end.mark not in {house, "?"}:
            yield found_at(rule, prose, end.span, main=house)
    last = _end(prose, listed.entries[-1].last)
    inner = prose.units[listed.entries[0].unit].level > 1
    if last.mark not in {".", "?"} and not listed.goes_on and not inner:
        yield found_at(rule, prose, last.span, main=".")


def _unmarked(rule: Rule, prose: Prose, listed: Listed) -> Iterator[Finding]:
    ends = [_end(prose, entry.last) for entry in listed.entries]
    if len(ends) > 1 and all(end.mark == "" for end in ends) and not listed.goes_on:
        yield found_at(rule, prose, ends[0].span)


def _conjunction(rule: Rule, prose: Prose, listed: Listed) -> Iterator[Finding]:
    if len(listed.entries) < 2 or _house(prose, listed) not in {";", ","}:
        return
    before, last = listed.entries[-2:]
    end = _end(prose, before.last)
    begins = prose.units[last.unit].text.lower().startswith(("and ", "or "))
    if end.mark in {";", ","} and not end.conjunction and not begins and not listed.goes_on:
        yield found_at(rule, prose, end.span)


# How items begin


def _first(unit: Unit) -> tuple[str, Span | None]:
    found = _FIRST.match(unit.text)
    return (found["word"], Span(0, *found.span("word"))) if found else ("", None)


def _capitals(rule: Rule, prose: Prose, listed: Listed) -> Iterator[Finding]:
    firsts = [(entry.unit, *_first(prose.units[entry.unit])) for entry in listed.entries]
    plain = [(number, word, at) for number, word, at in firsts if at and (word.islower() or word.istitle())]
    main = usual("small" if word.islower() else "capital" for _, word, _ in plain)
    if len({word.islower() for _, word, _ in plain}) < 2:
        return
    names = set(_NAME.findall(prose.text))
    for number, word, at in plain:
        if word.islower() is (main == "capital") and word not in names and at:
            instead = word.capitalize() if word.islower() else word.lower()
            yield found_at(rule, prose, at._replace(unit=number), instead, main=main)


def _sentences(rule: Rule, prose: Prose, listed: Listed) -> Iterator[Finding]:
    if _house(prose, listed) not in {";", ","}:
        return
    for entry in listed.entries:
        found = compiled(rule.data["pattern"]).search(prose.units[entry.unit].text)
        if found:
            yield found_at(rule, prose, Span(entry.unit, *found.span("at")))


def _parallel(rule: Rule, prose: Prose, listed: Listed) -> Iterator[Finding]:
    verbs, nouns = frozenset(rule.data["verbs"]), frozenset(rule.data["nouns"])
    firsts = [(entry.unit, *_first(prose.units[entry.unit])) for entry in listed.entries]
    model = [word for _, word, _ in firsts if word.lower() in verbs]
    if len(model) * 2 <= len(firsts) or len(model) < 2:
        return
    for number, word, at in firsts:
        if at and word.lower() in nouns:
            yield found_at(rule, prose, at._replace(unit=number), model=model[0])


def _lead_in(rule: Rule, prose: Prose, listed: Listed) -> Iterator[Finding]:
    first = listed.entries[0].unit
    lead = prose.units[first - 1] if first else None
    if len(listed.entries) < 2 or lead is None or lead.sort not in {"paragraph", "item", "opening"}:
        return
    if lead.section != prose.units[first].section or lead.text.rstrip().endswith((":", ":”", "–", "—", "-")):
        return
    sentences = _house(prose, listed) == "." and not _first(prose.units[first])[0].islower()
    if not sentences or not lead.text.rstrip().endswith("."):
        text = lead.text.rstrip()
        yield found_at(rule, prose, Span(first - 1, _word(text), len(text)))


_CHECKS: dict[str, Callable[[Rule, Prose, Listed], Iterator[Finding]]] = {
    "ends": _ends,
    "unmarked": _unmarked,
    "conjunction": _conjunction,
    "capitals": _capitals,
    "sentences": _sentences,
    "parallel": _parallel,
    "lead-in": _lead_in,
}
