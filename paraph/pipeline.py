"""The way of a draft: load, validate, resolve, compose, number. The one place where the steps meet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from paraph.assembled import Assembled
from paraph.compose import compose
from paraph.contents import inlines, walk
from paraph.draft import Draft
from paraph.initialled import frozen_path
from paraph.library_schema import permissive_schema
from paraph.number import number
from paraph.paths import is_file, shown
from paraph.problems import Place, Problem, Stopped, has_errors, nearest, ordered
from paraph.records import NamedTuple
from paraph.relations import relation_problems
from paraph.render import Renderer
from paraph.resolve import resolve
from paraph.shared import gathered, gathered_in
from paraph.source import Source, read_source
from paraph.template import Template
from paraph.tree import Blank, Document, Inline, Passage, Signature
from paraph.validate import validate
from paraph.workspace import Workspace
from paraph.yaml_data import Data, load_yaml

_PERMISSIVE = permissive_schema()


class Drafted(NamedTuple):
    """A draft, nothing left to look up, what it was assembled into, and the data of its file."""

    draft: Draft
    assembled: Assembled
    data: Data


class Attempt(NamedTuple):
    """What became of a draft, problems or not: blanks stand where something is wrong."""

    data: Data
    draft: Draft
    document: Document
    problems: list[Problem]

    def drafted(self, sources: tuple[Path, ...] = ()) -> Drafted:
        """The draft and what writing it takes, when it has no errors."""
        draft = self.draft
        return Drafted(draft, Assembled(draft.path, self.document, draft.template.look, ordered(self.problems), sources), self.data)


class Assembler:
    """Assembles drafts of one workspace; what it has read and compiled once, it keeps."""

    def __init__(self, workspace: Workspace, *, tracing: bool = False, holding: bool = True) -> None:
        """`tracing` is for one draft: it says which files its document came from, and nothing is kept of its YAML for others.

        Without `holding`, drafts whose text is frozen may give another one.
        """
        self.workspace = workspace
        self.tracing = tracing
        self.holding = holding
        self.renderer = Renderer()
        self._load = load_yaml if tracing else _by_entries()

    def assemble(self, path: Path) -> Assembled:
        """The document of a draft. Stops with every problem of the draft and of all that it uses."""
        return self.drafted(path).assembled

    def drafted(self, path: Path) -> Drafted:
        """A draft and its document. Stops likewise."""
        tried = self.attempted(path)
        if has_errors(tried.problems):
            raise Stopped(tried.problems)
        if self.holding and tried.draft.status != "drafting" and is_file(frozen_path(path)):
            from paraph.initialled.held import held

            if problems := held(path, tried.data, tried.document):
                raise Stopped([*tried.problems, *problems])
        return tried.drafted(self.sources(path, tried.draft) if self.tracing else ())

    def attempted(self, path: Path) -> Attempt:
        """A draft and its document as whole as its problems leave them. Stops where there is no YAML, or no template."""
        if path.suffix not in (".yaml", ".yml"):
            raise Stopped([_not_a_draft(path)])
        data, problems = self._load(read_source(path, shown(path)))
        problems += validate(data, self.workspace.schema, _PERMISSIVE)
        template = self._template(data, problems)
        if template is None:
            raise Stopped(problems)
        draft, found = resolve(data, template, self.workspace.library)
        problems += found + relation_problems(draft, self.workspace.library)
        document, found = compose(draft, self.workspace.library, self.renderer)
        problems += found
        document, found = number(document, template.numbering)
        problems += found
        if draft.status != "drafting":
            problems += _blanks(draft, document)
        return Attempt(data, draft, document, problems)

    def sources(self, path: Path, draft: Draft) -> tuple[Path, ...]:
        """Every file which has a say in the document, and that with its frozen text, be it there or not."""
        workspace, template = self.workspace, draft.template
        clauses = sorted({pick.clause for picks in draft.picks.values() for pick in picks if pick.clause})
        return (
            path,
            workspace.root / "schema.json",
            template.look.with_name("template.yaml"),
            template.look.with_name("document.md.j2"),
            *(workspace.library.path(clause) for clause in clauses),
            *(file for id in draft.agencies for file in workspace.library.agency_paths(id)),
            *((frozen_path(path),) if draft.status != "drafting" else ()),
        )

    def _template(self, data: Data, problems: list[Problem]) -> Template | None:
        name = data.below(("template",))
        if not isinstance(name, str):
            return None
        try:
            template = self.workspace.template(name)
        except Stopped as stopped:
            problems += stopped.problems
            return None
        if template is None:
            names = self.workspace.template_names()
            hint = nearest(name, names) or f"templates: {', '.join(names)}"
            problems.append(Problem(data.place(("template",)), f'no template "{name}"', "unknown-template", hint))
        return template


def _by_entries() -> Callable[[Source], tuple[Data, list[Problem]]]:
    """Reads drafts which have much in common."""
    from paraph.yaml_entries import Entries

    return Entries().load


def _not_a_draft(path: Path) -> Problem:
    likely = path.with_name(f"{path.name}.yaml")
    if path.suffix in (".docx", ".txt"):
        hint = "the language of a text which others drafted is checked by `check --text`"
        return Problem(Place(shown(path), 1, 1), "this is not a draft", "not-a-draft", hint)
    hint = (
        f'did you mean "{shown(likely)}"?'
        if is_file(likely)
        else "a draft is a YAML file; `check` without arguments checks clauses as well"
    )
    return Problem(Place(shown(path), 1, 1), "this is not a draft", "not-a-draft", hint)


def blanks(document: Document) -> list[Blank]:
    """The blanks of a document, in reading order."""
    return gathered(document, "blanks", _blanks_of)


def _blanks_of(row: tuple[Inline, ...]) -> list[Blank]:
    return [inline for inline in inlines(row) if isinstance(inline, Blank)]


def _blanks(draft: Draft, document: Document) -> list[Problem]:
    """A problem for each blank of a draft which is settled, where the draft or the clause leaves it."""
    places = {blank: blank.place for blank in blanks(document)}
    if not places:
        return []
    origins = {trace.pick: trace.origin for trace in document.trace}
    for part in document.parts:
        for block in () if isinstance(part, Signature) else walk(part.content):
            if isinstance(block, Passage):  # the places inside count from the beginning of its text
                inside = gathered_in(block.content, "blanks", _blanks_of)
                places |= {blank: blank.place.within(origins[block.pick]) for blank in inside if blank.place}
    hint = 'give the value, or set "status: drafting"'
    return [
        Problem(place or draft.template.frame.place, f'"{blank.label}" is blank in a draft which is {draft.status}', "blank", hint)
        for blank, place in places.items()
    ]
