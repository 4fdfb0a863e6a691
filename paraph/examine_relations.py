"""Examine the relations between the clauses of a library: each names something, and all can be heeded at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from paraph.library import Clause, Library
from paraph.problems import Place, Problem, has_errors, nearest

KINDS = ("requires", "excludes", "pairs-with")
"""The keys of the front matter, in the order of `Relations`."""


def examine_relations(clauses: Iterable[Clause], library: Library) -> list[Problem]:
    """The problems of relations.

    The rules are `unknown-clause` and `unknown-topic`, `related-to-itself`, `contrary-relations`, and as a warning
    `retired-clause`.
    """
    known = {clause.id: clause for clause in clauses}
    related = {id: clause for id, clause in known.items() if any(clause.relations)}
    names = {topic: library.alternatives(topic) for topic in library.topics()} if related else {}
    problems: list[Problem] = []
    for clause in related.values():
        found = [*_each(clause, names), *_retired(clause, known)]
        problems += found if has_errors(found) else [*found, *_contrary(clause, related)]
    return problems


def _each(clause: Clause, names: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """What is wrong with single entries; `names` are those of the clauses of each topic."""
    problems = []
    for kind, others in zip(KINDS, clause.relations, strict=True):
        for index, other in enumerate(others):
            place = clause.data.place((kind, index))
            if found := _unknown(other, place, names) or _itself(clause, kind, other, place) or _doubled(clause, kind, other, place):
                problems.append(found)
    return problems


def _unknown(other: str, place: Place, names: Mapping[str, tuple[str, ...]]) -> Problem | None:
    topic, _, name = other.partition("/")
    known = names.get(topic)
    if not known:
        return Problem(place, f'no topic "{topic}"', "unknown-topic", nearest(topic, names) or "a topic is a folder in clauses/")
    if name and name not in known:
        hint = nearest(other, [f"{topic}/{alternative}" for alternative in known])
        return Problem(place, f'no clause "{other}"', "unknown-clause", hint or f"alternatives: {', '.join(known)}")
    return None


def _itself(clause: Clause, kind: str, other: str, place: Place) -> Problem | None:
    """To exclude one's own topic has a meaning: the clause stands alone in it."""
    if other != clause.id and (other != clause.topic or kind == "excludes"):
        return None
    what = "itself" if other == clause.id else "its own topic"
    hint = "delete it; to allow no other pick of the topic, exclude the topic" if kind == "excludes" else "delete it"
    return Problem(place, f"the clause {_VERBS[kind]} {what}", "related-to-itself", hint)


_VERBS = {"requires": "requires", "excludes": "excludes", "pairs-with": "pairs with"}


def _doubled(clause: Clause, kind: str, other: str, place: Place) -> Problem | None:
    """The same in two relations: what is excluded is neither required nor picked along, what is required is picked anyway."""
    requires, excludes, _ = clause.relations
    topic = other.partition("/")[0]
    if kind != "excludes" and (other in excludes or (topic in excludes and topic != clause.topic)):
        message = f'"{other}" is excluded, and {"required" if kind == "requires" else "paired with"} as well'
        return Problem(place, message, "contrary-relations", "keep one of the two")
    if kind == "pairs-with" and other in requires:
        return Problem(place, f'"{other}" is required already', "contrary-relations", "keep one of the two")
    return None


def _retired(clause: Clause, known: Mapping[str, Clause]) -> Iterator[Problem]:
    """Entries which lead drafts to a retired clause."""
    for kind in ("requires", "pairs-with"):
        for index, other in enumerate(clause.data.below((kind,)) or ()):
            if (found := known.get(other)) and found.status == "retired" != clause.status:
                place = clause.data.place((kind, index))
                yield Problem(place, f'the clause "{other}" is retired', "retired-clause", f'name "{found.instead}"', "warning")


# What clauses require of each other


def _contrary(clause: Clause, related: Mapping[str, Clause]) -> list[Problem]:
    """A clause which cannot be picked: of all that it requires, one excludes another."""
    needed = _needed(clause, related)
    for first, second in permutations(sorted(needed), 2):
        if (found := related.get(first)) and _excludes(found, second):
            entry = needed[first] or needed[second]
            place = clause.data.place(("requires", clause.relations.requires.index(entry)))
            message = f'no draft can pick "{clause.id}": "{first}" excludes "{second}"'
            hint = f'"{entry}" brings both of them; take out one of the relations'
            return [Problem(place, message, "contrary-relations", hint)]
    return []


def _needed(clause: Clause, related: Mapping[str, Clause]) -> dict[str, str]:
    """All that a clause requires, itself included, by name: each with the entry of the clause which leads there."""
    needed = {clause.id: ""}
    rest = [(other, other) for other in reversed(clause.relations.requires)]
    while rest:
        other, entry = rest.pop()
        if other not in needed:
            needed[other] = entry
            if other in related:
                rest += [(further, entry) for further in reversed(related[other].relations.requires)]
    return needed


def _excludes(clause: Clause, other: str) -> bool:
    topic = other.partition("/")[0]
    return any(excluded in (other, topic) for excluded in clause.relations.excludes) and other != clause.topic
