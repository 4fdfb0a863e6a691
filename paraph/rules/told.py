"""A finding in the words of a problem: where in the document, what is wrong, what to write, and why."""

from __future__ import annotations

from paraph.problems import Place, Problem
from paraph.rules.finding import Finding
from paraph.rules.prose import Prose


def told(finding: Finding, prose: Prose, place: Place) -> Problem:
    """The problem of a finding, at a place of a file."""
    where = prose.units[finding.span.unit].where if finding.span else ""
    objecting = f" ({', '.join(finding.profiles)})" if finding.profiles else ""
    message = f"{where}: {finding.message}" if where else finding.message
    why = " ".join(filter(None, (finding.rule.why, f"Source: {finding.rule.source}.")))
    return Problem(place, message + objecting, finding.rule.id, finding.write, finding.severity, where, why)
