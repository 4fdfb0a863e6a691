"""Words which a program reads and people do not: hidden or struck by a style, transparent, as pale as what is behind them, too small."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby
from typing import Literal
from xml.etree.ElementTree import Element

from paraph.readers.word.body import Body, Piece
from paraph.readers.word.fonts import W14, Fonts, Said
from paraph.readers.word.measure import measure
from paraph.readers.word.package import W
from paraph.readers.word.styles import value
from paraph.records import NamedTuple

How = Literal["hidden", "struck", "transparent", "pale", "tiny"]
_CONTRAST = 1.3
"""Of letters with what is behind them, as WCAG 2 counts it: 1 is none, 21 that of black on white; a light grey such as D0D0D0 has 1.5."""
_SMALL = 4
"""The size below which letters are too small, and their line too low, in points."""
_NARROW, _OVERLAP = 20, 0.4
"""Below which hundredths of their width letters cannot be told, and from which share of their size on they stand on each other."""
_CLEAR = 90_000
"""From which transparency on letters are not seen, in thousandths of a hundredth."""
_HIGHLIGHTS = {
    "black": "000000", "white": "FFFFFF", "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF",
    "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


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

    def of(self, piece: Piece) -> How | None:
        """Why some words cannot be seen; `None` when they can."""
        said = self.fonts.said(piece)
        if said.is_on("vanish"):
            return "hidden"
        if any(said.is_on(name) and not any(one.find(f"{W}{name}") is not None for one in said.run) for name in ("strike", "dstrike")):
            return "struck"  # what is struck by itself is told with its run
        if self._is_clear(said):
            return "transparent"
        colour = self.fonts.colour(said)
        if colour and _contrast(colour, self._behind(piece, said)) < _CONTRAST:
            return "pale"
        return "tiny" if self._is_tiny(piece, said) else None

    def _is_clear(self, said: Said) -> bool:
        fill = next((found for one in chain(*said) if (found := one.find(f"{W14}textFill")) is not None), None)
        if fill is None:
            return False
        clear = [alpha.get(f"{W14}val", "") for alpha in fill.iter(f"{W14}alpha")]
        return fill.find(f"{W14}noFill") is not None or (bool(clear) and all(part.isdecimal() and int(part) >= _CLEAR for part in clear))

    def _behind(self, piece: Piece, said: Said) -> str:
        """The colour behind some words: white where nothing is said."""
        marked = said.first("highlight")
        if marked is not None and (colour := _HIGHLIGHTS.get(marked.get(f"{W}val", ""))):
            return colour
        shades = [found for one in chain(*said) if (found := one.find(f"{W}shd")) is not None]
        shades += [found for one in self._properties(piece) if (found := one.find(f"{W}shd")) is not None]
        shades += self.fonts.around(piece).behind
        return next((colour for shade in shades if (colour := self._shade(shade))), "FFFFFF")

    def _shade(self, shade: Element) -> str | None:
        return self.fonts.theme.colour(shade, "color" if shade.get(f"{W}val") == "solid" else "fill")

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
            or any(height is not None and height < _SMALL for height in heights)
        )

    def _line(self, piece: Piece) -> float | None:
        """How high a line is when no letter may make it higher."""
        spacings = (found for one in self._properties(piece) if (found := one.find(f"{W}spacing[@{W}line]")) is not None)
        found = next(spacings, None)
        return measure(found.get(f"{W}line"), 20) if found is not None and found.get(f"{W}lineRule") == "exact" else None

    def _properties(self, piece: Piece) -> Iterator[Element]:
        """What is said of the paragraph in which words stand, nearest first."""
        own = piece.paragraph.find(f"{W}pPr")
        if own is not None:
            yield own
        for style in self.fonts.styles.chain(self.fonts.styles.style(value(own, f"{W}pStyle")).id):
            if (found := style.find(f"{W}pPr")) is not None:
                yield found


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
