"""Paths: as people type them, and the workspace in which they lie."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def shown(path: Path) -> str:
    """A path as people type it: from the folder they stand in."""
    if not path.is_absolute() and ".." not in path.parts:
        return path.as_posix()
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def typed(*words: str | Path) -> str:
    """A command as people type it into a shell, and can paste it there."""
    from shlex import join

    return f"`{join(word.as_posix() if isinstance(word, Path) else word for word in words)}`"


def is_there(path: Path) -> bool:
    """Whether something lies at a path; what cannot be looked at, as a name which is too long, is not there."""
    return _looked(path.exists)


def is_file(path: Path) -> bool:
    """Whether a file lies at a path, as `is_there` looks."""
    return _looked(path.is_file)


def is_folder(path: Path) -> bool:
    """Whether a folder lies at a path, as `is_there` looks."""
    return _looked(path.is_dir)


def _looked(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except OSError:
        return False


def drafts_in(folder: Path) -> tuple[Path, ...]:
    """The drafts of a folder, by name."""
    return tuple(sorted(path for ending in ("*.yaml", "*.yml") for path in folder.glob(ending)))


def find_root(start: Path) -> Path | None:
    """The workspace in which a path lies, a folder with clauses/ and templates/; or `None`."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if is_folder(folder / "clauses") and is_folder(folder / "templates"):
            return folder
    return None
