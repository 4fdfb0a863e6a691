"""The footnotes of a redline: those of the new document, and the struck ones of the old."""

from __future__ import annotations

from paraph.redline.names import Names
from paraph.redline.tracked import Sort, Tracker
from paraph.redline.written import Piece, Reading


class Notes:
    """Counts the footnotes while the text is written."""

    def __init__(self, old: Reading, new: Reading, names: Names) -> None:
        self._old, self._new, self._names = old, new, names
        self._struck: list[int] = []
        self._inserted: set[int] = set()

    def id(self, piece: Piece, sort: Sort) -> int:
        """The id of a footnote which is struck or inserted."""
        if sort == "ins":
            self._inserted.add(piece.note)
            return piece.note
        self._struck.append(piece.note)
        return len(self._new.notes) + len(self._struck)

    def written(self, tracker: Tracker) -> list[str]:
        """All footnotes. What a struck or an inserted one says is struck or inserted as well."""
        count = len(self._new.notes)
        news = [self._note(n, n, self._new, "ins" if n in self._inserted else None, tracker) for n in range(1, count + 1)]
        return news + [self._note(n, id, self._old, "del", tracker) for id, n in enumerate(self._struck, count + 1)]

    def _note(self, number: int, id: int, reading: Reading, sort: Sort | None, tracker: Tracker) -> str:
        properties, mark, text = reading.note(number)
        if sort == "del":
            text = self._names.line(text)
        content = tracker.stretch(text.pieces, sort) if sort else tracker.same(text.pieces)
        return f'<w:footnote w:id="{id}"><w:p><w:pPr>{properties}</w:pPr>{mark}{content}</w:p></w:footnote>'
