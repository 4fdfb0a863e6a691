"""`headings`: headings of two fashions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.usual import usual
from paraph.rules.prose import Prose, Span

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NAME = re.compile(r"(?<=[a-z,)’] )[A-Z][a-z]+|(?<=[“(])[A-Z][a-z]+")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_BODY = ("opening", "recital", "operative", "paragraph", "item", "cell", "note", "testimonium")


class Headed(NamedTuple):
    """A heading: its number among the units, and its case."""

    number: int
    case: str


def headings(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """`case`: headings whose words have capitals beside headings whose words have none; words of `small` never count.

    `stop`: headings which end in a mark beside others which do not.
    """
    for sort in ("heading", "subheading"):
        numbers = [number for number, unit in prose.of(sort)]
        if len(numbers) > 1:
            yield from _CHECKS[rule.data["check"]](rule, prose, numbers)


def _cases(rule: Rule, prose: Prose, numbers: list[int]) -> Iterator[Finding]:
    small = frozenset(rule.data["small"])
    if not any(_has_capitals(prose.units[number].text, small) for number in numbers):
        return
    body = "\n".join(unit.text for unit in prose.units if unit.sort in _BODY)
    heads = "\n".join(prose.units[number].text for number in numbers)
    names = frozenset(_NAME.findall(body))
    known = frozenset(_SMALL.findall(body)) | frozenset(_SMALL.findall(heads))
    headed = [Headed(number, _case(prose.units[number].text, small, names, known)) for number in numbers]
    main = usual(heading.case for heading in headed if heading.case not in {"", "mixed"})
    for number, case in headed:
        if main and case not in {"", main}:
            text = prose.units[number].text
            yield found_at(rule, prose, Span(number, 0, len(text)), _in_case(text, main, small, names, known), case=case, main=main)


def _has_capitals(text: str, small: frozenset[str]) -> bool:
    return text.isupper() or any(word.istitle() and word.lower() not in small for word in _WORD.findall(text)[1:])


def _case(text: str, small: frozenset[str], names: frozenset[str], known: frozenset[str]) -> str:
    """The case of a heading, empty when its words do not tell: a capital counts when the text has the word without."""
    if text.isupper():
        return "capitals" if len(text) > 5 or " " in text else ""
    words = [word for word in _WORD.findall(text)[1:] if word.lower() not in small]
    capital = [word for word in words if word.istitle() and word not in names and _is_known(word, known)]
    lower = [word for word in words if word.islower()]
    if capital:
        return "mixed" if lower else "title case"
    return "sentence case" if lower else ""


def _is_known(word: str, known: frozenset[str]) -> bool:
    lower = word.lower()
    return not known.isdisjoint((lower, lower + "s", lower.removesuffix("s")))


def _in_case(text: str, main: str, small: frozenset[str], names: frozenset[str], known: frozenset[str]) -> str:
    """A heading in another case; names and abbreviations keep their capitals."""
    if main == "capitals":
        return text.upper()
    if text.isupper():
        text = text.capitalize()

    def turned(found: re.Match[str]) -> str:
        word = found.group()
        if not found.start() or word.lower() in small:
            return word
        if main == "title case":
            return word[:1].upper() + word[1:]
        return word.lower() if word.istitle() and word not in names and _is_known(word, known) else word

    return _WORD.sub(turned, text)


def _stops(rule: Rule, prose: Prose, numbers: list[int]) -> Iterator[Finding]:
    stopped = [
        number for number in numbers if prose.units[number].text.rstrip().endswith((".", ":", ";", ",")) and not _abbreviated(prose, number)
    ]
    for number in stopped if len(stopped) * 2 <= len(numbers) else ():
        text = prose.units[number].text.rstrip()
        yield found_at(rule, prose, Span(number, len(text) - 1, len(text)))


def _abbreviated(prose: Prose, number: int) -> bool:
    return prose.units[number].text.rstrip().endswith(("etc.", "Inc.", "Ltd.", "Co."))


_CHECKS: dict[str, Callable[[Rule, Prose, list[int]], Iterator[Finding]]] = {"case": _cases, "stop": _stops}
