"""The names of a redline's bookmarks: those of the new document, and the old one's for what references lead to no more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from paraph.redline.pairs import Beside
from paraph.redline.written import Line, Piece

_ANCHOR = re.compile(r"_R_\w+")
_LONGEST = 40
"""Of a bookmark's name (ECMA-376 17.13.6.2)."""


class Names:
    """The anchors of the old document by their names in the redline.

    A line which both documents have keeps its anchor; where the new document has the name at another line, the old
    anchor gets another name, for names stand once in a file.
    """

    def __init__(self, pairs: Sequence[Beside], olds: Mapping[str, int], news: Mapping[str, int]) -> None:
        """`olds` and `news` are all bookmarks of the documents by name, with their ids."""
        self._behind = max(news.values(), default=0)
        self.used = self._behind + max(olds.values(), default=0)
        """The last id in use."""
        self._is: dict[str, str] = {}
        taken = {*olds, *news}
        for pair in pairs:
            here = {anchor.name for anchor in pair.new.anchors} if isinstance(pair.new, Line) else set()
            for anchor in pair.old.anchors if isinstance(pair.old, Line) else ():
                clash = anchor.name in news and anchor.name not in here
                self._is[anchor.name] = _free(anchor.name, taken) if clash else anchor.name

    def line(self, old: Line) -> Line:
        """A line of the old document with its names and ids in the redline."""
        anchors = tuple(anchor._replace(name=self._is[anchor.name], id=str(self._behind + int(anchor.id))) for anchor in old.anchors)
        return old._replace(pieces=tuple(map(self.piece, old.pieces)), anchors=anchors)

    def piece(self, piece: Piece) -> Piece:
        """A piece of the old document: where a field leads, here or in a footnote."""
        match piece.sort:
            case "field":
                return piece._replace(code=self._renamed(piece.code))
            case "note":
                return piece._replace(text=self._renamed(piece.text))
        return piece

    def _renamed(self, text: str) -> str:
        return _ANCHOR.sub(lambda found: self._is.get(found[0], found[0]), text)


def _free(name: str, taken: set[str]) -> str:
    ending = "_old"
    while (free := name[: _LONGEST - len(ending)] + ending) in taken:
        ending += "_"
    taken.add(free)
    return free
