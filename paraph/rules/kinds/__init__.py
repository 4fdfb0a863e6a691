"""The kinds of rule: for each, the Python which applies a rule of that kind to a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from paraph.rules.finding import Finding, Rule
from paraph.rules.kinds.families import families
from paraph.rules.kinds.labels import labelled
from paraph.rules.kinds.missing import missing_words, two_that_clash
from paraph.rules.kinds.patterns import patterns
from paraph.rules.kinds.words import words
from paraph.rules.prose import Prose

Kind = Callable[[Rule, Prose], Iterable[Finding]]

KINDS: dict[str, Kind] = {
    "words": words,
    "pattern": patterns,
    "families": families,
    "labels": labelled,
    "missing": missing_words,
    "clash": two_that_clash,
}
"""By the names which the files of rules use."""
