"""`redline`: two drafts or Word files as one Word document with tracked changes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.cli import CLEAN, PROBLEMS, WrongUse, report
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, ordered
from paraph.store import store

if TYPE_CHECKING:
    from paraph.assembled import Assembled
    from paraph.redline_files import Side

HELP = "show what changed between two drafts or Word files as a Word document with tracked changes"
EXAMPLES = (
    "paraph redline drafts/mine.yaml drafts/theirs.yaml -o changes.docx",
    "paraph redline build/mine.docx theirs.docx -o changes.docx",
    "paraph redline old.yaml drafts/mine.yaml -o changes.docx --author 'Treaty Section' --date 2027-01-15",
)


_WORD = ".docx"
_TO_SAVE = (".doc", ".docm", ".dotx", ".dotm", ".odt", ".rtf", ".pdf")
"""Endings of documents which a word processor can save as Word documents."""


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `redline`."""
    parser.add_argument("old", metavar="A", type=Path, help="the draft or Word file as it was: reject all changes, and this is what stands")
    parser.add_argument("new", metavar="B", type=Path, help="the draft or Word file as it is: accept all changes, and this is what stands")
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
    if _is_no_draft(options.old) or _is_no_draft(options.new):
        return _between_files(options)
    from paraph.redline import redline
    from paraph.redline.tracked import Stamp
    from paraph.writers.docx.look import read_look

    old, new = _assembled(options.old, options.new)
    stamp = Stamp(options.author, options.date or new.document.meta.date)
    made = redline(old, new, read_look(new.look), stamp)
    _stored(options, made.file)
    problems = dict.fromkeys((*old.problems, *new.problems))
    report(ordered(problem for problem in problems if problem.severity != "note"))
    print(f"{shown(options.output)}: {made.changed or 'no'} passage{'' if made.changed == 1 else 's'} changed")
    return CLEAN


def _assembled(*paths: Path) -> list[Assembled]:
    """The documents of both drafts, or every problem of both."""
    from paraph.commands.build import Assemblers

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


def _stored(options: Namespace, file: bytes) -> None:
    try:
        store(options.output, file)
    except OSError as error:
        message = f"cannot write {shown(options.output)}: {error.strerror}"
        raise Stopped(
            [Problem(Place(shown(options.new), 1, 1), message, "output", "close the file, or choose another place with -o")]
        ) from None


# Word files


def _is_no_draft(named: object) -> bool:
    """Whether what was named is a document and no draft."""
    return str(named).lower().endswith((_WORD, *_TO_SAVE))


def _between_files(options: Namespace) -> int:
    """The redline of two Word files, or of one and a draft; what is wrong with both is told together."""
    from paraph.redline_files import NoEngine, redline_between

    try:
        old, new = _sides(options.old, options.new)
        made = redline_between(old, new, options.author, options.date)
    except NoEngine as missing:
        raise WrongUse(str(missing)) from None
    _stored(options, made.file)
    problems = (*old.problems, *new.problems, *made.problems)
    report(ordered(problem for problem in problems if problem.severity != "note"))
    print(f"{shown(options.output)}: {made.said}")
    return PROBLEMS if any(problem.rule == "redline-differs" for problem in made.problems) else CLEAN


def _sides(*paths: Path) -> list[Side]:
    from paraph.redline_files import side_of_draft, side_of_file

    found, problems = [], []
    for path in paths:
        if str(path).lower().endswith(_TO_SAVE):
            raise WrongUse(f"{shown(path)} is no Word document (.docx): open it, save it as one, and take that")
        try:
            found.append(side_of_file(path) if _is_no_draft(path) else side_of_draft(path, *_assembled(path)))
        except Stopped as stopped:
            problems += list(stopped.problems)
    if problems:
        raise Stopped(problems)
    return found
