"""What is around the paragraphs of tables: the style of the table, what is behind the cell, how high the row is."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from paraph.readers.word.measure import measure
from paraph.readers.word.package import W
from paraph.readers.word.styles import Styles, value
from paraph.records import NamedTuple


class Around(NamedTuple):
    """The table's style, the shades behind a cell, nearest first, and the height of a row in points when no line may make it higher."""

    table: str = ""
    behind: tuple[Element, ...] = ()
    height: float | None = None


NONE = Around()


def arounds(container: Element, styles: Styles, around: Around = NONE) -> Iterator[tuple[Element, Around]]:
    """Each paragraph in a table, with what is around it: the innermost table counts, and the shades of those around it stay behind."""
    for element in container:
        if element.tag == f"{W}p":
            if around != NONE:
                yield element, around
        elif element.tag == f"{W}tbl":
            yield from arounds(element, styles, _table(element, styles, around))
        elif element.tag == f"{W}tr":
            rule = element.find(f"{W}trPr/{W}trHeight")
            exact = rule is not None and rule.get(f"{W}hRule") == "exact"
            height = measure(rule.get(f"{W}val"), 20) if exact and rule is not None else around.height
            yield from arounds(element, styles, around._replace(height=height))
        else:
            shades = element.findall(f"{W}tcPr/{W}shd") if element.tag == f"{W}tc" else ()
            yield from arounds(element, styles, around._replace(behind=(*shades, *around.behind)) if shades else around)


def _table(table: Element, styles: Styles, outer: Around) -> Around:
    style = value(table, f"{W}tblPr/{W}tblStyle") or ""
    said = [found for one in styles.chain(style) for name in ("tcPr", "tblPr") if (found := one.find(f"{W}{name}/{W}shd")) is not None]
    return Around(style, (*table.findall(f"{W}tblPr/{W}shd"), *said, *outer.behind), outer.height)
