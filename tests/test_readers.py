"""Files which nobody drafted with us: read as Word and LibreOffice show them, and as the instruments which they are."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from paraph.assembled import write
from paraph.pipeline import Assembler
from paraph.problems import Stopped
from paraph.readers import read_rows
from paraph.resolve import resolve
from paraph.rules.of_document import prose_of
from paraph.rules.of_text import prose_of_rows, rows_of_text
from paraph.rules.prose import Prose
from paraph.source import read_source
from paraph.workspace import Workspace
from paraph.yaml_data import load_yaml
from tests.conftest import DRAFTS, ROOT, BuiltDraft
from tests.test_structures import FORMS, workspace_of
from tests.word_files import NS, definition, level, listed, p, r, restarted, style, word_file

Exported = Callable[[Iterable[Path]], dict[str, str]]


class Lists(NamedTuple):
    """A Word file: its lists, its styles, its paragraphs; and the numbers which it prints."""

    numbering: tuple[str, ...]
    body: tuple[str, ...]
    marks: tuple[str, ...]
    styles: tuple[str, ...] = ()


LEGAL = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"), level(3, "lowerRoman", "(%4)"))
COUNTED = {
    "levels within levels": Lists(
        (definition(1, *LEGAL), listed(1, 1)),
        (p("a", 1, 0), p("b", 1, 1), p("c", 1, 2), p("d", 1, 3), p("e", 1, 3), p("f", 1, 2), p("g", 1, 1), p("h", 1, 2), p("i", 1, 0), p("j", 1, 1)),
        ("1.", "1.1", "(a)", "(i)", "(ii)", "(b)", "1.2", "(a)", "2.", "2.1"),
    ),
    "forms of figures": Lists(
        tuple(
            xml
            for n, form in enumerate(("upperRoman", "upperLetter", "decimalZero", "ordinal", "none"), 1)
            for xml in (definition(n, level(0, form, "%1)", start=3)),)
        )
        + tuple(listed(n, n) for n in range(1, 6)),
        tuple(p("x", n, 0) for n in range(1, 6)),
        ("III)", "C)", "03)", "3rd)", ")"),
    ),
    "letters beyond z": Lists(
        (definition(1, level(0, "lowerLetter", "%1)", start=25)), listed(1, 1)),
        tuple(p("x", 1, 0) for _ in range(4)),
        ("y)", "z)", "aa)", "bb)"),
    ),
    "a list restarted, one which goes on": Lists(
        (definition(1, *LEGAL), listed(1, 1), listed(2, 1, restarted(0, 1)), listed(3, 1)),
        (p("a", 1, 0), p("b", 1, 0), p("c", 2, 0), p("d", 2, 0), p("e", 3, 0)),
        ("1.", "2.", "1.", "2.", "3."),
    ),
    "a list which starts at five": Lists(
        (definition(1, *LEGAL), listed(1, 1), listed(2, 1, restarted(0, 5))), (p("a", 2, 0), p("b", 2, 0)), ("5.", "6.")
    ),
    "a level which never begins anew": Lists(
        (definition(1, level(0, "decimal", "Article %1"), level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')), listed(1, 1)),
        (p("a", 1, 0), p("b", 1, 1), p("c", 1, 1), p("d", 1, 0), p("e", 1, 1)),
        ("Article 1", "1.", "2.", "Article 2", "3."),
    ),
    "Roman above, figures below": Lists(
        (definition(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>")), listed(1, 1)),
        (p("a", 1, 0), p("b", 1, 0), p("c", 1, 1)),
        ("I.", "II.", "2.1"),
    ),
    "a level of the list's own": Lists(
        (
            definition(1, *LEGAL),
            listed(1, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "Part %1:")}</w:lvlOverride>'),
        ),
        (p("a", 1, 0), p("b", 1, 0)),
        ("Part A:", "Part B:"),
    ),
    "numbers through styles": Lists(
        (
            definition(1, level(0, "decimal", "Section %1", more='<w:pStyle w:val="Unit"/>'), level(1, "decimal", "%2.", more='<w:pStyle w:val="Para"/>')),
            listed(1, 1),
        ),
        (p("a", style="Unit"), p("b", style="Para"), p("c", style="Below"), p("d", style="Unit"), p("e", style="Para"), p("f", 0, style="Para")),
        ("Section 1", "1.", "2.", "Section 2", "1.", ""),
        (
            style("Unit", "Unit", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            style("Para", "Para", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'),
            style("Below", "Below", based="Para"),
        ),
    ),
    "dots of a symbol font": Lists(
        (definition(1, level(0, "bullet", "\uf0b7"), level(1, "bullet", "–")), listed(1, 1)), (p("a", 1, 0), p("b", 1, 1)), ("•", "–")
    ),
    "a list which is not there": Lists((definition(1, *LEGAL), listed(1, 1)), (p("a", 7, 0), p("b", 1, 0)), ("", "1.")),
}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("counted")
    return {
        name: word_file(folder / f"list-{number:02}.docx", lists.body, lists.numbering, lists.styles)
        for number, (name, lists) in enumerate(COUNTED.items())
    }


@pytest.mark.parametrize("name", COUNTED)
def test_counts_as_word_does(name: str, counted: dict[str, Path]) -> None:
    assert tuple(row.mark for row in read_rows(counted[name])) == COUNTED[name].marks


def printed(path: Path) -> list[str]:
    return dashes(" ".join(f"{row.mark} {row.text}" for row in read_rows(path) if not row.note)).split()


def dashes(text: str) -> str:
    return re.sub("[•◦▪]", "–", text)


def test_libreoffice_counts_the_same(counted: dict[str, Path], office: Exported) -> None:
    exported = office(counted.values())
    for name, path in counted.items():
        assert printed(path) == dashes(exported[path.stem]).split(), name


def test_libreoffice_reads_the_same_in_drafts(built: dict[str, BuiltDraft], office: Exported) -> None:
    exported = office(draft.path for draft in built.values())
    for draft in built.values():
        assert printed(draft.path) == dashes(exported[draft.name]).split(), draft.name
