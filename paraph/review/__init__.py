"""Every draft of a workspace beside what it was at a revision, for the one who has to say yes: which differ, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from paraph.comparison import Account, Comparison, compare
from paraph.comparison.choices import marks_of
from paraph.impact.touch import Outcome, Touch, outcome_of, stopped_at, touch
from paraph.initialled import frozen_path
from paraph.initialled.held import unheld
from paraph.paths import is_there, shown
from paraph.pipeline import Assembler, Drafted
from paraph.problems import Problem, Stopped
from paraph.records import NamedTuple
from paraph.sides import drawn_from
from paraph.workspace import Workspace

Status = Literal["changed", "renamed", "new", "removed"]


class Before(NamedTuple):
    """A workspace as it was at a revision: where it was put, what the revision is called, and the old names of drafts by today's."""

    workspace: Workspace
    name: str
    renamed: Mapping[str, str]
    same_library: bool


class Reviewed(NamedTuple):
    """A draft which differs. `file_changed` is false where the library alone makes the difference."""

    draft: str
    status: Status
    before: str = ""
    file_changed: bool = True
    comparison: Comparison | None = None
    """Its choices then and now, as far as both can be read."""
    account: Account | None = None
    """What a new draft chooses."""
    touch: Touch | None = None
    problems: tuple[Problem, ...] = ()
    """Its errors of today."""
    frozen: str = ""
    """What became of its frozen text, when that is another one."""
    negotiated: bool = False
    """Whether it is drafted while a text of it is frozen, which is not asked."""
    page: str = ""
    word: str = ""
    """The files which show it; `word` is a redline when `redlined`, else the document."""
    redlined: bool = False

    @property
    def asks(self) -> tuple[tuple[str, str], ...]:
        """What the draft owes to the reviewer: the pick, and the answer which is missing; each once."""
        if self.comparison:
            changes = self.comparison.changes
            found = [(change.new.key if change.new else change.subject, mark) for change in changes for mark in change.marks]
        else:
            picks = self.account.picks if self.account else ()
            found = [(pick.key, mark) for pick in picks if pick.own for mark in marks_of(pick)]
        return tuple(dict.fromkeys(found))


class Pair(NamedTuple):
    """A draft then and now, of which documents can be written; `None` where it was not, is not, or has errors."""

    then: Drafted | None
    now: Drafted | None


def review(before: Before, now: Workspace) -> Iterator[tuple[Reviewed, Pair]]:
    """The drafts which differ, by name, those which are gone behind them."""
    then, today = (Assembler(workspace, holding=False) for workspace in (before.workspace, now))
    olds = {path.name: path for path in before.workspace.drafts}
    for path in now.drafts:
        name = path.name if path.name in olds else before.renamed.get(path.name, "")
        old = olds.pop(name, None)
        if old is None:
            yield _new(path, today)
        elif found := _beside(old, path, before, (then, today)):
            yield found
    for old in olds.values():
        draft = shown(now.root / "drafts" / old.name)
        yield Reviewed(draft, "removed", f"{before.name}:drafts/{old.name}"), Pair(None, None)


class _Read(NamedTuple):
    account: Account | None
    outcome: Outcome
    negotiated: bool = False


def _read(path: Path, assembler: Assembler) -> _Read:
    root = assembler.workspace.root
    try:
        tried = assembler.attempted(path)
    except Stopped as stopped:
        return _Read(None, stopped_at(path, root, stopped.problems))
    outcome, status = outcome_of(tried, path, root), tried.draft.status
    account = drawn_from(assembler, tried).account._replace(unheld=unheld(path, status, tried.document) if outcome.drafted else "")
    return _Read(account, outcome, status == "drafting" and is_there(frozen_path(path)))


def _new(path: Path, today: Assembler) -> tuple[Reviewed, Pair]:
    read = _read(path, today)
    frozen = "text frozen" if is_there(frozen_path(path)) else ""
    found = Reviewed(shown(path), "new", account=read.account, problems=_errors(read), frozen=frozen, negotiated=read.negotiated)
    return found, Pair(None, read.outcome.drafted)


def _beside(old: Path, path: Path, before: Before, assemblers: tuple[Assembler, Assembler]) -> tuple[Reviewed, Pair] | None:
    """A draft which was there before; nothing when it says and gives what it did."""
    moved = old.name != path.name
    changed = moved or old.read_bytes() != path.read_bytes()
    frozen = _frozen(frozen_path(old), frozen_path(path))
    if before.same_library and not (changed or frozen):
        return None
    then, now = _read(old, assemblers[0]), _read(path, assemblers[1])
    comparison = compare(then.account, now.account) if then.account and now.account else None
    touched = touch(shown(path), then.outcome, now.outcome)
    if not (moved or frozen or touched.touched or (comparison and comparison.changes)):
        return None
    status: Status = "renamed" if moved else "changed"
    named = f"{before.name}:{shown(path.parent / old.name)}"
    found = Reviewed(shown(path), status, named, changed, comparison, None, touched, _errors(now), frozen, now.negotiated)
    return found, Pair(then.outcome.drafted, now.outcome.drafted)


def _errors(read: _Read) -> tuple[Problem, ...]:
    return tuple(problem for problem in read.outcome.problems if problem.severity == "error")


def _frozen(old: Path, new: Path) -> str:
    match is_there(old), is_there(new):
        case False, True:
            return "text frozen"
        case True, False:
            return "frozen text taken away"
        case True, True if old.read_bytes() != new.read_bytes():
            return "text frozen anew"
    return ""
