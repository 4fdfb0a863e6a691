"""What a rule finds: the words, what is wrong with them, and what to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from paraph.problems import Place, Severity
from paraph.records import NamedTuple
from paraph.rules.prose import Facts, Prose, Span

Level = Literal["error", "warning", "note", "off"]


class Example(NamedTuple):
    """A text in which the rule finds something, or nothing; what is found says which words.

    `facts` is what a draft would say beside the text.
    """

    text: str
    found: str = ""
    facts: Facts = Facts()


class Rule(NamedTuple):
    """One rule, as its file says it. `data` holds the keys which belong to its kind.

    In `message` and `write` stand `{found}` for the words found, and what else the kind says.
    """

    id: str
    title: str
    kind: str
    severity: Level
    message: str
    write: str
    why: str
    source: str
    safe: bool
    """Whether what to write can be put in place of what is found without a second thought."""
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    data: Mapping[str, Any]
    place: Place


class Finding(NamedTuple):
    """Something which a rule found. `span` is `None` when it is missing from the text as a whole."""

    rule: Rule
    span: Span | None
    message: str
    write: str
    replacement: str | None = None
    """What to put in place of the words, when that is certain."""
    severity: Severity = "warning"
    profiles: tuple[str, ...] = ()
    """The titles of the profiles which object; none when every one does."""


class _Values(dict[str, str]):
    """What a message may name; a name which the rule's kind does not know stays as it is typed."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def found_at(rule: Rule, prose: Prose, span: Span, replacement: str | None = None, **values: str) -> Finding:
    """A finding of some words of a unit, in the words of its rule."""
    words = prose.units[span.unit].text[span.start : span.end]
    values = _Values({"found": words, "write": replacement or "", **values})
    write = rule.write.format_map(values) if rule.write else (f"write “{replacement}”" if replacement else "")
    return Finding(rule, span, rule.message.format_map(values), write, replacement)


def missing(rule: Rule, **values: str) -> Finding:
    """A finding of something which the text lacks."""
    return Finding(rule, None, rule.message.format_map(_Values(values)), rule.write.format_map(_Values(values)))
