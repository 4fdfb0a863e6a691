"""Print problems: as text for people, and in the forms which editors and code hosts read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from paraph import __version__
from paraph.problems import Problem, Severity, ordered

_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "note": "36"}


def as_text(problems: Iterable[Problem], *, colour: bool = False, explain: bool = False) -> str:
    """`file:line:column: error: message (rule)` and a hint below, by place; with their count at the end.

    With `explain`, the reasons of those which have one; else how to ask for them.
    """
    problems = ordered(problems)
    lines = "".join(_lines(problem, colour=colour, explain=explain) for problem in problems)
    asked = "`paraph rules RULE` says why, or check --explain\n" if not explain and any(problem.why for problem in problems) else ""
    return f"{lines}{counted(problems)}\n{asked}" if problems else ""


def _lines(problem: Problem, *, colour: bool, explain: bool) -> str:
    severity = f"\033[1;{_COLOURS[problem.severity]}m{problem.severity}\033[0m" if colour else problem.severity
    hint = f"    hint: {problem.hint}\n" if problem.hint else ""
    why = f"    why: {problem.why}\n" if explain and problem.why else ""
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
    return json.dumps([_fields(problem) for problem in ordered(problems)], ensure_ascii=False, indent=2) + "\n"


def _fields(problem: Problem) -> dict[str, object]:
    path, line, column = problem.place
    return {
        "file": path, "line": line, "column": column, "severity": problem.severity,
        "rule": problem.rule, "message": problem.message, "hint": problem.hint,
    }  # fmt: skip


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands by which GitHub annotates the lines of a pull request."""
    return "".join(map(_annotation, ordered(problems)))


def _annotation(problem: Problem) -> str:
    kind = "notice" if problem.severity == "note" else problem.severity
    path, line, column = problem.place
    text = problem.message + (f"\n{problem.hint}" if problem.hint else "")
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
    driver = {"name": "paraph", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(p, rules) for p in problems]}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(problem: Problem, rules: list[str]) -> dict[str, object]:
    path, line, column = problem.place
    place = {"artifactLocation": {"uri": _uri(path)}, "region": {"startLine": line, "startColumn": column}}
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return {
        "ruleId": problem.rule,
        "ruleIndex": rules.index(problem.rule),
        "level": problem.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


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
