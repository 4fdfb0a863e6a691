"""`git`: have git show choices of drafts, and the text of Word files."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from argparse import REMAINDER, SUPPRESS, ArgumentParser, Namespace
from pathlib import Path

from paraph.cli import CLEAN, WrongUse, in_colour
from paraph.paths import find_root, shown
from paraph.problems import Stopped
from paraph.revisions import remove_settings, repository_of, set_setting, setting

HELP = "have git diff, log -p and difftool show the choices of drafts, and the text of Word files"
EXAMPLES = (
    "paraph git           set it up in this repository; again at any time, for it changes only what is missing",
    "paraph git --undo    as it was before",
)
ATTRIBUTES = ("drafts/*.yaml diff=paraph-draft", "drafts/*.yml diff=paraph-draft", "*.docx diff=paraph-word")
"""What .gitattributes says; it says nothing to a git which was not set up."""
SECTIONS = ("diff.paraph-draft", "diff.paraph-word", "difftool.paraph")
_DRAFTS = (".yaml", ".yml")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `git`; git itself gives those which are not told."""
    parser.add_argument("--undo", action="store_true", help="take the settings out again; .gitattributes stays")
    parser.add_argument("--root", type=Path, help=SUPPRESS)
    parser.add_argument("--text", type=Path, metavar="FILE", help=SUPPRESS)
    parser.add_argument("--difference", nargs=REMAINDER, help=SUPPRESS)
    parser.add_argument("--tool", nargs=2, type=Path, metavar=("LOCAL", "REMOTE"), help=SUPPRESS)


def run(options: Namespace) -> int:
    """Set up; or do what git asks for."""
    root = options.root.absolute() if options.root else find_root(Path.cwd())
    if options.text:
        sys.stdout.write(_text(options.text, root))
    elif options.difference:
        sys.stdout.write(_difference(options.difference, root))
    elif options.tool:
        old, new = options.tool
        sys.stdout.write(_compared(old, new, root, (str(old), str(new))))
    else:
        _set_up(root, undo=options.undo)
    return CLEAN


def _set_up(root: Path | None, *, undo: bool) -> None:
    if root is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json")
    found = repository_of(root)
    if found is None:
        raise WrongUse("git finds no repository here; begin one with `git init`")
    try:
        if undo:
            for section in SECTIONS:
                print(f"{section}: {'removed' if remove_settings(root, section) else 'was not there'}")
            return
        said = [*_attributes(root / ".gitattributes"), *_settings(root, found[1])]
    except OSError as error:
        raise WrongUse(f"cannot write {shown(root / '.gitattributes')}: {error.strerror}") from None
    print("\n".join(said) or "Nothing to do: git is set up.")
    print("Try `git diff`, `git log -p -- drafts` and `git difftool -t paraph`.")


def _attributes(path: Path) -> list[str]:
    """Write the lines which are missing."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    missing = [line for line in ATTRIBUTES if line not in text.splitlines()]
    if missing:
        before = text if not text or text.endswith("\n") else f"{text}\n"
        path.write_text(before + "".join(f"{line}\n" for line in missing), encoding="utf-8", newline="\n")
    return [f"{shown(path)}: {line}" for line in missing]


def _settings(root: Path, prefix: str) -> list[str]:
    command = f"{_command()} git --root {shlex.quote(prefix.rstrip('/') or '.')}"
    wanted = {
        "diff.paraph-draft.textconv": f"{command} --text",
        "diff.paraph-draft.command": f"{command} --difference",
        "diff.paraph-word.textconv": f"{command} --text",
        "difftool.paraph.cmd": f'{command} --tool "$LOCAL" "$REMOTE"',
    }
    missing = {name: value for name, value in wanted.items() if setting(root, name) != value}
    for name, value in missing.items():
        set_setting(root, name, value)
    return [f"{name} = {value}" for name, value in missing.items()]


def _command() -> str:
    """How git calls this tool: as it was called now."""
    program = Path(sys.argv[0])
    if program.suffix == ".py":
        python = shlex.quote(Path(sys.executable).as_posix())
        return f"{python} -m paraph" if program.name == "__main__.py" else f"{python} {shlex.quote(program.absolute().as_posix())}"
    return program.name if shutil.which(program.name) else shlex.quote(program.absolute().as_posix())


def _text(path: Path, root: Path | None) -> str:
    """A file as git compares it by lines: never a failure, for git would stop; what cannot be read stands as it is."""
    if path.suffix == ".docx":
        from paraph.readers.word import read_word_rows

        try:
            rows = read_word_rows(path)
        except Stopped as stopped:
            return f"(this Word file cannot be read: {stopped.problems[0].message})\n"
        return "".join(f"{f'{row.mark} {row.text}'.strip()}\n" for row in rows)
    if path.suffix in _DRAFTS and path.stat().st_size:
        from paraph.comparison.listing import listing
        from paraph.named import Named
        from paraph.sides import drawn
        from paraph.standing import NoWorkspace

        try:
            return listing(drawn(Named(str(path)), root).account)
        except (Stopped, NoWorkspace):
            return _as_it_is(path)
    return _as_it_is(path)


def _as_it_is(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _difference(given: list[str], root: Path | None) -> str:
    """What `git diff` shows of a draft; git gives path, old file, hash and mode, new file, hash and mode (gitdiff-driver)."""
    if len(given) < 7:
        return f"{given[0]} is not merged\n"
    name = given[7] if len(given) > 7 else given[0]
    head = f"diff --paraph a/{given[0]} b/{name}\n"
    return head + _compared(Path(given[1]), Path(given[4]), root, (f"a/{given[0]}", f"b/{name}")) + "\n"


def _compared(old: Path, new: Path, root: Path | None, names: tuple[str, str]) -> str:
    """Two files by their choices; where one is not there, or they are no drafts, by lines."""
    if old.suffix in _DRAFTS and new.suffix in _DRAFTS and old.is_file() and new.is_file():
        from paraph.commands.diff import compared
        from paraph.comparison.as_text import as_text
        from paraph.named import Named
        from paraph.standing import NoWorkspace

        try:
            found = compared(Named(str(old)), Named(str(new)), root)
            return as_text(found, *names, colour=_in_colour())
        except (Stopped, NoWorkspace):  # one cannot be read: its lines can
            pass
    from difflib import unified_diff

    before, after = (_text(path, root).splitlines(keepends=True) if path.is_file() else [] for path in (old, new))
    return "".join(unified_diff(before, after, *names))


def _in_colour() -> bool:
    paged = bool(os.environ.get("GIT_PAGER_IN_USE")) and not os.environ.get("NO_COLOR")
    return paged or in_colour(sys.stdout)
