"""Write lines and tables with what is struck and inserted in them (ECMA-376 17.13.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

from paraph.records import NamedTuple
from paraph.redline.align import aligned
from paraph.redline.words import MUCH, Change, compared, shared
from paraph.redline.written import Anchor, Line, Piece, Row
from paraph.writers.docx.xml import escape

Sort = Literal["ins", "del"]
_END: dict[Sort | Literal[""], str] = {"": "\x01", "ins": "\x02", "del": "\x03"}
"""The end of a paragraph in what a line holds while it is written, by what becomes of it: signs which XML cannot hold."""
_SORTS = {sign: sort for sort, sign in _END.items()}
_ENDS = re.compile("([\x01-\x03])")
_KEPT = re.compile(r"<w:keepNext[^>]*/>")


class Stamp(NamedTuple):
    """Who changed the text, and when, if that is to be said."""

    author: str
    date: date | None

    def __str__(self) -> str:
        day = f' w:date="{self.date.isoformat()}T00:00:00Z"' if self.date else ""
        return f'w:author="{escape(self.author)}"{day}'


def lasting(properties: str) -> str:
    """The properties of a paragraph which a redline tracks: what it keeps together with is the new document's."""
    return _KEPT.sub("", properties)


class Tracker:
    """Writes what has changed; its marks are counted through the document."""

    def __init__(self, stamp: Stamp, used: int, note: Callable[[Piece, Sort], int], properties: Callable[[Line], str]) -> None:
        """`used` is the last id in use. `note` gives the id of a footnote, `properties` those of an old line."""
        self.stamp = stamp
        self.comment = ""
        """The id of a comment which the next changed line takes."""
        self._last = used
        self._note = note
        self._properties = properties

    def _mark(self) -> str:
        self._last += 1
        return f'w:id="{self._last}" {self.stamp}'

    # Lines

    def whole(self, line: Line, sort: Sort) -> str:
        """A line which is struck or inserted whole. The hidden bookmarks of the old document's picks are left out."""
        line = line if sort == "ins" else line._replace(properties=self._properties(line), before="", behind="")
        content = self.stretch(line.pieces, sort)
        return self._paragraph(line, self._end(sort), content, sort)

    def pair(self, old: Line, new: Line, *, before_inserted: bool = False) -> str:
        """A line of both documents, with what has changed in it; whether an inserted line follows."""
        was = self._properties(old)
        changed = ""
        if lasting(was) != lasting(new.properties):
            changed = f"<w:pPrChange {self._mark()}><w:pPr>{was}</w:pPr></w:pPrChange>"
        changes = compared(old.pieces, new.pieces)
        if shared(changes) <= MUCH:
            changes = [Change(old.pieces, new.pieces)]
        content = self._tail(changes) if before_inserted else "".join(map(self._change, changes))
        own = {anchor.name for anchor in new.anchors}
        anchors = (*new.anchors, *(anchor for anchor in old.anchors if anchor.name not in own))
        sort: Sort | Literal["", "both"] = "both" if changed or any(not change.same for change in changes) else ""
        return self._paragraph(new._replace(anchors=anchors), changed, content, sort)

    def _end(self, sort: Sort | Literal[""]) -> str:
        """The mark of a paragraph which is struck or inserted."""
        return f"<w:rPr><w:{sort} {self._mark()}/></w:rPr>" if sort else ""

    def nothing(self) -> str:
        """A line which stands in neither document: it parts two tables while the changes are open."""
        return f"<w:p><w:pPr><w:rPr><w:ins {self._mark()}/><w:del {self._mark()}/></w:rPr></w:pPr></w:p>"

    def _paragraph(self, line: Line, marked: str, content: str, sort: Sort | Literal["", "both"]) -> str:
        empty = [anchor for anchor in line.anchors if not anchor.whole]
        whole = [anchor for anchor in line.anchors if anchor.whole]
        before = "".join(map(_opened, empty)) + line.before + "".join(map(_started, whole))
        behind = "".join(f'<w:bookmarkEnd w:id="{anchor.id}"/>' for anchor in reversed(whole)) + line.behind
        *inner, last = _ENDS.split(f"{before}{self._commented(content, sort)}{behind}")
        ends = (self._end(_SORTS[end]) for end in inner[1::2])
        paragraphs = [f"<w:p><w:pPr>{line.properties}{end}</w:pPr>{held}</w:p>" for held, end in zip(inner[::2], ends, strict=True)]
        return f"{''.join(paragraphs)}<w:p><w:pPr>{line.properties}{marked}</w:pPr>{last}</w:p>"

    def _commented(self, content: str, sort: Sort | Literal["", "both"]) -> str:
        """Content which has the waiting comment, if it has changed. The comment's mark is struck or inserted with the line.

        A line which may go has the mark without a range: a range keeps LibreOffice (tried: 7.4) from removing the line whole.
        """
        if not (self.comment and sort):
            return content
        id, self.comment = self.comment, ""
        mark = f'<w:r><w:commentReference w:id="{id}"/></w:r>'
        if sort != "both":
            return f"<w:{sort} {self._mark()}>{mark}</w:{sort}>{content}"
        return f'<w:commentRangeStart w:id="{id}"/>{content}<w:commentRangeEnd w:id="{id}"/>{mark}'

    # What stands in them

    def _tail(self, changes: list[Change]) -> str:
        """Changes in front of an inserted line: what is struck last stands last, behind what is inserted.

        LibreOffice (tried: 7.4) takes an insertion at the end of a paragraph and an inserted paragraph behind it for one,
        and rejects the mark between them too; so an addition strikes the word it follows, and says it again.
        """
        if not changes or changes[-1].same:
            return "".join(map(self._change, changes))
        *others, (struck, inserted, _) = changes
        if not struck and others and others[-1].same[-1].sort == "word":
            same = others.pop().same
            others += [Change((), (), same[:-1])] if same[:-1] else []
            struck, inserted = same[-1:], (*same[-1:], *inserted)
        return "".join(map(self._change, others)) + self.stretch(inserted, "ins") + self.stretch(struck, "del")

    def _change(self, change: Change) -> str:
        if change.same:
            return self.same(change.same)
        return self.stretch(change.struck, "del") + self.stretch(change.inserted, "ins")

    def stretch(self, pieces: Sequence[Piece], sort: Sort) -> str:
        """Pieces which are struck or inserted."""
        held = (f"<w:{sort} {self._mark()}>{runs}</w:{sort}>" if runs else "" for runs in self._parts(pieces, sort))
        return _END[sort].join(held)

    def same(self, pieces: Sequence[Piece]) -> str:
        """Pieces which both documents have."""
        return _END[""].join(self._parts(pieces, ""))

    def _parts(self, pieces: Sequence[Piece], sort: Sort | Literal[""]) -> Iterator[str]:
        """The runs of each paragraph, of which there may be more than one."""
        ends = [index for index, piece in enumerate(pieces) if piece.sort == "end"]
        for start, end in pairwise([-1, *ends, len(pieces)]):
            yield "".join(self._runs(pieces[start + 1 : end], sort))

    def _runs(self, pieces: Iterable[Piece], sort: Sort | Literal[""]) -> Iterable[str]:
        for (kind, form), run in groupby(pieces, key=lambda piece: (piece.sort, piece.form)):
            properties = f"<w:rPr>{form}</w:rPr>" if form else ""
            if kind == "word":
                yield f"<w:r>{properties}{_text(''.join([piece.text for piece in run]), sort)}</w:r>"
                continue
            for piece in run:
                yield self._run(piece, properties, sort)

    def _run(self, piece: Piece, properties: str, sort: Sort | Literal[""]) -> str:
        match piece.sort:
            case "break":
                return f"<w:r>{properties}<w:br/></w:r>"
            case "note":
                id = self._note(piece, sort) if sort else piece.note
                return f'<w:r>{properties}<w:footnoteReference w:id="{id}"/></w:r>'
        tag = "delInstrText" if sort == "del" else "instrText"
        mark = f'<w:r>{properties}<w:fldChar w:fldCharType="%s"/></w:r>'
        code = f'<w:r>{properties}<w:{tag} xml:space="preserve">{piece.code}</w:{tag}></w:r>'
        result = f"<w:r>{properties}{_text(piece.text, sort)}</w:r>"
        return f"{mark % 'begin'}{code}{mark % 'separate'}{result}{mark % 'end'}"

    # Tables

    def rows(self, olds: Sequence[Row], news: Sequence[Row], alike: Callable[[Row, Row], float]) -> str:
        """The rows of a table, struck and inserted whole, or with what has changed in their cells."""
        out = []
        for old, new in aligned(olds, news, (_said,), alike):
            if old and new and _one_frame(old, new):
                out.append(self._row_pair(old, new))
            else:
                out += [self._row(old, "del")] if old else []
                out += [self._row(new, "ins")] if new else []
        return "".join(out)

    def _row(self, row: Row, sort: Sort) -> str:
        properties = row.properties.replace("</w:trPr>", f"<w:{sort} {self._mark()}/></w:trPr>")
        cells = "".join(f"<w:tc>{form}{''.join([self.whole(line, sort) for line in lines])}</w:tc>" for form, lines in row.cells)
        return f"<w:tr>{properties}{cells}</w:tr>"

    def _row_pair(self, old: Row, new: Row) -> str:
        cells = "".join(
            f"<w:tc>{form}{''.join([self.pair(a, b) for a, b in zip(was, lines, strict=True)])}</w:tc>"
            for (_, was), (form, lines) in zip(old.cells, new.cells, strict=True)
        )
        return f"<w:tr>{new.properties}{cells}</w:tr>"


def _said(row: Row) -> Hashable:
    return tuple((lasting(line.properties), tuple(piece.said for piece in line.pieces)) for _, lines in row.cells for line in lines)


def _one_frame(old: Row, new: Row) -> bool:
    """Whether two rows differ in nothing but the words of their lines."""
    return _frame(old) == _frame(new)


def _frame(row: Row) -> object:
    return row.properties, tuple((form, tuple(lasting(line.properties) for line in lines)) for form, lines in row.cells)


def _started(anchor: Anchor) -> str:
    return f'<w:bookmarkStart w:id="{anchor.id}" w:name="{anchor.name}"/>'


def _opened(anchor: Anchor) -> str:
    return f'{_started(anchor)}<w:bookmarkEnd w:id="{anchor.id}"/>'


def _text(text: str, sort: Sort | Literal[""]) -> str:
    tag = "w:delText" if sort == "del" else "w:t"
    return f'<{tag} xml:space="preserve">{text}</{tag}>'
