"""`check --text`: findings of the language rules in texts of others, at their places; the hook and the action which run `check`."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest
import yaml

from paraph.commands import check
from paraph.problems import Place, Problem
from paraph.readers.checked import profiles_of, text_problems
from paraph.readers.places import place_in
from paraph.report import FORMS, as_text
from paraph.rules.book import Book
from paraph.rules.of_text import prose_of_rows, rows_of_text
from paraph.source import Source
from tests.conftest import ROOT, BuiltDraft, paraph

RULE = """title: Walks
kind: words
severity: warning
words: {march: walk, march on: walk on}
message: "“{found}” is what soldiers do"
why: The sides walk.
source: drafting convention
examples: {bad: [They march.], good: [They walk.]}
"""
OTHER = (
    RULE.replace("Walks", "Rests").replace("march: walk, march on: walk on", "sleep: rest").replace("severity: warning", 'severity: "off"')
)
PROFILES = {
    "general": "title: General\nsource: all\n",
    "nl": "title: Netherlands\nstates: [netherlands]\nsource: a page\nrules: {rests: error}\n",
    "nz": "title: New Zealand\nstates: [new-zealand]\nsource: a page\nrules: {walks: note}\n",
}
MEMORANDUM = """# MEMORANDUM

between the Office of **{state}** and the Board of Norway

Have decided as follows:

## Section 1: Walks

1. The sides **march**, and they *march
   on*; they sleep.
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A workspace with two rules and three profiles."""
    root = tmp_path / "workspace"
    for folder in ("clauses", "templates", "rules/profiles"):
        (root / folder).mkdir(parents=True)
    (root / "rules" / "walks.yaml").write_text(RULE, encoding="utf-8")
    (root / "rules" / "rests.yaml").write_text(OTHER, encoding="utf-8")
    for name, text in PROFILES.items():
        (root / "rules" / "profiles" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def written(folder: Path, state: str = "Oslo", name: str = "theirs.md") -> Path:
    path = folder / name
    path.write_text(MEMORANDUM.format(state=state), encoding="utf-8")
    return path


def test_says_where_what_and_why(rules: Path) -> None:
    assert Book(rules / "rules").all_problems() == ()
    ran = paraph("check", "--text", written(rules), cwd=rules)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "theirs.md:9:16: warning: Section 1, paragraph 1: “march” is what soldiers do (walks)",
        "    hint: write “walk”",
        "theirs.md:9:35: warning: Section 1, paragraph 1: “march on” is what soldiers do (walks)",
        "    hint: write “walk on”",
        "2 warnings",
        "`paraph rules walks` says why, and --explain says it here",
    ]
    explained = paraph("check", "--explain", "--text", "theirs.md", cwd=rules).err
    assert explained.count("    why: The sides walk. (drafting convention)\n") == 2
    assert "paraph rules" not in explained


def test_the_states_of_the_title_choose(rules: Path) -> None:
    for state, profiles in {
        "Oslo": ("general",),
        "the Netherlands": ("nl", "general"),
        "THE NETHERLANDS and New Zealand": ("nl", "nz"),
        "Netherlandish Hills": ("general",),
    }.items():
        prose = prose_of_rows(rows_of_text(MEMORANDUM.format(state=state)))
        assert profiles_of(prose, Book(rules / "rules")) == profiles, state


def test_a_profile_is_asked_for(rules: Path) -> None:
    theirs, other = written(rules), written(rules, name="other.txt")
    ran = paraph("check", "--profile", "nl", "--text", theirs, other, cwd=rules)
    assert [line.split(":")[0] for line in ran.err.splitlines() if "error:" in line] == ["other.txt", "theirs.md"]
    both = paraph("check", "--profile", "nl, general", "--text", theirs, cwd=rules)
    assert "theirs.md:10:14: error: Section 1, paragraph 1: “sleep” is what soldiers do [Netherlands] (rests)" in both.err
    notes = paraph("check", "--profile", "nz", "--text", theirs, cwd=rules)
    assert (notes.code, "2 notes" in notes.err) == (0, True)
    assert paraph("check", "--strict", "--profile", "nz", "--text", theirs, cwd=rules).code == 1
    unknown = paraph("check", "--profile", "nx", "--text", theirs, cwd=rules)
    assert (unknown.code, unknown.err) == (2, 'paraph check: no profile "nx"; profiles: general, nl, nz\n')


def test_rules_which_come_with_the_tool_hold_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "theirs.txt"
    path.write_text("The Participants shall meet.", encoding="utf-8")
    ran = paraph("check", "--text", path, cwd=tmp_path)
    assert (ran.code, "theirs.txt:1:18: warning: Paragraph: “shall”" in ran.err) == (1, True), ran.err


def test_a_word_file_gives_the_same(built: dict[str, BuiltDraft], tmp_path: Path) -> None:
    book = Book(ROOT / "rules")
    draft = built["japan-estonia-2022"]
    text = tmp_path / "same.txt"
    text.write_text(draft.text, encoding="utf-8")
    found = [text_problems(path, book, ("nl",)) for path in (draft.path, text)]
    assert found[0]
    words = [sorted(problem._replace(place=Place("", 1, 1)) for problem in problems) for problems in found]
    assert words[0] == words[1]
    assert {problem.place.column for problem in found[0]} == {1}


@pytest.mark.parametrize(("name", "raw", "words"), [("a.txt", b" \n", "holds no words"), ("a.docx", b"x", "no Word file")])
def test_what_cannot_be_read_is_a_problem_among_others(rules: Path, name: str, raw: bytes, words: str) -> None:
    (rules / name).write_bytes(raw)
    ran = paraph("check", "--text", name, written(rules), cwd=rules)
    assert (ran.code, words in ran.err, "theirs.md:9:16" in ran.err, "Traceback" in ran.err) == (1, True, True, False)


PLACES = {
    "over a line end": ("1. The sides\n   will >walk.", "walk"),
    "in emphasis": ("The **sides will** *>walk*.", "walk"),
    "behind an escape": ("1\\. The \\*sides\\* >walk.", "walk"),
    "the second of two": ("a) They walk and\nthey >walk.", "walk"),
    "behind a superscript": ("On the 6<sup>th</sup> of >May.", "May"),
    "behind a link": ("See [the list](https://example.org) and >walk.", "walk"),
    "behind a footnote": ("One[^1] >two.\n\n[^1]: Note.", "two"),
    "in a quotation of Markdown": ("> (a) first\n> and >last", "last"),
    "in a table": ("| A | B |\n| --- | --- |\n| one | >two |", "two"),
    "at the very beginning": (">Walk on.", "Walk"),
}


@pytest.mark.parametrize("name", PLACES)
def test_words_are_found_where_they_stand(name: str) -> None:
    marked, words = PLACES[name]
    at = marked.rindex(">")
    text = marked[:at] + marked[at + 1 :]
    source = Source("a.md", text)
    units = [unit for unit in prose_of_rows(rows_of_text(text, "a.md")).units if words in unit.text]
    assert place_in(source, units[-1], units[-1].text.rindex(words)) == source.place(at)


# Forms


FINDING = Problem(Place("a.md", 2, 3), "wrong", "walks", "write so", "warning", "Section 1", "Because. (A source)")


def test_forms_carry_where_and_why() -> None:
    (fields,) = json.loads(FORMS["json"]([FINDING]))
    assert (fields["where"], fields["why"]) == ("Section 1", "Because. (A source)")
    run = json.loads(FORMS["sarif"]([FINDING, FINDING._replace(rule="other", why="", where="")]))["runs"][0]
    assert run["tool"]["driver"]["rules"] == [{"id": "other"}, {"id": "walks", "help": {"text": "Because. (A source)"}}]
    assert run["results"][1]["properties"] == {"where": "Section 1", "hint": "write so"}
    assert run["results"][1]["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "Section 1"}]
    assert "%0ABecause. (A source)" in FORMS["github"]([FINDING])
    assert as_text([FINDING._replace(why="")]).endswith("1 warning\n")


# The hook and the action


def test_the_hook_is_one_of_pre_commit() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"], hook["entry"]) == ("paraph-check", "python", "paraph check")
    for path, wanted in {
        "drafts/a.yaml": True,
        "clauses/areas/a.md": True,
        "schema.json": True,
        "rules/a.yaml": True,
        "README.md": False,
    }.items():
        assert bool(re.search(hook["files"], path)) == wanted, path


def test_the_action_has_inputs_of_the_command() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    parser = ArgumentParser()
    check.add_arguments(parser)
    options = {option for entry in parser._actions for option in entry.option_strings}
    assert set(action["inputs"]) == {"paths", "profile", "strict"}
    assert {"--profile", "--strict", "--text", "--format"} <= options
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        assert ("run" in step) == (step.get("shell") == "bash")
        assert "${{" not in step.get("run", ""), "an input in a script could be a command"
    written_ = re.findall(r"--[a-z]+", action["runs"]["steps"][-1]["run"])
    assert set(written_) <= options


@pytest.mark.parametrize(
    ("paths", "profile", "strict", "code", "annotations"),
    [
        ("theirs.md\n", "", "false", 1, 2),
        ("theirs.md", "nz", "false", 0, 2),
        ("theirs.md", "nz", "true", 1, 2),
        ("theirs.md\nwith a space.txt\n$(touch gone).txt", "nl", "false", 1, 7),
        ("drafts", "", "false", 0, 0),
    ],
)
def test_the_action_runs(  # noqa: PLR0917 - a row of the table
    rules: Path, tmp_path: Path, paths: str, profile: str, strict: str, code: int, annotations: int
) -> None:
    """Its steps, run by bash as the runner does; what is installed is this checkout."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    program = tmp_path / "bin" / "paraph"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "assemble.py"}" "$@"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    (rules / "drafts").mkdir()
    written(rules)
    written(rules, name="with a space.txt")
    environment = {
        **os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PATHS": paths, "PROFILE": profile, "STRICT": strict,
    }  # fmt: skip
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", steps[-1]["run"]]
    ran = subprocess.run(command, cwd=rules, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (code, ""), ran.stderr
    assert ran.stdout.count("::") == 2 * annotations
    assert not (rules / "gone").exists()
