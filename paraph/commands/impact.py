"""`impact`: which drafts a change of the library touches, and how."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from paraph.assembled import Assembled
from paraph.cli import CLEAN, PROBLEMS, WrongUse, in_colour, report
from paraph.commands.redline import add_stamp
from paraph.delivery import Delivery, names
from paraph.impact import Impact, Show, impact
from paraph.impact.touch import Touch
from paraph.paths import is_folder, is_there, shown
from paraph.problems import Problem, Stopped, ordered
from paraph.revisions import library_at, renamed_since
from paraph.workspace import Workspace, find_workspace

HELP = "show which drafts the changes of clauses and templates since a git revision touch, and how"
EXAMPLES = (
    "paraph impact                    what is not committed yet",
    "paraph impact main               all that differs from the branch main",
    "paraph impact v1.2               since a tag",
    "paraph impact main --redline redlines --format md > impact.md",
    "paraph impact HEAD~3 --format json",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `impact`."""
    parser.add_argument("revision", nargs="?", default="HEAD", metavar="REV", help="a git revision (HEAD when left out)")
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help="text for people, md for a comment, or json")
    parser.add_argument("--redline", metavar="DIR", type=Path, help="write what changes in each draft as a Word file into a folder")
    add_stamp(parser)


def run(options: Namespace) -> int:
    """Compare today's drafts with the library of then and of now; the code says whether any is touched."""
    workspace = find_workspace(Path.cwd())
    if workspace is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json")
    if options.redline and is_there(options.redline) and not is_folder(options.redline):
        raise WrongUse(f"{options.redline.as_posix()} is no folder")
    workspace.refuse_links()
    gc.enable()
    problems: list[Problem] = []
    with TemporaryDirectory(prefix="paraph-") as folder:
        commit = library_at(workspace.root, options.revision, Path(folder), drafts=True)
        then = Workspace(Path(folder))
        with Delivery(options.redline) if options.redline else nullcontext() as out:
            show = _redlines(out, workspace, options.author, options.date, problems) if out else None
            found = impact(then, workspace, show, renamed_since(workspace.root, commit))
        problems += out.problems if out else []
    sys.stdout.write(_written(found, commit, options.format))
    report(ordered(problems))
    return PROBLEMS if problems or any(touch.touched for touch in found.drafts) else CLEAN


def _redlines(out: Delivery, workspace: Workspace, author: str, day: date | None, problems: list[Problem]) -> Show:
    """Writes the redline of each draft whose text is another one, named after the draft."""
    from paraph.redline.stamped import stamped_redline

    named = names(shown(draft) for draft in workspace.drafts)

    def show(touch: Touch, then: Assembled, now: Assembled) -> Touch:
        try:
            made = stamped_redline(then, now, author, day)
        except Stopped as stopped:
            problems.extend(stopped.problems)
            return touch
        return touch._replace(redline=out.put(f"{named[touch.draft]}.docx", made.file) if made.changed else "")

    return show


def _written(found: Impact, commit: str, form: str) -> str:
    match form:
        case "json":
            from paraph.impact.as_json import as_json

            return as_json(found, commit)
        case "md":
            from paraph.impact.as_markdown import as_markdown

            return as_markdown(found, commit)
    from paraph.impact.as_text import as_text

    return as_text(found, colour=in_colour(sys.stdout))
