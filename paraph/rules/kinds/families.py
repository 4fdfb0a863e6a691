"""`families`: families of words which do not mix, as Parties, Article and shall with Participants, Section and will."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from paraph.records import NamedTuple
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.labels import labels
from paraph.rules.kinds.search import matches_text, search
from paraph.rules.prose import Prose, Span


class Member(NamedTuple):
    """A word of a family, and where it stands."""

    word: str
    span: Span


def families(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding for each word of `families` which is not of the family that the text uses most, where it stands first.

    What sections are called counts too. Of families which are used as much, the first is the text's own.
    """
    if matches_text(prose, rule.data.get("unless-text")):
        return
    found = {name: list(_members(rule, prose, members)) for name, members in rule.data["families"].items()}
    main = max(found, key=lambda name: len(found[name]))
    for name, others in found.items():
        seen = set()
        for other in others if name != main else ():
            if other.word.lower() not in seen:
                seen.add(other.word.lower())
                usual = found[main][0].word
                yield found_at(rule, prose, other.span, family=name, main=main, usual=usual, found=other.word)


def _members(rule: Rule, prose: Prose, members: list[str]) -> Iterator[Member]:
    for label in labels(prose):
        if label.word in members:
            yield Member(label.word, label.span)
    for found in search(rule, prose, _any_of(tuple(members))):
        yield Member(found.match.group(), found.span)


@lru_cache(maxsize=100)
def _any_of(members: tuple[str, ...]) -> re.Pattern[str]:
    """As they are written: “Article” is a heading's word, and “article” is a thing."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(members, key=len, reverse=True)))})(?![\w-])")
