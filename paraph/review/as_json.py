"""Tell a review as JSON, which schemas/review.json describes."""

from __future__ import annotations

import json
from collections.abc import Sequence

from paraph.comparison.change import LAYERS
from paraph.report import fields
from paraph.review import Reviewed

FORMAT = 1
"""Which form of the JSON this is."""


def as_json(drafts: Sequence[Reviewed], commit: str) -> str:
    """One object: the commit since which, and each draft which differs with its files."""
    return json.dumps({"format": FORMAT, "since": commit, "drafts": [_draft(one) for one in drafts]}, ensure_ascii=False, indent=2) + "\n"


def _draft(one: Reviewed) -> dict[str, object]:
    by_library = one.touch if one.touch and not one.file_changed else None
    return {
        "draft": one.draft,
        "status": one.status,
        "before": one.before or None,
        "counts": {layer: len(one.comparison.of(layer)) for layer in LAYERS} if one.comparison else None,
        "effect": by_library.effect if by_library else None,
        "asks": [{"pick": pick, "mark": mark} for pick, mark in one.asks],
        "frozen": one.frozen or None,
        "negotiated": one.negotiated,
        "problems": [fields(problem) for problem in one.problems],
        "page": one.page or None,
        "word": one.word or None,
        "redlined": one.redlined,
    }
