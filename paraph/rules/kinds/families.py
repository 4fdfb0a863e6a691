"""`families`: families of words which do not mix, as Parties, Article and shall with Participants, Section and will."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import Found, search
from paraph.rules.prose import Prose


def families(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding for each word of `families` which is not of the family that the text uses most."""
    found: dict[str, list[Found]] = {}
    for name, members in rule.data["families"].items():
        found[name] = list(search(rule, prose, _any_of(tuple(members))))
    main = max(found, key=lambda name: len(found[name]))
    for name, others in found.items():
        for other in others if name != main else ():
            usual = found[main][0].match.group()
            yield found_at(rule, prose, other.span, family=name, main=main, usual=usual)


@lru_cache(maxsize=100)
def _any_of(members: tuple[str, ...]) -> re.Pattern[str]:
    """As they are written: “Article” is a heading's word, and “article” is a thing."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(members, key=len, reverse=True)))})(?![\w-])")
