"""Drafts share what texts become: a draft comes out the same after any others as it does alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paraph.assembled import write
from paraph.library import Wording
from paraph.pipeline import Assembler
from paraph.problems import Place, Stopped
from paraph.render import Renderer
from paraph.render.values import Unknown
from paraph.shared import Recent
from paraph.source import read_source
from paraph.texts import text_blocks
from paraph.tree import Blank, Emphasis, Paragraph, Strong, Superscript, Text
from paraph.workspace import Workspace
from paraph.writers.docx.archive import archive
from paraph.yaml_data import load_yaml
from tests.conftest import DRAFTS, ROOT, copy_workspace, examples

FORMATS = ("docx", "html", "md", "txt")
KEYS = {"areas", "preamble"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("shared") / "workspace"
    copy_workspace(root)
    return root


@st.composite
def variants(draw: st.DrawFn) -> str:
    """A draft with some picks left out and moved, and perhaps of another status, with other fills."""
    name = draw(st.sampled_from(DRAFTS))
    data: dict[str, Any] = load_yaml(read_source(ROOT / "drafts" / f"{name}.yaml", name))[0].value
    for key in sorted(data.keys() & KEYS):
        data[key] = draw(st.lists(st.sampled_from(data[key]), min_size=1, unique_by=repr))
    for topic in draw(st.sets(st.sampled_from(sorted(data["clauses"])), max_size=4)):
        del data["clauses"][topic]
    data["status"] = draw(st.sampled_from(("drafting", "signed")))
    data["title"] = draw(st.sampled_from(("on trade", "on the sea")))
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def outcome(assembler: Assembler, root: Path, text: str) -> object:
    path = root / "drafts" / "variant.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        assembled = assembler.assemble(path)
        return [write(assembled, form) for form in FORMATS], [str(problem) for problem in assembled.problems]
    except Stopped as stopped:
        return [str(problem) for problem in stopped.problems]


@settings(max_examples=examples(8), deadline=None)
@given(st.lists(variants(), min_size=2, max_size=5))
def test_a_draft_comes_out_the_same_after_any_others(root: Path, texts: list[str]) -> None:
    assembler = Assembler(Workspace(root))
    together = [outcome(assembler, root, text) for text in texts * 3]  # what was asked for twice is remembered
    alone = [outcome(Assembler(Workspace(root)), root, text) for text in texts]
    assert together == alone * 3


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), st.binary(max_size=300)), max_size=8))
@example([("[Content_Types].xml", b"<x/>"), ("wörd/ä.xml", b"")])
def test_an_archive_is_what_the_standard_library_writes(entries: list[tuple[str, bytes]]) -> None:
    entries = [(name.replace("\0", "0").replace("\\", "/"), data) for name, data in entries]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in dict(entries).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            file.writestr(entry, data)
    assert archive(dict(entries).items()) == buffer.getvalue()


def test_what_is_asked_for_lately_is_remembered() -> None:
    recent: Recent[int, str] = Recent(3)
    assert [recent.wanted(1), recent.wanted(1)] == [False, True]
    for number in range(20):
        recent.put(number, str(number))
        assert recent.get(0) == "0"  # asked for at every turn
    assert [number for number in range(20) if recent.get(number)] == [0, 17, 18, 19]


def test_a_value_never_meets_the_parser() -> None:
    """Whatever characters a value holds, and whatever stands around it, the value prints just so."""
    wording = Wording("**{{ a }}**, ^{{ a }}^ and {{ b }} *{{ a }}*", Place("clause.md", 1, 1))
    renderer = Renderer()
    uses = renderer.uses(wording, frozenset("ab"))
    for value in ("plain", "**", "\\", "|", "- x", "^", "{{ b }}"):
        made = text_blocks(wording, uses, {"a": value, "b": "B"}, renderer)
        assert made.problems == []
        text = (Text(value),)
        assert made.blocks == (Paragraph((Strong(text), Text(", "), Superscript(text), Text(" and B"), Text(" "), Emphasis(text))),)


def test_a_blank_keeps_its_place() -> None:
    wording = Wording("In {{ a }} on {{ a }}.", Place("clause.md", 1, 1))
    renderer = Renderer()
    blank = Blank("place", Place("draft.yaml", 7, 3))
    made = text_blocks(wording, renderer.uses(wording, frozenset("a")), {"a": Unknown(blank)}, renderer)
    block = made.blocks[0]
    assert isinstance(block, Paragraph)
    assert [inline.place for inline in block.content if isinstance(inline, Blank)] == [blank.place] * 2
    assert [inline.place for inline in block.content if isinstance(inline, Text)] == [Place("", 1, 1), Place("", 1, 11), Place("", 1, 22)]
