"""Tell a comparison as JSON, which schemas/diff.json describes."""

from __future__ import annotations

import json

from paraph.comparison.account import Chosen
from paraph.comparison.change import LAYERS, Change, Comparison
from paraph.comparison.tell import compared

FORMAT = 1
"""Which form of the JSON this is; a newer one adds keys, and another number says that a key means something else."""
_TOLD = ("key", "topic", "clause", "title", "summary", "rank", "status", "guidance", "reason", "departs")


def as_json(found: Comparison, old: str, new: str) -> str:
    """One object: what was compared, how many changes each layer has, and the changes."""
    told = {
        "format": FORMAT,
        "a": old,
        "b": new,
        "notices": [{"side": side, "message": said} for side, said in zip("ab", found.unheld, strict=True) if said],
        "counts": {layer: len(found.of(layer)) for layer in LAYERS},
        "changes": [_change(change) for change in found.changes],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _change(change: Change) -> dict[str, object]:
    words = compared(*change.texts) if change.texts else []
    return {
        "layer": change.layer,
        "kind": change.kind,
        "subject": change.subject,
        "what": change.what,
        "before": change.before,
        "after": change.after,
        "old": _pick(change.old),
        "new": _pick(change.new),
        "text": {"before": change.texts[0], "after": change.texts[1]} if change.texts else None,
        "words": [{"sign": sign, "text": text} for sign, text in words],
        "pieces": list(change.pieces),
        "marks": list(change.marks),
    }


def _pick(pick: Chosen | None) -> dict[str, object] | None:
    if pick is None:
        return None
    return {name: getattr(pick, name) for name in _TOLD} | {"fills": dict(pick.fills), "by": "draft" if pick.own else "template"}
