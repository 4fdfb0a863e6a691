"""What is known of a text before its paragraphs are read: where its parts begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paraph.rules.looks import (
    Label,
    has_verb,
    is_operative,
    is_recital,
    is_short,
    is_signatory,
    is_testimonium,
    is_upper,
    label_of,
    may_head,
)
from paraph.rules.marks import TYPED, Mark, read_mark
from paraph.rules.rows import Row

_ROMAN = re.compile(r"(?P<number>[IVXLC]{1,6})\s*[.:–—-]?\s+(?P<heading>[A-Z].*)$", re.DOTALL)
_ROMAN_ALONE = re.compile(r"(?P<number>[IVXLC]{1,6})\.?$")
_NUMBER = re.compile(r"(?P<number>\d{1,2})\s*[.):]?\s+(?P<heading>\S.*)$", re.DOTALL)
_NUMBER_ALONE = re.compile(r"(?P<number>\d{1,2})\.?$")
_INSTRUMENT = re.compile(
    r"\b(?:memorand|arrangement|agreement|declaration|letter of|protocol|statement|addendum|partnership)", re.IGNORECASE
)


class Plan:
    """What is known of a text before its paragraphs are read: where its parts begin."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.labels = {at: label for at, row in enumerate(rows) if (label := self._label(at, row))}
        self.has_labels = any(not label.is_annex for label in self.labels.values())
        self.first = min(self.labels, default=len(rows))
        self.operative = self._operative()
        self.has_front = self.operative is not None or self._begins_with_front()
        self.annex = min((at for at, label in self.labels.items() if label.is_annex), default=len(rows))
        self.testimonium = self._testimonium()
        self.signatures = self._signatures() if not self.testimonium else -1
        end = self.testimonium[0] if self.testimonium else len(rows)
        begin = self.operative if self.operative is not None else 0
        self.top = min((row.heading for row in rows[begin:end] if row.heading and row.role != "title"), default=0)

    def is_heading(self, at: int) -> bool:
        """Whether a row without a label is set as a heading, or reads as one."""
        row, text = self.rows[at], self.rows[at].text.strip()
        if row.cell or row.mark.endswith((")", "-", "–", "•")) or TYPED.match(text):
            return bool(row.heading and row.mark)
        if row.heading or ((is_upper(text) or row.bold) and is_short(text)):
            return True
        below = self._below(at)
        above = self.rows[at - 1] if at else None
        ended = above is None or above.text.rstrip().endswith((".", ":")) or self.is_label(at - 1)
        leads = below and below.text.rstrip().endswith((".", ":")) and not is_testimonium(below.text)
        return bool(not row.mark and not row.role and may_head(text, 8) and ended and leads)

    def is_label(self, at: int) -> bool:
        """Whether a row bears a section's label."""
        return at in self.labels

    def _label(self, at: int, row: Row) -> Label | None:
        text = row.text.strip()
        if row.cell or row.note or (row.role and not row.heading):
            return None
        head = f"{row.mark}\n{text}" if row.mark and text else row.mark or text
        apart = bool(row.heading or row.bold)
        label = label_of(head, set_apart=apart)
        if label and not (row.mark and not row.heading and label.text):
            return label
        head = " ".join(head.split())
        for alone, beside in ((_NUMBER_ALONE, _NUMBER), (_ROMAN_ALONE, _ROMAN)):
            if (found := alone.match(head)) and (apart or not text or text == head):
                return Label(f"Section {found['number']}")
            if (found := beside.match(head)) and is_short(found["heading"]) and self._heads(at, found["heading"], apart=apart):
                return Label(f"Section {found['number']}", found["heading"])
        return None

    def _heads(self, at: int, heading: str, *, apart: bool) -> bool:
        """Whether “1. Purpose” is a heading: it is set as one, or what follows is not “2.”."""
        if apart or is_upper(heading):
            return True
        below = self._below(at)
        if not may_head(heading) or below is None or below.cell:
            return False
        own, next_ = _mark_of(self.rows[at]), _mark_of(below)
        if own is None or own.is_dotted or own.text.endswith(")"):
            return False
        return next_ is None or next_.shape != own.shape or next_.counts[0][1] == 1

    def _below(self, at: int) -> Row | None:
        return next((row for row in self.rows[at + 1 : at + 6] if not row.note), None)

    def _operative(self) -> int | None:
        said = next((at for at, row in enumerate(self.rows) if row.role == "operative"), None)
        if said is not None:
            return said
        has_front = self._begins_with_front()
        for at, row in enumerate(self.rows[: self.first]):
            if not row.mark and not row.cell and is_operative(row.text.strip(), after_front=at > 0 and has_front):
                return at
        return None

    def _begins_with_front(self) -> bool:
        """Whether a title or recitals stand first."""
        if not self.rows or not self.first:
            return False
        first = self.rows[0]
        text = first.text.strip()
        if first.role == "title" or is_upper(text) or (is_short(text, 60) and _INSTRUMENT.search(text) and not has_verb(text)):
            return True
        return any(not row.mark and is_recital(row.text.strip()) for row in self.rows[: self.first])

    def _testimonium(self) -> tuple[int, ...]:
        """The rows of the testimonium: the last which may be one before the annexes, and sentences behind it."""
        last_label = max((at for at, label in self.labels.items() if not label.is_annex), default=-1)
        found = [
            at
            for at, row in enumerate(self.rows[: max(self.annex, last_label)] if self.annex > last_label else self.rows)
            if at > last_label
            and not row.mark
            and not row.cell
            and not row.note
            and (row.role == "testimonium" or is_testimonium(row.text.strip()))
        ]
        if not found:
            return ()
        begin = end = found[0] if self.rows[found[0]].role else found[-1]
        while begin - 1 in found:
            begin -= 1
        while (
            end + 1 < len(self.rows)
            and (row := self.rows[end + 1])
            and row.text.endswith(".")
            and len(row.text.split()) > 8
            and not row.cell
        ):
            end += 1
        return tuple(range(begin, end + 1))

    def _signatures(self) -> int:
        """Where signatures begin which no testimonium announces: only short lines follow “For the Ministry”."""
        begin = -1
        for at in range(min(self.annex, len(self.rows)) - 1, 0, -1):
            row = self.rows[at]
            if self.is_label(at) or row.mark or not is_short(row.text, 20):
                break
            begin = at if is_signatory(row.text.strip()) else begin
        return begin


def _mark_of(row: Row) -> Mark | None:
    if row.mark:
        return read_mark(row.mark)
    typed = TYPED.match(row.text.strip())
    return read_mark(typed["mark"]) if typed else None
