"""The body of a Word file, paragraph by paragraph: its words as they stand when all changes are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from paraph.problems import Place
from paraph.readers.word.numbering import Numbers
from paraph.readers.word.package import Parts, W
from paraph.readers.word.styles import Style, Styles, is_on, numbering_of, value
from paraph.records import NamedTuple
from paraph.rules.rows import Row

_AROUND = {
    f"{W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase")
}
"""What stands around words without changing them. Deletions (`del`, `moveFrom`), drawings and text boxes are left out."""
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


class Piece(NamedTuple):
    """Some words, the run in which they stand, and its paragraph."""

    text: str
    run: Element
    paragraph: Element


class _Words:
    """The words of a paragraph, whether all are bold, and the notes which it calls."""

    def __init__(self, paragraph: Element) -> None:
        self.paragraph = paragraph
        self.pieces: list[Piece] = []
        self.bold: set[bool] = set()
        self.notes: list[tuple[str, str]] = []

    @property
    def text(self) -> str:
        """The words."""
        return "".join([piece.text for piece in self.pieces]).strip()

    def add(self, text: str, run: Element, *, bold: bool) -> None:
        """Take some more words."""
        self.pieces.append(Piece(text.replace("\u00ad", ""), run, self.paragraph))
        if text.strip():
            self.bold.add(bold)


class _Paragraph(NamedTuple):
    """What came before a paragraph whose mark was deleted goes on in the next."""

    words: _Words
    place: Place


def rows_of_parts(parts: Parts, path: str) -> list[Row]:
    """The paragraphs of a file's parts."""
    return list(Body(parts, path).rows())


class Body:
    """Walks a body; numbers and fields go on from one paragraph to the next."""

    def __init__(self, parts: Parts, path: str) -> None:
        self.path = path
        self.body = parts.body
        self.styles = Styles(parts.styles)
        self.numbers = Numbers(parts.numbering, self.styles)
        self.notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind, part in (("footnote", parts.footnotes), ("endnote", parts.endnotes))
            for note in part.findall(f"{W}{kind}")
        }
        self.called = {"footnote": 0, "endnote": 0}
        self.count = 0
        self.elements: dict[int, Element] = {}
        """The paragraphs which were walked, by their numbers."""
        self.pieces: list[list[Piece]] = []
        """The words of each row which was given, with the runs in which they stand."""
        self.marks: dict[int, Piece] = {}
        """The numbers of those rows which have one."""
        self.fields: list[bool] = []
        """The fields which are open, innermost last: whether their result has begun."""
        self.pending: _Paragraph | None = None

    def rows(self) -> Iterator[Row]:
        """Every paragraph which holds words or a number."""
        yield from self._blocks(self.body, cell=False)
        if self.pending:
            yield from self._made(self.pending, None, cell=False)

    def _blocks(self, container: Element, *, cell: bool) -> Iterator[Row]:
        for element in container:
            name = element.tag.removeprefix(W)
            if name == "p":
                yield from self._paragraph(element, cell=cell)
            elif name == "tbl":
                yield from self._table(element)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo") or element.tag in (
                f"{_MARKUP}AlternateContent",
                f"{_MARKUP}Choice",
            ):
                yield from self._blocks(element, cell=cell)

    def _table(self, table: Element) -> Iterator[Row]:
        for row in through(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                for cell in through(row, f"{W}tc"):
                    yield from self._blocks(cell, cell=True)

    def _paragraph(self, element: Element, *, cell: bool) -> Iterator[Row]:
        self.count += 1
        self.elements[self.count] = element
        properties = element.find(f"{W}pPr")
        style = self.styles.style(value(properties, f"{W}pStyle"))
        place = Place(self.path, self.count, 1)
        words, place = self.pending or _Paragraph(_Words(element), place)
        words.paragraph = element
        self._words(element, words, bold=style.bold)
        paragraph = _Paragraph(words, place)
        self.pending = None
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.pending = paragraph  # 17.13.5.15: a mark which was deleted joins the paragraph with the next
            return
        yield from self._made(paragraph, properties, cell=cell, style=style)

    def _made(self, paragraph: _Paragraph, properties: Element | None, *, cell: bool, style: Style | None = None) -> Iterator[Row]:
        style = style or self.styles.style(None)
        text = paragraph.words.text
        outline = value(properties, f"{W}outlineLvl")
        heading = int(outline) + 1 if outline and re.fullmatch("[0-8]", outline) else 0 if outline == "9" else style.heading
        mark, depth, look = self._mark(properties, style) if not _is_hidden(properties, text) else ("", 0, None)
        if text or mark:
            bold = paragraph.words.bold == {True}
            if look is not None:
                self.marks[len(self.pieces)] = Piece(mark, look, paragraph.words.paragraph)
            self.pieces.append(paragraph.words.pieces)
            yield Row(text, paragraph.place, heading, mark, cell, bold=bold, depth=depth, role=style.role)
        for kind, id in paragraph.words.notes:
            yield from self._note(kind, id, paragraph.place)

    def _mark(self, properties: Element | None, style: Style) -> tuple[str, int, Element | None]:
        """A paragraph's number, its level, and a run in which it would stand."""
        own = numbering_of(properties)
        list = own.list if own.list is not None else style.list
        if list is None or list == "0":
            return "", 0, None
        level = own.level
        if level is None and own.list is None:
            linked = self.numbers.level_of(list, style.owner)
            level = linked if linked is not None else style.level
        level = level or 0
        mark = self.numbers.next(list, level).strip()
        return mark, level, _run(self.numbers.look_of(list, level), properties) if mark else None

    def _note(self, kind: str, id: str, place: Place) -> Iterator[Row]:
        self.called[kind] += 1
        note = self.notes.get((kind, id))
        for paragraph in note.iter(f"{W}p") if note is not None else ():
            words = _Words(paragraph)
            self._words(paragraph, words, bold=False)
            if text := words.text:
                self.pieces.append(words.pieces)
                yield Row(text, place, mark=str(self.called[kind]), note=True)

    # Words

    def _words(self, element: Element, words: _Words, *, bold: bool) -> None:
        for child in element:
            if child.tag == f"{W}r":
                self._run(child, words, bold=bold)
            elif child.tag in _AROUND or child.tag in (f"{_MARKUP}AlternateContent", f"{_MARKUP}Choice"):
                self._words(child, words, bold=bold)

    def _run(self, run: Element, words: _Words, *, bold: bool) -> None:
        properties = run.find(f"{W}rPr")
        own = properties.find(f"{W}b") if properties is not None else None
        bold = bold if own is None else is_on(own)
        hidden = properties is not None and (is_on(properties.find(f"{W}vanish")) or value(properties, f"{W}rStyle") in self.styles.hidden)
        for child in run:
            if child.tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"))
            elif hidden or not all(self.fields):
                continue
            elif child.tag == f"{W}t":
                words.add(child.text or "", run, bold=bold)
            elif child.tag in _SIGNS:
                words.add(_SIGNS[child.tag], run, bold=bold)
            elif child.tag == f"{W}sym":
                words.add(_sign(child.get(f"{W}char", "")), run, bold=bold)
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                words.notes.append((child.tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")))
            elif child.tag in (f"{W}ruby", f"{_MARKUP}AlternateContent"):
                self._words(child, words, bold=bold)

    def _field(self, kind: str | None) -> None:
        """A field's instruction is left out; what it last printed is taken (17.16.18)."""
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def _run(level: Element | None, properties: Element | None) -> Element:
    """A number as a run: it looks as its level says, and else as the mark at the end of its paragraph does (17.9.24)."""
    end = properties.find(f"{W}rPr") if properties is not None else None
    run = Element(f"{W}r")
    look = SubElement(run, f"{W}rPr")
    look.extend([*(level if level is not None else ()), *(end if end is not None else ())])
    return run


def through(container: Element, tag: str) -> Iterator[Element]:
    """The elements of a kind in a container, also those inside of content controls."""
    for element in container:
        if element.tag == tag:
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from through(element, tag)


def _sign(code: str) -> str:
    """A sign of a symbol font: those of the private area are pictures, most of them dots and ticks."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    if "\ud800" <= sign <= "\udfff":
        return ""  # half of a letter, which nothing can print
    return "•" if "\ue000" <= sign <= "\uf8ff" else sign


def _is_hidden(properties: Element | None, text: str) -> bool:
    return not text and properties is not None and is_on(properties.find(f"{W}rPr/{W}vanish"))
