"""Where a named draft stands with its library: as a file, or unpacked from what git keeps for as long as it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shlex import quote

from paraph.initialled import frozen_path
from paraph.named import Named, unused
from paraph.paths import find_root, is_folder, is_there, shown
from paraph.problems import Problem, Refused, Stopped
from paraph.records import NamedTuple
from paraph.revisions import NoRevision, blob, has_library_of, hashes_at, library_at, renames, repository_of
from paraph.source import no_such_file


class Standing(NamedTuple):
    """Where a draft stands as a file, and the root of its workspace. `names` says how people know what was unpacked."""

    path: Path
    root: Path
    names: Mapping[str, str] = {}

    def called(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """The problems with files named as people know them."""
        return renamed(problems, self.names)


class NoWorkspace(Refused):
    """A draft lies in no workspace."""


@contextmanager
def standing(named: Named, root: Path | None = None) -> Iterator[Standing]:
    """A named draft with the library beside it; that of a revision is unpacked for as long as it is asked for, with its library.

    Problems which stop what is done with it name the files of a revision `REV:path`. `root` is the workspace of a draft which lies in none.
    Raises `NoRevision` and `NoWorkspace`.
    """
    root = workspace_of(named, root)
    if not named.revision:
        yield Standing(Path(named.path), root)
        return
    with unpacked(named, root, hash_of(named)) as found:
        yield found


@contextmanager
def unpacked(named: Named, root: Path, hash: str) -> Iterator[Standing]:
    """A draft of a revision with its frozen text, in a folder of its own; its library too, unless it is that of today."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="paraph-") as name:
        folder = Path(name)
        draft = folder / "drafts" / Path(named.path).name
        draft.parent.mkdir()
        draft.write_bytes(blob(root, hash))
        frozen = frozen_path(draft)
        before = Named(str(frozen_path(Path(named.path))), named.revision)
        with suppress(NoRevision):  # where it had none
            frozen.write_bytes(blob(root, hash_of(before)))
        same = has_library_of(root, named.revision)
        if not same:
            library_at(root, named.revision, folder)
        names = {shown(draft): str(named), shown(frozen): str(before), f"{shown(folder)}/": f"{named.revision}:"}
        try:
            yield Standing(draft, root if same else folder, names)
        except Stopped as stopped:
            raise Stopped(renamed(stopped.problems, names)) from None


def renamed(problems: tuple[Problem, ...], names: Mapping[str, str]) -> tuple[Problem, ...]:
    """Problems whose files, and the files which they speak of, have other names; the first name which fits counts."""
    found = []
    for problem in problems:
        path, message, hint = problem.place.path, problem.message, problem.hint
        for one, other in names.items():
            path = other + path.removeprefix(one) if path.startswith(one) else path
            message, hint = message.replace(one, other), hint.replace(one, other)
        found.append(problem._replace(place=problem.place._replace(path=path), message=message, hint=hint))
    return tuple(found)


def workspace_of(named: Named, root: Path | None = None) -> Path:
    """The root of the workspace in which a draft lies, or else `root`, or that in which one stands. Raises `NoWorkspace`."""
    root = find_root(Path(named.path).absolute().parent) or root or find_root(Path.cwd())
    if root is None:
        raise NoWorkspace(f"{named.path} is in no workspace: a folder with clauses/, templates/ and schema.json")
    return root


def hash_of(named: Named) -> str:
    """The hash of a draft at a revision; its path counts from where people stand, or else from the repository's root."""
    path = Path(named.path).absolute()
    folder = next(above for above in path.parents if is_folder(above))  # what is gone today was there then
    try:
        return hashes_at(folder, named.revision, [path.relative_to(folder).as_posix()], named.path)[0]
    except NoRevision:
        found = repository_of(folder)
        if found is None or Path(named.path).is_absolute():
            raise
        try:
            return hashes_at(found[0], named.revision, [Path(named.path).as_posix()], named.path)[0]
        except NoRevision as failed:
            hint = "" if is_there(path) or failed.hint else no_such_file(Path(named.path), named.path).hint
            raise NoRevision(str(failed), failed.hint or hint) from None


def named_then(old: Named, new: Named) -> Named:
    """The older of two drafts which people name alike, by the name which it had then. Raises `NoRevision`."""
    root = find_root(Path(old.path).absolute().parent)
    if not old.revision or old.path != new.path or root is None:
        return old
    try:
        hash_of(old)
    except NoRevision as failed:
        with suppress(NoRevision, LookupError, ValueError):
            names = renames(root, old.revision, new.revision)
            return old._replace(path=shown(root / names[Path(old.path).absolute().relative_to(root).as_posix()]))
        raise failed from None
    return old


def taken_out(sides: Sequence[Named]) -> tuple[list[str], list[str]]:
    """The commands which take Word files of a revision out of git, and the names by which all sides are files then. Raises `NoRevision`."""
    commands, names = [], []
    for side in sides:
        if side.revision and side.is_document:
            hash_of(side)
            name = unused(f"{Path(side.path).stem}-old{Path(side.path).suffix}")
            within = shown(Path(side.path))
            if not within.startswith("..") and not Path(".git").exists() and is_folder(Path(side.path).absolute().parent):
                within = f"./{within}"  # else git takes it from the repository's root
            commands.append(f"`git show {quote(f'{side.revision}:{within}')} > {quote(name)}`")
            names.append(name)
        else:
            names.append(str(side))
    return commands, names
