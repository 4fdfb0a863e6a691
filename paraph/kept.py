"""Keep assembled documents from one run to the next, for as long as everything they came from reads the same.

What is kept lies in the user's cache folder and may be deleted at any time. It is looked up by the draft, and
used only when every file which it was assembled from has the same content, and the tool is the same; a file
which cannot be read back is made anew without a word. Nothing is kept of a draft with problems.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.digest import blake2b
from paraph.store import store

if TYPE_CHECKING:
    from paraph.assembled import Assembled


PICKS = 300
"""Documents of more picks are not kept: to write them down would slow their first build by a sixth."""

FOLDERS = ("", "comparison", "compose", "initialled", "render", "resolve", "schemas")
"""Where the tool's files lie which have a say in a document, writers aside."""


def recall(draft: Path) -> Assembled | None:
    """The document which was kept of a draft, when it would come out the same today."""
    from paraph.assembled import Assembled

    found = recall_value(_key(draft))
    return found if isinstance(found, Assembled) else None


def recall_value(key: str) -> object:
    """What was kept under a key, when all that it was made from reads the same today; else `None`."""
    try:
        if not is_ours(kept_folder()):
            return None
        with _place(key).open("rb") as file:
            known, paths = pickle.load(file)  # noqa: S301 - see is_ours
            if known != _state(paths):
                return None
            found: object = pickle.load(file)  # noqa: S301
    except Exception:  # whatever is wrong with it, it can be made anew
        return None
    return found


def keep(draft: Path, assembled: Assembled) -> None:
    """Keep the document of a draft, unless it has problems, is very long, or there is nowhere to keep it."""
    if assembled.problems or len(assembled.document.trace) > PICKS:
        return
    keep_value(_key(draft), assembled, assembled.sources)


def keep_value(key: str, value: object, sources: Iterable[Path]) -> None:
    """Keep something which was made from some files, unless there is nowhere to keep it."""
    paths = tuple(str(path.absolute()) for path in sources)
    try:
        kept_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        store(_place(key), pickle.dumps((_state(paths), paths)) + pickle.dumps(value))
    except OSError:
        return


def digest(data: bytes) -> str:
    """What stands for some data in a key."""
    return blake2b(data, digest_size=20).hexdigest()


def _key(draft: Path) -> str:
    """By what a draft's document is known: by the draft's path, and by the folder from which messages name it."""
    return f"{draft.absolute()}\0{Path.cwd()}"


def _place(key: str) -> Path:
    return kept_folder() / f"{digest(key.encode())}.pickle"


def kept_folder() -> Path:
    """The folder in the user's cache in which things are kept."""
    chosen = os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "paraph"


def is_ours(folder: Path) -> bool:
    """Whether nobody else can have written there: what is read back can do anything."""
    found = folder.stat()
    return os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def _state(paths: Iterable[str]) -> str:
    """A digest of the tool and of the content of all sources; one which is not there may be there tomorrow."""
    state = blake2b(_tool().encode())
    for path in paths:
        try:
            with open(path, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            state.update(f"{path}\0".encode())
            continue
        state.update(f"{path}\0{len(content)}\0".encode())
        state.update(content)
    return state.hexdigest()


@cache
def _tool() -> str:
    """What this tool and its Python are: a change of either makes everything anew."""
    parts = [sys.version]
    here = Path(__file__).parent
    files: list[Path | os.DirEntry[str]] = []
    files += [Path(spec.origin) for name in ("jinja2", "yaml") if (spec := find_spec(name)) and spec.origin]
    for name in FOLDERS:
        files += sorted(os.scandir(here / name), key=lambda entry: entry.name)
    for file in files:
        if file.name.endswith((".py", ".json")):
            found = file.stat()
            parts.append(f"{file.name} {found.st_size} {found.st_mtime_ns}")
    return "\n".join(parts)
