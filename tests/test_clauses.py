"""`clauses`: what is listed of the library, in which order, and where clauses are used."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from paraph import catalogue
from paraph.catalogue import as_text
from paraph.catalogue.as_text import Paper
from paraph.catalogue.search import search, spots
from paraph.catalogue.usage import Usage, mentions
from paraph.library import Library
from paraph.workspace import Workspace
from tests.conftest import ROOT, paraph
from tests.test_cli import in_a_terminal

CLAUSE = """---
title: {title}
summary: {summary}
status: {status}
rank: {rank}
{more}---
{text}
"""


def clause(root: Path, id: str, **fields: str) -> None:
    path = root / "clauses" / f"{id}.md"
    path.parent.mkdir(exist_ok=True)
    given = {"title": "Title", "summary": "Summary.", "status": "approved", "rank": "acceptable", "more": "", "text": "It stands."}
    path.write_text(CLAUSE.format(**{**given, **fields}), encoding="utf-8")


def told(root: Path, *arguments: str, code: int = 0) -> str:
    ran = paraph("clauses", *arguments, cwd=root)
    assert (ran.code, ran.err if code == 0 else "") == (code, ""), ran.err
    return ran.out


def asked(root: Path, *arguments: str) -> Any:
    return json.loads(told(root, *arguments, "--json"))


@pytest.fixture
def few(copied: Path) -> Path:
    """A workspace with a topic of our own, one of each rank and status."""
    clause(copied, "tea/b-second", rank="preferred", title="Green", summary="Served hot.")
    clause(copied, "tea/a-third", rank="acceptable", status="proposed", text='As in {{ ref("areas") }}.')
    clause(copied, "tea/a-first", rank="preferred", status="retired", more="instead: tea/b-second\n")
    clause(copied, "tea/z", rank="last-resort", more="requires: [duration]\nexcludes: [duration/fixed]\npairs-with: [tea/b-second]\n")
    return copied


# Topics


def test_topics_with_their_preferred_alternatives() -> None:
    out = told(ROOT).splitlines()
    assert out[0].split() == ["TOPIC", "CLAUSES", "PREFERRED"]
    rows = [line.split() for line in out[1:]]
    library = Library(ROOT / "clauses")
    assert [row[0] for row in rows] == list(library.topics())
    assert [int(row[1]) for row in rows] == [len(library.alternatives(topic)) for topic in library.topics()]
    assert ["duration", str(len(library.alternatives("duration"))), "renewing"] in rows
    assert "parties" not in library.topics()
    assert [line.index(f"{row[1]}  ") + len(row[1]) for line, row in zip(out[1:], rows, strict=True)] == [
        out[0].index("  PREFERRED")
    ] * len(rows)


def test_a_retired_clause_is_not_what_a_topic_prefers(few: Path) -> None:
    found = {topic.name: topic for topic in catalogue.topics(Library(few / "clauses")).topics}
    assert found["tea"] == ("tea", 4, "b-second")
    assert found["areas"].preferred == ""
    assert {"topic": "tea", "alternatives": 4, "preferred": "b-second"} in asked(few)
    (areas,) = [entry for entry in asked(few) if entry["topic"] == "areas"]
    assert areas["preferred"] is None


# A topic


def test_alternatives_stand_as_one_chooses_them(few: Path) -> None:
    names = [line.split()[0] for line in told(few, "tea").splitlines() if re.match(r"[a-z]", line)][1:]
    assert names == ["b-second", "a-third", "z", "a-first"]
    out = told(few, "tea")
    assert "b-second  preferred    approved  no drafts  Green\n    Served hot.\n" in out
    assert "    Summary. (pick tea/b-second)\n" in out


@pytest.mark.parametrize(
    ("topic", "drafts"),
    [
        ("duration", {"renewing": 1, "fixed": 1, "indefinite": 0}),
        ("title", {"between-parties": 2}),  # the template picks it for both
        ("operative", {"common-recognition": 1, "common-understanding": 1}),
        ("areas", {"other-areas": 2, "cybersecurity": 1, "emerging-technology": 1}),
        ("definitions", {"single-term": 1, "list-of-terms": 0}),  # twice in one draft
    ],
)
def test_drafts_are_counted(copied: Path, topic: str, drafts: dict[str, int]) -> None:
    usage = Usage(Workspace(copied))
    assert {name: usage.count(f"{topic}/{name}") for name in drafts} == drafts
    for name, count in drafts.items():
        words = "1 draft " if count == 1 else f"{count or 'no'} drafts"
        assert re.search(rf"^{name} .* {words}", told(copied, topic), flags=re.MULTILINE), name


def test_a_draft_which_leaves_a_topic_out_is_not_counted(copied: Path) -> None:
    before = Usage(Workspace(copied)).count("title/between-parties")
    draft = copied / "drafts" / "japan-finland.yaml"
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("\nclauses:\n", "\nclauses:\n  title: {omit: The cover says it.}\n"), encoding="utf-8")
    assert Usage(Workspace(copied)).count("title/between-parties") == before - 1


def test_a_topic_as_json(few: Path) -> None:
    found = asked(few, "tea")
    assert list(found) == ["topic", "stands-in", "alternatives", "faulty"]
    assert found["alternatives"][0] == {
        "id": "tea/b-second", "title": "Green", "summary": "Served hot.", "rank": "preferred", "status": "approved",
        "instead": None, "file": "clauses/tea/b-second.md", "drafts": 0,
    }  # fmt: skip
    assert found["alternatives"][3]["instead"] == "tea/b-second"
    placed = asked(few, "duration")
    assert placed["stands-in"][0].keys() == {"template", "section", "heading"}


# A clause


def test_a_clause_whole() -> None:
    out = told(ROOT, "duration/renewing")
    for piece in (
        "duration/renewing: Automatic renewal\npreferred, approved; clauses/duration/renewing.md\n",
        "\nguidance    For standing cooperation. ",
        "\nsource      Japan–Estonia MoC (2022), Section 6(2)\n",
        "\n  initial_years: First term in years (a whole number, 1 to 99)\n      as in 3\n",
        "\n  This {{ instrument }} will continue for a period of {{ initial_years | years }}.\n",
    ):
        assert piece in out, piece
    (line,) = re.findall(r"^  picked in drafts/japan-estonia-2022\.yaml:(\d+)$", out, flags=re.MULTILINE)
    text = (ROOT / "drafts" / "japan-estonia-2022.yaml").read_text(encoding="utf-8").split("\n")
    assert "renewing" in text[int(line) - 1]


@pytest.mark.parametrize(
    ("id", "pieces"),
    [
        ("tea/z", ["\nrequires    duration\n", "\nexcludes    duration/fixed\n", "\npairs with  tea/b-second\n", "\nused\n  nowhere\n"]),
        (
            "tea/b-second",
            ["  tea/z pairs with it, clauses/tea/z.md:8\n", "  tea/a-first is retired in its favour, clauses/tea/a-first.md:6\n"],
        ),
        ("tea/a-first", ["preferred, retired (pick tea/b-second); clauses/tea/a-first.md"]),
        ("duration/fixed", ["  tea/z requires its topic, clauses/tea/z.md:6\n", "  tea/z excludes it, clauses/tea/z.md:7\n"]),
        (
            "areas/pilots",
            [
                "  tea/a-third refers to its topic, clauses/tea/a-third.md:7\n",
                "  cooperation/encourage-facilitate-engage lists its topic, clauses/cooperation/encourage-facilitate-engage.md:11\n",
            ],
        ),
        ("joint-body/committee", ["  chair_level: Level of the chairs (text; may be left out)\n"]),
        ("definitions/list-of-terms", ["(a list, 2 to 100 entries)\n", "\n      as in “incident”", "\n      as in “personal data”"]),
        ("title/between-parties", ["which drafts/japan-estonia-2022.yaml, drafts/japan-finland.yaml leave to it\n"]),
        ("operative/common-recognition", ["  picked in drafts/japan-estonia-2022.yaml:", "  picked by templates/bilateral/template.yaml:"]),
        ("clauses/duration/fixed.md", ["duration/fixed: Fixed term\n"]),
    ],
)
def test_what_uses_a_clause(few: Path, id: str, pieces: list[str]) -> None:
    out = told(few, id)
    for piece in pieces:
        assert piece in out, f"{piece!r} in {out}"


def test_a_clause_as_json(few: Path) -> None:
    found = asked(few, "duration/fixed")
    assert list(found) == [
        "id", "title", "summary", "rank", "status", "instead", "file", "guidance", "source", "parties", "requires", "excludes",
        "pairs-with",
        "fills", "text", "stands-in", "drafts", "templates", "mentions",
    ]  # fmt: skip
    schema = {"type": "integer", "minimum": 1, "maximum": 99, "title": "Term in years"}
    assert found["fills"] == [{"name": "term_years", "optional": False, "schema": schema, "example": 5}]
    assert [(use["file"], type(use["line"])) for use in found["drafts"]] == [("drafts/japan-finland.yaml", int)]
    assert [(mention["id"], mention["how"]) for mention in found["mentions"]] == [
        ("tea/z", "requires its topic"),
        ("tea/z", "excludes it"),
    ]
    path = few / "clauses" / "duration" / "fixed.md"
    assert path.read_text(encoding="utf-8").endswith(found["text"])


def test_a_clause_does_not_mention_itself(few: Path) -> None:
    library = Library(few / "clauses")
    for id in library.ids():
        found = library.clause(id)
        assert found
        assert id not in [mention.clause for mention in mentions(library, found)]


# Search


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("no-such-word", []),
        ("quokka", ["tea/a-title", "tea/by-id-quokka", "tea/b-summary", "tea/c-guidance", "tea/d-text", "tea/x-retired"]),
        ("QUOKKA", ["tea/a-title", "tea/by-id-quokka", "tea/b-summary", "tea/c-guidance", "tea/d-text", "tea/x-retired"]),
        ("quokka wombat", ["tea/b-summary"]),
        ("wombat quokka", ["tea/b-summary"]),
        ("other's", ["tea/e-quoted", "tea/d-text"]),
        ("other’s", ["tea/e-quoted", "tea/d-text"]),
        ("source-only", []),
        ("approved", []),
        ("title:", []),
        ("folded", ["tea/c-guidance"]),
        (">-", []),
    ],
)
def test_search_ranks_what_it_finds(copied: Path, words: str, expected: list[str]) -> None:
    clause(copied, "tea/by-id-quokka")
    clause(copied, "tea/a-title", title="The Quokka")
    clause(copied, "tea/b-summary", summary="A quokka is no wombat.")
    clause(copied, "tea/c-guidance", more="guidance: >-\n  Folded, with a\n  quokka in it.\nsource: source-only\n")
    clause(copied, "tea/d-text", text="Each quokka sees the other’s.")
    clause(copied, "tea/e-quoted", title="'The other''s'", text="No.")
    clause(copied, "tea/x-retired", text="A quokka.", status="retired", more="instead: tea/a-title\n")
    library = Library(copied / "clauses")
    found = search(library, words.split(), "tea")
    order = [hit.clause.id for hit in found.hits]
    assert order == expected
    assert found.total == len(expected)
    assert [hit.clause.id for hit in search(library, words.split(), "tea", 2).hits] == order[:2]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("renewed automatically", "3: A first term, then renewed automatically unless a side informs the other beforehand."),
        ("standing", "6: For standing cooperation."),
        ("thereafter", "16: Thereafter, it will"),
    ],
)
def test_search_shows_the_line(words: str, line: str) -> None:
    out = told(ROOT, "duration", "--search", words)
    assert f"duration/renewing  Automatic renewal\n    clauses/duration/renewing.md:{line}" in out, out
    text = (ROOT / "clauses" / "duration" / "renewing.md").read_text(encoding="utf-8").split("\n")
    number, _, shown = line.partition(": ")
    assert shown in text[int(number) - 1]


def test_search_as_json() -> None:
    (found,) = asked(ROOT, "duration", "--search", "thereafter")
    assert list(found) == ["id", "title", "summary", "rank", "status", "instead", "file", "field", "line", "found"]
    assert (found["id"], found["field"], found["line"]) == ("duration/renewing", "text", 16)
    assert asked(ROOT, "--search", "no-such-word") == []


def test_a_search_without_a_hit_says_so() -> None:
    ran = paraph("clauses", "--search", "no-such word", cwd=ROOT)
    assert ran == (0, "", "no clause holds no-such and word\n")


def test_many_hits_are_counted(copied: Path) -> None:
    for number in range(60):
        clause(copied, f"tea/c-{number}", text="A quokka.")
    out = told(copied, "--search", "quokka")
    assert out.count("A quokka.") == as_text.MOST
    assert out.endswith("and 10 more: add a word, or name a topic before --search\n")
    assert len(asked(copied, "--search", "quokka")) == 60


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("", ["a"], []),
        ("A bat", ["a"], ["A", "a"]),
        ("renewed renewal", ["renew", "renewed"], ["renewed", "renew"]),
        ("İstanbul a", ["a"], []),  # folds into more letters than it has
        ("the other’s", ["other's"], ["other’s"]),
        ("1.5 (x)", ["(x)", "."], [".", "(x)"]),
    ],
)
def test_words_are_found_in_a_line(text: str, words: list[str], expected: list[str]) -> None:
    assert [text[start:end] for start, end in spots(text, words)] == expected


# Agencies


def test_agencies(copied: Path) -> None:
    lines = told(copied, "parties").splitlines()
    assert [line.split()[0] for line in lines] == list(Library(copied / "clauses").agency_ids())
    assert len({line.index(line.split("  ")[-1].strip()) for line in lines}) == 1, "the names are aligned"
    assert re.search(r"^japan/digital-agency +Digital Agency of Japan$", "\n".join(lines), flags=re.MULTILINE)
    out = told(copied, "parties/japan/digital-agency")
    assert "\nja          デジタル庁\n" in out
    assert len(re.findall(r"^  a party in drafts/.*\.yaml:\d+$", out, flags=re.MULTILINE)) == 2
    found = asked(copied, "parties/estonia/economic-affairs-and-communications")
    assert (found["state"], [use["file"] for use in found["drafts"]]) == ("Estonia", ["drafts/japan-estonia-2022.yaml"])


def test_agencies_of_one_party(copied: Path) -> None:
    """A party of several agencies, however a draft words it."""
    draft = copied / "drafts" / "several.yaml"
    draft.write_text(
        "parties:\n  - use: [japan/digital-agency, japan/other]\n  - agencies:\n    - use: japan/digital-agency\n", encoding="utf-8"
    )
    places = Usage(Workspace(copied)).drafts_between("japan/digital-agency")
    assert [place[1:] for place in places if place.path == "drafts/several.yaml"] == [(2, 11), (4, 12)]


# What goes wrong


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["duraton"], 'no topic "duraton"; did you mean "duration"?'),
        (["duraton/fixed"], 'no topic "duraton"; did you mean "duration"?'),
        (["renewing"], 'no topic "renewing"; did you mean "duration/renewing"?'),
        (["partie"], 'no topic "partie"; did you mean "parties"?'),
        (["xyzzy"], 'no topic "xyzzy"; `paraph clauses` lists them'),
        (["duration/renewng"], 'no clause "duration/renewng"; did you mean "duration/renewing"?'),
        (["duration/x"], 'no clause "duration/x"; alternatives: '),
        (["duration/../status"], 'no clause "duration/../status"'),
        (["../clauses"], 'no topic ".."'),
        (["parties/japan/digital"], 'no agency "japan/digital"; did you mean "japan/digital-agency"?'),
        (["parties/x"], 'no agency "x"; agencies: '),
        (["--search", " "], "--search takes one or more words"),
        (["duration/fixed", "--search", "x"], "--search looks through all clauses, or those of the topic before it"),
        (["duraton", "--search", "x"], 'no topic "duraton"'),
    ],
)
def test_wrong_use(copied: Path, arguments: list[str], said: str) -> None:
    for more in ([], ["--json"]):
        ran = paraph("clauses", *arguments, *more, cwd=copied)
        assert (ran.code, ran.out, ran.err.startswith(f"paraph clauses: {said}")) == (2, "", True), ran.err


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [
        ([], "\nduration  "),
        (["duration"], "renewing  faulty"),
        (["duration/renewing"], ""),
        (["--search", "automatically"], ""),
        (["duration", "--json"], '"file": "clauses/duration/renewing.md"'),
    ],
)
def test_a_faulty_clause_keeps_nothing_else_back(copied: Path, arguments: list[str], listed: str) -> None:
    path = copied / "clauses" / "duration" / "renewing.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "titel: "), encoding="utf-8")
    ran = paraph("clauses", *arguments, cwd=copied)
    assert (ran.code, listed in ran.out) == (1, True), ran.out
    assert "clauses/duration/renewing.md:2:1: error: unknown key" in ran.err
    if arguments[:1] == ["duration"]:
        assert "Fixed term" in ran.out


def test_faulty_drafts_templates_and_agencies_are_named(copied: Path) -> None:
    (copied / "drafts" / "bad.yaml").write_text("a: [\n", encoding="utf-8")
    ran = paraph("clauses", "duration", cwd=copied)
    assert (ran.code, "renewing" in ran.out, ran.err.startswith("drafts/bad.yaml:2:1: error:")) == (1, True, True), ran.err
    (copied / "drafts" / "bad.yaml").unlink()
    (copied / "clauses" / "parties" / "japan" / "bad.yaml").write_text("nme: x\n", encoding="utf-8")
    ran = paraph("clauses", "parties", cwd=copied)
    assert (ran.code, "Digital Agency" in ran.out, "faulty" in ran.out, "japan/bad.yaml:1:1" in ran.err) == (1, True, True, True)
    assert paraph("clauses", "parties/japan/digital-agency", cwd=copied).code == 0
    assert paraph("clauses", "parties/japan/bad", cwd=copied).code == 1
    (copied / "templates" / "bilateral" / "template.yaml").write_text("nme: x\n", encoding="utf-8")
    ran = paraph("clauses", "duration", cwd=copied)
    assert (ran.code, "renewing" in ran.out, "templates/bilateral/template.yaml:1:1" in ran.err) == (1, True, True)


# On paper


def test_the_readme_names_every_key() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme[readme.index("With `--json`") : readme.index("## Install it")]
    for arguments in ([], ["duration"], ["duration/renewing"], ["--search", "renewed"], ["parties"], ["parties/japan/digital-agency"]):
        for key in keys(asked(ROOT, *arguments)):
            assert f"`{key}`" in table, (arguments, key)


def keys(value: Any) -> set[str]:
    """Every key of some JSON; those within a fill's schema are JSON Schema's, and names are keyed by languages."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if isinstance(value, dict):
        return set(value).union(*(keys(below) for key, below in value.items() if key not in ("schema", "example", "names")))
    return set()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(["parties/japan/digital-agency"], "\nja          ?????\n"), (["parties/japan/digital-agency", "--json"], '"ja": "\\u30c7')],
)
def test_a_terminal_which_lacks_letters(copied: Path, arguments: list[str], expected: str) -> None:
    ran = paraph("clauses", *arguments, cwd=copied, env={"PYTHONIOENCODING": "ascii"})
    assert (ran.code, expected in ran.out) == (0, True), ran.out


def test_many_uses_are_counted(copied: Path) -> None:
    text = (copied / "drafts" / "japan-finland.yaml").read_text(encoding="utf-8")
    for number in range(60):
        (copied / "drafts" / f"d-{number}.yaml").write_text(text, encoding="utf-8")
    out = told(copied, "duration/fixed")
    assert (out.count("picked in"), "\n  and in 11 more places, which --json lists\n" in out) == (50, True)
    assert "which 62 drafts leave to it" in told(copied, "title/between-parties")


def test_a_summary_on_several_lines(few: Path) -> None:
    clause(few, "areas/tea", summary="|\n  One line,\n  and another.")
    assert "\n    One line, and another.\n" in told(few, "areas")
    assert paraph("new", "x", cwd=few).code == 0
    text = (few / "drafts" / "x.yaml").read_text(encoding="utf-8")
    assert "  # - tea  # One line, and another.\n" in text
    assert "error" not in paraph("check", "drafts/x.yaml", cwd=few).err


@pytest.mark.parametrize("width", [40, 80])
def test_lines_are_wrapped_to_the_width(width: int) -> None:
    from paraph.catalogue.views import clause_view

    workspace = Workspace(ROOT)
    found = workspace.library.clause("duration/renewing")
    assert found
    wide = list(as_text.clause(clause_view(workspace, found), Paper()))
    lines = "\n".join(as_text.clause(clause_view(workspace, found), Paper(width))).split("\n")
    assert max(len(line) for line in lines if len(line.split()) > 1) <= width
    assert len(lines) > len(wide)
    assert " ".join(" ".join(lines).split()) == " ".join(" ".join(wide).split())


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("no_color", "colour"), [("", True), ("1", False)])
def test_on_a_terminal(copied: Path, no_color: str, colour: bool) -> None:
    command = [sys.executable, str(ROOT / "assemble.py"), "clauses", "--search", "thereafter"]
    seen = in_a_terminal(command, copied, {"NO_COLOR": no_color, "TERM": "xterm", "COLUMNS": "70"})
    assert ("\033[1;32mThereafter\033[0m" in seen) == colour
    assert ("\033[" in seen) == colour
    assert max(len(re.sub(r"\033\[[0-9;]*m", "", line).rstrip()) for line in seen.split("\n")) <= 70
    assert "\033" not in told(copied, "--search", "thereafter")


def test_a_large_library_is_searched_in_a_moment(copied: Path) -> None:
    """Files are read as they stand, and few of them parsed."""
    for number in range(1000):
        clause(copied, f"tea-{number // 100}/c-{number}", text="A quokka.")
    library = Library(copied / "clauses")
    began = time.perf_counter()
    assert search(library, ["quokka"], most=as_text.MOST).total == 1000
    assert search(library, ["no-such-word"]).total == 0
    assert len(catalogue.topics(library).topics) >= 35
    assert time.perf_counter() - began < 5
    assert len(library._clauses) < 150
