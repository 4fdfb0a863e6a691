"""A workspace as it was at a git revision, in a folder of its own: nothing is checked out. The door of git."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from paraph.paths import drafts_in, find_root, is_file, shown, typed
from paraph.problems import Refused, nearest

FILES = ("clauses", "templates", "schema.json")
"""What a library consists of."""
DRAFTS = "drafts"
"""Where drafts lie."""
_ASKING = ("-c", "diff.autoRefreshIndex=false", "-c", "core.splitIndex=false")
"""With which git writes nothing into people's index, and no part of ours beside it."""


class NoRevision(Refused):
    """A revision cannot be read; the message says why."""


class NoGit(Refused):
    """There is no git."""


def library_at(root: Path, revision: str, folder: Path, *, drafts: bool = False) -> str:
    """Put the library of a workspace into a folder, as it was at a revision, and its drafts when asked; gives that revision's short hash.

    Raises `NoRevision`.
    """
    commit = _commit(root, revision, "--short")
    present = _git(root, "git cannot list the workspace", "ls-tree", "--name-only", "-z", commit, "--", *FILES, DRAFTS)
    names = set(present.decode().rstrip("\0").split("\0"))
    missing = set(FILES) - names
    if missing:
        raise NoRevision(f'at "{revision}" this was no workspace: {", ".join(sorted(missing))} was not there')
    wanted = (*FILES, *(names & {DRAFTS} if drafts else ()))
    _unpack(root, commit, wanted, folder)
    return commit


def _commit(folder: Path, revision: str, *options: str) -> str:
    """The hash of a revision's commit, the one form in which what people type is handed to git. Raises `NoRevision`."""
    missing = f'there is no revision "{revision}"'
    try:
        found = _git(folder, missing, "rev-parse", "--verify", *options, "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except NoRevision:
        raise _why_missing(folder, revision, missing) from None
    if not found.isalnum():  # git takes ^REV for all but that
        raise NoRevision(missing)
    return found


def _why_missing(folder: Path, revision: str, missing: str) -> NoRevision:
    """Why there is no such revision: there is no repository, nothing is committed yet, or it has nearly that name."""
    workspace = find_root(folder) is not None  # elsewhere nobody is told to begin a repository
    try:
        _git(folder, "git finds no repository here", "rev-parse", "--show-prefix")
    except NoRevision as failed:
        begun = f"begin one: {_begin(folder, 'init')}, {_begin(folder, 'add', '-A')} and {_begin(folder, 'commit', '-m', 'First version')}"
        return NoRevision(str(failed), begun if workspace and "not a git repository" in str(failed) else "")
    listed = _git(folder, "git cannot list its branches", "for-each-ref", "--format=%(refname:short)")
    names = listed.decode(errors="replace").split()
    try:
        _git(folder, "", "rev-parse", "--verify", "--quiet", "HEAD")
    except NoRevision:
        if revision.startswith("HEAD") or not names:
            hint = f"commit what there is: {_begin(folder, 'add', '-A')} and {_begin(folder, 'commit', '-m', 'First version')}"
            return NoRevision(f'nothing is committed on this branch yet, so there is no revision "{revision}"', hint if workspace else "")
    if is_file(Path(revision)):
        return NoRevision(missing, f"it is a file: {typed('paraph', 'diff', revision)} compares it with the last commit")
    return NoRevision(missing, nearest(revision, names))


def _begin(folder: Path, *words: str) -> str:
    where = shown(find_root(folder) or folder)
    return typed("git", *(() if where == "." else ("-C", where)), *words)


def _unpack(root: Path, commit: str, names: Sequence[str], folder: Path) -> None:
    """Put files of a commit into a folder as git keeps them; links lead nowhere there, and are left out.

    `git archive` would leave out, and fill in, what `.gitattributes` says for those who get a release.
    """
    listed = _git(root, "git cannot list the workspace", "ls-tree", "-r", "-z", commit, "--", *names)
    files = [(entry.split()[2], path) for entry, _, path in (line.partition(b"\t") for line in listed.split(b"\0")) if entry[:3] == b"100"]
    data = io.BytesIO(_git(root, "git cannot read the workspace", "cat-file", "--batch", given=b"".join(hash + b"\n" for hash, _ in files)))
    for _, path in files:
        content = data.read(int(data.readline().split()[2]))
        data.read(1)  # a line end
        place = folder / os.fsdecode(path)
        if ".." not in place.parts:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def _git(root: Path, failure: str, *arguments: str, given: bytes = b"", place: Mapping[str, str] = MappingProxyType({})) -> bytes:
    import subprocess

    command = ["git", *_ASKING, "-C", str(root), *arguments]
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, input=given, env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **place}
        )
    except FileNotFoundError:
        hint = "install it from git-scm.com, or put the folder in which it lies into PATH"
        raise NoGit("git is not installed, or not in PATH, and it keeps the revisions", hint) from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().split("\n")
        said = next((line for line in lines if line.startswith("fatal: ")), lines[-1]).removeprefix("fatal: ")
        raise NoRevision(f"{failure} (git says: {said})" if said else failure)
    return done.stdout


def hashes_at(folder: Path, revision: str, names: Sequence[str], called: str) -> tuple[str, ...]:
    """The hashes of files and folders as they were at a revision; names count from the folder. Raises `NoRevision`."""
    commit = _commit(folder, revision, "--quiet")
    try:
        found = _git(folder, f'at "{revision}" there was no {called}', "rev-parse", *(f"{commit}:./{name}" for name in names))
    except NoRevision as failed:
        raise NoRevision(str(failed).replace(commit, revision)) from None
    return tuple(found.decode().split())


def blob(folder: Path, hash: str) -> bytes:
    """The content of a file by its hash. Raises `NoRevision`."""
    return _git(folder, "git cannot read the file", "cat-file", "blob", hash)


def has_library_of(root: Path, revision: str) -> bool:
    """Whether the library of a workspace is today what it was at a revision."""
    try:
        _git(root, "", "diff", "--quiet", "--no-ext-diff", "--no-textconv", _commit(root, revision, "--quiet"), "--", *FILES)
        return not _git(root, "", "ls-files", "--others", "--", *FILES)
    except NoRevision:
        return False


def parting(root: Path, revision: str) -> str:
    """The commit at which today's branch left a revision; the revision itself when they share nothing. Raises `NoRevision`."""
    commit = _commit(root, revision, "--quiet")
    try:
        return _git(root, "", "merge-base", "HEAD", commit).decode().strip()
    except NoRevision:
        return commit


def renamed_since(root: Path, revision: str) -> dict[str, str]:
    """The drafts which have another name than at a revision: today's names with those of then. Raises `NoRevision`.

    Both lie in `drafts/` itself, and no draft has the old name today.
    """
    pairs = [(Path(now), Path(then)) for now, then in renames(root, revision).items()]
    today = {path.name for path in drafts_in(root / DRAFTS)}
    return {now.name: then.name for now, then in pairs if now.parent == then.parent == Path(DRAFTS) and then.name not in today}


def renames(root: Path, revision: str, until: str = "") -> dict[str, str]:
    """The drafts which were elsewhere at a revision: their places at another, or today, with those of then. Raises `NoRevision`."""
    from tempfile import TemporaryDirectory

    options = ("--name-status", "-z", "--find-renames", "--diff-filter=R", "--relative")
    with TemporaryDirectory(prefix="paraph-") as folder:
        commits = [_commit(root, each, "--quiet") for each in ((revision, until) if until else (revision,))]
        place = {} if until else _index_of_today(root, commits[0], Path(folder))
        listed = _git(root, "git cannot compare the drafts", "diff", *options, *commits, "--", DRAFTS, place=place)
    found = os.fsdecode(listed).split("\0")
    return dict(zip(found[2::3], found[1::3], strict=False))


def _index_of_today(root: Path, commit: str, folder: Path) -> dict[str, str]:
    """What has git take the drafts of today for known, whether people added them or not: an index beside theirs, which stays as it is."""
    objects = root / os.fsdecode(_git(root, "git keeps no objects here", "rev-parse", "--git-path", "objects").rstrip(b"\n"))
    known = filter(None, (_quoted(str(objects.absolute())), os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES")))
    place = {
        "GIT_INDEX_FILE": str(folder / "index"),
        "GIT_OBJECT_DIRECTORY": str(folder),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(known),
    }
    _git(root, "git cannot read the revision", "read-tree", commit, place=place)
    if (root / DRAFTS).is_dir():
        with suppress(NoRevision):  # as an empty folder
            _git(root, "", "add", "--intent-to-add", "--force", "--", DRAFTS, place=place)
    return place


def _quoted(path: str) -> str:
    """A path of a list, as git reads it there: as a string of C, in which any other character stands for itself."""
    return '"{}"'.format(path.replace("\\", "\\\\").replace('"', '\\"'))


def repository_of(folder: Path) -> tuple[Path, str] | None:
    """The root of the repository in which a folder lies, and the folder's path from there; or `None`."""
    try:
        top, prefix = (os.fsdecode(_git(folder, "", "rev-parse", asked)).rstrip("\r\n") for asked in ("--show-toplevel", "--show-prefix"))
        return Path(top), prefix
    except NoRevision:
        return None


def setting(folder: Path, name: str) -> str:
    """A setting of the repository itself; empty when it has none."""
    try:
        return os.fsdecode(_git(folder, "", "config", "--local", "--get", name)).strip()
    except NoRevision:
        return ""


def set_setting(folder: Path, name: str, value: str) -> None:
    """Give the repository a setting. Raises `NoRevision`."""
    _git(folder, f"git cannot set {name}", "config", "--local", name, value)


def remove_settings(folder: Path, section: str) -> bool:
    """Take a section out of the repository's settings; whether it was there."""
    try:
        _git(folder, "", "config", "--local", "--remove-section", section)
    except NoRevision:
        return False
    return True
