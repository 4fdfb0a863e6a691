"""`check`: every problem of drafts, clauses and templates, and of texts which others drafted; nothing written."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.cli import CLEAN, PROBLEMS, WrongUse, in_colour
from paraph.examine import examine_workspace
from paraph.paths import shown
from paraph.pipeline import Assembler, blanks
from paraph.problems import Place, Problem, Stopped, nearest, ordered
from paraph.report import FORMS, as_text
from paraph.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from paraph.rules.book import Book

HELP = "list every problem of drafts, clauses and templates; write nothing"
EXAMPLES = (
    "paraph check                           the whole workspace",
    "paraph check drafts/mine.yaml          one draft and what it uses",
    "paraph check --format github           annotations for a pull request",
    "paraph check --text theirs.docx        the language of a text which nobody drafted with us",
    "paraph check --text theirs.md --profile uk,nl --explain",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `check`."""
    parser.add_argument(
        "drafts", nargs="*", metavar="DRAFT", type=Path, help="a draft, or a folder of drafts; the whole workspace when left out"
    )
    parser.add_argument(
        "--text", nargs="+", metavar="FILE", type=Path, default=[],
        help="hold Word files (.docx), Markdown (.md) or plain text (.txt) against the language rules",
    )  # fmt: skip
    parser.add_argument(
        "--profile",
        metavar="NAME,…",
        default="",
        help="for texts: the profiles whose rules hold; those of the states in the title when left out",
    )
    parser.add_argument("--explain", action="store_true", help="say below each finding why, and what says so")
    parser.add_argument("--strict", action="store_true", help="exit with 1 for notes too")
    parser.add_argument(
        "--format", choices=FORMS, default="text", help="text for people (on standard error), or json, github, sarif (on standard output)"
    )


def run(options: Namespace) -> int:
    """Check, print, and say by the exit code whether there is anything to mend."""
    problems: list[Problem] = []
    if options.text:
        problems += _text_problems(options.text, options.profile)
    if options.drafts:
        for path in options.drafts:
            for draft in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
                problems += check_draft(draft, Assembler(_workspace(draft.parent)))
    elif not options.text:
        workspace = _workspace(Path.cwd())
        problems += examine_workspace(workspace)
        assembler = Assembler(workspace)
        for draft in workspace.drafts:
            problems += check_draft(draft, assembler)
    if options.format == "text":
        sys.stderr.write(as_text(problems, colour=in_colour(sys.stderr), explain=options.explain))
    else:
        sys.stdout.write(FORMS[options.format](problems))
    return PROBLEMS if any(options.strict or problem.severity != "note" for problem in problems) else CLEAN


def _text_problems(files: Sequence[Path], asked: str) -> list[Problem]:
    from paraph.readers.checked import text_problems

    book = _book()
    if not book.folder.is_dir():
        raise WrongUse("there are no language rules: stand in a workspace which has them in rules/")
    profiles = tuple(filter(None, map(str.strip, asked.split(","))))
    for name in profiles:
        if name not in book.profiles:
            raise WrongUse(f'no profile "{name}"; {nearest(name, book.profiles) or "profiles: " + ", ".join(sorted(book.profiles))}')
    found = [problem for file in files for problem in text_problems(file, book, profiles)]
    return [*book.all_problems(), *found]


def _book() -> Book:
    """The rules of the workspace one stands in, else those which come with the tool."""
    from paraph.first_workspace import CHECKOUT, STARTER
    from paraph.rules.book import Book

    workspace = find_workspace(Path.cwd())
    folders = [root / "rules" for root in ([workspace.root] if workspace else []) + [STARTER, CHECKOUT]]
    return Book(next((folder for folder in folders if folder.is_dir()), folders[-1]))


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
