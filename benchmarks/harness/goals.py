"""The goals: ratios against a peer on the same documents, and memory."""

from __future__ import annotations

from typing import NamedTuple


class Goal(NamedTuple):
    """What is to be reached, under the key by which a case reports the figure."""

    key: str
    what: str
    first: float | None
    moonshot: float | None
    unit: str = "×"
    at_least: bool = False

    def met(self, figure: float, bound: float | None) -> str:
        """Whether a figure keeps to a bound."""
        if bound is None:
            return "–"
        sign = "≥" if self.at_least else "≤"
        kept = figure >= bound if self.at_least else figure <= bound
        return f"{sign} {bound:g} {'yes' if kept else 'NO'}"


GOALS = (
    Goal("cold/docxtpl", "cold build: time of docxtpl's", 1.0, 0.5),
    Goal("cold/pandoc", "cold build: time of pandoc's", None, 1.2),
    Goal("warm/docxtpl", "warm build: time of docxtpl's", 0.5, 0.25),
    Goal("warm/pandoc", "warm build: time of pandoc's", None, 0.5),
    Goal("batch/docxtemplater", "batch: speed of docxtemplater's", 1.5, 3, at_least=True),
    Goal("batch/docxtpl", "batch: speed of docxtpl's", 4, None, at_least=True),
    Goal("batch/jobs", "batch: speed of two processes, of one's", None, 1.4, at_least=True),
    Goal("memory/peak", "batch: peak memory", 60, 40, "MiB"),
    Goal("memory/flat", "batch: peak at 1,000 drafts, of that at 200", 1.1, 1.1),
    Goal("growth/docxtpl", "10,000 paragraphs: time of docxtpl's loop", 1.0, 0.6),
    Goal("growth/flat", "a paragraph beyond 1,000, of one beyond 100", 1.25, 1.25),
    Goal("library/cold", "10,000 more clauses, cold: time of without", 1.2, 1.05),
    Goal("library/warm", "10,000 more clauses, warm: time of without", 1.2, 1.05),
    Goal("diff/few/warm/docxtpl", "diff, few changes, warm: time of docxtpl's build", 0.7, 0.3),
    Goal("diff/many/warm/docxtpl", "diff, many changes, warm: time of docxtpl's build", 0.7, 0.3),
    Goal("diff/few/cold/docxtpl", "diff, few changes, cold: time of docxtpl's build", None, None),
    Goal("diff/many/cold/docxtpl", "diff, many changes, cold: time of docxtpl's build", None, None),
    Goal("redline/few/files", "redline of two files, few changes: time of the best engine's", 0.5, 0.1),
    Goal("redline/many/files", "redline of two files, many changes: time of the best engine's", 0.5, 0.1),
    Goal("redline/few/cold", "redline of two drafts, few changes, cold: time of the best engine's", 0.5, 0.1),
    Goal("redline/many/cold", "redline of two drafts, many changes, cold: time of the best engine's", 0.5, 0.1),
    Goal("redline/few/cold/whole", "the same: time of two builds by docxtpl and the best engine's", 0.5, 0.1),
    Goal("redline/many/cold/whole", "the same: time of two builds by docxtpl and the best engine's", 0.5, 0.1),
    Goal("redline/few/warm", "redline of two drafts, few changes, warm: time of the best engine's", 0.5, 0.1),
    Goal("redline/many/warm", "redline of two drafts, many changes, warm: time of the best engine's", 0.5, 0.1),
)
