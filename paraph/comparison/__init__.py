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
    found = [*choice_changes(then, now, matched), *outline_changes(then, now, _renamed(matched)), *data_changes(then, now)]
    subjects = {change.subject.partition("/")[0] for change in found}
    subjects |= {pick.topic for change in found for pick in (change.old, change.new) if pick}
    found += unread_changes(then, now, subjects)
    told = {(change.old.key, change.new.key) for change in found if change.old and change.new and change.texts}
    found += consequences(then, now, matched, told)
    return Comparison(tuple(sorted(found, key=_layer)), (then.unheld, now.unheld))


def _renamed(matched: Matched) -> dict[str, str]:
    """The new names of topics which have another one: nothing stands under the old name any more, and nothing stood under the new one."""
    before, after = {pick.topic for pick in matched.old}, {pick.topic for pick in matched.new}
    return {old.topic: new.topic for old, new in matched.pairs if old.topic not in after and new.topic not in before}


def _layer(change: Change) -> int:
    return LAYERS.index(change.layer)
