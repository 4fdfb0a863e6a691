"""`init`: a workspace of one's own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from paraph.cli import CLEAN, WrongUse

HELP = "make a workspace of your own: clause library, templates, schema and an example draft"
EXAMPLES = (
    "paraph init memoranda    in a new folder",
    "paraph init .            in the folder one stands in, which has to be empty",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `init`."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder which is empty or not there yet")


def run(options: Namespace) -> int:
    """Make the workspace."""
    from paraph.first_workspace import first_workspace

    folder: Path = options.folder
    try:
        if folder.exists() and any(folder.iterdir()):
            raise WrongUse(f"{folder.as_posix()} is not empty; name a new folder, or one with nothing in it")
        first_workspace(folder)
    except NotADirectoryError:
        raise WrongUse(f"{folder.as_posix()} is a file, or lies in one; name a folder") from None
    except OSError as error:
        raise WrongUse(f"cannot write to {folder.as_posix()}: {error.strerror}") from None
    print(folder.as_posix())
    print("Go there and try `new first`, `clauses` and `build`; README.md says more.")
    return CLEAN
