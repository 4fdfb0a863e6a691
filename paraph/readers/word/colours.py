"""The colours of letters and of what is behind them: fills of their own (MS-ODRAWXML 2.23), and shades with their patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from paraph.readers.word.package import W
from paraph.readers.word.theme import BLACK, Theme, lightened, share

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WHITE = "FFFFFF"
_CLEAR = 0.9
"""From which transparency on letters are not seen."""
_HIGHLIGHTS = {
    "black": "000000", "white": "FFFFFF", "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF",
    "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


def letters(said: Iterable[Element], theme: Theme) -> tuple[str, ...]:
    """The colours of letters as six digits, more than one where they change from one to another; none where Word chooses one which is seen.

    `said` are properties, nearest first.
    """
    for one in said:
        fill = one.find(f"{W14}textFill")  # which Word takes before a colour
        if fill is not None and (found := [_filled(colour, theme) for colour in _named(fill)]) and None not in found:
            return tuple(colour for colour in found if colour)
        if (colour := one.find(f"{W}color")) is not None:
            known = theme.colour(colour, "val")
            return (known,) if known else ()
    return ()


def is_clear(said: Iterable[Element]) -> bool:
    """Whether letters are transparent, all over."""
    fill = next((found for one in said if (found := one.find(f"{W14}textFill")) is not None), None)
    if fill is None:
        return False
    shares = [share(alpha.get(f"{W14}val")) if (alpha := one.find(f"{W14}alpha")) is not None else None for one in _named(fill)]
    return fill.find(f"{W14}noFill") is not None or (bool(shares) and all(part is not None and part >= _CLEAR for part in shares))


def highlight(mark: Element | None) -> str | None:
    """The colour of a highlighter."""
    return _HIGHLIGHTS.get(mark.get(f"{W}val", "")) if mark is not None else None


def shade_of(shade: Element, theme: Theme) -> str | None:
    """The colour which a shade comes to, its pattern mixed; `None` where it lets see what is behind it (17.18.78)."""
    pattern = shade.get(f"{W}val", "clear")
    if pattern == "nil":
        return None
    fill = theme.colour(shade, "fill")
    dots = _dots(pattern)
    if not dots:
        return fill
    ink, paper = (bytes.fromhex(colour) for colour in (theme.colour(shade, "color") or BLACK, fill or _WHITE))
    return bytes(round(one * dots + other * (1 - dots)) for one, other in zip(ink, paper, strict=True)).hex().upper()


def _dots(pattern: str) -> float:
    """How much of a pattern is ink."""
    if found := re.fullmatch("pct([0-9]{1,2})", pattern):
        return int(found[1]) / 100
    if pattern == "solid":
        return 1
    if pattern.endswith(("Stripe", "Cross")):
        return 0.25 if pattern.startswith("thin") else 0.5
    return 0


def _named(fill: Element) -> list[Element]:
    """The colours of a fill: one, or those of the places where it changes."""
    return [one for kind in ("srgbClr", "schemeClr") for one in fill.iter(f"{W14}{kind}")]


def _filled(colour: Element, theme: Theme) -> str | None:
    known = theme.named(colour.get(f"{W14}val", ""))
    if known is None:
        return None
    for change in colour:
        if (much := share(change.get(f"{W14}val"))) is not None:
            known = lightened(known, change.tag.removeprefix(W14), much)
    return known
