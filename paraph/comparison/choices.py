"""What differs in the picks: which alternatives stand, their fills, their wording, and the library behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from paraph.comparison.account import Account, Chosen
from paraph.comparison.align import Alignment, unmoved
from paraph.comparison.change import Change, Kind
from paraph.records import NamedTuple

NO_REASON = "a departure without its reason"
LAST_RESORT = "a last resort without a reason"
OWN_TEXT = "a text of the draft's own without its reason"


class Matched(NamedTuple):
    """The picks of two drafts, and which of them belong together."""

    old: tuple[Chosen, ...]
    new: tuple[Chosen, ...]
    alignment: Alignment

    @property
    def pairs(self) -> list[tuple[Chosen, Chosen]]:
        """Those which both have, in the order of the second draft."""
        return [(self.old[before], self.new[after]) for before, after in self.alignment.pairs]


def choice_changes(then: Account, now: Account, matched: Matched) -> Iterator[Change]:
    """Every difference in the picks, in the order of the second draft; what is gone stands where it stood."""
    declined = {topic for account in (then, now) for topic, _ in account.omitted}
    found = list(_with_layers(_changes(matched), declined, same_template=then.template == now.template))
    omissions = {change.subject: change for change in _omissions(then, now)}
    counts = Counter(change.subject for change in found)
    for change in found:
        omission = omissions.get(change.subject)
        if omission and counts[change.subject] == 1 and {omission.kind, change.kind} == {"added", "removed"}:
            del omissions[change.subject]
            before, after = change.before or omission.before, change.after or omission.after
            yield change._replace(kind="replaced", what="left out", before=before, after=after)
        else:
            yield change
    yield from omissions.values()


def _with_layers(changes: Iterable[Change], declined: set[str], *, same_template: bool) -> Iterator[Change]:
    """The changes, with those of what one template picks itself as changes of the library."""
    for change in changes:
        drafts_own = any(pick.own for pick in (change.old, change.new) if pick) or change.subject in declined
        if change.layer == "selection" and not drafts_own and same_template:
            yield change._replace(layer="library")
        else:
            yield change


def _changes(matched: Matched) -> Iterator[Change]:
    moved = _moved(matched)
    gone = _gone(matched)
    pieces = _pieces(matched)
    yield from gone[-1]
    befores = {after: before for before, after in matched.alignment.pairs}
    for number, new in enumerate(matched.new):
        if number in befores:
            before = befores[number]
            yield from _pair_changes(matched.old[before], new, before in moved, pieces.get((before, number)))
            yield from gone[before]
        elif number not in matched.alignment.cut:
            marks = marks_of(new)
            yield Change("selection", "added", new.topic, "", "", new.name, None, new, ("", new.text), marks=marks)


def marks_of(pick: Chosen) -> tuple[str, ...]:
    """What a pick owes to the reviewer."""
    if pick.reason:
        return ()
    owed = ((NO_REASON, pick.departs), (LAST_RESORT, pick.rank == "last-resort"), (OWN_TEXT, pick.writes))
    return tuple(mark for mark, owes in owed if owes)


def _gone(matched: Matched) -> dict[int, list[Change]]:
    """What is gone, by the number of the pick which both have and behind which it stood; -1 where it stood first."""
    found: dict[int, list[Change]] = defaultdict(list)
    both = {before for before, _ in matched.alignment.pairs}
    behind = -1
    for number, old in enumerate(matched.old):
        if number in both:
            behind = number
        elif number not in matched.alignment.joined:
            found[behind].append(Change("selection", "removed", old.topic, "", old.name, "", old, None, (old.text, "")))
    return found


def _moved(matched: Matched) -> set[int]:
    """The old numbers of picks which stand elsewhere among those of their topic."""
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for before, after in sorted(matched.alignment.pairs):
        if matched.old[before].topic == matched.new[after].topic:
            rows[matched.old[before].topic].append((before, after))
    found: set[int] = set()
    for row in rows.values():
        kept = unmoved([after for _, after in row])
        found |= {before for place, (before, _) in enumerate(row) if place not in kept}
    return found


class _Pieces(NamedTuple):
    kind: Kind
    picks: tuple[Chosen, ...]


def _pieces(matched: Matched) -> dict[tuple[int, int], _Pieces]:
    """The pieces of each pair of which one was cut, or in which several were joined."""
    cut: dict[int, list[Chosen]] = defaultdict(list)
    joined: dict[int, list[Chosen]] = defaultdict(list)
    for piece, whole in matched.alignment.cut.items():
        cut[whole].append(matched.new[piece])
    for piece, whole in matched.alignment.joined.items():
        joined[whole].append(matched.old[piece])
    found = {pair: _Pieces("joined", tuple(joined[pair[1]])) for pair in matched.alignment.pairs if pair[1] in joined}
    return found | {pair: _Pieces("cut", tuple(cut[pair[0]])) for pair in matched.alignment.pairs if pair[0] in cut}


def _pair_changes(old: Chosen, new: Chosen, moved: bool, pieces: _Pieces | None) -> Iterator[Change]:
    if old.topic != new.topic:
        yield Change("selection", "moved", new.topic, "topic", old.topic, new.topic, old, new)
    elif moved:
        yield Change("selection", "moved", new.topic, "place", _place(old), _place(new), old, new)
    if pieces:
        yield _cut(old, new, pieces)
    elif old.clause != new.clause and old.name != new.name:
        texts, marks = (old.text, new.text), marks_of(new)
        yield Change("selection", "replaced", new.topic, "", old.name, new.name, old, new, texts, marks=marks)
    else:
        yield from _same_clause(old, new)


def _place(pick: Chosen) -> str:
    return pick.key.rpartition("/")[2] if "/" in pick.key else pick.key


def _cut(old: Chosen, new: Chosen, pieces: _Pieces) -> Change:
    """A text cut in several, or several joined in one: the texts beside each other show what else became of the words."""
    others = "\n".join(piece.text for piece in pieces.picks)
    before, after = old.text, new.text
    if pieces.kind == "cut":
        after = f"{after}\n{others}"
    else:
        before = f"{before}\n{others}"
    keys = tuple(piece.key for piece in pieces.picks)
    return Change("wording", pieces.kind, new.topic, "", old.name, new.name, old, new, (before, after), keys, marks_of(new))


def _same_clause(old: Chosen, new: Chosen) -> Iterator[Change]:
    """What differs where both drafts pick one clause, or where both have a text of their own."""
    texts, marks = (old.text, new.text), marks_of(new)
    before, after = dict(old.fills), dict(new.fills)
    for name in {**before, **after}:
        one, other = before.get(name, ""), after.get(name, "")
        if one != other or (name in before) != (name in after):
            yield Change("fill", _kind(name in before, name in after), new.topic, name, one, other, old, new, texts, marks=marks)
    if old.wording != new.wording:
        what = "departure" if new.clause else "own text"
        yield Change("wording", _kind(old.wording, new.wording), new.topic, what, "", "", old, new, texts, marks=marks)
    readable = not new.clause or bool(old.title) == bool(new.title)
    if not readable:
        yield Change("library", _kind(old.title, new.title), new.topic, "clause", old.title, new.title, old, new, texts, marks=marks)
    elif old.library != new.library and old.wording == new.wording == "":
        yield Change("library", "changed", new.topic, "text", "", "", old, new, texts)
    if old.reason != new.reason and (old.wording == new.wording):
        kind = _kind(old.reason, new.reason)
        yield Change("wording", kind, new.topic, "reason", old.reason, new.reason, old, new, marks=marks)
    for what, one, other in (("rank", old.rank, new.rank), ("status", old.status, new.status)):
        if one != other and readable:
            yield Change("library", "changed", new.topic, what, one, other, old, new, marks=marks if what == "rank" else ())


def _kind(before: object, after: object) -> Kind:
    return "changed" if before and after else "added" if after else "removed"


def _omissions(then: Account, now: Account) -> Iterator[Change]:
    """Topics which a draft declines, with the reason."""
    before, after = dict(then.omitted), dict(now.omitted)
    for topic in {**before, **after}:
        one, other = before.get(topic), after.get(topic)
        if one != other:
            yield Change("selection", _kind(one is not None, other is not None), topic, "left out", one or "", other or "")
