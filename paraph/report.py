"""Print problems: as text for people, and in the forms which editors and code hosts read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from paraph import __version__
from paraph.paths import typed
from paraph.problems import Problem, Severity, ordered

TOGETHER = ("frozen-text", "frozen")
"""The rules whose problems in a draft have one remedy: the text gives what was frozen, or is frozen anew."""
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "note": "36"}


def as_text(problems: Iterable[Problem], *, colour: bool = False, explain: bool = False) -> str:
    """`file:line:column: error: message (rule)` and a hint below, by place; with their count at the end.

    `explain` adds why; without it the end says how to ask.
    """
    problems = ordered(problems)
    if not problems:
        return ""
    rules = sorted({problem.rule for problem in problems if problem.why})
    ask = (
        f"{typed('paraph', 'rules', rules[0] if len(rules) == 1 else 'ID')} says why, and --explain says it here\n"
        if rules and not explain
        else ""
    )
    told = _hinted_once(problems)
    return "".join(_lines(problem, colour=colour, explain=explain) for problem in told) + counted(problems) + "\n" + ask


def _hinted_once(problems: Sequence[Problem]) -> list[Problem]:
    """The problems with the hint of those which have to be mended together behind the last of them only."""
    last = {(problem.place.path, problem.rule, problem.hint): at for at, problem in enumerate(problems)}
    return [
        problem._replace(hint="") if problem.rule in TOGETHER and last[problem.place.path, problem.rule, problem.hint] != at else problem
        for at, problem in enumerate(problems)
    ]


def _lines(problem: Problem, *, colour: bool, explain: bool) -> str:
    severity = f"\033[1;{_COLOURS[problem.severity]}m{problem.severity}\033[0m" if colour else problem.severity
    hint = f"    hint: {problem.hint}\n" if problem.hint else ""
    why = f"    why: {problem.why}\n" if problem.why and explain else ""
    return f"{problem.place}: {severity}: {problem.message} ({problem.rule})\n{hint}{why}"


def counted(problems: Sequence[Problem]) -> str:
    """How many there are of each severity: “2 errors, 1 warning”."""
    parts = []
    for severity in _COLOURS:
        count = sum(problem.severity == severity for problem in problems)
        if count:
            parts.append(f"{count} {severity}{'' if count == 1 else 's'}")
    return ", ".join(parts)


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects, by place."""
    return json.dumps([fields(problem) for problem in ordered(problems)], ensure_ascii=False, indent=2) + "\n"


def fields(problem: Problem) -> dict[str, object]:
    """A problem for other tools."""
    path, line, column = problem.place
    return {
        "file": path, "line": line, "column": column, "severity": problem.severity,
        "rule": problem.rule, "message": problem.message, "hint": problem.hint, "where": problem.where, "why": problem.why,
    }  # fmt: skip


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands by which GitHub annotates the lines of a pull request."""
    return "".join(map(_annotation, ordered(problems)))


def _annotation(problem: Problem) -> str:
    kind = "notice" if problem.severity == "note" else problem.severity
    path, line, column = problem.place
    text = "\n".join(filter(None, (problem.message, problem.hint, problem.why)))
    properties = f"file={_property(path)},line={line},col={column},title={_property(problem.rule)}"
    return f"::{kind} {properties}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Iterable[Problem]) -> str:
    """A log of SARIF 2.1.0."""
    problems = ordered(problems)
    rules = sorted({problem.rule for problem in problems})
    reasons = {problem.rule: problem.why for problem in problems if problem.why}
    described = [{"id": rule} | ({"help": {"text": reasons[rule]}} if rule in reasons else {}) for rule in rules]
    driver = {"name": "paraph", "version": __version__, "rules": described}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(p, rules) for p in problems]}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(problem: Problem, rules: list[str]) -> dict[str, object]:
    path, line, column = problem.place
    place: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": {"startLine": line, "startColumn": column}}
    }
    if problem.where:
        place["logicalLocations"] = [{"fullyQualifiedName": problem.where}]
    properties = {name: value for name, value in (("where", problem.where), ("hint", problem.hint)) if value}
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return {
        "ruleId": problem.rule,
        "ruleIndex": rules.index(problem.rule),
        "level": problem.severity,
        "message": {"text": text},
        "locations": [place],
    } | ({"properties": properties} if properties else {})


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


FORMS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""By the names which `check --format` takes."""
