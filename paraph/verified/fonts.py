"""Words of a file beside the same words as they should look."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from paraph.initialled.compare import SAME
from paraph.readers.word import Looks
from paraph.readers.word.fonts import Font
from paraph.records import NamedTuple

_NEAR = 3
"""Colours of themes are rounded: how far each of their three parts may be from the other."""


class Refonted(NamedTuple):
    """Words in another font."""

    text: str
    before: Font
    after: Font


def refonted(before: Looks, after: Looks) -> Iterator[Refonted]:
    """The stretches of a paragraph which are in another font than before; both sides say the same. White space has no look."""
    spans: list[tuple[str, tuple[Font, Font] | None]] = []
    for (letter, old), (_, new) in zip(_letters(before), _letters(after), strict=True):
        if letter.isspace() and spans:
            spans.append((letter, spans[-1][1]))
        else:
            spans.append((letter, None if _alike(old, new) else (old, new)))
    for fonts, found in groupby(spans, key=lambda span: span[1]):
        if fonts:
            yield Refonted("".join(letter for letter, _ in found).strip(), *fonts)


def _letters(looks: Looks) -> list[tuple[str, Font]]:
    """Each letter with its font, as words are compared, without white space at either end."""
    letters = [(letter, font) for text, font in looks for letter in text.translate(SAME)]
    kept = [at for at, (letter, _) in enumerate(letters) if not letter.isspace()]
    return letters[kept[0] : kept[-1] + 1] if kept else []


def _alike(one: Font, other: Font) -> bool:
    if one == other:
        return True
    colours = zip(bytes.fromhex(one.colour), bytes.fromhex(other.colour), strict=True)
    return one.family.casefold() == other.family.casefold() and one[1:-1] == other[1:-1] and all(abs(a - b) <= _NEAR for a, b in colours)
