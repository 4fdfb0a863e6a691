"""A workspace as it was at a git revision, in a folder of its own: nothing is checked out. The door of git."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

FILES = ("clauses", "templates", "schema.json")
"""What a library consists of."""


class NoRevision(Exception):
    """A revision cannot be read; the message says why."""


def library_at(root: Path, revision: str, folder: Path) -> str:
    """Put the library of a workspace into a folder, as it was at a revision; gives that revision's short hash.

    Raises `NoRevision`.
    """
    _git(root, "git finds no repository here", "rev-parse", "--show-prefix")
    commit = _git(
        root, f'there is no revision "{revision}"', "rev-parse", "--verify", "--short", "--end-of-options", f"{revision}^{{commit}}"
    )
    present = _git(root, "git cannot list the workspace", "ls-tree", "--name-only", "-z", commit.decode().strip(), "--", *FILES)
    missing = set(FILES) - set(present.decode().rstrip("\0").split("\0"))
    if missing:
        raise NoRevision(f'at "{revision}" this was no workspace: {", ".join(sorted(missing))} was not there')
    packed = _git(root, "git cannot read the workspace", "archive", "--format=tar", commit.decode().strip(), "--", *FILES)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extraction_filter = tarfile.data_filter
        # The repository's own files, kept within the folder.
        archive.extractall(folder)  # noqa: S202
    return commit.decode().strip()


def _git(root: Path, failure: str, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"})
    except FileNotFoundError:
        raise NoRevision("git is not installed, and it keeps the revisions") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2].removeprefix("fatal: ")
        raise NoRevision(f"{failure} (git says: {said})" if said else failure)
    return done.stdout
