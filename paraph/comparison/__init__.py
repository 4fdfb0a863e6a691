"""Two drafts beside each other: each difference once, in the layer where it was made."""

from __future__ import annotations

from paraph.comparison.account import Account
from paraph.comparison.align import align
from paraph.comparison.change import LAYERS, Change, Comparison
from paraph.comparison.choices import Matched, choice_changes
from paraph.comparison.consequences import consequences
from paraph.comparison.outline import outline_changes
from paraph.comparison.said_once import data_changes, unread_changes

__all__ = ["Account", "Change", "Comparison", "compare"]


def compare(then: Account, now: Account) -> Comparison:
    """All differences of two drafts, by layer."""
    matched = Matched(then.picks, now.picks, align(then.picks, now.picks))
    renamed = {old.topic: new.topic for old, new in matched.pairs if old.topic != new.topic}
    found = [*choice_changes(then, now, matched), *outline_changes(then, now, renamed), *data_changes(then, now)]
    found += unread_changes(then, now, {change.subject.partition("/")[0] for change in found})
    told = {(change.old.key, change.new.key) for change in found if change.old and change.new and change.texts}
    found += consequences(then, now, matched, told)
    return Comparison(tuple(sorted(found, key=_layer)))


def _layer(change: Change) -> int:
    return LAYERS.index(change.layer)
