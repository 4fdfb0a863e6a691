"""How the words of a Word file look, whoever says so: their run, a style, or the file as a whole (ECMA-376 part 1, 17.7.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from xml.etree.ElementTree import Element

from paraph.readers.word.around import NONE, Around, arounds
from paraph.readers.word.body import Piece
from paraph.readers.word.colours import letters
from paraph.readers.word.measure import measure
from paraph.readers.word.package import Parts, W
from paraph.readers.word.styles import Styles, is_on, value
from paraph.readers.word.tables import Tables
from paraph.readers.word.theme import BLACK, Theme
from paraph.records import NamedTuple

_EAST = ((0x1100, 0x11FF), (0x2E80, 0xA4CF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))
_COMPLEX = ((0x0590, 0x0DFF), (0x0E00, 0x0FFF), (0x1780, 0x17FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE))
_SIZE, _FAMILY = 10.0, "Times New Roman"
"""What Word takes when nobody says anything."""


class Font(NamedTuple):
    """The font of words: its name, its size in points, how its letters are, and their colour as six digits."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: str = ""
    colour: str = BLACK


class Said(NamedTuple):
    """What is said of the look of a run: by itself, by its style, by the paragraph's, by the table's, by the file; each nearest first."""

    run: tuple[Element, ...]
    character: tuple[Element, ...]
    paragraph: tuple[Element, ...]
    table: tuple[Element, ...]
    file: tuple[Element, ...]

    def first(self, name: str) -> Element | None:
        """What counts of a property: what is said nearest to the words."""
        return next((found for one in chain(*self) if (found := one.find(f"{W}{name}")) is not None), None)

    def is_on(self, name: str) -> bool:
        """Whether a property is on. A style turns round what the styles below it say (17.7.3)."""
        run, *styles, file = ([found for one in part if (found := one.find(f"{W}{name}")) is not None] for part in self)
        if run:
            return is_on(run[0])
        return bool(file and is_on(file[0])) or sum(is_on(part[0]) for part in styles if part) % 2 == 1


class Fonts:
    """Works out how words look."""

    def __init__(self, styles: Styles, parts: Parts) -> None:
        self.styles = styles
        self.tables = Tables(styles)
        self.theme = Theme(parts.theme, parts.settings)
        default = parts.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.file = parts.styles.findall(f"{W}docDefaults/{W}pPrDefault")
        """What the file says of all paragraphs."""
        self._file = (default,) if default is not None else ()
        self._around = {id(paragraph): around for paragraph, around in arounds(parts.body, self.tables)}
        self._own: dict[int, Element | None] = {}
        self._known: dict[tuple[str, str, str, tuple[str, ...]], Said] = {}

    def of(self, piece: Piece) -> Iterator[tuple[str, Font]]:
        """The stretches of some words which have one font each: a run names one for each kind of letters."""
        said = self.said(piece)
        complex = is_on(said.first("cs")) or is_on(said.first("rtl"))
        for slot, stretch in groupby(piece.text, key=lambda letter: "cs" if complex else slot_of(letter)):
            yield "".join(stretch), self._font(said, slot)

    def said(self, piece: Piece) -> Said:
        """All that is said of the look of some words."""
        own = piece.run.find(f"{W}rPr")
        style = self.styles.style(value(self.own(piece), f"{W}pStyle")).id
        around = self.around(piece)
        key = self._character(value(own, f"{W}rStyle")), style, around.table, around.conditions
        if key not in self._known:
            character, paragraph, table = (
                tuple(found for one in part if (found := one.find(f"{W}rPr")) is not None)
                for part in (self.styles.chain(key[0]), self.styles.chain(style), self.tables.said(around.table, around.conditions))
            )
            self._known[key] = Said((), character, paragraph, table, self._file)
        return self._known[key]._replace(run=(own,) if own is not None else ())

    def own(self, piece: Piece) -> Element | None:
        """What a paragraph says of itself, sought once: it may hold thousands of runs."""
        if id(piece.paragraph) not in self._own:
            self._own[id(piece.paragraph)] = piece.paragraph.find(f"{W}pPr")
        return self._own[id(piece.paragraph)]

    def around(self, piece: Piece) -> Around:
        """What is around some words in a table."""
        return self._around.get(id(piece.paragraph), NONE)

    def _character(self, id: str | None) -> str:
        """A style of characters; Word passes over one of another kind."""
        style = self.styles.elements.get(id or "")
        return id if id and style is not None and style.get(f"{W}type") == "character" else ""

    def colours(self, said: Said) -> tuple[str, ...]:
        """The colours of letters as six digits; none for the one which Word chooses so that they are seen."""
        return letters(chain(*said), self.theme)

    def _font(self, said: Said, slot: str) -> Font:
        end = "Cs" if slot == "cs" else ""
        line = said.first("u")
        underline = line.get(f"{W}val", "single") if line is not None else ""
        sizes = (measure(value(one, f"{W}sz{end}"), 2) for one in chain(*said))
        return Font(
            self._family(said, slot),
            next((size for size in sizes if size is not None), _SIZE),
            said.is_on(f"b{end}"),
            said.is_on(f"i{end}"),
            "" if underline == "none" else underline,
            next(iter(self.colours(said)), BLACK),
        )

    def _family(self, said: Said, slot: str) -> str:
        for one in chain(*said):
            fonts = one.find(f"{W}rFonts")
            if fonts is None:
                continue
            theme = fonts.get(f"{W}cstheme" if slot == "cs" else f"{W}{slot}Theme", "")
            if named := self.theme.font(theme) or fonts.get(f"{W}{slot}"):
                return named
        return _FAMILY


def slot_of(letter: str) -> str:
    """Which of the four fonts of a run a letter takes."""
    code = ord(letter)
    if code < 0x80:
        return "ascii"
    if any(first <= code <= last for first, last in _EAST):
        return "eastAsia"
    return "cs" if any(first <= code <= last for first, last in _COMPLEX) else "hAnsi"


def looks(pieces: Iterable[Piece], fonts: Fonts) -> Iterator[tuple[str, Font]]:
    """The stretches of words with their fonts."""
    for piece in pieces:
        yield from fonts.of(piece)
