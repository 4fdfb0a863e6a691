"""`spelling`: a word or an ending which a text spells in two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import Found, search
from paraph.rules.kinds.usual import usual
from paraph.rules.kinds.words import in_case_of
from paraph.rules.prose import Prose, Unit

_PREFIXES = ("", "un", "re", "dis", "mis", "non", "over", "under", "pre", "out", "down", "up", "in", "im", "sub", "co")
"""What stands before a word which is always spelt in one way: resize, unsupervised."""
_SUBJECT = re.compile(r"\b(?:ON|CONCERNING|REGARDING|RELATING TO|[Oo]n|[Cc]oncerning|[Rr]egarding) ")
"""What follows it in a title is about something; what stands before it are names."""
_NAME_GOES_ON = re.compile(r"(?:\s+(?:of|for|on|and|the|in|to)\b){0,3}\s+[A-Z][a-z]")
_BEGINS = re.compile(r"(?:^|[.:;!?][”\"’)]?\s+)[“\"‘(\[]?$")


class Spelt(NamedTuple):
    """A word of the text, which of the spellings it follows, and how others have it."""

    found: Found
    group: int
    spelling: str
    others: dict[str, str]


def spelling(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding for each word which is not spelt as the draft asks, or else as the text spells most often.

    `suffix`: words which end in one of `endings` after one of `spellings`, as -ise and -ize, but for those in `left`.
    `variants`: words which have several spellings.
    """
    spelt = list(_CHECKS[rule.data["check"]](rule, prose))
    for group in dict.fromkeys(word.group for word in spelt):
        words = [word for word in spelt if word.group == group]
        names = {name for word in words for name in (word.spelling, *word.others)}
        main = prose.facts.spelling if prose.facts.spelling in names else usual(word.spelling for word in words)
        model = next((word.found.match.group() for word in words if word.spelling == main), "")
        for word in words:
            if word.spelling != main:
                instead = in_case_of(prose.text_at(word.found.span), word.others[main])
                yield found_at(rule, prose, word.found.span, instead, spelling=word.spelling, main=main, model=model)


# Endings


def _suffixes(rule: Rule, prose: Prose) -> Iterator[Spelt]:
    spellings: dict[str, str] = rule.data["spellings"]
    endings, left = tuple(rule.data["endings"]), _stems(tuple(rule.data.get("left", ())))
    names = {typed: name for name, typed in spellings.items()}
    for found in _words(rule, prose, _suffix(tuple(spellings.values()), endings)):
        stem, typed, ending = (part.lower() for part in found.match.group("stem", "typed", "ending"))
        if stem + typed not in left and len(stem) > 1:
            others = {name: stem + other + ending for name, other in spellings.items() if other != typed}
            yield Spelt(found, 0, names[typed], others)


@lru_cache(maxsize=100)
def _suffix(typed: tuple[str, ...], endings: tuple[str, ...]) -> re.Pattern[str]:
    ends = "|".join(sorted(endings, key=len, reverse=True))
    return re.compile(rf"\b(?P<stem>[a-z]{{1,24}}?)(?P<typed>{'|'.join(typed)})(?P<ending>{ends})\b(?!\.?[\w@])", re.IGNORECASE)


@lru_cache(maxsize=100)
def _stems(left: tuple[str, ...]) -> frozenset[str]:
    """The words which have one spelling, as far as their last e, with what may stand before them."""
    return frozenset(prefix + word.rstrip("e") for word in left for prefix in _PREFIXES)


# Words


def _variants(rule: Rule, prose: Prose) -> Iterator[Spelt]:
    forms = _forms(rule.id, _frozen(rule.data["variants"]))
    for found in _words(rule, prose, _any_of(tuple(forms))):
        group, typed, others = forms[" ".join(found.match.group().lower().split())]
        yield Spelt(found, group, typed, dict(others))


Form = tuple[int, str, tuple[tuple[str, str], ...]]


def _frozen(variants: list[dict[str, Any]]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple((tuple(one["spellings"]), tuple(one.get("words", ("*",))), tuple(one.get("endings", ("",)))) for one in variants)


@lru_cache(maxsize=50)
def _forms(_: str, variants: tuple[tuple[tuple[str, ...], ...], ...]) -> dict[str, Form]:
    """Every form in small letters, with the number of its group, its spelling and the other forms."""
    forms: dict[str, Form] = {}
    for group, (spellings, words, endings) in enumerate(variants):
        for word in words:
            for ending in endings:
                all_ = {typed: word.replace("*", typed) + ending for typed in spellings}
                for typed, form in all_.items():
                    forms[form] = (group, typed, tuple((other, it) for other, it in all_.items() if other != typed))
    return forms


@lru_cache(maxsize=50)
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    spelt = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"\b(?:{spelt})\b(?!\.?[\w@])", re.IGNORECASE)


# Names


def _words(rule: Rule, prose: Prose, expression: re.Pattern[str]) -> Iterator[Found]:
    """Where an expression stands, but for words of names."""
    for found in search(rule, prose, expression):
        unit = prose.units[found.span.unit]
        if not _is_of_name(unit, found.span.start, found.span.end):
            yield found


def _is_of_name(unit: Unit, start: int, end: int) -> bool:
    """Whether a word is of a name: it has a capital where nothing begins, or a name goes on behind it."""
    text, word = unit.text, unit.text[start:end]
    if unit.sort == "title" and not _SUBJECT.search(text, 0, start):
        return True
    if start and text[start - 1] in "@/_":
        return True
    if word.islower() or (word.isupper() and len(word) > 1):
        return False
    if not _BEGINS.search(text[max(0, start - 4) : start]):
        return not _is_after_hyphen(text, start)
    return not word.endswith("ing") and bool(_NAME_GOES_ON.match(text, end))


def _is_after_hyphen(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] == "-" and text[start - 2].islower()


_CHECKS: dict[str, Callable[[Rule, Prose], Iterator[Spelt]]] = {"suffix": _suffixes, "variants": _variants}
