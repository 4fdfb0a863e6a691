"""Lay out the files people edit one way: keys in order, one sentence a line, no spaces at the ends of lines.

Comments, quotation marks and anchors stay as they are typed. What a file says is never changed: each step is
taken only when the data stay the same, and a clause's text only when it prints the same.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from paraph.layout.keys import in_order, with_one_end, without_trailing_spaces
from paraph.layout.meaning import data_meaning, prints_same
from paraph.layout.sentences import one_sentence_a_line
from paraph.library import PARTIES, split_front_matter
from paraph.paths import shown
from paraph.problems import Problem, Stopped, has_errors
from paraph.records import NamedTuple
from paraph.source import Source, read_source
from paraph.validate import packaged_schema
from paraph.workspace import Workspace
from paraph.yaml_data import load_yaml

CLAUSE_KEYS = (
    "title", "summary", "status", "instead", "rank", "guidance", "source",
    "parties", "requires", "excludes", "pairs-with", "fills", "optional", "example",
)  # fmt: skip
"""The order of a clause's front matter."""


class LaidOut(NamedTuple):
    """A file as it is and as it is to be."""

    path: Path
    before: str
    after: str


def lay_out(path: Path, workspace: Workspace) -> LaidOut:
    """A draft, clause or agency, laid out. Stops with the problems which keep it from being read."""
    source = read_source(path, shown(path))
    before = path.read_bytes().decode()
    kind = kind_of(path, workspace)
    if kind == "clause":
        return LaidOut(path, before, _clause(path, source, workspace))
    if kind == "draft":
        order = tuple(workspace.schema["properties"])
    else:
        order = tuple(packaged_schema("state" if path.name == "state.yaml" else "agency")["properties"])
    return LaidOut(path, before, _data(source, source.text, 1, order).lstrip("\n"))


def kind_of(path: Path, workspace: Workspace) -> str:
    """What a file is: "clause", "agency", "draft", or nothing which is laid out."""
    try:
        parts = path.absolute().relative_to(workspace.root.absolute()).parts
    except ValueError:
        parts = ("drafts", path.name)
    match parts:
        case ("clauses", folder, _, name) if folder == PARTIES and name.endswith(".yaml"):
            return "agency"
        case ("clauses", _, name) if name.endswith(".md"):
            return "clause"
        case (("clauses" | "templates"), *_):
            return ""
    return "draft" if path.suffix in (".yaml", ".yml") else ""


def _data(source: Source, text: str, first_line: int, order: tuple[str, ...]) -> str:
    """YAML laid out."""
    _, problems = load_yaml(source, first_line, text)
    if has_errors(problems):
        raise Stopped(problems)
    text = text if text.endswith("\n") else f"{text}\n"  # a file's last line ends like the others
    meaning = data_meaning(text)
    laid_out, before = text, ""
    while laid_out != before:  # spaces which are gone may let a key be moved
        before = laid_out
        for step in (partial(in_order, order=order), without_trailing_spaces, with_one_end):
            changed = step(laid_out)
            laid_out = changed if data_meaning(changed) == meaning else laid_out
    return laid_out


def _clause(path: Path, source: Source, workspace: Workspace) -> str:
    front, wording = split_front_matter(source)
    if not wording.text.strip():
        raise Stopped([Problem(wording.place, "the clause has no text", "no-text", "write it below the second line ---")])
    changed = one_sentence_a_line(wording.text)
    same = changed == wording.text or prints_same(f"{path.parent.name}/{path.stem}", changed, workspace)
    text = (changed if same else wording.text).rstrip() + "\n"
    laid_out = f"---\n{_data(source, front, 2, CLAUSE_KEYS)}---\n{text}"
    front_after, wording_after = split_front_matter(Source(source.path, laid_out))
    if data_meaning(front_after) != data_meaning(front) or wording_after.text != text:
        raise RuntimeError(f"to lay out {source.path} would change what it says")
    return laid_out
