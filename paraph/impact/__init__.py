"""What a change of the library does to drafts: the text which each gave before, beside the one which it gives now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from paraph.assembled import Assembled
from paraph.impact.touch import Touch, outcome, touch
from paraph.library import PARTIES
from paraph.paths import shown
from paraph.pipeline import Assembler
from paraph.records import NamedTuple
from paraph.workspace import Workspace

Show = Callable[[Touch, Assembled, Assembled], Touch]
"""What is done with a touched draft while both its forms are at hand."""


class TouchedClause(NamedTuple):
    """A clause whose file has changed, or which prints otherwise, with the drafts in which it does."""

    id: str
    changed: bool
    drafts: tuple[str, ...]


class Impact(NamedTuple):
    """Every draft, every clause which has changed or prints otherwise, and the other files of the library which have changed."""

    drafts: tuple[Touch, ...]
    clauses: tuple[TouchedClause, ...]
    files: tuple[str, ...]


def impact(then: Workspace, now: Workspace, show: Show | None = None) -> Impact:
    """What today's drafts gave with the library of one workspace and give with that of another."""
    before, after = Assembler(then, holding=False), Assembler(now, holding=False)  # what is frozen is told as changed too
    touches = tuple(_touch(draft, before, after, show) for draft in now.drafts)
    changed = {id for id in {*then.library.ids(), *now.library.ids()} if _bytes(then.library.path(id)) != _bytes(now.library.path(id))}
    drafts: dict[str, list[str]] = {id: [] for id in changed}
    for touched in touches:
        named = {id for passage in touched.passages for id in (passage.clause_then, passage.clause_now) if id}
        named |= {id for id in changed if any(problem.place.path == shown(now.library.path(id)) for problem in touched.problems)}
        for id in named:
            drafts.setdefault(id, []).append(touched.draft)
    clauses = tuple(TouchedClause(id, id in changed, tuple(drafts[id])) for id in sorted(drafts))
    return Impact(touches, clauses, tuple(_changed_files(then.root, now.root)))


def _touch(draft: Path, before: Assembler, after: Assembler, show: Show | None) -> Touch:
    then, now = outcome(draft, before), outcome(draft, after)
    found = touch(shown(draft), then, now)
    if show and found.touched and then.drafted and now.drafted:
        return show(found, then.drafted.assembled, now.drafted.assembled)
    return found


def _changed_files(then: Path, now: Path) -> list[str]:
    """The files of agencies and templates which differ, or which are only in one of the folders."""
    folders = (f"clauses/{PARTIES}", "templates")
    found = {path.relative_to(root).as_posix() for root in (then, now) for folder in folders for path in (root / folder).rglob("*")}
    return [shown(now / name) for name in sorted(found | {"schema.json"}) if _bytes(then / name) != _bytes(now / name)]


def _bytes(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
