"""Files which nobody drafted with us: read as Word and LibreOffice show them, and as the instruments which they are."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from paraph.assembled import write
from paraph.pipeline import Assembler
from paraph.problems import Stopped
from paraph.readers import read_rows
from paraph.readers.word import read_word_file
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
    others: bool = True
    """Whether LibreOffice counts so too: it begins every level anew, and each list where its definition says."""


LEGAL = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"), level(3, "lowerRoman", "(%4)"))
COUNTED = {
    "levels within levels": Lists(
        (definition(1, *LEGAL), listed(1, 1)),
        (
            p("a", 1, 0),
            p("b", 1, 1),
            p("c", 1, 2),
            p("d", 1, 3),
            p("e", 1, 3),
            p("f", 1, 2),
            p("g", 1, 1),
            p("h", 1, 2),
            p("i", 1, 0),
            p("j", 1, 1),
        ),
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
    "levels left out": Lists(
        (definition(1, *LEGAL), listed(1, 1)), (p("a", 1, 1), p("b", 1, 0), p("c", 1, 2), p("d", 1, 1)), ("1.1", "2.", "(a)", "2.2")
    ),
    "a list which begins on its second level": Lists(
        (definition(1, *LEGAL), listed(1, 1), listed(2, 1, restarted(0, 1) + restarted(1, 4))),
        (p("a", 1, 0), p("b", 1, 1), p("c", 2, 0), p("d", 2, 1), p("e", 1, 0)),
        ("1.", "1.1", "1.", "1.4", "2."),
        others=False,
    ),
    "levels through a style of lists": Lists(
        (definition(1, *LEGAL), definition(2, link="Legal"), listed(1, 1), listed(2, 2)),
        (p("a", 2, 0), p("b", 2, 1)),
        ("1.", "1.1"),
        (style("Legal", "Legal", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering"),),
    ),
    "a paragraph without words": Lists(
        (definition(1, *LEGAL), listed(1, 1)), (p("a", 1, 0), p("", 1, 0), p("c", 1, 0)), ("1.", "2.", "3.")
    ),
    "a level which never begins anew": Lists(
        (definition(1, level(0, "decimal", "Article %1"), level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')), listed(1, 1)),
        (p("a", 1, 0), p("b", 1, 1), p("c", 1, 1), p("d", 1, 0), p("e", 1, 1)),
        ("Article 1", "1.", "2.", "Article 2", "3."),
        others=False,
    ),
    "Roman above, figures below": Lists(
        (definition(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>")), listed(1, 1)),
        (p("a", 1, 0), p("b", 1, 0), p("c", 1, 1)),
        ("I.", "II.", "2.1"),
        others=False,
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
            definition(
                1,
                level(0, "decimal", "Section %1", more='<w:pStyle w:val="Unit"/>'),
                level(1, "decimal", "%2.", more='<w:pStyle w:val="Para"/>'),
            ),
            listed(1, 1),
        ),
        (
            p("a", style="Unit"),
            p("b", style="Para"),
            p("c", style="Below"),
            p("d", style="Unit"),
            p("e", style="Para"),
            p("f", 0, style="Para"),
        ),
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
    "signs which are no figures": Lists(
        (definition(1, level(0, "decimal", "³)"), level(1, "decimal", "%2²")), listed(1, 1)), (p("a", 1, 0), p("b", 1, 1)), ("³)", "1²")
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
    rows = read_rows(counted[name])
    assert tuple(row.mark for row in rows) == COUNTED[name].marks
    assert [unit.text for unit in prose_of_rows(rows).units] == [row.text for row in rows if row.text]


def printed(path: Path) -> list[str]:
    return dashes(" ".join(f"{row.mark} {row.text}" for row in read_rows(path) if not row.note)).split()


def dashes(text: str) -> str:
    return re.sub("[•◦▪]", "–", text)


def test_libreoffice_counts_the_same(counted: dict[str, Path], office: Exported) -> None:
    exported = office(counted.values())
    for name, path in counted.items():
        if not COUNTED[name].others:
            continue
        assert printed(path) == dashes(exported[path.stem]).split(), name


def test_libreoffice_reads_the_same_in_drafts(built: dict[str, BuiltDraft], office: Exported) -> None:
    exported = office(draft.path for draft in built.values())
    for draft in built.values():
        assert printed(draft.path) == dashes(exported[draft.name]).split(), draft.name


# The same units as the draft's own document gives


def same_draft(assembler: Assembler, path: Path, folder: Path) -> tuple[Prose, dict[str, Prose]]:
    """The prose of a draft, and of the files which are built from it."""
    assembled = assembler.assemble(path)
    data, _ = load_yaml(read_source(path, path.name))
    template = assembler.workspace.template(data.below(("template",)))
    assert template
    read = {}
    for form in ("docx", "txt", "md"):
        file = folder / f"{path.stem}.{form}"
        file.write_bytes(write(assembled, form))
        read[form] = prose_of_rows(read_rows(file))
    return prose_of(resolve(data, template, assembler.workspace.library).draft, assembled.document), read


def units(prose: Prose, *, places: bool = True) -> list[tuple[object, ...]]:
    """What a file can say of units: the signatures stand side by side there, and their order is another."""
    return [
        (unit.sort, unit.where if places else "", unit.mark, unit.level, unit.section, " ".join(unit.text.split()))
        for unit in prose.units
        if unit.sort != "signature"
    ]


def signatures(prose: Prose) -> set[str]:
    return set(" ".join(unit.text for unit in prose.units if unit.sort == "signature").split())


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_read_back(name: str, assembler: Assembler, tmp_path: Path) -> None:
    ours, read = same_draft(assembler, ROOT / "drafts" / f"{name}.yaml", tmp_path)
    for form, prose in read.items():
        assert units(prose) == units(ours), form
        assert signatures(prose) == signatures(ours), form


UNSAID = {
    "neither number nor heading, paragraphs counted through": "nothing in a file says where its sections begin",
    "lists below a sub-heading and a table": "nothing says that a list below a table is of no paragraph",
    "marks in each other, joined in references": "items are marked as paragraphs are",
    "numbers of four parts": "a number of three parts may be a paragraph's",
    "a section without numbers and without items": "a number of three parts may be a paragraph's",
    "quoted paragraphs": "a number which begins a quoted paragraph looks like its own",
    "references to lettered recitals": "an item inside a recital looks like a recital",
}
UNSAID_IN_TEXT = {
    "the only annex, where paragraphs bear the section's number": "a figure without a point may begin a sentence",
    "references to recitals without numbers": "one word is no recital",
    "names in capitals at the beginning of recitals": "a recital which begins with a name looks like the opening",
}
OTHER_NAMES = {
    "Paragraph beside, with a free-standing colon",
    "Article above its heading",
    "one section otherwise",
    "references to letters and Roman figures of more than one sign",
}
"""Forms whose references call a section otherwise than its own label does."""


@pytest.mark.parametrize("name", [name for name in FORMS if name not in UNSAID])
def test_a_form_is_read_back(name: str, tmp_path: Path) -> None:
    draft = workspace_of(FORMS[name], tmp_path / "workspace")
    ours, read = same_draft(Assembler(Workspace(draft.parent.parent)), draft, tmp_path)
    places = name not in OTHER_NAMES
    for form, prose in read.items():
        if form == "docx" or name not in UNSAID_IN_TEXT:
            assert units(prose, places=places) == units(ours, places=places), form


# Texts which are not ours


class Text(NamedTuple):
    """A text, and what its units are: sort, where, the words with which they begin."""

    text: str
    units: str


TEXTS = {
    "Paragraph with a free-standing colon, sub-headings, Have reached without a colon": Text(
        """Memorandum of cooperation between the Office of Lakes of Norway and the Ministry of Hills of Chile on walks

The Office of Lakes of Norway (hereinafter referred to as “Norway”) and the Ministry of Hills of Chile (each a “Participant”);

Recalling that walks are good;

Have reached the following recognition.

Paragraph 1 : Purpose

1. The purpose is to walk.

Paragraph 2: Walks

Short walks

1. The Participants will walk.
2. They will rest.

Long walks

1. The Participants will walk far.

Signed in duplicate at Oslo on 3 May 2023.

For the Office of Lakes of Norway
""",
        """title|title|Memorandum of
opening|opening|The Office
recital|recital 1|Recalling
operative|operative words|Have reached
heading|heading of Paragraph 1|Purpose
paragraph|Paragraph 1, paragraph 1|The purpose
heading|heading of Paragraph 2|Walks
subheading|Paragraph 2|Short walks
paragraph|Paragraph 2, paragraph 1|The Participants will walk.
paragraph|Paragraph 2, paragraph 2|They will
subheading|Paragraph 2|Long walks
paragraph|Paragraph 2, paragraph 1|The Participants will walk far
testimonium|testimonium|Signed
signature|signature block|For the Office""",
    ),
    "headings in capitals, numbers which run through, lines which stand together": Text(
        """MEMORANDUM OF COOPERATION IN WALKS

The Office of Lakes and the Ministry of Hills (hereinafter respectively a “Side”);

Noting the importance of walks,
Have decided as follows:

OBJECTIVES

1. The Sides intend to walk in the
hills and on the lakes.
FRAMEWORK
2. The Sides expect the following:
(1) walks in spring; and
(2) walks in autumn.
3. They will walk for fourteen
(14) days.

Signed at Oslo.

FOR THE OFFICE
OF LAKES:
""",
        """title|title|MEMORANDUM
opening|opening|The Office
recital|recital 1|Noting
operative|operative words|Have decided
heading|heading of “OBJECTIVES”|OBJECTIVES
paragraph|“OBJECTIVES”, paragraph 1|The Sides intend to walk in the hills
heading|heading of “FRAMEWORK”|FRAMEWORK
paragraph|“FRAMEWORK”, paragraph 2|The Sides expect
item|“FRAMEWORK”, paragraph 2, item (1)|walks in spring
item|“FRAMEWORK”, paragraph 2, item (2)|walks in autumn
paragraph|“FRAMEWORK”, paragraph 3|They will walk for fourteen (14) days
testimonium|testimonium|Signed
signature|signature block|FOR THE OFFICE
signature|signature block|OF LAKES""",
    ),
    "WHEREAS, Article with a dash, a text behind its label, nested lists, an annex behind the signatures": Text(
        """Memorandum of Understanding

between

The Office of Lakes

and

The Ministry of Hills

(hereinafter referred to as the "Parties")

**PREAMBLE**

WHEREAS the Parties walk;

NOW, THEREFORE, the Parties have agreed as follows:

ARTICLE I - SCOPE

1.1 The Parties shall walk.

1.2 The walks are:
 a) short;
 b) long:
   i. in spring;
   ii. in autumn; and
 c) none.

Article 2. The Parties agree to talk.

IN WITNESS WHEREOF, the undersigned have signed this Memorandum.

Done at Oslo on 3 May 2020, in two originals.

For the Office

ANNEX A

Plan of walks

1. North.
2. South.
""",
        """title|title|Memorandum
title|title|between
title|title|The Office
title|title|and
title|title|The Ministry
opening|opening|(hereinafter
subheading|heading of the preamble|PREAMBLE
recital|recital 1|WHEREAS
operative|operative words|NOW
heading|heading of Article I|SCOPE
paragraph|Article I, paragraph 1.1|The Parties shall
paragraph|Article I, paragraph 1.2|The walks
item|Article I, paragraph 1.2, item a)|short
item|Article I, paragraph 1.2, item b)|long
item|Article I, paragraph 1.2, item b), item i.|in spring
item|Article I, paragraph 1.2, item b), item ii.|in autumn
item|Article I, paragraph 1.2, item c)|none
paragraph|Article 2|The Parties agree
testimonium|testimonium|IN WITNESS
testimonium|testimonium|Done
signature|signature block|For the Office
heading|heading of Annex A|Plan of walks
paragraph|Annex A, paragraph 1|North
paragraph|Annex A, paragraph 2|South""",
    ),
    "lettered recitals under a heading, bullets, no testimonium": Text(
        """Arrangement between the Department of Walks of Australia and the Ministry of Hills of New Zealand

Background

A. The Department and the Ministry have walked together for years.

B. They wish to go on.

Purpose

1. The participants will:
   • walk;
   • rest.

Costs

2. Each participant will bear its own costs.

Signed for the Department
""",
        """title|title|Arrangement
subheading|heading of the preamble|Background
recital|recital 1|The Department
recital|recital 2|They
heading|heading of “Purpose”|Purpose
paragraph|“Purpose”, paragraph 1|The participants
item|“Purpose”, paragraph 1, dash|walk
item|“Purpose”, paragraph 1, dash|rest
heading|heading of “Costs”|Costs
paragraph|“Costs”, paragraph 2|Each
signature|signature block|Signed for""",
    ),
    "Roman figures": Text(
        "MEMORANDUM\n\nThe two sides,\n\nDesiring to walk,\n\nHave reached this recognition:\n\nI. Purpose\n\nThe purpose is to walk.\n\n"
        "II. Walks\n\nThe walks are as follows:\n(a) long;\n(b) short.",
        """title|title|MEMORANDUM
opening|opening|The two
recital|recital 1|Desiring
operative|operative words|Have
heading|heading of Section I|Purpose
paragraph|Section I|The purpose
heading|heading of Section II|Walks
paragraph|Section II|The walks
item|Section II, item (a)|long
item|Section II, item (b)|short""",
    ),
    "numbers alone on a line": Text(
        "MEMORANDUM\n\nThe Office and the Ministry have reached the following understanding:\n\n1."
        "\n\nThey will walk.\n\n2.\n\nThey will:\na) rest;\nb) sit.",
        """title|title|MEMORANDUM
operative|operative words|The Office
paragraph|Section 1|They will walk
paragraph|Section 2|They will
item|Section 2, item a)|rest
item|Section 2, item b)|sit""",
    ),
    "headings with numbers, paragraphs with brackets": Text(
        "MEMORANDUM OF COOPERATION\n\n1. Purpose\n\nThe purpose is to walk.\n\n2. Scope"
        "\n\n(1) The sides will:\n (a) walk; and\n (b) rest.\n(2) They will talk.",
        """title|title|MEMORANDUM
heading|heading of Section 1|Purpose
paragraph|Section 1|The purpose
heading|heading of Section 2|Scope
paragraph|Section 2, paragraph 1|The sides
item|Section 2, paragraph 1, item (a)|walk
item|Section 2, paragraph 1, item (b)|rest
paragraph|Section 2, paragraph 2|They will""",
    ),
    "i) behind h) is a letter, i) behind a colon a Roman figure": Text(
        "SECTION 1\n\nThey will:\n\ng) walk;\n\nh) rest;\n\ni) sit:\n\ni) here; or\n\nii) there.",
        """paragraph|Section 1|They will
item|Section 1, item g)|walk
item|Section 1, item h)|rest
item|Section 1, item i)|sit
item|Section 1, item i), item i)|here
item|Section 1, item i), item ii)|there""",
    ),
    "dashes of recitals before the party block": Text(
        "MEMORANDUM\n\nCONSIDERING –\n\n- that walks are good;\n- that rest is better;\n\nThe Office and the Ministry (the “Sides”)\n\n"
        "have decided as follows:\n\n1. They will walk.",
        """title|title|MEMORANDUM
recital|recital 1|CONSIDERING
recital|recital 2|that walks
recital|recital 3|that rest
opening|opening|The Office
operative|operative words|have decided
paragraph|paragraph 1|They will""",
    ),
    "an escaped number, footnotes, a link, a table": Text(
        "## Costs\n\n1\\. Each *side* pays[^1], see [the list](https://example.org/a)."
        "\n\n| Item | Cost |\n| --- | --- |\n| boots | 3 \\* 4 |\n\n[^1]: In **full**.",
        """heading|heading of “Costs”|Costs
paragraph|“Costs”, paragraph 1|Each side pays, see the list.
note|footnote 1|In full.
cell|table in “Costs”, paragraph 1|Item
cell|table in “Costs”, paragraph 1|Cost
cell|table in “Costs”, paragraph 1|boots
cell|table in “Costs”, paragraph 1|3 * 4""",
    ),
    "labels and headings with nothing between, parties without a title": Text(
        "The Office and the Board of Hills\n\nHave decided as follows:\n\nSection 1 Aim\n\n1. To walk.\n\n"
        "Section 2 Carrying out\n\nSection 1 holds.",
        """opening|opening|The Office
operative|operative words|Have
heading|heading of Section 1|Aim
paragraph|Section 1, paragraph 1|To walk
heading|heading of Section 2|Carrying out
paragraph|Section 2|Section 1 holds""",
    ),
    "a sentence alone": Text("The Participants shall meet.", "paragraph|paragraph|The Participants"),
    "a wrapped reference is no label": Text(
        "SECTION 2\n\n1. This is as said in\nSection 1 above, and in\nSection 3.",
        "paragraph|Section 2, paragraph 1|This is as said in Section 1 above, and in Section 3.",
    ),
    "nothing": Text(" \n\n", ""),
}


@pytest.mark.parametrize("name", TEXTS)
def test_reads_a_text_as_the_instrument_which_it_is(name: str) -> None:
    found = prose_of_rows(rows_of_text(TEXTS[name].text)).units
    expected = [line.split("|") for line in TEXTS[name].units.splitlines()]
    assert [(unit.sort, unit.where) for unit in found] == [(sort, where) for sort, where, _ in expected]
    for unit, (_, _, words) in zip(found, expected, strict=True):
        assert unit.text.startswith(words)


# Word files


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing/>'
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
WORDS = {
    "a field prints its result": (p(raw=r("see ") + FIELD.format(r("Section 2")) + r(".")), "see Section 2."),
    "a field in a field": (p(raw=FIELD.format(r("a") + FIELD.format(r("b")) + r("c"))), "abc"),
    "a simple field": (p(raw=f'<w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>'), "7"),
    "a link": (p(raw=f'<w:hyperlink w:anchor="x">{r("there")}</w:hyperlink>'), "there"),
    "tab, break, hyphens": (
        p(
            raw="<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/>"
            "<w:t>non</w:t><w:noBreakHyphen/><w:t>binding co</w:t><w:softHyphen/><w:t>\u00adop</w:t></w:r>"
        ),
        "a\tb\nnon-binding coop",
    ),
    "insertions are taken, deletions left out": (
        p(
            raw=r("The ")
            + f'<w:del w:id="1" w:author="a"><w:r><w:delText>old</w:delText></w:r></w:del><w:ins w:id="2" w:author="a">{r("new")}</w:ins>'
            + r(" text")
        ),
        "The new text",
    ),
    "moved words stand where they went": (
        p(raw=f'<w:moveFrom w:id="1" w:author="a">{r("gone")}</w:moveFrom><w:moveTo w:id="2" w:author="a">{r("here")}</w:moveTo>'),
        "here",
    ),
    "hidden words": (p(raw=r("a ") + r("secret", "<w:vanish/>") + r("b", '<w:vanish w:val="0"/>')), "a b"),
    "content controls": (p(raw=f"<w:sdt><w:sdtContent>{r('held')}</w:sdtContent></w:sdt>"), "held"),
    "a text box": (p(raw=r("beside") + BOX), "beside"),
    "a sign": (p(raw='<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t> x</w:t></w:r>'), "• x"),
}


@pytest.mark.parametrize("name", WORDS)
def test_reads_words(name: str, tmp_path: Path) -> None:
    xml, words = WORDS[name]
    assert [row.text for row in read_rows(word_file(tmp_path / "a.docx", [xml]))] == [words]


def test_a_deleted_paragraph_mark_joins(tmp_path: Path) -> None:
    gone = '<w:rPr><w:del w:id="3" w:author="a"/></w:rPr>'
    rows = read_rows(word_file(tmp_path / "a.docx", [p("One "), p("joined ", more=gone), p("together"), p("Last", more=gone)]))
    assert [(row.text, row.place.line) for row in rows] == [("One", 1), ("joined together", 2), ("Last", 4)]


def test_places_count_all_paragraphs(tmp_path: Path) -> None:
    cell = f"<w:tc>{p('in a cell')}</w:tc>"
    gone = f'<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>{cell}</w:tr>'
    table = f"<w:tbl {NS}><w:tblPr/><w:tblGrid/><w:tr>{cell}{cell}</w:tr>{gone}</w:tbl>"
    rows = read_rows(word_file(tmp_path / "a.docx", [p("one"), p(), table, p("last")]))
    assert [(row.text, row.place.line, row.place.column, row.cell) for row in rows] == [
        ("one", 1, 1, False), ("in a cell", 3, 1, True), ("in a cell", 4, 1, True), ("last", 5, 1, False),
    ]  # fmt: skip


HEADINGS = {
    "a built-in style": (p("x", style="Heading2"), 2),
    "a style of another language": (p("x", style="Ueb"), 3),
    "a style which is based on one": (p("x", style="Mine"), 3),
    "an outline level of its own": (p("x", more='<w:outlineLvl w:val="0"/>'), 1),
    "taken out of the outline": (p("x", style="Heading2", more='<w:outlineLvl w:val="9"/>'), 0),
    "a style with an outline level": (p("x", style="Out"), 4),
    "none": (p("x"), 0),
    "a style in a circle": (p("x", style="Ring"), 0),
    "a style which is not there": (p("x", style="Nowhere"), 0),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_knows_headings(name: str, tmp_path: Path) -> None:
    xml, heading = HEADINGS[name]
    styles = (
        style("Ueb", "Überschrift 3"),
        style("Mine", "My Own", based="Ueb"),
        style("Out", "Outlined", '<w:outlineLvl w:val="3"/>'),
        style("Ring", "Ring", based="Ring"),
    )
    assert [row.heading for row in read_rows(word_file(tmp_path / "a.docx", [xml], styles=styles))] == [heading]


# Files which cannot be read


def zipped(**parts: bytes) -> bytes:
    """A Word file of such parts; `document` is the text, the others by their names."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    document = f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>words</w:t></w:r></w:p></w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"_rels/.rels": relations.encode(), "word/document.xml": document.encode(), **parts}.items():
            if data:
                archive.writestr(name, data)
    return buffer.getvalue()


def body(xml: str) -> dict[str, bytes]:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return {"word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{xml}</w:body></w:document>'.encode()}


def styles_on_styles(steps: int) -> dict[str, bytes]:
    """The parts of a file one of whose styles is based on another, and so on, so many steps."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/></Relationships>'
    )
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(steps))
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    end = f'<w:style w:type="paragraph" w:styleId="s{steps}"><w:name w:val="heading 2"/></w:style>'
    return body('<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>words</w:t></w:r></w:p>') | {
        "word/_rels/document.xml.rels": relations.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{word}">{styles}{end}</w:styles>'.encode(),
    }


@pytest.mark.parametrize("steps", [0, 1, 50])
def test_styles_on_styles_say_what_a_paragraph_is(tmp_path: Path, steps: int) -> None:
    (tmp_path / "a.docx").write_bytes(zipped(**styles_on_styles(steps)))
    assert [row.heading for row in read_rows(tmp_path / "a.docx")] == [2]


NONSENSE = {
    "half a letter": ('<w:p><w:r><w:t>a</w:t><w:sym w:char="D800"/><w:sym w:char="41"/></w:r></w:p>', "aA", 0),
    "a sign beyond all": (f'<w:p><w:r><w:t>a</w:t><w:sym w:char="{"F" * 5_000}"/></w:r></w:p>', "a", 0),
    "two levels in one": ('<w:p><w:pPr><w:outlineLvl w:val="01"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', "a", 0),
    "an indent without end": ('<w:p><w:pPr><w:ind w:left="1e999" w:firstLine="1e999"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', "a", 0),
    "figures without end": (
        (f'<w:p><w:pPr><w:outlineLvl w:val="{"1" * 5_000}"/><w:spacing w:line="{"1" * 5_000}" w:lineRule="exact"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{"1" * 5_000}"/><w:fitText w:val="{"1" * 5_000}"/></w:rPr><w:t>a</w:t></w:r></w:p>'), "a", 0,
    ),
}  # fmt: skip
"""Values which are none; and the text and heading which are read all the same."""


@pytest.mark.parametrize("name", NONSENSE)
def test_values_which_are_none_are_passed_over(tmp_path: Path, name: str) -> None:
    xml, text, heading = NONSENSE[name]
    read = read_word_file(tmp_path / "a.docx", zipped(**body(xml)))
    assert [(row.text, row.heading) for row in read.rows] == [(text, heading)]
    assert not read.oddities


ENTITY = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]><d>&a;</d>'
ODD = {
    "no such file": ("a.docx", None, "no-file", "there is no such file"),
    "no such text": ("a.txt", None, "no-file", "there is no such file"),
    "another ending": ("a.pdf", b"%PDF-1.7", "not-readable", '".pdf" cannot be read'),
    "an ending nobody knows": ("a.xyz", b"a", "not-readable", '".xyz" cannot be read'),
    "no ending": ("a", b"a", "not-readable", "without an ending"),
    "a file with macros by its ending": ("a.docm", zipped(), "not-readable", '".docm" cannot be read'),
    "a file with macros": ("a.docx", zipped(**{"word/vbaProject.bin": b"x"}), "not-readable", "macros"),
    "an encrypted file": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "not-readable",
        "encrypted",
    ),
    "a file of Word 97": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not-readable", "Word 97"),
    "a text which says it is a Word file": ("a.docx", b"Hello", "not-readable", "no Word file"),
    "a Word file which says it is a text": ("a.txt", zipped(), "not-readable", "this is no text"),
    "half a file": ("a.docx", zipped()[:200], "not-readable", "cannot be read"),
    "an archive without a document": ("a.docx", zipped(**{"_rels/.rels": b""}), "not-readable", "holds no document"),
    "a document which is none of Word's": ("a.docx", zipped(**{"word/document.xml": b"<html/>"}), "not-readable", "none of Word"),
    "broken XML": ("a.docx", zipped(**{"word/document.xml": b"<w"}), "not-readable", "cannot be read"),
    "entities": ("a.docx", zipped(**{"word/document.xml": ENTITY}), "not-readable", "entities"),
    "entities in UTF-16": ("a.docx", zipped(**{"word/document.xml": ENTITY.decode().encode("utf-16")}), "not-readable", "entities"),
    "a bomb": ("a.docx", zipped(**{"word/document.xml": bytes(60_000_000)}), "too-large", "too large when unpacked"),
    "parts without end": ("a.docx", zipped(**{f"x{n}": b"x" for n in range(2_100)}), "too-large", "parts"),
    "styles on styles": (
        "a.docx",
        zipped(**styles_on_styles(51)),
        "too-deep",
        "its styles are based on each other more than 50 deep",
    ),
    "elements in elements": ("a.docx", zipped(**body("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000)), "too-deep", "nested"),
    "a text in UTF-16": ("a.txt", "Hello".encode("utf-16"), "not-utf8", "UTF-16"),
    "a text in Latin-1": ("a.md", "Ministère".encode("latin-1"), "not-utf8", "0xE8"),
    "a draft": ("a.yaml", b"template: bilateral", "not-readable", '".yaml" cannot be read'),
}


@pytest.mark.parametrize("name", ODD)
def test_says_what_cannot_be_read(name: str, tmp_path: Path) -> None:
    file, raw, rule, message = ODD[name]
    path = tmp_path / file
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(Stopped) as stopped:
        read_rows(path)
    (problem,) = stopped.value.problems
    assert (problem.rule, message in problem.message) == (rule, True), problem.message
    assert problem.hint or rule in ("no-file", "too-deep", "too-large")


def test_reads_files_of_the_strict_standard(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    strict = {name: data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
              for name, data in body("<w:p><w:r><w:t>strict</w:t></w:r></w:p>").items()}  # fmt: skip
    path.write_bytes(zipped(**strict))
    assert [row.text for row in read_rows(path)] == ["strict"]


@pytest.mark.parametrize("ending", ["docx", "txt", "md"])
def test_large_texts_are_read_in_a_time_which_grows_with_them(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "docx":
        path.write_bytes(zipped(**body("<w:p><w:r><w:t>The sides will walk, (a) here and 1. there</w:t></w:r></w:p>" * 20_000)))
    else:
        path.write_text("1. The sides will *walk* (a) here\nand there;\n" * 20_000 + "(" * 50_000 + "[a](" * 20_000, encoding="utf-8")
    started = time.monotonic()
    prose_of_rows(read_rows(path))
    assert time.monotonic() - started < 15
