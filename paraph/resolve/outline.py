"""The sections and annexes of a draft: its own, or else its template's."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from typing import Any

from paraph.problems import Problem, shortened
from paraph.resolve.reading import Reading
from paraph.scheme import Numbering, odd_marks
from paraph.template import Above, Plan, Template, numbering_of, own_scheme
from paraph.validate import Schema, conforms, packaged_schema
from paraph.yaml_data import Path


def resolve_outline(reading: Reading, template: Template) -> tuple[Plan, ...]:
    """Every section with its heading and topics. A topic or section id given twice is a problem."""
    return _plans(reading, template, "sections", template.outline)


def resolve_annexes(reading: Reading, template: Template) -> tuple[Plan, ...]:
    """Every annex likewise."""
    return _plans(reading, template, "annexes", template.annexes)


def _plans(reading: Reading, template: Template, key: str, otherwise: tuple[Plan, ...]) -> tuple[Plan, ...]:
    if not isinstance(reading.data.below((key,)), list):
        return otherwise
    plans: dict[str, Plan] = {}
    seen: dict[str, Path] = {}
    for index, entry in enumerate(reading.items((key,))):
        if not isinstance(entry, dict):
            continue
        plan = _plan(reading, template, (key, index))
        if plan.id in plans:
            message = f'section id "{plan.id}" is taken in line {plans[plan.id].place.line}'
            reading.report(plan.place, message, "id-twice", "give it another")
            plan = plan._replace(id=f"{plan.id}-{index + 1}")
        plans[plan.id] = plan
        _report_twice(reading, (key, index, "clauses"), seen)
    return tuple(plans.values())


def _plan(reading: Reading, template: Template, path: Path) -> Plan:
    entries: list[str | Above] = []
    for index, entry in enumerate(reading.items((*path, "clauses"))):
        if isinstance(entry, str):
            entries.append(entry)
        elif isinstance(entry, dict) and isinstance(entry.get("heading"), str):
            entries.append(Above(entry["heading"], reading.data.place((*path, "clauses", index))))
    _report_bare(reading, entries)
    id = reading.word((*path, "id"), f"{str(path[0]).removesuffix('s').removesuffix('e')}-{int(path[-1]) + 1}")
    heading = reading.word((*path, "heading"), "")
    given = reading.data.below((*path, "numbering"))
    scheme = _scheme(given, numbering_of(str(path[0]), template.data.value["numbering"])) if given else None
    for keys, message, hint in odd_marks(scheme) if scheme else ():
        if keys[0] != "items":  # which the section may not have
            reading.report((*path, "numbering", *keys), message, "numbering", hint)
    return Plan(id, heading, tuple(entries), reading.data.place(path), scheme)


def _report_bare(reading: Reading, entries: list[str | Above]) -> None:
    """Warn of the draft's sub-headings with nothing below them: a template's wait for topics which a draft may pick."""
    for entry, following in zip_longest(entries, entries[1:]):
        if isinstance(entry, Above) and not isinstance(following, str):
            message = f'the sub-heading "{shortened(entry.heading)}" has no topic below it and does not print'
            hint = "write the topics which stand below it behind it, or take it out"
            reading.problems.append(Problem(entry.place, message, "bare-subheading", hint, "warning"))


def _scheme(given: Any, numbering: dict[str, Any]) -> Numbering | None:
    if not conforms(given, _numbering_schema()):  # the schema has said so
        return None
    return own_scheme(numbering, given)


@cache
def _numbering_schema() -> Schema:
    return {"$ref": "#/$defs/numbering", "$defs": packaged_schema("template")["$defs"]}


def _report_twice(reading: Reading, path: Path, seen: dict[str, Path]) -> None:
    for position, topic in enumerate(reading.items(path)):
        if not isinstance(topic, str):  # the schema has said so
            continue
        if topic in seen:
            line = reading.data.place(seen[topic]).line
            reading.report((*path, position), f'topic "{topic}" stands already in line {line}', "topic-twice", "keep one")
        seen.setdefault(topic, (*path, position))
