"""Search a text for an expression of a rule, where the rule looks and nothing excuses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from paraph.records import NamedTuple
from paraph.rules.finding import Rule
from paraph.rules.kinds.needles import needles
from paraph.rules.prose import Prose, Span, sentence

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


def search(rule: Rule, prose: Prose, expression: re.Pattern[str]) -> Iterator[Found]:
    """Where an expression stands. What is quoted, names and other titles are left alone unless the rule says `quoted: true`.

    With `once`, only the first place; nothing in a text which `unless-text` matches, or which `when` does not.
    """
    data = rule.data
    if matches_text(prose, data.get("unless-text")) or ("when" in data and not matches_text(prose, data["when"])):
        return
    for match in _matches(rule, prose, expression):
        group = "at" if "at" in expression.groupindex and match["at"] is not None else 0
        span = prose.span(match.start(group), match.end(group))
        if is_looked_at(rule, prose, span):
            yield Found(match, span)
            if data.get("once"):
                return


def _matches(rule: Rule, prose: Prose, expression: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches in the units where the rule looks and which hold what a match needs; they end with their unit.

    Those of a rule which looks `across` units do not.
    """
    text = prose.text if rule.data.get("quoted") else prose.unquoted
    if rule.data.get("across"):
        yield from expression.finditer(text)
        return
    sorts = rule.data.get("in", USUAL)
    for number in prose.units_with(needles(expression.pattern)):
        unit = prose.units[number]
        if unit.sort in sorts:
            start = prose.start(number)
            yield from expression.finditer(text, start, start + len(unit.text))


def matches_text(prose: Prose, expression: str | None) -> bool:
    """Whether an expression of a rule stands anywhere in a text."""
    return bool(expression and prose.units_with(needles(expression)) and compiled(expression).search(prose.text))


def is_looked_at(rule: Rule, prose: Prose, span: Span) -> bool:
    """Whether some words stand where the rule looks, and nothing excuses them."""
    unit = prose.units[span.unit]
    looked = unit.sort in rule.data.get("in", USUAL) and unit.topic not in rule.data.get("topics-left", ())
    return looked and not _excused(rule, prose, span)


def _excused(rule: Rule, prose: Prose, span: Span) -> bool:
    """Whether an expression of `unless` holds the words, or one of `unless-sentence` stands in their sentence."""
    text = prose.units[span.unit].text
    for pattern in rule.data.get("unless", ()):
        if any(start <= span.start and span.end <= end for start, end in _spans(pattern, text)):
            return True
    patterns = rule.data.get("unless-sentence", ())
    return bool(patterns) and any(_spans(pattern, sentence(text, span.start)) for pattern in patterns)


@lru_cache(maxsize=1_000)
def _spans(pattern: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where an expression matches a text."""
    return tuple(found.span() for found in compiled(pattern).finditer(text))
