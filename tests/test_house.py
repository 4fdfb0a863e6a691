"""The house: the direction of imports, one door for each library, modules of a size one can read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "paraph"
LAYERS = (
    ("__init__", "records"),
    ("problems", "english", "node", "paths", "scheme", "digest"),
    ("tree", "source", "store", "figures", "revisions", "comment"),
    ("contents", "delivery", "named"),
    ("shared",),
    ("writers",),
    ("yaml_data", "report"),
    ("validate", "yaml_entries"),
    ("library",),
    ("template", "library_schema"),
    ("draft", "workspace"),
    ("render", "resolve"),
    ("targets",),
    ("phrases",),
    ("inline_markup", "references", "filled"),
    ("markup", "number"),
    ("punctuation", "assembled", "trace", "texts"),
    ("compose", "kept", "first_look"),
    ("alone", "relations", "initialled"),
    ("standing",),
    ("examine_relations", "examine_topics"),
    ("pipeline", "examine", "catalogue", "rules", "comparison"),
    ("sides", "manual", "first_draft", "first_workspace", "layout", "impact", "language", "readers", "redline"),
    ("verified", "review", "idle_changes"),
    ("docxodus",),
    ("redline_files",),
    ("cli",),
    ("commands", "__main__"),
)
"""Rooms by floor: a room imports from floors above itself in this list, and from its own room."""
DOORS = {
    "yaml": {"yaml_data.py"},
    "jsonschema": {"validate.py"},
    "jsonschema_rs": {"validate.py"},
    "referencing": {"validate.py"},
    "jinja2": {"render/__init__.py", "render/allowed.py", "render/filters.py"},
    "docx": {"first_look.py"},
    "python_redlines": {"docxodus.py"},
}
STANDARD_AND_OURS = {"paraph", "__future__"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    found = [number for number, names in enumerate(LAYERS) if name in names]
    assert found, f"{name} stands on no floor"
    return found[0]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = room_of(path)
    for module in imported(path):
        if module.split(".")[0] == "paraph" and room(module) != own:
            assert floor(room(module)) < floor(own), f"{own} imports {module}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_library_has_one_door(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    for module in imported(path):
        library = module.split(".")[0]
        if library in DOORS:
            assert name in DOORS[library], f"{name} imports {library}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_module_says_its_duty_and_stays_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "its first line says its duty"
    assert text.count("\n") <= 310
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 45, f"{node.name} is too long"


def test_writers_know_no_other_writer() -> None:
    for path in (PACKAGE / "writers").glob("*.py"):
        others = {module for module in imported(path) if module.startswith("paraph.writers.")}
        assert others <= {"paraph.writers.outline"}, path.name


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_named_tuples_are_made_quickly(path: Path) -> None:
    found = [
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "typing"
        for alias in node.names
    ]
    assert "NamedTuple" not in found or path.name == "records.py", "take it from paraph.records"


def pasted(path: Path) -> Iterator[str]:
    """Commands in messages into which something is put as it is, and not as a shell takes it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else written(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        yield from re.findall(r"`(?:paraph|git|check)\b[^`]*\{\w*\}[^`]*`", text)


def written(part: ast.expr) -> str:
    value = part.value if isinstance(part, ast.FormattedValue) else part
    return "…" if isinstance(value, ast.Call) and ast.unparse(value.func) in ("quote", "typed") else "{}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_commands_to_paste_are_quoted(path: Path) -> None:
    assert not list(pasted(path)), "take `paths.typed`"


def test_a_command_which_is_not_quoted_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    lines = ['f"see `paraph initial {shown(path)} --again`"', '"`paraph initial {draft}`".format(draft=1)', 'f"`check {path}` lists"']
    path.write_text("\n".join([*lines, 'f"{typed(1)}: `paraph rules`, {x}, `git show {quote(path)}`"']), encoding="utf-8")
    assert sorted(pasted(path)) == ["`check {}`", "`paraph initial {draft}`", "`paraph initial {} --again`"]


def test_commands_are_all_listed() -> None:
    from paraph.cli import COMMANDS

    files = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - {"__init__"}
    assert files == set(COMMANDS)
