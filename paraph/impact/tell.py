"""How an impact is told: the words which every format shares."""

from __future__ import annotations

from collections.abc import Iterable

from paraph.english import many
from paraph.impact.touch import EFFECTS, ChangedPassage, Moved, Touch

_WORDS = {"broken": "does not build any more", "mended": "builds, and did not before", "faulty": "has errors, as before"}


def what(touch: Touch) -> str:
    """What changes in a draft, in a line."""
    if told := _WORDS.get(touch.status):
        return told
    counts = ((touch.passages, "passage changed", "passages changed"), (touch.numbers, "number moved", "numbers moved"))
    counted = [many(len(counts_), one, more) for counts_, one, more in counts if counts_]
    counted += ["else changed: " + ", ".join(moved.what for moved in touch.others)] if touch.others else []
    if counted and touch.adapted:
        counted += ["with what was changed in the draft"]
    return ", ".join(counted) or ("new problems" if touch.problems else "unchanged")


def gravely(touch: Touch) -> str:
    """What changes in a draft, with what somebody has to act upon."""
    told = what(touch)
    others = (words for words in touch.breaks if words not in told and words != touch.rearranged)  # which is told already
    return "; ".join([*([] if told == "new problems" else [told]), *others])


def summary(touch: Touch) -> str:
    """What changes in a draft, with what somebody has to act upon and how many problems are new."""
    errors = sum(problem.severity == "error" for problem in touch.problems)
    warnings = len(touch.problems) - errors
    counts = ((errors, "new error"), (warnings, "new warning"))
    return "; ".join(filter(None, [gravely(touch), *(many(count, noun) for count, noun in counts if count)]))


def ranked(touches: Iterable[Touch]) -> list[Touch]:
    """The gravest first, then as they were."""
    return sorted(touches, key=lambda touch: EFFECTS.index(touch.effect))


def counted(touches: Iterable[Touch]) -> str:
    """How many drafts there are of each effect."""
    effects = [touch.effect for touch in touches]
    return ", ".join(f"{effects.count(effect)} {effect}" for effect in EFFECTS if effect in effects)


def clauses(passage: ChangedPassage) -> str:
    """The clause of a passage, then and now."""
    then, now = passage.clause_then or "own text", passage.clause_now or "own text"
    if not passage.then:
        return f"{now}, added"
    if not passage.now:
        return f"{then}, gone"
    return now if then == now else f"{then} → {now}"


def moved(one: Moved) -> str:
    """What prints otherwise, then and now."""
    if not one.then and one.what in ("look", "numbering"):
        return f"{one.what}: {one.now}"
    return f"{one.what}: {one.then or '(none)'} → {one.now or '(none)'}"
