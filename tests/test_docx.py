"""Word files, judged by engines we did not write."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from paraph.assembled import write
from paraph.pipeline import Assembler
from paraph.problems import Stopped
from paraph.workspace import Workspace
from paraph.writers.docx.verify import Unsound, verify
from tests.conftest import DRAFTS, ROOT, BuiltDraft, integrity, needed, paraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REFERENCE = "japan-estonia-2022"


def part(path: Path, name: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))


def test_open_xml_sdk_finds_nothing(
    built: dict[str, BuiltDraft], open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]
) -> None:
    assert open_xml_errors(draft.path for draft in built.values()) == {name: [] for name in built}


def test_ooxml_integrity_finds_nothing(built: dict[str, BuiltDraft]) -> None:
    assert integrity(draft.path for draft in built.values()) == ""


def test_libreoffice_reads_our_text(built: dict[str, BuiltDraft], office: Callable[[Iterable[Path]], dict[str, str]]) -> None:
    exported = office(draft.path for draft in built.values())
    for draft in built.values():
        ours = draft.text.split("\n\n", 1)[1] if draft.text.startswith("DRAFT") else draft.text  # a header is not exported
        assert re.sub("[•◦▪]", "–", exported[draft.name]).split() == ours.split()


def test_python_docx_opens_it(built: dict[str, BuiltDraft]) -> None:
    document = docx.Document(str(built[REFERENCE].path))
    assert document.paragraphs[0].text == "MEMORANDUM OF COOPERATION"
    assert document.tables[0].cell(0, 0).text == "Digital Agency of Japan"
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))


def test_properties_say_what_it_is(built: dict[str, BuiltDraft]) -> None:
    properties = docx.Document(str(built[REFERENCE].path)).core_properties
    assert properties.title.startswith("MEMORANDUM OF COOPERATION BETWEEN THE DIGITAL AGENCY OF JAPAN AND THE MINISTRY")
    assert properties.subject == "on cooperation in the field of digitalization"
    assert properties.author.startswith("Digital Agency of Japan; Ministry of Economic Affairs")
    assert (properties.language, properties.content_status) == ("en-GB", "signed")
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2022-05-06"


def test_manifest_traces_every_pick(built: dict[str, BuiltDraft]) -> None:
    manifest = json.loads(part(built[REFERENCE].path, "customXml/item1.xml").text or "")
    picks = {pick["pick"]: pick for pick in manifest["picks"]}
    assert picks["duration"]["clause"] == "duration/renewing"
    assert picks["duration"]["fills"] == {"initial_years": 3, "notice_months": 6, "renewal_years": 1}
    assert picks["duration"]["departs"]
    assert not picks["objective"]["departs"]
    assert picks["areas/7"]["clause"] == "areas/third-countries"
    names = {mark.get(f"{W}name") for mark in part(built[REFERENCE].path).iter(f"{W}bookmarkStart")}
    assert {f"_P_{re.sub('[^a-z0-9]', '_', pick.replace('/', '__'))}" for pick in picks} <= names


def test_reference_is_live(built: dict[str, BuiltDraft]) -> None:
    document = part(built[REFERENCE].path)
    code = next(instruction.text or "" for instruction in document.iter(f"{W}instrText"))
    assert code == " _R_section_areas \\n \\t \\h "
    target = next(p for p in document.iter(f"{W}p") if any(b.get(f"{W}name") == "_R_section_areas" for b in p.iter(f"{W}bookmarkStart")))
    assert target.find(f"{W}pPr/{W}numPr/{W}ilvl") is not None


def test_no_number_is_typed(built: dict[str, BuiltDraft]) -> None:
    for draft in built.values():
        for paragraph in part(draft.path).iter(f"{W}p"):
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            assert not re.match(r"\s*(\d+[.)]|[a-z]\)|SECTION \d)", text), text


def test_signature_block_stays_with_its_testimonium(built: dict[str, BuiltDraft]) -> None:
    for draft in built.values():
        table = list(part(draft.path).iter(f"{W}tbl"))[-1]
        paragraphs = list(table.iter(f"{W}p"))
        kept = [p.find(f"{W}pPr/{W}keepNext").get(f"{W}val") for p in paragraphs]  # type: ignore[union-attr]
        rows = list(table.iter(f"{W}tr"))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert "false" not in kept[: -2 * len(list(rows[-1].iter(f"{W}tc")))]


def test_drafting_says_so_in_the_header(assembler: Assembler, copied: Path) -> None:
    draft = copied / "drafts" / f"{REFERENCE}.yaml"
    draft.write_text(draft.read_text(encoding="utf-8").replace("status: signed", "status: drafting\nround: 2"), encoding="utf-8")
    built = copied / "out.docx"
    built.write_bytes(write(Assembler(Workspace(copied)).assemble(draft), "docx"))
    header = docx.Document(str(built)).sections[0].header.paragraphs[0].text
    assert header == "DRAFT – japan-estonia-2022 – round 2 – 6 May 2022"


def test_notice_stands_on_every_page(copied: Path) -> None:
    """Also where the look has a header of its own on the first page, or none."""
    look = copied / "templates" / "bilateral" / "look.docx"
    styled = docx.Document(str(look))
    section = styled.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Ministry"
    styled.save(str(look))
    assert paraph("build", "drafts/japan-finland.yaml", "-o", "out.docx", cwd=copied).code == 0
    built = docx.Document(str(copied / "out.docx")).sections[0]
    assert [p.text for p in built.header.paragraphs] == ["Ministry", "DRAFT – japan-finland – round 1 – 15 January 2027"]
    assert [p.text for p in built.first_page_header.paragraphs] == ["DRAFT – japan-finland – round 1 – 15 January 2027"]


def test_missing_style_is_named(copied: Path) -> None:
    look = copied / "templates" / "bilateral" / "look.docx"
    document = docx.Document(str(look))
    style = document.styles["Recital"]
    style.element.getparent().remove(style.element)
    document.save(str(look))
    ran = paraph("build", "drafts/japan-estonia-2022.yaml", "drafts/japan-finland.yaml", cwd=copied)
    assert ran.code == 1
    assert 'templates/bilateral/look.docx:1:1: error: the look has no paragraph style "Recital" (missing-style)' in ran.err
    assert not (copied / "build").exists()


def test_look_saved_by_another_program(copied: Path, open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]) -> None:
    """A look is an ordinary Word file: LibreOffice may save it, and every style is still found."""
    program = shutil.which("soffice")
    needed("LibreOffice", program)
    look = copied / "templates" / "bilateral" / "look.docx"
    profile = f"-env:UserInstallation={(copied / 'profile').as_uri()}"
    command = [str(program), profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(copied / "saved"), str(look)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copy(copied / "saved" / "look.docx", look)
    assert paraph("check", cwd=copied).code == 0
    assert paraph("build", "drafts", cwd=copied).code == 0
    assert set(map(tuple, open_xml_errors((copied / "build").glob("*.docx")).values())) == {()}


@pytest.mark.parametrize("spoiled", [b"", b"PK\x03\x04 not a zip", b"plain text"])
def test_spoiled_look_is_a_problem(copied: Path, spoiled: bytes) -> None:
    (copied / "templates" / "bilateral" / "look.docx").write_bytes(spoiled)
    ran = paraph("build", f"drafts/{REFERENCE}.yaml", cwd=copied)
    assert (ran.code, "look.docx:1:1: error: the look cannot be read" in ran.err) == (1, True)


def test_look_with_entities_is_refused(copied: Path) -> None:
    look = copied / "templates" / "bilateral" / "look.docx"
    with zipfile.ZipFile(look) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:styles xmlns:w="x">&b;</w:styles>'
    with zipfile.ZipFile(look, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, bomb if name == "word/styles.xml" else data)
    ran = paraph("build", f"drafts/{REFERENCE}.yaml", cwd=copied)
    assert (ran.code, "it defines entities" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ('<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>', "bookmark 1 is not closed"),
        ('<w:p><w:bookmarkEnd w:id="1"/></w:p>', "is closed and not open"),
        ('<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="2" w:name="a"/></w:p>', "stands twice"),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>', "a field runs beyond its paragraph"),
        ('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>', "out of order"),
        ('<w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr></w:p>', "style Nowhere is not defined"),
        ('<w:p><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:p>', "numbering 7 is not defined"),
        ("<w:p><w:r><w:instrText> _R_x \\n</w:instrText></w:r></w:p>", "reference to _R_x, which is no bookmark"),
    ],
)
def test_our_own_check_finds(body: str, wrong: str) -> None:
    main = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>'.encode()
    with pytest.raises(Unsound, match=re.escape(wrong)):
        verify(main, b'<w:num w:numId="1"', b'w:styleId="Title"')


def test_same_bytes_anywhere(tmp_path: Path) -> None:
    """Hash seed, locale, time zone and folder do not matter."""
    surroundings = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"},
    ]
    found = set()
    for number, env in enumerate(surroundings):
        out = tmp_path / str(number)
        assert paraph("build", *(ROOT / "drafts" / f"{name}.yaml" for name in DRAFTS), "-o", out, cwd=tmp_path, env=env).code == 0
        found.add(tuple(path.read_bytes() for path in sorted(out.iterdir())))
    assert len(found) == 1


def test_parts_are_stored_and_dated_alike(built: dict[str, BuiltDraft]) -> None:
    with zipfile.ZipFile(io.BytesIO(built[REFERENCE].path.read_bytes())) as archive:
        entries = archive.infolist()
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_pdf_needs_libreoffice(copied: Path) -> None:
    ran = paraph("build", f"drafts/{REFERENCE}.yaml", "--format", "pdf", cwd=copied, env={"PATH": ""})
    assert ran.code == 1
    assert "a PDF is made by LibreOffice, which is not installed (no-libreoffice)" in ran.err
    assert "hint: install LibreOffice" in ran.err


def test_unsound_is_never_a_problem_of_the_draft() -> None:
    assert not issubclass(Unsound, Stopped)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ("{{ sections }}\n{{ sections }}\n{{ signature }}\n", "{{ sections }} stands twice"),
        ("{{ title }}\n{{ signature }}\n", "{{ sections }} is missing"),
        ("{{ sections }}\nWords.\n{{ signature }}\n", "text stands in the frame"),
        ("{{ sectoins }}\n", 'nothing is named "sectoins"'),
    ],
)
def test_faulty_frame_is_a_problem(copied: Path, frame: str, message: str) -> None:
    (copied / "templates" / "bilateral" / "document.md.j2").write_text(frame, encoding="utf-8")
    ran = paraph("build", f"drafts/{REFERENCE}.yaml", cwd=copied)
    assert (ran.code, message in ran.err) == (1, True), ran.err


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("document.md.j2", "{{ title }}", "{{ titel }}", 'templates/second/document.md.j2:1:4: error: nothing is named "titel"'),
        ("template.yaml", "DRAFT – {{ name }}", "DRAFT – {{ nmae }}", 'nothing is named "nmae"'),
    ],
)
def test_check_looks_at_every_template(copied: Path, name: str, old: str, new: str, message: str) -> None:
    """Also at one which no draft uses."""
    second = copied / "templates" / "second"
    shutil.copytree(copied / "templates" / "bilateral", second)
    faulty = second / name
    faulty.write_text(faulty.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    ran = paraph("check", cwd=copied)
    assert (ran.code, message in ran.err) == (1, True), ran.err
