"""Numbers: whatever a text and a scheme ask for, LibreOffice computes what our tree says, and the SDK finds it sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from paraph.assembled import write
from paraph.figures import figures
from paraph.pipeline import Assembler
from paraph.workspace import Workspace
from tests.conftest import ROOT, by_rows, copy_workspace, integrity, paraph

TEXTS = {
    "two lists": "Intro:\n\n+ a\n+ b\n\nMiddle:\n\n+ c\n+ d\n",
    "two lists in one paragraph": "+ Intro:\n\n  + a\n  + b\n\n  Middle:\n\n  + c\n  + d\n\n  End.\n+ Next.\n",
    "four deep": "Intro:\n\n+ a\n  + b\n    + c\n      + d\n      + e\n    + f\n  + g\n+ h\n",
    "counted under a dash": "Intro:\n\n- dash\n\n  + x\n  + y\n+ counted\n+ next\n",
    "dashes between": "Intro:\n\n+ a\n  - x\n  - y\n+ b\n- z\n+ c\n",
    "a table between": "+ Intro:\n\n  | A | B |\n  | --- | --- |\n  | c | d |\n\n  + a\n  + b\n+ Next.\n",
    "beyond z": "Intro:\n\n" + "".join(f"+ number {number}\n" for number in range(1, 31)),
    "lists under lists": "Intro:\n\n+ a\n  + b\n  + c\n+ d\n  + e\n\nMore:\n\n+ f\n  + g\n",
}
SCHEMES = {
    "as it is": [],
    "beside": [("heading: below", "heading: beside")],
    "Roman": [('mark: "SECTION {n}"', 'mark: "{n}."'), ("heading: below", "heading: beside, figures: upper-roman")],
    "through": [("lone: unnumbered", "restart: false, lone: numbered")],
    "with the section": [
        ('mark: "{n}.", lone: unnumbered', 'mark: "{section}.{n}"'),
        ("paragraph {n} of Section {section}", "paragraph {n}"),
    ],
    "all numbered": [("lone: unnumbered", "lone: numbered")],
}
RECITAL = "Recalling:\n\n+ one\n+ two\n"


def indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}".rstrip() + "\n" for line in text.splitlines())


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """Each text in each scheme, with a list in the preamble: the Word file, and our own text."""
    found = {}
    sound = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
    for scheme, changes in SCHEMES.items():
        root = tmp_path_factory.mktemp("numbering") / "workspace"
        copy_workspace(root)
        template = root / "templates" / "bilateral" / "template.yaml"
        text = template.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        template.write_text(text, encoding="utf-8")
        assembler = Assembler(Workspace(root))
        for name, own in TEXTS.items():
            draft = root / "drafts" / f"{scheme}-{name}.yaml".replace(" ", "-")
            clause = f"differences:\n    text: |\n{indented(own, 6)}"
            changed = sound.replace("differences: consultation\n", clause)
            refers = "taking-effect: {text: \"As in {{ ref('differences') }} of {{ ref('areas') }}.\"}"
            changed = changed.replace("taking-effect: on-signature", refers)
            changed = changed.replace("preamble: [", f"preamble:\n  - text: |\n{indented(RECITAL, 6)}  - ").replace(
                "digital-progress, deeper-partnership]", "deeper-partnership"
            )
            draft.write_text(changed, encoding="utf-8")
            assembled = assembler.assemble(draft)
            path = root / f"{draft.stem}.docx"
            path.write_bytes(write(assembled, "docx"))
            found[draft.stem] = (path, by_rows(assembled))
    return found


def test_libreoffice_counts_as_we_do(numbered: dict[str, tuple[Path, str]], office: Callable[[Iterable[Path]], dict[str, str]]) -> None:
    exported = office(path for path, _ in numbered.values())
    for name, (_, ours) in numbered.items():
        expected = re.sub(r" \|", "", ours.split("\n\n", 1)[1])  # a header is not exported, nor the lines of a table
        assert re.sub("[•◦▪]", "–", exported[name]).split() == expected.split(), name


def test_other_engines_find_them_sound(
    numbered: dict[str, tuple[Path, str]], open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]
) -> None:
    """Each scheme with a third of the texts, and each text in a third of the schemes."""
    places = {name: at for names in (SCHEMES, TEXTS) for at, name in enumerate(names)}
    chosen = [f"{scheme}-{name}".replace(" ", "-") for scheme in SCHEMES for name in TEXTS if (places[scheme] + places[name]) % 3 == 0]
    paths = [numbered[stem][0] for stem in chosen]
    assert {name: found for name, found in open_xml_errors(paths).items() if found} == {}
    assert integrity(paths) == ""


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (1, "decimal", "1"),
        (26, "lower-letter", "z"),
        (27, "lower-letter", "aa"),
        (53, "upper-letter", "AAA"),
        (4, "lower-roman", "iv"),
        (1994, "upper-roman", "MCMXCIV"),
    ],
)
def test_figures(value: int, kind: str, expected: str) -> None:
    assert figures(value, kind) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('mark: "{n}.", lone: unnumbered', 'mark: "{section}.{n}", restart: false', "{section} stands in a number which counts on"),
        ('mark: "{n}.", lone: unnumbered', 'mark: "{section}.{n}"', "{section} is in the number already"),
        ('mark: "{n})", figures: lower-letter', 'mark: "{paragraph}{n})", figures: lower-letter', "{paragraph} is empty where a lone"),
        ('mark: "SECTION {n}"', 'mark: "SECTION {paragraph}{n}"', "{paragraph} stands in the number of what holds paragraphs"),
        ('mark: "{n})", figures: lower-letter', 'mark: "{sect}{n})", figures: lower-letter', "has a form which is not allowed here"),
        ('mark: "{n})", figures: lower-letter', 'mark: "100%1 {n})", figures: lower-letter', "has a form which is not allowed here"),
        (
            "id: information\n",
            "id: objective\n",
            'references to "objective" lead to this section, and the topic of that name stands in "principles"',
        ),
        ("id: information\n", "id: areas\n", 'section id "areas" is taken above'),
    ],
)
def test_odd_schemes_are_problems(copied: Path, old: str, new: str, message: str) -> None:
    template = copied / "templates" / "bilateral" / "template.yaml"
    text = template.read_text(encoding="utf-8")
    assert text.count(old) == 1
    template.write_text(text.replace(old, new), encoding="utf-8")
    ran = paraph("check", cwd=copied)
    assert (ran.code, message in ran.err) == (1, True), ran.err
