"""A text which nobody drafted with us as prose: what its paragraphs are is read from how they look.

Headings, numbers and marks may be typed into its words or told beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from paraph.rules.looks import (
    Label,
    has_verb,
    heads_recitals,
    is_notice,
    is_operative,
    is_recital,
    is_short,
    is_signatory,
    is_testimonium,
    is_upper,
    label_of,
    leads_on,
    may_head,
)
from paraph.rules.marks import TYPED, Lists, Mark, read_mark
from paraph.rules.prose import Facts, Prose, Sort, Unit
from paraph.rules.rows import Row, rows_of_text

__all__ = ["Row", "prose_of_rows", "rows_of_text"]

_ROMAN = re.compile(r"(?P<number>[IVXLC]{1,6})\s*[.:–—-]?\s+(?P<heading>[A-Z].*)$", re.DOTALL)
_ROMAN_ALONE = re.compile(r"(?P<number>[IVXLC]{1,6})\.?$")
_NUMBER = re.compile(r"(?P<number>\d{1,2})\s*[.):]?\s+(?P<heading>\S.*)$", re.DOTALL)
_NUMBER_ALONE = re.compile(r"(?P<number>\d{1,2})\.?$")
_NAMES: dict[Sort, str] = {"title": "title", "opening": "opening", "operative": "operative words", "testimonium": "testimonium"}
_OPENS = re.compile(r"hereinafter|hereafter|referred to|\(the “|on the one (?:side|hand|part)", re.IGNORECASE)
_ON_WHAT = re.compile(r"(?:on|concerning|regarding|in|for|relating)\b", re.IGNORECASE)
_INSTRUMENT = re.compile(
    r"\b(?:memorand|arrangement|agreement|declaration|letter of|protocol|statement|addendum|partnership)", re.IGNORECASE
)


class _Reader:
    """Reads rows from the first to the last, and knows where in the instrument it is."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = [row for row in rows if row.text.strip() or row.mark]
        if self.rows and is_notice(self.rows[0].text):
            del self.rows[0]
        self.plan = _Plan(self.rows)
        self.units: list[Unit] = []
        self.sorts: set[Sort] = set()
        self.front = self.plan.has_front
        """Whether the sections have not begun."""
        self.signed = False
        self.section = 0
        self.name = ""
        self.paragraph = ""
        self.shape = ""
        """What the marks of numbered paragraphs look like."""
        self.headed = True
        """Whether the label above has its heading."""
        self.background = False
        """Whether a heading says that recitals follow."""
        self.counts = {"recital": 0, "note": 0}
        self.lists = Lists()

    def all(self) -> list[Unit]:
        """Every unit."""
        for at, row in enumerate(self.rows):
            self._row(at, row)
        return self.units

    def _row(self, at: int, row: Row) -> None:
        text = row.text.strip()
        label = self.plan.labels.get(at)
        if row.note:
            self.counts["note"] += 1
            self._add(row, "note", text, f"footnote {row.mark or self.counts['note']}")
        elif label and not (self.signed and not label.is_annex):
            self._label(row, label)
        elif self.signed:
            self._signed(row, text)
        elif at in self.plan.testimonium:
            self.signed = at == self.plan.testimonium[-1]
            self._add(row, "testimonium", text, "testimonium")
        elif at == self.plan.signatures:
            self.signed = True
            self._signed(row, text)
        elif row.cell:
            self._add(row, "cell", text, f"table in {self._where()}" if self._where() else "table")
        elif self.front and not self._ends_front(at, row, text):
            self._front(at, row, text)
        elif not text or not self._subject(at, row, text):
            self._body(row, text)

    def _signed(self, row: Row, text: str) -> None:
        if text:
            self._add(row, "signature", text, "signature block")

    # Headings

    def _label(self, row: Row, label: Label) -> None:
        self._begin(label.name)
        self.headed = bool(label.heading or label.text)
        if label.heading:
            self._add(row, "heading", label.heading, f"heading of {self.name}")
        if label.text:
            self._body(row._replace(mark=""), label.text)

    def _begin(self, name: str) -> None:
        self.front = self.signed = False
        self.section += 1
        self.name, self.paragraph, self.shape = name, "", self.shape
        self.lists.close()

    def _subject(self, at: int, row: Row, text: str) -> bool:
        """A heading without a label: of the section whose label stands above it, of a section without one, or a sub-heading."""
        if not self.headed and not row.mark and not TYPED.match(text) and (row.heading or is_short(text)):
            self.headed = True
            self._add(row, "heading", text, f"heading of {self.name}")
            return True
        self.headed = True
        if not self.plan.is_heading(at):
            return False
        if self.plan.has_labels or (row.heading > self.plan.top > 0):
            self.paragraph = ""
            self.lists.close()
            self._add(row, "subheading", text, self.name or "sub-heading")
        else:
            self._begin(f"“{' '.join(text.split())}”")
            self._add(row, "heading", text, f"heading of {self.name}")
        return True

    # What stands before the sections

    def _ends_front(self, at: int, row: Row, text: str) -> bool:
        """Whether the sections begin here although no label says so."""
        if self.plan.operative is not None:
            ended = at > self.plan.operative
        elif self.background:
            ended = self.plan.is_heading(at) and not heads_recitals(text)
        else:
            begun = self.units and self.units[-1].sort in ("opening", "recital")
            marked = bool(row.mark or TYPED.match(text)) and not is_recital(_unmarked(text))
            sentence = bool(self.units) and text.endswith((".", ":")) and not is_recital(text) and not _OPENS.search(text)
            ended = bool(marked or (begun and row.heading) or sentence) and not heads_recitals(text)
        self.front = not ended
        return ended

    def _front(self, at: int, row: Row, text: str) -> None:
        typed = None if row.mark else TYPED.match(text)
        mark = row.mark or (typed["mark"] if typed else "")
        words = text[typed.end() :] if typed else text
        if at == self.plan.operative or row.role == "operative":
            self._add(row, "operative", text, "operative words")
        elif row.role in _NAMES:
            self._add(row, row.role, text, _NAMES[row.role])
        elif is_upper(text) and self._is_title(row, text):
            self._add(row, "title", text, "title")
        elif row.role == "recital" or mark or is_recital(words, surely=self.plan.operative is not None):
            self.counts["recital"] += 1
            self._add(row, "recital", words, f"recital {self.counts['recital']}", mark=mark, level=int(bool(mark)))
        elif self._is_title(row, text):
            self._add(row, "title", text, "title")
        elif self.units and (heads_recitals(text) or ((row.heading or row.bold) and is_short(text, 5))):
            self.background = heads_recitals(text)
            self._add(row, "subheading", text, "heading of the preamble")
        elif self.background or (
            self.plan.operative is not None and self._has("opening") and text.endswith(".") and not _OPENS.search(text)
        ):
            self.counts["recital"] += 1
            self._add(row, "recital", text, f"recital {self.counts['recital']}")
        else:
            self._add(row, "opening", text, "opening")

    def _is_title(self, row: Row, text: str) -> bool:
        if (
            self._has("opening")
            or self._has("recital")
            or heads_recitals(text)
            or leads_on(text)
            or _OPENS.search(text)
            or not is_short(text, 40)
        ):
            return False
        if row.heading or is_upper(text) or not self.units:
            return True
        first, last = self.units[0].text, self.units[-1].text
        return not is_upper(first) and not (text.startswith("The ") and _ON_WHAT.match(last))

    def _has(self, sort: Sort) -> bool:
        return sort in self.sorts

    # The sections

    def _body(self, row: Row, text: str) -> None:
        typed = None if row.mark else TYPED.match(text)
        written = row.mark or (typed["mark"] if typed else "")
        text = text[typed.end() :] if typed else text
        if not written:
            if not (self.lists and text[:1].islower()):
                self.lists.close()
            self._add(row, "paragraph", text, self._where())
            return
        mark = read_mark(written)
        if self._numbers_a_paragraph(mark, row.depth):
            self.shape = mark.shape
            self.paragraph = f"paragraph {written.strip('.()')}"
            self.lists.close()
            self._add(row, "paragraph", text, self._where(), mark=written)
        else:
            self.lists.add(mark, row.depth)
            where = ", ".join(filter(None, (self._where(), *self.lists.names())))
            self._add(row, "item", text, where, mark=written, level=len(self.lists.open))

    def _numbers_a_paragraph(self, mark: Mark, depth: int) -> bool:
        """A number counts paragraphs, unless it looks otherwise than theirs and begins a list or goes on with one."""
        if not mark.number:
            return False
        if mark.is_dotted or not self.paragraph or mark.shape == self.shape:
            return True
        return mark.number != 1 and not self.lists.goes_on(mark, depth)

    def _where(self) -> str:
        return ", ".join(filter(None, (self.name, self.paragraph)))

    def _add(self, row: Row, sort: Sort, text: str, where: str, *, mark: str = "", level: int = 0) -> None:
        self.sorts.add(sort)
        self.units.append(Unit(sort, text, where or sort, row.place, mark, level, self.section))


class _Plan:
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


def _unmarked(text: str) -> str:
    typed = TYPED.match(text)
    return text[typed.end() :] if typed else text


def prose_of_rows(rows: Iterable[Row], facts: Facts | None = None) -> Prose:
    """The prose of a file's paragraphs."""
    return Prose(_Reader(rows).all(), facts)
