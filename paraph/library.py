"""The clause library and the agencies: files in folders, read when they are asked for.

The folder is the registry: a clause's id is its path below `clauses/`, without the ending. Building one
draft reads the files it uses and no others, so its cost does not grow with the library.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from paraph.english import words
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, has_errors
from paraph.records import NamedTuple
from paraph.source import Source, read_source
from paraph.validate import Schema, packaged_schema, validate
from paraph.yaml_data import Data, load_yaml

PARTIES = "parties"
"""The folder in `clauses/` which holds agencies, not clauses."""

COMMON = frozenset({"instrument", "participant", "participants", "parties", "title", "signature", "ref", "list", "blank"})
"""The names which every text can use beside its clause's own fills."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


RANKS = ("preferred", "acceptable", "last-resort")
"""How a clause stands among the alternatives of its topic, best first."""


class Wording(NamedTuple):
    """Clause text: a strict subset of Markdown with Jinja, and the place where it begins.

    `follows` says whether each line of the text is a line of the file, indented by `column - 1`.
    """

    text: str
    place: Place
    follows: bool = True


class Relations(NamedTuple):
    """What a clause asks of a draft which picks it; each entry is a topic or a clause's id."""

    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    pairs_with: tuple[str, ...]


class PartyCount(NamedTuple):
    """For how many parties a wording holds; without a `maximum` for however many."""

    minimum: int = 0
    maximum: int | None = None

    def holds(self, parties: int) -> bool:
        """Whether so many are meant."""
        return self.minimum <= parties and (self.maximum is None or parties <= self.maximum)

    def __str__(self) -> str:
        least = words(self.minimum)
        if self.maximum is None:
            return f"{least} parties or more"
        most = f"{words(self.maximum)} {'party' if self.maximum == 1 else 'parties'}"
        if self.minimum == self.maximum:
            return most
        return f"{least} to {most}" if self.minimum else f"{most} at the most"


ANY_NUMBER = PartyCount()


class Clause(NamedTuple):
    """One alternative under a topic. `fills` are JSON Schemas by name."""

    id: str
    title: str
    summary: str
    status: Literal["proposed", "approved", "retired"]
    instead: str
    rank: Literal["preferred", "acceptable", "last-resort"]
    guidance: str
    source: str
    fills: dict[str, Schema]
    optional: frozenset[str]
    example: dict[str, Any]
    relations: Relations
    parties: PartyCount
    wording: Wording
    names: frozenset[str]
    """All that the text may name; what stands behind a dot, with the dot."""
    data: Data

    @property
    def topic(self) -> str:
        """What the clause settles."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The id within the topic."""
        return self.id.partition("/")[2]

    @property
    def about(self) -> str:
        """The summary, and for how many parties the wording holds."""
        return self.summary if self.parties == ANY_NUMBER else f"{self.summary} For {self.parties}."


class Agency(NamedTuple):
    """One agency of a state, with its names as a sentence needs them."""

    name: str
    article: bool
    short: str
    names: dict[str, str]
    state: str
    formal_state: str
    adjective: str


def is_name(name: str) -> bool:
    """Whether this may be the name of a topic, clause, agency or template: it cannot leave its folder."""
    return bool(_NAME.match(name))


class Library:
    """The clauses, agencies and states below a folder; each file is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pick_schemas: dict[str, Schema] = {}
        """The schema of a pick of each clause, as far as one was needed: made once, judged by often."""
        self._clauses: dict[str, Clause | None] = {}
        self._agencies: dict[str, Agency | None] = {}

    def topics(self) -> tuple[str, ...]:
        """Every topic, by name."""
        return tuple(topic for topic in _names(self.folder, folders=True) if topic != PARTIES)

    def alternatives(self, topic: str) -> tuple[str, ...]:
        """The names of a topic's clauses; none when there is no such topic."""
        return _names(self.folder / topic, ".md") if is_name(topic) and topic != PARTIES else ()

    def ids(self) -> Iterator[str]:
        """Every clause's id, by topic and name."""
        for topic in self.topics():
            yield from (f"{topic}/{name}" for name in self.alternatives(topic))

    def agency_ids(self) -> tuple[str, ...]:
        """Every agency, as `state/agency`."""
        states = _names(self.folder / PARTIES, folders=True)
        return tuple(f"{state}/{name}" for state in states for name in _names(self.folder / PARTIES / state, ".yaml") if name != "state")

    def clause(self, id: str) -> Clause | None:
        """The clause with an id, or `None` when there is no such file.

        Stops with the problems of its file.
        """
        if id not in self._clauses:
            self._clauses[id] = self._load_clause(id)
        return self._clauses[id]

    def agency(self, id: str) -> Agency | None:
        """The agency with an id, or `None`. Stops with the problems of its file or its state's."""
        if id not in self._agencies:
            self._agencies[id] = self._load_agency(id)
        return self._agencies[id]

    def path(self, id: str) -> Path:
        """Where the clause of an id is kept."""
        return self.folder / f"{id}.md"

    def agency_paths(self, id: str) -> tuple[Path, Path]:
        """Where an agency and its state are kept."""
        path = self.folder / PARTIES / f"{id}.yaml"
        return path, path.with_name("state.yaml")

    def _load_clause(self, id: str) -> Clause | None:
        path = self._path(self.folder, id, ".md")
        if path is None:
            return None
        source = read_source(path, shown(path))
        front, wording = split_front_matter(source)
        data, problems = load_yaml(source, 2, front)
        problems += validate(data, packaged_schema("clause"))
        if not wording.text.strip():
            problems.append(Problem(wording.place, "the clause has no text", "no-text", "write it below the second line ---"))
        if has_errors(problems):
            raise Stopped(problems)
        value = data.value
        fills = {name: _closed(fill) for name, fill in value.get("fills", {}).items()}
        return Clause(
            id=id,
            title=value["title"],
            summary=value["summary"],
            status=value["status"],
            instead=value.get("instead", ""),
            rank=value["rank"],
            guidance=value.get("guidance", ""),
            source=value.get("source", ""),
            fills=fills,
            optional=frozenset(value.get("optional", ())),
            example=value.get("example", {}),
            relations=Relations(*(tuple(value.get(kind, ())) for kind in ("requires", "excludes", "pairs-with"))),
            parties=PartyCount(**value["parties"]) if "parties" in value else ANY_NUMBER,
            wording=wording,
            names=COMMON.union(fills, (f".{field}" for fill in fills.values() for field in _fields(fill))),
            data=data,
        )

    def _load_agency(self, id: str) -> Agency | None:
        folder = self.folder / PARTIES
        path = self._path(folder, id, ".yaml")
        if path is None:
            return None
        agency = _load_checked(path, "agency")
        if agency["name"].lower().startswith("the ") and agency.get("article", True):
            message = "the name begins with an article, and sentences add another"
            raise Stopped([Problem(Place(shown(path), 1, 1), message, "article", 'leave out "the" in front')])
        state_path = path.parent / "state.yaml"
        if not state_path.is_file():
            hint = f"write {shown(state_path)} with name, formal and adjective"
            raise Stopped([Problem(Place(shown(path), 1, 1), "its state has no file", "no-state", hint)])
        state = _load_checked(state_path, "state")
        return Agency(
            name=agency["name"],
            article=agency.get("article", True),
            short=agency.get("short", agency["name"]),
            names=agency.get("names", {}),
            state=state["name"],
            formal_state=state["formal"],
            adjective=state["adjective"],
        )

    def _path(self, folder: Path, id: str, ending: str) -> Path | None:
        first, slash, second = id.partition("/")
        if not (slash and is_name(first) and is_name(second)):
            return None
        path = folder / first / f"{second}{ending}"
        return path if path.is_file() else None


def _closed(fill: Schema) -> Schema:
    """A fill whose entries hold no more than the values which it names."""
    if "properties" not in fill.get("items", ()):
        return fill
    return {**fill, "items": {"additionalProperties": False, **fill["items"]}}


def _fields(fill: Schema) -> Iterable[str]:
    """The names of the values which its entries hold."""
    names: dict[str, Schema] = fill.get("items", {}).get("properties", {})
    return names


def split_front_matter(source: Source) -> tuple[str, Wording]:
    """The front matter between the two lines `---`, and the text below. Stops with `no-front-matter`."""
    found = _FRONT_MATTER.match(source.text)
    if not found:
        opened = source.text.startswith("---")
        message = "the line --- below the front matter is missing" if opened else "the clause does not begin with a line ---"
        hint = "the file begins with a line ---, then title, summary, status and rank, then a line ---, then the text"
        raise Stopped([Problem(Place(source.path, 1, 1), message, "no-front-matter", hint)])
    return found[1], Wording(source.text[found.end() :], source.place(found.end()))


def _load_checked(path: Path, schema: str) -> dict[str, Any]:
    data, problems = load_yaml(read_source(path, shown(path)))
    problems += validate(data, packaged_schema(schema))
    if has_errors(problems):
        raise Stopped(problems)
    value: dict[str, Any] = data.value
    return value


def _names(folder: Path, ending: str = "", *, folders: bool = False) -> tuple[str, ...]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return ()
    if folders:
        return tuple(sorted(entry.name for entry in entries if entry.is_dir() and is_name(entry.name)))
    names = (entry.name.removesuffix(ending) for entry in entries if entry.name.endswith(ending))
    return tuple(sorted(filter(is_name, names)))
