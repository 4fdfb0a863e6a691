"""Arguments, and the exit codes: 0 clean, 1 problems or differences, 2 wrong use, 3 a fault of ours."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import NoReturn

from paraph import __version__
from paraph.problems import Problem, Refused, Stopped

COMMANDS = (
    "build",
    "check",
    "clauses",
    "diff",
    "fmt",
    "git",
    "impact",
    "initial",
    "verify",
    "new",
    "init",
    "redline",
    "review",
    "rules",
    "schema",
    "look",
)
"""Every verb; each is a module of `paraph.commands` with `HELP`, `EXAMPLES`, `add_arguments` and `run`."""

CLEAN, PROBLEMS, WRONG_USE, FAULT = range(4)


class WrongUse(Refused):
    """The command line asks for something which cannot be."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb and give the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(arguments)
    options = parser.parse_args(arguments)
    try:
        code: int = import_module(f"paraph.commands.{options.verb}").run(options)
    except Stopped as stopped:
        report(stopped.problems)
        return PROBLEMS
    except Refused as wrong:
        print(f"paraph {options.verb}: {wrong}", *([f"    hint: {wrong.hint}"] if wrong.hint else []), sep="\n", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:  # the reader of our output has gone: what is left of it goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except ModuleNotFoundError:  # a package is not installed: the door says what to do
        raise
    except Exception:
        import traceback

        traceback.print_exc()
        print(f"\nThis is a fault of paraph {__version__}, not yours. Please report it with the lines above.", file=sys.stderr)
        return FAULT
    return code


def main_and_exit() -> NoReturn:
    """Run the command line as a process of its own.

    Nothing of it has to be cleaned up: so the collector of cycles stays off until a batch asks for it, and
    the process ends without taking its modules down, which together take a fifth of a short run.
    """
    gc.disable()
    code = main()
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    helping = not {"-h", "--help"}.isdisjoint(arguments)  # else argparse asks for the terminal's width at each argument
    layout = partial(argparse.RawDescriptionHelpFormatter, width=None if helping else 80)
    parser = argparse.ArgumentParser(
        prog="paraph", description="Assemble Memoranda of Cooperation from a clause library.", formatter_class=layout
    )
    parser.add_argument("--version", action="version", version=f"paraph {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", prog="paraph")
    for name in arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS:
        module = import_module(f"paraph.commands.{name}")
        examples = "examples:\n" + "".join(f"  {example}\n" for example in module.EXAMPLES)
        below = verbs.add_parser(name, help=module.HELP, description=module.HELP, epilog=examples, formatter_class=layout)
        module.add_arguments(below)
    return parser


def report(problems: Sequence[Problem]) -> None:
    """Print problems to standard error, in colour on a terminal."""
    from paraph.report import as_text

    sys.stderr.write(as_text(problems, colour=in_colour(sys.stderr)))


def in_colour(stream: object) -> bool:
    """Whether a stream is a terminal whose user wants colour (no-color.org)."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
