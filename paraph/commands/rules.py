"""`rules`: what the language rules are, and why."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from paraph.catalogue.as_json import written
from paraph.catalogue.as_text import Paper
from paraph.cli import CLEAN, PROBLEMS, WrongUse, in_colour, report
from paraph.manual import as_json, as_text, entries, entry
from paraph.paths import find_root
from paraph.problems import nearest, shortened
from paraph.rules.book import Book, book_of

HELP = "list the language rules, or explain one"
EXAMPLES = (
    "paraph rules                 every rule with its severity",
    "paraph rules --profile nl    those which hold for the Netherlands, as grave as they have them",
    "paraph rules shall           one rule: what to write, why, source, examples, how to waive it",
    "paraph rules shall --json    for other tools",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `rules`."""
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="a rule; every rule when left out")
    parser.add_argument("--profile", default="", metavar="PROFILE", help="as grave as a profile has them: general, uk, us, nl, …")
    parser.add_argument("--json", action="store_true", help="the same as JSON")


def run(options: Namespace) -> int:
    """Print what is asked for: from the rules of the workspace, or those which come with the tool."""
    here = Path.cwd()
    book = book_of(find_root(here) or here)
    profile = _known(options.profile, book.profiles, "profile")
    id = _known(options.id.removeprefix("rules/").removesuffix(".yaml"), book.rules, "rule")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    paper = Paper(width, in_colour(sys.stdout))
    if options.json:
        _print_json(book, id, profile)
    elif id:
        _print(as_text.explained(entry(book, book.rules[id], profile), book, paper))
    else:
        _print(as_text.headed(book.profiles[profile], paper) if profile else ())
        _print(as_text.listed(entries(book, profile), paper))
    problems = book.all_problems()
    report(problems)
    return PROBLEMS if problems else CLEAN


def _known(given: str, names: Iterable[str], what: str) -> str:
    names = sorted(names)
    if given and given not in names:
        known = ", ".join(names) if what == "profile" else "`paraph rules` lists them"
        raise WrongUse(f'no {what} "{shortened(given)}"; {nearest(given, names) or known}')
    return given


def _print_json(book: Book, id: str, profile: str) -> None:
    found = as_json.explained(entry(book, book.rules[id], profile)) if id else [as_json.listed(each) for each in entries(book, profile)]
    sys.stdout.write(written(found, sys.stdout.encoding))


def _print(lines: Iterable[str]) -> None:
    encoding = sys.stdout.encoding
    text = "".join(f"{line}\n" for line in lines)
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
