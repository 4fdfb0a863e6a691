"""The sides of a text: from its draft, or read off its opening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from paraph.records import NamedTuple
from paraph.rules.prose import Prose


class Called(NamedTuple):
    """What a side is called: its agencies' names, without articles, and its state."""

    names: tuple[str, ...]
    state: str


class Mention(NamedTuple):
    """A side at the beginning of a line: which one, the words which call it, and whether “the” stands before its name."""

    side: int
    start: int
    end: int
    article: bool
    by_name: bool


_END = re.compile(r"[(;:“]|,?\s*\b(?:here(?:in)?after|represented)\b|,\s*$")
_NEXT = re.compile(r",?\s+and\s+(?:of\s+)?(?=[Tt]he\s+[A-Z])|,\s+(?=[Tt]he\s+[A-Z])")
_STATE = re.compile(r".*\bof (?:the )?(?P<state>[A-Z][\w’-]*(?: (?:and )?[A-Z][\w’-]*)*)$")
_ARTICLE = re.compile(r"[Tt]he\s+")


@lru_cache(maxsize=16)
def sides(prose: Prose) -> tuple[Called, ...]:
    """The sides in the order in which the text names them; none when that cannot be told."""
    if prose.facts.sides:
        known = [Called((side.name, *_agencies(side.name)), side.state) for side in prose.facts.sides]
    else:
        known = list(_of_opening(prose))
    states = [called.state for called in known]
    return tuple(known) if len(set(states)) == len(states) > 1 else ()


def _agencies(names: str) -> list[str]:
    """The names of a side's agencies, which its draft gives as a list in a sentence."""
    return re.split(r" and (?=(?:Ministry|Department|Agency|Office|Secretariat)\b)", names)


def _of_opening(prose: Prose) -> Iterator[Called]:
    opening = next((unit.text for _, unit in prose.of("opening")), "")
    if not _ARTICLE.match(opening):
        return
    names: list[str] = []
    state = ""
    for part in _NEXT.split(opening):
        name = _ARTICLE.sub("", _END.split(part, maxsplit=1)[0].strip(), count=1).strip()
        found = _STATE.match(name)
        if not found or len(name) > 160:
            continue
        if names and found["state"] != state:
            yield Called(tuple(names), state)
            names = []
        names.append(name)
        state = found["state"]
    if names:
        yield Called(tuple(names), state)


@lru_cache(maxsize=16)
def _caller(called: tuple[Called, ...]) -> tuple[re.Pattern[str], dict[str, int]]:
    """An expression for whatever calls a side, and whom it calls."""
    known: dict[str, int] = {}
    for number, side in enumerate(called):
        for name in (*side.names, side.state, f"Republic of {side.state}"):
            known.setdefault(name.casefold(), number)
    words = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?P<article>the )?(?P<name>{words})(?![\w’'-])", re.IGNORECASE), known


_LEAD = re.compile(r"(?:for and on behalf of|on behalf of|for)\s+", re.IGNORECASE)


def mention(prose: Prose, text: str) -> Mention | None:
    """The side with which a line begins."""
    called = sides(prose)
    if not called:
        return None
    pattern, known = _caller(called)
    lead = _LEAD.match(text)
    found = pattern.match(text, lead.end() if lead else 0)
    return _mention(found, called, known) if found else None


def named(prose: Prose, text: str) -> Mention | None:
    """The first side which a line calls by its name, and not only by its state."""
    called = sides(prose)
    pattern, known = _caller(called) if called else (None, {})
    for found in pattern.finditer(text) if pattern else ():
        mentioned = _mention(found, called, known)
        if mentioned.by_name:
            return mentioned
    return None


def _mention(found: re.Match[str], called: tuple[Called, ...], known: dict[str, int]) -> Mention:
    side = known[found["name"].casefold()]
    by_name = found["name"].casefold() in {name.casefold() for name in called[side].names}
    return Mention(side, found.start("name"), found.end("name"), bool(found["article"]), by_name)


def takes_article(prose: Prose, name: str) -> bool:
    """Whether the opening puts “the” before a name."""
    opening = " ".join(unit.text for _, unit in prose.of("opening")).casefold()
    return f"the {name.casefold()}" in opening
