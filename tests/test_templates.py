"""The templates which come with the tool: each builds a draft in its form, and an agreed one has no blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from paraph.assembled import Assembled, write
from paraph.pipeline import Assembler
from paraph.problems import Stopped
from paraph.render import Renderer
from paraph.tree import Role
from paraph.workspace import Workspace
from tests.conftest import DRAFTS, ROOT, by_rows, integrity

WORKSPACE = Workspace(ROOT)
CASES = ROOT / "tests" / "cases" / "templates"
FILES = {path.stem: path for path in [*(ROOT / "drafts" / f"{name}.yaml" for name in DRAFTS), *sorted(CASES.glob("*.yaml"))]}


class Form(NamedTuple):
    """A draft, and what its text holds, in this order; and what it does not hold."""

    draft: str
    holds: tuple[str, ...]
    lacks: tuple[str, ...] = ()


FORMS = {
    "bilateral": Form(
        "india-japan-cybersecurity-2020", ("RECALLING the", "SECTION 1\n", "SECTION 2\n", "a) Build", "as Section 6 provides.")
    ),
    "united-kingdom": Form(
        "united-kingdom",
        (
            "Recalling the",
            "Paragraph 1 : Purpose\n",
            "1. The purpose",
            "Paragraph 2 : Areas of cooperation\n\nWithin",
            "(a) Exchange",
            "Coordination\n\n1. Each",
            "Plans and arrangements\n\n2. Where",
            "for up to six months",
            "areas referred to in Paragraph 2.",
            "Signed in duplicate in London on 6 May 2030",
            "For the Digital Agency of Japan:",
            "Annex : Work programme\n",
        ),
        ("RECALLING", "Language and reports", "Personal data"),
    ),
    "multilateral": Form(
        "multilateral",
        (
            "AMONG\n",
            "AUSTRALIA,",
            "THE DIGITAL AGENCY OF JAPAN\n",
            "in the alphabetical order of their states",
            "of Australia,",
            "of the Republic of Estonia,",
            "of Finland,",
            "of the Republic of India,",
            "The Digital Agency of Japan,",
            "1. Purpose\n\n1.1 The",
            "body described in paragraph 4.2",
            "10.3 A Participant may withdraw",
            "a single original in English",
            "For the Digital Agency of Japan",
            "Annex A. Work programme\n\nA.1 As",
            "Annex B. Points of contact\n\nB.1 The",
        ),
    ),
    "defence": Form(
        "japan-pakistan-defence-exchanges",
        (
            "Have jointly decided",
            "PARAGRAPH 1\n",
            "Objective\n\nThe objective",
            "PARAGRAPH 2\n",
            "(a) Exchange visits",
            "separate arrangement in writing",
            "Classified information will not be exchanged",
            "For the Ministry of Defense of Japan",
        ),
    ),
    "dialogue": Form(
        "japan-pakistan-security-dialogue",
        (
            "Purpose\n\n1. The",
            "Form and level of the dialogue\n\n2. The Sides",
            "Agenda\n\n6. The",
            "Status\n\n15. This",
            "21. Either Side",
        ),
        ("Participant",),
    ),
    "letter-of-intent": Form(
        "letter-of-intent",
        ("LETTER OF INTENT\n", "Declare their intention", "1. The purpose", "2. Within", "referred to in paragraph 2,", "8. Either"),
        ("Section", "1.1"),
    ),
    "addendum": Form(
        "addendum",
        (
            "TO THE\n\nMEMORANDUM OF COOPERATION ON TOURISM\n\nSIGNED IN TOKYO ON 10 MAY 2029\n",
            "1.\n\nThis Addendum is to be read together",
            "2.\n\n2.1 The instrument referred to in Paragraph 1",
            "a) Paragraph 2 of Section 6 will read: “This MoC will continue for a period of five (5) years.”",
            "3.\n\nThe cooperation",
            "as the instrument referred to in Paragraph 1 does.",
        ),
    ),
}
UNPLACED = {"letter-of-intent": {"amendments"}}
"""Topics which have no place in a template, because they make no sense in an instrument of its kind."""


def assembled(path: Path) -> Assembled:
    return Assembler(WORKSPACE).assemble(path)


def spaced(text: str) -> str:
    return re.sub(r"[ \u00a0]+", " ", re.sub(r" *\n *", "\n", text))


def test_every_template_has_its_form_here() -> None:
    assert set(FORMS) == set(WORKSPACE.template_names())
    for name, form in FORMS.items():
        assert yaml.safe_load(FILES[form.draft].read_text(encoding="utf-8"))["template"] == name


@pytest.mark.parametrize("name", FORMS)
def test_template_builds_a_draft_in_its_form(name: str) -> None:
    form = FORMS[name]
    text = spaced(write(assembled(FILES[form.draft]), "txt").decode())
    flowing = text.replace("\n", " ")
    at = 0
    for part in form.holds:
        where = text if "\n" in part else flowing
        assert part in where[at:], f"{part!r} is not in {where[at:]!r}"
        at = where.index(part, at)
    assert [part for part in form.lacks if part in text] == []
    assert re.findall(r"[;,.] ?[;,]|\b([a-z]+) \1\b|\(\)| [;,.)]", " ".join(text.split())) == []


def test_other_engines_read_the_cases(
    tmp_path: Path, office: Callable[[Iterable[Path]], dict[str, str]], open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]
) -> None:
    drafts = {path.stem: assembled(FILES[path.stem]) for path in CASES.glob("*.yaml")}
    paths = [tmp_path / f"{name}.docx" for name in drafts]
    for path in paths:
        path.write_bytes(write(drafts[path.stem], "docx"))
    exported = office(paths)
    for name, made in drafts.items():
        assert exported[name].split() == by_rows(made).replace(" |", "").split(), name
    assert open_xml_errors(paths) == {name: [] for name in drafts}
    assert integrity(paths) == ""


@pytest.mark.parametrize("name", WORKSPACE.template_names())
def test_every_topic_has_a_place_in_the_template(name: str) -> None:
    template = WORKSPACE.template(name)
    assert template is not None
    placed = {topic for plan in (*template.outline, *template.annexes) for topic in plan.topics} | set(Role)
    renderer = Renderer()
    for id in WORKSPACE.library.ids():
        clause = WORKSPACE.library.clause(id)
        assert clause is not None
        if clause.topic in placed:
            placed |= renderer.uses(clause.wording, clause.names).lists
    assert set(WORKSPACE.library.topics()) - placed == UNPLACED.get(name, set())
    assert placed - set(Role) <= set(WORKSPACE.library.topics())


@pytest.mark.parametrize("status", ["agreed", "signed"])
@pytest.mark.parametrize(("name", "count"), [("india-japan-cybersecurity-2020", 13), ("japan-pakistan-defence-exchanges", 11)])
def test_a_settled_draft_has_no_blanks(name: str, count: int, status: str, copied: Path) -> None:
    path = copied / "drafts" / f"{name}.yaml"
    text = (ROOT / "drafts" / path.name).read_text(encoding="utf-8")
    path.write_text(text.replace("status: drafting", f"status: {status}"), encoding="utf-8")
    with pytest.raises(Stopped) as stopped:
        Assembler(Workspace(copied)).assemble(path)
    problems = stopped.value.problems
    assert [(problem.rule, problem.place.path) for problem in problems] == [("blank", f"drafts/{name}.yaml")] * count
    lines = text.splitlines()
    assert all("blank:" in lines[problem.place.line - 1] for problem in problems)


@pytest.mark.parametrize("name", ["india-japan-cybersecurity-2020", "japan-pakistan-defence-exchanges", "japan-pakistan-security-dialogue"])
def test_reported_cooperation_invents_nobody(name: str) -> None:
    """Who signs, where and when is not reported: it is a blank. Nothing departs from the library."""
    draft = yaml.safe_load(FILES[name].read_text(encoding="utf-8"))
    signing = [person for party in draft["parties"] for person in party.get("signatories", [party.get("signatory")])]
    assert all(set(person) == {"blank"} for person in signing)
    assert all("blank" in draft["signature"][key] for key in ("place", "date"))
    assert draft["status"] == "drafting"
    assert "wording:" not in FILES[name].read_text(encoding="utf-8")
