"""Search a text for an expression of a rule, where the rule looks and nothing excuses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from paraph.rules.finding import Rule
from paraph.rules.prose import Prose, Sort, Span, sentence

USUAL = ("opening", "recital", "operative", "heading", "subheading", "paragraph", "item", "cell", "note", "testimonium")
"""Where a rule looks which does not say so: in all but the title and the signatures."""


class Found(NamedTuple):
    """What was found, and where: the group `at` of the expression, or all of it."""

    match: re.Match[str]
    span: Span


@lru_cache(maxsize=1_000)
def compiled(pattern: str) -> re.Pattern[str]:
    """An expression of a rule; `.` stays within a unit."""
    return re.compile(pattern)


def search(rule: Rule, prose: Prose, expression: re.Pattern[str], words: Iterable[str] = ()) -> Iterator[Found]:
    """Where an expression stands. What is quoted, names and other titles are left alone unless the rule says `quoted: true`.

    With `once`, only the first place; nothing in a text which `unless-text` matches. A text which holds none of `words`,
    in small letters, is not searched: so a rule about words costs next to nothing where they are not.
    """
    data = rule.data
    sorts = data.get("in", USUAL)
    if (words and not any(word in prose.lowered for word in words)) or matches_text(prose, data.get("unless-text")):
        return
    for match in _matches(prose.text if data.get("quoted") else prose.unquoted, prose, data.get("in"), expression):
        group = "at" if "at" in expression.groupindex and match["at"] is not None else 0
        span = prose.span(match.start(group), match.end(group))
        unit = prose.units[span.unit]
        if unit.sort in sorts and unit.topic not in data.get("topics-left", ()) and not _excused(rule, prose, span):
            yield Found(match, span)
            if data.get("once"):
                return


def _matches(text: str, prose: Prose, sorts: Sequence[Sort] | None, expression: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches in a text; where a rule names the sorts of units, only those units are searched."""
    if sorts is None:
        yield from expression.finditer(text)
        return
    for number, unit in prose.of(*sorts):
        start = prose.start(number)
        yield from expression.finditer(text, start, start + len(unit.text))


def matches_text(prose: Prose, expression: str | None) -> bool:
    """Whether an expression of a rule stands anywhere in a text."""
    return bool(expression and compiled(expression).search(prose.text))


def _excused(rule: Rule, prose: Prose, span: Span) -> bool:
    """Whether an expression of `unless` holds the words, or one of `unless-sentence` stands in their sentence."""
    text = prose.units[span.unit].text
    for pattern in rule.data.get("unless", ()):
        if any(found.start() <= span.start and span.end <= found.end() for found in compiled(pattern).finditer(text)):
            return True
    patterns = rule.data.get("unless-sentence", ())
    return bool(patterns) and any(compiled(pattern).search(sentence(text, span.start)) for pattern in patterns)
