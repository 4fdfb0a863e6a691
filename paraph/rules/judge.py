"""Apply rules to a text: every finding, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraph.problems import Severity
from paraph.records import NamedTuple
from paraph.rules.finding import Finding, Rule
from paraph.rules.kinds import KINDS
from paraph.rules.prose import Prose

_Key = tuple[tuple[int, int, int], str, str]
"""A finding's words (unit, start, end), rule and message."""


class Chosen(NamedTuple):
    """A rule as the chosen profiles want it: how grave it is, and for whom; for no one in particular when all agree."""

    rule: Rule
    severity: Severity
    profiles: tuple[str, ...] = ()


def judge(prose: Prose, chosen: Iterable[Chosen]) -> list[Finding]:
    """What the chosen rules find in a text, by place; what is missing from the text as a whole comes first.

    A rule which `yields` says nothing of words to which another one objects.
    """
    found: dict[_Key, Finding] = {}
    for rule, severity, profiles in chosen:
        for finding in KINDS[rule.kind](rule, prose):
            at = finding.span
            key = ((at.unit, at.start, at.end) if at else (-1, 0, 0), rule.id, finding.message)
            found.setdefault(key, finding._replace(severity=severity, profiles=profiles))
    return [found[key] for key in sorted(found) if not found[key].rule.data.get("yields") or _alone(key, found)]


def _alone(key: _Key, found: Mapping[_Key, Finding]) -> bool:
    """Whether no other rule objects to some of the same words."""
    (unit, start, end), rule, _ = key
    return not any(at[0] == unit and at[1] < end and start < at[2] for at, other, _ in found if other != rule)
