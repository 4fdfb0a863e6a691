"""`spelling`: a word or an ending which a text spells in two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from paraph.records import NamedTuple
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
        asked = prose.facts.spelling in names
        main = prose.facts.spelling if asked else usual(word.spelling for word in words)
        model = next((word.found.match.group() for word in words if word.spelling == main), "")
        because = f"the draft asks for {main}" if asked else f"the text mostly has {main}, as in “{model}”"
        for word in words:
            if word.spelling != main:
                instead = in_case_of(prose.text_at(word.found.span), word.others[main])
                yield found_at(rule, prose, word.found.span, instead, spelling=word.spelling, because=because)


# Endings


def _suffixes(rule: Rule, prose: Prose) -> Iterator[Spelt]:
    spellings: dict[str, str] = rule.data["spellings"]
    endings, left = tuple(rule.data["endings"]), _stems(tuple(rule.data.get("left", ())))
    names = {typed: name for name, typed in spellings.items()}
    if not prose.facts.spelling and not all(typed in prose.text.lower() for typed in names):
        return
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
    forms = _forms(tuple(Entry.of(entry) for entry in rule.data["variants"]))
    mixed = _mixed(forms, prose.text.lower())
    for found in _words(rule, prose, _any_of(mixed)) if mixed else ():
        form = forms[" ".join(found.match.group().lower().split())]
        yield Spelt(found, form.group, form.spelling, dict(form.others))


class Form(NamedTuple):
    """A form in small letters: the entry of `variants` which has it, its spelling, and the forms of the other spellings."""

    group: int
    spelling: str
    base: str
    """What it has without its ending."""
    others: tuple[tuple[str, str], ...]


class Entry(NamedTuple):
    """An entry of `variants`."""

    spellings: tuple[str, ...]
    words: tuple[str, ...]
    endings: tuple[str, ...]

    @classmethod
    def of(cls, entry: dict[str, list[str]]) -> Entry:
        """From the file of a rule."""
        return cls(tuple(entry["spellings"]), tuple(entry.get("words", ("*",))), tuple(entry.get("endings", ("",))))

    def forms(self, group: int) -> Iterator[tuple[str, Form]]:
        """Each form of each word."""
        for word in self.words:
            for ending in self.endings:
                spelt = {spelling: word.replace("*", spelling) + ending for spelling in self.spellings}
                for spelling, form in spelt.items():
                    yield (
                        form,
                        Form(group, spelling, word.replace("*", spelling), tuple(pair for pair in spelt.items() if pair[0] != spelling)),
                    )


@lru_cache(maxsize=50)
def _forms(variants: tuple[Entry, ...]) -> dict[str, Form]:
    """Every form which a rule knows, each once."""
    return dict(pair for group, entry in enumerate(variants) for pair in entry.forms(group))


def _mixed(forms: dict[str, Form], text: str) -> tuple[str, ...]:
    """The forms which stand in a text, of the entries which it spells in more ways than one. Most texts have none."""
    bases = frozenset(base for base in {what.base for what in forms.values()} if base in text)
    present = [(form, what) for form, what in forms.items() if what.base in bases and form in text]
    spellings: dict[int, set[str]] = {}
    for _, what in present:
        spellings.setdefault(what.group, set()).add(what.spelling)
    return tuple(form for form, what in present if len(spellings[what.group]) > 1)


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
