"""Where clauses and agencies are used: in drafts, by templates, and by the texts and relations of other clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from paraph.catalogue import named_in, raw
from paraph.library import Clause, Library
from paraph.library_schema import AREAS, PREAMBLE
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, has_errors
from paraph.records import NamedTuple
from paraph.source import read_source
from paraph.template import Template
from paraph.workspace import Workspace
from paraph.yaml_data import Data, Path, load_yaml


class TemplatePick(NamedTuple):
    """A template which picks a clause for drafts that pick none of its topic, and those drafts."""

    template: str
    place: Place
    drafts: tuple[str, ...]


class Stand(NamedTuple):
    """Where a template places a topic: in a section, by its id and heading."""

    template: str
    section: str
    heading: str


class Mention(NamedTuple):
    """Another clause which has to do with a clause or its topic: refers to it, lists it, requires it …"""

    clause: str
    how: str
    place: Place


class Usage:
    """What drafts and templates of a workspace use; `problems` are those of files which cannot be read."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.problems: list[Problem] = []
        self.drafts = tuple(self._drafts())
        self.templates = tuple(self._templates())

    def drafts_with(self, id: str) -> tuple[Place, ...]:
        """Where drafts pick a clause themselves."""
        topic, _, name = id.partition("/")
        return tuple(data.place(path) for data in self.drafts for path, used in _picks(data, topic) if used == name)

    def picks_of_templates(self, id: str) -> tuple[TemplatePick, ...]:
        """The templates which pick a clause, each with the drafts in which it stands for that reason."""
        topic, _, name = id.partition("/")
        return tuple(
            TemplatePick(template.name, template.data.place(("picks", topic)), self._left_to(template, topic))
            for template in self.templates
            if template.picks.get(topic) == name
        )

    def count(self, id: str) -> int:
        """In how many drafts a clause stands: those which pick it, and those for which their template does."""
        left = (draft for pick in self.picks_of_templates(id) for draft in pick.drafts)
        return len({place.path for place in self.drafts_with(id)}.union(left))

    def stands(self, topic: str) -> tuple[Stand, ...]:
        """The sections in which templates place a topic."""
        return tuple(
            Stand(template.name, plan.id, plan.heading or "")
            for template in self.templates
            for plan in template.plans
            if topic in plan.topics
        )

    def drafts_between(self, agency: str) -> tuple[Place, ...]:
        """Where drafts name an agency of the library as a party, or as part of one."""
        return tuple(
            data.place(path) for data in self.drafts for path, value in _below(data.below(("parties",)), ("parties",)) if value == agency
        )

    def most_used_template(self, names: tuple[str, ...]) -> str:
        """The template among some which most drafts use; the first when none is used."""
        used = [data.below(("template",)) for data in self.drafts]
        return max(names, key=used.count)

    def _left_to(self, template: Template, topic: str) -> tuple[str, ...]:
        drafts = (data for data in self.drafts if data.below(("template",)) == template.name)
        return tuple(data.source.path for data in drafts if not any(True for _ in _picks(data, topic)))

    def _drafts(self) -> Iterator[Data]:
        for path in self.workspace.drafts:
            try:
                data, problems = load_yaml(read_source(path, shown(path)))
            except Stopped as stopped:
                self.problems += stopped.problems
                continue
            if has_errors(problems):
                self.problems += problems
            yield data

    def _templates(self) -> Iterator[Template]:
        for name in self.workspace.template_names():
            try:
                template = self.workspace.template(name)
            except Stopped as stopped:
                self.problems += stopped.problems
                continue
            if template:
                yield template


def mentions(library: Library, clause: Clause) -> tuple[Mention, ...]:
    """The clauses which have to do with a clause, by id. Only those are parsed whose files hold its topic's name."""
    found: list[Mention] = []
    for id in library.ids():
        if id == clause.id or clause.topic not in raw(library, id):
            continue
        try:
            other = library.clause(id)
        except Stopped:  # `check` says what is wrong with it
            continue
        if other:
            found += _mentions(other, clause)
    return tuple(found)


def _mentions(other: Clause, clause: Clause) -> Iterator[Mention]:
    named = named_in(other.wording.text)
    for how, function, topics in (("refers to its topic", "ref", named.references), ("lists its topic", "list", named.lists)):
        if clause.topic in topics:
            yield Mention(other.id, how, _line_of(other, function, clause.topic))
    relations = (("requires", "requires"), ("excludes", "excludes"), ("pairs with", "pairs-with"))
    for (how, key), entries in zip(relations, other.relations, strict=True):
        for index, entry in enumerate(entries):
            if entry in (clause.id, clause.topic):
                yield Mention(other.id, f"{how} {'it' if entry == clause.id else 'its topic'}", other.data.place((key, index)))
    if other.instead == clause.id:
        yield Mention(other.id, "is retired in its favour", other.data.place(("instead",)))


def _line_of(clause: Clause, function: str, topic: str) -> Place:
    """The first line of a clause's text which calls a function with a topic."""
    place = clause.wording.place
    for number, line in enumerate(clause.wording.text.split("\n")):
        named = named_in(line)
        if topic in (named.references if function == "ref" else named.lists):
            return place._replace(line=place.line + number, column=line.index(f"{function}(") + 1)
    return place


def _picks(data: Data, topic: str) -> Iterator[tuple[Path, str]]:
    """Each pick of a topic, with the name of the clause which it uses; without a name, when the text is the draft's own."""
    path: Path = (topic,) if topic in (AREAS, PREAMBLE) else ("clauses", topic)
    value = data.below(path)
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _used((*path, index), entry)
    elif value is not None:
        yield from _used(path, value)


def _used(path: Path, entry: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(entry, dict) and isinstance(entry.get("use"), str):
        yield (*path, "use"), entry["use"]
    else:
        yield path, entry if isinstance(entry, str) else ""


def _below(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every value below a path which is neither a list nor a mapping."""
    if isinstance(value, dict | list):
        for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _below(entry, (*path, key))
    else:
        yield path, value
