"""The library: every clause is built alone from its example, in every format, and choosing is real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from paraph.alone import ALONE, build_alone
from paraph.assembled import Assembled, write
from paraph.render import Renderer
from paraph.shared import paragraphs
from paraph.tree import Part, Section, Signature
from paraph.workspace import Workspace
from tests.conftest import ROOT, integrity

WORKSPACE = Workspace(ROOT)
CLAUSES = list(WORKSPACE.library.ids())


@pytest.mark.parametrize("id", CLAUSES)
def test_clause_builds_alone(id: str) -> None:
    template = WORKSPACE.template("bilateral")
    clause = WORKSPACE.library.clause(id)
    assert template is not None
    assert clause is not None
    document, problems = build_alone(clause, template, WORKSPACE.library, Renderer())
    assert problems == []
    parts = [p for p in document.parts if isinstance(p, Part) or (isinstance(p, Section) and p.id == ALONE)]
    text = " ".join(paragraphs(document._replace(parts=tuple(parts))))
    assert len(text.split()) >= 3
    assert "{" not in text
    assert any(isinstance(part, Signature) for part in document.parts)
    assembled = Assembled(f"{id}.md", document, template.look, (), (Path(f"{id}.md"),))
    for form in ("docx", "html", "md", "txt"):
        assert write(assembled, form)


def test_every_clause_makes_a_sound_document(tmp_path: Path, open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]) -> None:
    template = WORKSPACE.template("bilateral")
    assert template is not None
    paths = []
    for id in CLAUSES:
        clause = WORKSPACE.library.clause(id)
        assert clause is not None
        document, _ = build_alone(clause, template, WORKSPACE.library, Renderer())
        path = tmp_path / f"{id.replace('/', '--')}.docx"
        path.write_bytes(write(Assembled(f"{id}.md", document, template.look, (), ()), "docx"))
        paths.append(path)
    assert {name: found for name, found in open_xml_errors(paths).items() if found} == {}
    assert integrity(paths) == ""


def test_choosing_is_real() -> None:
    topics = Counter(id.partition("/")[0] for id in CLAUSES)
    settled = {topic: count for topic, count in topics.items() if topic not in ("areas", "preamble")}
    assert sum(settled.values()) >= 35
    assert sum(count >= 2 for count in settled.values()) >= 3


@pytest.mark.parametrize("id", CLAUSES)
def test_clause_guides_who_picks_it(id: str) -> None:
    clause = WORKSPACE.library.clause(id)
    assert clause is not None
    assert clause.summary.endswith(".")
    assert clause.source
    if clause.topic not in ("areas", "preamble"):
        assert clause.guidance
