"""The accounts of drafts which are to be compared, from files or from what git keeps; drawn up anew only when something has changed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.comparison.account import Account
from paraph.initialled import frozen_path
from paraph.kept import digest, keep_value, recall_value
from paraph.named import Named
from paraph.paths import is_folder, is_there, shown
from paraph.problems import Place, Problem, Stopped
from paraph.records import NamedTuple
from paraph.revisions import FILES, NoRevision, hashes_at
from paraph.source import no_such_file
from paraph.standing import hash_of, unpacked, workspace_of

if TYPE_CHECKING:
    from paraph.pipeline import Assembler, Attempt


Assemblers = dict[Path, "Assembler"]
"""By the roots of their workspaces: two drafts of one workspace are drawn up by one."""


class Drawn(NamedTuple):
    """The account of a draft, and its errors."""

    account: Account
    problems: tuple[Problem, ...] = ()


def drawn(named: Named, root: Path | None = None, assemblers: Assemblers | None = None) -> Drawn:
    """The account of a named draft with the library beside it, or that of its revision.

    `assemblers` are used again and added to. Stops when nothing of the draft can be read; raises `NoRevision` and `NoWorkspace`.
    """
    root = workspace_of(named, root)
    assemblers = {} if assemblers is None else assemblers
    return _at_revision(named, root, assemblers) if named.revision else _of_file(Path(named.path), root, assemblers)


def drawn_from(assembler: Assembler, tried: Attempt) -> Drawn:
    """The account of a draft which was assembled, as far as it could be."""
    from paraph.comparison.draw_up import account_of

    errors = tuple(problem for problem in tried.problems if problem.severity == "error")
    return Drawn(account_of(tried.draft, tried.document, assembler.workspace.library, tried.data, faulty=bool(errors)), errors)


def _of_file(path: Path, root: Path, assemblers: Assemblers) -> Drawn:
    if not is_there(path):
        raise Stopped([no_such_file(path, shown(path))])
    if is_folder(path):
        raise Stopped([Problem(Place(shown(path), 1, 1), "this is a folder, and no draft", "not-a-draft")])
    key = f"account\0{root.absolute()}\0{path.suffix}\0{digest(path.read_bytes())}\0{_frozen(path)}"
    known = recall_value(key)
    if isinstance(known, Account):
        return Drawn(known)
    drawn, sources = _drawn_up(path, root, assemblers)
    if not drawn.problems:
        keep_value(key, drawn.account, sources)
    return drawn


def _frozen(draft: Path) -> str:
    """What stands for the frozen text of a draft; nothing where there is none."""
    try:
        return digest(frozen_path(draft).read_bytes())
    except OSError:
        return ""


def _at_revision(named: Named, root: Path, assemblers: Assemblers) -> Drawn:
    """The draft and the library of a revision. All is known by what it holds, so that it is unpacked but once."""
    hash = hash_of(named)
    hashes = hashes_at(root, named.revision, FILES, "whole workspace")
    frozen = ""
    with suppress(NoRevision):  # where it has none
        frozen = hash_of(Named(str(frozen_path(Path(named.path))), named.revision))
    key = f"account\0{hash}\0{Path(named.path).suffix}\0{frozen}\0{' '.join(hashes)}"
    known = recall_value(key)
    if isinstance(known, Account):
        return Drawn(known)
    with unpacked(named, root, hash) as found:
        drawn, _ = _drawn_up(found.path, found.root, assemblers)
    if not drawn.problems:
        keep_value(key, drawn.account, ())
    return drawn._replace(problems=found.called(drawn.problems))


def _drawn_up(path: Path, root: Path, assemblers: Assemblers) -> tuple[Drawn, tuple[Path, ...]]:
    """The account of a draft, and the other files which it was drawn up from."""
    from paraph.initialled.held import unheld
    from paraph.pipeline import Assembler
    from paraph.workspace import Workspace

    assembler = assemblers.setdefault(root, Assembler(Workspace(root)))
    tried = assembler.attempted(path)
    found = drawn_from(assembler, tried)
    if not found.problems:
        found = found._replace(account=found.account._replace(unheld=unheld(path, tried.draft.status, tried.document)))
    return found, () if found.problems else (*assembler.sources(path, tried.draft)[1:], tried.draft.template.look)
