"""What the style of a table says of a cell: first and last rows and columns, bands, corners (ECMA-376 part 1, 17.7.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from paraph.readers.word.package import W
from paraph.readers.word.styles import Styles, figure, value
from paraph.records import NamedTuple

_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400}
_OFF = {"", "0", "false", "off"}
_CORNERS = (
    ("nwCell", "firstRow", "firstCol"),
    ("neCell", "firstRow", "lastCol"),
    ("swCell", "lastRow", "firstCol"),
    ("seCell", "lastRow", "lastCol"),
)
_EDGES = ("firstCol", "lastCol", "firstRow", "lastRow")


class Spot(NamedTuple):
    """Where a cell stands, counted from 0: its row and its column, and whether they are the last."""

    row: int
    column: int
    last_row: bool
    last_column: bool


class Tables:
    """The styles of tables, each cell's part of them worked out once."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        kinds = {id: style for id, style in styles.elements.items() if style.get(f"{W}type") == "table"}
        self._ids = set(kinds)
        self._default = next((id for id, style in kinds.items() if style.get(f"{W}default", "") not in _OFF), "")
        self._known: dict[tuple[str, tuple[str, ...]], tuple[Element, ...]] = {}
        self._shades: dict[tuple[str, tuple[str, ...], str], Element | None] = {}

    def style(self, table: Element) -> str:
        """The style of a table; the default one where it names none."""
        id = value(table, f"{W}tblPr/{W}tblStyle") or ""
        return id if id in self._ids else self._default

    def said(self, style: str, conditions: tuple[str, ...]) -> tuple[Element, ...]:
        """What holds properties for cells which meet some conditions, nearest first."""
        if (style, conditions) not in self._known:
            self._known[style, conditions] = tuple(self._said(style, conditions))
        return self._known[style, conditions]

    def _said(self, id: str, conditions: tuple[str, ...]) -> Iterator[Element]:
        chain = list(self._styles.chain(id))
        parts = [{part.get(f"{W}type"): part for part in style.findall(f"{W}tblStylePr")} for style in chain]
        for condition in conditions:
            yield from (named[condition] for named in parts if condition in named)
        yield from chain

    def shade(self, style: str, conditions: tuple[str, ...], name: str) -> Element | None:
        """The shade of such cells (`tcPr`), or of their table (`tblPr`)."""
        key = style, conditions, name
        if key not in self._shades:
            self._shades[key] = shade_of(name, *self.said(style, conditions))
        return self._shades[key]

    def bands(self, style: str) -> tuple[int, int]:
        """How many rows and how many columns make a band."""
        rows, columns = (
            next((size for one in self.said(style, ()) if (size := figure(one, f"{W}tblPr/{W}tblStyle{name}BandSize"))), 1)
            for name in ("Row", "Col")
        )
        return rows, columns


def shade_of(name: str, *said: Element) -> Element | None:
    """The shade which counts: what is nearest hides those which others say, even when it has no colour."""
    return next((found for one in said if (found := one.find(f"{W}{name}/{W}shd")) is not None), None)


def look_of(*said: Element | None) -> set[str]:
    """Which parts of its style a table or row takes: the first `tblLook` counts, and none is one without any (17.4.55)."""
    look = next((one for one in said if one is not None), None)
    if look is None:
        return set()
    if any(f"{W}{name}" in look.attrib for name in _BITS):  # Word asks for the number only where there are none
        return {name for name in _BITS if look.get(f"{W}{name}", "") not in _OFF}
    number = look.get(f"{W}val", "")
    bits = int(number, 16) if re.fullmatch("[0-9A-Fa-f]{1,8}", number) else 0
    return {name for name, bit in _BITS.items() if bits & bit}


def conditions(look: set[str], bands: tuple[int, int], spot: Spot) -> tuple[str, ...]:
    """The conditions which a cell meets, nearest first (17.7.6.6)."""
    found = {
        "firstRow": "firstRow" in look and spot.row == 0,
        "lastRow": "lastRow" in look and spot.last_row and spot.row > 0,
        "firstCol": "firstColumn" in look and spot.column == 0,
        "lastCol": "lastColumn" in look and spot.last_column and spot.column > 0,
    }
    corners = [name for name, *edges in _CORNERS if all(found[edge] for edge in edges)]
    edges = [name for name in _EDGES if found[name]]
    within: list[str] = []
    if "noHBand" not in look and not (found["firstRow"] or found["lastRow"]):
        within.append(_band(spot.row - ("firstRow" in look), bands[0], "Horz"))
    if "noVBand" not in look and not (found["firstCol"] or found["lastCol"]):
        within.append(_band(spot.column - ("firstColumn" in look), bands[1], "Vert"))
    return (*corners, *edges, *within, "wholeTable")


def _band(at: int, size: int, way: str) -> str:
    return f"band{1 + at // size % 2}{way}"
