"""Spelling, marks, lists, preamble and headings: what the examples of the rules cannot say."""

from __future__ import annotations

import pytest

from paraph.alone import build_alone
from paraph.draft import Draft
from paraph.pipeline import Assembler
from paraph.problems import Place
from paraph.render import Renderer
from paraph.resolve import resolve
from paraph.rules.book import Book
from paraph.rules.finding import Finding
from paraph.rules.judge import Chosen, judge
from paraph.rules.of_document import prose_of
from paraph.rules.of_text import prose_of_rows, rows_of_text
from paraph.rules.prose import Facts, Prose, Side, Sort, Unit
from paraph.source import read_source
from paraph.workspace import Workspace
from paraph.yaml_data import load_yaml
from tests.conftest import DRAFTS, ROOT

WORKSPACE = Workspace(ROOT)
KINDS = ("spelling", "pairs", "lists", "stops", "preamble", "headings")
RULES = [rule for rule in Book(ROOT / "rules").rules.values() if rule.kind in KINDS or rule.id.startswith(("spaces", "semicolon"))]
SIGNED = "japan-estonia-2022"


def found(prose: Prose, *ids: str) -> list[Finding]:
    return judge(prose, [Chosen(rule, "warning") for rule in RULES if not ids or rule.id in ids])


def words(prose: Prose, *ids: str) -> list[tuple[str, str | None]]:
    return [(prose.text_at(finding.span), finding.replacement) for finding in found(prose, *ids) if finding.span]


def of_text(text: str, facts: Facts | None = None) -> Prose:
    return prose_of_rows(rows_of_text(text), facts)


def units(*rows: tuple[Sort, str, str, int]) -> Prose:
    return Prose([Unit(sort, text, f"{sort} {n}", Place("", n, 1), mark, level) for n, (sort, mark, text, level) in enumerate(rows, 1)])


def of_draft(name: str) -> Prose:
    path = ROOT / "drafts" / f"{name}.yaml"
    data, _ = load_yaml(read_source(path, path.name))
    template = WORKSPACE.template(data.value["template"])
    assert template
    draft, _ = resolve(data, template, WORKSPACE.library)
    assert isinstance(draft, Draft)
    return prose_of(draft, Assembler(WORKSPACE).assemble(path).document)


# What is right


@pytest.mark.parametrize("template", WORKSPACE.template_names())
def test_clauses_are_clean(template: str) -> None:
    look, renderer = WORKSPACE.template(template), Renderer()
    assert look
    draft = resolve(load_yaml(read_source(ROOT / "drafts" / f"{SIGNED}.yaml", SIGNED))[0], look, WORKSPACE.library)[0]
    built = 0
    for id in WORKSPACE.library.ids():
        clause = WORKSPACE.library.clause(id)
        assert clause
        prose = prose_of(draft, build_alone(clause, look, WORKSPACE.library, renderer)[0])
        assert [(id, finding.rule.id, finding.message) for finding in found(prose)] == []
        built += len(prose.units) > 0
    assert built > 200


@pytest.mark.parametrize("name", [name for name in DRAFTS if name != SIGNED])
def test_drafts_are_clean(name: str) -> None:
    assert [(finding.rule.id, finding.message) for finding in found(of_draft(name))] == []


# Spelling


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They recognise it and organize it.", [("organize", "organise")]),
        ("They organize it and recognise it.", [("recognise", "recognize")]),
        ("STANDARDIZATION is organised. Organising it is RECOGNISED.", [("STANDARDIZATION", "STANDARDISATION")]),
        ("Unauthorized use is not authorised, and is unrecognised.", [("Unauthorized", "Unauthorised")]),
        ("They finalize it. The Authorised Office and the Organisation of Cities do not count.", []),
        ("They finalize it at finalise.org, or write to organise@example.org.", []),
        ("Oversized prizes and unsupervised exercises are no organizations.", []),
        ("Health-organised work and data-organized work and recognised work.", [("organized", "organised")]),
    ],
)
def test_endings(text: str, expected: list[tuple[str, str]]) -> None:
    assert words(of_text(text), "spelling-ise-ize") == expected


@pytest.mark.parametrize(("spelling", "expected"), [("-ise", "organize"), ("-ize", "recognise")])
def test_draft_asks_for_a_spelling(spelling: str, expected: str) -> None:
    text = "They recognise it." if spelling == "-ize" else "They organize it."
    (finding,) = found(of_text(text, Facts(spelling=spelling)), "spelling-ise-ize")
    assert finding.message == f"“{expected}” is spelt with {'-ise' if spelling == '-ize' else '-ize'}, but the draft asks for {spelling}"


def test_names_of_parties_do_not_count() -> None:
    text = "MEMORANDUM OF COOPERATION\n\nON SPELLING\n\nThe bureau of labor and the labour office meet. Labour matters."
    assert words(of_text(text), "spelling-variants") == [("labor", "labour")]
    assert words(of_text(text, Facts(sides=(Side("bureau of labor", "A"),))), "spelling-variants") == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("BETWEEN THE ORGANISATION FOR COOPERATION ON DIGITALIZATION", []),
        ("BETWEEN THE AGENCY ON DIGITALISATION", [("DIGITALISATION", "DIGITALIZATION")]),
    ],
)
def test_title_counts_behind_on(title: str, expected: list[tuple[str, str]]) -> None:
    prose = units(("title", "", title, 0), ("paragraph", "", "They organize and finalize it.", 0))
    assert words(prose, "spelling-ise-ize") == expected


def test_majority_of_each_word() -> None:
    text = "The programme is in colour. Its color is red, colour at large. A program runs. A programme ends. The center opens."
    assert words(of_text(text), "spelling-variants") == [("color", "colour"), ("program", "programme")]


# Marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan “A”, the “Plan B” and “C", "“"),
        ("The plan A” is kept.", "”"),
        ("The plan («A) is kept.", "«"),
        ("They meet (in May (or June).", "("),
        ("They meet in May). They talk.", ")"),
        ("a) They meet; b) they talk (in May; c) they write.", ""),
        ("The Participants’ and the states’ plans for the ’20s", ""),
        ("They meet (in May [or June]), see items a), b) and (c).", ""),
        ("A belt of 5\" and 6' is used.", ""),
    ],
)
def test_partners(text: str, expected: str) -> None:
    assert "".join(mark for mark, _ in words(of_text(text), "marks-unpaired")) == expected


def test_brackets_without_end() -> None:
    assert len(found(units(("paragraph", "", "[" * 20_000 + ")" * 20_000, 0)), "marks-unpaired")) == 40_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('“A” and "B" and the office\'s “C”.', [('"', "“"), ('"', "”"), ("'", "’")]),
        ('"A" and "B" and the office’s “C”.', [("’", "'"), ("“", '"'), ("”", '"')]),
        ("The states' plan “A”.", [("'", "’")]),
        ("The states’ plan, 5' long, is “A”.", []),
    ],
)
def test_fashions(text: str, expected: list[tuple[str, str]]) -> None:
    assert words(of_text(text), "marks-mixed") == expected


# Lists


def test_list_in_a_list() -> None:
    rows: list[tuple[Sort, str, str, int]] = [
        ("paragraph", "1.", "They will:", 0),
        ("item", "a)", "meet:", 1),
        ("item", "i)", "in May; and", 2),
        ("item", "ii)", "in June; and", 2),
        ("item", "b)", "talk; and", 1),
        ("item", "c)", "write.", 1),
    ]
    assert found(units(*rows)) == []
    rows[3] = ("item", "ii)", "in June.", 2)
    assert [(f.rule.id, f.span.unit) for f in found(units(*rows)) if f.span] == [("list-ends", 3)]


def test_item_of_two_paragraphs() -> None:
    prose = units(
        ("paragraph", "1.", "They will:", 0),
        ("item", "a)", "meet in May", 1),
        ("item", "", "or in June; and", 1),
        ("item", "b)", "write.", 1),
    )
    assert found(prose) == []


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (("meet;", "talk; and", "write."), []),
        (("meet,", "talk, and", "write."), []),
        (("meet", "talk; and", "write."), ["list-ends 1"]),
        (("meet; or", "talk.", "write."), ["list-ends 2"]),
        (("meet;", "talk", "write."), ["list-ends 2"]),
        (("meet;", "talk;", "write."), ["list-conjunction 2"]),
        (("meet;", "talk and", "write."), ["list-ends 2"]),
        (("meet;", "talk; and", "Write."), ["list-capitals 3"]),
        (("meet", "talk", "write"), ["list-unmarked 1"]),
        (("They meet.", "They talk.", "They write."), []),
    ],
)
def test_items(items: tuple[str, ...], expected: list[str]) -> None:
    rows: list[tuple[Sort, str, str, int]] = [("item", mark, text, 1) for mark, text in zip(("a)", "b)", "c)"), items, strict=True)]
    prose = units(("paragraph", "1.", "They will:", 0), *rows)
    assert [f"{finding.rule.id} {finding.span.unit}" for finding in found(prose) if finding.span] == expected


# Preamble and headings


def preamble(*recitals: str) -> Prose:
    rows: list[tuple[Sort, str, str, int]] = [("recital", "", text, 0) for text in recitals]
    return units(*rows, ("operative", "", "Have reached the following understanding:", 0))


@pytest.mark.parametrize(
    ("recitals", "expected"),
    [
        (("Recalling A;", "Noting B; and", "Wishing C;"), []),
        (("Recalling A;", "Noting B; and", "Wishing C,"), []),
        (("Recalling A;", "Noting B; and", "Wishing C."), ["recital-ends 2"]),
        (("Recalling A,", "Noting B, and", "Wishing C,"), []),
        (("Recalling A;", "Noting B,", "Aware of C; and", "Wishing D;"), ["recital-ends 1"]),
        (("Recalling A;", "Noting B;", "Wishing C;"), ["recital-and 1"]),
        (("Recalling A; and", "Noting B; and", "Wishing C;"), []),
        (("RECALLING A;", "Noting B; and", "WISHING TO C;"), ["recital-capitals 1"]),
        (("Recalling A;", "Bearing in mind B;", "In view of C; and", "Wishing D;"), ["recital-participle 2"]),
        (("WHEREAS A;", "WHEREAS B; and", "WHEREAS C;"), []),
        (("The Participants recall A.", "They note B.", "They wish C."), []),
    ],
)
def test_recitals(recitals: tuple[str, ...], expected: list[str]) -> None:
    assert [f"{finding.rule.id} {finding.span.unit}" for finding in found(preamble(*recitals)) if finding.span] == expected


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Areas of cooperation", "Final Provisions"), [("Final Provisions", "Final provisions")]),
        (("Final Provisions", "Areas of cooperation"), [("Areas of cooperation", "Areas of Cooperation")]),
        (("Scope", "Cooperation with Estonia", "Areas of cooperation"), []),
        (("Use of ICT", "Points of Contact", "Areas of cooperation"), []),
        (("AREAS", "FINAL PROVISIONS", "Areas of cooperation"), [("Areas of cooperation", "AREAS OF COOPERATION")]),
        (("Areas of cooperation", "Final provisions", "Settlement of Differences and costs"), [(
            "Settlement of Differences and costs", "Settlement of differences and costs")]),
    ],
)  # fmt: skip
def test_headings(headings: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    rows: list[tuple[Sort, str, str, int]] = [("heading", "", text, 0) for text in headings]
    body = "The cooperation with Estonia and its final provisions, differences and areas concern the Points of Contact."
    assert words(units(*rows, ("paragraph", "", body, 0)), "heading-case") == expected
