"""`impact`: which drafts a change of the library since a git revision touches, with real repositories."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from paraph.comparison.words import changed_words, shown_words
from paraph.validate import packaged_schema
from tests.conftest import needed, paraph
from tests.test_cases import CASES

BASE = (CASES / "base.yaml").read_text(encoding="utf-8")
HOME = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_CEILING_DIRECTORIES": "/tmp"}


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=root, capture_output=True, encoding="utf-8", check=True, env={**os.environ, **HOME}
    )
    return done.stdout.strip()


@pytest.fixture
def root(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one draft, all of it committed."""
    needed("git", shutil.which("git"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:  # which a hook sets
        monkeypatch.delenv(name)
    for draft in (copied / "drafts").iterdir():
        draft.unlink()
    (copied / "drafts" / "fish.yaml").write_text(BASE, encoding="utf-8")
    git(copied, "init", "-q")
    git(copied, "add", "-A")
    git(copied, "commit", "-q", "-m", "first")
    return copied


def change(root: Path, name: str, *changes: tuple[str, str]) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    for taken, put in changes:
        assert taken in text, f"{name} has no {taken!r}"
        text = text.replace(taken, put)
    path.write_text(text, encoding="utf-8")


def impact(root: Path, *arguments: str) -> Any:
    ran = paraph("impact", *arguments, "--format", "json", cwd=root, env=HOME)
    found = json.loads(ran.out)
    assert ran.code == any(draft["touched"] for draft in found["drafts"]), ran.err
    return found


def clauses(found: Any) -> list[tuple[str, bool, list[str]]]:
    return [(clause["clause"], clause["changed"], clause["drafts"]) for clause in found["clauses"]]


def test_nothing_has_changed(root: Path) -> None:
    ran = paraph("impact", cwd=root, env=HOME)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "effect  draft             what changes\nnone    drafts/fish.yaml  unchanged\n\n0 of 1 draft touched\n"
    assert impact(root, "HEAD")["revision"] == git(root, "rev-parse", "--short", "HEAD")


def test_change_elsewhere_touches_no_draft(root: Path) -> None:
    change(root, "clauses/duration/indefinite.md", ("---\nThis", "---\nNow this"))
    change(root, "clauses/duration/renewing.md", ("summary: A first", "summary: The first"))
    found = impact(root)
    assert found["drafts"][0]["status"] == "unchanged"
    assert clauses(found) == [("duration/indefinite", True, []), ("duration/renewing", True, [])]
    assert found["files"] == []


def test_changed_text(root: Path) -> None:
    change(root, "clauses/duration/renewing.md", ("will continue for a period of", "will **go on** for"))
    ran = paraph("impact", cwd=root, env=HOME)
    assert ran.code == 1
    assert ran.out == (
        "drafts/fish.yaml: 1 passage changed\n"
        "  duration (duration/renewing)\n"
        "    This MoC will [-continue-] {+**go on**+} for [-a period of-] three (3) years. Thereafter, it will …\n"
        "\n"
        "clauses which have changed:\n"
        "  duration/renewing: drafts/fish.yaml\n"
        "\n"
        "effect   draft             what changes\n"
        "wording  drafts/fish.yaml  1 passage changed\n"
        "\n"
        "1 of 1 draft touched: 1 wording\n"
    )


def test_since_an_older_revision(root: Path) -> None:
    change(root, "clauses/duration/renewing.md", ("for a period of", "for"))
    git(root, "commit", "-qam", "second")
    git(root, "tag", "v2")
    assert impact(root)["drafts"][0]["status"] == "unchanged"
    assert impact(root, "v2")["drafts"][0]["status"] == "unchanged"
    (passage,) = impact(root, "HEAD~1")["drafts"][0]["passages"]
    assert passage["pick"] == "duration"
    assert passage["then"].replace("for a period of", "for") == passage["now"]


def test_nothing_is_checked_out(root: Path) -> None:
    change(root, "clauses/duration/renewing.md", ("for a period of", "for"))
    (root / "clauses" / "duration" / "new.md").write_text("unread", encoding="utf-8")
    before = git(root, "status", "--porcelain")
    impact(root)
    assert git(root, "status", "--porcelain") == before
    assert "new.md" in before


def test_item_of_a_list_changes_alone(root: Path) -> None:
    text = (root / "clauses" / "areas" / "pilots.md").read_text(encoding="utf-8")
    (root / "clauses" / "areas" / "pilots.md").write_text(text.rstrip() + " on the high seas\n", encoding="utf-8")
    (draft,) = impact(root)["drafts"]
    assert [p["pick"] for p in draft["passages"]] == ["areas/1"]
    assert draft["passages"][0]["now"].endswith("on the high seas; and")
    assert draft["numbers"] == []


def test_moved_numbers_are_told_apart(root: Path) -> None:
    change(
        root,
        "templates/bilateral/template.yaml",
        ("  - id: areas\n", "  - id: first\n    heading: First of all\n    clauses: [survival]\n  - id: areas\n"),
        ("termination, survival, notices]", "termination, notices]"),
    )
    change(root, "templates/bilateral/template.yaml", ("picks:\n", "picks:\n  survival: consultation-at-the-end\n"))
    (draft,) = impact(root)["drafts"]
    assert [(p["pick"], p["clause_then"], p["clause_now"]) for p in draft["passages"]] == [
        ("survival", "", "survival/consultation-at-the-end")
    ]
    assert {"what": 'section "areas"', "then": "SECTION 2", "now": "SECTION 3"} in draft["numbers"]
    assert {"what": 'heading of section "first"', "then": "", "now": "First of all"} in draft["others"]


def test_moved_reference(root: Path) -> None:
    text = "  arrangements: {text: 'As said in {{ ref(\"duration\") }}.', reason: So.}\nsignature:"
    change(root, "drafts/fish.yaml", ("signature:", text))
    change(root, "templates/bilateral/template.yaml", ('reference: "paragraph {n} of', 'reference: "para {n} of'))
    (draft,) = impact(root)["drafts"]
    assert (draft["status"], draft["passages"]) == ("changed", [])
    (moved,) = draft["numbers"]
    assert moved["what"] == 'arrangements, which refers to "duration"'
    assert (moved["then"][:9], moved["now"][:5]) == ("paragraph", "para ")


def test_moved_topic_and_heading(root: Path) -> None:
    change(
        root,
        "templates/bilateral/template.yaml",
        ("heading: Areas of cooperation", "heading: Fields"),
        ("[taking-effect, duration,", "[duration, taking-effect,"),
    )
    (draft,) = impact(root)["drafts"]
    assert draft["passages"] == []
    assert {"what": 'heading of section "areas"', "then": "Areas of cooperation", "now": "Fields"} in draft["others"]
    assert {"what": "order", "then": "taking-effect, duration", "now": "duration, taking-effect"} in draft["others"]
    assert {"what": "duration", "then": "2.", "now": "1."} in draft["numbers"]


def test_agency_and_notice(root: Path) -> None:
    change(root, "clauses/parties/japan/digital-agency.yaml", ("name: Digital Agency of Japan", "name: Agency of Japan"))
    change(root, "templates/bilateral/template.yaml", ("DRAFT –", "DRAFT:"))
    found = impact(root)
    (draft,) = found["drafts"]
    assert [p["pick"] for p in draft["passages"]] == ["title", "opening"]
    fish = ["drafts/fish.yaml"]
    assert clauses(found) == [("opening/collective-term", False, fish), ("title/between-parties", False, fish)]
    assert found["files"] == ["clauses/parties/japan/digital-agency.yaml", "templates/bilateral/template.yaml"]
    out = paraph("impact", cwd=root, env=HOME).out
    assert "\nclauses which have not changed, and print otherwise:\n  opening/collective-term: drafts/fish.yaml\n" in out
    assert f"\nother files which have changed: {', '.join(found['files'])}\n" in out
    assert [moved["what"] for moved in draft["others"]] == ["header", "signature block"]


def test_look(root: Path) -> None:
    assert paraph("look", "other.docx", cwd=root).code == 0
    shutil.move(root / "other.docx", root / "templates" / "bilateral" / "look.docx")
    with (root / "templates" / "bilateral" / "look.docx").open("ab") as look:
        look.write(b"\0")
    ran = paraph("impact", "--redline", "out", cwd=root, env=HOME)
    assert ran.code == 1
    assert "\nwording  drafts/fish.yaml  else changed: look\n" in ran.out  # and no redline, in which nothing would be marked
    assert not (root / "out").exists()
    assert "drafts/fish.yaml: else changed: look\n  look: templates/bilateral/look.docx\n" in ran.out


def test_broken_and_mended(root: Path) -> None:
    change(root, "clauses/duration/renewing.md", ("{{ initial_years | years }}", "{{ initial_yeers | years }}"))
    (draft,) = impact(root)["drafts"]
    assert (draft["status"], [p["rule"] for p in draft["problems"]]) == ("broken", ["undefined-name"])
    assert clauses(impact(root)) == [("duration/renewing", True, ["drafts/fish.yaml"])]
    out = paraph("impact", cwd=root, env=HOME).out
    assert out.startswith("drafts/fish.yaml: does not build any more\n  clauses/duration/renewing.md:")
    git(root, "commit", "-qam", "broken")
    (draft,) = impact(root)["drafts"]
    assert (draft["status"], draft["problems"]) == ("faulty", [])
    git(root, "checkout", "-q", "HEAD~1", "--", "clauses")
    (draft,) = impact(root)["drafts"]
    assert draft["status"] == "mended"


def test_new_warning(root: Path) -> None:
    change(root, "clauses/differences/consultation.md", ("status: approved", "status: retired\ninstead: differences/diplomatic-channels"))
    (draft,) = impact(root)["drafts"]
    assert (draft["status"], draft["touched"], draft["passages"]) == ("unchanged", True, [])
    assert [p["rule"] for p in draft["problems"]] == ["retired-clause"]
    assert "drafts/fish.yaml: new problems\n" in paraph("impact", cwd=root, env=HOME).out


def test_relation_breaks_a_draft(root: Path) -> None:
    path = root / "clauses" / "duration" / "renewing.md"
    text = re.sub(r"^(requires|excludes|pairs-with):.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace("rank: preferred\n", "rank: preferred\nrequires: [termination]\n"), encoding="utf-8")
    (draft,) = impact(root)["drafts"]
    assert (draft["status"], [p["rule"] for p in draft["problems"]]) == ("broken", ["requires"])


def test_clauses_added_and_gone(root: Path) -> None:
    (root / "clauses" / "review" / "annual.md").rename(root / "clauses" / "review" / "yearly.md")
    assert clauses(impact(root)) == [("review/annual", True, []), ("review/yearly", True, [])]


FISH = ["drafts/fish.yaml"]
DEPARTS = ("differences: consultation", "differences: {use: consultation, wording: They talk.}")


def renamed_clause(root: Path) -> None:
    """A clause has another name, and the draft picks it by that name; it departs elsewhere without a reason, which is a warning."""
    change(root, "drafts/fish.yaml", DEPARTS)
    git(root, "commit", "-qam", "departs")
    (root / "clauses" / "duration" / "renewing.md").rename(root / "clauses" / "duration" / "rolling.md")
    change(root, "drafts/fish.yaml", ("use: renewing", "use: rolling"))


@pytest.mark.parametrize("where", [".", "drafts"])
def test_a_clause_with_another_name_changes_nothing(where: str, root: Path) -> None:
    renamed_clause(root)
    found = impact(root / where)
    (draft,) = found["drafts"]
    assert (draft["status"], draft["touched"], draft["adapted"], draft["problems"]) == ("unchanged", False, True, [])
    names = [name.removeprefix("drafts/") if where == "drafts" else name for name in FISH]
    assert clauses(found) == [("duration/renewing", True, names), ("duration/rolling", True, names)]


def test_a_draft_which_was_adapted_is_compared_as_a_whole(root: Path) -> None:
    renamed_clause(root)
    change(root, "clauses/duration/rolling.md", ("for a period of", "for"))
    change(root, "drafts/fish.yaml", ("differences: {use: consultation", "differences: {use: no-tribunal"))
    (draft,) = impact(root)["drafts"]
    assert [(p["pick"], p["clause_then"], p["clause_now"]) for p in draft["passages"]] == [
        ("duration", "duration/renewing", "duration/rolling"),
    ]  # the wording of the other is the draft's own, and the same
    assert [p["rule"] for p in draft["problems"]] == []
    assert "drafts/fish.yaml: 1 passage changed, with what was changed in the draft\n" in paraph("impact", cwd=root, env=HOME).out
    git(root, "mv", "drafts/fish.yaml", "drafts/sea.yaml")
    (draft,) = impact(root)["drafts"]
    assert (draft["draft"], draft["status"], len(draft["passages"])) == ("drafts/sea.yaml", "changed", 1)


def test_a_draft_out_of_another_folder_is_not_compared_with_one_of_its_old_name(root: Path) -> None:
    old = root / "drafts" / "archive"
    old.mkdir()
    shutil.copy(root / "drafts" / "fish.yaml", old / "fish.yaml")
    change(root, "drafts/archive/fish.yaml", ("fisheries", "lakes"))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "archive")
    (root / "clauses" / "duration" / "renewing.md").rename(root / "clauses" / "duration" / "rolling.md")
    (old / "fish.yaml").rename(root / "drafts" / "lakes.yaml")
    change(root, "drafts/lakes.yaml", ("use: renewing", "use: rolling"))
    fish, lakes = impact(root)["drafts"]
    assert (fish["draft"], fish["status"]) == ("drafts/fish.yaml", "broken")
    assert (lakes["draft"], lakes["adapted"]) == ("drafts/lakes.yaml", False)


def test_a_slip_in_a_clause_with_another_name_breaks(root: Path) -> None:
    renamed_clause(root)
    change(root, "clauses/duration/rolling.md", ("initial_years |", "initial_yeers |"))
    (draft,) = impact(root)["drafts"]
    assert (draft["status"], [p["rule"] for p in draft["problems"]]) == ("broken", ["undefined-name"])
    change(root, "clauses/duration/rolling.md", ("initial_yeers |", "initial_years |"))
    change(root, "drafts/fish.yaml", ("use: rolling", "use: roling"))  # an error of the draft's own is none of the library
    (draft,) = impact(root)["drafts"]
    assert (draft["status"], draft["effect"], draft["problems"]) == ("faulty", "none", [])


def test_a_clause_which_is_gone_names_those_who_picked_it(root: Path) -> None:
    change(root, "drafts/fish.yaml", ("differences: consultation", "differences: no-tribunal"))
    (root / "clauses" / "differences" / "consultation.md").unlink()
    found = impact(root)
    assert clauses(found) == [("differences/consultation", True, FISH)]
    assert found["drafts"][0]["status"] == "unchanged"
    git(root, "checkout", "-q", "--", "drafts")
    found = impact(root)
    assert clauses(found) == [("differences/consultation", True, FISH)]
    assert found["drafts"][0]["status"] == "broken"


def test_workspace_below_the_repository(root: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    shutil.copytree(root, outer / "mocs", ignore=shutil.ignore_patterns(".git"))
    git(outer, "init", "-q")
    (outer / "clauses").mkdir()
    (outer / "clauses" / "other.md").write_text("not ours", encoding="utf-8")
    git(outer, "add", "-A")
    git(outer, "commit", "-q", "-m", "first")
    change(outer / "mocs", "clauses/duration/renewing.md", ("for a period of", "for"))
    assert impact(outer / "mocs" / "drafts")["drafts"][0]["status"] == "changed"


def test_wrong_use(root: Path, tmp_path: Path) -> None:
    def told(where: Path, *arguments: str, **env: str) -> str:
        ran = paraph("impact", *arguments, cwd=where, env={**HOME, **env})
        assert (ran.code, ran.out) == (2, "")
        return ran.err

    assert told(root, "nowhere").startswith('paraph impact: there is no revision "nowhere"')
    assert told(root, "mian") == 'paraph impact: there is no revision "mian"\n    hint: did you mean "main"?\n'
    assert told(root, "schema.json").endswith("\n    hint: it is a file: `paraph diff schema.json` compares it with the last commit\n")
    assert told(root, "HEAD:clauses").startswith('paraph impact: there is no revision "HEAD:clauses"')
    assert told(root, PATH=str(tmp_path)).startswith("paraph impact: git is not installed")
    outside = tmp_path / "outside"
    shutil.copytree(root, outside, ignore=shutil.ignore_patterns(".git"))
    assert told(outside).startswith("paraph impact: git finds no repository here")
    assert "    hint: begin one: `git init`, `git add -A` and `git commit -m 'First version'`\n" in told(outside)
    assert "    hint: begin one: `git -C .. init`" in told(outside / "drafts")
    git(outside, "init", "-q")
    assert told(outside) == (
        'paraph impact: nothing is committed on this branch yet, so there is no revision "HEAD"\n'
        "    hint: commit what there is: `git add -A` and `git commit -m 'First version'`\n"
    )
    git(outside, "add", "drafts", "schema.json")
    git(outside, "commit", "-q", "-m", "no library yet")
    assert told(outside) == 'paraph impact: at "HEAD" this was no workspace: clauses, templates was not there\n'
    assert told(tmp_path).startswith("paraph impact: stand in a workspace")


AREAS = "templates/bilateral/template.yaml"
EFFECTS: dict[str, tuple[tuple[Any, ...], str, list[str]]] = {
    "another file": (("clauses/duration/indefinite.md", ("---\nThis", "---\nNow this")), "none", []),
    "a word": (("clauses/duration/renewing.md", ("for a period of", "for")), "wording", []),
    "a paragraph more": (("clauses/taking-effect/on-signature.md", ("---\nThe", "---\n+ First.\n+ The")), "breaking", ["2 numbers moved"]),
    "the last paragraph is cut": (("clauses/duration/renewing.md", ("}.\nThereafter", "}.\n\nThereafter")), "breaking", ["1 number moved"]),
    "a paragraph more at the end": (
        ("clauses/duration/renewing.md", ("intend to renew it.\n", "intend to renew it.\n\nThe rest stays as it is.\n")),
        "wording",
        [],
    ),
    "a heading": ((AREAS, ("heading: Areas of cooperation", "heading: Fields")), "wording", []),
    "an agency": (("clauses/parties/japan/digital-agency.yaml", ("name: Digital Agency of", "name: Agency of")), "wording", []),
    "a slip": (("clauses/duration/renewing.md", ("initial_years |", "initial_yeers |")), "breaking", ["does not build any more"]),
    "order": ((AREAS, ("[taking-effect, duration,", "[duration, taking-effect,")), "breaking", ["2 numbers moved", "order changed"]),
    "a form of numbers": ((AREAS, ('mark: "{n}."', 'mark: "{n})"')), "breaking", ["5 numbers moved", "numbering changed"]),
    "retired": (
        ("clauses/differences/consultation.md", ("status: approved", "status: retired\ninstead: differences/no-tribunal")),
        "none",
        [],
    ),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_effect(name: str, root: Path) -> None:
    (file, *changes), effect, breaks = EFFECTS[name]
    change(root, file, *changes)
    (draft,) = impact(root)["drafts"]
    assert (draft["effect"], draft["breaks"]) == (effect, breaks)
    told = paraph("impact", cwd=root, env=HOME).out
    (row,) = [line for line in told.splitlines() if line.startswith(effect) and "drafts/fish.yaml" in line]
    for words in breaks:
        assert row.count(words.removesuffix(" changed")) == 1, row


def test_passages_which_come_and_go_break(root: Path) -> None:
    change(root, AREAS, ("picks:\n", "picks:\n  survival: consultation-at-the-end\n"))
    (draft,) = impact(root)["drafts"]
    assert (draft["effect"], draft["breaks"]) == ("breaking", ["1 passage added"])
    git(root, "commit", "-qam", "picked")
    change(root, AREAS, ("  survival: consultation-at-the-end\n", ""))
    (draft,) = impact(root)["drafts"]
    assert (draft["effect"], draft["breaks"]) == ("breaking", ["1 passage gone"])


@pytest.mark.parametrize(
    ("freezing", "words"), [(True, "its frozen text would change"), (False, "it is signed, and its text would change")]
)
def test_what_was_agreed_breaks(root: Path, freezing: bool, words: str) -> None:
    change(root, "drafts/fish.yaml", ("status: drafting", "status: signed"), ("{blank: signatory of Japan}", "{name: A, title: B}"))
    if freezing:
        ran = paraph("initial", "drafts/fish.yaml", cwd=root)
        assert ran.code == 0, ran
    change(root, "clauses/duration/renewing.md", ("for a period of", "for"))
    (draft,) = impact(root)["drafts"]
    assert (draft["status"], draft["effect"], draft["breaks"]) == ("changed", "breaking", [words])
    assert [problem["rule"] for problem in draft["problems"]] == ["frozen-text"] * freezing
    ran = paraph("impact", "--redline", "out", "--format", "md", cwd=root, env=HOME)
    assert f"| drafts/fish.yaml | **breaking** | 1 passage changed; {words}{'; 1 new error' * freezing} | out/fish.docx |" in ran.out
    assert (root / "out" / "fish.docx").exists()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")} if folder.exists() else set()


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


@pytest.fixture
def four(root: Path) -> Path:
    """Beside the first draft one of the same name but for its ending, one which picks another clause, and one which does not build."""
    (root / "drafts" / "fish.yml").write_text(BASE.replace("fisheries", "ports"), encoding="utf-8")
    other = re.sub(r"  duration:\n(    .*\n)+", "  duration: indefinite\n  termination: {use: with-notice, notice_months: 3}\n", BASE)
    (root / "drafts" / "other.yaml").write_text(other, encoding="utf-8")
    (root / "drafts" / "slip.yaml").write_text(BASE.replace("use: renewing", "use: renewng"), encoding="utf-8")
    return root


def test_redlines_of_what_is_touched(four: Path) -> None:
    change(four, "clauses/duration/renewing.md", ("for a period of", "for"))
    found = impact(four, "--redline", "out/redlines", "--author", "Treaty Section", "--date", "2027-01-15")
    assert [(draft["draft"], draft["effect"], draft["redline"]) for draft in found["drafts"]] == [
        ("drafts/fish.yaml", "wording", "out/redlines/fish.yaml.docx"),
        ("drafts/fish.yml", "wording", "out/redlines/fish.yml.docx"),
        ("drafts/other.yaml", "none", None),
        ("drafts/slip.yaml", "none", None),
    ]
    assert found["effects"] == {"breaking": 0, "wording": 2, "none": 2}
    assert files(four / "out" / "redlines") == {"fish.yaml.docx", "fish.yml.docx"}
    body = words_of(four / "out" / "redlines" / "fish.yml.docx")
    assert "PORTS" in body
    assert re.findall(r"<w:delText[^>]*>([^<]*)", body) == ["a period of "]
    assert set(re.findall(r'w:author="([^"]*)" w:date="([^"]*)"', body)) == {("Treaty Section", "2027-01-15T00:00:00Z")}
    jsonschema.validate(found, packaged_schema("impact"))


def test_an_earlier_run_does_not_mislead(four: Path) -> None:
    out = four / "out"
    out.mkdir()
    (out / "fish.docx").write_bytes(b"not ours")
    change(four, "clauses/duration/renewing.md", ("for a period of", "for"))
    change(four, "clauses/duration/indefinite.md", ("---\nThis", "---\nNow this"))
    impact(four, "--redline", "out")
    assert files(out) == {"fish.docx", "fish.yaml.docx", "fish.yml.docx", "other.docx"}
    (out / "fish.yml.docx").write_bytes(b"with remarks of the reviewer")
    git(four, "checkout", "-q", "--", "clauses/duration/renewing.md")
    ran = paraph("impact", "--redline", "out", cwd=four, env=HOME)
    assert ran.code == 1
    assert files(out) == {"fish.docx", "fish.yml.docx", "other.docx"}
    assert ran.err == (
        "out/fish.yml.docx:1:1: warning: out/fish.yml.docx is of an earlier run and was changed since: it stays, and tells nothing of today"
        " (output)\n1 warning\n"
    )
    assert not paraph("impact", "--redline", "out", cwd=four, env=HOME).err


def test_what_a_reviewer_wrote_into_a_redline_is_not_lost(root: Path) -> None:
    change(root, "clauses/duration/renewing.md", ("for a period of", "for"))
    impact(root, "--redline", "out")
    (root / "out" / "fish.docx").write_bytes(b"with remarks")
    ran = paraph("impact", "--redline", "out", cwd=root, env=HOME)
    assert (ran.code, (root / "out" / "fish.docx").read_bytes()) == (1, b"with remarks")
    assert ran.err.startswith(
        "out/fish.docx:1:1: error: out/fish.docx is not as this tool wrote it, and stays as it is (output)\n    hint: "
    )
    (root / "out" / "fish.docx").unlink()
    assert impact(root, "--redline", "out")["drafts"][0]["redline"] == "out/fish.docx"


def test_a_folder_which_cannot_be_is_told(root: Path) -> None:
    ran = paraph("impact", "--redline", "schema.json", cwd=root, env=HOME)
    assert (ran.code, ran.err) == (2, "paraph impact: schema.json is no folder\n")
    change(root, "clauses/duration/renewing.md", ("for a period of", "for"))
    ran = paraph("impact", "--redline", "schema.json/out", cwd=root, env=HOME)
    assert (ran.code, "cannot write schema.json/out/fish.docx: " in ran.err) == (1, True)
    assert "drafts/fish.yaml: 1 passage changed" in ran.out


def test_the_gravest_stands_first_and_nothing_is_markup(four: Path) -> None:
    change(four, "clauses/duration/renewing.md", ("for a period of", "for @all #1 ~~x~~"))
    change(four, "clauses/duration/indefinite.md", ("{{ instrument }}", "{{ instrumnt }}"))
    ran = paraph("impact", "--format", "md", cwd=four, env=HOME)
    assert ran.out.startswith(
        f"### Impact of the library since {git(four, 'rev-parse', '--short', 'HEAD')}\n\n1 breaking, 2 wording, 1 none.\n\n"
        "| draft | effect | what changes |\n| --- | --- | --- |\n"
        "| drafts/other.yaml | **breaking** | does not build any more; 1 new error |\n"
        "| drafts/fish.yaml | wording | 1 passage changed |\n"
        "| drafts/fish.yml | wording | 1 passage changed |\n"
        "| drafts/slip.yaml | none | has errors, as before |\n\n"
        "<details><summary>drafts/other.yaml: does not build any more</summary>\n\n- ⚠ clauses/duration/indefinite.md:"
    )
    assert "> This MoC will continue for <del>a period of</del> <ins>@&#8203;all \\#1 \\~\\~x\\~\\~</ins> three" in ran.out
    assert MarkdownIt("gfm-like", {"linkify": False}).render(ran.out.split("\n\n")[2]).count("<td>") == 12


def test_a_comment_holds_it(root: Path) -> None:
    for number in range(180):
        text = BASE.replace("clauses:\n", f"clauses:\n  funding: {{text: '{number} pays.', reason: So.}}\n")
        (root / "drafts" / f"draft-{number}.yaml").write_text(text, encoding="utf-8")
    change(root, "clauses/duration/renewing.md", ("Thereafter, ", "Thereafter, " + "and so forth, and again, " * 60))
    ran = paraph("impact", "--format", "md", cwd=root, env=HOME)
    assert 60_000 < len(ran.out) <= 65_536
    assert "\n*… and 31 more drafts: 31 wording.*\n" in ran.out
    shown = ran.out.count("<details>")
    assert f"*… and {181 - shown} more drafts for which there is no room here" in ran.out
    assert ran.out.count("</details>") == shown


WORDS = [
    ("", "", ""),
    ("one two", "one two", "one two"),
    ("one two", "one three", "one [-two-] {+three+}"),
    ("", "one", "{+one+}"),
    ("one\ntwo", "one\ntwo three", "one\ntwo {+three+}"),
    ("a b c d e f g h i x", "a b c d e f g h i y", "… d e f g h i [-x-] {+y+}"),
    ("x " + "a " * 20 + "y", "z " + "a " * 20 + "w", "[-x-] {+z+} a a a a a a … a a a a a a [-y-] {+w+}"),
]


@pytest.mark.parametrize(("then", "now", "expected"), WORDS)
def test_words(then: str, now: str, expected: str) -> None:
    stretches = changed_words(then, now)
    assert shown_words(stretches, colour=False) == expected
    assert " ".join(words for sign, words in stretches if sign != "+").split() == then.split()
    assert " ".join(words for sign, words in stretches if sign != "-").split() == now.split()


def test_words_in_colour() -> None:
    assert shown_words(changed_words("a b", "a c"), colour=True) == "a \033[31;9mb\033[0m \033[32mc\033[0m"
