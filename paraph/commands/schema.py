"""`schema`: write the schema made from the library."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from paraph.cli import CLEAN, WrongUse
from paraph.paths import shown

HELP = "write clauses/library.schema.json, by which editors complete and check drafts"
EXAMPLES = ("paraph schema",)


def add_arguments(parser: ArgumentParser) -> None:
    """`schema` takes no arguments."""


def run(_: Namespace) -> int:
    """Write the schema when it differs from the file."""
    from paraph.examine import current_library_schema
    from paraph.store import store
    from paraph.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    if workspace is None:
        raise WrongUse("stand in a workspace: a folder with clauses/ and templates/")
    path = workspace.library_schema_path
    schema = current_library_schema(workspace).encode()
    if not path.is_file() or path.read_bytes() != schema:
        store(path, schema)
    print(shown(path))
    return CLEAN
