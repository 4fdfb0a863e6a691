"""The rules as a page in Markdown, docs/rules.md: every rule, every profile, and what a maintainer can write."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence

from paraph.manual import Entry, entries
from paraph.rules.book import Book, Profile
from paraph.rules.finding import Example
from paraph.rules.kinds import KINDS
from paraph.validate import Schema

_INTRO = """# Language rules

`check` reads a text as a legal adviser does: for the language of treaties, for loose terms and for slips. Each rule is a file in
`rules/`, and each profile, one for a state whose guidance is known, a file in `rules/profiles/`. A draft's parties select the
profiles; of a rule on which they differ the strictest counts, and the finding names those who object.

This page is made from those files by `tools/rules_page.py`; a test holds it to them. `paraph rules` lists the rules, and
`paraph rules ID` explains one. How to add a rule is told in [CONTRIBUTING.md](../CONTRIBUTING.md).
"""


def page(book: Book, schema: Schema) -> str:
    """The page; `schema` is that of a rule's file."""
    found = entries(book)
    parts = (_profiles(book), _contents(found), *(_rule(each, book) for each in found), _kinds(), _keys(schema))
    return _INTRO + "".join(f"{line}\n" for part in parts for line in ("", *part))


def _profiles(book: Book) -> Iterator[str]:
    yield "## Profiles"
    yield ""
    yield "| profile | states | source | where it differs |"
    yield "| --- | --- | --- | --- |"
    for profile in book.profiles.values():
        states = ", ".join(profile.states) or "all which have none of their own"
        yield f"| {profile.title} (`{profile.id}`) | {states} | {_cell(profile.source)} | {_differs(profile)} |"


def _differs(profile: Profile) -> str:
    levels: dict[str, list[str]] = {}
    for id, level in profile.rules.items():
        levels.setdefault(level, []).append(f"[{id}](#{id})")
    return "; ".join(f"{level}: {', '.join(ids)}" for level, ids in levels.items()) or "nowhere"


def _contents(found: Sequence[Entry]) -> Iterator[str]:
    yield "## Rules"
    yield ""
    yield "| rule | severity | |"
    yield "| --- | --- | --- |"
    for each in found:
        yield f"| [{each.rule.id}](#{each.rule.id}) | {each.severity} | {_cell(each.rule.title)} |"


def _rule(each: Entry, book: Book) -> Iterator[str]:
    rule = each.rule
    yield f"### {rule.id}"
    yield ""
    yield f"**{rule.title}** ({', '.join(filter(None, (rule.severity, rule.kind, 'safe to mend' if rule.safe else '')))})."
    yield from filter(None, (rule.why,))
    yield ""
    yield f"- says: {_typed(rule.message)}"
    words: Mapping[str, str | None] = rule.data.get("words", {})
    instead = "; ".join(f"{old} → {new}" for old, new in words.items() if new)
    yield from (f"- {name}: {_typed(text)}" for name, text in (("write", rule.write), ("instead", instead)) if text)
    yield f"- source: {rule.source}"
    levels = ", ".join(f"{book.profiles[id].title} {level}" for id, level in each.otherwise.items())
    if levels:
        yield f"- otherwise: {levels}"
    yield from (f"- finds something in: {_example(example)}" for example in rule.bad)
    yield from (f"- finds nothing in: {_example(example)}" for example in rule.good)


def _kinds() -> Iterator[str]:
    yield "## Kinds"
    yield ""
    yield "The kind of a rule names the Python which applies it."
    yield ""
    for name, kind in KINDS.items():
        yield f"- `{name}`: {_flat(inspect.getdoc(kind) or '')}"


def _keys(schema: Schema) -> Iterator[str]:
    yield "## What a rule's file can say"
    yield ""
    yield "| key | says |"
    yield "| --- | --- |"
    required = schema["required"]
    for key, about in schema["properties"].items():
        needed = " (every rule)" if key in required else ""
        yield f"| `{key}`{needed} | {_cell(about.get('description', ''))} |"


def _example(example: Example) -> str:
    return f"“{_typed(_flat(example.text))}”"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _typed(text).replace("|", "\\|")


def _typed(text: str) -> str:
    """A text whose characters mean nothing in Markdown."""
    return text.replace("*", "\\*").replace("<", "&lt;").replace("_", "\\_").replace("#", "\\#")
