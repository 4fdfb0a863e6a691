"""The accounts of two drafts which are to be compared: from files, or from what git keeps; read anew only when something has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.comparison.account import Account
from paraph.kept import digest, keep_value, recall_value
from paraph.paths import find_root, shown
from paraph.problems import Place, Problem, Stopped
from paraph.records import NamedTuple
from paraph.revisions import FILES, NoRevision, blob, has_library_of, hashes_at, library_at, repository_of

if TYPE_CHECKING:
    from paraph.pipeline import Assembler

Assemblers = dict[Path, "Assembler"]
"""By the roots of their workspaces: two drafts of one workspace are drawn up by one."""


class Named(NamedTuple):
    """A draft as people name it: a path, at a git revision when that is given."""

    path: str
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.revision}:{self.path}" if self.revision else self.path


class Drawn(NamedTuple):
    """The account of a draft, and its errors."""

    account: Account
    problems: tuple[Problem, ...] = ()


class NoWorkspace(Exception):
    """A draft lies in no workspace."""


def drawn(named: Named, root: Path | None = None, assemblers: Assemblers | None = None) -> Drawn:
    """The account of a named draft with the library beside it, or that of its revision; `root` is the workspace of one which lies in none.

    `assemblers` are used again and added to. Stops when nothing of the draft can be read; raises `NoRevision` and `NoWorkspace`.
    """
    assemblers = {} if assemblers is None else assemblers
    path = Path(named.path)
    root = find_root(path.absolute().parent) or root or find_root(Path.cwd())
    if root is None:
        raise NoWorkspace
    return _at_revision(named, root, assemblers) if named.revision else _of_file(path, root, assemblers)


def _of_file(path: Path, root: Path, assemblers: Assemblers) -> Drawn:
    if not path.is_file():
        raise Stopped([Problem(Place(shown(path), 1, 1), "there is no such file", "no-file")])
    key = f"account\0{root.absolute()}\0{path.suffix}\0{digest(path.read_bytes())}"
    known = recall_value(key)
    if isinstance(known, Account):
        return Drawn(known)
    drawn, sources = _drawn_up(path, root, assemblers)
    if not drawn.problems:
        keep_value(key, drawn.account, sources)
    return drawn


def _at_revision(named: Named, root: Path, assemblers: Assemblers) -> Drawn:
    """The draft and the library of a revision. All is known by what it holds, so that it is unpacked but once."""
    hash = _hash(named)
    hashes = hashes_at(root, named.revision, FILES, "whole workspace")
    key = f"account\0{hash}\0{Path(named.path).suffix}\0{' '.join(hashes)}"
    known = recall_value(key)
    if isinstance(known, Account):
        return Drawn(known)
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="paraph-") as name:
        folder = Path(name)
        draft = folder / "drafts" / Path(named.path).name
        draft.parent.mkdir()
        draft.write_bytes(blob(root, hash))
        same = has_library_of(root, named.revision)
        if not same:
            library_at(root, named.revision, folder)
        names = {shown(draft): str(named), f"{shown(folder)}/": f"{named.revision}:"}
        with _named_as(names):
            drawn, _ = _drawn_up(draft, root if same else folder, assemblers)
        drawn = drawn._replace(problems=_renamed(drawn.problems, names))
    if not drawn.problems:
        keep_value(key, drawn.account, ())
    return drawn


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


@contextmanager
def _named_as(names: dict[str, str]) -> Iterator[None]:
    """Have problems name what was unpacked as people know it."""
    try:
        yield
    except Stopped as stopped:
        raise Stopped(_renamed(stopped.problems, names)) from None


def _renamed(problems: tuple[Problem, ...], names: dict[str, str]) -> tuple[Problem, ...]:
    found = []
    for problem in problems:
        path = problem.place.path
        for one, other in names.items():
            if path.startswith(one):
                path = other + path.removeprefix(one)
                break
        found.append(problem._replace(place=problem.place._replace(path=path)))
    return tuple(found)


def _drawn_up(path: Path, root: Path, assemblers: Assemblers) -> tuple[Drawn, tuple[Path, ...]]:
    """The account of a draft, and the other files which it was drawn up from."""
    from paraph.comparison.draw_up import account_of
    from paraph.pipeline import Assembler
    from paraph.workspace import Workspace

    assembler = assemblers.setdefault(root, Assembler(Workspace(root)))
    tried = assembler.attempted(path)
    errors = tuple(problem for problem in tried.problems if problem.severity == "error")
    library = assembler.workspace.library
    account = account_of(tried.draft, tried.document, library, tried.data, faulty=bool(errors))
    sources = () if errors else (*assembler.sources(path, tried.draft)[1:], tried.draft.template.look)
    return Drawn(account, errors), sources
