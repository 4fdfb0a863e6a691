"""`signature-block`: the signatories stand in one form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.prose import Prose, Span
from paraph.rules.sides import Mention, mention, takes_article

_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_FAMILY = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")
_FOR = re.compile(r"(?:for|on behalf of)\b", re.IGNORECASE)


def signature_block(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """Findings of what `check` names: no “For”, a name without its article, family names in capitals for some only."""
    return _CHECKS[rule.data["check"]](rule, prose)


def _for(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Sides which sign without “For”; where none has it, the first. In a draft the template says how signatures look."""
    names = _names(prose) if not prose.facts.sides else []
    bare = [entry for entry in names if not _FOR.match(entry[1])]
    for number, text, found in bare[: 1 if len(bare) == len(names) else None]:
        name = text[found.start : found.end]
        article = "the " if takes_article(prose, name) else ""
        yield found_at(rule, prose, Span(number, found.start - 4 * found.article, found.end), f"For {article}{name}")


def _article(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Names without “the” behind “For”, or beside others with it, when the opening has it."""
    names = [entry for entry in _names(prose) if takes_article(prose, entry[1][entry[2].start : entry[2].end])]
    some = any(found.article for _, _, found in names)
    for number, text, found in names:
        if not found.article and (some or _FOR.match(text)):
            yield found_at(rule, prose, Span(number, found.start, found.end), f"the {text[found.start : found.end]}")


def _names(prose: Prose) -> list[tuple[int, str, Mention]]:
    """The lines which begin with the name of a side."""
    units = ((number, unit.text) for number, unit in prose.of("signature"))
    return [(number, text, found) for number, text in units if (found := mention(prose, text)) and found.by_name]


def _capitals(rule: Rule, prose: Prose) -> Iterator[Finding]:
    """Family names in capitals, where other signatories have none; in small letters, where most have capitals."""
    people = list(_people(prose, frozenset(rule.data["roles"])))
    high = [(number, found) for number, name in people if (found := _family(name))]
    if not high or len(high) == len(people):
        return
    few = len(high) * 2 <= len(people)
    for number, name in people:
        found = _family(name)
        if bool(found) == few:
            first, last = (found or name)[0], (found or name)[-1]
            yield found_at(rule, prose, Span(number, first.start(), last.end()))


def _family(name: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words of a name which are in capitals, with none when it has no others: initials and short forms are no family names."""
    high = [word for word in name if word.group().isupper() and _FAMILY.fullmatch(word.group())]
    return high if len(high) < len(name) else []


def _people(prose: Prose, roles: frozenset[str]) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """The names at the beginning of lines: two to four words with capitals, up to the word of an office or the line's end."""
    for number, unit in prose.of("signature"):
        if mention(prose, unit.text):
            continue
        name: list[re.Match[str]] = []
        for word in _WORD.finditer(unit.text):
            if word.group().casefold() in roles or len(name) > 4 or (name and "," in unit.text[name[-1].end() : word.start()]):
                break
            name.append(word)
        words = [word for word in name if not word.group().endswith(".") or len(word.group()) == 2]
        if 2 <= len(words) <= 4 and all(word.group()[0].isupper() for word in words) and unit.text[:1].isalpha():
            yield number, words


_CHECKS: dict[str, Callable[[Rule, Prose], Iterator[Finding]]] = {"for": _for, "article": _article, "capitals": _capitals}
