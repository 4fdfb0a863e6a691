"""The kinds of rule and where they look: each key of a rule's file, on texts made for it."""

from __future__ import annotations

from typing import Any

import pytest

from paraph.problems import Place
from paraph.rules.finding import Finding, Rule
from paraph.rules.judge import Chosen, judge
from paraph.rules.kinds.needles import needles
from paraph.rules.of_text import prose_of_rows, rows_of_text
from paraph.rules.prose import Facts, Side

LONG = "".join(f"{n}. They do work {n}.\n\n" for n in range(1, 13))
FRAME = "# MEMORANDUM\n\n**NOTING** their ties;\n\nHave decided as follows:\n\n"


def rule(kind: str, id: str = "it", **data: Any) -> Rule:
    return Rule(id, "T", kind, "warning", "“{found}”", "", "", "S", safe=False, bad=(), good=(), data=data, place=Place("r", 1, 1))


def found(text: str, *rules: Rule, facts: Facts | None = None) -> list[tuple[str, str]]:
    """What the rules find: the words, and where."""
    prose = prose_of_rows(rows_of_text(text), facts)
    return [_told(finding, prose.units) for finding in judge(prose, [Chosen(each, "warning") for each in rules])]


def _told(finding: Finding, units: Any) -> tuple[str, str]:
    at = finding.span
    return (units[at.unit].text[at.start : at.end], units[at.unit].where) if at else ("", "")


CASES = [
    # text, kind, data, words found
    ("They shall meet. They Shall go.", "words", {"words": {"shall": "will"}}, ["shall", "Shall"]),
    ("They shall meet. They shall go.", "words", {"words": {"shall": "will"}, "once": True}, ["shall"]),
    ("A marshal met Marshall.", "words", {"words": {"shall": "will"}}, []),
    ("They shall  not meet.", "words", {"words": {"shall": "will", "shall not": "will not"}}, ["shall  not"]),
    ("Called “what we shall do”.", "words", {"words": {"shall": "will"}}, []),
    ("Called “what we shall do”.", "words", {"words": {"shall": "will"}, "quoted": True}, ["shall"]),
    ("İt shall be so.", "words", {"words": {"shall": "will"}}, ["shall"]),
    ("They shall meet. This is a letter.", "words", {"words": {"shall": "will"}, "unless-text": "(?i)LETTER"}, []),
    ("They shall meet.", "words", {"words": {"shall": "will"}, "when": "letter"}, []),
    ("They shall meet by letter.", "words", {"words": {"shall": "will"}, "when": "letter"}, ["shall"]),
    ("They laws in force.", "words", {"words": {"in force": "in effect"}, "unless": ["laws in force"]}, []),
    (f"{FRAME}1. A tie.", "words", {"words": {"ties": "x", "tie": "x"}, "in": ["recital"]}, ["ties"]),
    ("It ends\n\nhere.", "pattern", {"pattern": r"ends\s+here"}, []),
    ("It ends\n\nhere.", "pattern", {"pattern": r"ends\s+(?P<at>here)", "across": True}, ["here"]),
    ("It ends here.", "pattern", {"pattern": r"^It|here\.$"}, ["It", "here."]),
    (LONG, "missing", {"any": ["binding"], "least": 12}, [""]),
    (LONG, "missing", {"any": ["binding"], "least": 13}, []),
    (LONG + "It is not binding.", "missing", {"any": ["binding"], "least": 12}, []),
    ("## Binding\n\nThey meet.", "missing", {"any": ["(?i)binding"], "in": ["paragraph"]}, [""]),
    ("Article 1\n\nThey meet.\n\nArticle 2\n\nSee Article 1.", "labels", {"words": {"article": "Section"}}, ["They meet.", "Article"]),
    ("1. They meet, see the article 5 times.", "labels", {"words": {"article": "Section"}}, ["article"]),
    ("1. They write an article.", "labels", {"words": {"article": "Section"}}, []),
]


@pytest.mark.parametrize(("text", "kind", "data", "words"), CASES)
def test_kinds(text: str, kind: str, data: dict[str, Any], words: list[str]) -> None:
    assert [each for each, _ in found(text, rule(kind, **data))] == words


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("This memorandum of corporation", "memorandum of cooperation"),
        ("This Memorandum of Corporation", "Memorandum of Cooperation"),
        ("THIS MEMORANDUM OF CORPORATION", "MEMORANDUM OF COOPERATION"),
        ("Memorandum of corporation", "Memorandum of cooperation"),
    ],
)
def test_a_replacement_is_written_as_what_it_replaces(text: str, replacement: str) -> None:
    words = rule("words", words={"memorandum of corporation": "memorandum of cooperation"})
    prose = prose_of_rows(rows_of_text(f"1. It is said to be kept. {text} is what they sign."))
    assert [each.replacement for each in judge(prose, [Chosen(words, "warning")])] == [replacement]


FAMILIES = {"ours": ["Participant", "Participants", "will", "Section"], "theirs": ["Party", "Parties", "shall", "Article"]}
MIXES = [
    ("The Participants will meet. The Parties go. The Parties stay.", ["Parties"]),
    ("The Parties shall meet. The Parties go. The Participants stay.", ["Participants"]),
    ("The Participants meet. The Parties go.", ["Parties"]),
    ("Article 1\n\nThe Parties meet.\n\nSection 2\n\nThey go.", ["They go."]),
    ("The Participants will meet.", []),
    ("They meet.", []),
]


@pytest.mark.parametrize(("text", "words"), MIXES)
def test_families(text: str, words: list[str]) -> None:
    """Each strange word is named once, at its first place; what sections are called counts."""
    assert [each for each, _ in found(text, rule("families", families=FAMILIES))] == words


def test_a_rule_yields_to_one_which_objects_to_the_same_words() -> None:
    mixed = rule("families", "mixed", families=FAMILIES, yields=True)
    party = rule("words", "party", words={"parties": "participants"})
    text = "The Participants will meet. The Parties shall go."
    assert [words for words, _ in found(text, mixed)] == ["Parties", "shall"]
    assert [words for words, _ in found(text, mixed, party)] == ["Parties", "shall"]
    assert len(found("The Participants will meet. The Parties go.", mixed, party)) == 1


def test_names_of_parties_are_left_alone() -> None:
    facts = Facts(sides=(Side("Third Party Liability Board", "Japan"),))
    party = rule("words", words={"party": "participant"})
    assert found("The Third Party Liability Board is a party.", party, facts=facts) == [("party", "paragraph")]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?i)Shall", {"shall"}),
        (r"\b(?:in|within)\s+force\b", {"force"}),
        (r"(?:alpha|beta)\s+x", {"alpha", "beta"}),
        (r"(?:alpha|\w+)\s+x", set()),
        (r"(?:alpha)?\s+betas?", {"beta"}),
        (r"(?:alpha)+", {"alpha"}),
        (r"(?=alpha)\w", set()),
        (r"\w\s", set()),
    ],
)
def test_needles(pattern: str, words: set[str]) -> None:
    """What has to be in a text for an expression to match: never more than that."""
    assert needles(pattern) == words


def test_the_whole_set_is_linear() -> None:
    """A text ten times as long takes ten times as long, give or take the machine."""
    from time import perf_counter

    from paraph.rules.book import Book
    from tests.conftest import ROOT

    chosen = Book(ROOT / "rules").chosen(["general", "nl"])
    text = (ROOT / "tests" / "reference" / "japan-estonia-2022.md").read_text(encoding="utf-8")

    def takes(times: int) -> float:
        rows = rows_of_text(text) * times
        best = 9.9
        for _ in range(3):
            prose = prose_of_rows(rows)
            start = perf_counter()
            judge(prose, chosen)
            best = min(best, perf_counter() - start)
        return best

    assert takes(40) < takes(4) * 30
