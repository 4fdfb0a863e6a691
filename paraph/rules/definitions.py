"""What a text defines: terms in quotation marks, short forms in brackets, acronyms behind the words whose initials they have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from paraph.records import NamedTuple
from paraph.rules.prose import BODY, Prose

How = Literal["named", "acronym", "meaning"]


class Definition(NamedTuple):
    """A term, where it stands in the text and what defines it. `whole` are the words which make the definition."""

    term: str
    start: int
    end: int
    whole: tuple[int, int]
    how: How
    noun: str
    """The words of its unit which stand before the definition."""
    fits: bool
    """Whether an acronym has the initials of the words before it; of other terms, that they stand there."""


_SMALL = (
    r"(?:hereinafter|hereinbefore|hereafter|herein|also|referred|to|as|called|known|individually|collectively|jointly|severally|"
    r"singly|each|together|an|a|the|and|or|in|short|below|respectively|abbreviated|for|both|simply|of|them|it|is|are)\b"
)
_QUOTED = r"[“„«\"][^“”„«»\"\n]{1,80}[”“»\"]"
_TERMS = rf"{_QUOTED}(?:,?(?:\s*{_SMALL},?){{0,12}}\s*{_QUOTED}){{0,4}}"
_IN_BRACKETS = re.compile(rf"\((?:\s*{_SMALL},?){{0,16}}\s*(?P<terms>{_TERMS})\s*\)")
_HEREINAFTER = re.compile(rf"here(?:in)?after\b(?:,?\s*{_SMALL},?){{0,16}}\s*(?P<terms>{_TERMS})")
_UNQUOTED = re.compile(
    rf"here(?:in)?after\b(?:,?\s*{_SMALL},?){{0,16}}\s+(?P<terms>[A-Z][\w-]*(?:\s+[A-Z][\w-]*){{0,4}}(?:\s+of\s+[A-Z][\w-]*)?)\s*[),;:.]"
)
_ACRONYM = re.compile(r"\((?P<terms>[A-Z][A-Za-z]{0,4}[A-Z][A-Za-z]{0,5})\)")
_MEANING = re.compile(
    rf"(?P<terms>{_QUOTED}(?:,?\s+(?:and|or)\s+{_QUOTED})?)\s+(?:will\s+|shall\s+)?"
    r"(?:means?\b|refers?\s+to|ha(?:s|ve)\s+the\s+(?:same\s+)?meaning|is\s+understood|are\s+understood|denotes?\b|stands?\s+for|is\s+used\s+for)"
)
_ENTRY = re.compile(r"(?P<term>[A-Z][\w’' -]{1,40}?)\s*(?::|\s[–—-]\s)")
_MEANINGS = re.compile(r"\b(?:meanings?|definitions?|defined)\b", re.IGNORECASE)
_TERM = re.compile(_QUOTED)
_ARTICLE = re.compile(r"(?:the|a|an|this|both|each)\s+", re.IGNORECASE)
_PATTERNS: tuple[tuple[re.Pattern[str], How], ...] = (
    (_IN_BRACKETS, "named"), (_HEREINAFTER, "named"), (_UNQUOTED, "named"), (_ACRONYM, "acronym"), (_MEANING, "meaning"),
)  # fmt: skip


@lru_cache(maxsize=16)
def definitions(prose: Prose) -> tuple[Definition, ...]:
    """Every definition of a text, in reading order."""
    found: dict[int, Definition] = {}
    for pattern, how in _PATTERNS:
        for match in pattern.finditer(prose.text):
            for definition in _named(prose, match, how):
                found.setdefault(definition.start, definition)
    for definition in _listed(prose):
        found.setdefault(definition.start, definition)
    return tuple(found[start] for start in sorted(found))


def _named(prose: Prose, match: re.Match[str], how: How) -> Iterator[Definition]:
    noun = prose.text[max(prose.text.rfind("\n", 0, match.start()) + 1, match.start() - 300) : match.start()].strip(" (,")
    quoted = [term.span() for term in _TERM.finditer(prose.text, *match.span("terms"))]
    for begin, end in [(first + 1, last - 1) for first, last in quoted] or [match.span("terms")]:
        article = _ARTICLE.match(prose.text, begin, end)
        start = article.end() if article else begin
        term = prose.text[start:end].rstrip(",.; ")
        if term:
            fitting = how == "meaning" or fits(term, noun) or (how == "acronym" and _fits_within(term, noun))
            yield Definition(term, start, start + len(term), match.span(), how, noun, fitting)


def _listed(prose: Prose) -> Iterator[Definition]:
    """The entries of lists whose lead-in speaks of meanings."""
    lead, offset = "", 0
    for unit in prose.units:
        entry = _ENTRY.match(unit.text) if unit.sort == "item" and _MEANINGS.search(lead) else None
        if entry:
            start, end = (offset + at for at in entry.span("term"))
            yield Definition(entry["term"], start, end, (start, offset + entry.end()), "meaning", "", fits=True)
        lead = lead if unit.sort == "item" else unit.text
        offset += len(unit.text) + 1


def is_acronym(term: str) -> bool:
    """Whether a term is made of initials: MoC, ICT."""
    return len(term) <= 10 and term.isalpha() and sum(letter.isupper() for letter in term) > 1


def fits(term: str, noun: str) -> bool:
    """Whether the words before a term hold its words; or its capitals, in their order, as initials near their end."""
    words = re.findall(r"[^\W_]+", noun)
    if not is_acronym(term):
        return term.casefold() in noun.casefold()
    initials = [word[0].casefold() for word in words[-16:]]
    for letter in reversed([letter.casefold() for letter in term if letter.isupper()]):
        while initials and initials[-1] != letter:
            initials.pop()
        if not initials:
            return False
        initials.pop()
    return True


def _fits_within(acronym: str, noun: str) -> bool:
    """Whether an acronym has letters within words: Peacekeeping Operations (PKO)."""
    letters = [re.escape(letter) for letter in acronym.casefold()]
    return bool(re.search(r"\b" + "[^.;]*?".join(letters), noun[-90:].casefold()))


@lru_cache(maxsize=16)
def instrument_term(prose: Prose) -> str:
    """The short form by which a text calls itself; empty when nothing says so."""
    if prose.facts.instrument[1]:
        return prose.facts.instrument[1]
    known = instrument_definition(prose)
    return known.term if known else ""


@lru_cache(maxsize=16)
def instrument_definition(prose: Prose) -> Definition | None:
    """Where a text defines what it calls itself: in its operative words, or behind the name which its title has."""
    title = " ".join(unit.text for _, unit in prose.of("title")).casefold()
    sides = set(side_terms(prose))
    for definition in definitions(prose):
        sort = prose.units[prose.span(definition.start, definition.end).unit].sort
        if definition.how == "meaning" or definition.term in sides:
            continue
        if sort == "operative":
            return definition
        name = re.search(r"\bthis ((?:[A-Z][\w-]*|of|on)(?: (?:[A-Z][\w-]*|of)){0,4})$", definition.noun, re.IGNORECASE)
        if name and (name[1].casefold() in title or sort == "opening") and definition.fits:
            return definition
    return None


@lru_cache(maxsize=16)
def side_terms(prose: Prose) -> tuple[str, ...]:
    """The terms by which a text calls its sides together and each of them: Participants, Participant."""
    found: list[str] = []
    for definition in definitions(prose):
        words = prose.text[slice(*definition.whole)]
        opens = prose.units[prose.span(definition.start, definition.end).unit].sort == "opening"
        together = opens and definition.term.endswith("s") and " " not in definition.term and not definition.fits
        if "individually" in words or "collectively" in words or together:
            found += forms(definition.term)
    return tuple(dict.fromkeys(found))


def forms(term: str) -> tuple[str, ...]:
    """A term in the singular and the plural."""
    if is_acronym(term) or not term.endswith("s"):
        plural = term[:-1] + "ies" if re.search("[^aeiou]y$", term) else term + "s"
        return term, plural
    singular = term[:-3] + "y" if term.endswith("ies") else term[:-1]
    return term, singular


def any_of(words: tuple[str, ...]) -> str:
    """An expression for any of some words."""
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)) + ")"


@lru_cache(maxsize=16)
def is_whole(prose: Prose) -> bool:
    """Whether a text is an instrument and not a passage of one: it opens, and says something."""
    opens = any(unit.sort in ("opening", "operative") for unit in prose.units)
    return opens and sum(unit.sort in BODY for unit in prose.units) > 1
