"""A folder which a run fills: what an earlier run left there and this one does not write is taken away, and nothing else is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from paraph.paths import is_file, is_there
from paraph.problems import Place, Problem
from paraph.store import store

INDEX = ".paraph.json"
"""The file in which a run notes what it has written, so that the next one knows its own files from those of others."""


class Delivery:
    """Files put into a folder one by one, each whole or not at all; when all are there, those of the run before are taken away.

    A file which somebody changed since, or which no run wrote, is nobody's to replace: it stays, and is a problem.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._before = _known(folder / INDEX)
        self._written: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take away what is left over; when the run failed, leave it, and note it together with what is new."""
        left = {name: hash for name, hash in self._before.items() if name not in self._written}
        if kind is None:
            for name in sorted(left):
                self._take_away(name)
            left = {}
        if self._written or left or is_there(self.folder / INDEX):
            self._store(INDEX, (json.dumps({"files": {**left, **self._written}}, indent=1, sort_keys=True) + "\n").encode())

    def put(self, name: str, data: bytes) -> str:
        """Put a file into the folder; gives its path in the folder as it was named, or nothing where that cannot be."""
        path = self.folder / name
        if is_there(path) and _hash(path) not in (self._before.get(name), sha256(data).hexdigest()):
            message = f"{path.as_posix()} is not as this tool wrote it, and stays as it is"
            self.problems.append(Problem(Place(path.as_posix(), 1, 1), message, "output", "move it elsewhere, and run this again"))
            self._before.pop(name, None)
            return ""
        if not self._store(name, data):
            return ""
        self._written[name] = sha256(data).hexdigest()
        return path.as_posix()

    def _store(self, name: str, data: bytes) -> bool:
        path = self.folder / name
        try:
            store(path, data)
        except OSError as error:
            message = f"cannot write {path.as_posix()}: {error.strerror}"
            self.problems.append(Problem(Place(path.as_posix(), 1, 1), message, "output", "close the file, or choose another folder"))
            return False
        return True

    def _take_away(self, name: str) -> None:
        path = self.folder / name
        if not is_file(path):
            return
        if _hash(path) == self._before[name]:
            path.unlink()
            return
        message = f"{path.as_posix()} is of an earlier run and was changed since: it stays, and tells nothing of today"
        self.problems.append(Problem(Place(path.as_posix(), 1, 1), message, "output", "", "warning"))


def names(drafts: Iterable[str]) -> dict[str, str]:
    """What the files of drafts are named after: the draft's name, with its ending where two differ in that alone."""
    paths = {draft: Path(draft) for draft in drafts}
    stems = Counter(path.stem for path in paths.values())
    return {draft: path.name if stems[path.stem] > 1 else path.stem for draft, path in paths.items()}


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _known(index: Path) -> dict[str, str]:
    """What the run before wrote; only names of files in the folder itself count."""
    try:
        files = json.loads(index.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if not isinstance(files, dict):
        return {}
    return {name: str(hash) for name, hash in files.items() if name not in ("", ".", "..", INDEX) and Path(name).name == name}
