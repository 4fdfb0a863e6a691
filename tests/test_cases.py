"""Mistakes, each a small change to a sound file, with every problem which it gives.

A case in `cases/*.txt` has a title, lines taken out (-) of the sound file and put in (+) there, and the
problems (!) as line:column, severity, rule, message and hint. `--regenerate` writes the problems anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from paraph.examine import examine_workspace
from paraph.pipeline import Assembler
from paraph.problems import Problem, Stopped
from paraph.workspace import Workspace
from tests.conftest import ROOT, copy_workspace

CASES = ROOT / "tests" / "cases"


class Case(NamedTuple):
    title: str
    lines: list[str]
    problems: list[str]

    def spoiled(self, sound: str) -> str:
        """The sound file with the case's changes."""
        for taken, put in _hunks(self.lines):
            assert sound.count(taken) == 1, f"{self.title}: the sound file has not just once:\n{taken}"
            sound = sound.replace(taken, put)
        return sound


def _hunks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """What is taken out and what is put in its place, as often as a line is taken after one was put."""
    taken, put = "", ""
    for line in lines:
        if line[0] == "-":
            if put:
                yield taken, put
                taken, put = "", ""
            taken += line[2:] + "\n"
        else:
            put += _unescaped(line[2:]) + "\n"
    yield taken, put


def _unescaped(line: str) -> str:
    r"""A line in which \\u0009 is a tab and \\\\u0009 an escape for YAML."""
    return re.sub(r"(?<!\\)\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), line).replace("\\\\", "\\")


def read_cases(name: str) -> list[Case]:
    cases = []
    for block in re.split(r"^=== ", (CASES / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, *lines = block.rstrip("\n").split("\n")
        cases.append(Case(title, [line for line in lines if line[:1] in ("-", "+")], [line[2:] for line in lines if line[:1] == "!"]))
    return cases


def told(problem: Problem) -> str:
    _, line, column = problem.place
    hint = f" | {problem.hint}" if problem.hint else ""
    return f"{line}:{column} {problem.severity} {problem.rule}: {problem.message}{hint}"


def draft_problems(root: Path, text: str) -> Iterator[Problem]:
    path = root / "drafts" / "case.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        yield from Assembler(Workspace(root)).assemble(path).problems
    except Stopped as stopped:
        yield from stopped.problems


def clause_problems(root: Path, text: str) -> Iterator[Problem]:
    path = root / "clauses" / "trial" / "case.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    yield from (p for p in examine_workspace(Workspace(root)) if p.rule not in ("stale-schema", "no-guidance"))


SORTS = {"drafts": ("base.yaml", draft_problems), "clauses": ("base.md", clause_problems)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cases") / "workspace"
    copy_workspace(root)
    template = root / "templates" / "bilateral" / "template.yaml"
    outline = template.read_text(encoding="utf-8")
    template.write_text(outline.replace("clauses: [confidentiality]", "clauses: [confidentiality, trial]"), encoding="utf-8")
    return root


@pytest.mark.parametrize("sort", SORTS)
def test_sound_file_has_no_problems(sort: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    base, problems = SORTS[sort]
    assert list(problems(root, (CASES / base).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(("sort", "case"), [pytest.param(s, c, id=f"{s}: {c.title}") for s in SORTS for c in read_cases(s)])
def test_mistake(sort: str, case: Case, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    base, problems = SORTS[sort]
    assert case.problems, "a case says its problems"
    assert [told(p) for p in problems(root, case.spoiled((CASES / base).read_text(encoding="utf-8")))] == case.problems


def test_regenerate(request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.config.getoption("--regenerate"):
        pytest.skip("only with --regenerate")
    monkeypatch.chdir(root)
    for sort, (base, problems) in SORTS.items():
        sound = (CASES / base).read_text(encoding="utf-8")
        blocks = []
        for case in read_cases(sort):
            found = [f"! {told(p)}" for p in problems(root, case.spoiled(sound))]
            blocks.append("\n".join((f"=== {case.title}", *case.lines, *found)) + "\n")
        (CASES / f"{sort}.txt").write_text("\n".join(blocks), encoding="utf-8")
