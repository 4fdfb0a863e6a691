"""Numbers in the figures of a numbering scheme."""

from __future__ import annotations

from paraph.scheme import Figures

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def figures(value: int, kind: Figures) -> str:
    """A number as a scheme writes it: 4, d, D, iv, IV. Beyond z Word writes aa, bb, and so do we."""
    match kind:
        case "lower-letter":
            return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        case "upper-letter":
            return figures(value, "lower-letter").upper()
        case "lower-roman":
            text = ""
            for worth, sign in _ROMAN:
                text += sign * (value // worth)
                value %= worth
            return text
        case "upper-roman":
            return figures(value, "lower-roman").upper()
    return str(value)
