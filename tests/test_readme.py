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
from tests.conftest import ROOT, paraph

PAGES = [
    ROOT / name
    for name in (
        *("README.md", "CONTRIBUTING.md", "benchmarks/README.md"),
        *(f"docs/{page}.md" for page in ("drafts", "maintaining", "review", "architecture")),
    )
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(copied: Path) -> Path:
    """A workspace with the tool beside it, as in a checkout, and a pinned first example."""
    shutil.copy(ROOT / "assemble.py", copied)
    (copied / "paraph").symlink_to(ROOT / "paraph")
    (copied / "drafts" / "fisheries.yaml").write_text(blocks(README, "yaml")[0], encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "clauses", "templates", "schema.json"], ["commit", "-qm", "The library"]):
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=copied, check=True)
    return copied


def sessions(text: str) -> list[tuple[str, str]]:
    """The commands of a page's console blocks, each with what it prints."""
    found: list[tuple[str, str]] = []
    for block in blocks(text, "console"):
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


def test_readme_commands_print_what_it_says(checkout: Path) -> None:
    program = Path(sys.executable)
    env = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    ran = 0
    for command, printed in sessions(README):
        if command.startswith(("make ", "pip ", "paraph ")):
            continue
        shell = ["sh", "-c", command]
        done = subprocess.run(shell, cwd=checkout, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        if printed:
            assert done.stdout == printed, command
        ran += 1
    assert ran >= 5


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
    party, picks = blocks((ROOT / "docs" / "drafts.md").read_text(encoding="utf-8"), "yaml")
    base = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
    chosen = re.sub(r"^  differences: .*\n|^  duration:\n(    .*\n)+", "", base, flags=re.MULTILINE)
    indented = "".join(f"  {line}\n" for line in picks.splitlines())
    draft = copied / "drafts" / "picks.yaml"
    own = "".join(f"  {line}\n" for line in party.splitlines())
    chosen = re.sub(r"  - use: estonia.*\n    .*\n", own, chosen)
    draft.write_text(chosen.replace("clauses:\n", f"clauses:\n{indented}"), encoding="utf-8")
    ran = paraph("check", draft, cwd=copied)
    assert ran.code == 0, ran.err


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
