"""The kinds of rule: for each, the Python which applies a rule of that kind to a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from paraph.rules.finding import Finding, Rule
from paraph.rules.kinds.capitals import capitals
from paraph.rules.kinds.defined_terms import defined_terms
from paraph.rules.kinds.families import families
from paraph.rules.kinds.headings import headings
from paraph.rules.kinds.labels import labelled
from paraph.rules.kinds.lists import lists
from paraph.rules.kinds.missing import missing_words, two_that_clash
from paraph.rules.kinds.numbers import numbers
from paraph.rules.kinds.order import order
from paraph.rules.kinds.pairs import pairs
from paraph.rules.kinds.patterns import patterns
from paraph.rules.kinds.preamble import preamble
from paraph.rules.kinds.references import references
from paraph.rules.kinds.signature_block import signature_block
from paraph.rules.kinds.signing import signing
from paraph.rules.kinds.spelling import spelling
from paraph.rules.kinds.stops import stops
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
    "spelling": spelling,
    "pairs": pairs,
    "lists": lists,
    "stops": stops,
    "preamble": preamble,
    "headings": headings,
    "defined-terms": defined_terms,
    "capitals": capitals,
    "numbers": numbers,
    "order": order,
    "references": references,
    "signing": signing,
    "signature-block": signature_block,
}
"""By the names which the files of rules use."""
