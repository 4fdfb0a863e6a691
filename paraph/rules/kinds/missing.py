"""`missing`: what a text is expected to say. `clash`: two things which do not go together."""

from __future__ import annotations

from collections.abc import Iterable

from paraph.rules.finding import Finding, Rule, found_at, missing
from paraph.rules.kinds.search import compiled, matches_text, search
from paraph.rules.prose import BODY, Prose


def missing_words(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding when the text neither matches any of `any` nor picks one of `topics`.

    With `when`, only if that matches; with `least`, only in a text with so many paragraphs, so that nothing is missed
    in a fragment; with `unless-text`, not in a text which that matches.
    """
    if prose.facts.topics.intersection(rule.data.get("topics", ())) or matches_text(prose, rule.data.get("unless-text")):
        return
    if sum(1 for _ in prose.of(*BODY)) < rule.data.get("least", 0):
        return
    if "when" in rule.data and not matches_text(prose, rule.data["when"]):
        return
    for pattern in rule.data["any"]:
        if any(True for _ in search(rule, prose, compiled(pattern))):
            return
    yield missing(rule)


def two_that_clash(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding at each match of `pattern` when the text also matches `against`."""
    against = next(iter(search(rule, prose, compiled(rule.data["against"]))), None)
    if against is None:
        return
    where = prose.units[against.span.unit].where
    for found in search(rule, prose, compiled(rule.data["pattern"])):
        yield found_at(rule, prose, found.span, against=against.match.group(), where=where)
