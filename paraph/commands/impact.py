"""`impact`: which drafts a change of the library touches, and how."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from paraph.cli import CLEAN, PROBLEMS, WrongUse, in_colour
from paraph.impact import impact
from paraph.impact.report import as_json, as_text
from paraph.revisions import library_at
from paraph.workspace import Workspace, find_workspace

HELP = "show which drafts the changes of clauses and templates since a git revision touch, and how"
EXAMPLES = (
    "paraph impact                    what is not committed yet",
    "paraph impact main               all that differs from the branch main",
    "paraph impact v1.2               since a tag",
    "paraph impact HEAD~3 --format json",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `impact`."""
    parser.add_argument("revision", nargs="?", default="HEAD", metavar="REV", help="a git revision (HEAD when left out)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text for people, or json")


def run(options: Namespace) -> int:
    """Compare today's drafts with the library of then and of now; the code says whether any is touched."""
    workspace = find_workspace(Path.cwd())
    if workspace is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json")
    gc.enable()
    with TemporaryDirectory(prefix="paraph-") as folder:
        commit = library_at(workspace.root, options.revision, Path(folder))
        found = impact(Workspace(Path(folder)), workspace)
    if options.format == "json":
        sys.stdout.write(as_json(found, commit))
    else:
        sys.stdout.write(as_text(found, colour=in_colour(sys.stdout)))
    return PROBLEMS if any(touch.touched for touch in found.drafts) else CLEAN
