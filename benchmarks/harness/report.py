"""Print what was measured, and append it to the results."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from harness.goals import GOALS
from harness.measure import Spread, peak, ratio, seconds
from harness.outcome import Outcome


def table(outcome: Outcome) -> str:
    """One case: times, memory, and each contender's time over ours, pair by pair."""
    many = outcome.documents > 1
    head = ["", "s" if many else "ms", "min – max", *(["documents/s"] if many else []), "MiB", "of ours", "min – max"]
    ours = outcome.samples[outcome.us]
    rows = [head, ["---"] * len(head)]
    for name, samples in outcome.samples.items():
        times = Spread(*(value if many else 1000 * value for value in seconds(samples)))
        rate = [f"{outcome.documents / times.middle:,.0f}"] if many else []
        paired = ratio(samples, ours)
        own = name == outcome.us
        spread = ["1", ""] if own else [f"{paired.middle:.2f}", f"{paired.least:.2f} – {paired.most:.2f}"]
        measured = [_number(times.middle), f"{_number(times.least)} – {_number(times.most)}", *rate, f"{peak(samples):.0f}"]
        rows.append([name, *measured, *spread])
    runs = len(ours)
    return "\n".join([f"### {outcome.title} ({runs} runs)", "", *_aligned(rows), *(f"\n{note}" for note in outcome.notes)])


def verdicts(outcomes: Iterable[Outcome]) -> str:
    """The goals whose figures were measured, and whether they are met."""
    figures = {key: figure for outcome in outcomes for key, figure in outcome.figures.items()}
    rows = [["goal", "measured", "first", "moonshot"], ["---"] * 4]
    for goal in GOALS:
        if goal.key in figures:
            figure = figures[goal.key]
            rows.append([goal.what, f"{figure:.2f} {goal.unit}", goal.met(figure, goal.first), goal.met(figure, goal.moonshot)])
    return "\n".join(_aligned(rows)) if len(rows) > 2 else ""


def record(path: Path, outcomes: Sequence[Outcome], versions: str) -> None:
    """Append everything to the results, with the date and the machine."""
    start = "" if path.exists() else "# Results\n\nAppended by `python benchmarks/run.py --record`. Only ratios within one run compare.\n"
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}; {versions}"
    parts = [f"\n## {date.today().isoformat()}: {machine}", verdicts(outcomes), *map(table, outcomes)]
    with path.open("a", encoding="utf-8") as file:
        file.write(start + "\n\n".join(filter(None, parts)) + "\n")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table whose columns line up."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["| " + " | ".join(_cell(cell, width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]


def _cell(cell: str, width: int) -> str:
    return "-" * width if cell == "---" else cell.ljust(width)
