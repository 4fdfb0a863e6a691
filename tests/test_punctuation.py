"""The participle of a recital is written as the template says; other capitals are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraph.contents import plain
from paraph.library import Wording
from paraph.markup import parse
from paraph.problems import Place
from paraph.punctuation import recased
from paraph.render.lines import lines_of
from paraph.tree import Paragraph
from tests.conftest import ROOT

RECITALS = sorted((ROOT / "clauses" / "preamble").glob("*.md"))


def written(text: str, form: str) -> str:
    blocks = parse(lines_of(text, Wording(text, Place("clause.md", 1, 1)))).blocks
    first = recased(blocks, form)[0]
    assert isinstance(first, Paragraph)
    return plain(first.content)


@pytest.mark.parametrize("path", RECITALS, ids=lambda path: path.stem)
def test_every_recital_of_the_library_can_be_written_otherwise(path: Path) -> None:
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    phrase = text.split("**")[1]
    assert phrase.isupper()
    assert written(text, "initial").startswith(phrase.capitalize() + " ")
    assert written(text, "small").startswith(phrase.lower() + " ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recalling", "Recalling"),
        ("NATO being", "NATO being"),
        ("OECD AI Principles noted", "OECD AI Principles noted"),
        ("THE SIGNATORIES being", "THE SIGNATORIES being"),
        ("UNITED NATIONS being", "UNITED NATIONS being"),
        ("ITALY being", "ITALY being"),
        ("RECALLING-ish", "RECALLING-ish"),
        ("RECALLING NATO’s aims", "Recalling NATO’s aims"),
        ("**RECALLING** THE HAGUE", "Recalling THE HAGUE"),
        ("*BEARING IN MIND* that", "Bearing in mind that"),
        ("**HAVING** REGARD TO", "Having REGARD TO"),
        ("BEARING **IN** MIND", "Bearing in mind"),
        ("FIRMLY BELIEVING AND HAVING NOTED", "Firmly believing and having noted"),
        ("HAVING REGARD TO THE NEED", "Having regard to the need"),
    ],
)
def test_only_a_participle_is_written_otherwise(text: str, expected: str) -> None:
    assert written(text, "initial") == expected
