"""`capitals`: a common noun with a capital, which the text elsewhere writes small."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from paraph.rules.definitions import definitions, instrument_term, side_terms
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import is_looked_at
from paraph.rules.prose import BODY, Prose

_WORD = re.compile(r"[A-Za-z]{4,}")
_CAPITAL = re.compile(r"[A-Z][a-z]{3,}")
_BEFORE = re.compile(r"(?<![\w’'-])(?:(?P<name>[A-Z][\w’'-]*) )?(?P<before>[A-Za-z][a-z’'-]*),? $")
"""The two words before it."""
_AFTER = re.compile(r"(?![\w’'-]|\s[A-Z\d(“])(?:\s(?P<link>of|for|and|on|to|in|with|between)\s(?:the\s)?(?P<after>[A-Z]\w*))?")
"""What follows a word which is no part of a longer name, unless it goes on behind a small word."""
_LINKS = ("of", "for", "and", "on", "to", "in", "with", "by", "between", "the")


def capitals(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding for each such noun. A sentence may begin with one of `first` before it; what `leave` lists is left alone."""
    known = _known(prose)
    doubtful = _doubtful(prose) - known - set(rule.data["leave"])
    text = prose.unquoted
    for found in _CAPITAL.finditer(text) if doubtful else ():
        if found.group() not in doubtful or not _is_alone(text, found, frozenset(rule.data["first"]), known):
            continue
        span = prose.span(*found.span())
        if is_looked_at(rule, prose, span):
            yield found_at(rule, prose, span, found.group().lower())


def _is_alone(text: str, found: re.Match[str], first: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a word stands in the midst of a sentence, and in no name."""
    before = _BEFORE.search(text[max(0, found.start() - 40) : found.start()])
    after = _AFTER.match(text, found.end())
    if not before or not after or (after["after"] and (after["link"] == "of" or after["after"] not in known)):
        return False  # the Meeting of the Signatories is a body, the Cooperation between the Participants none
    name, word = before["name"], before["before"]
    if word[0].isupper():
        return word in first and not name
    return not (name and word in _LINKS and name not in first)


@lru_cache(maxsize=16)
def _known(prose: Prose) -> frozenset[str]:
    """Words with a capital of their own: of defined terms, and of the sides' names."""
    terms = [*side_terms(prose), instrument_term(prose), *(definition.term for definition in definitions(prose))]
    names = [side.name for side in prose.facts.sides] + [unit.text for _, unit in prose.of("opening", "signature")]
    return frozenset(word for text in (*terms, *names) for word in _WORD.findall(text) if word[0].isupper())


def _doubtful(prose: Prose) -> set[str]:
    """The words which stand with a capital, and more often without; in the recitals and the sections."""
    lines = prose.unquoted.split("\n")
    text = " ".join(lines[number] for number, _ in prose.of("recital", "operative", *BODY))
    counts = Counter(_WORD.findall(text))
    return {word for word in counts if word[0].isupper() and counts[word.lower()] > max(1, counts[word])}
