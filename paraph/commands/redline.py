"""`redline`: two drafts as a Word document with tracked changes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.assembled import Assembled
from paraph.cli import CLEAN, WrongUse, report
from paraph.commands.build import Assemblers
from paraph.named import NAMES, Named, named
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, ordered
from paraph.standing import Standing, standing
from paraph.store import store

if TYPE_CHECKING:
    from paraph.redline import Redline

HELP = "show what changed between two drafts as a Word document with tracked changes"
EXAMPLES = (
    "paraph redline drafts/mine.yaml drafts/theirs.yaml -o changes.docx",
    "paraph redline main drafts/mine.yaml -o changes.docx          since the branch main, with its library",
    "paraph redline v1 v2 drafts/mine.yaml -o changes.docx         from one revision to another",
    "paraph redline drafts/mine.yaml -o changes.docx --author 'Treaty Section' --date 2027-01-15",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `redline`."""
    parser.add_argument("drafts", nargs="+", metavar="A B", help=f"{NAMES}; reject all changes for A, accept all for B")
    parser.add_argument("-o", "--output", metavar="X.docx", type=Path, required=True, help="the Word document to write")
    add_stamp(parser)


def add_stamp(parser: ArgumentParser) -> None:
    """The arguments which say who made the changes, and when."""
    parser.add_argument("--author", type=_name, default="Paraph", metavar="NAME", help="who made the changes (Paraph when left out)")
    parser.add_argument(
        "--date",
        type=_day,
        default=None,
        metavar="YYYY-MM-DD",
        help="when they were made; when left out, the date of the newer draft if it has one",
    )


def _name(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ArgumentTypeError(f'takes a name, and "{text}" is none')
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f'"{text}" is not a day, as 2027-01-15 is') from None


def run(options: Namespace) -> int:
    """Build both drafts and write what has changed; problems of both are told together."""
    if options.output.suffix.lower() != ".docx":
        raise WrongUse(f'{shown(options.output)} does not end in ".docx": a redline is a Word document')
    sides = named(options.drafts)
    made, warnings = _made(sides, options.author, options.date)
    try:
        store(options.output, made.file)
    except OSError as error:
        message = f"cannot write {shown(options.output)}: {error.strerror}"
        hint = "close the file, or choose another place with -o"
        raise Stopped([Problem(Place(sides[1].path, 1, 1), message, "output", hint)]) from None
    report(warnings)
    print(f"{shown(options.output)}: {counted(made)}")
    return CLEAN


def counted(made: Redline) -> str:
    """How many passages of a redline have changed."""
    return f"{made.changed or 'no'} passage{'' if made.changed == 1 else 's'} changed"


def _made(sides: Sequence[Named], author: str, day: date | None) -> tuple[Redline, Sequence[Problem]]:
    """The redline, and the warnings of both drafts. What was unpacked of a revision is needed until it is written."""
    from paraph.redline.stamped import stamped_redline

    with ExitStack() as unpacked:
        stands = [unpacked.enter_context(standing(side)) for side in sides]
        old, new = _assembled(stands)
        made = stamped_redline(old, new, author, day)
    told = [stand.called(side.problems) for stand, side in zip(stands, (old, new), strict=True)]
    return made, ordered(problem for problems in told for problem in problems if problem.severity != "note")


def _assembled(stands: Sequence[Standing]) -> list[Assembled]:
    """The documents of both drafts, or every problem of both; those of files may be kept ones."""
    kept, found, problems = Assemblers(keeping=True), [], []
    for stand in stands:
        try:
            found.append(_unpacked(stand) if stand.names else kept.assemble(stand.path))
        except Stopped as stopped:
            problems += [problem for problem in stand.called(stopped.problems) if problem not in problems]
    if problems:
        raise Stopped(problems)
    return found


def _unpacked(stand: Standing) -> Assembled:
    """The document of a draft of a revision, with the library of then."""
    from paraph.pipeline import Assembler
    from paraph.workspace import Workspace

    return Assembler(Workspace(stand.root)).assemble(stand.path)
