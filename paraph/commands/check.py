"""`check`: every problem of drafts, clauses and templates, nothing written."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from paraph.cli import CLEAN, PROBLEMS, WrongUse, in_colour
from paraph.examine import examine_workspace
from paraph.paths import drafts_in, shown
from paraph.pipeline import Assembler, blanks
from paraph.problems import Place, Problem, Stopped, ordered
from paraph.report import FORMS, as_text
from paraph.workspace import Workspace, find_workspace

HELP = "list every problem of drafts, clauses and templates; write nothing"
EXAMPLES = (
    "paraph check                           the whole workspace",
    "paraph check drafts/mine.yaml          one draft and what it uses",
    "paraph check --format github           annotations for a pull request",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `check`."""
    parser.add_argument(
        "drafts", nargs="*", metavar="DRAFT", type=Path, help="a draft, or a folder of drafts; the whole workspace when left out"
    )
    parser.add_argument(
        "--format", choices=FORMS, default="text", help="text for people (on standard error), or json, github, sarif (on standard output)"
    )


def run(options: Namespace) -> int:
    """Check, print, and say by the exit code whether there is anything to mend."""
    problems: list[Problem] = []
    if options.drafts:
        for path in options.drafts:
            drafts = drafts_in(path) if path.is_dir() else (path,)
            problems += _same_outputs(drafts)
            for draft in drafts:
                problems += check_draft(draft, Assembler(_workspace(draft.parent)))
    else:
        workspace = _workspace(Path.cwd())
        problems += examine_workspace(workspace) + _same_outputs(workspace.drafts)
        assembler = Assembler(workspace)
        for draft in workspace.drafts:
            problems += check_draft(draft, assembler)
    if options.format == "text":
        sys.stderr.write(as_text(problems, colour=in_colour(sys.stderr)))
    else:
        sys.stdout.write(FORMS[options.format](problems))
    return PROBLEMS if any(problem.severity != "note" for problem in problems) else CLEAN


def _same_outputs(drafts: Sequence[Path]) -> list[Problem]:
    """Drafts of a folder which would be built to the same file (`same-output`)."""
    first: dict[str, Path] = {}
    return [
        Problem(Place(shown(path), 1, 1), f"{shown(other)} is built to the same file", "same-output", "give one of the two another name")
        for path in drafts
        if (other := first.setdefault(path.stem, path)) is not path
    ]


def check_draft(path: Path, assembler: Assembler) -> tuple[Problem, ...]:
    """The problems of a draft, and a note of its blanks."""
    try:
        assembled = assembler.assemble(path)
    except Stopped as stopped:
        return stopped.problems
    found = dict.fromkeys(blank.label for blank in blanks(assembled.document))
    if not found:
        return assembled.problems
    message = f"{len(found)} blank{'' if len(found) == 1 else 's'} left: {', '.join(found)}"
    return ordered((*assembled.problems, Problem(Place(shown(path), 1, 1), message, "blanks", severity="note")))


def _workspace(folder: Path) -> Workspace:
    found = find_workspace(folder) or find_workspace(Path.cwd())
    if found is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json")
    return found
