"""`fmt`: drafts, clauses and agencies laid out one way."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from paraph.cli import CLEAN, PROBLEMS, WrongUse, in_colour, report
from paraph.layout import LaidOut, kind_of, lay_out
from paraph.paths import is_file, is_folder, shown
from paraph.problems import Place, Problem, Stopped, ordered
from paraph.store import store
from paraph.workspace import Workspace, find_workspace

HELP = "lay out drafts, clauses and agencies one way: keys in order, one sentence a line; comments are kept"
EXAMPLES = (
    "paraph fmt                        the whole workspace",
    "paraph fmt drafts/mine.yaml       one file",
    "paraph fmt clauses --check        list the files which would change; write nothing",
    "paraph fmt --diff                 show what would change; write nothing",
)
_COLOURS = {"+": "32", "-": "31", "@": "36"}


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `fmt`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="a file, or a folder; the whole workspace when left out")
    parser.add_argument("--check", action="store_true", help="write nothing; list the files which would change, and exit with 1 if any")
    parser.add_argument("--diff", action="store_true", help="the same, with the changes as a unified diff")


def run(options: Namespace) -> int:
    """Lay out each file, and print its name when that changed it; what cannot be read is reported and left alone."""
    problems: list[Problem] = []
    writes = not (options.check or options.diff)
    changed = 0
    for path, workspace in _files(options.paths):
        try:
            laid_out = lay_out(path, workspace)
            if laid_out.before == laid_out.after:
                continue
            changed += 1
            if writes:
                _write(laid_out)
            sys.stdout.write(_difference(laid_out, colour=in_colour(sys.stdout)) if options.diff else f"{shown(path)}\n")
        except Stopped as stopped:
            problems += stopped.problems
    report(ordered(problems))
    return PROBLEMS if problems or (changed and not writes) else CLEAN


def _write(laid_out: LaidOut) -> None:
    """Put the file in its place with the rights it had; where a link leads, not in place of the link."""
    path = laid_out.path.resolve()
    mode = path.stat().st_mode
    try:
        store(path, laid_out.after.encode())
        path.chmod(mode)
    except OSError as error:
        place = Place(shown(laid_out.path), 1, 1)
        raise Stopped([Problem(place, f"cannot be written: {error.strerror}", "output", "close the file, or allow writing")]) from None


def _difference(laid_out: LaidOut, *, colour: bool) -> str:
    name = shown(laid_out.path)
    before, after = (text.splitlines(keepends=True) for text in (laid_out.before, laid_out.after))
    lines = unified_diff(before, after, name, f"{name} (laid out)")
    return "".join(_line(line, colour=colour) for line in lines)


def _line(line: str, *, colour: bool) -> str:
    text = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
    return f"\033[{_COLOURS[line[0]]}m{text[:-1]}\033[0m\n" if colour and line[0] in _COLOURS else text


def _files(given: Sequence[Path]) -> Iterator[tuple[Path, Workspace]]:
    """Each file to lay out with its workspace, once."""
    here = find_workspace(Path.cwd())
    if not given and here is None:
        raise WrongUse("name a file, or stand in a workspace")
    seen: set[Path] = set()
    for path in given or ([here.root / name for name in ("clauses", "drafts")] if here else ()):
        workspace = find_workspace(path.parent if is_file(path) else path) or here
        if workspace is None:
            raise WrongUse(f"{shown(path)} is in no workspace: a folder with clauses/, templates/ and schema.json")
        for file in _below(path, workspace):
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file, workspace


def _below(path: Path, workspace: Workspace) -> list[Path]:
    if not is_folder(path):
        if not kind_of(path, workspace):
            raise WrongUse(f"{shown(path)} is no draft, clause or agency")
        return [path]
    folders = [path / name for name in ("clauses", "drafts")] if path.absolute() == workspace.root.absolute() else [path]
    files = sorted(file for folder in folders for ending in ("*.md", "*.yaml", "*.yml") for file in folder.rglob(ending))
    return [file for file in files if is_file(file) and not file.name.startswith(".") and kind_of(file, workspace)]
