"""`git`: what git itself shows of drafts and Word files once it is set up, with real repositories."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from paraph.commands.git import ATTRIBUTES
from tests.conftest import ROOT, BuiltDraft, copy_workspace, needed, paraph
from tests.test_diff import BASE, changed
from tests.test_impact import HOME, git

FILL = "duration (renewing): initial_years 3 → 5"


def begun(root: Path) -> Path:
    for draft in (root / "drafts").iterdir():
        draft.unlink()
    (root / "drafts" / "fish.yaml").write_text(BASE, encoding="utf-8")
    return root


@pytest.fixture
def root(copied: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A repository with a workspace, set up."""
    needed("git", shutil.which("git"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:  # which a hook sets
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    begun(copied)
    git(copied, "init", "-q")
    assert paraph("git", cwd=copied, env=HOME).code == 0
    git(copied, "add", "-A")
    git(copied, "commit", "-q", "-m", "first")
    return copied


def edit(root: Path, *changes: tuple[str, str]) -> Path:
    draft = root / "drafts" / "fish.yaml"
    draft.write_text(changed(draft.read_text(encoding="utf-8"), *changes), encoding="utf-8")
    return draft


def test_set_up_tells_what_it_did_and_does_it_once(copied: Path) -> None:
    git(copied, "init", "-q")
    (copied / ".gitattributes").write_text("*.png binary", encoding="utf-8")
    first = paraph("git", cwd=copied, env=HOME)
    assert first.code == 0, first.err
    assert [line for line in ATTRIBUTES if f".gitattributes: {line}\n" in first.out] == list(ATTRIBUTES)
    assert len(re.findall(r"^(diff|difftool)\.paraph\S* = ", first.out, flags=re.MULTILINE)) == 4
    assert (copied / ".gitattributes").read_text(encoding="utf-8").splitlines() == ["*.png binary", *ATTRIBUTES]
    again = paraph("git", cwd=copied / "drafts", env=HOME)
    assert again.out.startswith("Nothing to do")
    assert (copied / ".gitattributes").read_text(encoding="utf-8").splitlines() == ["*.png binary", *ATTRIBUTES]
    undone = paraph("git", "--undo", cwd=copied, env=HOME)
    assert undone.out.count("removed") == 3
    assert "paraph" not in (copied / ".git" / "config").read_text(encoding="utf-8")
    assert paraph("git", "--undo", cwd=copied, env=HOME).out.count("was not there") == 3


def test_it_needs_a_repository_and_a_workspace(copied: Path, tmp_path: Path) -> None:
    outside = paraph("git", cwd=tmp_path, env=HOME)
    assert (outside.code, outside.err) == (2, "paraph git: stand in a workspace: a folder with clauses/, templates/ and schema.json\n")
    alone = paraph("git", cwd=copied, env={**HOME, "GIT_CEILING_DIRECTORIES": str(copied.parent)})
    assert (alone.code, alone.err) == (2, "paraph git: git finds no repository here; begin one with `git init`\n")
    nowhere = paraph("git", cwd=copied, env={"PATH": str(tmp_path)})
    assert nowhere.code == 2
    assert nowhere.err.startswith("paraph git: git is not installed, or not in PATH, and it keeps the revisions\n    hint: install it")
    assert not (copied / ".gitattributes").exists()


@pytest.mark.parametrize("name", [".gitattributes", "paraph/starter/.gitattributes"])
def test_attributes_come_with_the_tool(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == list(ATTRIBUTES)


def test_git_diff_shows_choices(root: Path) -> None:
    edit(root, ("initial_years: 3", "initial_years: 5"), ("differences: consultation", "differences: no-tribunal"))
    shown = git(root, "diff")
    assert "diff --paraph a/drafts/fish.yaml b/drafts/fish.yaml" in shown
    assert f"  {FILL}\n" in shown
    assert "  differences: consultation → no-tribunal\n" in shown
    assert "+    initial_years: 5" not in shown
    git(root, "add", "-A")
    assert FILL in git(root, "diff", "--cached")


def test_git_log_shows_choices(root: Path) -> None:
    edit(root, ("initial_years: 3", "initial_years: 5"), ("differences: consultation", "differences: {text: They talk. They listen.}"))
    git(root, "commit", "-qam", "second")
    shown = git(root, "log", "-p", "-1", "--", "drafts")
    assert (
        "\n-differences: consultation, Mutual consultation (preferred)\n+differences: Own text\n+  | They talk.\n+  | They listen.\n"
        in shown
    )
    assert "\n-  initial_years: 3\n+  initial_years: 5\n" in shown
    assert FILL in git(root, "log", "-p", "-1", "--ext-diff", "--", "drafts")


def test_git_difftool_shows_choices(root: Path) -> None:
    edit(root, ("initial_years: 3", "initial_years: 5"))
    assert f"  {FILL}\n" in git(root, "difftool", "-y", "-t", "paraph")


def test_drafts_which_come_go_and_move(root: Path) -> None:
    (root / "drafts" / "new one.yaml").write_text(BASE, encoding="utf-8")
    git(root, "add", "-A")
    assert "+duration: renewing, Automatic renewal (preferred)" in git(root, "diff", "--cached")
    git(root, "commit", "-qm", "more")
    git(root, "mv", "drafts/fish.yaml", "drafts/sea.yaml")
    (root / "drafts" / "sea.yaml").write_text(changed(BASE, ("initial_years: 3", "initial_years: 5")), encoding="utf-8")
    shown = git(root, "diff", "-M", "HEAD")
    assert "diff --paraph a/drafts/fish.yaml b/drafts/sea.yaml" in shown
    assert FILL in shown
    (root / "drafts" / "sea.yaml").unlink()
    assert "-duration: renewing, Automatic renewal (preferred)" in git(root, "diff", "HEAD")


@pytest.mark.parametrize("damage", ["clauses: [", "{{ %", "template: none\n", "", "- a\n"])
def test_a_draft_which_cannot_be_read_stops_nothing(damage: str, root: Path) -> None:
    draft = root / "drafts" / "fish.yaml"
    draft.write_text(damage, encoding="utf-8")
    shown = git(root, "diff")
    assert "-duration: renewing, Automatic renewal (preferred)" in shown
    assert not damage or f"+{damage.strip()}" in shown
    git(root, "commit", "-qam", "damaged")
    assert "-duration: renewing" in git(root, "log", "-p", "-1")


def test_a_clause_of_another_time_stops_nothing(root: Path) -> None:
    """History names clauses which the library of today does not have."""
    edit(root, ("differences: consultation", "differences: gone"))
    git(root, "commit", "-qam", "second")
    edit(root, ("differences: gone", "differences: no-tribunal"))
    assert "  differences: gone → no-tribunal\n" in git(root, "diff")
    assert "\n+differences: gone, cannot be read\n" in git(root, "log", "-p", "-1")


def test_word_files_are_compared_by_their_text(root: Path) -> None:
    assert paraph("build", "drafts/fish.yaml", "-o", "fish.docx", cwd=root).code == 0
    git(root, "add", "-A")
    git(root, "commit", "-qm", "built")
    edit(root, ("initial_years: 3", "initial_years: 5"))
    assert paraph("build", "drafts/fish.yaml", "-o", "fish.docx", cwd=root).code == 0
    shown = git(root, "diff", "--", "fish.docx")
    assert re.search(r"^-2\. .* a period of three \(3\) years", shown, flags=re.MULTILINE), shown
    assert re.search(r"^\+2\. .* a period of five \(5\) years", shown, flags=re.MULTILINE)
    assert "a period of five (5) years" in git(root, "difftool", "-y", "-t", "paraph", "--", "fish.docx")
    git(root, "commit", "-qam", "second")
    assert "a period of five (5) years" in git(root, "log", "-p", "-1", "--", "fish.docx")


def test_a_workspace_within_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    top = tmp_path / "top"
    top.mkdir()
    copy_workspace(top / "our texts")
    root = begun(top / "our texts")
    git(top, "init", "-q")
    assert paraph("git", cwd=root, env=HOME).code == 0
    git(top, "add", "-A")
    git(top, "commit", "-qm", "first")
    edit(root, ("initial_years: 3", "initial_years: 5"))
    assert FILL in git(top, "diff")
    assert FILL in git(root, "diff")
    git(top, "commit", "-qam", "second")
    assert "+  initial_years: 5" in git(top, "log", "-p", "-1")
    assert "3 → 5" in paraph("diff", "HEAD~1:our texts/drafts/fish.yaml", "our texts/drafts/fish.yaml", cwd=top, env=HOME).out


# The text of Word files


def test_a_word_file_is_its_text_with_numbers(built: dict[str, BuiltDraft]) -> None:
    """Word's own counting, read from the file, gives what the document says."""
    for draft in built.values():
        ran = paraph("git", "--text", draft.path, cwd=ROOT)
        text = re.sub(r"[\s|]+", " ", draft.text)
        lines = [re.sub(r"[\s|]+", " ", line).strip() for line in ran.out.splitlines()]
        for line in filter(None, lines):
            assert line in text, f"{draft.name}: {line}"
        assert sum(map(len, lines)) > 0.9 * len(text)


@pytest.mark.parametrize("raw", [b"", b"PK", b"no zip at all" * 100])
def test_what_is_no_word_file_is_told(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(raw)
    ran = paraph("git", "--text", path, cwd=ROOT)
    assert ran.code == 0
    assert ran.out.startswith("(this Word file cannot be read: ")


def test_git_is_never_stopped(tmp_path: Path) -> None:
    """What git calls gives a text and 0 whatever the file holds."""
    for name, raw in (("a.yaml", b"\xff\xfe\x00"), ("b.yaml", b"a: &a [*a]"), ("c.docx", b"PK\x03\x04" + b"\0" * 60)):
        path = tmp_path / name
        path.write_bytes(raw)
        done = paraph("git", "--text", path, cwd=ROOT)
        assert done.code == 0
        assert done.out
