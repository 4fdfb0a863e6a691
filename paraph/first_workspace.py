"""Make a workspace of one's own: the library, the templates and the language rules which come with the tool, and an example draft.

An installed package holds them in `starter/`, where setup.py puts them when it is built; a checkout has them beside
the package. What only a workspace has (its README, what git leaves out, an editor's settings) is in `starter/` in both.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

STARTER = Path(__file__).parent / "starter"
CHECKOUT = STARTER.parent.parent
LIBRARY = ("clauses", "templates", "rules", "schema.json", "drafts/japan-finland.yaml")
"""What comes with the tool; setup.py has the same list."""


def first_workspace(folder: Path) -> None:
    """Make a workspace in a folder which is empty or not there yet: whole, or not at all."""
    was_there = folder.exists()
    part = folder / f".paraph-{os.getpid()}.part"
    part.mkdir(parents=True)
    moved: list[Path] = []
    try:
        for source, name in _files():
            target = part / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        for entry in sorted(part.iterdir()):
            os.replace(entry, folder / entry.name)
            moved.append(folder / entry.name)
        part.rmdir()
    except BaseException:
        for path in (part, *moved):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        if not was_there:
            folder.rmdir()
        raise


def _files() -> Iterator[tuple[Path, str]]:
    """Each file with its name in the workspace. Hidden files of the library are editors' and systems' own."""
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            yield path, path.relative_to(STARTER).as_posix()
    if (STARTER / LIBRARY[0]).is_dir():
        return
    for name in LIBRARY:
        source = CHECKOUT / name
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and not path.name.startswith((".", "~$")):
                yield path, path.relative_to(CHECKOUT).as_posix()
