"""The command line: exit codes, formats of problems, what is written where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from paraph.cli import COMMANDS
from tests.conftest import ROOT, paraph

NAME = "japan-estonia-2022"
DRAFT = f"drafts/{NAME}.yaml"


def spoil(copied: Path) -> None:
    draft = copied / DRAFT
    draft.write_text(draft.read_text(encoding="utf-8").replace("use: renewing", "use: renewng"), encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["build", "--help"], 0),
        ([], 2),
        (["biuld"], 2),
        (["build", "--format", "doc"], 2),
        (["build", DRAFT, "-j", "0"], 2),
        (["build", "drafts", "-o", "one.docx"], 2),
        (["build", DRAFT, "--format", "docx,html", "-o", "one.docx"], 2),
        (["build", "clauses"], 2),
        (["build", "nowhere.yaml"], 1),
        (["build", "clauses/duration/fixed.md"], 1),
        (["check", DRAFT], 0),
        (["look", "templates/bilateral/look.docx"], 2),
        (["look", "look.txt"], 2),
    ],
)
def test_exit_code(copied: Path, arguments: list[str], code: int) -> None:
    ran = paraph(*arguments, cwd=copied)
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err


def test_outside_a_workspace(tmp_path: Path) -> None:
    for verb in ("build", "check", "schema", "clauses", "fmt", "impact"):
        ran = paraph(verb, cwd=tmp_path)
        assert (ran.code, "stand in a workspace" in ran.err) == (2, True)


def test_help_shows_examples() -> None:
    for verb in COMMANDS:
        assert "examples:\n  paraph " in paraph(verb, "--help").out


def test_build_writes_beside_the_drafts(copied: Path) -> None:
    ran = paraph("build", DRAFT, "--format", "docx, txt,md,html", cwd=copied)
    assert (ran.code, ran.out.split()) == (0, [f"build/{NAME}.{form}" for form in ("docx", "txt", "md", "html")])
    assert sorted(path.name for path in (copied / "build").iterdir()) == sorted(f"{NAME}.{form}" for form in ("docx", "txt", "md", "html"))


def test_build_from_another_folder(copied: Path, tmp_path: Path) -> None:
    ran = paraph("build", copied / DRAFT, "-o", tmp_path / "mine.txt", cwd=tmp_path)
    assert ran.code == 0
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8").strip().startswith("MEMORANDUM OF COOPERATION")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_batch_goes_on_after_a_problem(copied: Path, jobs: str) -> None:
    (copied / "drafts" / "a-bad.yaml").write_text("status: x\n", encoding="utf-8")
    ran = paraph("build", "drafts", "-j", jobs, cwd=copied)
    assert ran.code == 1
    assert ran.out == "2 of 3 drafts built\n"
    assert "drafts/a-bad.yaml:1:9: error" in ran.err
    assert (copied / "build" / f"{NAME}.docx").exists()
    assert not (copied / "build" / "a-bad.docx").exists()


def test_drafts_may_end_in_yml(copied: Path) -> None:
    (copied / DRAFT).rename((copied / DRAFT).with_suffix(".yml"))
    (copied / "drafts" / "japan-finland.yaml").unlink()
    for arguments in ([], ["drafts"]):
        ran = paraph("build", *arguments, cwd=copied)
        assert (ran.code, ran.out) == (0, f"build/{NAME}.docx\n")
    assert paraph("check", cwd=copied).code == 0
    ran = paraph("new", NAME, cwd=copied)
    assert (ran.code, f"drafts/{NAME}.yml:1:1: error: there is such a draft already" in ran.err) == (1, True)
    (copied / DRAFT).write_bytes((copied / DRAFT).with_suffix(".yml").read_bytes())
    for arguments in ([], ["drafts"]):
        ran = paraph("check", *arguments, cwd=copied)
        assert (ran.code, f"drafts/{NAME}.yml:1:1: error: {DRAFT} is built to the same file (same-output)" in ran.err) == (1, True)


def test_two_drafts_cannot_become_one_file(copied: Path, tmp_path: Path) -> None:
    other = copied / "more"
    other.mkdir()
    (other / f"{NAME}.yaml").write_text((copied / DRAFT).read_text(encoding="utf-8"), encoding="utf-8")
    ran = paraph("build", DRAFT, other, "-o", tmp_path / "out", cwd=copied)
    assert (ran.code, "would both become" in ran.err) == (2, True)


def test_one_process_and_two_write_the_same(copied: Path) -> None:
    assert paraph("build", "drafts", "-o", "one", cwd=copied).code == 0
    assert paraph("build", "drafts", "-o", "two", "-j", "2", cwd=copied).code == 0
    for path in (copied / "one").iterdir():
        assert path.read_bytes() == (copied / "two" / path.name).read_bytes()


def test_a_place_that_cannot_be_written(copied: Path) -> None:
    (copied / "build").write_text("a file", encoding="utf-8")
    ran = paraph("build", DRAFT, cwd=copied)
    assert (ran.code, "cannot write build" in ran.err) == (1, True)


def test_check_as_text(copied: Path) -> None:
    spoil(copied)
    ran = paraph("check", DRAFT, cwd=copied)
    assert (ran.code, ran.out) == (1, "")
    assert f"{DRAFT}:" in ran.err
    assert 'error: no clause "duration/renewng" (unknown-clause)\n    hint: did you mean "duration/renewing"?\n1 error\n' in ran.err
    assert "\033" not in ran.err


def test_check_as_json(copied: Path) -> None:
    spoil(copied)
    ran = paraph("check", DRAFT, "--format", "json", cwd=copied)
    (problem,) = json.loads(ran.out)
    assert ran.code == 1
    assert (problem["file"], problem["rule"], problem["severity"]) == (DRAFT, "unknown-clause", "error")
    line = (copied / DRAFT).read_text(encoding="utf-8").split("\n")[problem["line"] - 1]
    assert line[problem["column"] - 1 :] == "renewng"


def test_check_as_github(copied: Path) -> None:
    spoil(copied)
    ran = paraph("check", DRAFT, "--format", "github", cwd=copied)
    assert ran.out.startswith(f"::error file={DRAFT},line=")
    assert ',title=unknown-clause::no clause "duration/renewng"%0Adid you mean "duration/renewing"?' in ran.out


def test_check_as_sarif(copied: Path) -> None:
    spoil(copied)
    log = json.loads(paraph("check", DRAFT, "--format", "sarif", cwd=copied).out)
    (run,) = log["runs"]
    (result,) = run["results"]
    assert (log["version"], result["ruleId"], result["level"]) == ("2.1.0", "unknown-clause", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "unknown-clause"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == DRAFT


def test_check_of_the_workspace_is_clean() -> None:
    ran = paraph("check", cwd=ROOT)
    assert ran.code == 0, ran.err


def test_check_says_when_the_schema_is_stale(copied: Path) -> None:
    clause = copied / "clauses" / "duration" / "fixed.md"
    clause.write_text(clause.read_text(encoding="utf-8").replace("title: ", "title: New "), encoding="utf-8")
    ran = paraph("check", cwd=copied)
    assert (ran.code, "clauses/library.schema.json:1:1: error: the schema does not match the library (stale-schema)" in ran.err) == (
        1,
        True,
    )
    assert paraph("schema", cwd=copied).out == "clauses/library.schema.json\n"
    assert paraph("check", cwd=copied).code == 0


def test_a_fault_of_ours_exits_3(copied: Path) -> None:
    (copied / "schema.json").write_text('{"$ref": "#/nowhere"}', encoding="utf-8")
    ran = paraph("build", DRAFT, cwd=copied)
    assert ran.code in (1, 3)


def test_no_packages_is_explained(tmp_path: Path) -> None:
    """`python assemble.py` with a Python which has no packages says what to do."""
    import shutil

    shutil.copy(ROOT / "assemble.py", tmp_path)
    shutil.copytree(ROOT / "paraph", tmp_path / "paraph")
    command = [sys.executable, "-S", "-I", str(tmp_path / "assemble.py"), "build", str(ROOT / DRAFT), "-o", str(tmp_path / "x.docx")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "Run `make build` once" in done.stderr) == (2, True), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("no_color", "colour"), [("", True), ("1", False)])
def test_on_a_terminal(copied: Path, no_color: str, colour: bool) -> None:
    """A terminal gets progress and colour; NO_COLOR takes the colour away."""
    (copied / "drafts" / "a-bad.yaml").write_text("status: x\n", encoding="utf-8")
    seen = in_a_terminal([sys.executable, str(ROOT / "assemble.py"), "build", "drafts"], copied, {"NO_COLOR": no_color, "TERM": "xterm"})
    assert "[1/3] a-bad.yaml" in seen
    assert ("\033[1;31merror\033[0m" in seen) == colour
    assert "Traceback" not in seen


def in_a_terminal(command: list[str], folder: Path, env: dict[str, str]) -> str:
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **env}, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    seen = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
    process.wait(timeout=60)
    os.close(leader)
    return seen.decode()


@pytest.mark.parametrize("change", [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")], ids=["BOM", "CRLF"])
def test_windows_files_give_the_same_document(copied: Path, change: Callable[[bytes], bytes]) -> None:
    assert paraph("build", DRAFT, "-o", "before.docx", cwd=copied).code == 0
    for path in (*copied.rglob("*.md"), *copied.rglob("*.yaml"), *copied.rglob("*.j2")):
        path.write_bytes(change(path.read_bytes()))
    ran = paraph("build", DRAFT, "-o", "after.docx", cwd=copied)
    assert ran.code == 0, ran.err
    assert (copied / "before.docx").read_bytes() == (copied / "after.docx").read_bytes()


@pytest.mark.parametrize(("status", "warned"), [("drafting", True), ("signed", False)])
def test_a_retired_clause(copied: Path, status: str, warned: bool) -> None:
    """It warns whoever negotiates; what is signed is left alone."""
    clause = copied / "clauses" / "objective" / "develop-cooperation.md"
    text = clause.read_text(encoding="utf-8")
    clause.write_text(text.replace("status: approved", "status: retired\ninstead: objective/list-of-aims"), encoding="utf-8")
    draft = copied / DRAFT
    draft.write_text(draft.read_text(encoding="utf-8").replace("status: signed", f"status: {status}", 1), encoding="utf-8")
    ran = paraph("build", DRAFT, cwd=copied)
    assert ran.code == 0
    message = 'warning: the clause "objective/develop-cooperation" is retired (retired-clause)\n    hint: pick "list-of-aims"'
    assert (message in ran.err) == warned


def test_a_reader_which_goes_is_no_fault(copied: Path) -> None:
    """As `head` does; the second line is written when it has gone."""
    program = f'"{sys.executable}" "{ROOT / "assemble.py"}" clauses'
    command = f"{{ {program}; echo $? >&2; }} | true"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(["sh", "-c", command], cwd=copied, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert (done.stdout, done.stderr) == ("", "0\n")
