"""`look`: the Word file with which a new template begins."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from paraph.cli import CLEAN, WrongUse
from paraph.paths import is_there

HELP = "write the first look of a new template, to be restyled in Word"
EXAMPLES = ("paraph look templates/mine/look.docx",)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `look`."""
    parser.add_argument("path", metavar="FILE.docx", type=Path, help="where to write it; an existing file is left alone")


def run(options: Namespace) -> int:
    """Write the look."""
    if options.path.suffix != ".docx":
        raise WrongUse("a look is a Word file: its name ends in .docx")
    if is_there(options.path):
        raise WrongUse(f"{options.path.as_posix()} exists already")
    from paraph.first_look import first_look
    from paraph.store import store

    try:
        store(options.path, first_look())
    except OSError as error:
        raise WrongUse(f"cannot write {options.path.as_posix()}: {error.strerror}") from None
    print(options.path.as_posix())
    return CLEAN
