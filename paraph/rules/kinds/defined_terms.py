"""`defined-terms`: what a text defines, and whether it keeps to that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from paraph.rules.definitions import (
    Definition,
    any_of,
    definitions,
    forms,
    instrument_definition,
    instrument_term,
    is_acronym,
    is_whole,
    side_terms,
)
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import Found, compiled, search
from paraph.rules.prose import BODY, Prose


def defined_terms(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """Findings of what `check` names, about the terms which the text itself defines.

    In expressions of the rule, `{term}` stands for the terms at hand.
    """
    return _CHECKS[rule.data["check"]](rule, prose)


def _undefined(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Short forms of instruments which are not the text's own, and full names which its title does not have."""
    term = instrument_term(prose)
    known = {form for definition in definitions(prose) for form in forms(definition.term)}
    for found in search(rule, prose, compiled(rule.data["pattern"])) if term else ():
        if found.match["at"] not in {term, *known}:
            yield found_at(rule, prose, found.span, term, term=term)
    name = prose.facts.instrument[0] or _name_in_title(rule, prose)
    for found in search(rule, prose, compiled(rule.data["names"])) if name else ():
        if found.match["at"].casefold() not in name.casefold():
            yield found_at(rule, prose, found.span, name, term=name)


def _name_in_title(rule: Rule, prose: Prose) -> str:
    """What the title calls the instrument, if that is one of the names which the rule knows."""
    title = " ".join(unit.text for _, unit in prose.of("title"))
    name = re.search(rule.data["title-names"], title, re.IGNORECASE)
    return name.group().title().replace(" Of ", " of ") if name else ""


def _acronym(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """The first use of each acronym which nothing defines and not everyone knows."""
    if not is_whole(prose):
        return
    seen = {form for definition in definitions(prose) for form in forms(definition.term)} | set(rule.data["known"])
    for found in search(rule, prose, compiled(rule.data["pattern"])):
        word = found.match["at"]
        if not seen.intersection((word, word.removesuffix("s"))):
            seen.add(word)
            yield found_at(rule, prose, found.span)


def _unused(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Terms which stand nowhere but in their definition. A term is used as well through a longer or shorter one."""
    known, folded = frozenset(rule.data.get("known", ())), prose.text.lower()
    for made in _made_together(prose) if is_whole(prose) else ():
        terms = {form for definition in made for form in forms(definition.term)}
        terms |= {form for term in tuple(terms) for form in _last_words(prose, term)}
        wholes = [definition.whole for definition in made]
        text = prose.text if any(is_acronym(term) for term in terms) else folded
        if not any(_is_used(text, term if text is prose.text else term.lower(), wholes) for term in terms):
            definition = made[0]
            if definition.term not in known and (definition.how != "acronym" or definition.fits):
                yield found_at(rule, prose, prose.span(definition.start, definition.end), term=definition.term)


def _made_together(prose: Prose) -> list[list[Definition]]:
    """Definitions of one bracket, as of “Participant” and “Participants”, are judged as one."""
    groups: dict[tuple[int, int] | str, list[Definition]] = {}
    for definition in definitions(prose):
        words = prose.text[slice(*definition.whole)]
        groups.setdefault(definition.whole if "individually" in words else definition.term, []).append(definition)
    return list(groups.values())


def _last_words(prose: Prose, term: str) -> tuple[str, ...]:
    """The “Japanese Side” is used wherever a “Side” is, when that is a term too."""
    last = term.rpartition(" ")[2]
    return (last,) if last != term and last in side_terms(prose) else ()


def _is_used(text: str, term: str, wholes: list[tuple[int, int]]) -> bool:
    """Whether a term stands as a word outside of some definitions."""
    start = text.find(term)
    while start >= 0:
        end = start + len(term)
        is_whole_word = not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()
        if is_whole_word and not any(first <= start < last for first, last in wholes):
            return True
        start = text.find(term, end)
    return False


def _lower_case(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Terms without their capital, where nothing but the term can be meant."""
    sides, instrument = side_terms(prose), instrument_term(prose)
    others = [definition.term for definition in definitions(prose) if " " in definition.term and _has_capitals(definition.term)]
    for name, terms in (("sides", sides), ("instrument", _not_acronym(instrument)), ("others", tuple(others))):
        for found, pattern in _of_terms(rule, prose, name, tuple(term.lower() for term in terms if term != term.lower())):
            small = pattern["at"]
            term = next((term for term in terms if term.lower() == small.lower()), small)
            if small != term:
                yield found_at(rule, prose, found.span, term, term=term)


def _has_capitals(term: str) -> bool:
    return all(word[:1].isupper() for word in term.split() if len(word) > 3)


def _not_acronym(term: str) -> tuple[str, ...]:
    return (term,) if term and not is_acronym(term) else ()


def _of_terms(rule: Rule, prose: Prose, name: str, terms: tuple[str, ...]) -> Iterator[tuple[Found, re.Match[str]]]:
    """Where the rule's expressions of a name stand, with some terms in them."""
    for pattern in rule.data.get(name, ()) if terms else ():
        for found in search(rule, prose, compiled(pattern.replace("{term}", any_of(terms)))):
            yield found, found.match


def _two_terms(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Other words for the sides than the one which is defined."""
    own = side_terms(prose)
    defined = {word for definition in definitions(prose) for form in forms(definition.term) for word in form.split()}
    others = tuple(word for word in rule.data["terms"] if word not in own and word not in defined)
    for found, match in _of_terms(rule, prose, "sides", others) if own else ():
        plural = match["at"].endswith("s")
        term = next((term for term in own if term.endswith("s") == plural), own[0])
        yield found_at(rule, prose, found.span, term, term=term)


def _wrong_noun(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """The short form of the instrument behind words whose short form it is not."""
    definition = instrument_definition(prose)
    if definition and not definition.fits:
        noun = " ".join(definition.noun.split()[-2:])
        yield found_at(rule, prose, prose.span(definition.start, definition.end), term=definition.term, noun=noun)


def _article(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """A term in the singular with nothing before it that says which one."""
    sides = tuple(term for term in side_terms(prose) if not term.endswith("s"))
    instrument = instrument_term(prose)
    for name, terms in (("instrument", (instrument,) if instrument else ()), ("sides", sides)):
        for found, match in _of_terms(rule, prose, name, terms):
            unit = prose.units[found.span.unit]
            if unit.sort not in BODY or unit.sort == "cell":
                continue
            begins = match.start("at") == match.start() or match["at"] == match.group().lstrip(" .;:!?\n")
            replacement = f"{'This' if begins else 'this'} {match['at']}" if name == "instrument" else None
            yield found_at(rule, prose, found.span, replacement, term=match["at"])


_CHECKS: dict[str, Callable[[Rule, Prose], Iterator[Finding]]] = {
    "undefined": _undefined,
    "acronym": _acronym,
    "unused": _unused,
    "lower-case": _lower_case,
    "two-terms": _two_terms,
    "wrong-noun": _wrong_noun,
    "article": _article,
}
