"""A workspace: the folder with clauses, templates, drafts and schema.json."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

from paraph.library import Library
from paraph.paths import drafts_in, find_root, shown
from paraph.problems import Place, Problem, Stopped
from paraph.template import Template, load_template, template_names
from paraph.validate import LIBRARY_SCHEMA, Schema


class Workspace:
    """The files below one folder, each read when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.library = Library(root / "clauses")
        self._templates: dict[str, Template | None] = {}

    def template(self, name: str) -> Template | None:
        """The template of a name, or `None`. Stops with the problems of its files."""
        if name not in self._templates:
            self._templates[name] = load_template(self.root / "templates", name)
        return self._templates[name]

    def template_names(self) -> tuple[str, ...]:
        """Every template's name."""
        return template_names(self.root / "templates")

    @cached_property
    def schema(self) -> Schema:
        """The schema of a draft. Stops with `no-file` or `schema`."""
        path = self.root / "schema.json"
        start = Place(shown(path), 1, 1)
        try:
            schema: Schema = json.loads(path.read_bytes())
        except FileNotFoundError:
            raise Stopped([Problem(start, "there is no such file", "no-file", "a workspace has a schema.json beside clauses/")]) from None
        except ValueError as error:
            raise Stopped([Problem(start, f"this is not JSON: {error}", "schema")]) from None
        return schema

    @property
    def library_schema_path(self) -> Path:
        """Where the schema made from the library is kept."""
        return self.root / LIBRARY_SCHEMA

    @property
    def drafts(self) -> tuple[Path, ...]:
        """Every draft, by name."""
        return drafts_in(self.root / "drafts")


def find_workspace(start: Path) -> Workspace | None:
    """The workspace which a path lies in, or `None`."""
    root = find_root(start)
    return Workspace(root) if root else None
