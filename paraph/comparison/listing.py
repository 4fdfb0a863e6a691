"""A draft's choices as lines, so that a line diff of two lists is a diff of choices: what git shows of a draft's history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from paraph.comparison.account import Account, Chosen, Planned, Side
from paraph.comparison.tell import titled

_PARAGRAPH_ENDS = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_ENDS = re.compile(r"(?<=[.;:!?]) +(?!and\b|or\b)|\n+")
_BREAK = re.compile(r"\n\s*")
_WIDTH = 110


def listing(account: Account, *, filled: bool = False) -> str:
    """What the draft says once, its parties, its picks with their fills and its own words, its outline, its waivers.

    Its own words stand as they are typed, a sentence on a line, or `filled`: as they print, lists line by line.
    """
    lines = [f"{fact.label}: {fact.value}" for fact in account.facts if fact.value and fact.key != "template"]
    lines = [f"template: {account.template}", *lines]
    for number, party in enumerate(account.parties, 1):
        lines += _party(party, number)
    for pick in account.picks:
        lines += _pick(pick, filled=filled)
    lines += [f"{topic}: left out, {reason}" for topic, reason in account.omitted]
    for plan, own in ((plan, account.own_outline[plan.annex]) for plan in account.outline):
        lines += _plan(plan) if own else ()
    for rule, text, reason in account.waivers:
        lines += [f"waiver of {rule}: {reason}", *([f"  {text}"] if text else [])]
    return "".join(_BREAK.sub("\n    ", line.rstrip()) + "\n" for line in lines)


def _party(party: Side, number: int) -> Iterator[str]:
    ids = f" ({', '.join(party.use)})" if party.use else ""
    yield f"party {number}: {party.name}{ids}"
    if not party.use:
        yield from (f"  {fact.label}: {fact.value}" for fact in party.facts if fact.value)
    yield from (f"  signatory: {name}, {office}" for name, office in party.signatories)


def _pick(pick: Chosen, *, filled: bool) -> Iterator[str]:
    yield f"{pick.topic}: {f'{pick.name}, ' if pick.clause else ''}{titled(pick)}"
    yield from (f"  {name}: {value}" for name, value in pick.fills)
    yield from ([f"  reason: {pick.reason}"] if pick.reason else [])
    if filled and pick.wording and pick.printed:
        yield from (row for line in pick.text.split("\n") for row in _wrapped(line))
        return
    for number, paragraph in enumerate(_PARAGRAPH_ENDS.split(pick.wording)):
        yield from ["  | ¶"] if number else []
        yield from (f"  | {sentence}" for sentence in _SENTENCE_ENDS.split(paragraph) if sentence)


def _wrapped(line: str) -> list[str]:
    return wrap(line, _WIDTH, initial_indent="  | ", subsequent_indent="  |   ", break_long_words=False, break_on_hyphens=False)


def _plan(plan: Planned) -> Iterator[str]:
    yield f"{'annex' if plan.annex else 'section'} {plan.name}: {', '.join(plan.topics)}"
    yield from (f"  “{heading}” above {topic}" for heading, topic in plan.above)
    yield from (f"  {name}: {text}" for name, text in (("numbering", plan.numbering), ("reason", plan.reason)) if text)
