"""The language rules: every rule finds what its bad examples hold, and nothing in its good ones."""

from __future__ import annotations

import pytest

from paraph.rules.book import Book
from paraph.rules.finding import Example, Finding, Rule
from paraph.rules.judge import Chosen, judge
from paraph.rules.of_text import prose_of_rows, rows_of_text
from tests.conftest import ROOT

BOOK = Book(ROOT / "rules")


def findings(rule: Rule, example: Example) -> list[Finding]:
    """What one rule finds in a text."""
    return judge(prose_of_rows(rows_of_text(example.text), example.facts), [Chosen(rule, "warning")])


def found_words(rule: Rule, example: Example) -> list[str]:
    prose = prose_of_rows(rows_of_text(example.text), example.facts)
    found = judge(prose, [Chosen(rule, "warning")])
    return [prose.units[at.unit].text[at.start : at.end] if (at := finding.span) else "" for finding in found]


def test_the_files_are_right() -> None:
    assert BOOK.all_problems() == ()
    assert len(BOOK.rules) > 1
    assert len(BOOK.profiles) > 1


def _cases(kind: str) -> list[object]:
    rules = BOOK.rules.values()
    return [pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in rules for n, example in enumerate(getattr(rule, kind), 1)]


@pytest.mark.parametrize(("rule", "example"), _cases("bad"))
def test_finds_what_is_bad(rule: Rule, example: Example) -> None:
    found = found_words(rule, example)
    assert found
    if example.found:
        assert example.found in found


@pytest.mark.parametrize(("rule", "example"), _cases("good"))
def test_leaves_what_is_good(rule: Rule, example: Example) -> None:
    assert found_words(rule, example) == []


@pytest.mark.parametrize("rule", BOOK.rules.values(), ids=BOOK.rules)
def test_says_what_to_do(rule: Rule) -> None:
    for example in rule.bad:
        for finding in findings(rule, example):
            assert finding.message
            assert finding.write
            assert finding.replacement is None or finding.replacement != ""
