"""`signing`: what the testimonium says, held against the draft's signature data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from paraph.english import LANGUAGES, MONTHS, ordinal_words, words
from paraph.rules.definitions import any_of
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.prose import Prose, Span

_ORDINALS = {ordinal_words(number): number for number in range(1, 32)}
_NUMBERS = {words(number): number for number in range(100)}
_MONTH = rf"(?P<month>{any_of(tuple(MONTHS))})"
_DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>{any_of(tuple(_ORDINALS))})(?:\s+day)?\s+of\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t)\s+(?P<place>[A-Z][\w’'-]*(?:\s+(?:[Dd]e|[Uu]nd|[A-Z][\w’'-]*))*)")
_LANGUAGE = re.compile(
    rf"\b(?:{'|'.join(LANGUAGES.values())})\b(?! (?:[Ss]ide|[Pp]articipant|[Gg]overnment|[Mm]inist|[Aa]gency|[Ee]mbass))"
)
_ORIGINALS = re.compile(
    rf"\b(?P<number>{any_of(tuple(_NUMBERS))}|\d{{1,2}})(?:\s\(\w+\))?(?:\s(?:identical|signed|original|duplicate))?\s(?:originals?|copies)\b",
    re.IGNORECASE,
)


def signing(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """Findings of what `check` names, where the testimonium says otherwise than the draft; of other texts, none."""
    return _CHECKS[rule.data["check"]](rule, prose) if prose.facts.sides else ()


def _place(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """The first place, when the draft's stands nowhere."""
    place = prose.facts.place
    units = list(prose.of("testimonium"))
    if not place or any(place.casefold() in unit.text.casefold() for _, unit in units):
        return
    for number, unit in units:
        for found in _PLACE.finditer(unit.text):
            if not _LANGUAGE.match(found["place"]) and found["place"].split()[0] not in MONTHS:
                yield found_at(rule, prose, Span(number, *found.span("place")), place, place=place)
                return


def _date(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Dates of which none is the draft's."""
    given = prose.facts.date
    dates = list(_dates(prose)) if given else []
    if given and dates and all(day != given for _, day in dates):
        said = f"{given.day} {MONTHS[given.month - 1]} {given.year}"
        yield found_at(rule, prose, dates[0][0], date=said)


def _dates(prose: Prose) -> Iterator[tuple[Span, date | None]]:
    """The dates of the testimonium; `None` for one which no calendar has."""
    for number, unit in prose.of("testimonium"):
        for pattern in _DATES:
            for found in pattern.finditer(unit.text):
                yield Span(number, *found.span()), _day(found)


def _day(found: re.Match[str]) -> date | None:
    day = found["day"].lower().replace(" ", "-")
    number = int(day) if day.isdigit() else _ORDINALS[day]
    try:
        return date(int(found["year"]), MONTHS.index(found["month"].capitalize()) + 1, number)
    except ValueError:
        return None


def _originals(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """The number of originals, when it is not the draft's."""
    found = _counted(rule, prose)
    if found and prose.facts.originals and found[1] != prose.facts.originals:
        yield found_at(rule, prose, found[0], number=str(found[1]), given=words(prose.facts.originals))


def _copies(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Originals which cannot be shared out equally between the sides. A single one has a keeper."""
    found = _counted(rule, prose)
    sides = len(prose.facts.sides)
    if found and found[1] > 1 and found[1] % sides:
        yield found_at(rule, prose, found[0], number=words(found[1]), sides=words(sides))


def _counted(rule: Rule, prose: Prose) -> tuple[Span, int] | None:
    """The first number of originals which the testimonium says, in a word as “duplicate” or as a number."""
    counts: dict[str, int] = rule.data.get("counts", {})
    for number, unit in prose.of("testimonium"):
        for found in re.finditer(r"[a-z]+", unit.text):
            if found.group() in counts:
                return Span(number, *found.span()), counts[found.group()]
        written = _ORIGINALS.search(unit.text)
        if written:
            value = written["number"].lower()
            spelt = value.replace(" ", "-")
            return Span(number, *written.span()), int(value) if value.isdigit() else _NUMBERS[spelt]
    return None


def _languages(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Languages which only the testimonium or only the draft has."""
    given = [LANGUAGES[code] for code in prose.facts.languages if code in LANGUAGES]
    named = [
        (Span(number, *found.span()), found.group()) for number, unit in prose.of("testimonium") for found in _LANGUAGE.finditer(unit.text)
    ]
    if not named or len(given) != len(prose.facts.languages):
        return
    other = next((language for language in named if language[1] not in given), None)
    lacking = next((language for language in given if language not in {name for _, name in named}), "")
    if other or lacking:
        yield found_at(rule, prose, (other or named[0])[0], languages=" and ".join(given))


_CHECKS: dict[str, Callable[[Rule, Prose], Iterator[Finding]]] = {
    "place": _place,
    "date": _date,
    "originals": _originals,
    "copies": _copies,
    "languages": _languages,
}
