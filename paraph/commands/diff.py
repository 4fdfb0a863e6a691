"""`diff`: which choices changed between two drafts."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from paraph.cli import CLEAN, PROBLEMS, WRONG_USE, WrongUse, in_colour, report
from paraph.comparison import Comparison, compare
from paraph.named import NAMES, OTHERS, Named, named, unused
from paraph.paths import typed
from paraph.problems import Stopped
from paraph.revisions import NoRevision
from paraph.sides import Assemblers, drawn
from paraph.standing import named_then, taken_out

HELP = "show which choices changed between two drafts, why, and what that does to the text"
EXAMPLES = (
    "paraph diff drafts/x.yaml                     since the last commit",
    "paraph diff drafts/x.yaml drafts/y.yaml",
    "paraph diff HEAD~3:drafts/x.yaml drafts/x.yaml",
    "paraph diff main drafts/x.yaml                since the branch main, with its library",
    "paraph diff v1 v2 drafts/x.yaml               from one revision to another",
    "paraph diff main drafts/x.yaml --format html > changes.html",
)
FORMATS = ("text", "md", "html", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `diff`."""
    parser.add_argument("drafts", nargs="+", metavar="A B", help=NAMES)
    parser.add_argument("--format", choices=FORMATS, default="text", help="text for people, md for a comment, html for a page, or json")
    parser.add_argument("--all", action="store_true", help="show the consequences too: numbers, references and texts which follow the rest")


def run(options: Namespace) -> int:
    """Compare; the code is 0 when nothing differs, 1 when something does, 2 when they cannot be compared."""
    old, new = named(options.drafts, _typed)
    _refuse_word_files(old, new)
    try:
        old = named_then(old, new)
        found = compared(old, new)
    except Stopped as stopped:
        report(stopped.problems)
        return WRONG_USE
    sys.stdout.write(written(found, str(old), str(new), options.format, everything=options.all))
    return PROBLEMS if found.changes else CLEAN


def _typed(*names: str) -> str:
    return typed("paraph", "diff", *names)


def _refuse_word_files(old: Named, new: Named) -> None:
    """Raise when one of the two has no choices."""
    files = [side.path for side in (old, new) if side.is_document]
    if not files:
        return
    try:
        commands, names = taken_out((old, new))
        in_git = "; with `paraph git`, `git diff` shows it by lines" if commands else ""
    except NoRevision:  # git does not have it
        commands, names, in_git = [], ["then.docx", new.path], ""
    message = f"{files[0]} is a document, and choices are compared, which only drafts have"
    if any(file.lower().endswith(OTHERS) for file in files):
        raise WrongUse(message, "save it as a Word document (.docx), and `paraph redline` shows what changed in the text")
    commands.append(typed("paraph", "redline", *names, "-o", unused("changes.docx")))
    raise WrongUse(message, f"what changed in the text: {' and then '.join(commands)}{in_git}")


def compared(old: Named, new: Named, root: Path | None = None) -> Comparison:
    """Both drafts as far as their problems let them be compared; these are told."""
    assemblers: Assemblers = {}
    then, now = drawn(old, root, assemblers), drawn(new, root, assemblers)
    found = compare(then.account, now.account)
    problems = [*then.problems, *now.problems]
    if notices := found.notices(str(old), str(new)):
        from paraph.initialled.held import notice

        problems += [notice(*one) for one in notices]
    if problems:
        report(problems)
    return found


def written(found: Comparison, old: str, new: str, form: str, *, everything: bool = False) -> str:
    """A comparison in a format."""
    match form:
        case "json":
            from paraph.comparison.as_json import as_json

            return as_json(found, old, new)
        case "html":
            from paraph.comparison.as_page import as_page

            return as_page(found, old, new, everything=everything)
        case "md":
            from paraph.comparison.as_markdown import as_markdown

            return as_markdown(found, old, new, everything=everything)
    from paraph.comparison.as_text import as_text

    return as_text(found, old, new, everything=everything, colour=in_colour(sys.stdout))
