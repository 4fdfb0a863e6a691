"""What prints otherwise though it was not changed itself: numbers, references, and texts which say what was changed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from paraph.comparison.account import Account, Chosen
from paraph.comparison.change import Change
from paraph.comparison.choices import Matched


def consequences(then: Account, now: Account, matched: Matched, told: set[tuple[str, str]]) -> Iterator[Change]:
    """The moved numbers of sections, then of each pick of which no other change tells; `told` has the keys of those, old and new."""
    old = {plan.id: plan for plan in then.outline}
    for plan in now.outline:
        before = old.get(plan.id)
        if before and before.mark != plan.mark and before.mark and plan.mark:
            yield Change("consequence", "moved", "sections", f"number of {plan.name}", before.mark, plan.mark)
    for one, other in matched.pairs:
        if (one.key, other.key) not in told:
            yield from _of_pick(one, other)


def _of_pick(old: Chosen, new: Chosen) -> Iterator[Change]:
    if old.lines != new.lines:
        yield Change("consequence", "changed", new.topic, "text", "", "", old, new, (old.text, new.text))
        return
    if old.numbers != new.numbers:
        yield Change("consequence", "moved", new.topic, "number", " ".join(old.numbers), " ".join(new.numbers), old, new)
    for (target, before), (_, after) in zip(old.references, new.references, strict=True):
        if before != after:
            yield Change("consequence", "moved", new.topic, f'reference to "{target}"', before, after, old, new)
