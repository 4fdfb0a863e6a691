"""`rules`, the page docs/rules.md, and what the profiles of several states say of one text."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from paraph.manual.as_page import page
from paraph.rules.book import Book, book_of
from paraph.rules.judge import judge
from paraph.rules.kinds import KINDS
from paraph.rules.of_text import prose_of_rows, rows_of_text
from paraph.validate import packaged_schema
from tests.conftest import ROOT, paraph
from tests.test_readme import blocks

BOOK = Book(ROOT / "rules")


def test_lists_every_rule(tmp_path: Path) -> None:
    """Also outside of a workspace: the rules come with the tool."""
    for folder in (ROOT, tmp_path):
        ran = paraph("rules", cwd=folder)
        assert (ran.code, ran.err) == (0, "")
        head, *lines = ran.out.splitlines()
        assert head.split() == ["RULE", "SEVERITY", "TITLE"]
        assert [line.split()[0] for line in lines] == sorted(BOOK.rules)


def test_lists_by_profile(copied: Path) -> None:
    ran = paraph("rules", "--profile", "nl", cwd=copied)
    assert ran.code == 0
    assert ran.out.startswith("nl: Netherlands\nsource: Page on memoranda")
    levels = dict(re.findall(r"^(\S+) +(error|warning|note|off) ", ran.out, flags=re.MULTILINE))
    assert (levels["party"], levels["survival"], levels["obligation"]) == ("error", "warning", "note")
    assert "off" not in levels.values()
    assert "tribunal-not-excluded" not in levels


@pytest.mark.parametrize("given", ["shall", "rules/shall.yaml"])
def test_explains_one(copied: Path, given: str) -> None:
    ran = paraph("rules", given, cwd=copied)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("shall: “Shall” of a treaty\nwarning; words; ")
    for said in (
        "write: shall: will; shall not: will not\n",
        "  - The Participants shall meet once a year.\n",
        "stricter for: Australia (au): error, Japan (jp-practice): error, United States (us): error\n",
        "to waive it in a draft: waivers: [{rule: shall, text: the whole sentence as it prints, reason: why}]\n",
    ):
        assert said in ran.out


def test_as_json(copied: Path) -> None:
    listed = json.loads(paraph("rules", "--json", cwd=copied).out)
    assert [each["id"] for each in listed] == sorted(BOOK.rules)
    assert set(listed[0]) == {"id", "severity", "title", "kind", "safe", "file"}
    whole = json.loads(paraph("rules", "in-force", "--profile", "de", "--json", cwd=copied).out)
    assert set(whole) == {*listed[0], "message", "write", "words", "why", "source", "bad", "good", "profiles", "waiver"}
    assert (whole["severity"], whole["profiles"], whole["safe"]) == ("error", {"de": "error"}, True)
    assert whole["words"]["in force"] == "in effect"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["shal"], 'paraph rules: no rule "shal"; did you mean "shall"?\n'),
        (["xxxxxx"], 'paraph rules: no rule "xxxxxx"; `paraph rules` lists them\n'),
        (["--profile", "jp"], 'paraph rules: no profile "jp"; au, de, fi, general, in, jp-practice, nl, nz, uk, us\n'),
    ],
)
def test_what_is_not_there(copied: Path, arguments: list[str], said: str) -> None:
    ran = paraph("rules", *arguments, cwd=copied)
    assert (ran.code, ran.out, ran.err) == (2, "", said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pattern: (?i)", "pattern: (?i)(", "error: this is no regular expression: "),
        ('message: "“{found}”', 'message: "“{found”', "error: this is no message: expected '}' before end of string"),
    ],
)
def test_a_faulty_rule_does_not_keep_back_the_others(copied: Path, old: str, new: str, said: str) -> None:
    rule = copied / "rules" / "twice.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    ran = paraph("rules", cwd=copied)
    assert ran.code == 1
    assert re.search(rf"rules/twice.yaml:\d+:\d+: {re.escape(said)}", ran.err)
    assert "\nshall " in ran.out


def test_a_workspace_has_its_own_rules_or_those_of_the_tool(tmp_path: Path) -> None:
    assert book_of(tmp_path).folder == ROOT / "rules"
    (tmp_path / "rules").mkdir()
    assert book_of(tmp_path).folder == tmp_path / "rules"


# The page


def test_the_page_is_up_to_date() -> None:
    made = page(BOOK, packaged_schema("rule"))
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == made, "run: python tools/rules_page.py"
    for name in (*BOOK.rules, *KINDS):
        assert f"### {name}\n" in made or f"- `{name}`: " in made
    for profile in BOOK.profiles.values():
        assert f"| {profile.title} (`{profile.id}`) |" in made


def test_the_rule_of_contributing_works(tmp_path: Path) -> None:
    (written,) = blocks((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), "yaml")
    shutil.copytree(ROOT / "rules" / "profiles", tmp_path / "profiles")
    for path in (ROOT / "rules").glob("*.yaml"):
        shutil.copy(path, tmp_path)
    (tmp_path / "best-endeavours.yaml").write_text(written, encoding="utf-8")
    book = Book(tmp_path)
    assert book.all_problems() == ()
    assert found(book, ["general"], book.rules["best-endeavours"].bad[0].text) == {"best-endeavours": "warning"}
    assert found(book, ["general"], "They will do so on a best efforts basis.") == {}


# The profiles


def found(book: Book, profiles: list[str], text: str) -> dict[str, str]:
    return {finding.rule.id: finding.severity for finding in judge(prose_of_rows(rows_of_text(text)), book.chosen(profiles))}


LONG = "Section 1\n\n" + "".join(f"{n}. They do work {n}, which is not legally binding.\n\n" for n in range(1, 13))
"""Long enough for a text in which something may be missing."""
PROFILES = [
    ("This MoC enters into force.", ["general"], {"in-force": "warning"}),
    ("This MoC enters into force.", ["de"], {"in-force": "error"}),
    ("The Parties will meet.", ["nl"], {"party": "error"}),
    ("Each Participant will meet.", ["us"], {"will": "note"}),
    ("Each Participant must meet.", ["au"], {"must": "warning"}),
    ("Each Participant must meet.", ["general"], {"must": "note"}),
    ("It may be ended by giving three months’ notice.", ["general", "uk"], {}),
    ("It may be ended by giving three months’ notice.", ["general", "nl"], {"notice-period": "warning"}),
    ("Each will contribute 2 million dollars.", ["in"], {"financial-commitment": "warning"}),
    ("Each will contribute 2 million dollars.", ["general"], {}),
]


@pytest.mark.parametrize(("text", "profiles", "expected"), PROFILES)
def test_profiles(text: str, profiles: list[str], expected: dict[str, str]) -> None:
    assert found(BOOK, profiles, text) == expected


def test_the_finding_names_those_who_object() -> None:
    """Finland wants tribunals excluded and the Netherlands want no word on them: whatever a text says, one objects."""
    for text, rule, who in (
        (f"{LONG}13. Differences will not be referred to a tribunal.", "adjudication-excluded", "Netherlands"),
        (f"{LONG}13. Differences will be settled by consultation.", "tribunal-not-excluded", "Finland"),
    ):
        findings = judge(prose_of_rows(rows_of_text(text)), BOOK.chosen(["nl", "fi"]))
        assert [(each.rule.id, each.profiles) for each in findings if "tribunal" in each.message] == [(rule, (who,))]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["japan", "estonia"], ("jp-practice", "general")),
        (["Finland", "United Kingdom"], ("fi", "uk")),
        (["Atlantis"], ("general",)),
        ([], ("general",)),
    ],
)
def test_the_states_select_the_profiles(states: list[str], expected: tuple[str, ...]) -> None:
    assert BOOK.of_states(states) == expected


def test_every_rule_is_asked_for_by_somebody() -> None:
    for rule in BOOK.rules.values():
        assert any(BOOK.level(rule, profile) != "off" for profile in BOOK.profiles), rule.id
