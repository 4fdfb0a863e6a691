"""Lengths as Word files write them: a number of parts of a point, or one with its unit (ECMA-376 part 1, 22.9.2.15)."""

from __future__ import annotations

import re

_UNITS = {"pt": 1.0, "pc": 12.0, "pi": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_LENGTH = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(pt|pc|pi|in|cm|mm)?")


def measure(text: str | None, parts: int) -> float | None:
    """A length in points; one without a unit is in so many parts of a point. `None` for what is no length."""
    found = _LENGTH.fullmatch(text or "")
    if found is None:
        return None
    return float(found[1]) * _UNITS[found[2]] if found[2] else float(found[1]) / parts
