"""Redlines of Word files: those which Paraph built by our own engine, all others by Docxodus, and what is told when that fails."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

import docx
import pytest

from paraph import docxodus
from paraph.cli import main
from paraph.docxodus import REQUIREMENT, Given, tracked
from paraph.idle_changes import without_idle_changes
from paraph.problems import Stopped
from paraph.readers.word import read_word_file, rows_before_changes
from paraph.redline.built import NotOurs, read_built
from paraph.redline.tracked import Stamp
from paraph.redline_files import redline_between, side_of_file
from tests.conftest import DRAFTS, ROOT, BuiltDraft, needed, paraph
from tests.resolver import package, text_of
from tests.word_files import NS, definition, level, listed, p, r, word_file

ESTONIA, FINLAND = DRAFTS[1], DRAFTS[2]
SAYS = "the redline does not say what this file says:"
STAMP = Stamp("Treaty Section", date(2027, 1, 15))
OTHER = ("The Participants will meet once a year in Tokyo.", "They will write each other letters.", "They will bear their own costs.")


@pytest.fixture
def engine() -> None:
    needed(
        "python-redlines with Docxodus",
        importlib.util.find_spec("python_redlines") and importlib.util.find_spec("python_redlines_docxodus"),
    )


def part(raw: bytes | Path, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(raw) if isinstance(raw, bytes) else raw) as archive:
        return archive.read(name).decode()


def with_parts(raw: bytes, changed: dict[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    """A Word file with some of its parts replaced, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", packing) as new:
        for name in dict.fromkeys((*old.namelist(), *changed)):
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return out.getvalue()


def edited(raw: bytes, old: str, new: str, name: str = "word/document.xml") -> bytes:
    text = part(raw, name)
    assert old in text
    return with_parts(raw, {name: text.replace(old, new, 1).encode()})


# Files which Paraph built


def saved_by_another(raw: bytes) -> bytes:
    out = io.BytesIO()
    docx.Document(io.BytesIO(raw)).save(out)
    return out.getvalue()


TRACKED = '<w:ins w:id="900" w:author="X"><w:r><w:t>more</w:t></w:r></w:ins></w:p>'
CHANGED = '<w:pPrChange w:id="900" w:author="X"><w:pPr/></w:pPrChange>'
NOT_OURS: dict[str, Callable[[bytes], bytes]] = {
    "saved by another program": saved_by_another,
    "packed anew": lambda raw: with_parts(raw, {}, zipfile.ZIP_DEFLATED),
    "a tracked insertion": lambda raw: edited(raw, "</w:p>", TRACKED),
    "a tracked change of a paragraph": lambda raw: edited(raw, "</w:pPr>", f"{CHANGED}</w:pPr>"),
    "a tracked change of the page": lambda raw: edited(raw, "</w:sectPr>", '<w:sectPrChange w:id="900" w:author="X"/></w:sectPr>'),
    "a section break": lambda raw: edited(raw, "</w:pPr>", "<w:sectPr/></w:pPr>"),
    "a drawing": lambda raw: edited(raw, "</w:p>", "<w:r><w:drawing/></w:r></w:p>"),
    "hidden words": lambda raw: edited(raw, "<w:r><w:t", "<w:r><w:rPr><w:vanish/></w:rPr><w:t"),
    "words in no run": lambda raw: edited(raw, "</w:p>", "<w:t>more</w:t></w:p>"),
    "an attribute": lambda raw: edited(raw, "<w:p>", '<w:p w:rsidR="00AA00AA">'),
    "words behind the page": lambda raw: edited(raw, "</w:sectPr>", "</w:sectPr><w:p><w:r><w:t>more</w:t></w:r></w:p>"),
    "words in another part": lambda raw: edited(raw, "word/document.xml", "word/other.xml", "_rels/.rels"),
    "numbers in another part": lambda raw: edited(raw, '"numbering.xml"', '"other.xml"', "word/_rels/document.xml.rels"),
    "a number of no definition": lambda raw: edited(
        raw, "</w:numbering>", '<w:num w:numId="7"><w:abstractNumId w:val="99"/></w:num></w:numbering>', "word/numbering.xml"
    ),
    "picks which are none": lambda raw: edited(raw, '"picks":', '"picks":5,"x":', "customXml/item1.xml"),
    "a mark of no pick": lambda raw: edited(raw, 'w:name="_P_title"', 'w:name="_P_nothing"'),
    "a mark which is not closed": lambda raw: edited(raw, '<w:bookmarkEnd w:id="1"/>', ""),
    "a footnote which is not there": lambda raw: edited(raw, "</w:p>", '<w:r><w:footnoteReference w:id="7"/></w:r></w:p>'),
    "another numbering": lambda raw: edited(raw, "<w:numbering ", "<w:numbering  ", "word/numbering.xml"),
    "a level which says more": lambda raw: edited(raw, "</w:lvl>", "<w:rPr><w:b/></w:rPr></w:lvl>", "word/numbering.xml"),
    "comments": lambda raw: with_parts(raw, {"word/comments.xml": b"<x/>"}),
    "no manifest": lambda raw: edited(raw, "urn:paraph:manifest", "urn:another", "customXml/item1.xml"),
    "a manifest without picks": lambda raw: edited(raw, '"picks"', '"pricks"', "customXml/item1.xml"),
    "no Word file": lambda raw: b"PK" + raw[:100],
    "nothing": lambda raw: raw[:0],
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_OURS)
def test_what_is_not_as_paraph_built_it_is_seen(name: str, built: dict[str, BuiltDraft]) -> None:
    raw = built[FINLAND].path.read_bytes()
    assert read_built(raw, "x.docx").sources["title"].clause == "title/between-parties"
    with pytest.raises(NotOurs):
        blocks_of(NOT_OURS[name](raw))


def test_words_in_the_mark_of_a_footnote_are_seen(copied: Path) -> None:
    path = copied / "drafts" / f"{FINLAND}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^  differences: .*$", "  differences: {text: 'They talk^[A note.].', reason: R}", text), encoding="utf-8")
    assert paraph("build", path, "-o", "x.docx", cwd=copied).code == 0
    raw = (copied / "x.docx").read_bytes()
    assert blocks_of(raw)
    told = edited(raw, '<w:t xml:space="preserve"> </w:t>', '<w:t xml:space="preserve"> in bad faith </w:t>', "word/footnotes.xml")
    with pytest.raises(NotOurs):
        blocks_of(told)


def test_headers_which_differ_are_told(built: dict[str, BuiltDraft], tmp_path: Path) -> None:
    """The line above a text under negotiation aside, which has the draft's name."""
    raw = {name: built[name].path.read_bytes() for name in (ESTONIA, FINLAND)}
    files = {
        "signed": raw[ESTONIA],
        "more": edited(raw[ESTONIA], "</w:p>", "<w:r><w:t>Draft of the other side</w:t></w:r></w:p>", "word/footer1.xml"),
        "draft": raw[FINLAND],
        "other": edited(raw[FINLAND], FINLAND, "another", "word/notice.xml"),
    }
    sides = {}
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
        sides[name] = side_of_file(tmp_path / f"{name}.docx")
    (problem,) = redline_between(sides["signed"], sides["more"], "X", None).problems
    assert (problem.rule, problem.severity) == ("headers-differ", "warning")
    assert redline_between(sides["signed"], sides["draft"], "X", None).problems == ()
    assert redline_between(sides["draft"], sides["other"], "X", None).problems == ()


def blocks_of(raw: bytes) -> Sequence[object]:
    """What our engine reads of a file."""
    from paraph.redline.written import Reading

    found = read_built(raw, "x.docx")
    return Reading(found.body, found.notes, found.sources).blocks


def test_of_a_word_changed_in_our_own_form_the_redline_tells(built: dict[str, BuiltDraft], tmp_path: Path) -> None:
    """What the file says counts, not what the manifest says that it was."""
    raw = built[ESTONIA].path.read_bytes()
    for name, data in (("a", raw), ("b", edited(raw, "mutual consultation", "mutual negotiation"))):
        (tmp_path / f"{name}.docx").write_bytes(data)
    made = redline_between(side_of_file(tmp_path / "a.docx"), side_of_file(tmp_path / "b.docx"), "X", None)
    assert made.said == "1 passage changed"
    assert '<w:delText xml:space="preserve">consultation</w:delText>' in part(made.file)
    assert ">differences/consultation<" in part(made.file, "word/comments.xml")


@pytest.fixture
def two_rounds(copied: Path) -> Path:
    """A workspace with a draft, its next round, and the Word files of both."""
    text = (copied / "drafts" / f"{FINLAND}.yaml").read_text(encoding="utf-8")
    changed = re.sub(
        r"(?m)^  differences: .*$", "  differences:\n    text: They will talk to each other.\n    reason: Our last word.", text
    )
    assert changed != text
    (copied / "drafts" / "second.yaml").write_text(changed, encoding="utf-8")
    assert paraph("build", f"drafts/{FINLAND}.yaml", "drafts/second.yaml", cwd=copied).code == 0
    return copied


def test_two_built_files_give_the_redline_of_their_drafts(two_rounds: Path) -> None:
    """Drafts and files in any mixture; a reason is in drafts alone, for a built file goes to the other side."""
    made = {}
    sides = ((f"drafts/{FINLAND}.yaml", f"build/{FINLAND}.docx"), ("drafts/second.yaml", "build/second.docx"))
    for old in sides[0]:
        for new in sides[1]:
            ran = paraph("redline", old, new, "-o", "x.docx", cwd=two_rounds)
            assert (ran.code, ran.out) == (0, "x.docx: 1 passage changed\n"), ran
            made[old[:5], new[:5]] = (two_rounds / "x.docx").read_bytes()
    assert made["draft", "draft"] == made["build", "draft"]
    assert made["draft", "build"] == made["build", "build"]
    assert part(made["draft", "draft"]) == part(made["build", "build"])
    assert "Reason: Our last word." in part(made["draft", "draft"], "word/comments.xml")
    assert "own text (differences)" in part(made["build", "build"], "word/comments.xml")
    assert not [
        name
        for name in zipfile.ZipFile(two_rounds / "build" / "second.docx").namelist()
        if "last word" in part(two_rounds / "build" / "second.docx", name)
    ]
    assert 'w:author="Paraph" w:date="2027-01-15T00:00:00Z"' in part(made["build", "build"])  # the date of the new draft


# Any Word files


class Files(NamedTuple):
    """Two Word files of others."""

    old: Path
    new: Path

    @property
    def given(self) -> tuple[Given, Given]:
        return Given(self.old, self.old.read_bytes()), Given(self.new, self.new.read_bytes())


def table(*rows: str) -> str:
    cells = ["".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{p(cell)}</w:tc>' for cell in row.split("|")) for row in rows]
    grid = '<w:gridCol w:w="2000"/>' * (rows[0].count("|") + 1)
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return f'<w:tbl {NS}><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


NUMBERING = [definition(1, level(0, "decimal", "%1.")), listed(1, 1)]
FIRST, SECOND, THIRD = map(p, OTHER)
INSERTED = '<w:ins w:id="91" w:author="X" w:date="2020-01-01T00:00:00Z">%s</w:ins>'
STRUCK = '<w:del w:id="92" w:author="X" w:date="2020-01-01T00:00:00Z"><w:r><w:delText xml:space="preserve">%s</w:delText></w:r></w:del>'
WITH_CHANGES = [FIRST, SECOND, p(raw=r("They will ") + STRUCK % "bear" + INSERTED % r("pay") + r(" their own costs."))]
PAIRS: dict[str, tuple[list[str], list[str]]] = {
    "a word": ([FIRST, SECOND, THIRD], [FIRST, p(OTHER[1].replace("letters", "e-mails")), THIRD]),
    "a paragraph comes": ([FIRST, THIRD], [FIRST, SECOND, THIRD]),
    "the last goes": ([FIRST, SECOND, THIRD], [FIRST, SECOND]),
    "order": ([FIRST, SECOND, THIRD], [THIRD, FIRST, SECOND]),
    "a hard space": ([p("Section\u00a05 and more.")], [p("Section 5 and more.")]),
    "bold": ([FIRST], [p(raw=r("The Participants ", "<w:b/>") + r("will meet once a year in Tokyo."))]),
    "a numbered paragraph comes": ([p("one", 1, 0), p("two", 1, 0)], [p("one", 1, 0), p("another", 1, 0), p("two", 1, 0)]),
    "a number goes": ([p("one", 1, 0), p("two", 1, 0)], [p("one", 1, 0), p("two")]),
    "a row comes": ([FIRST, table("a|b", "c|d"), THIRD], [FIRST, table("a|b", "x|y", "c|d"), THIRD]),
    "a column comes": ([FIRST, table("a|b", "c|d"), THIRD], [FIRST, table("a|b|e", "c|d|f"), THIRD]),
    "a table goes": ([FIRST, table("a|b", "c|d"), THIRD], [FIRST, THIRD]),
    "scripts and signs": ([p("文書を交換する。 e\u0301 & <w>".replace("<", "&lt;").replace("& ", "&amp; "))], [p("文書を送付する。 é 😀")]),
    "tracked changes, which are taken": ([FIRST, SECOND, THIRD], WITH_CHANGES),
    "nothing": ([FIRST, SECOND], [FIRST, SECOND]),
}  # fmt: skip


def files_of(name: str, folder: Path) -> Files:
    old, new = PAIRS[name]
    return Files(word_file(folder / "old.docx", old, NUMBERING), word_file(folder / "new.docx", new, NUMBERING))


def redline_of(name: str, folder: Path, together: Path) -> Path:
    """The redline of a pair, made once in a run of the tests."""
    path = path_of(name, together)
    if not path.exists():
        kept(path, tracked(*files_of(name, folder).given, STAMP).file)
    return path


def path_of(name: str, together: Path) -> Path:
    return together / f"docxodus-{list(PAIRS).index(name):02}.docx"


def kept(path: Path, raw: bytes) -> None:
    """Whole or not at all: another process may read it."""
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(raw)
    part.replace(path)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", PAIRS)
def test_accepted_it_says_the_new_file_and_rejected_the_old_one(name: str, tmp_path: Path, together: Path) -> None:
    pair = files_of(name, tmp_path)
    made = tracked(*pair.given, STAMP)
    kept(path_of(name, together), made.file)
    assert [problem for problem in made.problems if problem.rule != "tracked-changes"] == []
    for found, path in ((read_word_file(Path("x"), made.file).rows, pair.new), (rows_before_changes(Path("x"), made.file), pair.old)):
        assert [(row.mark, row.text) for row in found] == [(row.mark, row.text) for row in read_word_file(path).rows]
    assert set(re.findall('w:author="([^"]*)"', part(made.file))) <= {"Treaty Section"}
    assert set(re.findall('w:date="([^"]*)"', part(made.file))) <= {"2027-01-15T00:00:00Z"}


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", ["a word", "a paragraph comes", "the last goes", "a row comes", "a number goes"])
def test_docx_plus_resolves_it(name: str, tmp_path: Path, together: Path) -> None:
    """An independent reading of the engine's marks."""
    needed("docx-plus", importlib.util.find_spec("docx_plus"))
    from docx_plus.revisions import accept_all_revisions, reject_all_revisions

    made, pair = redline_of(name, tmp_path, together), files_of(name, tmp_path)
    for resolve, path in ((accept_all_revisions, pair.new), (reject_all_revisions, pair.old)):
        document = docx.Document(str(made))
        resolve(document)
        saved = io.BytesIO()
        document.save(saved)
        assert text_of(package(saved.getvalue())) == text_of(package(path.read_bytes()))


@pytest.mark.usefixtures("engine")
def test_open_xml_sdk_finds_nothing(
    tmp_path: Path, together: Path, built: dict[str, BuiltDraft], open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]
) -> None:
    paths = [redline_of(name, tmp_path, together) for name in PAIRS]
    paths.append(tmp_path / "built.docx")
    paths[-1].write_bytes(tracked(*Files(built[ESTONIA].path, built[FINLAND].path).given, STAMP).file)
    assert {name: found for name, found in open_xml_errors(paths).items() if found} == {}


@pytest.mark.usefixtures("engine")
def test_the_same_files_give_the_same_bytes_and_no_date_unless_it_is_given(tmp_path: Path) -> None:
    files = Files(word_file(tmp_path / "old.docx", [FIRST, SECOND]), word_file(tmp_path / "new.docx", [FIRST, THIRD]))
    once, again = (tracked(*files.given, Stamp("A & “B”", None)).file for _ in range(2))
    assert once == again
    assert set(re.findall("<w:(?:ins|del) [^>]*>", part(once))) <= {
        f'<w:{sort} w:author="A &amp; “B”" w:id="{id}"{end}>' for sort in ("ins", "del") for id in range(20) for end in ("", " /")
    }
    assert "w:date" not in part(once)


@pytest.mark.usefixtures("engine")
def test_a_file_which_came_back_from_libreoffice_is_compared_with_the_draft(two_rounds: Path) -> None:
    program = shutil.which("soffice")
    needed("LibreOffice", program)
    (two_rounds / "theirs").mkdir()
    profile = f"-env:UserInstallation={(two_rounds / 'profile').as_uri()}"
    command = [str(program), profile, "--headless", "--convert-to", "docx", "--outdir", "theirs", "build/second.docx"]
    subprocess.run(command, cwd=two_rounds, capture_output=True, timeout=120, check=True)
    arguments = (f"drafts/{FINLAND}.yaml", "theirs/second.docx", "-o", "out/x.docx", "--author", "Treaty Section", "--date", "2027-01-15")
    ran = paraph("redline", *arguments, cwd=two_rounds)
    assert re.fullmatch(r"out/x.docx: \d+ paragraphs changed, and the layout of \d+ more; compared by Docxodus\n", ran.out), ran
    assert (ran.code, ran.err) == (0, "")
    raw = (two_rounds / "out" / "x.docx").read_bytes()
    accepted, rejected = read_word_file(Path("x"), raw).rows, rows_before_changes(Path("x"), raw)
    assert ["They will talk to each other." in {row.text for row in rows} for rows in (accepted, rejected)] == [True, False]
    assert 'w:author="Treaty Section"' in part(raw)
    listed = '<w:pPrChange[^>]*><w:pPr><w:pStyle w:val="(?:Heading1|NumberedParagraph|Item1)" /><w:numPr>'
    assert re.findall(listed, part(raw)) == []  # the lists which it has numbered anew are the same lists


# Lists which only have other numbers in the file


def letters(id: int, more: str = "") -> str:
    return definition(id, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", more=more))


def romans(id: int) -> str:
    return definition(id, level(0, "lowerRoman", "(%1)"), level(1, "decimal", "%2-"))


WITH_TAB = '<w:suff w:val="tab"/>'  # which is what is meant when nothing is said
TWO_LISTS = [letters(1), romans(2), listed(1, 1), listed(2, 2)]
TWO_ALIKE = [letters(1), letters(2), listed(1, 1), listed(2, 2)]
WORDS = ("one visit a year", "two letters a month", "three meetings in Tokyo", "four reports to both")
Rows = tuple[tuple[int, int], ...]
"""The list and the level of each paragraph."""
RENUMBERED: dict[str, tuple[list[str], Rows, list[str], Rows, int]] = {
    "as they were": (TWO_LISTS, ((1, 0), (1, 1), (2, 0), (2, 1)), TWO_LISTS, ((1, 0), (1, 1), (2, 0), (2, 1)), 0),
    "swapped": (
        TWO_LISTS, ((1, 0), (1, 1), (2, 0), (2, 1)),
        [romans(1), letters(2), listed(1, 1), listed(2, 2)], ((2, 0), (2, 1), (1, 0), (1, 1)), 0,
    ),
    "other numbers, and the definition written otherwise": (
        TWO_LISTS, ((1, 0), (1, 1), (2, 0), (2, 1)),
        [letters(4, WITH_TAB), romans(5), listed(7, 4), listed(8, 5)], ((7, 0), (7, 1), (8, 0), (8, 1)), 0,
    ),
    "one paragraph is in the other list": (
        TWO_LISTS, ((1, 0), (1, 0), (2, 0), (2, 0)),
        [letters(4, WITH_TAB), romans(5), listed(7, 4), listed(8, 5)], ((7, 0), (8, 0), (8, 0), (8, 0)), 1,
    ),
    "another level": (
        TWO_LISTS, ((1, 0), (1, 0), (2, 0), (2, 0)),
        [letters(4, WITH_TAB), romans(5), listed(7, 4), listed(8, 5)], ((7, 0), (7, 1), (8, 0), (8, 0)), 1,
    ),
    "another form": (
        TWO_LISTS, ((1, 0), (1, 0), (2, 0), (2, 0)),
        [romans(4), romans(5), listed(7, 4), listed(8, 5)], ((7, 0), (7, 0), (8, 0), (8, 0)), 2,
    ),
    "two alike which become one": (
        TWO_ALIKE, ((1, 0), (1, 0), (2, 0), (2, 0)), [letters(4, WITH_TAB), listed(7, 4)], ((7, 0), (7, 0), (7, 0), (7, 0)), 2,
    ),
    "one which becomes two alike": (
        [letters(4, WITH_TAB), listed(7, 4)], ((7, 0), (7, 0), (7, 0), (7, 0)), TWO_ALIKE, ((1, 0), (1, 0), (2, 0), (2, 0)), 2,
    ),
}  # fmt: skip
"""The lists of both files, those of the paragraphs, and how many paragraphs are laid out otherwise."""


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", RENUMBERED)
def test_a_list_with_another_number_is_no_change(name: str, tmp_path: Path) -> None:
    lists, rows, lists_then, rows_then, laid_out = RENUMBERED[name]
    old, new = (
        word_file(tmp_path / f"{file}.docx", [p(words, *row) for words, row in zip(WORDS, of, strict=True)], numbering)
        for file, numbering, of in (("old", lists, rows), ("new", lists_then, rows_then))
    )
    made = tracked(*Files(old, new).given, STAMP)
    assert (made.changed, made.laid_out, made.problems) == (0, laid_out, ())
    assert (part(made.file).count("<w:pPrChange"), "<w:rPrChange" in part(made.file)) == (laid_out, False)


@pytest.mark.usefixtures("engine")
def test_paragraphs_which_come_and_go_are_in_the_same_list(tmp_path: Path) -> None:
    """What is inserted counts on with what stays, though its list has another number in the new file."""
    rows = [p(words, 1, 1) for words in WORDS]
    old = word_file(tmp_path / "old.docx", [p("Both sides:", 1, 0), rows[0], rows[1], rows[2]], TWO_LISTS)
    changed = [p("Both sides:", 7, 0), p(WORDS[0], 7, 1), p("a paragraph of another kind", 7, 1), p(WORDS[2], 7, 1), p(WORDS[3], 7, 1)]
    new = word_file(tmp_path / "new.docx", changed, [letters(4, WITH_TAB), listed(7, 4)])
    made = tracked(*Files(old, new).given, STAMP)
    assert (made.laid_out, made.problems) == (0, ())
    assert set(re.findall(r'<w:numId w:val="(\d)"', part(made.file))) == {"1"}


@pytest.mark.usefixtures("engine")
def test_when_numbers_would_change_the_redline_stays_as_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unnumbered(parts: Iterable[tuple[str, bytes]], _: Element) -> list[tuple[str, bytes]]:
        return [(name, data.replace(b"numId", b"numID") if name == "word/document.xml" else data) for name, data in parts]

    found = []
    for settle in (lambda parts, _: list(parts), unnumbered):
        monkeypatch.setattr(docxodus, "without_idle_changes", settle)
        found.append(tracked(*files_of("a number goes", tmp_path).given, STAMP))
    assert found[0] == found[1]
    assert (found[0].laid_out, found[0].problems) == (1, ())


IDLE = '<w:p><w:pPr><w:jc w:val="left"/><w:pPrChange><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange></w:pPr></w:p>'
REAL = IDLE.replace('"left"', '"right"', 1)
STORIES = {
    "nothing changes": (f"<w:hdr {NS}>{IDLE}</w:hdr>", f'<w:hdr {NS}><w:p><w:pPr><w:jc w:val="left"/></w:pPr></w:p></w:hdr>'),
    "something changes": (f"<w:hdr {NS}>{REAL}</w:hdr>", None),
    "another prefix": (
        f"<w:hdr {NS}>{IDLE}</w:hdr>".replace("w:", "x:").replace("xmlns:w", "xmlns:x"),
        f'<x:hdr {NS}><x:p><x:pPr><x:jc x:val="left"/></x:pPr></x:p></x:hdr>'.replace("xmlns:w", "xmlns:x"),
    ),
    "entities": (f'<!DOCTYPE x [<!ENTITY a "a">]><w:hdr {NS}>{IDLE}&a;</w:hdr>', None),
    "elements without end": (f"<w:hdr {NS}>{'<w:sdt>' * 300}{IDLE}{'</w:sdt>' * 300}</w:hdr>", None),
    "no XML": (f"<w:hdr {NS}>{IDLE}", None),
}


@pytest.mark.parametrize("name", STORIES)
def test_what_changes_nothing_is_cut_out_and_the_rest_stays(name: str) -> None:
    story, settled = STORIES[name]
    found = without_idle_changes([("word/header1.xml", story.encode()), ("word/media/a.png", b"\x89PrChange")], Element("none"))
    assert found == [("word/header1.xml", (settled or story).encode()), ("word/media/a.png", b"\x89PrChange")]


PLACED = '<w:pPr>{}<w:ind w:left="720" w:hanging="360"/></w:pPr>'
SAME = PLACED.format("")
TAB = PLACED.format('<w:tabs><w:tab w:val="num" w:pos="5000"/></w:tabs>')
LEVELS: dict[str, tuple[str, str, bool]] = {
    "the same": (SAME, SAME, True),
    "left and start": (SAME, SAME.replace("left", "start"), True),
    "another indent": (SAME, SAME.replace("720", "700"), False),
    "an indent in characters": (SAME, SAME.replace("w:left=", 'w:leftChars="200" w:left='), False),
    "a tab stop": (SAME, TAB, False),
    "the same tab stop": (TAB, TAB, True),
    "another tab stop": (TAB, TAB.replace("5000", "360"), False),
    "a tab stop of LibreOffice": (SAME, TAB.replace("5000", "0"), True),
    "a tab stop behind which a number hangs out": (
        SAME.replace("720", "100"), TAB.replace("5000", "0").replace("720", "100"), False,
    ),
    "another side": (PLACED.format('<w:jc w:val="left"/>'), PLACED.format('<w:jc w:val="right"/>'), False),
    "another picture": (f'<w:lvlPicBulletId w:val="1"/>{SAME}', f'<w:lvlPicBulletId w:val="0"/>{SAME}', False),
    "a picture": (SAME, f'<w:lvlPicBulletId w:val="0"/>{SAME}', False),
}  # fmt: skip


def numbering(*levels: str) -> Element:
    """Lists 1 and 2, each with one level."""
    lists = (definition(at, level(0, "decimal", "%1.", more=more)) + listed(at, at) for at, more in enumerate(levels, 1))
    return fromstring(f"<w:numbering {NS}>{''.join(lists)}</w:numbering>")


NUMBERED = '<w:p><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr>{}</w:pPr></w:p>'
"""A paragraph in a list."""
CHANGED = '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr></w:pPrChange>'


@pytest.mark.parametrize("name", LEVELS)
def test_lists_are_alike_when_all_of_their_levels_is(name: str) -> None:
    one, other, alike = LEVELS[name]
    story, settled = (f"<w:hdr {NS}>{p}</w:hdr>".encode() for p in (NUMBERED.format(2, CHANGED.format(1)), NUMBERED.format(1, "")))
    assert without_idle_changes([("word/header1.xml", story)], numbering(one, other)) == [("word/header1.xml", settled if alike else story)]


@pytest.mark.parametrize("written", ["w:val='2'", 'w:val="&#50;"', 'w:val="2" w:more="2"'])
def test_a_list_whose_number_cannot_be_replaced_keeps_its_change(written: str) -> None:
    """All of it does, in each part, and no other list takes its number."""
    usual = NUMBERED.format(2, CHANGED.format(1))
    odd = usual.replace('w:val="2"', written)
    third = NUMBERED.format(3, CHANGED.format(2))
    parts = [(f"word/{name}.xml", f"<w:hdr {NS}>{p}</w:hdr>".encode()) for name, p in (("a", usual), ("b", odd + usual), ("c", third))]
    assert without_idle_changes(parts, numbering(SAME, SAME, SAME)) == parts
    (settled, *_) = without_idle_changes(parts[:1], numbering(SAME, SAME, SAME))
    assert b"Change" not in settled[1]


@pytest.mark.usefixtures("engine")
def test_of_numbers_which_libreoffice_would_count_wrongly_is_told(tmp_path: Path) -> None:
    """It puts a paragraph whose level has changed, or its layout, on the first level when the change is rejected."""
    middle = '<w:jc w:val="center"/>'
    levels = {"old": (0, 1, 1, 0), "new": (0, 0, 1, 1)}
    for name, of in levels.items():
        rows = [p(words, 1, at, more=middle if (name, words) == ("new", WORDS[2]) else "") for words, at in zip(WORDS, of, strict=True)]
        word_file(tmp_path / f"{name}.docx", rows, TWO_LISTS)
    ran = paraph("redline", "old.docx", "new.docx", "-o", "x.docx", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "x.docx: no paragraphs changed, and the layout of 3 more; compared by Docxodus\n"), ran
    assert "old.docx:1:1: warning: Reject All in LibreOffice puts 2 paragraphs on the first level of a list" in ran.err
    assert "(libreoffice-numbers)" in ran.err


# What is doubtful, and what cannot be


@pytest.mark.usefixtures("engine")
def test_tracked_changes_of_others_are_told(tmp_path: Path) -> None:
    old, new = word_file(tmp_path / "old.docx", [FIRST, SECOND, THIRD]), word_file(tmp_path / "new.docx", WITH_CHANGES)
    ran = paraph("redline", old, new, "-o", tmp_path / "x.docx", cwd=tmp_path)
    assert (ran.code, "1 paragraph changed; compared by Docxodus" in ran.out) == (0, True), ran
    assert "new.docx:1:1: warning: the file has tracked changes; they are taken as accepted" in ran.err


@pytest.mark.usefixtures("engine")
def test_a_redline_which_does_not_hold_is_told(tmp_path: Path) -> None:
    """Docxodus gives a file back as it is, with the changes of others, when it finds the two the same."""
    path = word_file(tmp_path / "same.docx", WITH_CHANGES)
    ran = paraph("redline", path, path, "-o", tmp_path / "x.docx", cwd=tmp_path)
    said = f"warning: with all changes rejected {SAYS} “They will pay their own costs.” became"
    assert (ran.code, said in ran.err, (tmp_path / "x.docx").exists()) == (1, True, True), ran


SHAM: dict[str, tuple[str, str]] = {
    "it fails": ("import sys; sys.exit('Error: Unhandled thing')", "Docxodus cannot compare it with old.docx: Unhandled thing"),
    "it fails without a word": ("import sys; sys.exit(134)", "Docxodus cannot compare it with old.docx: code 134"),
    "it makes nothing": ("", "Docxodus cannot compare it with old.docx: code 0"),
    "it makes no file": ("import sys; open(sys.argv[3], 'w').write('x')", "what it made cannot be read"),
    "it makes no Word file": (
        "import sys, zipfile; zipfile.ZipFile(sys.argv[3], 'w').writestr('x', 'x')",
        "what it made cannot be read",
    ),
    "it hangs": ("import time; time.sleep(60)", "it had not ended after 2 seconds"),
}  # fmt: skip


def sham(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Files:
    """Two files, and an engine which does something else."""
    program = tmp_path / "engine"
    program.write_text(f"#!{sys.executable}\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(docxodus, "_program", lambda: str(program))
    monkeypatch.setattr(docxodus, "_SECONDS", 2)
    monkeypatch.chdir(tmp_path)
    word_file(tmp_path / "old.docx", [FIRST, SECOND])
    word_file(tmp_path / "new.docx", [FIRST, THIRD])
    return Files(Path("old.docx"), Path("new.docx"))


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize("name", SHAM)
def test_a_failure_of_the_engine_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, message = SHAM[name]
    files = sham(tmp_path, monkeypatch, script)
    with pytest.raises(Stopped) as stopped:
        tracked(*files.given, STAMP)
    (problem,) = stopped.value.problems
    assert (str(problem.place), problem.rule, message in problem.message) == ("new.docx:1:1", "no-redline", True), problem


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("copied_from", "message"),
    [
        (1, f"new.docx:2:1: with all changes accepted {SAYS} “{OTHER[2]}” became “{OTHER[1]}”"),
        (2, f"old.docx:2:1: with all changes rejected {SAYS} “{OTHER[1]}” became “{OTHER[2]}”"),
    ],
)
def test_a_wrong_result_is_told(copied_from: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sham(tmp_path, monkeypatch, f"import shutil, sys; shutil.copy(sys.argv[{copied_from}], sys.argv[3])")
    assert [f"{problem.place}: {problem.message}" for problem in tracked(*files.given, STAMP).problems] == [message]


def test_without_the_engine_it_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = word_file(tmp_path / "old.docx", [FIRST]), word_file(tmp_path / "new.docx", [SECOND])
    monkeypatch.setitem(sys.modules, "python_redlines", None)
    assert main(["redline", str(old), str(new), "-o", str(tmp_path / "x.docx")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("paraph redline: to compare Word files which are not as Paraph built them, the engine Docxodus is needed")
    for typed in (f"{sys.executable} -m pip install", "pipx inject paraph", "uv pip install --python"):
        assert re.search(rf"{re.escape(typed)}.*'{re.escape(REQUIREMENT)}'", said), said
    assert not (tmp_path / "x.docx").exists()


def test_what_is_to_be_typed_is_what_the_package_asks_for() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert extras["word-files"] == [REQUIREMENT]
    assert REQUIREMENT in extras["dev"]


@pytest.mark.usefixtures("engine")
def test_the_engine_is_unpacked_whole_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = Path(docxodus._program())
    assert first.is_file()
    assert [path.name for path in (tmp_path / "paraph").iterdir()] == [first.relative_to(tmp_path / "paraph").parts[0]]
    changed = first.stat().st_mtime_ns
    assert (Path(docxodus._program()), first.stat().st_mtime_ns) == (first, changed)


@pytest.mark.usefixtures("engine")
@pytest.mark.skipif(os.name == "nt", reason="needs modes")
def test_an_engine_which_others_can_have_put_there_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "paraph").mkdir()
    (tmp_path / "paraph").chmod(0o777)
    with pytest.raises(docxodus.NotInstalled, match="chmod 700"):
        docxodus._program()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HOSTILE: dict[str, tuple[bytes, str]] = {
    "no Word file": (b"MEMORANDUM", "this is no Word file"),
    "nothing": (b"", "this is no Word file"),
    "damaged": (b"PK\x03\x04 and nothing else", "the file cannot be read"),
    "encrypted": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "the file is encrypted"),
    "Word 97": (COMPOUND, "this is a file of Word 97–2003"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_which_is_none_is_named(name: str, tmp_path: Path) -> None:
    raw, message = HOSTILE[name]
    (tmp_path / "bad.docx").write_bytes(raw)
    word_file(tmp_path / "good.docx", [FIRST])
    for files in (("bad.docx", "good.docx"), ("good.docx", "bad.docx")):
        ran = paraph("redline", *files, "-o", "x.docx", cwd=tmp_path)
        assert (ran.code, f"bad.docx:1:1: error: {message}" in ran.err, "Traceback" in ran.err) == (2, True, False), ran
    assert not (tmp_path / "x.docx").exists()


def test_what_is_compared_is_not_written_over(two_rounds: Path) -> None:
    for old, new in (("build/second.docx", f"build/{FINLAND}.docx"), (f"drafts/{FINLAND}.yaml", "build/second.docx")):
        before = (two_rounds / "build" / "second.docx").read_bytes()
        ran = paraph("redline", old, new, "-o", "build/../build/second.docx", cwd=two_rounds)
        assert (ran.code, "is one of the two" in ran.err) == (2, True)
        assert (two_rounds / "build" / "second.docx").read_bytes() == before


def test_files_are_named_as_people_type_them(two_rounds: Path, tmp_path: Path) -> None:
    for typed in ("build/../x.docx", str(tmp_path / "our changes.docx")):
        ran = paraph("redline", "build/second.docx", f"build/{FINLAND}.docx", "-o", typed, cwd=two_rounds)
        assert (ran.code, ran.out.partition(": ")[0]) == (0, typed)
        ran = paraph("build", "drafts/second.yaml", "-o", typed, cwd=two_rounds)
        assert (ran.code, ran.out) == (0, f"{typed}\n")


def test_what_is_wrong_with_both_is_told_together(copied: Path) -> None:
    ran = paraph("redline", "nothing.docx", "drafts/nothing.yaml", "-o", "x.docx", cwd=copied)
    assert (ran.code, "nothing.docx:1:1: error" in ran.err, "drafts/nothing.yaml" in ran.err) == (2, True, True), ran


@pytest.mark.parametrize("ending", ["doc", "docm", "odt", "pdf", "rtf"])
def test_other_documents_are_to_be_saved_first(ending: str, tmp_path: Path) -> None:
    ran = paraph("redline", f"a.{ending}", "b.docx", "-o", "x.docx", cwd=tmp_path)
    assert (ran.code, f"a.{ending} is no Word document (.docx): open it, save it as one" in ran.err) == (2, True), ran
