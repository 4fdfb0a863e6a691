"""Waivers: findings which a draft lives with, each with its reason, for as long as the sentence stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from paraph.draft import Waiver
from paraph.problems import Problem, nearest
from paraph.records import NamedTuple
from paraph.rules.finding import Finding, Rule
from paraph.rules.prose import Prose, sentence


class Waived(NamedTuple):
    """The findings which are left, and what is wrong with the waivers."""

    findings: list[Finding]
    problems: list[Problem]


def waive(findings: Iterable[Finding], waivers: Sequence[Waiver], prose: Prose, rules: Mapping[str, Rule]) -> Waived:
    """Findings less those which a waiver names by their rule and their whole sentence.

    The rules are `unknown-rule`, and `lapsed-waiver` for one which no longer applies.
    """
    used: set[int] = set()
    left = []
    for finding in findings:
        number = next((number for number, waiver in enumerate(waivers) if _holds(waiver, finding, prose)), None)
        if number is None:
            left.append(finding)
        else:
            used.add(number)
    return Waived(left, [_unused(waiver, rules) for number, waiver in enumerate(waivers) if number not in used])


def waived_text(finding: Finding, prose: Prose) -> str:
    """What a waiver of a finding names: its sentence, or nothing when it is missing from the text as a whole."""
    if finding.span is None:
        return ""
    return _plain(sentence(prose.units[finding.span.unit].text, finding.span.start))


def _holds(waiver: Waiver, finding: Finding, prose: Prose) -> bool:
    return waiver.rule == finding.rule.id and _plain(waiver.text) == waived_text(finding, prose)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _unused(waiver: Waiver, rules: Mapping[str, Rule]) -> Problem:
    if waiver.rule not in rules:
        hint = nearest(waiver.rule, rules) or "`paraph rules` lists them"
        return Problem(waiver.place, f'no rule "{waiver.rule}"', "unknown-rule", hint)
    message = f'the waiver of "{waiver.rule}" no longer applies: the rule finds nothing in this sentence'
    hint = "delete it; or, if the wording was changed, weigh it again: `paraph check --waivers` writes the waivers which it would take"
    return Problem(waiver.place, message, "lapsed-waiver", hint, "warning")
