"""The sections of a draft: its own, or else its template's."""

from __future__ import annotations

from paraph.problems import Place
from paraph.resolve.reading import Reading
from paraph.template import Plan, Template
from paraph.yaml_data import Path


def resolve_outline(reading: Reading, template: Template) -> tuple[Plan, ...]:
    """Every section with its heading and topics. A topic or section id given twice is a problem."""
    if not isinstance(reading.data.below(("sections",)), list):
        return template.outline
    plans: dict[str, Plan] = {}
    seen: dict[str, Place] = {}
    for index, entry in enumerate(reading.items(("sections",))):
        if not isinstance(entry, dict):
            continue
        plan = _plan(reading, index)
        if plan.id in plans:
            message = f'section id "{plan.id}" is taken in line {plans[plan.id].place.line}'
            reading.report(plan.place, message, "id-twice", "give it another")
            plan = plan._replace(id=f"{plan.id}-{index + 1}")
        plans[plan.id] = plan
        _report_twice(reading, ("sections", index, "clauses"), seen)
    return tuple(plans.values())


def _plan(reading: Reading, index: int) -> Plan:
    path: Path = ("sections", index)
    topics = tuple(topic for topic in reading.items((*path, "clauses")) if isinstance(topic, str))
    id = reading.word((*path, "id"), f"section-{index + 1}")
    return Plan(id, reading.word((*path, "heading"), "…"), topics, reading.data.place(path))


def _report_twice(reading: Reading, path: Path, seen: dict[str, Place]) -> None:
    for position, topic in enumerate(reading.items(path)):
        if not isinstance(topic, str):  # the schema has said so
            continue
        place = reading.data.place((*path, position))
        if topic in seen:
            reading.report(place, f'topic "{topic}" stands already in line {seen[topic].line}', "topic-twice", "keep one")
        seen.setdefault(topic, place)
