"""What one draft has had rendered and parsed serves the next, which keeps its own values and places."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from paraph.contents import plain
from paraph.library import Wording
from paraph.pipeline import Assembler
from paraph.problems import Place, Stopped
from paraph.render import Renderer
from paraph.texts import text_blocks
from paraph.tree import Block, Emphasis, Item, Kind, Paragraph, Strong, Text
from paraph.workspace import Workspace
from tests.conftest import ROOT

BASE = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")


def made(renderer: Renderer, text: str, **context: object) -> tuple[Block, ...]:
    wording = Wording(text, Place("draft.yaml", 7, 3))
    return text_blocks(wording, renderer.uses(wording, frozenset(context)), context, renderer).blocks


def words(blocks: tuple[Block, ...]) -> list[str]:
    return [plain(block.content) for block in blocks if isinstance(block, Paragraph)]


def test_same_text_and_values_are_made_once() -> None:
    renderer = Renderer()
    made(renderer, "In {{ n }} days.", n=3)  # what is asked for once is not remembered
    assert made(renderer, "In {{ n }} days.", n=3) is made(renderer, "In {{ n }} days.", n=3)


@pytest.mark.parametrize(("value", "printed"), [(4, "In 4 days."), (3.5, "In 3.5 days."), ("3", "In 3 days.")])
def test_other_values_print_themselves(value: object, printed: str) -> None:
    renderer = Renderer()
    before = made(renderer, "In {{ n }} days.", n=3)
    after = made(renderer, "In {{ n }} days.", n=value)
    assert (words(before), words(after)) == (["In 3 days."], [printed])
    assert after is not before


def test_true_is_not_one() -> None:
    renderer = Renderer()
    made(renderer, "{{ n }}", n=1)
    with pytest.raises(Stopped, match="True cannot be printed"):
        made(renderer, "{{ n }}", n=True)


def test_a_problem_is_told_where_each_draft_has_it(copied: Path) -> None:
    assembler = Assembler(Workspace(copied))
    faulty = BASE.replace("differences: consultation", "differences: {text: \"As said in {{ ref('nowhere') }}.\"}")
    places = []
    for name, before in (("first", ""), ("second", "# one line more\n")):
        draft = copied / "drafts" / f"{name}.yaml"
        draft.write_text(before + faulty, encoding="utf-8")
        with pytest.raises(Stopped) as stopped:
            assembler.assemble(draft)
        places += [problem.place for problem in stopped.value.problems if problem.rule == "unknown-reference"]
    first, second = places
    assert (Path(first.path).name, Path(second.path).name) == ("first.yaml", "second.yaml")
    assert (second.line, second.column) == (first.line + 1, first.column)
    assert faulty.split("\n")[first.line - 1][first.column - 1 :].startswith("{{ ref(")


# Nodes


def test_nodes_are_equal_by_kind_and_content_not_by_place() -> None:
    assert Text("a", Place("x", 1, 1)) == Text("a")
    assert hash(Text("a", Place("x", 1, 1))) == hash(Text("a"))
    assert Text("a") != Text("b")
    assert Strong((Text("a"),)) != Emphasis((Text("a"),))


def test_nodes_do_not_change() -> None:
    text = Text("a")
    with pytest.raises(AttributeError, match="cannot change"):
        text.text = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot change"):
        del text.text
    assert text.but(text="b") == Text("b")


def test_nodes_are_kept_and_shown_whole() -> None:
    item = Item(Kind.ITEM, (Paragraph((Text("a", Place("x", 1, 2)),)),), place=Place("x", 1, 1))
    again = pickle.loads(pickle.dumps(item))  # noqa: S301
    assert (again, again.place) == (item, item.place)
    assert repr(Text("a", Place("x", 1, 2))) == "Text(text='a')"
