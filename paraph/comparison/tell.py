"""How a difference is told: the words which every format shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paraph.comparison.account import Chosen
from paraph.comparison.change import LAYERS, Change, Comparison, Layer
from paraph.comparison.words import Stretch, changed_words, with_breaks
from paraph.records import NamedTuple

TITLES: dict[Layer, str] = {
    "selection": "Selection",
    "fill": "Fills",
    "wording": "Wording",
    "library": "Library",
    "data": "Parties, signature, outline",
    "consequence": "Consequences",
}
RANKS = {"preferred": "preferred", "acceptable": "acceptable", "last-resort": "last resort"}
SHARED = 0.5
"""Texts which share less of their words than this are shown whole, one after the other."""


def headline(change: Change) -> str:
    """What differs, in a line."""
    if change.what == "left out":
        return _left_out(change)
    if change.kind == "moved" and change.layer != "consequence":
        return _moved(change)
    if change.layer == "wording":
        return _wording(change)
    before, after = change.before or "(none)", change.after or "(none)"
    match change.layer, change.kind, change.what:
        case "selection" | "library", "replaced", _:
            return f"{change.subject}: {before} → {after}"
        case "selection" | "library", "added", "":
            return f"{change.subject}: {after} added"
        case "selection" | "library", "removed", "":
            return f"{change.subject}: {before} removed"
        case _, "added" | "removed" as kind, "section" | "annex" | "party":
            return f"{change.what} {kind}: {change.before or change.after}"
        case "library", kind, "clause":
            return f"{_pick(change)}: {'is in the library now' if kind == 'added' else 'is gone from the library, or cannot be read there'}"
        case "library", _, "text":
            return f"{_pick(change)}: the library words it otherwise"
        case "consequence", _, "text":
            return f"{_pick(change)} prints otherwise"
    return f"{f'{_pick(change)}: ' if change.new else ''}{change.what}{'' if change.new else ':'} {before} → {after}"


def _moved(change: Change) -> str:
    match change.what:
        case "topic":
            return f"{change.before} → {change.after}: {_name(change)} stands under another topic"
        case "section":
            return f"{change.subject} moved from {change.before} to {change.after}"
        case "place":
            who = f"{change.subject}: {_name(change)}"
        case "order":
            who = change.subject
        case who:
            pass
    return f"{who} moved from place {change.before} to place {change.after}"


def _left_out(change: Change) -> str:
    if change.kind == "replaced":
        return f"{change.subject}: {change.before} → left out" if change.old else f"{change.subject}: left out → {change.after}"
    if change.kind == "removed":
        return f"{change.subject}: no longer left out"
    return f"{change.subject}: left out" if change.kind == "added" else f"{change.subject}: left out for another reason"


def _wording(change: Change) -> str:
    pick = _pick(change)
    count = {2: "two", 3: "three", 4: "four"}.get(len(change.pieces) + 1, str(len(change.pieces) + 1))
    match change.kind, change.what:
        case "cut", _:
            return f"{change.subject}: {change.before} is cut in {count} ({_keys(change.new, change.pieces)})"
        case "joined", _:
            return f"{change.subject}: {count} are joined in one ({_keys(change.old, change.pieces)})"
        case "added", "reason":
            return f"{pick}: a reason is given"
        case "removed", "reason":
            return f"{pick}: no reason is given any more"
        case _, "reason":
            return f"{pick}: another reason"
        case "added", _:
            return f"{pick}: departs from the library"
        case "removed", _:
            return f"{pick}: says what the library says again"
        case _, "departure":
            return f"{pick}: departs from the library in other words"
    return f"{pick}: worded otherwise"


def _keys(pick: Chosen | None, pieces: tuple[str, ...]) -> str:
    return ", ".join(((pick.key,) if pick else ()) + pieces)


def _name(change: Change) -> str:
    pick = change.new or change.old
    return pick.name if pick else ""


def _pick(change: Change) -> str:
    """The topic, and which clause stands there."""
    pick = change.new or change.old
    return f"{pick.key} ({pick.name})" if pick else change.subject


def titled(pick: Chosen) -> str:
    """What the library calls a pick, and its rank."""
    if not pick.clause:
        return "Own text"
    if not pick.title:
        return "cannot be read"
    marks = [RANKS.get(pick.rank, pick.rank), *([pick.status] if pick.status not in ("approved", "") else [])]
    marks += ["departs"] if pick.departs else []
    marks += [] if pick.own else ["picked by the template"]
    return f"{pick.title} ({', '.join(marks)})"


class Panel(NamedTuple):
    """One side of a difference: what stands there, and lines about it with their names."""

    title: str
    about: tuple[tuple[str, str], ...] = ()


def panels(change: Change) -> tuple[Panel | None, Panel | None]:
    """What is said of both sides: of the picks of another alternative all, of the same pick its title and the draft's reason."""
    if change.what == "left out":
        return _panel(change.old, whole=True) or _omitted(change.before), _panel(change.new, whole=True) or _omitted(change.after)
    if change.layer == "consequence" or not (change.old or change.new):
        return None, None
    whole = change.layer == "selection" or change.kind in ("replaced", "cut", "joined")
    if change.kind == "moved":
        return None, None
    return (_panel(change.old, whole=whole), _panel(change.new, whole=whole))


def _omitted(reason: str) -> Panel | None:
    return Panel("Left out", (("reason", reason),)) if reason else None


def _panel(pick: Chosen | None, *, whole: bool) -> Panel | None:
    if pick is None:
        return None
    about = [("", pick.summary), ("guidance", pick.guidance)] if whole else []
    about += [("with", "; ".join(f"{name}: {value}" for name, value in pick.fills))] if whole else []
    about += [("reason", pick.reason)]
    return Panel(titled(pick), tuple((name, text) for name, text in about if text))


def texts(changes: Iterable[Change]) -> Iterator[tuple[Change, tuple[str, str] | None]]:
    """Each change with its texts, where they differ and no change before it has shown them."""
    seen: set[tuple[str, str]] = set()
    for change in changes:
        key = (change.old.key if change.old else "", change.new.key if change.new else "")
        shown = change.texts if change.texts and change.texts[0] != change.texts[1] and key not in seen else None
        if shown:
            seen.add(key)
        yield change, shown


def compared(before: str, after: str) -> list[Stretch]:
    """Two texts word by word where much is shared, else the one and then the other."""
    found = changed_words(before, after)
    same = sum(len(words.split()) for sign, words in found if sign == "=")
    if not (before and after) or 2 * same < SHARED * (len(before.split()) + len(after.split())):
        return [(sign, text) for sign, text in (("-", before), ("+", after)) if text]
    return found


def marked(before: str, after: str) -> list[Stretch]:
    """The same as pages and comments show it: with the ends of paragraphs, and marks of type where these alone differ."""
    return with_breaks(compared(*without_marks(before, after)))


def counted(found: Comparison) -> str:
    """How many differences there are in each layer."""
    made = [(layer, len(found.of(layer))) for layer in LAYERS]
    if not found.changes:
        return "no differences"
    return ", ".join(f"{count} {_NOUNS[layer][count != 1]}" for layer, count in made if count)


_NOUNS: dict[Layer, tuple[str, str]] = {
    "selection": ("selection", "selections"),
    "fill": ("fill", "fills"),
    "wording": ("wording", "wordings"),
    "library": ("change of the library", "changes of the library"),
    "data": ("other value", "other values"),
    "consequence": ("consequence", "consequences"),
}
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_RAISED = re.compile(r"\^([^\s^\[\]]+)\^")


def without_marks(before: str, after: str) -> tuple[str, str]:
    """Two texts without the marks for bold and raised letters, unless these are all that differs."""
    bare = tuple(_RAISED.sub(r"\1", _STRONG.sub(r"\1", text)) for text in (before, after))
    return (before, after) if bare[0] == bare[1] else (bare[0], bare[1])
