"""The documents of all drafts, as text which can be reviewed. `--regenerate` writes them anew; read the difference."""

from __future__ import annotations

import io
import zipfile

import pytest

from paraph.assembled import write
from paraph.pipeline import Assembler
from tests.conftest import DRAFTS, ROOT

GOLDEN = ROOT / "tests" / "golden"
PARTS = ("word/document.xml", "word/numbering.xml", "docProps/core.xml", "customXml/item1.xml", "[Content_Types].xml")


def word_parts(data: bytes) -> str:
    """The parts which we write, an element of the body or a level on each line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = [f"=== {name}\n{archive.read(name).decode()}" for name in PARTS]
    text = "\n".join(texts)
    for tag in ("w:p", "w:tbl", "w:tr", "w:tc", "w:lvl", "w:num", "w:abstractNum", "w:sectPr", "dc:subject", "Override"):
        text = text.replace(f"<{tag}>", f"\n<{tag}>").replace(f"<{tag} ", f"\n<{tag} ")
    return text.replace("},{", "},\n{") + "\n"


@pytest.mark.parametrize("draft", DRAFTS)
def test_documents_are_as_reviewed(
    draft: str, assembler: Assembler, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assembled = assembler.assemble(ROOT / "drafts" / f"{draft}.yaml")
    found = {form: write(assembled, form).decode() for form in ("txt", "md", "html")}
    found["docx.txt"] = word_parts(write(assembled, "docx"))
    for form, text in found.items():
        golden = GOLDEN / f"{draft}.{form}"
        if request.config.getoption("--regenerate"):
            golden.write_text(text, encoding="utf-8")
        assert golden.read_text(encoding="utf-8") == text, f"{golden.name}: read the difference, then run with --regenerate"
