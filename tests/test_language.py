"""Language checks of drafts: places through departures, fills and folded lines; waivers; what is mended and what is left."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from paraph.pipeline import Assembler
from paraph.problems import Problem
from paraph.rules.locate import Locator
from paraph.rules.of_document import prose_of
from paraph.rules.prose import Span
from paraph.workspace import Workspace
from tests.conftest import DRAFTS, ROOT, paraph

BASE = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
BASE = BASE.replace("{blank: signatory of Japan}", "{name: Taro Yamada, title: Minister}")
GENERAL = "title: General\nsource: Convention\n"
DUTCH = "title: Netherlands\nstates: [japan]\nsource: Page\nrules: {partners: error}\n"
RULE = """\
title: The word {word}
kind: words
severity: {severity}
words: {{{word}: {write}}}
message: "“{{found}}” is not said"
source: Convention
safe: true
in: [title, opening, recital, operative, heading, paragraph, item, testimonium, signature]
examples: {{bad: [It {word} so.], good: [It is so.]}}
"""


def rule(folder: Path, name: str, word: str, write: str, severity: str = "warning") -> None:
    (folder / "rules" / f"{name}.yaml").write_text(RULE.format(word=word, write=write, severity=severity), encoding="utf-8")


@pytest.fixture
def desk(copied: Path) -> Path:
    """A workspace with rules of its own and one draft which breaks none of them."""
    for old in copied.glob("rules/**/*.yaml"):
        old.unlink()
    (copied / "rules" / "profiles").mkdir(parents=True, exist_ok=True)
    (copied / "rules" / "profiles" / "general.yaml").write_text(GENERAL, encoding="utf-8")
    for draft in (copied / "drafts").glob("*.yaml"):
        draft.unlink()
    (copied / "drafts" / "mine.yaml").write_text(BASE, encoding="utf-8")
    return copied


def write(desk: Path, old: str, new: str) -> str:
    """Change the draft."""
    path = desk / "drafts" / "mine.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text.replace(old, new)


def checked(*arguments: str) -> list[dict[str, object]]:
    """The problems of the draft, its blanks aside."""
    found: list[dict[str, object]] = json.loads(paraph("check", "drafts/mine.yaml", "--format", "json", *arguments).out)
    return [problem for problem in found if problem["rule"] != "blanks"]


def spot(text: str, word: str) -> tuple[int, int]:
    """Line and column of a word which stands once in a text."""
    assert text.count(word) == 1
    before = text[: text.index(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


OWN = "differences: consultation"


@pytest.mark.parametrize(
    "wording",
    [
        "differences: {text: The sides gladly settle it.}",
        "differences:\n    text: >-\n      The sides, which meet\n      once a year, gladly settle\n      it.",
        "differences:\n    text: |\n      The {{ participants }} meet.\n\n      They **gladly** settle it.",
        'differences: {text: "Once “a year”, {{ participants }} gladly settle it."}',
        "differences: {text: 'It''s so: the {{ participants }} of {{ title }} gladly do.'}",
    ],
)
def test_words_are_found_where_they_are_typed(desk: Path, wording: str) -> None:
    rule(desk, "glad", "gladly", "freely")
    text = write(desk, OWN, wording)
    (problem,) = checked()
    assert (problem["line"], problem["column"]) == spot(text, "gladly")
    assert problem["file"] == "drafts/mine.yaml"
    assert problem["rule"] == "glad"
    assert problem["hint"] == "write “freely”"


def test_words_of_a_clause_are_found_in_its_file(desk: Path) -> None:
    rule(desk, "amicable", "amicably", "kindly")
    clause = desk / "clauses/differences/consultation.md"
    (problem,) = checked()
    assert problem["file"] == "clauses/differences/consultation.md"
    assert (problem["line"], problem["column"]) == spot(clause.read_text(encoding="utf-8"), "amicably by mutual")
    assert re.match(r"Section \d+, paragraph \d+: ", str(problem["message"]))


def test_words_of_a_value_are_found_where_the_draft_gives_it(desk: Path) -> None:
    rule(desk, "months", "six", "eight")
    (problem,) = checked()
    assert (problem["file"], problem["line"], problem["column"]) == ("drafts/mine.yaml", *spot(BASE, "6\nsig"))


def test_title_is_found_in_the_draft(desk: Path) -> None:
    rule(desk, "digital", "cooperation", "working together")
    places = {(problem["file"], problem["line"]) for problem in checked() if "Title: " in str(problem["message"])}
    assert ("drafts/mine.yaml", spot(BASE, "\ntitle:")[0] + 1) in places


@pytest.mark.parametrize("draft", DRAFTS)
def test_every_word_of_the_drafts_is_found_again(draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all words the file holds them where they are said to stand, or a value, or the place has none of its own."""
    monkeypatch.chdir(ROOT)
    drafted = Assembler(Workspace(ROOT)).drafted(ROOT / "drafts" / f"{draft}.yaml")
    prose, locator = prose_of(drafted.draft, drafted.assembled.document), Locator()
    words = [Span(number, *found.span()) for number, unit in enumerate(prose.units) for found in re.finditer(r"\w{4,}", unit.text)]
    located = [locator.locate(prose.units[span.unit], span) for span in words]
    for span, at in zip(words, located, strict=True):
        if at.literal:
            line = Path(at.place.path).read_text(encoding="utf-8").split("\n")[at.place.line - 1]
            assert line[at.place.column - 1 :].startswith(prose.units[span.unit].text[span.start : span.end])
    assert sum(at.literal or bool(at.value) for at in located) > 0.85 * len(located)


# Profiles


def test_the_states_of_the_parties_choose_the_profiles(desk: Path) -> None:
    rule(desk, "partners", "sides", "Participants", severity="off")
    write(desk, OWN, "differences: {text: The sides settle it.}")
    assert checked() == []
    (desk / "rules/profiles/strict.yaml").write_text(DUTCH, encoding="utf-8")
    (problem,) = checked()
    assert problem["severity"] == "error"
    assert "[Netherlands]" in str(problem["message"])
    assert checked("--profile", "general") == []
    write(desk, "\nparties:", "\nchecks: {profiles: [general]}\nparties:")
    assert checked() == []


def test_unknown_profile(desk: Path) -> None:
    assert paraph("check", "--profile", "generall").code == 2
    text = write(desk, "\nparties:", "\nchecks: {profiles: [generall]}\nparties:")
    (problem,) = checked()
    assert (problem["rule"], problem["line"], problem["column"]) == ("unknown-profile", *spot(text, "generall"))
    assert problem["hint"] == 'did you mean "general"?'


# Waivers


WAIVER = "\nwaivers:\n  - rule: glad\n    text: They gladly settle it.\n    reason: Both capitals like it.\n"


def test_a_waiver_holds_until_its_sentence_changes(desk: Path) -> None:
    rule(desk, "glad", "gladly", "freely")
    write(desk, OWN, "differences: {text: They meet. They gladly settle it. They part.}")
    path = desk / "drafts/mine.yaml"
    path.write_text(path.read_text(encoding="utf-8") + WAIVER, encoding="utf-8")
    assert checked() == []
    text = write(desk, "They gladly settle it. They", "They gladly settle this. They")
    found = checked()
    assert [problem["rule"] for problem in found] == ["glad", "lapsed-waiver"]
    assert (found[1]["line"], found[1]["severity"]) == (spot(text, "- rule: glad")[0], "warning")


def test_a_waiver_of_no_rule(desk: Path) -> None:
    rule(desk, "glad", "gladly", "freely")
    path = desk / "drafts/mine.yaml"
    path.write_text(path.read_text(encoding="utf-8") + WAIVER.replace("glad\n", "gald\n"), encoding="utf-8")
    assert [(problem["rule"], problem["hint"]) for problem in checked()] == [("unknown-rule", 'did you mean "glad"?')]


def test_waivers_are_written_as_a_draft_holds_them(desk: Path) -> None:
    rule(desk, "glad", "gladly", "freely")
    write(desk, OWN, "differences: {text: 'They meet. They''re gladly settling it: so.'}")
    found = paraph("check", "drafts/mine.yaml", "--waivers")
    assert found.code == 0
    assert found.out == "waivers:\n  - rule: glad\n    text: 'They''re gladly settling it: so.'\n    reason: \n"
    path = desk / "drafts/mine.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + found.out.replace("reason: ", "reason: So."), encoding="utf-8")
    assert checked() == []


# Settled texts, and what is mended


def test_what_is_signed_is_told_and_not_blamed(desk: Path) -> None:
    rule(desk, "amicable", "amicably", "kindly", severity="error")
    write(desk, "status: drafting", "status: signed")
    assert {problem["severity"] for problem in checked()} == {"note"}
    assert {problem["severity"] for problem in checked("--strict") if problem["rule"] != "not-initialled"} == {"error"}


def test_what_is_safe_is_mended(desk: Path) -> None:
    rule(desk, "glad", "gladly", "freely")
    rule(desk, "amicable", "amicably", "kindly")
    path = desk / "drafts/mine.yaml"
    own = "objective:  # what for\n    text: >-  # folded\n      The {{ participants }} gladly\n      work, and Gladly."
    before = write(desk, "objective: develop-cooperation", own).encode().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    clause = desk / "clauses/differences/consultation.md"
    told = paraph("check", "drafts/mine.yaml", "--fix")
    assert "3 findings mended" in told.err
    assert path.read_bytes() == before.replace(b"gladly", b"freely").replace(b"Gladly", b"Freely")
    assert "kindly" in clause.read_text(encoding="utf-8")
    assert checked() == []
    assert "mended" not in paraph("check", "drafts/mine.yaml", "--fix").err


def test_a_settled_text_is_not_mended(desk: Path) -> None:
    """Neither the draft, nor a clause which it shares with a draft that is still open."""
    rule(desk, "amicable", "amicably", "kindly")
    (desk / "drafts/settled.yaml").write_text(BASE.replace("status: drafting", "status: signed"), encoding="utf-8")
    clause = desk / "clauses/differences/consultation.md"
    before = clause.read_bytes()
    assert paraph("check", "--fix").code == 1
    assert clause.read_bytes() == before


def test_why_is_told_when_it_is_asked_for(desk: Path) -> None:
    rule(desk, "amicable", "amicably", "kindly")
    assert "why: Convention\n" in paraph("check", "drafts/mine.yaml", "--explain").err
    told = paraph("check", "drafts/mine.yaml").err
    assert "why:" not in told
    assert told.endswith("`paraph rules amicable` says why, and --explain says it here\n")


def test_faulty_rules_are_problems(desk: Path) -> None:
    rule(desk, "glad", "gladly", "freely")
    (desk / "rules/odd.yaml").write_text("title: Odd\nkind: wrods\n", encoding="utf-8")
    (desk / "rules/profiles/uk.yaml").write_text("title: UK\nsource: x\nrules: {gald: error}\n", encoding="utf-8")
    problems: list[Problem] = json.loads(paraph("check", "--format", "json").out)
    found = {(problem["file"], problem["rule"]) for problem in problems}  # type: ignore[call-overload]
    assert ("rules/odd.yaml", "wrong-value") in found
    assert ("rules/profiles/uk.yaml", "unknown-rule") in found
