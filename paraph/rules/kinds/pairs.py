"""`pairs`: quotation marks and brackets without a partner, and marks of two fashions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from paraph.records import NamedTuple
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import USUAL
from paraph.rules.kinds.usual import usual
from paraph.rules.prose import Prose, Span, Unit

_CLOSED_BY = {"(": ")", "[": "]", "{": "}", "“": "”", "„": "“”", "«": "»", "‹": "›"}
_OPENED_BY = {")": "(", "]": "[", "}": "{", "”": "“„", "»": "«", "›": "‹"}
_MARKS = re.compile(r"[()\[\]{}“”„«»‹›]")
_LIST_MARK = re.compile(r"(?:^|[\s;,:(])(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})$")
"""What stands before the bracket of “item c)”, which has no partner."""
_STRAIGHT = re.compile(r"(?<=[^\W\d])'(?=[^\W\d])|(?<=s)'(?=[\s,.;)])|(?<!\d)\"")
"""Apostrophes and quotation marks; behind a figure they may be minutes and inches."""
_CURLY = re.compile(r"[“”‘’]")
_OPENS = re.compile(r"(?:^|[\s(\[–—-])$")


class Mark(NamedTuple):
    """A mark of a text, and where it stands."""

    mark: str
    span: Span


def pairs(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """`unpaired`: a finding for each mark without a partner. `mixed`: for each straight mark among curly ones, or the reverse."""
    return _CHECKS[rule.data["check"]](rule, prose)


# Without a partner


def _unpaired(rule: Rule, prose: Prose) -> Iterator[Finding]:
    sorts = rule.data.get("in", USUAL)
    opened: list[Mark] = []
    closing: list[Mark] = []
    for number, unit in enumerate(prose.units):
        if unit.sort in sorts:
            alone = [*_alone(number, unit), *_odd(number, unit)]
            closing += [mark for mark in alone if mark.mark in _OPENED_BY and not _closes_earlier(mark, opened, prose)]
            opened += [mark for mark in alone if mark.mark not in _OPENED_BY]
    for mark in (*opened, *closing):
        partner = (_CLOSED_BY.get(mark.mark) or _OPENED_BY.get(mark.mark) or mark.mark)[-1]
        yield found_at(rule, prose, mark.span, partner=partner)


def _alone(number: int, unit: Unit) -> Iterator[Mark]:
    """The marks which have no partner in their unit."""
    stack: list[Mark] = []
    unmatched: list[Mark] = []
    list_marks = 0
    for found in _MARKS.finditer(unit.text):
        mark = Mark(found.group(), Span(number, found.start(), found.end()))
        is_list_mark = mark.mark == ")" and bool(_LIST_MARK.search(unit.text[max(0, found.start() - 8) : found.start()]))
        list_marks += is_list_mark
        partner = next(
            (n for n in range(len(stack) - 1, max(-1, len(stack) - 20), -1) if mark.mark in _CLOSED_BY.get(stack[n].mark, "")), None
        )
        if partner is not None and (mark.mark in _OPENED_BY or stack[partner].mark == "„"):
            unmatched += stack[partner + 1 :]
            del stack[partner:]
        elif mark.mark in _CLOSED_BY:
            stack.append(mark)
        elif mark.mark == ")" and list_marks:
            list_marks -= 1
        else:
            unmatched.append(mark)
    yield from unmatched
    yield from stack


def _odd(number: int, unit: Unit) -> Iterator[Mark]:
    """The last of an odd number of straight quotation marks; behind a figure it may mean inches."""
    straight = [found.start() for found in re.finditer('"', unit.text)]
    if len(straight) % 2 and not any(at and unit.text[at - 1].isdigit() for at in straight):
        yield Mark('"', Span(number, straight[-1], straight[-1] + 1))


def _closes_earlier(mark: Mark, opened: list[Mark], prose: Prose) -> bool:
    """Whether a mark closes one of an earlier paragraph of its section, as a quotation of several paragraphs does."""
    if not opened or mark.mark not in _CLOSED_BY.get(opened[-1].mark, ""):
        return False
    earlier, own = prose.units[opened[-1].span.unit], prose.units[mark.span.unit]
    if earlier.section != own.section or earlier.sort not in {"paragraph", "item"}:
        return False
    opened.pop()
    return True


# Of two fashions


def _mixed(rule: Rule, prose: Prose) -> Iterator[Finding]:
    sorts = rule.data.get("in", USUAL)
    if "'" not in prose.text and '"' not in prose.text:
        return
    marks = sorted(
        (at, fashion)
        for fashion, expression in (("straight", _STRAIGHT), ("curly", _CURLY))
        for found in expression.finditer(prose.text)
        if prose.units[(at := prose.span(found.start(), found.end())).unit].sort in sorts
    )
    main = usual(fashion for _, fashion in marks)
    for at, fashion in marks:
        if fashion != main:
            yield found_at(rule, prose, at, _other(prose.units[at.unit].text, at.start), fashion=fashion, main=main)


def _other(text: str, at: int) -> str:
    """The same mark in the other fashion."""
    mark = text[at]
    if mark in "“”‘’":
        return '"' if mark in "“”" else "'"
    if mark == "'":
        return "’"
    return "“" if _OPENS.search(text[max(0, at - 1) : at]) else "”"


_CHECKS: dict[str, Callable[[Rule, Prose], Iterator[Finding]]] = {"unpaired": _unpaired, "mixed": _mixed}
