"""Two texts beside each other, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = re.compile(r"\n|[^\s]+")
CONTEXT = 6
"""How many words are shown on each side of a change."""

Stretch = tuple[str, str]
"""How a run of words stands in the two texts, "=", "-" or "+", and the words."""


def changed_words(then: str, now: str) -> list[Stretch]:
    """The words which both texts have, those which only the first has, and those which only the second has, in order."""
    old, new = _WORDS.findall(then), _WORDS.findall(now)
    found: list[Stretch] = []
    if not (old and new) or old == new:  # which also spares difflib, which takes as long to import as all else to compare
        return [(sign, " ".join(words)) for sign, words in (("=" if old == new else "-", old), ("+", new if old != new else [])) if words]
    from difflib import SequenceMatcher

    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("=", " ".join(old[a:b])))
        else:
            found += [(sign, " ".join(words)) for sign, words in (("-", old[a:b]), ("+", new[c:d])) if words]
    return found


def with_breaks(stretches: list[Stretch]) -> list[Stretch]:
    """The same with a mark for each end of a paragraph which one of the texts lacks, where they share words."""
    if all(sign != "=" for sign, _ in stretches):
        return stretches
    return [(sign, words if sign == "=" else words.replace("\n", "¶\n")) for sign, words in stretches]


def shown_words(stretches: list[Stretch], *, colour: bool) -> str:
    """The changes with the words around them, as [-old-] {+new+} or, in colour, red and green."""
    return " ".join(_shown(with_breaks(stretches), colour=colour)).replace(" \n ", "\n").replace("\n ", "\n").replace(" \n", "\n")


def _shown(stretches: list[Stretch], *, colour: bool) -> Iterator[str]:
    for number, (sign, text) in enumerate(stretches):
        words = text if text.strip("¶ \n") or sign == "=" else "¶" * text.count("¶")
        if sign == "-":
            yield f"\033[31;9m{words}\033[0m" if colour else f"[-{words}-]"
        elif sign == "+":
            yield f"\033[32m{words}\033[0m" if colour else f"{{+{words}+}}"
        elif len(stretches) == 1:
            yield words
        else:
            yield _cut(words, first=number == 0, last=number == len(stretches) - 1)


def _cut(text: str, *, first: bool, last: bool) -> str:
    """A text which both have, less what is far from any change."""
    words = text.split(" ")
    before, after = ([] if first else words[:CONTEXT]), ([] if last else words[-CONTEXT:])
    if len(before) + len(after) >= len(words):
        return text
    return " ".join((*before, "…", *after))
