"""`review`: what a pull request changes in drafts, in one folder; and the action which shows it, with real repositories."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
import yaml
from markdown_it import MarkdownIt

from paraph.commands import review
from paraph.comment import SIZE
from paraph.comparison.choices import LAST_RESORT, OWN_TEXT
from paraph.delivery import INDEX, Delivery, names
from paraph.review import Before
from paraph.review import review as reviewed_drafts
from paraph.review.as_comment import MARKER, RESERVE, as_comment
from paraph.validate import packaged_schema
from paraph.workspace import Workspace
from tests.conftest import ROOT, needed, paraph
from tests.test_impact import BASE, HOME, change, files, git, words_of
from tests.test_readme import README, blocks, sessions

FILL = ("drafts/fish.yaml", ("initial_years: 3", "initial_years: 5"))
RENEWING = "clauses/duration/renewing.md"


@pytest.fixture
def root(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three drafts, all of it committed on the branch main."""
    needed("git", shutil.which("git"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:  # which a hook sets
        monkeypatch.delenv(name)
    for name, value in HOME.items():
        monkeypatch.setenv(name, value)
    for draft in (copied / "drafts").iterdir():
        draft.unlink()
    (copied / "drafts" / "fish.yaml").write_text(BASE, encoding="utf-8")
    (copied / "drafts" / "ports.yaml").write_text(BASE.replace("fisheries", "ports"), encoding="utf-8")
    other = re.sub(r"  duration:\n(    .*\n)+", "  duration: indefinite\n  termination: {use: with-notice, notice_months: 3}\n", BASE)
    (copied / "drafts" / "ships.yaml").write_text(other.replace("fisheries", "ships"), encoding="utf-8")
    (copied / ".gitignore").write_text("build/\n", encoding="utf-8")
    git(copied, "init", "-q", "-b", "main")
    git(copied, "add", "-A")
    git(copied, "commit", "-qm", "first")
    return copied


class Folder(NamedTuple):
    """What a run has told and left."""

    code: int
    out: str
    err: str
    comment: str
    drafts: dict[str, Any]
    files: set[str]


def reviewed(root: Path, *arguments: str) -> Folder:
    ran = paraph("review", *arguments, "-o", "out", cwd=root)
    found = json.loads((root / "out" / "review.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, packaged_schema("review"))
    drafts = {draft["draft"].removeprefix("drafts/"): draft for draft in found["drafts"]}
    assert ran.code == bool(drafts), ran
    comment = (root / "out" / "comment.md").read_text(encoding="utf-8")
    assert comment.startswith(f"{MARKER}\n## Review: ")
    shown = {draft[name] for draft in drafts.values() for name in ("page", "word")} - {None}
    left = files(root / "out")
    assert left == shown | {"comment.md", "review.json"}
    return Folder(*ran, comment, drafts, left)


def rows(comment: str) -> dict[str, list[str]]:
    """The cells of the comment's table, as they are read, by draft."""
    page = MarkdownIt("gfm-like", {"linkify": False}).render(comment)
    cells = [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", page)]
    return {cells[at]: cells[at + 1 : at + 5] for at in range(0, len(cells), 5)}


def test_nothing_differs(root: Path) -> None:
    change(root, "drafts/fish.yaml", ("template: bilateral", "# A remark.\ntemplate: 'bilateral'"))
    change(root, "clauses/duration/fixed.md", ("summary: ", "summary: Quite "))
    found = reviewed(root)
    commit = git(root, "rev-parse", "--short", "HEAD")
    assert (found.code, found.err) == (0, "")
    assert found.comment == f"{MARKER}\n## Review: no draft differs\n\nSince {commit}.\n"
    assert found.out == f"no draft differs since {commit}: out/comment.md, out/review.json\n"


def test_a_draft_which_was_changed(root: Path) -> None:
    change(root, *FILL)
    change(root, "drafts/fish.yaml", ("differences: consultation", "differences: {text: They talk.}"))
    found = reviewed(root, "HEAD", "--author", "Treaty Section", "--date", "2027-01-15")
    assert rows(found.comment) == {"drafts/fish.yaml": ["1 selection, 1 fill", "⚠ 1 missing reason", "fish.html", "fish.docx"]}
    assert found.drafts["fish.yaml"]["asks"] == [{"pick": "differences", "mark": OWN_TEXT}]
    assert found.drafts["fish.yaml"]["effect"] is None
    commit = git(root, "rev-parse", "--short", "HEAD")
    assert f"<title>{commit}:drafts/fish.yaml → drafts/fish.yaml</title>" in (root / "out" / "fish.html").read_text(encoding="utf-8")
    body = words_of(root / "out" / "fish.docx")
    assert re.findall(r"<w:delText[^>]*>(three[^<]*)", body) == ["three (3)"]
    assert 'w:author="Treaty Section" w:date="2027-01-15T00:00:00Z"' in body
    assert "- **duration (renewing): initial\\_years 3 → 5**" in found.comment
    assert "  - ⚠ a text of the draft's own without its reason" in found.comment
    assert found.out.startswith("drafts/fish.yaml: 1 selection, 1 fill\n1 draft changed since ")


def test_only_what_the_branch_changes(root: Path) -> None:
    """The branch main has gone on since: what happened there is none of this branch's."""
    git(root, "checkout", "-qb", "ours")
    change(root, *FILL)
    git(root, "commit", "-qam", "five")
    git(root, "checkout", "-q", "main")
    change(root, "drafts/ships.yaml", ("ships", "boats"))
    change(root, RENEWING, ("for a period of", "for"))
    git(root, "commit", "-qam", "elsewhere")
    git(root, "checkout", "-q", "ours")
    found = reviewed(root, "main")
    assert set(found.drafts) == {"fish.yaml"}
    commit = git(root, "rev-parse", "--short", "main~1")
    assert f"Since {commit}, where this branch left main." in found.comment
    git(root, "merge", "-q", "main", "-m", "both")
    assert set(reviewed(root, "main").drafts) == {"fish.yaml"}
    git(root, "checkout", "-q", "--orphan", "alone")
    git(root, "commit", "-qm", "with no common past")
    assert set(reviewed(root, "main").drafts) == {"fish.yaml"}


def test_new_renamed_and_removed(root: Path) -> None:
    own = "clauses:\n  funding: {text: They pay., reason: '``` @all'}\n  survival: {text: They stop.}\n"
    last = re.sub(r"  duration:\n(    .*\n)+", "  duration: indefinite\n  termination: at-any-time\n", BASE)
    (root / "drafts" / "new.yaml").write_text(last.replace("clauses:\n", own), encoding="utf-8")
    shutil.copy(ROOT / "drafts" / "japan-finland.yaml", root / "drafts" / "ships.yaml")  # which is like no other
    git(root, "commit", "-qm", "other ships", "--", "drafts/ships.yaml")
    git(root, "mv", "drafts/fish.yaml", "drafts/fishes.yaml")
    change(root, "drafts/fishes.yaml", *FILL[1:])
    git(root, "rm", "-q", "drafts/ships.yaml")
    found = reviewed(root)
    assert rows(found.comment) == {
        "drafts/new.yaml": ["new", "⚠ 2 missing reasons", "new.html", "new.docx (document)"],
        "drafts/fishes.yaml": ["renamed from drafts/fish.yaml; 1 fill", "", "fishes.html", "fishes.docx"],
        "drafts/ships.yaml": ["removed", "", "", ""],
    }
    assert found.comment.startswith(f"{MARKER}\n## Review: 1 draft renamed, 1 draft new, 1 draft removed\n")
    assert [ask["mark"] for ask in found.drafts["new.yaml"]["asks"]] == [OWN_TEXT, LAST_RESORT]
    choices = found.comment.partition("<summary>Its choices</summary>")[2]
    assert choices.startswith("\n\n````\ntemplate: bilateral\n")
    assert "\nduration: indefinite, Without limit of time (last resort)\n" in choices
    assert "\nfunding: Own text\n  reason: ``` @all\n  | They pay.\n" in choices
    assert "<w:ins " not in words_of(root / "out" / "new.docx")
    assert "This MoC will continue until it is terminated." in (root / "out" / "new.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("added", [(), ("add", "-A"), ("add", "-N", "drafts/our fish.yaml")])
def test_a_draft_which_was_moved_is_found(added: tuple[str, ...], root: Path) -> None:
    """As git finds it, whether it was told or not; and its index stays as it was."""
    (root / "drafts" / "fish.yaml").rename(root / "drafts" / "our fish.yaml")
    change(root, "drafts/our fish.yaml", *FILL[1:])
    git(root, "config", "core.splitIndex", "true")
    if added:
        git(root, *added)
    before = {path: path.read_bytes() for path in (root / ".git").rglob("*") if path.is_file()}
    found = reviewed(root, "main")
    assert rows(found.comment) == {
        "drafts/our fish.yaml": ["renamed from drafts/fish.yaml; 1 fill", "", "our fish.html", "our fish.docx"],
    }
    assert {path: path.read_bytes() for path in (root / ".git").rglob("*") if path.is_file()} == before


ODD = ["été 日本", *(['a "b" c', "back\\slash: $(x)"] if sys.platform != "win32" else [])]


@pytest.mark.parametrize("name", ODD)
def test_a_folder_may_have_any_name(name: str, root: Path) -> None:
    there = root.rename(root.with_name(name))
    (there / "drafts" / "fish.yaml").rename(there / "drafts" / "our fish.yaml")
    found = reviewed(there)
    assert rows(found.comment)["drafts/our fish.yaml"][0] == "renamed from drafts/fish.yaml"
    assert paraph("impact", cwd=there).code == 0
    ran = paraph("diff", "drafts/our fish.yaml", cwd=there)
    assert (ran.code, ran.out) == (0, "HEAD:drafts/fish.yaml → drafts/our fish.yaml: no differences\n")


def test_a_draft_out_of_another_folder_is_new(root: Path) -> None:
    """Though one of its old name lies among the drafts, which nobody has touched; and into a folder goes none."""
    old = root / "drafts" / "archive"
    old.mkdir()
    (old / "fish.yaml").write_text(BASE.replace("fisheries", "lakes"), encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "archive")
    (old / "fish.yaml").rename(root / "drafts" / "carp.yaml")
    (root / "drafts" / "ports.yaml").rename(old / "ports.yaml")
    found = reviewed(root)
    assert {name: cells[0] for name, cells in rows(found.comment).items()} == {"drafts/carp.yaml": "new", "drafts/ports.yaml": "removed"}


def test_a_new_draft_prints_its_own_words(root: Path) -> None:
    own = """clauses:
  funding:
    reason: "They asked:\\n\\n# for it\\n---\\n    so be it"
    text: |
      Each of the {{ participants }} will pay for:
      - its own staff; and
      - its travel.
"""
    (root / "drafts" / "new.yaml").write_text(BASE.replace("clauses:\n", own).replace("use: renewing", "use: renewng"), encoding="utf-8")
    comment = reviewed(root).comment
    assert "\n  | Each of the Participants will pay for:\n  | - its own staff; and\n  | - its travel.\n" in comment
    assert "\n  reason: They asked:\n    # for it\n    ---\n    so be it\n" in comment
    assert '(unknown-clause)<br>hint: did you mean "duration/renewing"?\n' in comment
    page = MarkdownIt("gfm-like", {"linkify": False}).render(comment)
    assert re.findall(r"<(h\d)>", page) == ["h2", "h3"]


def test_files_are_named_as_people_type_them(root: Path, tmp_path: Path) -> None:
    change(root, *FILL)
    commit = git(root, "rev-parse", "--short", "HEAD")
    for typed in ("out", "../workspace/out", str(tmp_path / "folder with spaces")):
        ran = paraph("review", "-o", typed, cwd=root)
        assert ran.out.splitlines()[-1] == f"1 draft changed since {commit}: {typed}/comment.md, {typed}/review.json"
    for name in ("comment.md", "review.json"):
        (root / "out" / name).write_text("mine", encoding="utf-8")
    ran = paraph("review", "-o", "out", cwd=root)
    assert (ran.code, ran.out.splitlines()[-1]) == (1, f"1 draft changed since {commit}")
    assert "out/comment.md:1:1: error: out/comment.md is not as this tool wrote it" in ran.err


def test_a_change_of_the_library(root: Path) -> None:
    change(root, RENEWING, ("for a period of", "for"))
    found = reviewed(root)
    assert {name: (draft["effect"], draft["word"], draft["redlined"]) for name, draft in found.drafts.items()} == {
        "fish.yaml": ("wording", "fish.docx", True),
        "ports.yaml": ("wording", "ports.docx", True),
    }
    assert rows(found.comment)["drafts/fish.yaml"][0] == "by the library: wording, 1 passage changed"
    change(root, "templates/bilateral/template.yaml", ("[taking-effect, duration,", "[duration, taking-effect,"))
    assert {draft["effect"] for draft in reviewed(root).drafts.values()} == {"breaking"}


def test_what_git_leaves_out_of_a_release_was_there(root: Path) -> None:
    (root / ".gitattributes").write_text("drafts/fish.yaml export-ignore\nclauses/duration export-ignore\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "attributes")
    assert reviewed(root).drafts == {}
    ran = paraph("impact", cwd=root)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "0 of 3 drafts touched")


@pytest.mark.parametrize("link", ["drafts/evil.yaml", "clauses/duration/evil.md", "templates/evil"])
def test_links_lead_nowhere(link: str, root: Path, tmp_path: Path) -> None:
    """Neither those of today, which would tell strangers what stands there, nor those which git keeps."""
    (tmp_path / "secret").write_text("token: 123\n", encoding="utf-8")
    (root / link).symlink_to(tmp_path / "secret")
    for verb in ("review", "impact"):
        ran = paraph(verb, cwd=root)
        assert (ran.code, ran.err) == (2, f"paraph {verb}: {link} is a link which leads out of the workspace: put the file itself there\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a link")
    (root / link).unlink()
    assert reviewed(root).drafts == {}
    (root / "drafts" / "same.yaml").symlink_to("fish.yaml")
    assert set(reviewed(root).drafts) == {"same.yaml"}


def test_a_name_which_is_no_name_is_refused(root: Path) -> None:
    (root / "drafts" / "z\n::warning::y.yaml").write_text(BASE, encoding="utf-8")
    assert "signs which cannot be printed" in paraph("review", cwd=root).err


def test_errors_of_one_do_not_stop_the_rest(root: Path) -> None:
    change(root, *FILL)
    change(root, "drafts/ports.yaml", ("use: renewing", "use: renewng"))
    change(root, "drafts/ships.yaml", ("template: bilateral", "template: [bilateral"))
    found = reviewed(root)
    told = rows(found.comment)
    assert list(told) == ["drafts/ports.yaml", "drafts/ships.yaml", "drafts/fish.yaml"]
    assert told["drafts/fish.yaml"] == ["1 fill", "", "fish.html", "fish.docx"]
    assert (told["drafts/ports.yaml"][0][-7:], told["drafts/ports.yaml"][2:]) == ("1 error", ["ports.html", ""])
    assert (told["drafts/ships.yaml"][0].startswith("⚠ cannot be compared; "), told["drafts/ships.yaml"][2:]) == (True, ["", ""])
    assert (
        '\n- ⚠ drafts/ports.yaml:18:10: no clause "duration/renewng" (unknown-clause)<br>hint: did you mean "duration/renewing"?\n'
        in found.comment
    )
    assert 'drafts/ports.yaml:18:10: error: no clause "duration/renewng" (unknown-clause)\n' in found.err
    git(root, "commit", "-qam", "with errors")
    assert reviewed(root).drafts == {}
    change(root, "drafts/ports.yaml", ("use: renewng", "use: renewing"))
    found = reviewed(root)
    assert rows(found.comment)["drafts/ports.yaml"][0].endswith("builds, and did not before")
    assert (found.drafts["ports.yaml"]["word"], found.drafts["ports.yaml"]["redlined"]) == ("ports.docx", False)


def test_a_look_without_a_style_leaves_the_page(root: Path) -> None:
    """The document cannot be written in it: an error, and the choices are told all the same."""
    look = root / "templates" / "bilateral" / "look.docx"
    with zipfile.ZipFile(look) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:val="Recital"', b'w:val="Racital"')
    with zipfile.ZipFile(look, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    change(root, *FILL)
    found = reviewed(root)
    fish = found.drafts["fish.yaml"]
    assert (fish["page"], fish["word"], [problem["rule"] for problem in fish["problems"]]) == ("fish.html", None, ["missing-style"])
    assert "templates/bilateral/look.docx:1:1: error: " in found.err


def test_a_text_which_was_frozen(root: Path) -> None:
    change(root, "drafts/fish.yaml", ("status: drafting", "status: agreed"), ("{blank: signatory of Japan}", "{name: A, title: B}"))
    assert paraph("initial", "drafts/fish.yaml", "--date", "2026-05-06", cwd=root).code == 0
    found = reviewed(root)
    assert (found.drafts["fish.yaml"]["frozen"], found.drafts["fish.yaml"]["problems"]) == ("text frozen", [])
    git(root, "add", "-A")
    git(root, "commit", "-qm", "agreed")
    change(root, RENEWING, ("for a period of", "for"))
    found = reviewed(root)
    assert rows(found.comment)["drafts/fish.yaml"][0] == (
        "⚠ by the library: breaking, 1 passage changed; its frozen text would change; 1 error"
    )
    assert found.drafts["fish.yaml"]["redlined"]
    assert paraph("initial", "drafts/fish.yaml", "--again", cwd=root).code == 0
    found = reviewed(root)
    assert (found.drafts["fish.yaml"]["frozen"], found.drafts["fish.yaml"]["problems"]) == ("text frozen anew", [])
    git(root, "checkout", "-q", "--", "clauses")
    (root / "drafts" / "fish.text.json").unlink()
    assert reviewed(root).drafts["fish.yaml"]["frozen"] == "frozen text taken away"


def test_a_draft_under_negotiation_is_not_said_to_be_frozen(root: Path) -> None:
    """It was frozen, and is drafted again; its frozen text comes with the branch, or was there before."""
    change(root, "drafts/fish.yaml", ("{blank: signatory of Japan}", "{name: A, title: B}"), ("status: drafting", "status: agreed"))
    assert paraph("initial", "drafts/fish.yaml", "--date", "2026-05-06", cwd=root).code == 0
    change(root, "drafts/fish.yaml", ("status: agreed", "status: drafting"), ("initial_years: 3", "initial_years: 5"))

    def told() -> tuple[str, str | None, bool]:
        found = reviewed(root)
        fish = found.drafts["fish.yaml"]
        assert not fish["problems"]
        return rows(found.comment)["drafts/fish.yaml"][0].partition("; ")[2], fish["frozen"], fish["negotiated"]

    unasked = "under negotiation: its frozen text is not asked"
    assert told() == (unasked, "text frozen", True)
    (root / "drafts" / "fish.yaml").rename(root / "drafts" / "carp.yaml")
    (root / "drafts" / "fish.text.json").rename(root / "drafts" / "carp.text.json")
    found = reviewed(root)
    assert unasked in rows(found.comment)["drafts/carp.yaml"][0]
    assert "text frozen" not in found.comment
    (root / "drafts" / "carp.yaml").rename(root / "drafts" / "fish.yaml")
    (root / "drafts" / "carp.text.json").rename(root / "drafts" / "fish.text.json")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "negotiated again")
    change(root, "drafts/fish.yaml", ("initial_years: 5", "initial_years: 7"))
    assert told() == (unasked, None, True)
    change(root, "drafts/fish.text.json", ('"by": ""', '"by": "X"'))
    assert told() == (f"text frozen anew; {unasked}", "text frozen anew", True)


def test_a_page_says_that_the_frozen_text_is_not_given(root: Path) -> None:
    change(root, "drafts/fish.yaml", ("{blank: signatory of Japan}", "{name: A, title: B}"), ("status: drafting", "status: agreed"))
    assert paraph("initial", "drafts/fish.yaml", "--date", "2026-05-06", cwd=root).code == 0
    change(root, *FILL)
    found = reviewed(root)
    page = (root / "out" / found.drafts["fish.yaml"]["page"]).read_text(encoding="utf-8")
    assert "drafts/fish.yaml is agreed, and does not give the text frozen on 2026-05-06: 1 difference." in page
    assert "does not give its frozen text" in rows(found.comment)["drafts/fish.yaml"][0]


def test_an_earlier_run_does_not_mislead(root: Path) -> None:
    change(root, *FILL)
    change(root, "drafts/ports.yaml", ("ports", "harbours"))
    assert reviewed(root).files == {"fish.html", "fish.docx", "ports.html", "ports.docx", "comment.md", "review.json"}
    git(root, "checkout", "-q", "--", "drafts/ports.yaml")
    assert reviewed(root).files == {"fish.html", "fish.docx", "comment.md", "review.json"}
    before = git(root, "status", "--porcelain")
    assert paraph("review", cwd=root / "drafts").code == 1
    assert git(root, "status", "--porcelain") == before
    assert files(root / "build" / "review") == {"fish.html", "fish.docx", "comment.md", "review.json"}


def test_a_comment_is_cut_where_it_is_too_long(root: Path, tmp_path: Path) -> None:
    """120 drafts with long texts, and one which owes an answer."""
    long = "The Participants will meet, and write down what they say. " * 60
    draft, later = (root / "drafts" / f"{name}.yaml" for name in ("draft", "later"))
    draft.write_text(BASE.replace("clauses:\n", f"clauses:\n  funding: {{text: '{long}', reason: So.}}\n"), encoding="utf-8")
    then = shutil.copytree(root, tmp_path / "then")
    draft.write_text(draft.read_text(encoding="utf-8").replace("will meet", "meet").replace(": 3", ": 4"), encoding="utf-8")
    later.write_text(BASE.replace("clauses:\n", f"clauses:\n  funding: {{text: '{long}'}}\n"), encoding="utf-8")
    changed, added = (one for one, _ in reviewed_drafts(Before(Workspace(then), "v1", {}, same_library=True), Workspace(root)))
    assert (changed.draft, added.draft) == ("drafts/draft.yaml", "drafts/later.yaml")
    many = [changed._replace(draft=f"drafts/draft-{number:03}.yaml", page=f"draft-{number:03}.html") for number in range(120)]
    comment = as_comment([*many, added], "v1")
    assert SIZE * 0.7 < len(comment) <= SIZE - RESERVE
    assert len(rows(comment)) == 121
    assert re.search(r"^\*… and \d+ more drafts for which there is no room here: each has its page\.\*$", comment, re.MULTILINE)
    assert comment.count("<details") == comment.count("</details>")
    assert comment.index("### drafts/later.yaml") < comment.index("### drafts/draft-")


def test_a_draft_is_cut_where_it_is_too_long(root: Path) -> None:
    wide = "The Participants will meet, and write down what they say. " * 400
    areas = "".join(f"  - {{text: 'Area {number} {wide}', reason: So.}}\n" for number in range(6))
    text = re.sub(r"^areas: .*\n", f"areas:\n{areas}", BASE, flags=re.MULTILINE)
    (root / "drafts" / "fish.yaml").write_text(text, encoding="utf-8")
    found = reviewed(root)
    assert SIZE / 2 < len(found.comment) <= SIZE - RESERVE
    assert found.comment.count("Area") < 6 <= found.comment.count("- **areas: own text added**")


def test_wrong_use(root: Path, tmp_path: Path) -> None:
    copied = tmp_path / "no repository"
    shutil.copytree(root, copied, ignore=shutil.ignore_patterns(".git"))
    for arguments, where, message in (
        (("nowhere",), root, 'there is no revision "nowhere"'),
        (("--output", "schema.json"), root, "schema.json is no folder"),
        ((), tmp_path, "stand in a workspace"),
        ((), copied, "git finds no repository here"),
    ):
        ran = paraph("review", *arguments, cwd=where)
        assert (ran.code, ran.out, ran.err.startswith(f"paraph review: {message}")) == (2, "", True), ran
    ran = paraph("review", cwd=root, env={"PATH": str(tmp_path)})
    assert (ran.code, ran.err.splitlines()[0]) == (2, "paraph review: git is not installed, or not in PATH, and it keeps the revisions")


# The folder


def test_a_run_which_fails_takes_nothing_away(tmp_path: Path) -> None:
    with Delivery(tmp_path) as out:
        assert out.put("one", b"1")
        assert out.put("two", b"2")
    with suppress(KeyError), Delivery(tmp_path) as out:
        assert out.put("three", b"3")
        raise KeyError
    assert files(tmp_path) == {"one", "two", "three"}
    with Delivery(tmp_path) as out:
        assert out.put("one", b"1")
    assert (files(tmp_path), out.problems) == ({"one"}, [])


@pytest.mark.parametrize(
    "index", [b"", b"[]", b'{"files": []}', b'{"files": {"../secret": "x", "/etc/x": "y", "": "", ".paraph.json": "z"}}']
)
def test_an_index_which_lies_takes_nothing_away(tmp_path: Path, index: bytes) -> None:
    (tmp_path / "secret").write_bytes(b"s")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / INDEX).write_bytes(index)
    with Delivery(folder) as out:
        assert out.put("one", b"1")
    assert (files(tmp_path), files(folder), out.problems) == ({"secret", "out"}, {"one"}, [])


def test_names() -> None:
    drafts = ["drafts/a.yaml", "drafts/b.yaml", "drafts/b.yml", "drafts/c.d.yaml"]
    assert list(names(drafts).values()) == ["a", "b.yaml", "b.yml", "c.d"]


# The action


ACTION = yaml.safe_load((ROOT / "review" / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
FAKE_GH = """#!/bin/sh
for argument; do echo "$argument" >> "$GH_CALLS"; case "$argument" in body=@*) cp "${argument#body=@}" "$GH_CALLS.body" ;; esac; done
echo -- >> "$GH_CALLS"
case "$GH_REFUSES:$*" in list:*--paginate*) exit 1 ;; *--paginate*) cat "$GH_KNOWN"; exit ;; esac
if [ "$GH_REFUSES" = write ]; then echo "gh: Resource not accessible by integration (HTTP 403)" >&2; exit 1; fi
"""


def test_the_action_takes_no_input_into_a_script() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for step in STEPS:
        assert ("run" in step) == (step.get("shell") == "bash")
        assert "${{" not in step.get("run", ""), "an input in a script could be a command"
    used = set(re.findall(r"inputs\.([a-z]+)", json.dumps(STEPS)))
    assert used == set(ACTION["inputs"])
    parser = ArgumentParser()
    review.add_arguments(parser)
    options = {option for entry in parser._actions for option in entry.option_strings}
    (command,) = re.findall(r"paraph review .*", STEPS[2]["run"])
    assert set(re.findall(r"(?<=[\" ])--?[a-z]+", command)) <= options


class Runner:
    """A runner of GitHub for one pull request: a shallow clone of the merge, and a `gh` which notes how it is called."""

    def __init__(self, folder: Path, origin: Path) -> None:
        self.folder = folder
        self.checkout = folder / "checkout"
        self.calls = folder / "calls"
        programs = folder / "bin"
        self.program(programs / "paraph", f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "assemble.py"}" "$@"\n')
        self.program(programs / "gh", FAKE_GH)
        (folder / "known").write_text("", encoding="utf-8")
        git(folder, "clone", "-q", "--depth", "1", "--branch", "merge", f"file://{origin}", str(self.checkout))
        self.environment = {
            **os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "GH_CALLS": str(self.calls), "GH_KNOWN": str(folder / "known"),
            "GITHUB_OUTPUT": str(folder / "output"), "GITHUB_STEP_SUMMARY": str(folder / "summary"), "GITHUB_REPOSITORY": "o/r",
            "WORKSPACE": ".", "SINCE": "", "AUTHOR": "Treaty Section", "BASE": "main", "FOLDER": str(folder / "review"),
            "FILES": "https://example.org/artifact", "COMMENT": "true", "NUMBER": "7", "GH_TOKEN": "t",
        }  # fmt: skip

    @staticmethod
    def program(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)

    def run(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """The steps which are scripts, as the runner runs them; what the first puts out is what the last is given."""
        for name in ("output", "summary", "calls"):
            (self.folder / name).write_text("", encoding="utf-8")
        ran = self._step(STEPS[2], environment)
        assert ran.returncode == 0, ran.stderr
        (differs,) = re.findall(r"^differs=(true|false)$", (self.folder / "output").read_text(encoding="utf-8"), re.MULTILINE)
        return self._step(STEPS[-1], {**environment, "DIFFERS": differs})

    def _step(self, step: dict[str, Any], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        environment = {**self.environment, **environment}
        return subprocess.run(command, cwd=self.checkout, env=environment, capture_output=True, encoding="utf-8", check=False)

    @property
    def asked(self) -> list[list[str]]:
        """How gh was called, less the body's file."""
        calls = self.calls.read_text(encoding="utf-8").split("--\n")[:-1]
        return [[word for word in call.splitlines() if not word.startswith("body=")] for call in calls]

    @property
    def body(self) -> str:
        return Path(f"{self.calls}.body").read_text(encoding="utf-8")

    @property
    def summary(self) -> str:
        return (self.folder / "summary").read_text(encoding="utf-8")


@pytest.fixture
def runner(root: Path, tmp_path: Path) -> Runner:
    """A drafter changed a choice on a branch, main has gone on since, and the pull request's merge is checked out."""
    git(root, "checkout", "-qb", "five-years")
    change(root, *FILL)
    git(root, "commit", "-qam", "Five years")
    git(root, "checkout", "-q", "main")
    change(root, "drafts/ships.yaml", ("ships", "boats"))
    git(root, "commit", "-qam", "Boats")
    git(root, "checkout", "-qb", "merge")
    git(root, "merge", "-q", "--no-ff", "five-years", "-m", "merge")
    return Runner(tmp_path / "runner", root)


POST = ["api", "--silent", "--method", "POST", "repos/o/r/issues/7/comments", "-F"]
PATCH = ["api", "--silent", "--method", "PATCH", "repos/o/r/issues/comments/42", "-F"]


def test_a_pull_request_gets_one_comment(runner: Runner) -> None:
    ran = runner.run()
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    (listed, posted) = runner.asked
    assert listed[:3] == ["api", "--paginate", "repos/o/r/issues/7/comments?per_page=100"]
    assert listed[4] == f'.[] | select(.user.type == "Bot" and (.body | startswith("{MARKER}"))) | .id'
    assert posted == POST
    assert runner.body == runner.summary
    assert list(rows(runner.body)) == ["drafts/fish.yaml"]
    assert runner.body.startswith(f"{MARKER}\n## Review: 1 draft changed\n")
    assert runner.body.endswith("\n[Pages and redlines](https://example.org/artifact), to download and open.\n")
    assert files(runner.folder / "review") == {"fish.html", "fish.docx", "comment.md", "review.json"}
    assert 'w:author="Treaty Section"' in words_of(runner.folder / "review" / "fish.docx")


def test_the_checkout_is_not_what_installs(runner: Runner) -> None:
    (runner.checkout / "pip.py").write_text("raise SystemExit('ran from the checkout')\n", encoding="utf-8")
    runner.program(runner.folder / "bin" / "python", f'#!/bin/sh\nexec "{sys.executable}" "$@" --dry-run --no-deps --no-build-isolation\n')
    ran = runner._step(STEPS[1], {"CHECKOUT": str(ROOT / "review")})
    assert "from the checkout" not in ran.stderr + ran.stdout


def test_the_comment_is_written_anew(runner: Runner) -> None:
    (runner.folder / "known").write_text("42\n43\n", encoding="utf-8")
    assert runner.run().returncode == 0
    assert runner.asked[1:] == [PATCH]
    git(runner.checkout, "checkout", "-q", "origin/main")
    assert runner.run().returncode == 0
    assert runner.asked[1:] == [PATCH]
    assert "\n## Review: no draft differs\n" in runner.body


def test_nothing_to_tell_is_not_told(runner: Runner) -> None:
    assert runner.run(SINCE="HEAD").returncode == 0
    assert len(runner.asked) == 1
    assert "no draft differs" in runner.summary
    assert runner.run(COMMENT="false", SINCE="HEAD~1").returncode == 0
    assert (runner.asked, "1 draft changed" in runner.summary) == ([], True)
    assert runner.run(NUMBER="").returncode == 0
    assert runner.asked == []


@pytest.mark.parametrize(("refuses", "asked"), [("write", 2), ("list", 1)])
def test_a_fork_may_only_read(runner: Runner, refuses: str, asked: int) -> None:
    ran = runner.run(GH_REFUSES=refuses)
    assert len(runner.asked) == asked
    assert ran.returncode == 0
    assert ran.stdout.startswith("::notice title=Paraph review::The comment could not be written: the token may only read")
    assert "## Review: 1 draft changed" in runner.summary
    why = "the token may only read, as that of a pull request from a fork"
    assert runner.summary.endswith(f"\n*This could not be written as a comment: {why}.*\n")


def test_odd_inputs_are_no_commands(runner: Runner) -> None:
    assert runner.run(AUTHOR='A $(touch gone) "B"', WORKSPACE="drafts/..").returncode == 0
    assert not (runner.checkout / "gone").exists()
    assert "A $(touch gone) &quot;B&quot;" in words_of(runner.folder / "review" / "fish.docx")
    ran = runner._step(STEPS[2], {"SINCE": "--output=/tmp/x"})
    assert ran.returncode == 2


# The page which tells of it

PAGE = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
TOLD = PAGE.partition("\n## From a change to a yes\n")[2].partition("\n## Read a diff\n")[0]


def test_the_way_from_a_change_to_a_yes(root: Path, tmp_path: Path) -> None:
    """Its commands print what the page says, but for the hashes of commits."""
    (root / "drafts" / "fisheries.yaml").write_text(blocks(README, "yaml")[0], encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a draft")
    for name in ("user.name", "user.email"):
        git(root, "config", name, "t@example.org")
    Runner.program(tmp_path / "bin" / "paraph", f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "assemble.py"}" "$@"\n')
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    steps = sessions(TOLD)
    assert len(steps) >= 8
    for command, printed in steps:
        shell = ["bash", "-c", f"({command}) 2>&1"]
        done = subprocess.run(shell, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert re.sub(r"\b[0-9a-f]{7,}\b", "1a2b3c4", done.stdout) == printed, command


def test_the_workflow_of_the_page_uses_the_action() -> None:
    (text,) = blocks(TOLD, "yaml")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    (checkout, action) = workflow["jobs"]["review"]["steps"]
    assert checkout["with"] == {"fetch-depth": 0}
    folder = action["uses"].partition("@")[0].removeprefix("your-ministry/paraph/")
    assert (ROOT / folder / "action.yml").is_file()
    assert set(action["with"]) <= set(ACTION["inputs"])
