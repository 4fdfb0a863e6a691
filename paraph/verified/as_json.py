"""What came of a verification, as JSON; its schema is `schemas/verify.json`."""

from __future__ import annotations

import json
from typing import Any

from paraph.comparison.words import changed_words
from paraph.initialled.compare import Difference
from paraph.initialled.lines import wheres
from paraph.verified import Verified


def as_json(found: Verified) -> str:
    """All of it, numbers counted from 1."""
    told = wheres(found.against.lines)
    data = {
        "format": 1,
        "file": found.path,
        "against": {"path": found.against.path, "frozen": found.against.date, "by": found.against.by},
        "proved": found.proved,
        "differences": [_difference(one, found, told) for one in found.differences],
        "findings": [odd._asdict() for odd in found.oddities],
        "layouts": [
            {
                "then": laid.then + 1,
                "now": found.paragraphs[laid.now],
                "text": found.lines[laid.now].text,
                "before": laid.before._asdict(),
                "after": laid.after._asdict(),
                "fonts": [{"text": one.text, "before": one.before._asdict(), "after": one.after._asdict()} for one in laid.fonts],
            }
            for laid in found.layouts
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _difference(one: Difference, found: Verified, told: list[str]) -> dict[str, Any]:
    old, new = ([text[at] for at in numbers] for text, numbers in ((found.against.lines, one.then), (found.lines, one.now)))
    words = changed_words(old[0].text, new[0].text) if one.sort == "changed" else []
    return {
        "sort": one.sort,
        "then": [
            {"number": at + 1, "where": told[at], "mark": line.mark, "text": line.text, "clause": line.clause, "pick": line.pick}
            for at, line in zip(one.then, old, strict=True)
        ],
        "now": [{"number": found.paragraphs[at], "mark": line.mark, "text": line.text} for at, line in zip(one.now, new, strict=True)],
        "words": [{"sign": sign, "text": text} for sign, text in words],
    }
