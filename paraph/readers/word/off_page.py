"""Paragraphs which stand where nobody looks for them, in a frame or beyond the page; and pages without room for words."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from paraph.readers.word.body import Body
from paraph.readers.word.fonts import Fonts
from paraph.readers.word.layout import Layout
from paraph.readers.word.measure import measure
from paraph.readers.word.oddities import Oddity, words_in
from paraph.readers.word.package import W
from paraph.readers.word.styles import value

_OUT, _IN = -2 * 1440, 8 * 1440
"""How far a line may begin or end outside the margins, and inside of them, in twentieths of a point: two inches, and eight."""
_NARROW = 142
"""The least width and height of a page's text, in points: five centimetres."""


def off_page(body: Body, layouts: dict[int, Layout], fonts: Fonts) -> Iterator[Oddity]:
    """All such paragraphs of the body and its tables, and pages."""
    for number, paragraph in body.elements.items():
        if _is_framed(paragraph, fonts) or not all(_OUT <= indent <= _IN for indent in layouts[number][2:]):
            yield Oddity("placed", number, words_in(paragraph))
    for page in body.body.iter(f"{W}sectPr"):
        if _is_narrow(page):
            yield Oddity("page", 0)


def _is_framed(paragraph: Element, fonts: Fonts) -> bool:
    style = fonts.styles.style(value(paragraph, f"{W}pPr/{W}pStyle")).id
    return any(element.find(f"{W}pPr/{W}framePr") is not None for element in (paragraph, *fonts.styles.chain(style)))


def _is_narrow(page: Element) -> bool:
    """Whether the margins leave next to nothing of a page, or lie outside of it."""
    size, margins = page.find(f"{W}pgSz"), page.find(f"{W}pgMar")
    if size is None or margins is None:
        return False
    wide, high = (measure(size.get(f"{W}{side}"), 20) for side in ("w", "h"))
    left, right, top, bottom, gutter = (
        measure(margins.get(f"{W}{side}"), 20) or 0 for side in ("left", "right", "top", "bottom", "gutter")
    )
    if min(left, right) < 0:
        return True
    return (wide is not None and wide - left - right - gutter < _NARROW) or (high is not None and high - abs(top) - abs(bottom) < _NARROW)
