"""Words which a program reads and people do not: hidden or struck by a style, transparent, as pale as what is behind them, too small.

Where on a page words stand is not asked: those which an indent or a frame puts off it are not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby
from typing import Literal
from xml.etree.ElementTree import Element

from paraph.readers.word.body import Body, Piece
from paraph.readers.word.colours import highlight, is_clear, shade_of
from paraph.readers.word.fonts import Fonts, Said
from paraph.readers.word.measure import measure
from paraph.readers.word.package import W
from paraph.readers.word.styles import value
from paraph.records import NamedTuple

How = Literal["hidden", "struck", "transparent", "pale", "placed", "tiny"]
_OFF = 12
"""From which on words are raised or lowered too far from their line, in points."""
_CONTRAST = 1.3
"""Of letters with what is behind them, as WCAG 2 counts it: 1 is none, 21 that of black on white; a light grey such as D0D0D0 has 1.5."""
_SMALL = 4
"""The size below which letters are too small, and their line too low, in points."""
_NARROW, _OVERLAP = 20, 0.4
"""Below which hundredths of their width letters cannot be told, and from which share of their size on they stand on each other."""
_FIT = 0.1
"""Below which share of their size letters which are made to fit a width cannot be told, each taken alone."""


class Unseen(NamedTuple):
    """Words which cannot be read: the number of their row, and why not."""

    row: int
    how: How
    text: str


def unseen(body: Body, fonts: Fonts) -> Iterator[Unseen]:
    """All such words, those which follow each other together."""
    sight = _Sight(fonts)
    for number, pieces in enumerate(body.pieces):
        mark = body.marks.get(number)
        written = [*([mark._replace(text=f"{mark.text} ")] if mark else ()), *(piece for piece in pieces if piece.text.strip())]
        for how, found in groupby(written, key=sight.of):
            if how:
                yield Unseen(number, how, "".join(piece.text for piece in found).strip())


class _Sight:
    """Tells why words cannot be seen."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.fits: dict[int, dict[str, int]] = {}
        self.below: dict[tuple[str, str, tuple[str, ...]], tuple[Element, ...]] = {}

    def of(self, piece: Piece) -> How | None:
        """Why some words cannot be seen; `None` when they can."""
        said = self.fonts.said(piece)
        if said.is_on("vanish"):
            return "hidden"
        if any(said.is_on(name) and not any(one.find(f"{W}{name}") is not None for one in said.run) for name in ("strike", "dstrike")):
            return "struck"  # what is struck by itself is told with its run
        if is_clear(chain(*said)):
            return "transparent"
        colours = self.fonts.colours(said)
        if colours and max(_contrast(colour, self._behind(piece, said)) for colour in colours) < _CONTRAST:
            return "pale"
        raised = said.first("position")
        if raised is not None and abs(measure(raised.get(f"{W}val"), 2) or 0) >= _OFF:
            return "placed"
        return "tiny" if self._is_tiny(piece, said) else None

    def _behind(self, piece: Piece, said: Said) -> str:
        """The colour behind some words: white where nothing is said. What is nearest counts of the words, and of their paragraph."""
        if colour := highlight(said.first("highlight")):
            return colour
        of_paragraph = next((found for one in self._properties(piece) if (found := one.find(f"{W}shd")) is not None), None)
        shades = (said.first("shd"), of_paragraph, *self.fonts.around(piece).behind)
        return next((colour for one in shades if one is not None and (colour := shade_of(one, self.fonts.theme))), "FFFFFF")

    def _is_tiny(self, piece: Piece, said: Said) -> bool:
        """Whether letters are too small, too narrow or on each other, or their line or row too low to show them."""
        size = min((font.size for text, font in self.fonts.of(piece) if text.strip()), default=_SMALL)
        width, closer = (found.get(f"{W}val", "") if (found := said.first(name)) is not None else "" for name in ("w", "spacing"))
        share, set_off = measure(width.rstrip("%"), 1), measure(closer, 20)
        heights = (self.fonts.around(piece).height, self._line(piece))
        return (
            size < _SMALL
            or (share is not None and share < _NARROW)
            or (set_off is not None and set_off <= -size * _OVERLAP)
            or self._is_squeezed(piece, said, size)
            or any(height is not None and height < _SMALL for height in heights)
        )

    def _is_squeezed(self, piece: Piece, said: Said, size: float) -> bool:
        """Whether words are made to fit a width which is none; runs of one number share it (17.3.2.14)."""
        fit = said.first("fitText")
        width = measure(fit.get(f"{W}val"), 20) if fit is not None else None
        if fit is None or width is None:
            return False
        together = self._fitted(piece.paragraph).get(fit.get(f"{W}id", ""), 0)
        return width < size * _FIT * max(together, len(piece.text))

    def _fitted(self, paragraph: Element) -> dict[str, int]:
        """How many letters of a paragraph share a width, by its number."""
        if id(paragraph) not in self.fits:
            counts: dict[str, int] = {}
            for run in paragraph.iter(f"{W}r"):
                fit = run.find(f"{W}rPr/{W}fitText[@{W}id]")
                if fit is not None:
                    number = fit.get(f"{W}id", "")
                    counts[number] = counts.get(number, 0) + sum(len(text.text or "") for text in run.findall(f"{W}t"))
            self.fits[id(paragraph)] = counts
        return self.fits[id(paragraph)]

    def _line(self, piece: Piece) -> float | None:
        """How high a line is when no letter may make it higher."""
        spacings = (found for one in self._properties(piece) if (found := one.find(f"{W}spacing[@{W}line]")) is not None)
        found = next(spacings, None)
        return measure(found.get(f"{W}line"), 20) if found is not None and found.get(f"{W}lineRule") == "exact" else None

    def _properties(self, piece: Piece) -> Iterator[Element]:
        """What is said of the paragraph in which words stand, nearest first."""
        own = self.fonts.own(piece)
        if own is not None:
            yield own
        around = self.fonts.around(piece)
        key = self.fonts.styles.style(value(own, f"{W}pStyle")).id, around.table, around.conditions
        if key not in self.below:
            holders = chain(self.fonts.styles.chain(key[0]), self.fonts.tables.said(around.table, around.conditions), self.fonts.file)
            self.below[key] = tuple(found for one in holders if (found := one.find(f"{W}pPr")) is not None)
        yield from self.below[key]


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
