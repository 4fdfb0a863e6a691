"""A document as its Word file says it: the lines and tables of a body, each with the pick which put it there.

What looks like the writer's markup is its markup, for it escapes brackets and quotation marks in text.
A redline made of these is right for all that the writer can write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from paraph.records import NamedTuple
from paraph.redline.built import NotOurs
from paraph.writers.docx.runs import bookmark

_BLOCK = re.compile(r"<w:tbl>(.*?)</w:tbl>|<w:p>(.*?)</w:p>", re.DOTALL)
_TABLE = re.compile(r"(<w:tblPr>.*?</w:tblGrid>)(.*)", re.DOTALL)
_ROW = re.compile(r"<w:tr>(<w:trPr>.*?</w:trPr>)(.*?)</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc>(<w:tcPr>.*?</w:tcPr>)(.*?)</w:tc>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p>(.*?)</w:p>", re.DOTALL)
_PROPERTIES = re.compile(r"(?:<w:pPr>(.*?)</w:pPr>)?(.*)", re.DOTALL)
_MARK_OR_RUN = re.compile(
    r'<w:bookmark(?P<mark>Start|End) w:id="(?P<id>\d+)"(?: w:name="(?P<name>[^"]*)")?/>'
    r"|<w:r>(?:<w:rPr>(?P<form>.*?)</w:rPr>)?(?P<held>.*?)</w:r>",
    re.DOTALL,
)
_HELD = re.compile(r'<w:(t|instrText|br|footnoteReference|fldChar)(?: [a-zA-Z:]+="([^"]*)")?(?:/>|>([^<]*)</w:\1>)', re.DOTALL)
_WORD = re.compile(r"&#?\w+;|\w+|\s+|.", re.DOTALL)
"""A word, a space, a mark; text is as it stands in XML."""
_UNPARTED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""The signs of scripts which do not part words: each of them is a word."""
_NOTE = re.compile(
    r'<w:footnote w:id="\d+"><w:p><w:pPr>(.*?)</w:pPr>'
    r'(<w:r><w:rPr><w:rStyle w:val="[^"]*"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>)'
    r"(.*)</w:p></w:footnote>",
    re.DOTALL,
)


class Piece(NamedTuple):
    """The smallest thing which is struck or inserted: a word, a blank, a break, a field with its result, a footnote.

    The end of a paragraph is one where several paragraphs of one document stand beside one of the other.

    `form` is the properties of its runs. `text` is what it prints as XML, of a footnote its content; `code` is a field's.
    """

    sort: Literal["word", "break", "field", "note", "end"]
    form: str
    text: str
    code: str = ""
    note: int = 0

    @property
    def said(self) -> tuple[str, ...]:
        """What makes pieces equal: a footnote is what it says, not its number."""
        return self[:4]


END = Piece("end", "", "")
"""The end of a paragraph within a line which holds several."""


class Anchor(NamedTuple):
    """A bookmark which references lead to; it holds the whole line, or nothing."""

    name: str
    id: str
    whole: bool


class Line(NamedTuple):
    """A paragraph: its properties, what stands in it, the references' anchors, and bookmarks before and behind all that."""

    properties: str
    pieces: tuple[Piece, ...]
    anchors: tuple[Anchor, ...] = ()
    before: str = ""
    behind: str = ""
    pick: str = ""


class Row(NamedTuple):
    """A row of a table: its properties, and its cells with theirs."""

    properties: str
    cells: tuple[tuple[str, tuple[Line, ...]], ...]


class Grid(NamedTuple):
    """A table, and the empty line which follows every table."""

    head: str
    rows: tuple[Row, ...]
    after: Line
    pick: str = ""


Written = Line | Grid


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if max(word) < _UNPARTED[0]:
            yield word
        else:
            yield from re.findall(f"[{_UNPARTED}]|[^{_UNPARTED}]+", word)


@lru_cache(maxsize=10_000)
def _word(form: str, text: str) -> Piece:
    """A word; where it stands again, the same one: to compare these costs next to nothing."""
    return Piece("word", form, text)


def _whole(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches which make up a text. What the writer has come to write and is not read here must not be lost unseen."""
    end = 0
    for found in pattern.finditer(text):
        if found.start() != end:
            break
        yield found
        end = found.end()
    if end != len(text):
        raise NotOurs(f"a redline cannot read what is written here: {text[end : end + 80]}")


class Reading:
    """Reads the body and the footnotes of a document. Raises `NotOurs` where they are not as our writer writes them."""

    def __init__(self, body: str, notes: Sequence[str], picks: Iterable[str]) -> None:
        """`picks` are the names of the picks whose marks stand in it."""
        self.notes = [_NOTE.fullmatch(note) for note in notes]
        self.bookmarks: dict[str, int] = {}
        """The names of all bookmarks which were read, with their ids."""
        self._picks = {bookmark("P", pick): pick for pick in picks}
        self._open: dict[str, str] = {}
        self.blocks = list(self._blocks(body))

    def _blocks(self, body: str) -> Iterator[Written]:
        table = ""
        for block in _whole(_BLOCK, body):
            if block[1] is not None:
                table = block[1]
                continue
            line = self._line(block[2])
            yield self._grid(table, line) if table else line
            table = ""
        if table:
            raise NotOurs("nothing stands behind a table")

    def note(self, number: int) -> tuple[str, str, Line]:
        """A footnote: the properties of its paragraph, its mark, its text."""
        found = self._note(str(number))
        return found[1], found[2], self._line(found[3])

    def _note(self, number: str) -> re.Match[str]:
        found = self.notes[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(self.notes) else None
        if found is None:
            raise NotOurs(f"footnote {number} is not as the writer writes it")
        return found

    def _pick(self, name: str) -> str:
        if name not in self._picks:
            raise NotOurs(f"{name} is the mark of no pick")
        return self._picks[name]

    def _grid(self, table: str, after: Line) -> Grid:
        head = _TABLE.fullmatch(table)
        if head is None:
            raise NotOurs("a table is not as the writer writes it")
        rows = tuple(
            Row(
                row[1],
                tuple((cell[1], tuple(self._line(line[1]) for line in _whole(_PARAGRAPH, cell[2]))) for cell in _whole(_CELL, row[2])),
            )
            for row in _whole(_ROW, head[2])
        )
        return Grid(head[1], rows, after, after.pick)

    def _line(self, paragraph: str) -> Line:
        found = _PROPERTIES.fullmatch(paragraph)
        properties, content = (found[1] or "", found[2]) if found else ("", paragraph)
        pieces: list[Piece] = []
        anchors: list[Anchor] = []
        before, behind, closed = "", "", []
        runs: list[tuple[str, str]] = []
        for mark in _whole(_MARK_OR_RUN, content):
            if mark["name"]:
                self.bookmarks[mark["name"]] = int(mark["id"])
            if mark["mark"] is None:
                runs.append((mark["form"] or "", mark["held"]))
            elif mark["name"] and mark["name"].startswith("_R_"):
                anchors.append(Anchor(mark["name"], mark["id"], whole=True))
            elif mark["name"]:
                before += mark[0]
                self._open[mark["id"]] = self._pick(mark["name"])
            elif mark["id"] in self._open:
                behind += mark[0]
                closed.append(mark["id"])
            elif not runs:  # an anchor which holds nothing
                anchors = [anchor._replace(whole=anchor.whole and anchor.id != mark["id"]) for anchor in anchors]
        pieces += self._pieces(runs)
        pick = next(reversed(self._open.values()), "")
        for id in closed:
            del self._open[id]
        return Line(properties, tuple(pieces), tuple(anchors), before, behind, pick)

    def _pieces(self, runs: list[tuple[str, str]]) -> Iterator[Piece]:
        code, result, within = "", "", ""
        for form, held in runs:
            for found in _whole(_HELD, held):
                tag, value, text = found.groups("")
                match tag:
                    case "t" if within:
                        result += text
                    case "t" if "<w:rStyle" in form:  # a blank is struck whole
                        yield Piece("word", form, text)
                    case "t":
                        yield from (_word(form, word) for word in _words(text))
                    case "br":
                        yield Piece("break", form, "")
                    case "footnoteReference":
                        yield Piece("note", form, self._note(value)[3], note=int(value))
                    case "instrText":
                        code = text
                    case "fldChar":
                        if value == "end":
                            yield Piece("field", form, result, code)
                            code = result = ""
                        within = "" if value == "end" else value
