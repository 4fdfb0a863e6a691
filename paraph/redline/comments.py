"""Comments on what has changed: the clause of each passage, then and now, and the reason which the draft gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paraph.redline.built import Source
from paraph.redline.pairs import Beside
from paraph.redline.tracked import Stamp
from paraph.redline.words import differ
from paraph.tree import Document
from paraph.writers.docx.xml import escape

Sources = Mapping[str, Source]
"""Where passages come from, by the names of their picks."""


def sources_of(document: Document) -> dict[str, Source]:
    """The sources of a document's passages."""
    return {trace.pick: Source(trace.pick, trace.clause, trace.departs, trace.reason) for trace in document.trace}


class Comments:
    """One comment for each changed passage, on the first of its changed lines which stays, else on the first.

    Where the same words are struck and inserted, one says why.
    """

    def __init__(self, pairs: Sequence[Beside], sources: tuple[Sources, Sources], stamp: Stamp) -> None:
        """`sources` are those of the old draft and of the new one."""
        self._stamp = stamp
        changed = [(index, pair) for index, pair in enumerate(pairs) if differ(pair.old, pair.new)]
        first: dict[tuple[str, str], int] = {}
        for index, pair in sorted(changed, key=lambda entry: (entry[1].new is None, entry[0])):
            first.setdefault(pair.picks, index)
        self.changed = len(first) + sum(pair.picks == ("", "") and not pair.why for _, pair in changed) - (("", "") in first)
        """How many passages have changed, and lines which are in none."""
        first.pop(("", ""), None)
        self.written: list[str] = []
        self._at: dict[int, int] = {}
        moved = _moved(first, *sources)
        said = {index: _said(sources[0].get(old), sources[1].get(new), moved) for (old, new), index in first.items()}
        for index, pair in enumerate(pairs):
            if pair.why:  # the line is struck, and stands again behind it
                at = first.get(pair.picks)
                waiting = said.pop(at, []) if at is not None and pairs[at].old is None else []
                said[index] = [*waiting, pair.why]
        for index, lines in sorted(said.items()):
            if lines:
                self._at[index] = len(self.written)
                self.written.append(self._comment(len(self.written), lines))

    def at(self, index: int) -> str:
        """The id of the comment on a line or table; nothing where there is none."""
        return str(self._at.get(index, ""))

    def _comment(self, id: int, lines: Sequence[str]) -> str:
        initials = "".join(word[0] for word in self._stamp.author.split())[:3].upper()
        text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
        return f'<w:comment w:id="{id}" {self._stamp} w:initials="{escape(initials)}">{text}</w:comment>'


def _moved(changed: Mapping[tuple[str, str], int], olds: Sources, news: Sources) -> frozenset[str]:
    """The clauses which are taken out in one place and stand in another."""
    out = {olds[old].clause for old, new in changed if old in olds and not new}
    into = {news[new].clause for old, new in changed if new in news and not old}
    return frozenset((out & into) - {""})


def _said(old: Source | None, new: Source | None, moved: frozenset[str]) -> list[str]:
    lines = []
    if old and new:
        lines.append(_name(new) if _name(old) == _name(new) else f"{_name(old)} → {_name(new)}")
    elif new:
        lines.append(f"{_name(new)}: {'moved here' if new.clause in moved else 'new'}")
    elif old:
        lines.append(f"{_name(old)}: {'moved from here' if old.clause in moved else 'taken out'}")
    if new and new.reason:
        lines.append(f"Reason: {new.reason}")
    return lines


def _name(source: Source) -> str:
    if not source.clause:
        return f"own text ({source.pick})"
    return f"{source.clause}, own wording" if source.departs else source.clause
