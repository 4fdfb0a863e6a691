"""A text which nobody drafted with us as prose: what its lines are is read from how they look.

A row is a paragraph as a reader of files gave it. Headings, numbers and marks may be typed into its words or told beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paraph.problems import Place
from paraph.rules.prose import Facts, Prose, Sort, Unit


class Row(NamedTuple):
    """A paragraph of a file. `heading` says that its style is a heading's, `mark` which number Word counts for it."""

    text: str
    place: Place
    heading: bool = False
    mark: str = ""
    cell: bool = False
    note: bool = False


_LABEL = re.compile(
    r"(?P<label>(?:section|article|paragraph|chapter|part|annex|schedule|appendix)\s+(?:\d+|[ivxlc]+|[a-z])\b)[.:]?"
    r"(?:\s*[-–—:]?\s*(?P<heading>\S.*))?$",
    re.IGNORECASE,
)
_ROMAN_LABEL = re.compile(r"(?P<label>[IVXLC]+)\.\s+(?P<heading>[A-Z].*)$")
_RECITAL = re.compile(
    r"(?:(?:also|further|and|bearing|taking|acting|building|pursuant|in|with|on|being|having|deeply|fully|firmly|mindful|aware|determined|"
    r"convinced|desirous|inspired|guided|encouraged|committed|resolved|considering|recognizing|recognising|wishing|noting|recalling)\b|"
    r"[A-Z][a-zA-Z-]*(?:ING|ing)\b)",
    re.IGNORECASE,
)
_OPERATIVE = re.compile(r"(?:have|has|hereby|declare|intend|agree|decide|are|express)\b.*:$", re.IGNORECASE)
_TESTIMONIUM = re.compile(r"(?:signed|done|in witness|prepared|concluded)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d+(?:\.\d+)*[.)]?\)?$")
_MARK = re.compile(
    r"(?:[-–—•*]\s+)?(?P<mark>\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivxlc]{1,6})[.)]+|[-–—•]|\d{1,2}(?:\.\d{1,2})+)\s+(?=\S)", re.IGNORECASE
)


class _Reader:
    """Reads rows from the first to the last, and knows where in the instrument it is."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.units: list[Unit] = []
        self.front = any(_OPERATIVE.match(row.text) or _is_recital(row.text) for row in rows)
        """Whether the sections have not begun."""
        self.signed = False
        self.section = 0
        self.name = ""
        self.paragraph = ""
        self.recitals = 0
        self.marks: list[tuple[str, str]] = []
        """The kinds of marks of the lists which are open, outermost first, each with its last mark."""

    def all(self) -> list[Unit]:
        """Every unit."""
        for row in self.rows:
            if row.text.strip():
                self._row(row)
        return self.units

    def _row(self, row: Row) -> None:
        text = row.text.strip()
        label = _LABEL.match(text) or (_ROMAN_LABEL.match(text) if row.heading or text.isupper() else None)
        if self.signed:
            self._add(row, "signature", text, "signature block")
        elif row.note:
            self._add(row, "note", text, "footnote")
        elif row.cell:
            self._add(row, "cell", text, f"table in {self.name}" if self.name else "table")
        elif label and (row.heading or _is_short(text)):
            self._heading(row, label)
        elif row.heading and not self.front:
            self._subject(row, text)
        elif self.front:
            self._front(row, text)
        elif _TESTIMONIUM.match(text) and not row.mark and self._is_testimonium(text):
            self.signed = True
            self._add(row, "testimonium", text, "testimonium")
        else:
            self._body(row, text)

    def _heading(self, row: Row, label: re.Match[str]) -> None:
        self.front = False
        self.section += 1
        first, number = label["label"].split()[0], label["label"].split()[-1]
        self.name = f"{first.capitalize()} {number}" if first != number else f"Section {number}"
        self.paragraph = ""
        self.marks = []
        if label["heading"]:
            self._add(row, "heading", label["heading"], f"heading of {self.name}")

    def _subject(self, row: Row, text: str) -> None:
        """A heading without a label: of the section whose label stands above it, or of a section without one."""
        last = self.units[-1] if self.units else None
        headed = last and last.sort == "heading" and last.section == self.section
        if headed or (last and last.section == self.section and self.section):
            self.section += 1
            self.name = f"“{text}”"
        self._add(row, "heading", text, f"heading of {self.name}" if self.name else "heading")

    def _front(self, row: Row, text: str) -> None:
        if _OPERATIVE.match(text):
            self.front = False
            self._add(row, "operative", text, "operative words")
        elif _is_recital(text):
            self.recitals += 1
            self._add(row, "recital", text, f"recital {self.recitals}")
        elif text.isupper() or (_is_short(text) and not self.units) or row.heading:
            self._add(row, "title", text, "title")
        else:
            self._add(row, "opening", text, "opening")

    def _body(self, row: Row, text: str) -> None:
        typed = None if row.mark else _MARK.match(text)
        mark = row.mark or (typed["mark"] if typed else "")
        text = text[typed.end() :] if typed else text
        if not mark:
            self.marks = self.marks if self.marks and text[:1].islower() else []
            self._add(row, "paragraph", text, self._where())
        elif _NUMBER.match(mark) and not (self.marks and self.marks[0][0] == "number"):
            self.paragraph = f"paragraph {mark.strip('.()')}"
            self.marks = []
            self._add(row, "paragraph", text, self._where(), mark=mark)
        else:
            kind = self._kind(mark)
            kinds = [kind for kind, _ in self.marks]
            self.marks = [*self.marks[: kinds.index(kind) if kind in kinds else len(kinds)], (kind, mark)]
            names = ["dash" if kind == "dash" else f"item {mark}" for kind, mark in self.marks]
            self._add(row, "item", text, ", ".join(filter(None, (self._where(), *names))), mark=mark, level=len(self.marks))

    def _kind(self, mark: str) -> str:
        """A letter or a Roman figure: i) after h) is a letter."""
        letters = mark.strip("().").lower()
        if not letters or not letters[0].isalnum():
            return "dash"
        if letters[0].isdigit():
            return "number"
        last = next((known.strip("().").lower() for kind, known in self.marks if kind == "letter"), "")
        follows = len(letters) == 1 and (not last or ord(letters) == ord(last) + 1)
        is_roman = bool(re.fullmatch("[ivxlc]+", letters)) and not (follows and last)
        return "roman" if is_roman and not (letters in "cdlvx" and not self.marks and letters != "i") else "letter"

    def _where(self) -> str:
        return ", ".join(filter(None, (self.name, self.paragraph)))

    def _is_testimonium(self, text: str) -> bool:
        return bool(re.search(r"\b(?:at|in|on|duplicate|originals?|copies)\b", text, re.IGNORECASE))

    def _add(self, row: Row, sort: Sort, text: str, where: str, *, mark: str = "", level: int = 0) -> None:
        self.units.append(Unit(sort, text, where or sort, row.place, mark, level, self.section))


def prose_of_rows(rows: Iterable[Row], facts: Facts | None = None) -> Prose:
    """The prose of a file's paragraphs."""
    return Prose(_Reader(list(rows)).all(), facts)


def rows_of_text(text: str, path: str = "") -> list[Row]:
    """The rows of plain text or Markdown: lines which stand together are a paragraph, unless a mark or heading begins one."""
    rows: list[Row] = []
    joined: list[str] = []
    start = 1

    def close() -> None:
        if joined:
            raw = " ".join(joined)
            heading = raw.startswith("#")
            rows.append(Row(_bare(raw.lstrip("# ")), Place(path, start, 1), heading))
            joined.clear()

    for number, line in enumerate(text.split("\n"), 1):
        bare = _bare(line.strip())
        begins = line.lstrip().startswith("#") or bool(_MARK.match(bare)) or bool(_LABEL.match(bare) and _is_short(bare))
        if not bare or begins or (joined and joined[-1].startswith("#")):
            close()
        if bare:
            start = start if joined else number
            joined.append(line.strip())
    close()
    return rows


def _bare(text: str) -> str:
    """Words without the marks of Markdown and HTML."""
    return re.sub(r"\*\*|__|</?su[pb]>|\^", "", text).replace("\\", "").strip()


def _is_short(text: str) -> bool:
    return len(text.split()) <= 14 and not text.endswith((".", ";", ","))


def _is_recital(text: str) -> bool:
    return bool(_RECITAL.match(text)) and text.rstrip().endswith((";", ",", "; and", ", and", ":")) and not _OPERATIVE.match(text)
