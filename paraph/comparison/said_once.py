"""What differs in the data of two drafts: title, status, parties, signatories, signature, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from paraph.comparison.account import Account, Fact, Side
from paraph.comparison.align import paired, unmoved
from paraph.comparison.change import Change, Kind, Layer


def data_changes(then: Account, now: Account) -> Iterator[Change]:
    """Every difference in what the drafts say besides their picks and outlines."""
    yield from _facts(then, now)
    yield from _parties(then, now)
    yield from _waivers(then, now)


def kind_of(before: object, after: object) -> Kind:
    """Whether something came, went, or is another."""
    return "changed" if before and after else "added" if after else "removed"


def _facts(then: Account, now: Account) -> Iterator[Change]:
    before, after = ({(fact.key, fact.label): fact for fact in account.facts} for account in (then, now))
    for name in {**before, **after}:
        one, other = before.get(name), after.get(name)
        if (one.value if one else "") != (other.value if other else ""):
            yield from _fact(one, other, same_template=then.template == now.template)


def _fact(one: Fact | None, other: Fact | None, *, same_template: bool) -> Iterator[Change]:
    fact = other or one
    if fact is None or (fact.key == "template" and not fact.own and not same_template):
        return  # the other template has another one: that the template is another is told
    own = any(each.own for each in (one, other) if each)
    layer: Layer = "data" if own else "library" if same_template else "consequence"
    before, after = one.value if one else "", other.value if other else ""
    if fact.key == "template" and not fact.own:
        before, after = _essences(before, after)
    yield Change(layer, kind_of(before, after), fact.key, fact.label, before, after)


_SHOWN = 80
"""Signs: as many of a template's own data as a line shows."""


def _essences(*values: str) -> list[str]:
    """A template's own data, which may be long, from where they begin to differ."""
    same = sum(1 for _ in takewhile(lambda signs: len(set(signs)) == 1, zip(*values, strict=False)))
    start = max(0, same - _SHOWN // 4) if max(map(len, values)) > _SHOWN else 0
    shown = [" ".join(value[start : start + _SHOWN - 1].split()) for value in values]
    return [
        f"{'…' if start and value else ''}{part}{'…' if len(value) >= start + _SHOWN else ''}"
        for value, part in zip(values, shown, strict=True)
    ]


def _parties(then: Account, now: Account) -> Iterator[Change]:
    old, new = then.parties, now.parties
    pairs = paired(old, new, lambda side: side.use or None, lambda side: side.name, lambda side: side.state)
    left = [number for number in range(len(new)) if number not in pairs.values()]
    gone = [number for number in range(len(old)) if number not in pairs]
    pairs |= dict(zip(gone, left, strict=False))  # which take each other's place
    order = sorted(pairs)
    kept = unmoved([pairs[before] for before in order])
    for before in gone[len(left) :]:
        yield Change("data", "removed", f"parties/{before + 1}", "party", old[before].name, "")
    for place, before in enumerate(order):
        after = pairs[before]
        if place not in kept:
            change = Change("data", "moved", f"parties/{after + 1}", new[after].name, str(before + 1), str(after + 1))
            yield change
        yield from _party(old[before], new[after], after)
    for after in left[len(gone) :]:
        yield Change("data", "added", f"parties/{after + 1}", "party", "", new[after].name)


def _party(old: Side, new: Side, number: int) -> Iterator[Change]:
    """One party; where it is another, its names are not told one by one."""
    key = f"parties/{number + 1}"
    library = bool(new.use) and old.use == new.use
    layer: Layer = "library" if library else "data"
    if old.use != new.use or (not library and old.name != new.name):
        yield Change("data", "changed", key, "party", _named(old), _named(new))
    elif old.name != new.name:
        yield Change(layer, "changed", key, "name of the party", old.name, new.name)
    other_state = old.use != new.use
    for (label, before), (_, after) in zip(_by_label(old), _by_label(new), strict=True):
        says_itself = label in ("alias", "represented by") or label.startswith("contact")
        if before != after and (says_itself or not other_state):
            yield Change("data" if says_itself else layer, kind_of(before, after), key, f"{label} of {new.name}", before, after)
    yield from _signatories(old, new, key)


def _by_label(side: Side) -> list[tuple[str, str]]:
    return [(fact.label, fact.value) for fact in side.facts]


def _named(side: Side) -> str:
    return f"{side.name} ({', '.join(side.use)})" if side.use else side.name


def _signatories(old: Side, new: Side, key: str) -> Iterator[Change]:
    pairs = paired(old.signatories, new.signatories, lambda person: person, lambda person: person[0], lambda person: person[1])
    gone = [number for number in range(len(old.signatories)) if number not in pairs]
    left = [number for number in range(len(new.signatories)) if number not in pairs.values()]
    pairs |= dict(zip(gone, left, strict=False))
    who = f"signatory of {new.state or new.name}"
    for before in gone[len(left) :]:
        yield Change("data", "removed", key, who, ", ".join(old.signatories[before]), "")
    order = sorted(pairs)
    kept = unmoved([pairs[before] for before in order])
    for place, before in enumerate(order):
        one, other = old.signatories[before], new.signatories[pairs[before]]
        if place not in kept:
            yield Change("data", "moved", key, f"{other[0]}, {who},", str(before + 1), str(pairs[before] + 1))
        for what, was, is_ in zip(("", ", office"), one, other, strict=True):
            if was != is_:
                yield Change("data", "changed", key, f"{who}{what}", was, is_)
    for after in left[len(gone) :]:
        yield Change("data", "added", key, who, "", ", ".join(new.signatories[after]))


def _waivers(then: Account, now: Account) -> Iterator[Change]:
    old, new = then.waivers, now.waivers
    pairs = paired(old, new, lambda waiver: waiver, lambda waiver: waiver[:2], lambda waiver: waiver[0])
    for number, (rule, text, reason) in enumerate(old):
        if number not in pairs:
            yield Change("data", "removed", "waivers", f"waiver of {rule}", _waived(text, reason), "")
    for before, after in pairs.items():
        if old[before] != new[after]:
            rule, text, reason = new[after]
            yield Change("data", "changed", "waivers", f"waiver of {rule}", _waived(*old[before][1:]), _waived(text, reason))
    for number, (rule, text, reason) in enumerate(new):
        if number not in pairs.values():
            yield Change("data", "added", "waivers", f"waiver of {rule}", "", _waived(text, reason))


def _waived(text: str, reason: str) -> str:
    return f"“{text}” ({reason})" if text else f"({reason})"


def unread_changes(then: Account, now: Account, told: set[str]) -> Iterator[Change]:
    """Keys which differ in drafts with problems, and of which nothing else tells: what stands there could not be read."""
    if not (then.faulty or now.faulty):
        return
    before, after = dict(then.raw), dict(now.raw)
    for key in {**before, **after}:
        root = key.removeprefix("clauses/")
        if before.get(key) != after.get(key) and root not in told:
            one, other = before.get(key, ""), after.get(key, "")
            yield Change("data", kind_of(one, other), root, "as it is typed", one, other)
