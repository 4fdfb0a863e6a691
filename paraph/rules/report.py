"""Findings in words: what a person reads of them."""

from __future__ import annotations

from paraph.problems import Place, Problem
from paraph.rules.finding import Finding
from paraph.rules.prose import Prose


def worded(finding: Finding, prose: Prose) -> tuple[str, str]:
    """The message of a finding, which begins with where it is and ends with whose practice it is when not all agree; and the hint."""
    where = where_of(finding, prose)
    message = f"{where}: {finding.message}" if where else finding.message
    return f"{message} [{', '.join(finding.profiles)}]" if finding.profiles else message, finding.write


def where_of(finding: Finding, prose: Prose) -> str:
    """Where in the document it is: “Section 6, paragraph 2”; nothing when it is missing from the text as a whole."""
    where = prose.units[finding.span.unit].where if finding.span else ""
    return where[:1].upper() + where[1:]


def reason_of(finding: Finding) -> str:
    """Why the rule is there, and where it is from, in one line."""
    rule = finding.rule
    return " ".join(f"{rule.why} ({rule.source})".split()) if rule.why else " ".join(rule.source.split())


def problem_of(finding: Finding, prose: Prose, place: Place) -> Problem:
    """The problem at a place which a finding is."""
    message, hint = worded(finding, prose)
    return Problem(place, message, finding.rule.id, hint, finding.severity, where_of(finding, prose), reason_of(finding))
