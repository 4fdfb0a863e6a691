"""Paths: as people type them, and the workspace in which they lie."""

from __future__ import annotations

import os
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


def drafts_in(folder: Path) -> tuple[Path, ...]:
    """The drafts of a folder, by name."""
    return tuple(sorted(path for ending in ("*.yaml", "*.yml") for path in folder.glob(ending)))


def find_root(start: Path) -> Path | None:
    """The workspace in which a path lies, a folder with clauses/ and templates/; or `None`."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / "clauses").is_dir() and (folder / "templates").is_dir():
            return folder
    return None
