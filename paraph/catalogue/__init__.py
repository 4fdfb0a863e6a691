"""What the library holds, in the order in which one chooses: topics, their alternatives, agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paraph.library import RANKS, Agency, Clause, Library
from paraph.problems import Problem, Stopped
from paraph.records import NamedTuple
from paraph.source import read_source
from paraph.validate import Schema

_PREFERRED = re.compile(r"^rank:[ \t]*[\"']?preferred\b", re.MULTILINE)
_NAMED = re.compile(r"\b(ref|list)\(\s*([\"'])([^\"']+)\2\s*\)")
_TYPES = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false", "array": "a list"}


class Topic(NamedTuple):
    """A topic: how many alternatives it has, and the name of the preferred one, if there is one."""

    name: str
    alternatives: int
    preferred: str


class Alternatives(NamedTuple):
    """The clauses of a topic, preferred first and retired last; the ids of those whose files are faulty, and why."""

    clauses: tuple[Clause, ...]
    faulty: tuple[str, ...]
    problems: tuple[Problem, ...]


class Topics(NamedTuple):
    """Every topic by name, and the problems of the files which were read for that."""

    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]


class Named(NamedTuple):
    """The topics and sections which a text refers to, and the topics which it lists."""

    references: tuple[str, ...]
    lists: tuple[str, ...]


def topics(library: Library) -> Topics:
    """Every topic. Of the clauses only those are parsed which say that they are preferred."""
    found: list[Topic] = []
    problems: list[Problem] = []
    for topic in library.topics():
        names = library.alternatives(topic)
        likely = [f"{topic}/{name}" for name in names if _PREFERRED.search(raw(library, f"{topic}/{name}"))]
        loaded = _alternatives(library, likely)
        problems += loaded.problems
        preferred = next((c.name for c in loaded.clauses if c.rank == RANKS[0] and c.status != "retired"), "")
        found.append(Topic(topic, len(names), preferred))
    return Topics(tuple(found), tuple(problems))


def alternatives(library: Library, topic: str) -> Alternatives:
    """The alternatives of a topic."""
    return _alternatives(library, (f"{topic}/{name}" for name in library.alternatives(topic)))


def order(clause: Clause) -> tuple[bool, int, str]:
    """Where a clause stands among the alternatives of its topic: retired last, then by rank and name."""
    return clause.status == "retired", RANKS.index(clause.rank), clause.name


def agencies(library: Library) -> tuple[dict[str, Agency], tuple[str, ...], tuple[Problem, ...]]:
    """Every agency by its id; the ids of those whose files are faulty, and why."""
    found: dict[str, Agency] = {}
    faulty: list[str] = []
    problems: list[Problem] = []
    for id in library.agency_ids():
        try:
            agency = library.agency(id)
        except Stopped as stopped:
            faulty.append(id)
            problems += stopped.problems
            continue
        if agency:
            found[id] = agency
    return found, tuple(faulty), tuple(problems)


def named_in(text: str) -> Named:
    """What a clause text names by `ref("…")` and `list("…")`; of a reference into a text or to a clause, the topic."""
    found = list(_NAMED.finditer(text))
    return Named(tuple(re.split(r"[./]", f[3])[0] for f in found if f[1] == "ref"), tuple(f[3] for f in found if f[1] == "list"))


def raw(library: Library, id: str) -> str:
    """The text of a clause's file as it stands; nothing when it cannot be read, which loading the clause then says."""
    try:
        return read_source(library.path(id), id).text
    except Stopped:
        return ""


def fill_words(fill: Schema) -> str:
    """What a fill may be: “a whole number, 1 to 99”."""
    words = [_TYPES[fill["type"]]]
    if fill.get("format") == "date":
        words = ["a date, as in 2022-05-06"]
    if "enum" in fill:
        words = [f"one of {', '.join(map(str, fill['enum']))}"]
    words += _range(fill, "minimum", "maximum", "")
    words += _range(fill, "minItems", "maxItems", " entries")
    least = fill.get("minLength", 0)
    words += _range({**fill, "minLength": least if least > 1 else None}, "minLength", "maxLength", " characters")
    return ", ".join(words)


def _range(fill: Schema, least: str, most: str, unit: str) -> Iterator[str]:
    low, high = fill.get(least), fill.get(most)
    if low is not None and high is not None:
        yield f"{low} to {high}{unit}"
    elif low is not None:
        yield f"at least {low}{unit}"
    elif high is not None:
        yield f"at most {high}{unit}"


def _alternatives(library: Library, ids: Iterable[str]) -> Alternatives:
    clauses: list[Clause] = []
    faulty: list[str] = []
    problems: list[Problem] = []
    for id in ids:
        try:
            clause = library.clause(id)
        except Stopped as stopped:
            faulty.append(id)
            problems += stopped.problems
            continue
        if clause:
            clauses.append(clause)
    return Alternatives(tuple(sorted(clauses, key=order)), tuple(faulty), tuple(problems))
