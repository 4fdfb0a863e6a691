"""A text which nobody drafted with us as prose: what its paragraphs are is read from how they look.

Headings, numbers and marks may be typed into its words or told beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from paraph.rules.looks import Label, heads_recitals, is_notice, is_recital, is_short, is_upper, leads_on
from paraph.rules.marks import TYPED, Lists, Mark, read_mark
from paraph.rules.plan import Plan
from paraph.rules.prose import Facts, Prose, Sort, Unit
from paraph.rules.rows import Row, rows_of_text

__all__ = ["Row", "prose_of_rows", "rows_of_text"]

_NAMES: dict[Sort, str] = {"title": "title", "opening": "opening", "operative": "operative words", "testimonium": "testimonium"}
_OPENS = re.compile(r"hereinafter|hereafter|referred to|\(the “|on the one (?:side|hand|part)", re.IGNORECASE)
_ON_WHAT = re.compile(r"(?:on|concerning|regarding|in|for|relating)\b", re.IGNORECASE)


class _Reader:
    """Reads rows from the first to the last, and knows where in the instrument it is."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = [row for row in rows if row.text.strip() or row.mark]
        if self.rows and is_notice(self.rows[0].text):
            del self.rows[0]
        self.plan = Plan(self.rows)
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
        if row.heading or is_upper(text):
            return True
        if not self.units:
            return row.bold or not text.startswith("The ")
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


def _unmarked(text: str) -> str:
    typed = TYPED.match(text)
    return text[typed.end() :] if typed else text


def prose_of_rows(rows: Iterable[Row], facts: Facts | None = None) -> Prose:
    """The prose of a file's paragraphs."""
    return Prose(_Reader(rows).all(), facts)
