"""`diff`: which choices changed between two drafts."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from paraph.cli import CLEAN, PROBLEMS, WRONG_USE, WrongUse, in_colour, report
from paraph.comparison import Comparison, compare
from paraph.problems import Stopped
from paraph.revisions import NoRevision
from paraph.sides import Assemblers, Named, NoWorkspace, drawn

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
    parser.add_argument(
        "drafts", nargs="+", metavar="A B", help="drafts: files, or REV:path; or REV and a file, two revisions and a file, a file alone"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="text for people, md for a comment, html for a page, or json")
    parser.add_argument("--all", action="store_true", help="show the consequences too: numbers, references and texts which follow the rest")


def run(options: Namespace) -> int:
    """Compare; the code is 0 when nothing differs, 1 when something does, 2 when they cannot be compared."""
    old, new = named(options.drafts)
    try:
        found = compared(old, new)
    except NoRevision as missing:
        raise WrongUse(str(missing)) from None
    except NoWorkspace:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json") from None
    except Stopped as stopped:
        report(stopped.problems)
        return WRONG_USE
    sys.stdout.write(written(found, str(old), str(new), options.format, everything=options.all))
    return PROBLEMS if found.changes else CLEAN


def compared(old: Named, new: Named, root: Path | None = None) -> Comparison:
    """Both drafts as far as their problems let them be compared; these are told."""
    assemblers: Assemblers = {}
    then, now = drawn(old, root, assemblers), drawn(new, root, assemblers)
    if then.problems or now.problems:
        report([*then.problems, *now.problems])
    return compare(then.account, now.account)


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


def named(typed: list[str]) -> tuple[Named, Named]:
    """The two drafts which the command line names."""
    match typed:
        case [path]:
            return Named(_file(path), "HEAD"), Named(path)
        case [revision, path] if _is_revision(revision):
            return Named(_file(path), revision), Named(path)
        case [one, other]:
            old, new = _named(one), _named(other)
            if not (old.path or new.path):
                raise WrongUse("name the draft too: REV:drafts/x.yaml, or REV REV drafts/x.yaml")
            return old._replace(path=old.path or new.path), new._replace(path=new.path or old.path)
        case [one, other, path]:
            return Named(path, one.rstrip(":")), Named(path, other.rstrip(":"))
    raise WrongUse("name two drafts, or one draft and one or two revisions")


def _is_revision(typed: str) -> bool:
    return ":" not in typed and not Path(typed).exists() and Path(typed).suffix not in (".yaml", ".yml")


def _file(path: str) -> str:
    if ":" in path and not Path(path).exists():
        raise WrongUse(f'"{path}" is no file: name the other draft too')
    return path


def _named(typed: str) -> Named:
    revision, colon, path = typed.partition(":")
    return Named(typed) if not colon or Path(typed).exists() else Named(path, revision or "HEAD")
