"""Print an impact: as text for people, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from paraph.comparison.words import changed_words, shown_words
from paraph.impact import ChangedPassage, Impact, Moved, Touch

_WORDS = {"broken": "does not build any more", "mended": "builds, and did not before", "faulty": "has errors, as before"}


def as_text(found: Impact, *, colour: bool) -> str:
    """Each draft with what is new in it, then the clauses, then a count."""
    lines = [line for touch in found.drafts for line in _draft(touch, colour=colour)]
    for title, clauses in (
        ("clauses which have changed", [clause for clause in found.clauses if clause.changed]),
        ("clauses which have not changed, and print otherwise", [clause for clause in found.clauses if not clause.changed]),
    ):
        lines += ["", f"{title}:", *(f"  {clause.id}: {', '.join(clause.drafts) or 'no draft'}" for clause in clauses)] if clauses else []
    lines += ["", f"other files which have changed: {', '.join(found.files)}"] if found.files else []
    touched = sum(touch.touched for touch in found.drafts)
    lines += ["", f"{touched} of {len(found.drafts)} draft{'' if len(found.drafts) == 1 else 's'} touched"]
    return "\n".join(lines) + "\n"


def _draft(touch: Touch, *, colour: bool) -> Iterator[str]:
    counts = ((len(touch.passages), "passage changed", "passages changed"), (len(touch.numbers), "number moved", "numbers moved"))
    counted = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    counted += ["else changed: " + ", ".join(moved.what for moved in touch.others)] if touch.others else []
    words = _WORDS.get(touch.status) or ", ".join(counted) or ("new problems" if touch.problems else "unchanged")
    yield f"\033[1m{touch.draft}\033[0m: {words}" if colour else f"{touch.draft}: {words}"
    for passage in touch.passages:
        yield f"  {passage.pick} ({_clauses(passage)})"
        text = shown_words(changed_words(passage.then, passage.now), colour=colour)
        yield from (f"    {line}" for line in text.split("\n"))
    for moved in (*touch.numbers, *touch.others):
        yield f"  {_moved(moved)}"
    for problem in touch.problems:
        yield f"  {problem.place}: {problem.severity}: {problem.message} ({problem.rule})"
        if problem.hint:
            yield f"    hint: {problem.hint}"


def _clauses(passage: ChangedPassage) -> str:
    then, now = passage.clause_then or "own text", passage.clause_now or "own text"
    if not passage.then:
        return f"{now}, added"
    if not passage.now:
        return f"{then}, gone"
    return now if then == now else f"{then} → {now}"


def _moved(moved: Moved) -> str:
    if not moved.then and moved.what in ("look", "numbering"):
        return f"{moved.what}: {moved.now}"
    return f"{moved.what}: {moved.then or '(none)'} → {moved.now or '(none)'}"


def as_json(found: Impact, revision: str) -> str:
    """One object: the revision, the drafts, and the clauses with the drafts they touch."""
    drafts = [
        {
            "draft": touch.draft,
            "status": touch.status,
            "touched": touch.touched,
            "passages": [passage._asdict() for passage in touch.passages],
            "numbers": [moved._asdict() for moved in touch.numbers],
            "others": [moved._asdict() for moved in touch.others],
            "problems": [
                {**dict(zip(("file", "line", "column"), p.place, strict=True)), **{k: v for k, v in p._asdict().items() if k != "place"}}
                for p in touch.problems
            ],
        }
        for touch in found.drafts
    ]
    clauses = [{"clause": clause.id, "changed": clause.changed, "drafts": clause.drafts} for clause in found.clauses]
    return (
        json.dumps({"revision": revision, "drafts": drafts, "clauses": clauses, "files": found.files}, ensure_ascii=False, indent=2) + "\n"
    )
