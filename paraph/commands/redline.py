"""`redline`: two drafts or Word files as one Word document with tracked changes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.cli import CLEAN, PROBLEMS, WRONG_USE, WrongUse, report
from paraph.english import none_or_many
from paraph.named import NAMES, OTHERS, Named, named
from paraph.paths import is_there, shown, typed
from paraph.problems import Place, Problem, Stopped, ordered
from paraph.store import store

if TYPE_CHECKING:
    from paraph.assembled import Assembled
    from paraph.redline import Redline
    from paraph.redline_files import Side
    from paraph.standing import Standing

HELP = "show what changed between two drafts or Word files as a Word document with tracked changes"
EXAMPLES = (
    "paraph redline drafts/mine.yaml drafts/theirs.yaml -o changes.docx",
    "paraph redline build/mine.docx theirs.docx -o changes.docx",
    "paraph redline main drafts/mine.yaml -o changes.docx          since the branch main, with its library",
    "paraph redline v1 v2 drafts/mine.yaml -o changes.docx         from one revision to another",
    "paraph redline drafts/mine.yaml -o changes.docx --author 'Treaty Section' --date 2027-01-15",
)


_FROZEN = {"frozen-text", "frozen-file"}
"""What keeps a draft from being built, and not from being shown."""


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `redline`."""
    parser.add_argument("drafts", nargs="+", metavar="A B", help=f"{NAMES}; also Word files; reject all changes for A, accept all for B")
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
    """Write what has changed; the code is 0 when that is done, 1 when it does not hold, 2 when the two cannot be compared.

    Problems of both are told together.
    """
    if options.output.suffix.lower() != ".docx":
        raise WrongUse(f'{options.output.as_posix()} does not end in ".docx": a redline is a Word document')
    old, new = named(options.drafts, lambda *names: _typed(names, options.output))
    _refuse_loss(options.output, (old, new))
    try:
        if old.is_document or new.is_document:
            return _between_files((old, new), options)
        from paraph.standing import named_then

        return _between_drafts((named_then(old, new), new), options)
    except Stopped as stopped:
        report(stopped.problems)
        return WRONG_USE


def _typed(names: Sequence[str], output: Path) -> str:
    return typed("paraph", "redline", *names, "-o", output)


def _between_drafts(sides: Sequence[Named], options: Namespace) -> int:
    made, warnings = _made(sides, options.author, options.date)
    _stored(options.output, made.file, sides[1])
    report(warnings)
    print(f"{options.output.as_posix()}: {none_or_many(made.changed, 'passage')} changed")
    return CLEAN


def _refuse_loss(output: Path, sides: Sequence[Named]) -> None:
    """Raise when the redline would be written over what it is made of."""
    for path in (Path(side.path) for side in sides if not side.revision):
        if is_there(output) and is_there(path) and output.samefile(path):
            raise WrongUse(f"{output.as_posix()} is one of the two: choose another name with -o, or it is lost")


def _stored(output: Path, file: bytes, new: Named) -> None:
    try:
        store(output, file)
    except OSError as error:
        message = f"cannot write {output.as_posix()}: {error.strerror}"
        hint = "close the file, or choose another place with -o"
        raise Stopped([Problem(Place(new.path, 1, 1), message, "output", hint)]) from None


def _made(sides: Sequence[Named], author: str, day: date | None) -> tuple[Redline, Sequence[Problem]]:
    """The redline, and the warnings of both drafts. What was unpacked of a revision is needed until it is written."""
    from paraph.redline.stamped import stamped_redline
    from paraph.standing import standing

    with ExitStack() as unpacked:
        stands = [unpacked.enter_context(standing(side)) for side in sides]
        old, new = _assembled(stands)
        made = stamped_redline(old, new, author, day)
    told = [stand.called(side.problems) for stand, side in zip(stands, (old, new), strict=True)]
    return made, ordered(problem for problems in told for problem in problems if problem.severity != "note")


def _assembled(stands: Sequence[Standing]) -> list[Assembled]:
    """The documents of both drafts, or every problem of both; those of files may be kept ones."""
    from paraph.commands.build import Assemblers

    kept, found, problems = Assemblers(keeping=True), [], []
    for stand in stands:
        try:
            found.append(_unpacked(stand) if stand.names else kept.assemble(stand.path))
        except Stopped as stopped:
            if {problem.rule for problem in stopped.problems if problem.severity == "error"} <= _FROZEN:
                found.append(_unheld(stand))
                continue
            problems += [problem for problem in stand.called(stopped.problems) if problem not in problems]
    if problems:
        raise Stopped(problems)
    return found


def _unpacked(stand: Standing) -> Assembled:
    """The document of a draft of a revision, with the library of then."""
    from paraph.pipeline import Assembler
    from paraph.workspace import Workspace

    return Assembler(Workspace(stand.root)).assemble(stand.path)


def _unheld(stand: Standing) -> Assembled:
    """What a draft says today which does not give its frozen text: to show what differs is what a redline is for. It is told."""
    from paraph.initialled.held import notice, unheld
    from paraph.pipeline import Assembler
    from paraph.workspace import Workspace

    drafted = Assembler(Workspace(stand.root), holding=False).drafted(stand.path)
    said = unheld(stand.path, drafted.draft.status, drafted.assembled.document)
    return drafted.assembled._replace(problems=ordered([*drafted.assembled.problems, notice(shown(stand.path), said)]))


# Word files


def _between_files(named: Sequence[Named], options: Namespace) -> int:
    """The redline of two Word files, or of one and a draft; what is wrong with both is told together."""
    from paraph.redline_files import NoEngine, redline_between

    try:
        with ExitStack() as unpacked:
            old, new = _sides(named, unpacked, options.output)
            made = redline_between(old, new, options.author, options.date)
    except NoEngine as missing:
        raise WrongUse(str(missing)) from None
    _stored(options.output, made.file, named[1])
    problems = (*old.problems, *new.problems, *made.problems)
    report(ordered(problem for problem in problems if problem.severity != "note"))
    print(f"{options.output.as_posix()}: {made.said}")
    return PROBLEMS if any(problem.rule == "redline-differs" for problem in made.problems) else CLEAN


def _sides(named: Sequence[Named], unpacked: ExitStack, output: Path) -> list[Side]:
    found, problems = [], []
    for one in named:
        if one.is_document and one.revision:
            from paraph.standing import taken_out

            commands, names = taken_out(named)
            then = " and then ".join([*commands, _typed(names, output)])
            raise WrongUse(f"{one} is a Word file of a git revision, and has to be taken out of git first", then)
        if one.path.lower().endswith(OTHERS):
            raise WrongUse(f"{shown(Path(one.path))} is no Word document (.docx): open it, save it as one, and take that")
        try:
            found.append(_side(one, unpacked))
        except Stopped as stopped:
            problems += list(stopped.problems)
    if problems:
        raise Stopped(problems)
    return found


def _side(one: Named, unpacked: ExitStack) -> Side:
    from paraph.redline_files import side_of_draft, side_of_file

    if one.is_document:
        return side_of_file(Path(one.path))
    from paraph.standing import standing

    stand = unpacked.enter_context(standing(one))
    (assembled,) = _assembled([stand])
    return side_of_draft(Path(str(one)), assembled._replace(problems=stand.called(assembled.problems)))
