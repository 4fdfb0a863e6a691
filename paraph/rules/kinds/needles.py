"""Words without which an expression cannot match: a text which holds none of them need not be searched.

Most rules find nothing in most texts, and to look for a word is fifty times as fast as to look for an expression.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any

_MOST = 40
"""Beyond so many words it is as fast to search."""


@lru_cache(maxsize=1_000)
def needles(pattern: str) -> frozenset[str]:
    """Words in small letters, one of which is in whatever an expression matches; none when there are no such words."""
    try:
        parsed = import_module("re._parser").parse(pattern)
    except (ImportError, AttributeError):  # a Python which keeps it elsewhere: every text is searched
        return frozenset()
    found = _of_sequence(parsed)
    return found if _length(found) > 1 and len(found) <= _MOST else frozenset()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Of what follows one another all is there: so the words of the part which is rarest, for which length stands."""
    known: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        if str(kind) == "LITERAL":
            run += chr(value).lower()
            continue
        known.append(frozenset([run]))
        run = ""
        known.append(_of_part(str(kind), value))
    known.append(frozenset([run]))
    return max(known, key=_length)


def _of_part(kind: str, value: Any) -> frozenset[str]:
    if kind == "SUBPATTERN":
        return _of_sequence(value[-1])
    if kind == "BRANCH":
        branches = [_of_sequence(branch) for branch in value[1]]
        return frozenset().union(*branches) if all(map(_length, branches)) else frozenset()
    if kind in {"MAX_REPEAT", "MIN_REPEAT"} and value[0] > 0:
        return _of_sequence(value[-1])
    return frozenset()


def _length(words: frozenset[str]) -> int:
    return min(map(len, words), default=0)
