"""A workspace: the folder with clauses, templates, drafts and schema.json."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

from paraph.library import Library
from paraph.paths import drafts_in, find_root, shown
from paraph.problems import Place, Problem, Refused, Stopped
from paraph.template import Template, load_template, template_names
from paraph.validate import LIBRARY_SCHEMA, Schema

FOLDERS = ("clauses", "drafts", "rules", "templates", "schema.json")
"""Of what a workspace consists."""


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
        """Every draft, by name. Raises `Refused` when a name has signs which cannot be printed."""
        found = drafts_in(self.root / "drafts")
        for path in found:
            if not path.name.isprintable():
                raise Refused(f"a draft's name has signs which cannot be printed: {path.name!a}")
        return found

    def refuse_links(self) -> None:
        """Raise `Refused` when a file is a link which leads elsewhere: what stands there would be told to strangers."""
        home = self.root.resolve()
        for name in FOLDERS:
            for path in (self.root / name, *(self.root / name).rglob("*")):
                if path.is_symlink() and not any(path.resolve().is_relative_to(home / folder) for folder in FOLDERS):
                    raise Refused(f"{shown(path)} is a link which leads out of the workspace: put the file itself there")


def find_workspace(start: Path) -> Workspace | None:
    """The workspace which a path lies in, or `None`."""
    root = find_root(start)
    return Workspace(root) if root else None
