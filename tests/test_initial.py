"""`initial`: what it freezes, and that a draft whose text is frozen gives that text or none."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from paraph.impact import impact
from paraph.initialled import frozen_path
from paraph.initialled.compare import differences
from paraph.initialled.frozen import read_frozen
from paraph.initialled.lines import Line, lines_of, wheres
from paraph.kept import recall
from paraph.pipeline import Assembler
from paraph.problems import Stopped
from paraph.shared import paragraphs
from paraph.validate import conforms, packaged_schema, schema_error
from paraph.workspace import Workspace
from tests.conftest import ROOT, paraph

DRAFT = Path("drafts/japan-estonia-2022.yaml")
FROZEN = frozen_path(DRAFT)


@pytest.fixture
def frozen(copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which the memorandum of 2022 is frozen, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    ran = paraph("initial", DRAFT, "--by", "Jane Doe", "--date", "2022-05-06")
    assert (ran.code, ran.out, ran.err) == (0, f"{FROZEN}: 55 paragraphs\n", "")
    return copied


def edit(path: Path | str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new, 1), encoding="utf-8")


def told(*arguments: str | Path) -> list[dict[str, Any]]:
    ran = paraph("check", *arguments, "--format", "json")
    found: list[dict[str, Any]] = [p for p in json.loads(ran.out) if p["severity"] == "error" or "initial" in p["rule"]]
    return found


# What is frozen


def test_the_file_is_as_its_schema_says(frozen: Path) -> None:
    schema = packaged_schema("frozen")
    assert not schema_error(schema)
    data = json.loads(FROZEN.read_text(encoding="utf-8"))
    assert conforms(data, schema)
    assert [data[key] for key in ("format", "draft", "status", "date", "by")] == [
        1,
        "japan-estonia-2022",
        "signed",
        "2022-05-06",
        "Jane Doe",
    ]
    assert {line["sort"] for line in data["paragraphs"]} >= {"title", "opening", "recital", "operative", "heading", "item", "signature"}


def test_anyone_can_count_the_hashes(frozen: Path) -> None:
    data = json.loads(FROZEN.read_text(encoding="utf-8"))
    for line in data["paragraphs"]:
        assert line["hash"] == hashlib.sha256(f"{line['mark']}\n{line['text']}".encode()).hexdigest()
    whole = json.dumps({k: v for k, v in data.items() if k != "hash"}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert data["hash"] == hashlib.sha256(whole.encode()).hexdigest()


def test_each_paragraph_is_a_line(frozen: Path) -> None:
    lines = FROZEN.read_text(encoding="utf-8").split("\n")
    (line,) = [line for line in lines if "WISHING TO" in line]
    assert line.startswith(
        '    {"sort": "recital", "mark": "", "text": "WISHING TO make the partnership of our countries deeper overall;", '
        '"clause": "preamble/deeper-partnership", "pick": "preamble/7", "hash": "'
    )
    assert sum(line.startswith('    {"sort": ') for line in lines) == 55


def test_it_says_every_word_of_the_text(assembler: Assembler) -> None:
    document = assembler.assemble(ROOT / DRAFT).document
    assert sorted(line.text.replace("\n", " ") for line in lines_of(document)) == sorted(text for text in paragraphs(document) if text)


def test_the_same_text_gives_the_same_file(frozen: Path) -> None:
    before = FROZEN.read_bytes()
    assert paraph("initial", DRAFT, "--again", "--by", "Jane Doe", "--date", "2022-05-06").out.startswith("nothing changed\n")
    assert FROZEN.read_bytes() == before


def test_the_memorandum_of_2022_is_frozen(assembler: Assembler) -> None:
    text = read_frozen(frozen_path(ROOT / DRAFT), ROOT / DRAFT)
    assert list(text.lines) == lines_of(assembler.assemble(ROOT / DRAFT).document)


# When it is frozen


def test_what_is_drafted_is_not_frozen(copied: Path) -> None:
    ran = paraph("initial", "drafts/japan-finland.yaml")
    assert ran.code == 1
    assert ran.err.startswith(
        "drafts/japan-finland.yaml:7:9: error: a draft which is still drafted cannot be frozen (not-agreed)\n    hint:"
    )
    assert not frozen_path(Path("drafts/japan-finland.yaml")).exists()


def test_a_draft_with_blanks_is_not_frozen(copied: Path) -> None:
    edit("drafts/japan-finland.yaml", "status: drafting ", "status: agreed ")
    ran = paraph("initial", "drafts/japan-finland.yaml")
    assert ran.code == 1
    assert "(blank)" in ran.err
    assert not frozen_path(Path("drafts/japan-finland.yaml")).exists()


def test_a_word_file_is_verified(copied: Path) -> None:
    for name, draft in (("japan-finland.docx", "drafts/japan-finland.yaml"), ("our text.docx", "DRAFT")):
        ran = paraph("initial", name)
        shown = f"'{name}'" if " " in name else name
        assert ran.code == 2
        assert ran.err == (
            f"paraph initial: {name} is a Word file: what is frozen is the text of a draft\n"
            f"    hint: to prove what the file says: `paraph verify {shown} {draft}`\n"
        )


@pytest.mark.parametrize("day", ["yesterday", "2022-13-01", "06.05.2022"])
def test_a_date_is_a_date(copied: Path, day: str) -> None:
    ran = paraph("initial", DRAFT, "--date", day)
    assert (ran.code, ran.err) == (2, f'paraph initial: "{day}" is no date: write it as 2026-05-06\n')


def test_the_same_text_is_left_alone(frozen: Path) -> None:
    before = FROZEN.read_bytes()
    ran = paraph("initial", DRAFT, "--by", "Somebody else")
    assert (ran.code, ran.out) == (0, f"{FROZEN} holds this text already\n")
    assert FROZEN.read_bytes() == before


def test_another_text_is_frozen_only_again(frozen: Path) -> None:
    before = FROZEN.read_bytes()
    edit(DRAFT, "make the partnership", "keep the partnership")
    ran = paraph("initial", DRAFT)
    assert ran.code == 1
    assert "another text was frozen on 2022-05-06: recital differs: “WISHING TO make" in ran.err
    assert FROZEN.read_bytes() == before
    ran = paraph("initial", DRAFT, "--again")
    assert ran.code == 0
    assert ran.out.startswith("recital differs: “WISHING TO make the partnership of our countries deeper overall;” → “WISHING TO keep")
    assert paraph("build", DRAFT).code == 0


def test_the_name_is_kept_unless_another_is_given(frozen: Path) -> None:
    def again(*more: str) -> tuple[str, str]:
        ran = paraph("initial", DRAFT, "--again", "--date", "2022-05-07", *more)
        assert (ran.code, ran.err) == (0, "")
        return ran.out.splitlines()[-1], read_frozen(FROZEN, DRAFT).by

    assert again() == (f'{FROZEN}: 55 paragraphs, by Jane Doe as before (--by "" takes the name out)', "Jane Doe")
    assert again("--by", "John Roe") == (f"{FROZEN}: 55 paragraphs", "John Roe")
    assert again("--by", "") == (f"{FROZEN}: 55 paragraphs", "")
    assert again() == (f"{FROZEN}: 55 paragraphs", "")


# A draft is held to it


class Change(NamedTuple):
    """A change of the workspace, and what is told of it: where, and what."""

    file: str
    old: str
    new: str
    place: str
    says: str


CHANGES = {
    "a word of a departure": Change(str(DRAFT), "deeper overall", "deeper", "38:5", "countries deeper overall;” → “… "),
    "a word of the library": Change(
        "clauses/preamble/existing-relations.md", "the recent exchanges and", "the many exchanges and", "34:5", "“BUILDING ON the recent"
    ),
    "a name": Change(str(DRAFT), "Andres Sutt", "Andres Suttt", "197:1", "signature block differs: “Andres Sutt” → “Andres Suttt”"),
    "a term of all": Change(
        str(DRAFT), "status: signed\n", "status: agreed\nterms: {participant: Side, participants: Sides}\n", "", " differs: "
    ),
    "numbers of the template": Change(
        "templates/bilateral/template.yaml", 'mark: "SECTION {n}"', 'mark: "PART {n}"', "5:1", "another number: SECTION 1 → PART 1"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_another_text_is_refused(frozen: Path, name: str) -> None:
    change = CHANGES[name]
    edit(change.file, change.old, change.new)
    problems = [problem for problem in told(DRAFT) if problem["rule"] == "frozen-text"]
    assert problems
    assert any(change.says in problem["message"] for problem in problems), problems
    assert all(problem["file"] == str(DRAFT) for problem in problems), problems
    if change.place:
        assert f"{problems[0]['line']}:{problems[0]['column']}" == change.place, problems
    ran = paraph("build", DRAFT, "-o", "out.docx")
    assert ran.code == 1
    assert "(frozen-text)" in ran.err
    assert not Path("out.docx").exists()


def test_what_does_not_change_the_text_is_free(frozen: Path) -> None:
    """Other clauses, fills written otherwise, comments, guidance and the look."""
    edit("clauses/preamble/existing-relations.md", "title: ", "# a comment\ntitle: Quite ")
    edit("clauses/duration/indefinite.md", "\n---\n", "\n---\nQuite so. ")
    edit(DRAFT, "# Where the signed text slips", "# Where it slips")
    assert not [problem for problem in told(DRAFT) if "frozen" in problem["rule"]]
    assert paraph("build", DRAFT).code == 0


def test_a_draft_which_is_drafted_again_is_free(frozen: Path) -> None:
    edit(DRAFT, "make the partnership", "keep the partnership")
    edit(DRAFT, "status: signed", "status: drafting")
    assert paraph("build", DRAFT).code == 0


def test_impact_tells_what_changes_all_the_same(frozen: Path) -> None:
    library = frozen.parent / "then"
    shutil.copytree(frozen, library)
    edit("clauses/preamble/existing-relations.md", "the recent exchanges and", "the many exchanges and")
    touches = {touch.draft: touch.status for touch in impact(Workspace(library), Workspace(frozen)).drafts}
    assert touches[str(DRAFT)] == "changed"


def test_only_the_first_paragraphs_are_told(frozen: Path) -> None:
    edit("templates/bilateral/template.yaml", 'mark: "SECTION {n}"', 'mark: "PART {n}"')
    problems = [problem["message"] for problem in told(DRAFT)]
    assert len(problems) == 6
    assert any("more paragraph" in message for message in problems)


def test_what_can_be_done_is_said_once_to_people(frozen: Path) -> None:
    edit("templates/bilateral/template.yaml", 'mark: "SECTION {n}"', 'mark: "PART {n}"')
    edit("drafts/japan-finland.yaml", "template: bilateral", "template: bilaterall")
    ran = paraph("check", "drafts")
    hints = [line for line in ran.err.splitlines() if f"initial {DRAFT} --again" in line]
    assert len(hints) == 1
    for way in ("take the change back", "keep the old wording as a departure", f"`paraph redline REV {DRAFT} -o", f"-- {FROZEN}`"):
        assert way in hints[0]
    last = [line for line in ran.err.splitlines() if "(frozen-text)" in line or line in hints][-2:]
    assert (ran.err.count("(frozen-text)"), last[1]) == (6, hints[0])
    assert all(problem["hint"] == hints[0].partition("hint: ")[2] for problem in told(DRAFT))
    ran = paraph("build", DRAFT)
    assert (ran.err.count("(frozen-text)"), ran.err.count("hint: ")) == (6, 1)


def test_a_kept_document_is_not_used_against_its_frozen_text(copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built and kept first, frozen with other words afterwards."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    changed = DRAFT.read_text(encoding="utf-8").replace("make the partnership", "keep the partnership")
    original = DRAFT.read_bytes()
    DRAFT.write_text(changed, encoding="utf-8")
    assert paraph("initial", DRAFT).code == 0
    other = FROZEN.read_bytes()
    FROZEN.unlink()
    DRAFT.write_bytes(original)
    assert paraph("build", DRAFT).code == 0
    assert recall(DRAFT) is not None
    FROZEN.write_bytes(other)
    assert recall(DRAFT) is None
    assert paraph("build", DRAFT).code == 1
    FROZEN.unlink()
    assert paraph("build", DRAFT).code == 0


def test_what_nothing_holds_is_noted(copied: Path) -> None:
    (note,) = told(DRAFT)
    assert (note["rule"], note["severity"], note["file"]) == ("not-initialled", "note", str(DRAFT))
    assert paraph("check", DRAFT).code == 0
    assert told("drafts/japan-finland.yaml") == []


def test_commands_in_hints_can_be_pasted(frozen: Path) -> None:
    odd = Path("drafts/a b$(x).yaml")
    quoted = "'drafts/a b$(x).yaml'"
    shutil.copy(DRAFT, odd)
    note = next(problem for problem in told(odd) if problem["rule"] == "not-initialled")
    assert note["hint"] == f"`paraph initial {quoted}` freezes it"
    assert paraph("initial", odd).code == 0
    edit("templates/bilateral/template.yaml", 'mark: "SECTION {n}"', 'mark: "PART {n}"')
    hint = told(odd)[0]["hint"]
    assert f"agreed by both sides: `paraph initial {quoted} --again`; " in hint
    assert f"`paraph redline REV {quoted} -o changes.docx`" in hint
    assert "`git log -1 --format=%h -- 'drafts/a b$(x).text.json'`" in hint
    hint = f"    hint: when both sides agree to the change: `paraph initial {quoted} --again`\n"
    assert hint in paraph("initial", odd).err.replace("(frozen)", "")
    frozen_path(odd).write_text("", encoding="utf-8")
    assert told(odd)[0]["hint"] == f"take the file as it was committed, or freeze the text anew: `paraph initial {quoted} --again`"


# The file itself

SPOILT: dict[str, tuple[Callable[[str], str], int, str]] = {
    "a word": (lambda text: text.replace("WISHING", "WISHINK"), 23, "paragraph 14 was changed by hand: its hash does not fit"),
    "a number": (lambda text: text.replace('"mark": "SECTION 2"', '"mark": "SECTION 3"'), 0, "was changed by hand: its hash does not fit"),
    "its head": (lambda text: text.replace("Jane Doe", "John Doe"), 8, "the file was changed by hand: its hash does not fit"),
    "a clause's id": (lambda text: text.replace("preamble/deeper", "preamble/other"), 8, "the file was changed by hand"),
    "a paragraph less": (
        lambda text: "\n".join(line for line in text.split("\n") if "WISHING" not in line), 8, "the file was changed by hand",
    ),
    "half of it": (lambda text: text[:900], 1, "this is no frozen text: "),
    "nothing": (lambda _: "", 1, "this is no frozen text: "),
    "another JSON": (lambda _: "[]", 1, "it is not as paraph/schemas"),
    "a key too many": (lambda text: text.replace('"format": 1,', '"format": 1, "x": 2,'), 1, "it is not as paraph/schemas"),
    "a key twice": (lambda text: text.replace('"format": 1,', '"format": 1, "by": "X",'), 1, '"by" is given twice'),
    "of tomorrow": (lambda text: text.replace('"format": 1', '"format": 2'), 1, "this is a frozen text of format 2"),
    "nested without end": (lambda _: "[" * 100_000, 1, "this is no frozen text: "),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_file_which_was_changed_is_no_frozen_text(frozen: Path, name: str) -> None:
    spoil, line, says = SPOILT[name]
    before = FROZEN.read_text(encoding="utf-8")
    FROZEN.write_text(spoil(before), encoding="utf-8")
    assert FROZEN.read_text(encoding="utf-8") != before
    problems = told(DRAFT)
    assert [problem["rule"] for problem in problems] == ["frozen-file"]
    assert problems[0]["file"] == str(FROZEN)
    assert says in problems[0]["message"]
    assert not line or problems[0]["line"] == line
    assert paraph("build", DRAFT).code == 1
    assert paraph("initial", DRAFT).code == 1
    assert paraph("initial", DRAFT, "--again").code == 0
    assert paraph("build", DRAFT).code == 0


def test_a_frozen_text_of_no_draft_is_told(frozen: Path) -> None:
    """Else a draft with another name would be agreed anew, and nobody would see it."""
    assert paraph("check", "drafts").code == 0
    DRAFT.rename(DRAFT.with_stem("other"))
    for folder in ("drafts", "drafts/other.yaml"):
        ran = paraph("check", folder)
        assert ran.code == 1
        assert f"{FROZEN}:1:1: error: it freezes the text of {DRAFT.stem}, and there is no such draft here (frozen-file)" in ran.err
    FROZEN.rename(FROZEN.with_name("other.text.json"))
    assert "frozen-file" not in paraph("check", "drafts").err


def test_line_ends_of_another_system_are_no_change(frozen: Path) -> None:
    FROZEN.write_bytes(FROZEN.read_bytes().replace(b"\n", b"\r\n"))
    assert paraph("build", DRAFT).code == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs modes")
def test_a_file_which_cannot_be_read_holds_the_draft_back(frozen: Path) -> None:
    FROZEN.chmod(0)
    assert paraph("build", DRAFT).code == 1


def test_a_file_which_is_not_there_stops() -> None:
    with pytest.raises(Stopped):
        read_frozen(Path("no.text.json"), DRAFT)


# Two texts beside each other


def p(text: str, mark: str = "") -> Line:
    return Line("paragraph", mark, text)


A, B, C, D = (p(f"The {word} will {word} and {word} the {word}.") for word in ("first", "second", "third", "fourth"))
PAIRS: dict[str, tuple[list[Line], list[Line], list[tuple[str, tuple[int, ...], tuple[int, ...]]]]] = {
    "the same": ([A, B], [A, B], []),
    "nothing and something": ([], [A], [("added", (), (0,))]),
    "one more": ([A, C], [A, B, C], [("added", (), (1,))]),
    "one less": ([A, B, C], [A, C], [("missing", (1,), ())]),
    "moved to the end": ([A, B, C, D], [B, C, D, A], [("moved", (0,), (3,))]),
    "two moves": ([A, B, C, D], [D, B, C, A], [("moved", (3,), (0,)), ("moved", (0,), (3,))]),
    "a number": ([A, B._replace(mark="2.")], [A, B._replace(mark="3.")], [("number", (1,), (1,))]),
    "a number which is gone": ([A._replace(mark="1.")], [A], [("number", (0,), (0,))]),
    "another sign of a list": ([A._replace(mark="–")], [A._replace(mark="•")], []),
    "a list which is none": ([A._replace(mark="–")], [A], [("number", (0,), (0,))]),
    "cut": ([A, p("One two. Three four."), B], [A, p("One two."), p("Three four."), B], [("split", (1,), (1, 2))]),
    "joined": ([A, p("One two."), p("Three four."), B], [A, p("One two. Three four."), B], [("joined", (1, 2), (1,))]),
    "changed": ([A, B], [A, p("The second will second or second the second.")], [("changed", (1,), (1,))]),
    "white space": ([p("a b")], [p("a  b")], [("changed", (0,), (0,))]),
    "a line break": ([p("a b")], [p("a\nb")], [("changed", (0,), (0,))]),
    "a soft hyphen": ([p("agree\u00adment")], [p("agreement")], []),
    "a note in the text": ([A, B._replace(sort="note", mark="1")], [A, B._replace(mark="1")], [("changed", (1,), (1,))]),
    "two changed, one new": (
        [A, B],
        [p("The first will first and first the last."), C, p("The second will second and second the last.")],
        [("changed", (0,), (0,)), ("added", (), (1,)), ("changed", (1,), (2,))],
    ),
    "the same words twice": ([A, A, B], [A, B], [("missing", (0,), ())]),
}


@pytest.mark.parametrize("name", PAIRS)
def test_two_texts(name: str) -> None:
    then, now, expected = PAIRS[name]
    assert [tuple(one) for one in differences(then, now)] == expected


def test_where_a_paragraph_stands() -> None:
    lines = [
        Line("recital", "", "Aware"), Line("heading", "SECTION 1", "Aims"), p("They", "1."), Line("note", "1", "A note"),
        Line("heading", "", "Annex"), p("It"), Line("testimonium", "", "Signed"), Line("signature", "", "X"),
    ]  # fmt: skip
    assert wheres(lines) == [
        "recital", "heading of SECTION 1", "SECTION 1, 1.", "SECTION 1, footnote 1", "heading of “Annex”", "“Annex”", "testimonium",
        "signature block",
    ]  # fmt: skip
