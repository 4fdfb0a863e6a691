"""`pattern`: a regular expression for what should not stand in a text."""

from __future__ import annotations

from collections.abc import Iterable

from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import compiled, search
from paraph.rules.prose import Prose


def patterns(rule: Rule, prose: Prose) -> Iterable[Finding]:
    r"""A finding for each match of `pattern`; `replace` may say what to put there, with \1 for a group.

    With `under`, only below headings which that expression matches.
    """
    under = rule.data.get("under")
    replace = rule.data.get("replace")
    for found in search(rule, prose, compiled(rule.data["pattern"])):
        if under and not compiled(under).search(_heading(prose, prose.units[found.span.unit].section)):
            continue
        yield found_at(rule, prose, found.span, found.match.expand(replace) if replace is not None else None)


def _heading(prose: Prose, section: int) -> str:
    return " ".join(unit.text for unit in prose.units if unit.sort == "heading" and unit.section == section)
