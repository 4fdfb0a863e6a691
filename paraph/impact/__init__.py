"""What a change of the library does to drafts: the text which each gave before, beside the one which it gives now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from paraph.assembled import Assembled
from paraph.impact.touch import Touch, outcome, touch
from paraph.library import PARTIES
from paraph.paths import shown
from paraph.pipeline import Assembler
from paraph.records import NamedTuple
from paraph.workspace import Workspace

Show = Callable[[Touch, Assembled, Assembled], Touch]
"""What is done with a touched draft while both its forms are at hand."""
_SAME: Mapping[str, str] = MappingProxyType({})


class TouchedClause(NamedTuple):
    """A clause whose file has changed, or which prints otherwise, with the drafts in which it does.

    Of one which is new or gone these are the drafts which pick it or picked it: a clause with another name prints the same.
    """

    id: str
    changed: bool
    drafts: tuple[str, ...]


class Impact(NamedTuple):
    """Every draft, every clause which has changed or prints otherwise, and the other files of the library which have changed."""

    drafts: tuple[Touch, ...]
    clauses: tuple[TouchedClause, ...]
    files: tuple[str, ...]


class _Tried(NamedTuple):
    """A draft which was built on both sides, and the clauses which it picks on either."""

    touch: Touch
    picks: frozenset[str]


def impact(then: Workspace, now: Workspace, show: Show | None = None, renamed: Mapping[str, str] = _SAME) -> Impact:
    """What today's drafts gave with the library of one workspace and give with that of another.

    A draft which cannot be built with the library of then is compared as it was then. `renamed` has the old names of drafts by today's.
    """
    before, after = Assembler(then, holding=False), Assembler(now, holding=False)  # what is frozen is told as changed too
    tried = [_tried(draft, then.root / "drafts" / renamed.get(draft.name, draft.name), (before, after), show) for draft in now.drafts]
    changed = {id for id in {*then.library.ids(), *now.library.ids()} if _bytes(then.library.path(id)) != _bytes(now.library.path(id))}
    on_one_side = {id for id in changed if not (then.library.path(id).is_file() and now.library.path(id).is_file())}
    drafts: dict[str, list[str]] = {id: [] for id in changed}
    for touched, picks in tried:
        named = {id for passage in touched.passages for id in (passage.clause_then, passage.clause_now) if id} | (picks & on_one_side)
        named |= {id for id in changed if any(problem.place.path == shown(now.library.path(id)) for problem in touched.problems)}
        for id in named:
            drafts.setdefault(id, []).append(touched.draft)
    clauses = tuple(TouchedClause(id, id in changed, tuple(drafts[id])) for id in sorted(drafts))
    return Impact(tuple(one.touch for one in tried), clauses, tuple(_changed_files(then.root, now.root)))


def _tried(draft: Path, old: Path, assemblers: tuple[Assembler, Assembler], show: Show | None) -> _Tried:
    before, after = assemblers
    then, now = outcome(draft, before), outcome(draft, after)
    found = touch(shown(draft), then, now)
    picks = then.picks | now.picks
    if old.is_file() and old.read_bytes() != draft.read_bytes():
        was = outcome(old, before)
        picks |= was.picks
        if then.fails and not was.fails and (found.problems or not now.fails):  # not for an error of its own
            then = was._replace(told=was.told + then.told)
            found = touch(shown(draft), then, now)._replace(adapted=True)
    if show and found.touched and then.drafted and now.drafted:
        found = show(found, then.drafted.assembled, now.drafted.assembled)
    return _Tried(found, picks)


def _changed_files(then: Path, now: Path) -> list[str]:
    """The files of agencies and templates which differ, or which are only in one of the folders."""
    folders = (f"clauses/{PARTIES}", "templates")
    found = {path.relative_to(root).as_posix() for root in (then, now) for folder in folders for path in (root / folder).rglob("*")}
    return [shown(now / name) for name in sorted(found | {"schema.json"}) if _bytes(then / name) != _bytes(now / name)]


def _bytes(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
