"""What holds for all inputs."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from paraph.assembled import Assembled, write
from paraph.pipeline import Assembler
from paraph.problems import Stopped, has_errors
from paraph.shared import paragraphs
from paraph.source import UNPRINTABLE, read_source
from paraph.workspace import Workspace
from paraph.yaml_data import load_yaml
from tests.conftest import ROOT, copy_workspace, examples

DRAFTS = [ROOT / "drafts" / "japan-estonia-2022.yaml", ROOT / "tests" / "cases" / "base.yaml"]
LENIENT = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HOSTILE = "R&D <select> **Ltd** {{ 7*7 }}"


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("properties") / "workspace"
    copy_workspace(root)
    return root / "drafts" / "trial.yaml"


@pytest.fixture(scope="module")
def trial_assembler(trial: Path) -> Assembler:
    return Assembler(Workspace(trial.parent.parent))


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))


def sound_drafts() -> list[Any]:
    return [sound(path) for path in DRAFTS]


def sound(path: Path) -> Any:
    return load_yaml(read_source(path, path.name))[0].value


ODD_VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(
        [HOSTILE, "", "2022-02-30", "../x", "{{", "{% if %}", "**", "- a", "renewing", "use", {"blank": "x"}, {"use": "renewing"}]
    ),
    st.lists(st.text(max_size=4), max_size=3),
    st.dictionaries(st.text(max_size=6), st.text(max_size=4), max_size=3),
)


@st.composite
def damaged_drafts(draw: st.DrawFn) -> Any:
    """A sound draft with one key taken away, renamed, moved or given an odd value."""
    draft = copy.deepcopy(draw(st.sampled_from(sound_drafts())))
    *above, key = draw(st.sampled_from(list(paths(draft))))
    holder = draft
    for step in above:
        holder = holder[step]
    match draw(st.sampled_from(["delete", "rename", "value", "wrap"])):
        case "delete":
            del holder[key]
        case "rename" if isinstance(holder, dict):
            holder[draw(st.text(max_size=10))] = holder.pop(key)
        case "wrap":
            holder[key] = [holder[key]]
        case _:
            holder[key] = draw(ODD_VALUES)
    return draft


@LENIENT
@given(draft=damaged_drafts())
def test_damage_gives_placed_problems_or_a_document(draft: Any, trial: Path, trial_assembler: Assembler) -> None:
    text = yaml.safe_dump(draft, allow_unicode=True, sort_keys=False)
    trial.write_text(text, encoding="utf-8")
    try:
        assembled = trial_assembler.assemble(trial)
    except Stopped as stopped:
        problems = stopped.problems
    else:
        problems = assembled.problems
        for form in ("docx", "html", "md", "txt"):
            assert write(assembled, form)
        assert not has_errors(problems)
        return
    lines = text.split("\n")
    assert has_errors(problems)
    for problem in problems:
        assert problem.message
        assert problem.rule
        if problem.place.path.endswith("trial.yaml"):
            assert 1 <= problem.place.line <= len(lines)
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


@LENIENT
@given(text=st.text(max_size=200))
@example(text="\ufeff\u0000")
@example(text="---\n---\n")
@example(text="[" * 2000)
@example(text="? a\n: b")
@example(text="&a [*a]")
def test_any_text_as_a_draft_gives_problems(text: str, trial: Path, trial_assembler: Assembler) -> None:
    trial.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(Stopped) as stopped:
        trial_assembler.assemble(trial)
    assert stopped.value.problems


PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cn", "Cc", "Co")), min_size=1, max_size=40).filter(
    lambda text: not re.search(UNPRINTABLE, text)
)


def with_name(name: str, trial: Path, assembler: Assembler) -> Assembled:
    """The base draft with a signatory's name, office, the place and the title replaced."""
    draft = sound(DRAFTS[1])
    draft["parties"][1]["signatory"] = {"name": name, "title": name}
    draft["signature"]["place"] = name
    draft["title"] = name
    trial.write_text(yaml.safe_dump(draft, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return assembler.assemble(trial)


def word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(t.text or "" for t in p.iter(f"{w}t")) for p in body.iter(f"{w}p"))


def spaced(text: str) -> str:
    return " ".join(text.split())


@LENIENT
@given(name=PRINTABLE)
@example(name=HOSTILE)
@example(name="{% raw %}{{ref('areas')}}")
@example(name="1. # > - +")
@example(name="O’Neill & Sons\\")
@example(name="日本語の名前 ^st^ | <!-- -->")
@example(name="]]>&lt;![CDATA[")
def test_a_name_prints_just_so(name: str, trial: Path, trial_assembler: Assembler) -> None:
    assembled = with_name(name, trial, trial_assembler)
    texts = paragraphs(assembled.document)
    assert texts.count(name) >= 2
    assert any(f"in {name} on the" in text for text in texts)
    assert name.upper() in texts
    assert word_text(write(assembled, "docx")).split("\n").count(name) >= 2
    html = write(assembled, "html").decode()
    assert f'<p class="name">{name}</p>' in html.replace("&amp;", "\0").replace("&lt;", "<").replace("&gt;", ">").replace(
        "&quot;", '"'
    ).replace("&#x27;", "'").replace("\0", "&")
    assert spaced(name) in spaced(write(assembled, "txt").decode())
    assert rendered_markdown(write(assembled, "md").decode()).count(spaced(name)) >= 2


def rendered_markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    return spaced(unescape(re.sub(r"<[^>]*>", "\n", MarkdownIt("commonmark").enable("table").render(text))))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=PRINTABLE)
def test_two_builds_give_the_same_bytes(name: str, trial: Path, trial_assembler: Assembler) -> None:
    first = write(with_name(name, trial, trial_assembler), "docx")
    again = write(with_name(name, trial, Assembler(Workspace(trial.parent.parent))), "docx")
    assert first == again
