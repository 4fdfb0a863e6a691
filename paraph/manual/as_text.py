"""The rules as text: a line for each, or one whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraph.catalogue.as_text import Paper
from paraph.manual import Entry, waiver
from paraph.rules.book import Book, Profile
from paraph.rules.finding import Example


def listed(found: Sequence[Entry], paper: Paper) -> Iterator[str]:
    """A line for each rule: id, severity, title."""
    wide = max((len(each.rule.id) for each in found), default=0)
    wide = max(wide, len("RULE"))
    yield paper.pale(f"{'RULE':{wide}}  {'SEVERITY':8}  TITLE")
    for each in found:
        yield f"{paper.strong(f'{each.rule.id:{wide}}')}  {each.severity:8}  {each.rule.title}"


def headed(profile: Profile, paper: Paper) -> Iterator[str]:
    """What stands above the rules of a profile."""
    yield paper.named(profile.id, profile.title)
    yield paper.wrapped(profile.source, "source: ", "  ")
    yield ""


def explained(each: Entry, book: Book, paper: Paper) -> Iterator[str]:
    """A rule whole: what it says, what to write, why, examples, profiles, and how to waive it."""
    rule = each.rule
    yield paper.named(rule.id, rule.title)
    safe = "; check --fix may mend it" if rule.safe else ""
    yield paper.pale(f"{each.severity}; {rule.kind}; {rule.place.path}{safe}")
    for name, text in (("says", rule.message), ("write", rule.write or _instead(each)), ("why", rule.why), ("source", rule.source)):
        if text:
            yield paper.named(name, text)
    yield from _examples("finds something in", rule.bad, paper)
    yield from _examples("finds nothing in", rule.good, paper)
    for name, levels in (("stricter for", each.stricter), ("milder for", each.milder)):
        if levels:
            words = ", ".join(f"{book.profiles[id].title} ({id}): {level}" for id, level in levels.items())
            yield paper.named(name, words)
    yield paper.named("to waive it in a draft", waiver(rule))


def _instead(each: Entry) -> str:
    words = each.rule.data.get("words", {})
    return "; ".join(f"{old}: {new}" for old, new in words.items() if new)


def _examples(name: str, examples: Sequence[Example], paper: Paper) -> Iterator[str]:
    yield paper.strong(f"{name}:")
    for example in examples:
        yield paper.wrapped(example.text, "  - ", "    ")
