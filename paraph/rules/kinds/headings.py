"""`headings`: headings of two fashions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from paraph.records import NamedTuple
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
    """`case`: headings whose words have capitals beside headings whose words have none; words of `small` never count,
    words with one of `endings` are no names. `stop`: headings which end in a mark beside others which do not.
    """
    for sort in ("heading", "subheading"):
        numbers = [number for number, unit in prose.of(sort)]
        if len(numbers) > 1:
            yield from _CHECKS[rule.data["check"]](rule, prose, numbers)


class Words(NamedTuple):
    """What the words of a text say of the words of its headings."""

    small: frozenset[str]
    endings: tuple[str, ...]
    capital: Counter[str]
    """How often words have a capital where no sentence begins."""
    lower: Counter[str]

    def tells(self, word: str) -> bool:
        """Whether a capital is one of title case: the text mostly has the word without, and so it is no name."""
        if not word.istitle() or word.lower() in self.small:
            return False
        without = sum(self.lower[form] for form in {word.lower(), word.lower() + "s", word.lower().removesuffix("s")})
        return without > 2 * self.capital[word] or (not self.capital[word] and word.endswith(self.endings))


def _cases(rule: Rule, prose: Prose, numbers: list[int]) -> Iterator[Finding]:
    small = frozenset(rule.data["small"])
    if not any(_has_capitals(prose.units[number].text, small) for number in numbers):
        return
    body = "\n".join(unit.text for unit in prose.units if unit.sort in _BODY)
    heads = "\n".join(prose.units[number].text for number in numbers)
    lower = Counter(_SMALL.findall(f"{body}\n{heads}"))
    words = Words(small, tuple(rule.data["endings"]), Counter(_NAME.findall(body)), lower)
    headed = [Headed(number, _case(prose.units[number].text, words)) for number in numbers]
    main = usual(heading.case for heading in headed if heading.case not in {"", "mixed"})
    for number, case in headed:
        if main and case not in {"", main}:
            text = prose.units[number].text
            named = "mixed case" if case == "mixed" else case
            yield found_at(rule, prose, Span(number, 0, len(text)), _in_case(text, main, words), case=named, main=main)


def _has_capitals(text: str, small: frozenset[str]) -> bool:
    return text.isupper() or any(word.istitle() and word.lower() not in small for word in _WORD.findall(text)[1:])


def _case(text: str, words: Words) -> str:
    """The case of a heading; empty when its words do not tell."""
    if text.isupper():
        return "capitals" if len(text) > 5 or " " in text else ""
    rest = [word for word in _WORD.findall(text)[1:] if word.lower() not in words.small]
    lower = any(word.islower() for word in rest)
    if any(words.tells(word) for word in rest):
        return "mixed" if lower else "title case"
    return "sentence case" if lower else ""


def _in_case(text: str, main: str, words: Words) -> str:
    """A heading in another case; names and abbreviations keep their capitals."""
    if main == "capitals":
        return text.upper()
    if text.isupper():
        text = text.capitalize()

    def turned(found: re.Match[str]) -> str:
        word = found.group()
        if not found.start() or word.lower() in words.small:
            return word
        if main == "title case":
            return word[:1].upper() + word[1:]
        return word.lower() if words.tells(word) else word

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
