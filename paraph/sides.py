"""Drafts to be compared, from files or from what git keeps: where they stand, and their accounts, which are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from paraph.comparison.account import Account
from paraph.initialled import frozen_path
from paraph.kept import keep_value, recall_value
from paraph.named import Named
from paraph.paths import find_root, shown
from paraph.problems import Place, Problem, Refused, Stopped
from paraph.revisions import FILES, NoRevision, blob, has_library_of, hashes_at, library_at, repository_of

if TYPE_CHECKING:
    from paraph.pipeline import Assembler, Attempt


class Drawn(NamedTuple):
    """The account of a draft, and its errors."""

    account: Account
    problems: tuple[Problem, ...] = ()


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
    root = _workspace(named, root)
    if not named.revision:
        yield Standing(Path(named.path), root)
        return
    with _unpacked(named, root, _hash(named)) as found:
        yield found


def drawn(named: Named, root: Path | None = None) -> Drawn:
    """The account of a named draft with the library beside it, or that of its revision.

    Stops when nothing of the draft can be read; raises `NoRevision` and `NoWorkspace`.
    """
    root = _workspace(named, root)
    return _at_revision(named, root) if named.revision else _of_file(Path(named.path), root)


def drawn_from(assembler: Assembler, tried: Attempt) -> Drawn:
    """The account of a draft which was assembled, as far as it could be."""
    from paraph.comparison.draw_up import account_of

    errors = tuple(problem for problem in tried.problems if problem.severity == "error")
    return Drawn(account_of(tried.draft, tried.document, assembler.workspace.library, tried.data, faulty=bool(errors)), errors)


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


def _workspace(named: Named, root: Path | None) -> Path:
    root = find_root(Path(named.path).absolute().parent) or root or find_root(Path.cwd())
    if root is None:
        raise NoWorkspace(f"{named.path} is in no workspace: a folder with clauses/, templates/ and schema.json")
    return root


def _of_file(path: Path, root: Path) -> Drawn:
    if not path.is_file():
        raise Stopped([Problem(Place(shown(path), 1, 1), "there is no such file", "no-file")])
    key = f"account\0{root.absolute()}\0{path.suffix}\0{sha256(path.read_bytes()).hexdigest()}"
    known = recall_value(key)
    if isinstance(known, Account):
        return Drawn(known)
    drawn, sources = _drawn_up(path, root)
    if not drawn.problems:
        keep_value(key, drawn.account, sources)
    return drawn


def _at_revision(named: Named, root: Path) -> Drawn:
    """The draft and the library of a revision. All is known by what it holds, so that it is unpacked but once."""
    hash = _hash(named)
    hashes = hashes_at(root, named.revision, FILES, "whole workspace")
    key = f"account\0{hash}\0{Path(named.path).suffix}\0{' '.join(hashes)}"
    known = recall_value(key)
    if isinstance(known, Account):
        return Drawn(known)
    with _unpacked(named, root, hash) as found:
        drawn, _ = _drawn_up(found.path, found.root)
    if not drawn.problems:
        keep_value(key, drawn.account, ())
    return drawn._replace(problems=found.called(drawn.problems))


@contextmanager
def _unpacked(named: Named, root: Path, hash: str) -> Iterator[Standing]:
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
            frozen.write_bytes(blob(root, _hash(before)))
        same = has_library_of(root, named.revision)
        if not same:
            library_at(root, named.revision, folder)
        names = {shown(draft): str(named), shown(frozen): str(before), f"{shown(folder)}/": f"{named.revision}:"}
        try:
            yield Standing(draft, root if same else folder, names)
        except Stopped as stopped:
            raise Stopped(renamed(stopped.problems, names)) from None


def _hash(named: Named) -> str:
    """The hash of a draft at a revision; its path counts from where people stand, or else from the repository's root."""
    path = Path(named.path).absolute()
    folder = next(above for above in path.parents if above.is_dir())  # what is gone today was there then
    try:
        return hashes_at(folder, named.revision, [path.relative_to(folder).as_posix()], named.path)[0]
    except NoRevision:
        found = repository_of(folder)
        if found is None or Path(named.path).is_absolute():
            raise
        return hashes_at(found[0], named.revision, [Path(named.path).as_posix()], named.path)[0]


def _drawn_up(path: Path, root: Path) -> tuple[Drawn, tuple[Path, ...]]:
    """The account of a draft, and the other files which it was drawn up from."""
    from paraph.pipeline import Assembler
    from paraph.workspace import Workspace

    assembler = Assembler(Workspace(root))
    tried = assembler.attempted(path)
    found = drawn_from(assembler, tried)
    return found, () if found.problems else (*assembler.sources(path, tried.draft)[1:], tried.draft.template.look)
