"""`words`: words and phrases to avoid, each with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import search
from paraph.rules.prose import Prose


def words(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding for each form in `words`, in small letters or with capitals; `null` for one which nothing can stand for."""
    forms: dict[str, str | None] = rule.data["words"]
    for found in search(rule, prose, _any_of(tuple(forms))):
        written = found.match.group()
        instead = forms[" ".join(written.lower().split())]
        yield found_at(rule, prose, found.span, in_case_of(written, instead) if instead else None)


@lru_cache(maxsize=500)
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    spelt = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered)
    return re.compile(rf"(?<![\w-])(?:{spelt})(?![\w-])", re.IGNORECASE)


_SMALL = {"a", "an", "and", "in", "into", "not", "of", "on", "or", "the", "to", "upon"}
"""Words which a title leaves small."""


def in_case_of(written: str, instead: str) -> str:
    """A word with the capitals of the one for which it stands."""
    if written.isupper() and len(written) > 1:
        return instead.upper()
    words = written.split()
    if len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper():  # as in a title
        return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in instead.split())
    return instead[:1].upper() + instead[1:] if written[:1].isupper() else instead
