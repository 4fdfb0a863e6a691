"""The language rules on whole texts: the memorandum as it was signed, the other drafts, every clause of the library."""

from __future__ import annotations

import pytest

from paraph.alone import build_alone
from paraph.pipeline import Assembler
from paraph.render import Renderer
from paraph.rules.book import Book
from paraph.rules.judge import judge
from paraph.rules.of_document import prose_of_document
from paraph.rules.of_text import prose_of_rows, rows_of_text
from paraph.workspace import Workspace
from tests.conftest import DRAFTS, ROOT

BOOK = Book(ROOT / "rules")
WORKSPACE = Workspace(ROOT)
SIGNED = "japan-estonia-2022"
PHRASES = """
semicolon-before-bracket     opening
individually-the             opening
level-without-article        recital 2
achievement-without-article  recital 2
goals-without-article        recital 2
in-this-regard               recital 3
law-as-recital               recital 6
first-person                 recital 7
nor                          Section 1, paragraph 2
undertakings                 Section 1, paragraph 2
not-limited-to               Section 2, item a)
field-of-of                  Section 2, item b)
and-or                       Section 2, item e)
above-below                  Section 3, paragraph 3
each-their                   Section 4, paragraph 1
territory-of-agency          Section 4, paragraph 1
slips                        Section 4, paragraph 2
authorised-by-whom           Section 5, paragraph 2
confidential-which           Section 5, paragraph 2
nor                          Section 5, paragraph 2
notice-before-what           Section 6, paragraph 2
renewal-or-termination       Section 6, paragraph 2
validity                     Section 6, paragraph 4
contact-under-end            Section 6, paragraph 5
language-without-article     testimonium
date-comma                   testimonium
"""
"""What the rules of words and phrases find in the signed text, and where; nothing else of theirs."""
KINDS = {"words", "pattern", "clash", "missing", "families", "labels"}


def test_the_signed_text() -> None:
    text = (ROOT / "tests" / "reference" / f"{SIGNED}.md").read_text(encoding="utf-8")
    prose = prose_of_rows(rows_of_text(text))
    phrases = [each for each in BOOK.chosen(["jp-practice", "general"]) if each.rule.kind in KINDS]
    found = sorted((prose.units[each.span.unit].where if each.span else "", each.rule.id) for each in judge(prose, phrases))
    expected = [line.split(maxsplit=1) for line in PHRASES.strip().splitlines()]
    assert found == sorted((where, id) for id, where in expected)


@pytest.mark.parametrize("name", sorted(set(DRAFTS) - {SIGNED}))
def test_the_other_drafts_are_clean(name: str) -> None:
    document = Assembler(WORKSPACE).assemble(ROOT / "drafts" / f"{name}.yaml").document
    profiles = ["jp-practice", "general", *(["in"] if "india" in name else []), *(["fi"] if "finland" in name else [])]
    assert [each.message for each in judge(prose_of_document(document), BOOK.chosen(profiles))] == []


def test_the_clauses_are_clean() -> None:
    template, renderer, rules = WORKSPACE.template("bilateral"), Renderer(), BOOK.chosen(["general"])
    assert template
    objections = []
    for id in WORKSPACE.library.ids():
        clause = WORKSPACE.library.clause(id)
        assert clause
        document, _ = build_alone(clause, template, WORKSPACE.library, renderer)
        objections += [f"{id}: {each.message}" for each in judge(prose_of_document(document), rules)]
    assert objections == []
