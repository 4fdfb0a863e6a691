"""What the rules read off a text: its definitions, its sides, its numbers; and what they find in the signed reference text."""

from __future__ import annotations

import time

import pytest

from paraph.rules.book import Book
from paraph.rules.definitions import definitions, fits, instrument_term, side_terms
from paraph.rules.judge import Chosen, judge
from paraph.rules.numbered import numbered
from paraph.rules.of_text import prose_of_rows, rows_of_text
from paraph.rules.prose import Prose
from paraph.rules.sides import sides
from tests.conftest import ROOT

BOOK = Book(ROOT / "rules")
KINDS = ("defined-terms", "capitals", "references", "order", "numbers", "signing", "signature-block")
RULES = [rule for rule in BOOK.rules.values() if rule.kind in KINDS]


def prose_of_text(text: str) -> Prose:
    return prose_of_rows(rows_of_text(text))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The Participants will meet (once a year) in the “Hall of Mirrors”.", []),
        ("It is published (in the “Official Gazette”, or online).", []),
        ("a side (hereinafter referred to individually as a “Side” and collectively as the “Sides”)", ["Side", "Sides"]),
        ("the two sides, hereinafter also referred to collectively as “the Participants”, will", ["Participants"]),
        ('both ministries (hereinafter jointly "both Ministries")', ["Ministries"]),
        ("the agencies (hereinafter the Participants) will", ["Participants"]),
        ("on the one side (the “Chilean Side”), the ministry (“MoH”)", ["Chilean Side", "MoH"]),
        ("Information and Communication Technology (ICT) and Points of Contact (POCs)", ["ICT", "POCs"]),
        ("“Incident” and “event” mean what harms; “data” has the meaning of the law", ["Incident", "event", "data"]),
        ("These words have the following meanings:\n\n- Goods: what moves\n- Officer: who serves", ["Goods", "Officer"]),
    ],
)
def test_definitions(text: str, terms: list[str]) -> None:
    prose = prose_of_text(f"Section 1\n\n{text}")
    found = definitions(prose)
    assert [definition.term for definition in found] == terms
    assert [prose.text[definition.start : definition.end] for definition in found] == terms


@pytest.mark.parametrize(
    ("term", "noun", "expected"),
    [
        ("MoC", "in this Memorandum of Cooperation", True),
        ("MoC", "in this Memorandum of Cooperation on Trade between A and B", True),
        ("MoC", "Have reached the following common recognition", False),
        ("MoU", "in this Memorandum of Cooperation", False),
        ("DFFT", "the concept of the Data Free Flow with Trust", True),
        ("Memorandum", "in this Memorandum of Cooperation", True),
        ("Arrangement", "have decided as follows", False),
    ],
)
def test_a_short_form_fits(term: str, noun: str, expected: bool) -> None:
    assert fits(term, noun) is expected


OPENING = (
    "The Ministry of Health of Japan and the Ministry of Health of Chile (hereinafter individually a “Side” and collectively the “Sides”),"
)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (f"{OPENING}\n\nHave reached the following understanding in this Memorandum (hereinafter “MoC”):", "MoC"),
        (f"{OPENING}\n\nHave reached the following understanding:", ""),
        (f"{OPENING}\n\nHave decided:\n\n1. The aim of this Memorandum of Understanding (“MoU”) is help.", ""),
        (
            f"MEMORANDUM OF UNDERSTANDING\n\n{OPENING}\n\nHave decided:\n\n1. The aim of this Memorandum of Understanding (“MoU”) is help.",
            "MoU",
        ),
    ],
)
def test_the_instruments_short_form(text: str, term: str) -> None:
    prose = prose_of_text(text)
    assert instrument_term(prose) == term
    assert side_terms(prose) == ("Side", "Sides")


@pytest.mark.parametrize(
    ("opening", "states"),
    [
        (OPENING, ["Japan", "Chile"]),
        (
            "The Ministry of Health of Peru, the Ministry of Health of Chile, and the Ministry of Health of Japan,",
            ["Peru", "Chile", "Japan"],
        ),
        (
            "The Home Office of Great Britain and Northern Ireland and the Ministry of Justice of the Republic of Rwanda,",
            ["Great Britain and Northern Ireland", "Rwanda"],
        ),
        (
            "The Ministry of Health of Japan and the Ministry of Trade of Japan, on the one side, and the Ministry of Health of Chile,",
            ["Japan", "Chile"],
        ),
        ("The Ministry of Health of Japan and the Ministry of Trade of Japan, together the ministries of one state,", []),
        ("Singapore and Korea share an interest in digital trade and will make a beginning with it, as both have said before,", []),
    ],
)
def test_sides_of_an_opening(opening: str, states: list[str]) -> None:
    prose = prose_of_text(f"{opening}\n\nHave reached the following understanding:")
    assert [called.state for called in sides(prose)] == states


def test_numbers_of_a_text() -> None:
    prose = prose_of_text("Section 1 Aim\n\n1. One\n\n2. Two:\n\na) first\n\nb) second\n\nSection 2 End\n\n1. Three")
    known = numbered(prose)
    assert known.sections == {"Section": {"1", "2"}}
    assert known.paragraphs == {("Section", "1"): {"1", "2"}, ("Section", "2"): {"1"}}
    assert not known.continuous
    assert {mark for marks in known.items.values() for mark in marks} == {"a", "b"}


@pytest.mark.parametrize(
    "words",
    ["(", "“", "hereinafter ", "hereinafter referred to as a ", "the a ", "Aaaa Bbbb ", "two two two ", "3 (a ", "this Memorandum of ",
     "“a” and ", "of the ", "paragraph 1 of ", "Section 1.1, paragraph ", "ABC ", "MoC (MoC) ", "the Participants ", "For "],
)  # fmt: skip
def test_takes_its_time_in_proportion(words: str) -> None:
    body = words * (24_000 // len(words))
    prose = prose_of_text(
        f"MEMORANDUM OF COOPERATION\n\n{OPENING}\n\nHave decided:\n\n1. {body}\n\nSigned at Tokyo in two originals. {body}"
    )
    begun = time.perf_counter()
    judge(prose, [Chosen(rule, "warning") for rule in RULES])
    assert time.perf_counter() - begun < 4  # where an expression runs away, it is minutes
