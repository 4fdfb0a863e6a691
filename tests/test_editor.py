"""schema.json and clauses/library.schema.json are one JSON Schema, by which editors and validators judge a draft as the tool does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from paraph.examine import current_library_schema
from paraph.pipeline import Assembler
from paraph.problems import Stopped
from paraph.source import Source
from paraph.workspace import Workspace
from paraph.yaml_data import load_yaml
from tests.conftest import DRAFTS, ROOT, copy_workspace, needed
from tests.language_server import Completion, LanguageServer

DRAFT_FILES = [f"{name}.yaml" for name in DRAFTS]
CURSOR = "¦"
DRAFT = """\
# yaml-language-server: $schema=../schema.json
template: bilateral
status: drafting
title: on cooperation
instrument: {name: Memorandum of Cooperation, short: MoC}
terms: {participant: Side, participants: Sides}
language: en-GB
author: Treaty Section
date: 2022-03-01
round: 2
parties:
  - use: japan/digital-agency
    signatory: {name: MAKISHIMA Karen, title: Minister for Digital}
  - name: Ministry of Transport
    article: true
    short: MoT
    state: Ruritania
    formal: the Kingdom of Ruritania
    adjective: Ruritanian
    signatory: {blank: signatory of Ruritania}
preamble: [deeper-partnership]
areas:
  - roadmap
  - {use: pilots, wording: Pilots, reason: Shorter.}
  - {text: Areas which are decided on later, reason: Not known yet.}
clauses:
  objective: develop-cooperation
  duration: {use: renewing, initial_years: 3, renewal_years: {blank: to be settled}, notice_months: 6}
  confidentiality: [all-information]
  own-topic: {text: Own text.}
  cooperation: encourage-facilitate-engage
  status: statement-of-intent
  differences: consultation
  taking-effect: on-signature
sections:
  - id: all
    heading: All
    reason: For the test.
    clauses: [objective, cooperation, duration, confidentiality, own-topic, status, differences, taking-effect]
signature: {place: Tallinn, date: 2022-05-06, originals: 2, languages: [en]}
"""
RETIRED = """\
---
title: Tacit renewal
summary: Renewed without end.
status: retired
instead: duration/renewing
rank: last-resort
---
This {{ instrument }} is renewed.
"""
FILLED_AREA = """\
---
title: A place
summary: Cooperation at one place.
status: approved
rank: acceptable
fills:
  place: {type: string, title: Where it is}
example: {place: Narva}
---
Cooperate in {{ place }}
"""
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


class Change(NamedTuple):
    """A place of the draft, and what stands there instead."""

    old: str
    new: str

    def made(self) -> str:
        """The draft, changed."""
        assert DRAFT.count(self.old) == 1, self.old
        return DRAFT.replace(self.old, self.new)


class Editor:
    """The drafts of a workspace, open in an editor; each text is a new file."""

    def __init__(self, server: LanguageServer, desk: Workspace) -> None:
        self.server = server
        self.folder = desk.root / "drafts"
        self.numbers = count(1)

    def open(self, text: str) -> str:
        """Show a text, and give its uri."""
        uri = (self.folder / f"typed-{next(self.numbers)}.yaml").as_uri()
        self.server.open(uri, text)
        return uri

    def open_at(self, text: str) -> tuple[str, int, int]:
        """Show a text without its cursor; give the uri with the cursor's place."""
        before = text.partition(CURSOR)[0]
        return self.open(text.replace(CURSOR, "")), before.count("\n"), len(before.rpartition("\n")[2])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the workspace with two clauses more, its library schema made anew."""
    root = tmp_path_factory.mktemp("editor") / "workspace"
    copy_workspace(root, DRAFTS)
    (root / "clauses" / "duration" / "tacit.md").write_text(RETIRED, encoding="utf-8")
    (root / "clauses" / "areas" / "one-place.md").write_text(FILLED_AREA, encoding="utf-8")
    desk = Workspace(root)
    desk.library_schema_path.write_text(current_library_schema(desk), encoding="utf-8")
    return desk


@pytest.fixture(scope="module")
def editor(desk: Workspace) -> Iterator[Editor]:
    program = Path(os.environ.get("NODE_MODULES", ROOT / "node_modules"), ".bin", "yaml-language-server")
    needed("yaml-language-server (npm)", program.exists())
    with LanguageServer([program, "--stdio"], desk.root, SETTINGS) as server:
        yield Editor(server, desk)


# The editor


@pytest.mark.parametrize("name", DRAFT_FILES)
def test_editor_finds_nothing_wrong_with_drafts(editor: Editor, desk: Workspace, name: str) -> None:
    assert editor.server.diagnostics(editor.open((desk.root / "drafts" / name).read_text(encoding="utf-8"))) == []


def test_editor_finds_nothing_wrong_with_the_tests_draft(editor: Editor) -> None:
    assert editor.server.diagnostics(editor.open(DRAFT)) == []


OBJECTIVE = "objective: develop-cooperation"
DURATION = "duration: {use: renewing, initial_years: 3, renewal_years: {blank: to be settled}, notice_months: 6}"
OFFERED_CLAUSES = {
    "for a topic": (Change(OBJECTIVE, "objective: ¦"), "objective/develop-cooperation"),
    "for a topic, once begun": (Change(OBJECTIVE, "objective: dev¦"), "objective/develop-cooperation"),
    "which needs fills": (Change(DURATION, "duration: ¦"), "duration/renewing"),
    "after use": (Change("{use: renewing,", "{use: ¦,"), "duration/renewing"),
    "in a topic's list": (Change("[all-information]", "\n    - ¦"), "confidentiality/all-information"),
    "in areas, after use, which needs fills": (Change("{use: pilots,", "{use: ¦,"), "areas/one-place"),
    "in areas": (Change("  - roadmap\n", "  - roadmap\n  - ¦\n"), "areas/pilots"),
    "after use in areas": (Change("{use: pilots,", "{use: ¦,"), "areas/pilots"),
    "in the preamble": (Change("[deeper-partnership]", "\n  - ¦"), "preamble/deeper-partnership"),
}


@pytest.mark.parametrize(("change", "id"), OFFERED_CLAUSES.values(), ids=OFFERED_CLAUSES)
def test_editor_offers_clauses_with_their_summaries(editor: Editor, desk: Workspace, change: Change, id: str) -> None:
    clause = desk.library.clause(id)
    assert clause
    offered = _offered(editor, change)
    assert clause.about == offered[clause.name].documentation


def test_clause_which_needs_fills_comes_with_them(editor: Editor) -> None:
    assert _offered(editor, Change(DURATION, "duration: ¦"))["renewing"].inserts == (
        "\n  use: renewing\n  initial_years: $1\n  renewal_years: $2\n  notice_months: $3"
    )


def test_area_which_needs_fills_comes_with_them(editor: Editor) -> None:
    assert _offered(editor, Change("  - roadmap\n", "  - ¦\n"))["A place"].inserts == "use: one-place\n  place: "


def test_editor_says_that_a_clause_is_retired_and_takes_it(editor: Editor) -> None:
    assert _offered(editor, Change(DURATION, "duration: ¦"))["tacit"].documentation == "Retired; pick renewing. Renewed without end."
    assert editor.server.diagnostics(editor.open(Change(DURATION, "duration: tacit").made())) == []


OFFERED = {
    "templates": (Change("template: bilateral", "template: ¦"), {"bilateral"}),
    "statuses": (Change("status: drafting", "status: ¦"), {"drafting", "agreed", "signed"}),
    "agencies": (Change("japan/digital-agency", "¦"), {"japan/digital-agency", "estonia/economic-affairs-and-communications"}),
    "topics": (Change(OBJECTIVE, f"{OBJECTIVE}\n  ¦"), {"funding", "termination"}),
    "fills": (Change(DURATION, "duration:\n    use: renewing\n    initial_years: 3\n    ¦"), {"renewal_years", "notice_months", "wording"}),
    "keys": (Change("round: 2\n", "¦\n"), {"round"}),
}


@pytest.mark.parametrize(("change", "labels"), OFFERED.values(), ids=OFFERED)
def test_editor_offers_with_documentation(editor: Editor, change: Change, labels: set[str]) -> None:
    offered = _offered(editor, change)
    assert labels <= set(offered)
    assert all(offered[label].documentation for label in labels)


def test_editor_offers_no_fills_of_other_clauses(editor: Editor) -> None:
    assert "initial_years" not in _offered(editor, Change(DURATION, "duration:\n    use: indefinite\n    ¦"))


def _offered(editor: Editor, change: Change) -> dict[str, Completion]:
    return {entry.label: entry for entry in editor.server.complete(*editor.open_at(change.made()))}


HOVERED = {
    "a clause's name": (Change(OBJECTIVE, "objective: develop¦-cooperation"), "objective/develop-cooperation"),
    "a clause's name after use": (Change("{use: renewing", "{use: ren¦ewing"), "duration/renewing"),
    "an area": (Change("- roadmap", "- road¦map"), "areas/roadmap"),
    "a recital": (Change("[deeper-", "[dee¦per-"), "preamble/deeper-partnership"),
}


@pytest.mark.parametrize(("change", "id"), HOVERED.values(), ids=HOVERED)
def test_editor_shows_title_and_summary(editor: Editor, desk: Workspace, change: Change, id: str) -> None:
    clause = desk.library.clause(id)
    assert clause
    shown = editor.server.hover(*editor.open_at(change.made()))
    assert shown.startswith(f"#### {clause.title}\n\n{clause.about}\n\nSource")


DAMAGES = {
    "unknown key": (Change("round: 2", "rund: 2"), "rund: 2", "Property rund is not allowed."),
    "missing key": (Change("template: bilateral\n", ""), "status: drafting", 'Missing property "template".'),
    "unknown template": (Change("bilateral", "bilatral"), "template:", '"bilateral"'),
    "unknown status": (Change("drafting", "draft"), "status:", "Value is not accepted."),
    "unknown agency": (Change("japan/digital-agency", "japan/digital"), "japan/digital", "Value must be"),
    "unknown area": (Change("- roadmap", "- roadmp"), "- roadmp", '"roadmap"'),
    "unknown clause": (Change(OBJECTIVE, "objective: develop"), "objective:", '"develop-cooperation"'),
    "unknown clause after use": (Change("use: renewing", "use: renewng"), "use: renewng", '"renewing"'),
    "unknown topic": (Change(OBJECTIVE, "objectiv: develop-cooperation"), "objectiv:", "Own text"),
    "misplaced topic": (Change(OBJECTIVE, "areas: [roadmap]"), "  areas: [", "Property areas is not allowed."),
    "fill of the wrong type": (Change("initial_years: 3", "initial_years: three"), "three", 'Expected "integer | Blank"'),
    "fill too small": (Change("initial_years: 3", "initial_years: 0"), "years: 0", "minimum"),
    "missing fill": (Change("initial_years: 3, ", ""), "use: renewing", 'Missing property "initial_years".'),
    "unknown fill": (Change("notice_months: 6", "notice_months: 6, notice_days: 2"), "notice_days", "Property notice_days is not allowed."),
    "clause without its fills": (Change(DURATION, "duration: renewing"), "duration:", "{use: renewing, with initial_years, "),
    "no such day": (Change("date: 2022-05-06", "date: 2022-05-32"), "05-32", "date"),
    "figure in quotes": (Change("originals: 2", 'originals: "2"'), "originals", 'Expected "integer | Blank"'),
}


@pytest.mark.parametrize(("change", "line", "message"), DAMAGES.values(), ids=DAMAGES)
def test_editor_flags_damage_on_its_line(editor: Editor, change: Change, line: str, message: str) -> None:
    text = change.made()
    found = editor.server.diagnostics(editor.open(text))
    assert [line in text.splitlines()[each.line] for each in found] == [True]
    assert message in found[0].message


# check-jsonschema


def test_check_jsonschema_passes_drafts(desk: Workspace, tmp_path: Path) -> None:
    own = tmp_path / "draft.yaml"
    own.write_text(DRAFT, encoding="utf-8")
    assert _failing(desk, [own, *desk.drafts]) == set()


def test_check_jsonschema_fails_damaged_drafts(desk: Workspace, tmp_path: Path) -> None:
    for name, (change, *_) in DAMAGES.items():
        (tmp_path / f"{name}.yaml").write_text(change.made(), encoding="utf-8")
    assert _failing(desk, sorted(tmp_path.iterdir())) == set(DAMAGES)


def _failing(desk: Workspace, drafts: list[Path]) -> set[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json", "--schemafile", "schema.json"]
    ran = subprocess.run([*command, *drafts], cwd=desk.root, capture_output=True, text=True, check=False)
    found = json.loads(ran.stdout)
    assert not found.get("parse_errors")
    return {Path(error["filename"]).stem for error in found["errors"]}


# The schema and the tool


@pytest.fixture(scope="module")
def schemas(desk: Workspace) -> tuple[Any, Any]:
    """The draft's schema and the library's."""
    return desk.schema, json.loads(desk.library_schema_path.read_bytes())


def test_schemas_are_json_schemas(schemas: tuple[Any, Any]) -> None:
    for schema in schemas:
        Draft202012Validator.check_schema(schema)


def test_every_reference_of_the_schemas_leads_somewhere(schemas: tuple[Any, Any]) -> None:
    registry = _registry(schemas)
    for schema in schemas:
        resolver = registry.resolver(schema["$id"])
        for reference in _references(schema):
            resolver.lookup(reference)


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from (value for key, value in schema.items() if key == "$ref" and isinstance(value, str))
    for _, child in _children(schema):
        yield from _references(child)


def _registry(schemas: tuple[Any, Any]) -> Registry[Any]:
    named = [(schema["$id"], DRAFT202012.create_resource(schema)) for schema in schemas]
    return Registry[Any]().with_resources(named)


def _children(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


RULES = {"unknown-key", "missing-key", "wrong-type", "wrong-value", "unknown-clause", "unknown-topic", "unknown-agency", "unknown-template"}
"""The rules by which the tool judges what a schema can judge."""
STRAY = json.loads('[null, true, 0, 7, 2.5, "", "x", "2022-05-06", [], ["x"], {}, {"x": "x"}, {"blank": "x"}, {"text": "x"}, {"use": "x"}]')
"""What a damaged draft holds in place of a value."""


def test_tool_finds_nothing_wrong_with_the_tests_draft(desk: Workspace) -> None:
    path = desk.root / "drafts" / "whole.yaml"
    path.write_text(DRAFT, encoding="utf-8")
    assert Assembler(desk).assemble(path).problems == ()


def test_schema_and_tool_agree_on_every_damage_of_one_value(desk: Workspace, schemas: tuple[Any, Any]) -> None:
    validator = Draft202012Validator(schemas[0], registry=_registry(schemas), format_checker=FormatChecker(["date"]))
    assembler = Assembler(desk)
    path = desk.root / "drafts" / "damaged.yaml"
    differ = []
    for what, damaged in _damaged(load_yaml(Source("draft.yaml", DRAFT))[0].value):
        found = _found(assembler, path, damaged)
        if validator.is_valid(damaged) == bool(found):
            differ.append(f"{what}: the tool finds {sorted(found) or 'nothing'}, the schema otherwise")
    assert differ == []


def _found(assembler: Assembler, path: Path, draft: Any) -> set[str]:
    """What the tool finds that a schema can find."""
    path.write_text(json.dumps(draft, ensure_ascii=False), encoding="utf-8")
    try:
        problems = assembler.assemble(path).problems
    except Stopped as stopped:
        problems = stopped.problems
    return RULES & {problem.rule for problem in problems}


def _damaged(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Copies of data in which one key is renamed, or one value deleted or replaced; each with what was done."""
    for key, child in _children(value):
        below = f"{at}/{key}"
        rest = [entry for entry in _children(value) if entry[0] != key]
        yield f"{below} deleted", _of(value, rest)
        if isinstance(value, dict):
            yield f"{below} renamed", _of(value, [*rest, (f"{key}x", child)])
        changed = [(f"{below}: {stray!r}", stray) for stray in STRAY if stray != child]
        for what, new in [*changed, *_damaged(child, below)]:
            yield what, _of(value, [(name, new if name == key else old) for name, old in _children(value)])


def _of(value: Any, children: list[tuple[Any, Any]]) -> Any:
    return dict(children) if isinstance(value, dict) else [child for _, child in children]
