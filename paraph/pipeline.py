"""The way of a draft: load, validate, resolve, compose, number, write. The one place where the steps meet."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from paraph.compose import compose
from paraph.draft import Draft
from paraph.library import shown
from paraph.library_schema import permissive_schema
from paraph.number import number
from paraph.problems import Place, Problem, Stopped, has_errors, nearest, ordered
from paraph.render import Renderer
from paraph.resolve import resolve
from paraph.source import read_source
from paraph.template import Template
from paraph.tree import Blank, Document, inlines, rows
from paraph.validate import validate
from paraph.workspace import Workspace
from paraph.yaml_data import Data, load_yaml

_PERMISSIVE = permissive_schema()


class Assembled(NamedTuple):
    """A draft's document, numbered, with its template and the problems which did not stop it."""

    path: str
    document: Document
    template: Template
    problems: tuple[Problem, ...]


class Assembler:
    """Assembles drafts of one workspace; what it has read and compiled once, it keeps."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.renderer = Renderer()

    def assemble(self, path: Path) -> Assembled:
        """The document of a draft. Stops with every problem of the draft and of all that it uses."""
        if path.suffix not in (".yaml", ".yml"):
            raise Stopped([_not_a_draft(path)])
        data, problems = load_yaml(read_source(path, shown(path)))
        problems += validate(data, self.workspace.schema, _PERMISSIVE)
        template = self._template(data, problems)
        if template is None:
            raise Stopped(problems)
        draft, found = resolve(data, template, self.workspace.library)
        problems += found
        document, found = compose(draft, self.workspace.library, self.renderer)
        problems += found
        document, found = number(document, template.numbering)
        problems += found
        if draft.status != "drafting":
            problems += _blanks(draft, document)
        if has_errors(problems):
            raise Stopped(problems)
        return Assembled(draft.path, document, template, ordered(problems))

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


def _not_a_draft(path: Path) -> Problem:
    likely = path.with_name(f"{path.name}.yaml")
    hint = (
        f'did you mean "{shown(likely)}"?'
        if likely.is_file()
        else "a draft is a YAML file; `check` without arguments checks clauses as well"
    )
    return Problem(Place(shown(path), 1, 1), "this is not a draft", "not-a-draft", hint)


def blanks(document: Document) -> list[Blank]:
    """The blanks of a document, in reading order."""
    return [inline for row in rows(document) for inline in inlines(row) if isinstance(inline, Blank)]


def _blanks(draft: Draft, document: Document) -> list[Problem]:
    found = {}
    for blank in blanks(document):
        place = blank.place or draft.template.frame.place
        message = f'"{blank.label}" is blank in a draft which is {draft.status}'
        found[blank] = Problem(place, message, "blank", 'give the value, or set "status: drafting"')
    return list(found.values())


FORMATS = ("docx", "html", "md", "txt", "pdf")
"""The formats, by their endings."""


def write(assembled: Assembled, form: str) -> bytes:
    """The document in a format. Stops with what the format's writer finds wrong."""
    document, numbering = assembled.document, assembled.template.numbering
    match form:
        case "docx" | "pdf":
            from paraph.writers.docx import write_docx
            from paraph.writers.docx.look import read_look

            word_file = write_docx(document, read_look(assembled.template.look), numbering)
            if form == "docx":
                return word_file
            from paraph.writers.pdf import write_pdf

            return write_pdf(word_file, assembled.path)
        case "html":
            from paraph.writers.html import write_html

            return write_html(document, numbering).encode()
        case "md":
            from paraph.writers.markdown import write_markdown

            return write_markdown(document).encode()
        case "txt":
            from paraph.writers.text import write_text

            return write_text(document, numbering).encode()
    raise ValueError(f"no writer for {form}")
