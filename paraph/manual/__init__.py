"""The manual of the language rules: a rule as its files and the profiles have it, as text, as JSON and as a page."""

from __future__ import annotations

from collections.abc import Mapping

from paraph.records import NamedTuple
from paraph.rules.book import Book
from paraph.rules.finding import Level, Rule

GRAVE: tuple[Level, ...] = ("off", "note", "warning", "error")
"""From the least grave to the gravest."""


class Entry(NamedTuple):
    """A rule, how grave it is for the profile asked about, and the profiles which have it otherwise than the rule itself."""

    rule: Rule
    severity: Level
    otherwise: Mapping[str, Level]

    @property
    def stricter(self) -> dict[str, Level]:
        """The profiles which have it graver."""
        return {id: level for id, level in self.otherwise.items() if GRAVE.index(level) > GRAVE.index(self.rule.severity)}

    @property
    def milder(self) -> dict[str, Level]:
        """The profiles which have it less grave."""
        return {id: level for id, level in self.otherwise.items() if GRAVE.index(level) < GRAVE.index(self.rule.severity)}


def entry(book: Book, rule: Rule, profile: str = "") -> Entry:
    """A rule with what the profiles say of it."""
    levels = {id: book.level(rule, id) for id in book.profiles}
    severity = levels[profile] if profile else rule.severity
    return Entry(rule, severity, {id: level for id, level in levels.items() if level != rule.severity})


def entries(book: Book, profile: str = "") -> list[Entry]:
    """Every rule by its id; with a profile, those which are not off for it."""
    found = [entry(book, rule, profile) for _, rule in sorted(book.rules.items())]
    return [each for each in found if not profile or each.severity != "off"]


def waiver(rule: Rule) -> str:
    """What a draft says to keep a sentence to which a rule objects: the whole of it, and why it stays."""
    text = "" if rule.kind == "missing" else ", text: the whole sentence as it prints"
    return f"waivers: [{{rule: {rule.id}{text}, reason: why}}]"
