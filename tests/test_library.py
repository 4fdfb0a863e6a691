"""The library: every clause is built alone from its example, in every format, choosing is real, and the words bind nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from paraph.alone import ALONE, build_alone
from paraph.assembled import Assembled, write
from paraph.number import number
from paraph.problems import Place
from paraph.render import Renderer
from paraph.rules.book import Book
from paraph.rules.judge import Chosen, judge
from paraph.rules.prose import Prose, Unit
from paraph.shared import paragraphs
from paraph.tree import Block, Item, Part, Passage, Section, Signature, Text
from paraph.workspace import Workspace
from tests.conftest import ROOT, integrity

WORKSPACE = Workspace(ROOT)
CLAUSES = list(WORKSPACE.library.ids())
TOGETHER = 40
"""Clauses to a document which is validated."""
LISTS = ("areas", "forms", "preamble")
"""The topics of which a draft picks several, as a list."""
SIGNED = "Japan–Estonia MoC (2022), "
"""The source of clauses which keep the words of a memorandum as it was signed."""
BINDING = re.compile(
    r"\b(shall|must|[Aa]gree\w*|Part(?:y|ies)|Articles?|[Uu]ndertak\w+|[Oo]bligation\w*|[Oo]blige\w*|in force|into force"
    r"|terms and conditions|[Cc]lauses?|mutually|[Cc]omply|[Cc]ompliance|[Aa]uthentic|Done (?:in|at)|entitle[ds]?)\b"
)
"""Words of treaties and contracts; `third party` has a small letter."""
OXFORD = re.compile(r"\b\w+(?:[a-z]iz)(?:e[ds]?|ing|ations?)\b")
SIZES = re.compile(r"\b(?:size[ds]?|prizes?|seize[ds]?)\b")


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


def named(content: Iterable[Block], id: str) -> tuple[Block, ...]:
    """Blocks whose passages have names of their own, as they stand with those of other clauses."""
    found: list[Block] = []
    for block in content:
        if isinstance(block, Passage):
            found.append(Passage(f"{id}/{block.pick}", id, named(block.content, id)))
        else:
            found.append(block.but(content=named(block.content, id)) if isinstance(block, Item) else block)
    return tuple(found)


def test_every_clause_makes_a_sound_document(tmp_path: Path, open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]) -> None:
    """Some dozens of clauses to a document, each in a section of its own, so that the validators need not start for each."""
    template = WORKSPACE.template("bilateral")
    assert template is not None
    paths = []
    for start in range(0, len(CLAUSES), TOGETHER):
        clauses = filter(None, map(WORKSPACE.library.clause, CLAUSES[start : start + TOGETHER]))
        documents = [(clause.id, build_alone(clause, template, WORKSPACE.library, Renderer())[0]) for clause in clauses]
        sections = [
            Section(f"alone-{index}", (Text(id),), named(part.content, id))
            for index, (id, document) in enumerate(documents)
            for part in document.parts
            if (isinstance(part, Section) and part.id == ALONE) or (isinstance(part, Part) and part.role == id.partition("/")[0])
        ]
        assert len(sections) == len(documents)
        together = number(documents[0][1]._replace(parts=tuple(sections), trace=()), template.numbering).document
        path = tmp_path / f"clauses-{start}.docx"
        path.write_bytes(write(Assembled("clauses", together, template.look, (), ()), "docx"))
        paths.append(path)
    assert {name: found for name, found in open_xml_errors(paths).items() if found} == {}
    assert integrity(paths) == ""


def test_choosing_is_real() -> None:
    topics = Counter(id.partition("/")[0] for id in CLAUSES)
    settled = {topic: count for topic, count in topics.items() if topic not in LISTS}
    assert sum(settled.values()) >= 120
    assert len(settled) >= 28
    assert [topic for topic, count in settled.items() if count < 2] == []
    assert all(topics[topic] >= 9 for topic in LISTS)


def test_one_alternative_of_a_topic_is_preferred() -> None:
    ranks = dict.fromkeys(WORKSPACE.library.topics(), 0)
    for id in CLAUSES:
        clause = WORKSPACE.library.clause(id)
        assert clause is not None
        ranks[clause.topic] += clause.rank == "preferred" and clause.status != "retired"
    assert {topic: count for topic, count in ranks.items() if count != (topic not in ("areas", "preamble"))} == {}


@pytest.mark.parametrize("id", CLAUSES)
def test_clause_names_others_which_exist(id: str) -> None:
    clause = WORKSPACE.library.clause(id)
    assert clause is not None
    named = [other for others in clause.relations for other in others]
    assert [other for other in named if other not in {*CLAUSES, *WORKSPACE.library.topics()}] == []
    assert id not in named
    assert clause.topic not in named
    assert len(named) == len(set(named))


def test_what_a_clause_requires_it_can_have() -> None:
    for id in CLAUSES:
        clause = WORKSPACE.library.clause(id)
        assert clause is not None
        for other in clause.relations.requires:
            alternatives = [other] if "/" in other else [f"{other}/{name}" for name in WORKSPACE.library.alternatives(other)]
            barred = {*clause.relations.excludes}
            possible = [found for found in alternatives if found not in barred and found.partition("/")[0] not in barred]
            assert [
                found
                for found in possible
                if (other_clause := WORKSPACE.library.clause(found)) and id not in other_clause.relations.excludes
            ], f"{id} requires {other}"


@pytest.mark.parametrize("id", [id for id in CLAUSES if (clause := WORKSPACE.library.clause(id)) and not clause.source.startswith(SIGNED)])
def test_clause_binds_nobody(id: str) -> None:
    clause = WORKSPACE.library.clause(id)
    assert clause is not None
    text = clause.wording.text
    assert clause.topic == "status" or BINDING.findall(text) == []
    assert [word for word in OXFORD.findall(text) if not SIZES.fullmatch(word)] == []
    assert [slip for slip in (" ,", ",,", "..", ";;", "; ;", " .", "e.g.", "i.e.") if slip in text] == []
    assert text.count("“") == text.count("”")


SPEAKS_OF_TWO = re.compile(r"\b(?:[Ee]ither|[Bb]oth|[Nn]either)\b|\bthe other (?:\{\{|side|in )|on the one side")


@pytest.mark.parametrize("id", CLAUSES)
def test_wording_says_for_how_many_it_holds(id: str) -> None:
    clause = WORKSPACE.library.clause(id)
    assert clause is not None
    if clause.parties.holds(3):
        assert SPEAKS_OF_TWO.findall(clause.wording.text) == []


def test_every_section_of_many_parties_has_something_to_pick() -> None:
    for template in filter(None, map(WORKSPACE.template, WORKSPACE.template_names())):
        for topic in {topic for plan in template.plans for topic in plan.topics if template.parties[1] > 2}:
            clauses = [WORKSPACE.library.clause(f"{topic}/{name}") for name in WORKSPACE.library.alternatives(topic)]
            assert [c.id for c in clauses if c and c.parties.holds(3) and c.rank != "last-resort" and c.status != "retired"], topic


@pytest.mark.parametrize("id", [id for id in CLAUSES if id.startswith("preamble/")])
def test_recital_begins_with_a_participle(id: str) -> None:
    clause = WORKSPACE.library.clause(id)
    assert clause is not None
    assert re.match(r"\*\*[A-Z]+(?: [A-Z]+)*\*\* \S", clause.wording.text)
    assert clause.wording.text.rstrip()[-1] not in ".;,:"


@pytest.mark.parametrize("id", [id for id in CLAUSES if id.startswith(("areas/", "forms/"))])
def test_listed_text_has_no_mark_at_its_end(id: str) -> None:
    clause = WORKSPACE.library.clause(id)
    assert clause is not None
    assert clause.wording.text[0].isupper() == (clause.topic == "areas")
    assert clause.wording.text.rstrip()[-1] not in ".;,:"


@pytest.mark.parametrize("id", CLAUSES)
def test_clause_guides_who_picks_it(id: str) -> None:
    clause = WORKSPACE.library.clause(id)
    assert clause is not None
    assert clause.summary.endswith(".")
    assert clause.source
    assert clause.guidance


def test_the_clauses_keep_to_one_spelling() -> None:
    """Drafts mix them freely: so all of them together are spelt as one text would be."""
    texts = [clause.wording.text.split("\n") for id in CLAUSES if (clause := WORKSPACE.library.clause(id))]
    prose = Prose([Unit("paragraph", line, "", Place("", 1, 1)) for text in texts for line in text])
    spelling = [Chosen(rule, "warning") for rule in Book(ROOT / "rules").rules.values() if rule.kind == "spelling"]
    assert len(spelling) > 2
    assert [finding.message for finding in judge(prose, spelling)] == []
