"""What the documentation says is so: its commands are run, its drafts built, its names exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paraph.render.filters import FILTERS
from paraph.writers.docx.styles import CHARACTER_STYLES, PARAGRAPH_STYLES, TABLE_STYLES
from tests.conftest import DRAFTS, ROOT, copy_workspace, paraph

PAGES = [
    ROOT / name
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "docs/drafts.md",
        "docs/maintaining.md",
        "docs/review.md",
        "docs/architecture.md",
        "benchmarks/README.md",
    )
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a clone holds, with the tool and the first example, and the command `paraph` on the path."""
    root = tmp_path / "clone"
    copy_workspace(root, DRAFTS)
    for name in DRAFTS:
        if (frozen := ROOT / "drafts" / f"{name}.text.json").exists():
            shutil.copy(frozen, root / "drafts")
    for name in ("assemble.py", ".gitignore"):
        shutil.copy(ROOT / name, root)
    (root / "paraph").symlink_to(ROOT / "paraph")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "paraph").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "assemble.py"}" "$@"\n', encoding="utf-8")
    (programs / "paraph").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"])))
    monkeypatch.setenv("NO_COLOR", "1")
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "The library"]):
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=root, check=True)
    (root / "drafts" / "fisheries.yaml").write_text(blocks(README, "yaml")[0], encoding="utf-8")
    return root


def sessions(text: str) -> list[tuple[str, str]]:
    """The commands of a page's console blocks, each with what it prints."""
    return [step for block in blocks(text, "console") for step in steps(block)]


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:].strip(), ""))
        else:
            command, printed = found.pop()
            found.append((command, printed + line))
    return found


def test_readme_opens_with_the_two_commands() -> None:
    assert [command for command, _ in sessions(README)][:2] == ["make build", "make test"]
    assert README.index("make build") < 60


ELSEWHERE = ("make ", "pip ")
"""What the commands which install do is tried by other tests."""


def test_readme_commands_print_what_it_says(checkout: Path) -> None:
    """In the order of the page; a block which shows what is printed shows all of it, but for the hashes of commits."""
    ran = shown = 0
    for block in blocks(README, "console"):
        told = [(command, printed) for command, printed in steps(block) if not command.startswith(ELSEWHERE)]
        folder = checkout
        for command, printed in told:
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ")
                continue
            done = subprocess.run(["sh", "-c", f"({command}) 2>&1"], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", check=False)
            assert "Traceback" not in done.stdout, done.stdout
            assert done.returncode < 2, (command, done.stdout)
            if any(text for _, text in told):
                assert anonymous(done.stdout) == anonymous(printed), command
                shown += 1
            ran += 1
    assert (ran >= 40, shown >= 25) == (True, True), (ran, shown)


def anonymous(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{7,40}\b", "1a2b3c4", text)


def test_make_knows_what_the_pages_ask_of_it() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"`make ([a-z ]+)`", page.read_text(encoding="utf-8")):
            for name in target.split():
                assert re.search(rf"^{name}:", makefile, flags=re.MULTILINE), f"{page.name}: make {name}"


def test_contributing_clause_builds(copied: Path) -> None:
    (clause,) = blocks(CONTRIBUTING, "markdown")
    (closing,) = blocks(CONTRIBUTING, "clause")
    front = "---\ntitle: T\nsummary: S.\nstatus: approved\nrank: acceptable\n---\n"
    (copied / "clauses" / "duration" / "closing.md").write_text(front + closing, encoding="utf-8")
    (copied / "clauses" / "duration" / "brief.md").write_text(clause, encoding="utf-8")
    assert paraph("schema", cwd=copied).code == 0
    ran = paraph("check", cwd=copied)
    assert ran.code == 0, ran.err


def test_drafts_page_picks_are_sound(copied: Path) -> None:
    party, picks, _ = blocks((ROOT / "docs" / "drafts.md").read_text(encoding="utf-8"), "yaml")
    base = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
    chosen = re.sub(r"^  differences: .*\n|^  duration:\n(    .*\n)+", "", base, flags=re.MULTILINE)
    indented = "".join(f"  {line}\n" for line in picks.splitlines())
    draft = copied / "drafts" / "picks.yaml"
    own = "".join(f"  {line}\n" for line in party.splitlines())
    chosen = re.sub(r"  - use: estonia.*\n    .*\n", own, chosen)
    draft.write_text(chosen.replace("clauses:\n", f"clauses:\n{indented}"), encoding="utf-8")
    ran = paraph("check", draft, cwd=copied)
    assert ran.code == 0, ran.err


def test_drafts_page_waiver_holds(copied: Path) -> None:
    language = blocks((ROOT / "docs" / "drafts.md").read_text(encoding="utf-8"), "yaml")[2]
    base = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
    (sentence,) = re.findall(r"^    text: (.*)$", language, flags=re.MULTILINE)
    draft = copied / "drafts" / "waived.yaml"
    draft.write_text(f"{base.replace('differences: consultation', f'differences: {{text: {sentence}}}')}{language}", encoding="utf-8")
    told = paraph("check", draft, "--strict", cwd=copied).err
    assert "(survival)" in told
    assert not any(f"({rule})" in told for rule in ("validity", "lapsed-waiver", "unknown-rule", "unknown-profile", "unknown-key"))
    draft.write_text(draft.read_text(encoding="utf-8").split("waivers:")[0], encoding="utf-8")
    assert "(validity)" in paraph("check", draft, "--strict", cwd=copied).err


def test_contributing_names_every_filter_and_style() -> None:
    for name in FILTERS:
        assert f"`{name}`" in CONTRIBUTING
    for style in (*PARAGRAPH_STYLES, *CHARACTER_STYLES, *TABLE_STYLES):
        known = re.sub(r"^(Item|Dash) [1-4]$", r"\1 1–4", style)
        assert known in re.sub(r"\s+", " ", CONTRIBUTING), style


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {
        path.name.removesuffix(".py") for path in (ROOT / "paraph").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    for room in rooms - {"__init__", "__main__", "english", "store", "paths", "draft"}:
        assert re.search(rf"`{room}/?`|`{room}/", text), room
