"""What is around the paragraphs of tables: what the style of the table says, what is behind the cell, how high the row is."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from paraph.readers.word.body import through
from paraph.readers.word.measure import measure
from paraph.readers.word.package import W
from paraph.readers.word.styles import figure
from paraph.readers.word.tables import Spot, Tables, conditions, look_of, shade_of
from paraph.records import NamedTuple


class Around(NamedTuple):
    """The table's style and those of its conditions which a cell meets; the shades behind the cell, nearest first; and the height of a
    row in points when no line may make it higher.
    """

    table: str = ""
    conditions: tuple[str, ...] = ()
    behind: tuple[Element, ...] = ()
    height: float | None = None


NONE = Around()


def arounds(container: Element, tables: Tables, around: Around = NONE) -> Iterator[tuple[Element, Around]]:
    """Each paragraph in a table, with what is around it: the innermost table counts, and the shades of those around it stay behind."""
    for element in container:
        if element.tag == f"{W}p":
            if around != NONE:
                yield element, around
        elif element.tag == f"{W}tbl":
            for cell, inner in _cells(element, tables, around):
                yield from arounds(cell, tables, inner)
        else:
            yield from arounds(element, tables, around)


def _cells(table: Element, tables: Tables, outer: Around) -> Iterator[tuple[Element, Around]]:
    style = tables.style(table)
    bands = tables.bands(style)
    rows = list(through(table, f"{W}tr"))
    for number, row in enumerate(rows):
        look = look_of(row.find(f"{W}tblPrEx/{W}tblLook"), table.find(f"{W}tblPr/{W}tblLook"))
        height = _height(row, outer)
        own = _first(shade_of("tblPrEx", row), shade_of("tblPr", table))
        cells = list(through(row, f"{W}tc"))
        column = figure(row, f"{W}trPr/{W}gridBefore") or 0
        for count, cell in enumerate(cells, 1):
            met = conditions(look, bands, Spot(number, column, number == len(rows) - 1, count == len(cells)))
            shades = (_first(shade_of("tcPr", cell), tables.shade(style, met, "tcPr")), _first(own, tables.shade(style, met, "tblPr")))
            behind = tuple(shade for shade in shades if shade is not None)
            yield cell, Around(style, met, (*behind, *outer.behind), height)
            column += figure(cell, f"{W}tcPr/{W}gridSpan") or 1


def _first(*shades: Element | None) -> Element | None:
    return next((shade for shade in shades if shade is not None), None)


def _height(row: Element, outer: Around) -> float | None:
    rule = row.find(f"{W}trPr/{W}trHeight")
    exact = rule is not None and rule.get(f"{W}hRule") == "exact"
    return measure(rule.get(f"{W}val"), 20) if exact and rule is not None else outer.height
