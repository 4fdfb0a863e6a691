"""Documents which are kept: the same as new ones, and never used once anything they came from has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from paraph.kept import FOLDERS, keep, recall
from paraph.pipeline import Assembler
from paraph.workspace import Workspace
from tests.conftest import ROOT, paraph

DRAFT = Path("drafts/japan-estonia-2022.yaml")


@pytest.fixture
def cache(copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own; it stands in a copied workspace."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "paraph"


def build() -> bytes:
    assert paraph("build", DRAFT, "-o", "out.docx").code == 0
    return Path("out.docx").read_bytes()


def test_second_build_is_the_same(cache: Path) -> None:
    first = build()
    assert len(list(cache.glob("*.pickle"))) == 1
    assert recall(DRAFT) is not None
    assert build() == first


def test_every_source_counts(cache: Path) -> None:
    """A change of any file which the document came from makes it anew."""
    assembled = Assembler(Workspace(Path.cwd()), tracing=True).assemble(DRAFT)
    names = {path.relative_to(Path.cwd()).as_posix() if path.is_absolute() else path.as_posix() for path in assembled.sources}
    assert {
        "drafts/japan-estonia-2022.yaml",
        "schema.json",
        "templates/bilateral/template.yaml",
        "templates/bilateral/document.md.j2",
        "clauses/objective/develop-cooperation.md",
        "clauses/title/between-parties.md",
        "clauses/areas/roadmap.md",
        "clauses/parties/japan/digital-agency.yaml",
        "clauses/parties/estonia/state.yaml",
    } <= names
    assert not assembled.sources[-1].exists()  # the frozen text, which may be there tomorrow
    for source in assembled.sources:
        keep(DRAFT, assembled)
        assert recall(DRAFT) is not None
        before = source.read_bytes() if source.exists() else None
        source.write_bytes((before or b"") + b"\n")
        assert recall(DRAFT) is None, source
        if before is None:
            source.unlink()
        else:
            source.write_bytes(before)


def test_a_changed_clause_is_built(cache: Path) -> None:
    build()
    clause = Path("clauses/objective/develop-cooperation.md")
    clause.write_text(clause.read_text(encoding="utf-8").replace("develop cooperation", "deepen cooperation"), encoding="utf-8")
    assert b"deepen cooperation" in build()


def test_a_changed_look_is_taken(cache: Path) -> None:
    first = build()
    look = Path("templates/bilateral/look.docx")
    assert paraph("look", "other.docx").code == 0
    import docx

    other = docx.Document("other.docx")
    other.styles["Title"].font.bold = False
    other.save(str(look))
    assert build() != first


def test_a_redline_uses_what_is_kept_as_long_as_it_holds(cache: Path) -> None:
    other = Path("drafts/other.yaml")
    text = DRAFT.read_text(encoding="utf-8").replace("initial_years: 3", "initial_years: 5")
    other.write_text(text, encoding="utf-8")

    def redline() -> bytes:
        assert paraph("redline", DRAFT, other, "-o", "out.docx").out == "out.docx: 1 passage changed\n"
        return Path("out.docx").read_bytes()

    build()
    kept = set(cache.glob("*.pickle"))
    first = redline()
    assert len(kept) == 1
    assert kept < set(cache.glob("*.pickle"))
    assert redline() == first
    other.write_text(text.replace("typewriter apostrophe", "straight apostrophe"), encoding="utf-8")
    assert b"with a straight apostrophe" in redline()  # the reason, which stands in the comment alone


@pytest.mark.parametrize("spoiled", [b"", b"\x80\x04", b"not a pickle", b"\x80\x04N.\x80\x04N."])
def test_a_spoiled_cache_is_made_anew(cache: Path, spoiled: bytes) -> None:
    first = build()
    (kept,) = cache.glob("*.pickle")
    kept.write_bytes(spoiled)
    assert build() == first
    assert kept.read_bytes() != spoiled


def test_nothing_is_kept_of_problems(cache: Path) -> None:
    text = DRAFT.read_text(encoding="utf-8")
    DRAFT.write_text(text.replace("    reason: Signed without “This”.\n", ""), encoding="utf-8")
    for _ in range(2):  # a warning is given each time
        assert "missing-reason" in paraph("build", DRAFT).err
    assert not cache.exists()


def test_nowhere_to_keep_is_no_problem(cache: Path) -> None:
    cache.parent.write_text("a file")
    assert build()


@pytest.mark.skipif(os.name == "nt", reason="needs modes")
def test_a_folder_which_others_can_write_is_not_read(cache: Path) -> None:
    build()
    assert recall(DRAFT) is not None
    cache.chmod(0o777)
    assert recall(DRAFT) is None


def test_every_folder_of_the_tool_counts() -> None:
    """What the way of a draft imports lies in the folders whose files are looked at."""
    look = "import sys, paraph.pipeline; print(*(name for name in sys.modules if name.startswith('paraph.')))"
    modules = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    files = [Path(spec.origin) for name in modules if (spec := find_spec(name)) and spec.origin]
    assert len(files) > 40
    assert {file.parent.relative_to(ROOT / "paraph").as_posix().strip(".") for file in files} <= set(FOLDERS)
