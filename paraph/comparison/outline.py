"""What differs in the outline: sections, annexes, their headings, and the topics which stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from paraph.comparison.account import Account, Planned
from paraph.comparison.align import paired, unmoved
from paraph.comparison.change import Change, Layer
from paraph.records import NamedTuple


class _Rows(NamedTuple):
    """Two outlines, which sections belong together, and the old names of topics by their new ones."""

    old: tuple[Planned, ...]
    new: tuple[Planned, ...]
    pairs: dict[int, int]
    layer: Layer
    known: set[tuple[bool, str]]
    """The sections which both outlines know, by their ids, though they stand only where a topic of theirs is picked."""

    def layer_of(self, plan: Planned) -> Layer:
        """Where it was made that a section stands in one draft alone."""
        return "consequence" if self.layer == "library" and (plan.annex, plan.id) in self.known else self.layer


def outline_changes(then: Account, now: Account, renamed: Mapping[str, str]) -> Iterator[Change]:
    """The differences of the outlines; `renamed` has the new names of topics by their old ones.

    They are a draft's own where either draft gives its sections or annexes; else they are its template's.
    """
    old = tuple(
        plan._replace(
            topics=tuple(renamed.get(topic, topic) for topic in plan.topics),
            above=tuple((heading, renamed.get(topic, topic)) for heading, topic in plan.above),
        )
        for plan in _standing(then)
    )
    new = tuple(_standing(now))
    own = any(then.own_outline + now.own_outline)
    layer: Layer = "data" if own else "library" if then.template == now.template else "consequence"
    pairs = paired(old, new, lambda plan: (plan.annex, plan.id), lambda plan: plan.heading or None)
    _pair_by_topics(old, new, pairs)
    known = {(plan.annex, plan.id) for plan in then.outline} & {(plan.annex, plan.id) for plan in now.outline}
    rows = _Rows(old, new, pairs, layer, known)
    yield from _sections(rows)
    picked = {renamed.get(pick.topic, pick.topic) for pick in then.picks} & {pick.topic for pick in now.picks}
    yield from _topics(rows, picked)


def _standing(account: Account) -> Iterator[Planned]:
    """The outline, less what a template has a place for and the draft does not pick: nothing of that prints."""
    picked = {pick.topic for pick in account.picks}
    for plan in account.outline:
        if account.own_outline[plan.annex]:
            yield plan
        elif not picked.isdisjoint(plan.topics):
            topics = tuple(topic for topic in plan.topics if topic in picked)
            yield plan._replace(topics=topics, above=tuple(entry for entry in plan.above if entry[1] in picked))


def _pair_by_topics(old: Sequence[Planned], new: Sequence[Planned], pairs: dict[int, int]) -> None:
    """Pair the sections which are left by the topics which they share, most first."""
    taken = set(pairs.values())
    holder = {topic: number for number, plan in enumerate(new) if number not in taken for topic in plan.topics}
    shared: dict[tuple[int, int], int] = {}
    for number, plan in enumerate(old):
        for topic in plan.topics if number not in pairs else ():
            if topic in holder:
                meeting = (number, holder[topic])
                shared[meeting] = shared.get(meeting, 0) + 1
    for before, after in sorted(shared, key=lambda meeting: (-shared[meeting], meeting)):
        if before not in pairs and after not in taken:
            pairs[before] = after
            taken.add(after)


def _sections(rows: _Rows) -> Iterator[Change]:
    kept = unmoved([rows.pairs[before] for before in sorted(rows.pairs)])
    still = {before for place, before in enumerate(sorted(rows.pairs)) if place in kept}
    for number, plan in enumerate(rows.old):
        if number not in rows.pairs:
            yield Change(rows.layer_of(plan), "removed", _subject(plan), _noun(plan), _described(plan), "")
    befores = {after: before for before, after in rows.pairs.items()}
    for number, plan in enumerate(rows.new):
        if number in befores:
            before = befores[number]
            yield from _pair_changes(rows.old[before], plan, rows.layer)
            if before not in still:
                yield Change(rows.layer, "moved", _subject(plan), f"{_noun(plan)} {plan.name}", str(before + 1), str(number + 1))
        else:
            yield Change(rows.layer_of(plan), "added", _subject(plan), _noun(plan), "", _described(plan))


def _subject(plan: Planned) -> str:
    return "annexes" if plan.annex else "sections"


def _noun(plan: Planned) -> str:
    return "annex" if plan.annex else "section"


def _described(plan: Planned) -> str:
    return f"{plan.name}: {', '.join(plan.topics)}"


def _pair_changes(old: Planned, new: Planned, layer: Layer) -> Iterator[Change]:
    for what, before, after in (
        ("id", old.id, new.id),
        ("heading", old.heading, new.heading),
        ("place in the document", _noun(old), _noun(new)),
        ("sub-headings", _above(old), _above(new)),
        ("numbering", old.numbering, new.numbering),
        ("reason", old.reason, new.reason),
    ):
        if before != after:
            yield Change(layer, "changed", _subject(new), f"{what} of {_noun(new)} {new.name}", before, after)


def _above(plan: Planned) -> str:
    return "; ".join(f"“{heading}” above {topic}" for heading, topic in plan.above)


def _topics(rows: _Rows, picked: set[str]) -> Iterator[Change]:
    """The topics which stand elsewhere. Of those of a section which is new or gone, that section's own change tells."""
    layer: Layer = "selection" if rows.layer == "data" else rows.layer
    stood = {topic: number for number, plan in enumerate(rows.old) for topic in plan.topics}
    for number, plan in enumerate(rows.new):
        stay = [topic for topic in plan.topics if topic in picked and topic in stood and rows.pairs.get(stood[topic]) == number]
        order = {topic: place for before in {stood[topic] for topic in stay} for place, topic in enumerate(rows.old[before].topics)}
        kept = unmoved([order[topic] for topic in stay])
        for place, topic in enumerate(stay):
            if place not in kept:
                yield Change(layer, "moved", topic, "order", f"{order[topic] + 1}", f"{plan.topics.index(topic) + 1} in {plan.name}")
        arrived = [topic for topic in plan.topics if topic in picked and stood.get(topic) in rows.pairs and topic not in stay]
        for topic in arrived if number in rows.pairs.values() else ():
            yield Change(layer, "moved", topic, "section", rows.old[stood[topic]].name, plan.name)
