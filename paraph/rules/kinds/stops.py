"""`stops`: paragraphs without a full stop at their end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import compiled
from paraph.rules.prose import Prose, Span, Unit

_OPEN = re.compile(r"[^\W_][”\"’')\]»]*$")


def stops(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """A finding for each sentence of at least `least` words which ends in a letter, figure, quotation mark or bracket.

    A sentence matches `pattern`; addresses do not. What leads into a list or a table is left alone; so is a text whose
    paragraphs mostly have no stop.
    """
    sentence = compiled(rule.data["pattern"])
    left = rule.data.get("topics-left", ())
    paragraphs = [
        (number, unit)
        for number, unit in prose.of("paragraph")
        if unit.topic not in left and _is_sentence(unit, rule.data["least"], sentence) and not _leads(prose, number)
    ]
    open_ = [(number, unit) for number, unit in paragraphs if _OPEN.search(unit.text.rstrip(), max(0, len(unit.text) - 10))]
    if len(open_) * 2 > max(len(paragraphs), 2):
        return
    for number, unit in open_:
        text = unit.text.rstrip()
        at = Span(number, text.rfind(" ") + 1, len(text))
        yield found_at(rule, prose, at, text[at.start :] + ".")


def _is_sentence(unit: Unit, least: int, sentence: re.Pattern[str]) -> bool:
    words = unit.text.split()
    is_address = bool(words) and ("@" in words[-1] or "://" in words[-1] or words[-1].startswith("www."))
    return len(words) >= least and not is_address and bool(sentence.search(unit.text))


def _leads(prose: Prose, number: int) -> bool:
    """Whether a list, a table or the rest of the sentence follows."""
    following = prose.units[number + 1] if number + 1 < len(prose.units) else None
    if following is None:
        return False
    return following.sort in {"item", "cell"} or (following.sort == "paragraph" and following.text[:1].islower())
