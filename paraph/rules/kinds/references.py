"""`references`: references to what a text does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from paraph.rules.definitions import is_whole
from paraph.rules.finding import Finding, Rule, found_at
from paraph.rules.kinds.search import Found, compiled, search
from paraph.rules.numbered import Numbered, Place, numbered
from paraph.rules.prose import Prose, Span

_PART = re.compile(r"\s+(?:and|or)\s+(?:in\s+)?|,\s+")
_LAST = re.compile(r".*\b(?:the|such|any|these|those|all|other)\s+")


def references(rule: Rule, prose: Prose) -> Iterable[Finding]:
    """Findings of what `check` names: a unit which is not there, or a noun which the section referred to does not have.

    A text whose title `leave` matches speaks of another instrument's units.
    """
    title = " ".join(unit.text for _, unit in prose.of("title")).casefold()
    if not is_whole(prose) or any(word in title for word in rule.data.get("leave", ())):
        return ()
    return _CHECKS[rule.data["check"]](rule, prose, numbered(prose))


def _unit(rule: Rule, prose: Prose, known: Numbered) -> Iterator[Finding]:
    for found in search(rule, prose, compiled(rule.data["pattern"])):
        lacking = _lacking(prose, known, found)
        if lacking:
            yield found_at(rule, prose, found.span, lacking=lacking)


def _lacking(prose: Prose, known: Numbered, found: Found) -> str:
    """What a reference names and the text does not have; nothing where that cannot be told."""
    given = {name: value for name, value in found.match.groupdict().items() if value}
    here = known.places[found.span.unit]
    kind, number = given.get("kind", "").capitalize(), given.get("number", "")
    if kind in ("Annex", "Schedule", "Appendix"):
        there = number in known.sections.get(kind, ()) or _headed(prose, f"{kind} {number}")
        return "" if there else f"{kind} {number}"
    if kind and number not in known.sections.get(kind, (number,)):
        return f"{kind} {number}"
    paragraph = given.get("before") or given.get("dotted") or given.get("paragraph") or given.get("alone") or ""
    section = (kind, number) if kind else here[:2]
    if kind == "Paragraph" or (kind and kind not in known.sections):
        return ""
    numbers = known.paragraphs.get(section, set())
    if "alone" in given:
        numbers = numbers | known.sections.get("Paragraph", set()) | (known.all_paragraphs if known.continuous else set())
    if paragraph and numbers and paragraph not in numbers:
        return f"paragraph {paragraph}" + (f" of {kind} {number}" if kind else "")
    item = given.get("item", "").lower()
    items = known.items.get(Place(*section, paragraph), set())
    return f"item ({item})" if item and items and item not in items and not known.continuous else ""


def _headed(prose: Prose, name: str) -> bool:
    """Whether a heading begins with a name, in capitals or small letters. Annexes may stand behind the signatures."""
    headings = (unit.text for unit in prose.units if len(unit.text) < 100 and not unit.text.endswith((".", ";")))
    return any(text.casefold().startswith(name.casefold()) for text in headings)


def _noun(rule: Rule, prose: Prose, known: Numbered) -> Iterator[Finding]:
    left = frozenset(rule.data["leave-nouns"])
    for found in search(rule, prose, compiled(rule.data["pattern"])):
        words = known.words.get((found.match["kind"], found.match["number"]))
        if words is None:
            continue
        text, start = found.match["phrase"], prose.span(*found.match.span("phrase"))
        for noun, offset in _nouns(text):
            if noun not in left and not words.intersection(_forms(noun)):
                span = Span(start.unit, start.start + offset, start.start + offset + len(noun))
                yield found_at(rule, prose, span, section=found.match["reference"])


def _nouns(phrase: str) -> Iterator[tuple[str, int]]:
    """The nouns of “the areas of work and the forms”, with where they stand: areas, forms."""
    begin = 0
    for part in [*_PART.finditer(phrase), None]:
        end = part.start() if part else len(phrase)
        text = phrase[begin:end]
        last = _LAST.match(text)
        head = re.split(r"\s+(?:of|for|in|on)\b", text[last.end() if last else 0 :])[0].rstrip()
        at = begin + (last.end() if last else 0) + (head.rfind(" ") + 1)
        noun = head.rpartition(" ")[2]
        if noun.isalpha() and noun.islower():
            yield noun, at
        begin = part.end() if part else end


def _forms(noun: str) -> set[str]:
    """A noun in the singular and the plural."""
    singular = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("es") if noun.endswith("sses") else noun.removesuffix("s")
    plural = singular[:-1] + "ies" if singular.endswith("y") else singular + "s"
    return {noun, singular, plural}


_CHECKS: dict[str, Callable[[Rule, Prose, Numbered], Iterator[Finding]]] = {"unit": _unit, "noun": _noun}
