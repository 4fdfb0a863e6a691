"""How a review is told: the words which every format shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.comparison.tell import counted
from paraph.english import many
from paraph.impact.tell import gravely
from paraph.review import Reviewed, Status

STATUSES: tuple[Status, ...] = ("changed", "renamed", "new", "removed")


def what(one: Reviewed) -> str:
    """What became of a draft, in a line."""
    return "; ".join(_parts(one))


def _parts(one: Reviewed) -> Iterator[str]:
    if one.status in ("new", "removed"):
        yield one.status
    if one.status == "renamed":
        yield f"renamed from {one.before.partition(':')[2]}"
    by_library = bool(one.touch and one.touch.touched and not one.file_changed)
    if one.touch and by_library:
        yield f"by the library: {one.touch.effect}, {gravely(one.touch) or 'new warnings'}"
    elif one.comparison and one.comparison.changes:
        yield counted(one.comparison)
    if one.touch and one.touch.status == "mended" and not by_library:
        yield "builds, and did not before"
    if one.comparison is None and one.status in ("changed", "renamed"):
        yield "cannot be compared"
    if one.frozen and not (one.negotiated and one.frozen == "text frozen"):
        yield one.frozen
    if one.negotiated:
        yield "under negotiation: its frozen text is not asked"
    if any(problem.rule == "frozen-text" for problem in one.problems) and not by_library:
        yield "does not give its frozen text"
    if one.problems:
        yield many(len(one.problems), "error")


def ranked(drafts: Iterable[Reviewed]) -> list[Reviewed]:
    """Those with errors first, then those which owe an answer, then as they were."""
    return sorted(drafts, key=lambda one: (not one.problems, not one.asks))


def headline(drafts: Iterable[Reviewed]) -> str:
    """How many drafts there are of each status."""
    statuses = [one.status for one in drafts]
    told = [f"{many(statuses.count(status), 'draft')} {status}" for status in STATUSES if status in statuses]
    return ", ".join(told) or "no draft differs"
