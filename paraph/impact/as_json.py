"""Tell an impact as JSON, which schemas/impact.json describes."""

from __future__ import annotations

import json

from paraph.impact import Impact
from paraph.impact.touch import EFFECTS, Touch
from paraph.report import fields


def as_json(found: Impact, revision: str) -> str:
    """One object: the revision, how many drafts there are of each effect, the drafts, and the clauses with the drafts they touch."""
    effects = [touch.effect for touch in found.drafts]
    told = {
        "revision": revision,
        "effects": {effect: effects.count(effect) for effect in EFFECTS},
        "drafts": [_draft(touch) for touch in found.drafts],
        "clauses": [{"clause": clause.id, "changed": clause.changed, "drafts": clause.drafts} for clause in found.clauses],
        "files": found.files,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _draft(touch: Touch) -> dict[str, object]:
    return {
        "draft": touch.draft,
        "status": touch.status,
        "touched": touch.touched,
        "adapted": touch.adapted,
        "effect": touch.effect,
        "breaks": touch.breaks,
        "redline": touch.redline or None,
        "passages": [passage._asdict() for passage in touch.passages],
        "numbers": [moved._asdict() for moved in touch.numbers],
        "others": [moved._asdict() for moved in touch.others],
        "problems": [fields(problem) for problem in touch.problems],
    }
