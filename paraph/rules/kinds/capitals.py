"""`capitals`: a common noun with a capital, which the text elsewhere writes small."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from paraph.rules.definitions import definitions, instrument_term, side_terms
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import compiled, search
from paraph.rules.prose import BODY, Prose

_CAPITAL = (
    r"(?<![\w’'-])(?:(?P<name>[A-Z][\w’'-]*) )?(?P<before>[A-Za-z][a-z’'-]*),? (?P<at>[A-Z][a-z]{3,})"
    r"(?![\w’'-]|\s[A-Z\d(“])(?=(?:\s(?:of|for|and|on|to|in|with|between)\s(?:the\s)?(?P<after>[A-Z]\w*))?)"
)
"""A word with a capital which is no part of a longer name, and the two words before it."""
_WORD = re.compile(r"[A-Za-z]{4,}")


def capitals(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding for each such noun. A sentence may begin with one of `first` before it; what `leave` lists is left alone."""
    first, left = frozenset(rule.data["first"]), frozenset(rule.data["leave"])
    known = _known(prose)
    counts: Counter[str] = Counter()
    for found in search(rule, prose, compiled(_CAPITAL)):
        word, before, name = found.match["at"], found.match["before"], found.match["name"]
        after = found.match["after"]
        if word in left or word in known or (after and after not in known):
            continue
        if before[0].isupper() and (before not in first or name):
            continue
        if name and before in ("of", "for", "and", "on", "to", "in", "the") and name not in first:
            continue
        counts = counts or _written(prose)
        if counts[word.lower()] > max(1, counts[word]):
            yield found_at(rule, prose, found.span, word.lower())


@lru_cache(maxsize=16)
def _known(prose: Prose) -> frozenset[str]:
    """Words with a capital of their own: of defined terms, and of the sides' names."""
    terms = [*side_terms(prose), instrument_term(prose), *(definition.term for definition in definitions(prose))]
    names = [side.name for side in prose.facts.sides] + [unit.text for _, unit in prose.of("opening", "signature")]
    return frozenset(word for text in (*terms, *names) for word in _WORD.findall(text) if word[0].isupper())


def _written(prose: Prose) -> Counter[str]:
    """How often each word stands in the recitals and the sections, as it is written."""
    lines = prose.unquoted.split("\n")
    return Counter(word for number, _ in prose.of("recital", "operative", *BODY) for word in _WORD.findall(lines[number]))
