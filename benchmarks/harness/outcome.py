"""What a case reports: its samples, and the figures which the goals ask for."""

from __future__ import annotations

from typing import NamedTuple

from harness.contenders import US
from harness.measure import Samples, ratio


class Outcome(NamedTuple):
    """The samples of a case; the unit they are shown in (documents a second, or µs a paragraph, or neither); its figures."""

    title: str
    samples: Samples
    us: str
    documents: int = 1
    figures: dict[str, float] = {}  # noqa: RUF012
    notes: tuple[str, ...] = ()


def ratios(case: str, samples: Samples) -> dict[str, float]:
    """Our time over each other contender's, as medians of pairs."""
    return {f"{case}/{name}": ratio(samples[US], theirs).middle for name, theirs in samples.items() if name != US}
