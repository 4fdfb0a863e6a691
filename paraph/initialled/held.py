"""A draft which was agreed or signed, held to its frozen text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.english import many
from paraph.initialled import frozen_path
from paraph.initialled.frozen import Frozen, read_frozen
from paraph.initialled.lines import Line, lines_of, wheres
from paraph.paths import is_file, shown, typed
from paraph.problems import Place, Problem, Stopped, shortened
from paraph.tree import Document
from paraph.yaml_data import Data

if TYPE_CHECKING:
    from paraph.initialled.compare import Difference

TOLD = 5
"""How many of the paragraphs which differ are told."""
_KEYS = {"title": "title", "signature": "signature", "testimonium": "signature", "opening": "parties"}
_LENGTH = 70


def held(path: Path, data: Data, document: Document) -> list[Problem]:
    """What keeps a draft from giving its frozen text: `frozen-text`, `frozen-file`; nothing when no text was frozen."""
    file = frozen_path(path)
    if not is_file(file):
        return []
    try:
        frozen = read_frozen(file, path)
    except Stopped as stopped:
        return list(stopped.problems)
    now = lines_of(document)
    found = _differences(frozen, now)
    picks = {trace.pick: trace.place for trace in document.trace}
    places = [_place(one, frozen.lines, now, picks, data) for one in found]
    return list(_problems(shown(path), frozen, now, found, places))


def unheld(path: Path, status: str, document: Document) -> str:
    """That a draft does not give its frozen text, in words; nothing when it does, when it has none, or when none is asked."""
    file = frozen_path(path)
    if status == "drafting" or not is_file(file):
        return ""
    try:
        frozen = read_frozen(file, path)
    except Stopped:
        return f"{status}, and the file with its frozen text cannot be relied on"
    found = len(_differences(frozen, lines_of(document)))
    return f"{status}, and does not give the text frozen on {frozen.date}: {many(found, 'difference')}" if found else ""


def notice(path: str, said: str) -> Problem:
    """A warning which says so of a draft."""
    return Problem(Place(path, 1, 1), said, "frozen-text", "`paraph check` says where, and what can be done", "warning")


def _differences(frozen: Frozen, now: Sequence[Line]) -> Sequence[Difference]:
    if [line[:3] for line in now] == [line[:3] for line in frozen.lines]:
        return ()
    from paraph.initialled.compare import differences

    return differences(frozen.lines, now)


def _problems(path: str, frozen: Frozen, now: Sequence[Line], found: Sequence[Difference], places: Sequence[Place]) -> Iterator[Problem]:
    again, redline = typed("paraph", "initial", path, "--again"), typed("paraph", "redline", "REV", path, "-o", "changes.docx")
    when = typed("git", "log", "-1", "--format=%h", "--", frozen_path(Path(path)))
    hint = (
        f"take the change back, or keep the old wording as a departure; agreed by both sides: {again}; "
        f"to see it in Word: {redline}, with the revision at which it was frozen, which {when} says"
    )
    for one, place in list(zip(found, places, strict=True))[:TOLD]:
        yield Problem(place, f"its text was frozen on {frozen.date}, and {told(one, frozen.lines, now)}", "frozen-text", hint)
    if (rest := len(found) - TOLD) > 0:
        what = "1 more paragraph differs" if rest == 1 else f"{rest} more paragraphs differ"
        yield Problem(places[TOLD], f"its text was frozen on {frozen.date}, and {what}", "frozen-text", hint)


def _place(one: Difference, then: Sequence[Line], now: Sequence[Line], picks: Mapping[str, Place], data: Data) -> Place:
    """The pick which gives the paragraph today; of what no pick gives, or gives no more, the nearest key of the draft."""
    for line in chain((now[at] for at in one.now), (then[at] for at in one.then)):
        if line.pick in picks:
            return picks[line.pick]
        if line.pick:
            return data.key_place(("clauses",))
        if line.sort in _KEYS:
            return data.key_place((_KEYS[line.sort],))
    return data.place(())


def told(one: Difference, then: Sequence[Line], now: Sequence[Line]) -> str:
    """One difference in a sentence, then → now, shortened."""
    where = wheres(then)[one.then[0]] if one.then else wheres(now)[one.now[0]]
    old, new = ([text[at] for at in numbers] for text, numbers in ((then, one.then), (now, one.now)))
    match one.sort:
        case "missing":
            return f"{where} is missing: {_quoted(old)}"
        case "added":
            return f"{where} is new: {_quoted(new)}"
        case "moved":
            return f"{where} stands elsewhere ({wheres(now)[one.now[0]]}): {_quoted(old)}"
        case "number":
            return f"{where} has another number: {old[0].mark or 'none'} → {new[0].mark or 'none'}"
        case "split":
            return f"{where} is cut into {len(new)} paragraphs: {_quoted(new)}"
        case "joined":
            return f"{where} is joined with what follows it: {_quoted(new)}"
        case "changed":
            return f"{where} differs: {_changed(old[0].text, new[0].text)}"


def _quoted(lines: Sequence[Line]) -> str:
    return " ¶ ".join(f"“{shortened(line.text, _LENGTH)}”" for line in lines)


def _changed(old: str, new: str) -> str:
    """Both texts from shortly before the first character which differs."""
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(0, same - 20)) + 1
    before = "… " * bool(start)
    return " → ".join(f"“{before}{shortened(text[start:], _LENGTH)}”" for text in (old, new))
