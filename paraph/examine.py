"""Examine a library and its templates by themselves: every clause is built alone from its example.

These are the checks which need no draft; `check` runs them, and building a draft does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from paraph.alone import build_alone
from paraph.compose.frame import read_frame
from paraph.examine_relations import examine_relations
from paraph.examine_topics import examine_topics
from paraph.library import COMMON, PARTIES, Clause, Library, PartyCount
from paraph.library_schema import library_schema, written
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, has_errors, nearest
from paraph.references import references_of
from paraph.render import Renderer
from paraph.shared import gathered
from paraph.source import read_source
from paraph.template import Template, misleading_ids
from paraph.tree import Document, Role
from paraph.validate import schema_error, validate
from paraph.workspace import Workspace
from paraph.yaml_data import load_yaml

T = TypeVar("T")


Look = Callable[[Clause, Document, Template], Iterable[Problem]]
"""What else looks at a clause which was built alone, in a document of a template."""


def examine_workspace(workspace: Workspace, look: Look | None = None) -> list[Problem]:
    """Every problem of clauses, agencies and templates, and of the schema made from them."""
    problems = _agency_problems(workspace.library)
    templates = list(_templates(workspace, problems))
    for template in templates:
        problems += _template_problems(template, workspace.library)
    if templates:
        problems += _clause_problems(workspace, templates, look)
    if not has_errors(problems):
        problems += _stale_schema(workspace)
    return problems


def current_library_schema(workspace: Workspace) -> str:
    """The schema of the library as its files stand. Stops with their problems."""
    problems: list[Problem] = []
    clauses = list(_clauses(workspace.library, problems))
    problems += _agency_problems(workspace.library)
    templates = [(t.name, t.title, t.summary) for t in _templates(workspace, problems)]
    if problems:
        raise Stopped(problems)
    return written(library_schema(workspace.library, clauses, templates))


def _stale_schema(workspace: Workspace) -> list[Problem]:
    path = workspace.library_schema_path
    if path.is_file() and path.read_text(encoding="utf-8") == current_library_schema(workspace):
        return []
    message = "the schema does not match the library" if path.is_file() else "there is no such file"
    return [Problem(Place(shown(path), 1, 1), message, "stale-schema", "run: paraph schema (in a checkout: python assemble.py schema)")]


def _clauses(library: Library, problems: list[Problem]) -> Iterator[Clause]:
    return _loaded(library.clause, library.ids(), problems)


def _templates(workspace: Workspace, problems: list[Problem]) -> Iterator[Template]:
    return _loaded(workspace.template, workspace.template_names(), problems)


def _loaded(load: Callable[[str], T | None], names: Iterable[str], problems: list[Problem]) -> Iterator[T]:
    """What can be loaded by these names; the problems of what cannot are noted."""
    for name in names:
        try:
            found = load(name)
        except Stopped as stopped:
            problems += stopped.problems
            continue
        if found:
            yield found


# Agencies and templates


def _agency_problems(library: Library) -> list[Problem]:
    problems: list[Problem] = []
    for _ in _loaded(library.agency, library.agency_ids(), problems):
        pass
    return problems + _odd_files(library.folder)


def _odd_files(folder: Path) -> list[Problem]:
    """Files whose place or name keeps them out of the library."""
    library = Library(folder)
    known = {folder / f"{id}.md" for id in library.ids()} | {folder / PARTIES / f"{id}.yaml" for id in library.agency_ids()}
    known |= {folder / "library.schema.json", *(folder / PARTIES).glob("*/state.yaml")}
    hint = (
        "a clause is clauses/TOPIC/NAME.md, an agency clauses/parties/STATE/NAME.yaml; names have small letters, figures and single hyphens"
    )
    return [
        Problem(Place(shown(path), 1, 1), "this file's name or folder keeps it out of the library", "stray-file", hint)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path not in known and not path.name.startswith(".")
    ]


def _template_problems(template: Template, library: Library) -> list[Problem]:
    problems: list[Problem] = []
    data = template.data
    topics = library.topics()
    for topic, name in template.picks.items():
        if name not in library.alternatives(topic):
            hint = nearest(name, library.alternatives(topic)) or nearest(topic, topics)
            problems.append(Problem(data.place(("picks", topic)), f'no clause "{topic}/{name}"', "unknown-clause", hint))
    problems += _miscounted_picks(template, library)
    for key, plans in (("outline", template.outline), ("annexes", template.annexes)):
        for index, plan in enumerate(plans):
            for position, entry in enumerate(plan.entries):
                if isinstance(entry, str) and entry not in topics:
                    place = data.place((key, index, "clauses", position))
                    problems.append(Problem(place, f'no topic "{entry}"', "unknown-topic", nearest(entry, topics)))
    for key in ("forms", "punctuation"):
        problems += [
            Problem(data.key_place((key, topic)), f'no topic "{topic}"', "unknown-topic", nearest(topic, topics))
            for topic in data.below((key,)) or ()
            if topic not in topics
        ]
    placed = {topic for plan in template.plans for topic in plan.topics}
    for index, topic in enumerate(template.required):
        if topic not in placed | set(Role):
            place = data.place(("required", index))
            problems.append(Problem(place, f'the outline has no place for "{topic}"', "unplaced-topic", nearest(topic, placed)))
    return [*problems, *misleading_ids(template.plans, data.source.path), *_look_problems(template)]


def _miscounted_picks(template: Template, library: Library) -> Iterator[Problem]:
    """The template's own picks which are worded for no number of parties that its drafts can have."""
    least, most = template.parties
    for topic, name in template.picks.items():
        with suppress(Stopped):  # the clause's own problems say so
            clause = library.clause(f"{topic}/{name}")
            if clause and not any(clause.parties.holds(count) for count in range(least, most + 1)):
                message = f'"{clause.id}" is worded for {clause.parties}, and the template is for {PartyCount(least, most)}'
                yield Problem(template.data.place(("picks", topic)), message, "parties", "pick another alternative")


def _look_problems(template: Template) -> list[Problem]:
    from paraph.writers.docx.look import missing_style, read_look
    from paraph.writers.docx.styles import CHARACTER_STYLES, PARAGRAPH_STYLES, TABLE_STYLES

    try:
        look = read_look(template.look)
    except Stopped as stopped:
        return list(stopped.problems)
    wanted = [("paragraph", name) for name in PARAGRAPH_STYLES]
    wanted += [("character", name) for name in CHARACTER_STYLES] + [("table", name) for name in TABLE_STYLES]
    return [missing_style(look, kind, name) for kind, name in wanted if (kind, name.lower()) not in look.styles]


# Clauses


def _clause_problems(workspace: Workspace, templates: list[Template], look: Look | None) -> list[Problem]:
    problems: list[Problem] = []
    library, renderer = workspace.library, Renderer()
    sections = {plan.id for template in templates for plan in template.plans}
    targets = sections | set(library.topics()) | set(library.ids())
    preferred: dict[str, Clause] = {}
    examined: Clause | None = None
    clauses = list(_clauses(library, problems))
    for clause in clauses:
        if clause.rank == "preferred" and clause.status != "retired":
            problems += _second_preferred(clause, preferred.setdefault(clause.topic, clause))
        found = front_matter_problems(clause, library)
        problems += found or examine_clause(clause, templates[0], library, renderer, targets, look=look)
        if not found:
            examined = clause
    problems += examine_relations(clauses, library) + examine_topics(clauses, _placed(clauses, templates, workspace, renderer))
    if examined:
        for template in templates[1:]:  # their frames and notices, around any clause
            problems += build_alone(examined, template, library, renderer)[1]
    return problems


def _placed(clauses: Iterable[Clause], templates: Iterable[Template], workspace: Workspace, renderer: Renderer) -> set[str]:
    """The topics which an outline, a frame, another clause's list or a draft's own sections have a place for."""
    placed: set[str] = set()
    for template in templates:
        placed |= {topic for plan in template.plans for topic in plan.topics}
        placed.update(read_frame(template.frame, renderer).names)
    for clause in clauses:
        if "list(" in clause.wording.text:
            with suppress(Stopped):  # the clause's own problems say so
                placed |= renderer.uses(clause.wording, clause.names).lists
    if not placed.issuperset(clause.topic for clause in clauses):
        placed.update(*map(_placed_by, workspace.drafts))
    return placed


def _placed_by(draft: Path) -> set[str]:
    """The topics in a draft's own sections."""
    try:
        data = load_yaml(read_source(draft, shown(draft)))[0]
    except Stopped:  # the draft's own problems say so
        return set()
    lists = [entries for key in ("sections", "annexes") if isinstance(entries := data.below((key,)), list)]
    plans = [plan for entries in lists for plan in entries if isinstance(plan, dict)]
    return {topic for plan in plans if isinstance(plan.get("clauses"), list) for topic in plan["clauses"] if isinstance(topic, str)}


def _second_preferred(clause: Clause, first: Clause) -> list[Problem]:
    if clause is first:
        return []
    message = f'"{first.id}" is preferred already'
    return [Problem(clause.data.place(("rank",)), message, "two-preferred", "a topic has one preferred alternative", "warning")]


def front_matter_problems(clause: Clause, library: Library) -> list[Problem]:
    """What the front matter's schema cannot say: fills, example and successor fit together."""
    problems: list[Problem] = []
    data = clause.data
    for name, fill in clause.fills.items():
        if name in COMMON:
            problems.append(
                Problem(data.key_place(("fills", name)), f'the name "{name}" is taken', "fill-name", "give the fill another name")
            )
        if error := schema_error(fill):
            problems.append(Problem(data.place(("fills", name)), f"this is no JSON Schema: {error}", "fill-schema"))
    if not problems:
        fills = {"type": "object", "properties": clause.fills, "required": sorted(clause.fills), "additionalProperties": False}
        if clause.fills and not clause.example:
            hint = f"example: {{{', '.join(f'{name}: …' for name in clause.fills)}}}"
            problems.append(Problem(data.key_place(("fills",)), "the clause has fills and no example", "missing-example", hint))
        elif clause.fills or clause.example:
            problems += validate(data, fills, below=("example",))
    for index, name in enumerate(data.below(("optional",)) or ()):
        if name not in clause.fills:
            place = data.place(("optional", index))
            problems.append(Problem(place, f'the clause has no fill "{name}"', "unknown-fill", nearest(name, clause.fills)))
    for name, fill in clause.fills.items():
        if fill.get("minimum", 0) > fill.get("maximum", float("inf")):
            problems.append(Problem(data.place(("fills", name)), "the minimum is above the maximum", "fill-schema", "exchange them"))
    return problems + _beyond_fills(clause, library)


def _beyond_fills(clause: Clause, library: Library) -> list[Problem]:
    """What is wrong with the number of parties, and with the successor."""
    problems: list[Problem] = []
    least, most = clause.parties
    if most is not None and least > most:
        problems.append(Problem(clause.data.place(("parties",)), "the minimum is above the maximum", "parties", "exchange them"))
    if clause.instead and (clause.instead == clause.id or clause.instead not in set(library.ids())):
        place = clause.data.place(("instead",))
        problems.append(Problem(place, f'no clause "{clause.instead}"', "unknown-clause", nearest(clause.instead, library.ids())))
    return problems


def examine_clause(
    clause: Clause, template: Template, library: Library, renderer: Renderer, targets: set[str], *, look: Look | None = None
) -> list[Problem]:
    """The problems of a clause's text, built alone from its example; `targets` can be referred to."""
    try:
        uses = renderer.uses(clause.wording, clause.names)
    except Stopped as stopped:
        return list(stopped.problems)
    problems = []
    for name in clause.fills:
        if name not in uses.names:
            hint = f"write {{{{ {name} }}}} in the text, or delete the fill"
            problems.append(
                Problem(clause.data.key_place(("fills", name)), f'the text does not use the fill "{name}"', "unused-fill", hint)
            )
    for topic in sorted(uses.lists - set(library.topics())):
        hint = nearest(topic, library.topics())
        problems.append(Problem(clause.wording.place, f'no topic "{topic}" to list', "unknown-topic", hint))
    document, found = build_alone(clause, template, library, renderer)
    problems += found
    if clause.optional and not found:  # once more as a draft builds it which leaves out what it may
        problems += build_alone(clause, template, library, renderer, without=clause.optional)[1]
    for reference in gathered(document, "references", references_of):
        if reference.target.partition(".")[0] not in targets:
            hint = nearest(reference.target, targets) or f"known: {', '.join(sorted(targets))}"
            place = (reference.place or clause.wording.place).within(clause.wording.place)
            problems.append(Problem(place, f'nothing is named "{reference.target}"', "unknown-reference", hint))
    if look and not problems:
        problems += look(clause, document, template)
    return problems
