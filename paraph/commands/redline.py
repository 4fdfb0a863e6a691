"""`redline`: two drafts as a Word document with tracked changes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from paraph.assembled import Assembled
from paraph.cli import CLEAN, WrongUse, report
from paraph.commands.build import Assemblers
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, ordered
from paraph.store import store

HELP = "show what changed between two drafts as a Word document with tracked changes"
EXAMPLES = (
    "paraph redline drafts/mine.yaml drafts/theirs.yaml -o changes.docx",
    "paraph redline old.yaml drafts/mine.yaml -o changes.docx --author 'Treaty Section' --date 2027-01-15",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `redline`."""
    parser.add_argument("old", metavar="A", type=Path, help="the draft as it was: reject all changes, and this is what stands")
    parser.add_argument("new", metavar="B", type=Path, help="the draft as it is: accept all changes, and this is what stands")
    parser.add_argument("-o", "--output", metavar="X.docx", type=Path, required=True, help="the Word document to write")
    parser.add_argument("--author", default="Paraph", metavar="NAME", help="who made the changes (Paraph when left out)")
    parser.add_argument(
        "--date", type=_day, default=None, metavar="YYYY-MM-DD", help="when they were made; when left out, the date of B if it has one"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f'"{text}" is not a day, as 2027-01-15 is') from None


def run(options: Namespace) -> int:
    """Build both drafts and write what has changed; problems of both are told together."""
    if options.output.suffix.lower() != ".docx":
        raise WrongUse(f'{shown(options.output)} does not end in ".docx": a redline is a Word document')
    if not options.author.strip() or not options.author.isprintable():
        raise WrongUse("--author takes a name")
    from paraph.redline import redline
    from paraph.redline.tracked import Stamp
    from paraph.writers.docx.look import read_look

    old, new = _assembled(options.old, options.new)
    stamp = Stamp(options.author, options.date or new.document.meta.date)
    made = redline(old, new, read_look(new.look), stamp)
    try:
        store(options.output, made.file)
    except OSError as error:
        message = f"cannot write {shown(options.output)}: {error.strerror}"
        raise Stopped(
            [Problem(Place(shown(options.new), 1, 1), message, "output", "close the file, or choose another place with -o")]
        ) from None
    problems = dict.fromkeys((*old.problems, *new.problems))
    report(ordered(problem for problem in problems if problem.severity != "note"))
    print(f"{shown(options.output)}: {made.changed or 'no'} passage{'' if made.changed == 1 else 's'} changed")
    return CLEAN


def _assembled(*paths: Path) -> list[Assembled]:
    """The documents of both drafts, or every problem of both."""
    assemblers = Assemblers(keeping=True)
    found, problems = [], []
    for path in paths:
        try:
            found.append(assemblers.assemble(path))
        except Stopped as stopped:
            problems += [problem for problem in stopped.problems if problem not in problems]
    if problems:
        raise Stopped(problems)
    return found
