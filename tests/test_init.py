"""`init`: a workspace of one's own, from a checkout and from an installed package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import split

import pytest

from paraph import first_workspace as rooms
from paraph.cli import COMMANDS
from paraph.first_workspace import CHECKOUT, LIBRARY, STARTER, first_workspace
from tests.conftest import ROOT, Ran, needed, paraph
from tests.test_readme import sessions

SAID = "Go there and try `new first`, `clauses` and `build`; README.md says more.\n"
BASE = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
AGREED = BASE.replace("status: drafting", "status: agreed").replace("{blank: signatory of Japan}", "{name: Taro Yamada, title: Minister}")
PACKAGED = (
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "MANIFEST.in",
    "README.md",
    "schema.json",
    "clauses",
    "templates",
    "rules",
    "drafts",
    "paraph",
)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_workspace_from_a_checkout(tmp_path: Path) -> None:
    ran = paraph("init", "mine", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (0, f"mine\n{SAID}", "")
    made = files(tmp_path / "mine")
    assert {name.partition("/")[0] for name in made} == {
        ".gitattributes", ".gitignore", ".vscode", "README.md", "clauses", "drafts", "rules", "schema.json", "templates",
    }  # fmt: skip
    assert made["schema.json"] == (ROOT / "schema.json").read_bytes()
    assert {name for name in made if name.startswith("clauses/")} == {f"clauses/{name}" for name in files(ROOT / "clauses")}
    assert list((tmp_path / "mine").glob(".paraph*")) == []
    checked = paraph("check", cwd=tmp_path / "mine")
    assert checked.code == 0, checked.err


GIT = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def test_what_its_readme_says_can_be_done(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    assert paraph("init", "mine", cwd=tmp_path).code == 0
    commands = [command for command, _ in sessions((mine / "README.md").read_text(encoding="utf-8"))]
    assert len(commands) >= 14
    for command in commands:
        program, *arguments = split(command)
        assert program == "paraph"
        if arguments[0] == "review":
            needed("git", shutil.which("git"))
            for typed in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-qm", "all")):
                subprocess.run([*GIT, *typed], cwd=mine, check=True)
        if arguments[0] == "initial":  # as its reader has done by then
            (mine / "drafts" / "fisheries.yaml").write_text(AGREED, encoding="utf-8")
        ran = paraph(*arguments, cwd=mine)
        assert ran.code == 0, f"{command}: {ran.err}"
        assert "no clause" not in ran.err
    built = {path.name for path in (mine / "build").iterdir()}
    assert built == {"fisheries.docx", "japan-finland.docx", "review", "changes.docx"}
    assert (mine / "build" / "review" / "comment.md").is_file()
    assert (mine / "drafts" / "fisheries.text.json").is_file()


def test_its_readme_names_every_verb() -> None:
    text = (STARTER / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in COMMANDS if verb != "init" and f"paraph {verb}" not in text] == []


def test_an_empty_folder_stays_the_same_folder(tmp_path: Path) -> None:
    """Who stands in it still stands in it."""
    before = tmp_path.stat().st_ino
    ran = paraph("init", ".", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, f".\n{SAID}")
    assert tmp_path.stat().st_ino == before
    assert (tmp_path / "clauses").is_dir()


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("full", "full is not empty; name a new folder, or one with nothing in it"),
        ("hidden", "hidden is not empty; name a new folder, or one with nothing in it"),
        ("file", "file is a file, or lies in one; name a folder"),
        ("file/below", "file/below is a file, or lies in one; name a folder"),
    ],
)
def test_what_is_refused(tmp_path: Path, folder: str, said: str) -> None:
    for name in ("full/x", "hidden/.git/x"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    (tmp_path / "file").touch()
    before = files(tmp_path)
    ran = paraph("init", folder, cwd=tmp_path)
    assert (ran.code, ran.err) == (2, f"paraph init: {said}\n")
    assert files(tmp_path) == before


@pytest.mark.parametrize("was_there", [True, False])
@pytest.mark.parametrize("failing", ["copyfile", "replace"])
def test_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, was_there: bool) -> None:
    """The disk fills up."""
    owner = shutil if failing == "copyfile" else os
    real, calls = getattr(owner, failing), []

    def fails_later(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 5:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    folder = tmp_path / "mine"
    if was_there:
        folder.mkdir()
    monkeypatch.setattr(owner, failing, fails_later)
    with pytest.raises(OSError, match="No space left"):
        first_workspace(folder)
    assert folder.exists() == was_there
    assert list(tmp_path.rglob("*")) == ([folder] if was_there else [])


def test_setup_ships_what_a_checkout_has() -> None:
    assert f"LIBRARY = {LIBRARY!r}".replace("'", '"') in (ROOT / "setup.py").read_text(encoding="utf-8")
    assert (CHECKOUT, STARTER.parent) == (ROOT, ROOT / "paraph")
    assert not (STARTER / "clauses").exists(), "the repository holds them once"
    assert rooms.LIBRARY[:2] == ("clauses", "templates")


# Installed


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is installed from a source distribution: so both it and the wheel hold all that they should."""
    folder = tmp_path_factory.mktemp("packaging")
    source = folder / "source"
    source.mkdir()
    for name in PACKAGED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    (source / "clauses" / "duration" / ".fixed.md.swp").touch()
    make = f"from setuptools.build_meta import build_sdist; build_sdist({str(folder)!r})"
    subprocess.run([sys.executable, "-c", make], cwd=source, check=True, capture_output=True)
    (archive,) = folder.glob("*.tar.gz")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(folder / "site"), str(archive)], check=True, capture_output=True)
    return folder / "site"


def installed(site: Path, *arguments: str, cwd: Path) -> Ran:
    env = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "paraph", *arguments]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def test_installed_it_makes_the_same_workspace(site: Path, tmp_path: Path) -> None:
    assert paraph("init", "checkout", cwd=tmp_path).code == 0
    assert installed(site, "init", "mine", cwd=tmp_path) == (0, f"mine\n{SAID}", "")
    assert files(tmp_path / "mine") == files(tmp_path / "checkout")
    workspace = tmp_path / "mine"
    for arguments in (["new", "first"], ["check"], ["schema"], ["clauses", "duration/renewing"]):
        ran = installed(site, *arguments, cwd=workspace)
        assert ran.code == 0, ran.err
    assert installed(site, "build", cwd=workspace) == (0, "2 of 2 drafts built\n", "")


def test_installed_command_builds(site: Path, copied: Path) -> None:
    ran = installed(site, "build", "drafts/japan-estonia-2022.yaml", cwd=copied)
    assert ran == (0, "build/japan-estonia-2022.docx\n", ""), ran.err
