"""The rules as JSON: keys are added, and never change their meaning."""

from __future__ import annotations

from typing import Any

from paraph.manual import Entry, waiver
from paraph.rules.finding import Example

Object = dict[str, Any]


def listed(each: Entry) -> Object:
    """A rule as it stands in a list."""
    rule = each.rule
    return {"id": rule.id, "severity": each.severity, "title": rule.title, "kind": rule.kind, "safe": rule.safe, "file": rule.place.path}


def explained(each: Entry) -> Object:
    """A rule whole."""
    rule = each.rule
    return {
        **listed(each),
        "message": rule.message,
        "write": rule.write,
        "words": dict(rule.data.get("words", {})),
        "why": rule.why,
        "source": rule.source,
        "bad": list(map(_example, rule.bad)),
        "good": list(map(_example, rule.good)),
        "profiles": dict(each.otherwise),
        "waiver": waiver(rule),
    }


def _example(example: Example) -> Object:
    return {"text": example.text, "found": example.found}
