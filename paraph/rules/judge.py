"""Apply rules to a text: every finding, in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.problems import Severity
from paraph.rules.finding import Finding, Rule
from paraph.rules.kinds import KINDS
from paraph.rules.prose import Prose


class Chosen(NamedTuple):
    """A rule as the chosen profiles want it: how grave it is, and for whom; for no one in particular when all agree."""

    rule: Rule
    severity: Severity
    profiles: tuple[str, ...] = ()


def judge(prose: Prose, chosen: Iterable[Chosen]) -> list[Finding]:
    """What the chosen rules find in a text, by place; what is missing from the text as a whole comes first."""
    found: dict[tuple[tuple[int, int, int], str, str], Finding] = {}
    for rule, severity, profiles in chosen:
        for finding in KINDS[rule.kind](rule, prose):
            at = finding.span
            key = ((at.unit, at.start, at.end) if at else (-1, 0, 0), rule.id, finding.message)
            found.setdefault(key, finding._replace(severity=severity, profiles=profiles))
    return [found[key] for key in sorted(found)]
