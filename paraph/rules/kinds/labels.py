"""`labels`: what the sections of a text are called: Article, Section, Paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paraph.records import NamedTuple
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import compiled, search
from paraph.rules.prose import Prose, Span

_LABEL = re.compile(r"(?:heading of )?(?P<word>[A-Z]\w*) (?:\d+|[IVXLC]+|[A-Z])\b")
_NAMED = r"(?:(?<=\s)|(?<=^)|(?<=[(,;]))(?P<at>{words})(?=\s+(?:\d|[IVX]+\b))"


class Label(NamedTuple):
    """What a section is called, and its first words: in the text itself its name may not stand."""

    word: str
    span: Span


def labels(prose: Prose) -> Iterator[Label]:
    """What each section is called which has a name with a number, in order."""
    section = 0
    for number, unit in enumerate(prose.units):
        if unit.section > section:
            section = unit.section
            if named := _LABEL.match(unit.where):
                yield Label(named["word"].capitalize(), Span(number, 0, len(unit.text)))


def labelled(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding for the first section which is called by one of `words`, and for each reference to a section by it."""
    forms: dict[str, str] = rule.data["words"]
    for label in labels(prose):
        if label.word.lower() in forms:
            yield found_at(rule, prose, label.span, found=label.word, instead=forms[label.word.lower()])._replace(replacement=None)
            break
    expression = compiled("(?im)" + _NAMED.format(words="|".join(map(re.escape, forms))))
    for found in search(rule, prose, expression):
        yield found_at(rule, prose, found.span, instead=forms[found.match["at"].lower()])
