"""`verify`: what says the text is proved, also when another program saved it; whatever says anything else is found and named."""

from __future__ import annotations

import copy
import io
import json
import random
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from paraph.assembled import write
from paraph.initialled.compare import differences
from paraph.initialled.lines import Line, lines_of
from paraph.pipeline import Assembler
from paraph.readers.word import read_word_file
from paraph.validate import conforms, packaged_schema, schema_error
from paraph.verified import Against, Verified, verified
from paraph.verified.as_text import as_text
from paraph.workspace import Workspace
from tests.conftest import DRAFTS, ROOT, BuiltDraft, needed, paraph
from tests.test_structures import FORMS, workspace_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = f'xmlns:w="{W[1:-1]}"'
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DRAFT = ROOT / "drafts" / "japan-estonia-2022.yaml"


class Text(NamedTuple):
    """A draft's paragraphs, and its Word file."""

    against: Against
    raw: bytes


@pytest.fixture(scope="module")
def texts(assembler: Assembler, built: dict[str, BuiltDraft]) -> dict[str, Text]:
    found = {}
    for name in DRAFTS:
        document = assembler.assemble(ROOT / "drafts" / f"{name}.yaml").document
        found[name] = Text(Against(name, tuple(lines_of(document))), built[name].path.read_bytes())
    return found


def elements(xml: str) -> list[Any]:
    return list(etree.fromstring(f"<x>{xml}</x>"))


def held(text: Text, raw: bytes) -> Verified:
    return verified("x.docx", read_word_file(Path("x.docx"), raw), text.against)


def edited(raw: bytes, change: Callable[[Any], None], part: str = "word/document.xml") -> bytes:
    """A Word file with a part which was changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == part:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(entry, data)
    return out.getvalue()


# What says the text


@pytest.mark.parametrize("name", DRAFTS)
def test_what_we_build_says_the_text(texts: dict[str, Text], name: str) -> None:
    found = held(texts[name], texts[name].raw)
    assert found.proved, found
    assert [line.text for line in found.lines] == [line.text for line in found.against.lines]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_its_text(name: str, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    assembled = Assembler(Workspace(root)).assemble(workspace_of(FORMS[name], root))
    found = held(Text(Against(name, tuple(lines_of(assembled.document))), b""), write(assembled, "docx"))
    assert found.proved, found.differences


def saved(paths: list[Path], folder: Path) -> dict[str, Path]:
    """Word files as LibreOffice saves them again."""
    program = shutil.which("soffice")
    needed("LibreOffice", program)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "saved"
    command = [str(program), profile, "--headless", "--convert-to", "docx", "--outdir", str(out), *map(str, paths)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return {path.stem: path for path in out.glob("*.docx")}


def test_what_libreoffice_saved_again_says_the_text(texts: dict[str, Text], built: dict[str, BuiltDraft], tmp_path: Path) -> None:
    again = saved([draft.path for draft in built.values()], tmp_path)
    assert set(again) == set(DRAFTS)
    for name, path in again.items():
        assert path.read_bytes() != texts[name].raw
        ran = paraph("verify", path, f"drafts/{name}.yaml", "--layout", cwd=ROOT)
        assert (ran.code, ran.err) == (0, ""), ran.out


def themed(styles: Any) -> None:
    """Styles whose fonts and colours are those of the theme, as Word's own are."""
    fonts = {"ascii": "minorHAnsi", "hAnsi": "minorHAnsi", "eastAsia": "minorEastAsia"}
    for element in list(styles.iter(f"{W}rFonts")):
        for name in list(element.attrib):
            del element.attrib[name]
        for name, value in fonts.items():
            element.set(f"{W}{name}Theme", value)
    for id, end in (("Heading1", 'themeShade="BF"'), ("SignatureName", 'themeTint="99"'), ("Recital", "")):
        (style,) = [style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == id]
        if style.find(f"{W}rPr") is None:
            etree.SubElement(style, f"{W}rPr")
        style.find(f"{W}rPr").extend(elements(f'<w:color {NS} w:val="4F81BD" w:themeColor="accent1" {end and "w:" + end}/>'))


def test_fonts_and_colours_of_a_theme_are_those_which_libreoffice_writes(texts: dict[str, Text], tmp_path: Path) -> None:
    text = texts["japan-estonia-2022"]
    (tmp_path / "themed.docx").write_bytes(edited(text.raw, themed, "word/styles.xml"))
    built = read_word_file(tmp_path / "themed.docx")
    fonts = {font for looks in built.fonts for _, font in looks}
    assert ({font.family for font in fonts}, {font.colour for font in fonts}) == ({"Cambria"}, {"000000", "376092", "95B3D7", "4F81BD"})
    again = saved([tmp_path / "themed.docx"], tmp_path)["themed"]
    assert verified("x.docx", read_word_file(again), text.against, built).proved
    assert not verified("x.docx", read_word_file(again), text.against, read_word_file(Path("x.docx"), text.raw)).proved


# Whatever says anything else: any change of a paragraph


def paragraphs(root: Any) -> list[Any]:
    """The paragraphs which print words."""
    return [p for p in root.iter(f"{W}p") if "".join(t.text or "" for t in p.iter(f"{W}t")).strip()]


def words_of(paragraph: Any) -> list[Any]:
    return [t for t in paragraph.iter(f"{W}t") if (t.text or "").strip()]


def one_word(root: Any, draw: random.Random) -> None:
    """Another word, one less, or one more."""
    t = draw.choice([t for p in paragraphs(root) for t in words_of(p)])
    words = t.text.split(" ")
    at = draw.choice([number for number, word in enumerate(words) if word])
    words[at : at + 1] = draw.choice(([], ["not", words[at]], ["xyzzy"]))
    t.text = " ".join(words)


def one_character(root: Any, draw: random.Random) -> None:
    """Another character, one less, or one more, anywhere but at the ends of a paragraph, where white space does not print."""
    p = draw.choice(paragraphs(root))
    t = draw.choice(words_of(p))
    at = draw.randrange(len(t.text))
    sign = draw.choice("xX9.,; é’” ")
    t.text = draw.choice((t.text[:at] + sign + t.text[at:], t.text[:at] + t.text[at + 1 :], t.text[:at] + sign + t.text[at + 1 :]))


def order(root: Any, draw: random.Random) -> None:
    """Two paragraphs with their places changed: their words, so that numbers stay."""
    one, other = draw.sample(paragraphs(root), 2)
    moved = [[child for child in p if child.tag != f"{W}pPr"] for p in (one, other)]
    for p, children in ((one, moved[1]), (other, moved[0])):
        for child in children:
            p.append(child)


def number(root: Any, draw: random.Random) -> None:
    """Another level, no number, or a number where there was none."""
    numbered = [p for p in paragraphs(root) if p.find(f"{W}pPr/{W}numPr") is not None]
    plain = [p for p in paragraphs(root) if p.find(f"{W}pPr/{W}numPr") is None]
    p = draw.choice(numbered)
    properties = p.find(f"{W}pPr/{W}numPr")
    match draw.randrange(3):
        case 0:
            properties.find(f"{W}numId").set(f"{W}val", "0")
        case 1:
            level = properties.find(f"{W}ilvl")
            level.set(f"{W}val", str((int(level.get(f"{W}val")) + 1) % 4))
        case _:
            draw.choice(plain).find(f"{W}pPr").append(copy.deepcopy(properties))


def cut(root: Any, draw: random.Random) -> None:
    """A paragraph cut in two within a run."""
    p, t = draw.choice([(p, t) for p in paragraphs(root) for t in words_of(p) if " " in t.text.strip()])
    start = len(t.text) - len(t.text.lstrip())
    at = draw.choice([n for n, sign in enumerate(t.text) if sign == " " and start < n < len(t.text.rstrip())])
    new = copy.deepcopy(p)
    same = list(new.iter(f"{W}t"))[list(p.iter(f"{W}t")).index(t)]
    same.text, rest = t.text[at:], t.getparent()
    t.text = t.text[:at]
    child = rest
    while child.getparent() is not p:
        child = child.getparent()
    twin = list(new)[list(p).index(child)]
    for after in list(p)[list(p).index(child) + 1 :]:
        p.remove(after)
    for before in list(new)[: list(new).index(twin)]:
        if before.tag != f"{W}pPr":
            new.remove(before)
    p.addnext(new)


def joined(root: Any, draw: random.Random) -> None:
    """A paragraph joined with the next."""
    p = draw.choice([p for p in paragraphs(root) if p.getnext() is not None and p.getnext() in paragraphs(root)])
    for child in list(p.getnext()):
        if child.tag != f"{W}pPr":
            p.append(child)
    p.getparent().remove(p.getnext())


def doubled(root: Any, draw: random.Random) -> None:
    """A paragraph which stands twice."""
    p = draw.choice(paragraphs(root))
    p.addnext(copy.deepcopy(p))


def gone(root: Any, draw: random.Random) -> None:
    """A paragraph which is gone, its words or all of it."""
    p = draw.choice(paragraphs(root))
    for child in list(p):
        if child.tag != f"{W}pPr":
            p.remove(child)


CHANGES = (one_word, one_character, order, number, cut, joined, doubled, gone)


def shape(root: Any) -> list[tuple[str, ...]]:
    """Words and numbering of every paragraph, by a reading of its own: what a change has to change to be one."""
    found = []
    for p in root.iter(f"{W}p"):
        text = "".join(t.text or "" if t.tag == f"{W}t" else "\n" for t in p.iter(f"{W}t", f"{W}br")).strip()
        numbers = p.find(f"{W}pPr/{W}numPr")
        listed = [numbers.find(f"{W}{name}").get(f"{W}val") for name in ("ilvl", "numId")] if numbers is not None else []
        if text or listed:
            found.append((text, *([] if listed[-1:] == ["0"] else listed)))
    return found


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(DRAFTS), seed=st.integers(0, 2**32))
def test_any_change_is_found(texts: dict[str, Text], change: Callable[[Any, random.Random], None], name: str, seed: int) -> None:
    shapes = []

    def once(root: Any) -> None:
        shapes.append(shape(root))
        change(root, random.Random(seed))  # noqa: S311
        shapes.append(shape(root))

    raw = edited(texts[name].raw, once)
    assume(shapes[0] != shapes[1])
    found = held(texts[name], raw)
    assert found.differences, f"{change.__name__} is not found"
    lines = found.against.lines
    before, after = ([(line.text, line.mark) for line in side] for side in (lines, found.lines))
    named = {at for one in found.differences for at in one.then}
    assert {at for at, line in enumerate(before) if line not in after} <= named


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(DRAFTS), seed=st.integers(0, 2**32))
def test_what_changes_no_words_is_proved(texts: dict[str, Text], name: str, seed: int) -> None:
    """Runs cut in two, fonts, bookmarks, proofing marks, empty paragraphs: what programs do when they save."""
    draw = random.Random(seed)  # noqa: S311

    def harmless(root: Any) -> None:
        for p in draw.sample(paragraphs(root), 5):
            run = next(p.iter(f"{W}r"))
            t = run.find(f"{W}t")
            if t is not None and len(t.text) > 1:
                at = draw.randrange(1, len(t.text))
                second = copy.deepcopy(run)
                second.find(f"{W}t").text, t.text = t.text[at:], t.text[:at]
                second.find(f"{W}t").set(SPACE, "preserve")
                t.set(SPACE, "preserve")
                run.addnext(second)
                properties = second.find(f"{W}rPr")
                if properties is None:
                    properties = etree.Element(f"{W}rPr")
                    second.insert(0, properties)
                etree.SubElement(properties, f"{W}sz").set(f"{W}val", "40")
                run.addnext(etree.fromstring(f'<w:proofErr {NS} w:type="spellStart"/>'))
        body = [p for p in paragraphs(root) if p.getparent().tag == f"{W}body"]
        draw.choice(body).addnext(etree.fromstring(f"<w:p {NS}/>"))

    assert held(texts[name], edited(texts[name].raw, harmless)).proved


# What makes people read other words

RUN = f"<w:r {NS}><w:t>shall</w:t></w:r>"
END = '<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/>'
DRAWING = '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"/></w:drawing>'
FILL = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def clear(share: str) -> str:
    return f'<w14:srgbClr w14:val="000000"><w14:alpha w14:val="{share}"/></w14:srgbClr>'


def lit(times: int, more: int) -> str:
    return f'<w14:schemeClr w14:val="tx1"><w14:lumMod w14:val="{times}"/><w14:lumOff w14:val="{more}"/></w14:schemeClr>'


def filled(colour: str) -> str:
    return f"<w14:textFill {FILL}><w14:solidFill>{colour}</w14:solidFill></w14:textFill>"


def changing(*colours: str) -> str:
    places = "".join(f'<w14:gs w14:pos="{at}">{colour}</w14:gs>' for at, colour in enumerate(colours))
    return f"<w14:textFill {FILL}><w14:gradFill><w14:gsLst>{places}</w14:gsLst></w14:gradFill></w14:textFill>"


UNSEEN = {
    "white": ('<w:color w:val="FFFFFF"/>', "pale"),
    "nearly white": ('<w:color w:val="f2f2f2"/>', "pale"),
    "grey": ('<w:color w:val="A6A6A6"/>', ""),
    "black by name and white by the theme": ('<w:color w:val="000000" w:themeColor="background1"/>', "pale"),
    "white by the theme's black": ('<w:color w:val="000000" w:themeColor="text1" w:themeTint="05"/>', "pale"),
    "grey by the theme's white": ('<w:color w:val="FFFFFF" w:themeColor="background1" w:themeShade="80"/>', ""),
    "white on black": ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>', ""),
    "red on red": ('<w:color w:val="FF0000"/><w:highlight w:val="red"/>', "pale"),
    "black on solid black": ('<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>', "pale"),
    "black on much black": ('<w:color w:val="000000"/><w:shd w:val="pct95" w:color="000000" w:fill="FFFFFF"/>', "pale"),
    "black on half black": ('<w:color w:val="000000"/><w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>', ""),
    "black on black stripes": ('<w:color w:val="000000"/><w:shd w:val="diagStripe" w:color="auto" w:fill="auto"/>', ""),
    "black on what is solid by itself": ('<w:color w:val="000000"/><w:shd w:val="solid" w:color="auto" w:fill="auto"/>', "pale"),
    "white on no shade": ('<w:color w:val="FFFFFF"/><w:shd w:val="nil" w:color="auto" w:fill="000000"/>', "pale"),
    "made to fit no width": ('<w:fitText w:val="1" w:id="1"/>', "tiny"),
    "made to fit no width, without a number": ('<w:fitText w:val="1"/>', "tiny"),
    "made to fit their width": ('<w:fitText w:val="400" w:id="1"/>', ""),
    "automatic on black": ('<w:color w:val="auto"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>', ""),
    "half a point high": ('<w:sz w:val="1"/>', "tiny"),
    "half a point high, with its unit": ('<w:sz w:val="0.5pt"/>', "tiny"),
    "12 points high, with its unit": ('<w:sz w:val="12pt"/>', ""),
    "white, and black by a style which is none of characters": ('<w:rStyle w:val="Heading1"/><w:color w:val="FFFFFF"/>', "pale"),
    "filled with the theme's white": (
        f'<w14:textFill {FILL}><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>', "pale",
    ),
    "filled with nonsense": (f'<w14:textFill {FILL}><w14:solidFill><w14:srgbClr w14:val="x"/></w14:solidFill></w14:textFill>', ""),
    "filled with white made of black": (filled(lit(0, 100_000)), "pale"),
    "filled with grey made of black": (filled(lit(50_000, 50_000)), ""),
    "filled with white made by a tint": (filled('<w14:srgbClr w14:val="000000"><w14:tint w14:val="2%"/></w14:srgbClr>'), "pale"),
    "filled with black made by a shade": (filled('<w14:srgbClr w14:val="FFFFFF"><w14:shade w14:val="10000"/></w14:srgbClr>'), ""),
    "filled from white to white": (changing('<w14:srgbClr w14:val="FFFFFF"/>', '<w14:srgbClr w14:val="FAFAFA"/>'), "pale"),
    "filled from white to black": (changing('<w14:srgbClr w14:val="FFFFFF"/>', '<w14:srgbClr w14:val="000000"/>'), ""),
    "filled from nothing to nothing": (changing(clear("100000"), clear("100000")), "transparent"),
    "filled from nothing to black": (changing(clear("100000"), '<w14:srgbClr w14:val="000000"/>'), ""),
    "transparent beyond all numbers": (filled(clear("9" * 5_000)), ""),
    "transparent with zeros before it": (filled(clear("0" * 5_000 + "100000")), "transparent"),
    "transparent in hundredths": (filled(clear("95%")), "transparent"),
    "sized with nonsense": ('<w:sz w:val="x"/><w:w w:val="²"/><w:spacing w:val="-"/><w:color w:val="x"/>', ""),
    "4 points high": ('<w:sz w:val="8"/>', ""),
    "narrow": ('<w:w w:val="1"/>', "tiny"),
    "on each other": ('<w:spacing w:val="-200"/>', "tiny"),
    "set closer": ('<w:spacing w:val="-10"/>', ""),
    "without a fill": (f'<w14:textFill {FILL}><w14:noFill/></w14:textFill>', "transparent"),
    "filled with white": (
        f'<w14:textFill {FILL}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>', "pale",
    ),
    "transparent": (
        f'<w14:textFill {FILL}><w14:solidFill><w14:srgbClr><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
        "transparent",
    ),
    "half transparent": (
        f'<w14:textFill {FILL}><w14:solidFill><w14:srgbClr><w14:alpha w14:val="50000"/></w14:srgbClr></w14:solidFill></w14:textFill>', "",
    ),
}  # fmt: skip
"""How words look, and what that is when they cannot be seen."""
BOX = f"<w:pict><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:pict>"


def other_words(choice: str, fallback: str) -> str:
    """What a program prints which knows of something, and what another prints."""
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:z="urn:z"'
    branches = f'<mc:Choice Requires="z">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return f"<mc:AlternateContent {NS} {names}>{branches}</mc:AlternateContent>"


ODD: dict[str, tuple[str, list[tuple[str, str]], bool]] = {
    "a tracked insertion": (f'<w:ins {NS} w:id="9" w:author="x">{RUN}</w:ins>', [("insertion", "shall")], False),
    "a tracked deletion": (
        f'<w:del {NS} w:id="9" w:author="x"><w:r><w:delText>shall</w:delText></w:r></w:del>', [("deletion", "shall")], True,
    ),
    "a tracked move": (f'<w:moveFrom {NS} w:id="9" w:author="x">{RUN}</w:moveFrom>', [("move", "shall")], True),
    "a tracked format": (
        f'<w:r {NS}><w:rPr><w:b/><w:rPrChange w:id="9" w:author="x"><w:rPr/></w:rPrChange></w:rPr></w:r>', [("format", "")], True,
    ),
    "hidden words": (f"<w:r {NS}><w:rPr><w:vanish/></w:rPr><w:t>not</w:t></w:r>", [("hidden", "not")], True),
    "not hidden": (f'<w:r {NS}><w:rPr><w:vanish w:val="0"/></w:rPr></w:r>', [], True),
    "struck words": (f"<w:r {NS}><w:rPr><w:strike/></w:rPr><w:t>shall</w:t></w:r>", [("struck", "shall")], False),
    **{
        f"words which are {name}": (f'<w:r {NS}><w:rPr>{look}</w:rPr><w:t>not</w:t></w:r>', [(sort, "not")] if sort else [], False)
        for name, (look, sort) in UNSEEN.items()
    },
    "a text box": (
        f"<w:r {NS}><w:pict><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:pict></w:r>", [("picture", ""), ("text-box", "shall")], True,
    ),
    "a drawing": (f"<w:r {NS}>{DRAWING}</w:r>", [("picture", "")], True),
    "words which some programs print": (
        f"<w:r {NS}>{other_words('<w:t>never</w:t>', '<w:t/>')}</w:r>", [("alternative", "never | ")], True,
    ),
    "other words in other programs": (other_words(RUN.replace("shall", "not"), RUN), [("alternative", "not | shall")], False),
    "a text box, with another for programs which do not know it": (
        f"<w:r {NS}>{other_words(BOX.replace('pict>', 'drawing>'), BOX)}</w:r>", [("picture", ""), ("text-box", "shall")], True,
    ),
    "a formula": (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=1</m:t></m:r></m:oMath>',
        [("formula", "x=1")], True,
    ),
    "the day": (f'<w:fldSimple {NS} w:instr=" DATE \\@ yyyy "/>', [("field", "DATE \\@ yyyy")], True),
    "the day, in pieces": (
f'<w:r {NS}><w:fldChar w:fldCharType="begin"/><w:instrText> DA</w:instrText><w:instrText>TE </w:instrText>{END}</w:r>',
        [("field", "DATE")], True,
    ),
    "a link": (f'<w:fldSimple {NS} w:instr=" REF x "/>', [], True),
    "another document": (f"<w:altChunk {NS}/>", [("embedded", "")], True),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_what_is_read_otherwise_is_told(texts: dict[str, Text], name: str) -> None:
    xml, expected, same_words = ODD[name]
    text = texts["japan-estonia-2022"]
    found = held(text, edited(text.raw, lambda root: paragraphs(root)[11].append(etree.fromstring(xml))))
    assert sorted((odd.sort, odd.text) for odd in found.oddities) == sorted(expected)
    assert {odd.paragraph for odd in found.oddities} <= {12}
    assert (not found.differences) is same_words
    assert found.proved == (same_words and not expected)


PLACED = {
    "a frame": ("pPr", '<w:framePr w:w="100" w:x="20000" w:y="1" w:hAnchor="page" w:vAnchor="page"/>'),
    "an indent": ("pPr", '<w:ind w:left="-20000"/>'),
    "lowered": ("rPr", '<w:position w:val="-3000"/>'),
}


@pytest.mark.parametrize("name", PLACED)
def test_words_off_the_page_are_told(texts: dict[str, Text], name: str) -> None:
    kind, xml = PLACED[name]
    text = texts["japan-estonia-2022"]

    def moved(root: Any) -> None:
        paragraph = paragraphs(root)[11]
        holder = paragraph if kind == "pPr" else paragraph.find(f"{W}r")
        properties = holder.find(f"{W}{kind}")
        if properties is None:
            properties = etree.Element(f"{W}{kind}")
            holder.insert(0, properties)
        properties.append(etree.fromstring(xml.replace(" ", f" {NS} ", 1)))

    found = held(text, edited(text.raw, moved))
    assert [(odd.sort, odd.paragraph) for odd in found.oddities] == [("placed", 12)]


@pytest.mark.parametrize(("element", "values"), [("pgMar", {"right": "-20000"}), ("pgSz", {"w": "3000"}), ("pgMar", {"bottom": "14000"})])
def test_a_page_without_room_is_told(texts: dict[str, Text], element: str, values: dict[str, str]) -> None:
    text = texts["japan-estonia-2022"]

    def changed(root: Any) -> None:
        for name, said in values.items():
            next(root.iter(f"{W}{element}")).set(f"{W}{name}", said)

    assert [odd.sort for odd in held(text, edited(text.raw, changed)).oddities] == ["page"]


def test_what_stands_between_paragraphs_is_told_too(texts: dict[str, Text]) -> None:
    text = texts["japan-estonia-2022"]

    def changed(root: Any) -> None:
        root.find(f"{W}body").insert(3, etree.fromstring(f"<w:altChunk {NS}/>"))
        row = next(root.iter(f"{W}tr"))
        row.find(f"{W}trPr").append(etree.fromstring(f'<w:del {NS} w:id="9" w:author="x"/>'))

    found = held(text, edited(text.raw, changed))
    assert {odd.sort for odd in found.oddities} == {"embedded", "deletion"}
    assert found.differences  # a row which is deleted says nothing


def test_a_break_which_was_deleted_joins(texts: dict[str, Text]) -> None:
    """The words stand as they will when the change is taken; and the change is told."""
    text = texts["japan-estonia-2022"]

    def changed(root: Any) -> None:
        mark = etree.fromstring(f'<w:rPr {NS}><w:del w:id="9" w:author="x"/></w:rPr>')
        paragraphs(root)[8].find(f"{W}pPr").append(mark)

    found = held(text, edited(text.raw, changed))
    assert [one.sort for one in found.differences] == ["joined"]
    assert [(odd.sort, odd.paragraph) for odd in found.oddities] == [("deletion", 9)]


STYLED = {
    "white by a style": ('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', "", "pale"),
    "white on a paragraph's black": (
        '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', '<w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr>', "",
    ),
    "black on a paragraph's black": (
        '<w:rPr><w:color w:val="000000"/></w:rPr>', '<w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr>', "pale",
    ),
    "hidden by a style": ("<w:rPr><w:vanish/></w:rPr>", "", "hidden"),
    "struck by a style": ("<w:rPr><w:strike/></w:rPr>", "", "struck"),
    "in a line without height": ("", '<w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>', "tiny"),
    "in a line of its own height": ("", '<w:pPr><w:spacing w:line="20" w:lineRule="atLeast"/></w:pPr>', ""),
}  # fmt: skip
"""What a paragraph's style says, and the paragraph itself; and what its words are then."""


@pytest.mark.parametrize("name", STYLED)
def test_words_which_a_style_takes_out_of_sight_are_told(texts: dict[str, Text], name: str) -> None:
    look, own, sort = STYLED[name]
    text = texts["japan-estonia-2022"]
    style = f'<w:style {NS} w:type="paragraph" w:styleId="Below">{look}</w:style><w:style {NS} w:type="paragraph" w:styleId="Own">'
    raw = edited(text.raw, lambda styles: styles.extend(elements(f'{style}<w:basedOn w:val="Below"/></w:style>')), "word/styles.xml")

    def changed(root: Any) -> None:
        properties = paragraphs(root)[13].find(f"{W}pPr")
        properties.find(f"{W}pStyle").set(f"{W}val", "Own")
        for element in elements(own.replace("<w:pPr", f"<w:pPr {NS}")):
            properties.extend(list(element))

    found = held(text, edited(raw, changed))
    words = "WISHING TO make the partnership of our countries deeper overall;"
    assert [tuple(odd) for odd in found.oddities] == [(sort, 14, words)] * bool(sort)
    assert not found.differences


NUMBERS = {
    "by its level": ('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', "", "pale", '"Times New Roman" 12 pt bold colour #FFFFFF, where'),
    "by the end of its paragraph": ("", '<w:rPr><w:sz w:val="2"/></w:rPr>', "tiny", '"Times New Roman" 1 pt bold, where'),
    "as the level would have it": ("<w:rPr><w:b/></w:rPr>", '<w:rPr><w:b w:val="0"/></w:rPr>', "", ""),
    "in another font": (
        "<w:rPr><w:i/></w:rPr>",
        "",
        "",
        '"Times New Roman" 12 pt bold italic, where the text has "Times New Roman" 12 pt bold',
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_looked_at_too(texts: dict[str, Text], name: str) -> None:
    level, end, sort, says = NUMBERS[name]
    text = texts["japan-estonia-2022"]

    def numbered(numbering: Any) -> None:
        entry = next(entry for entry in numbering.iter(f"{W}lvl") if entry.find(f"{W}lvlText").get(f"{W}val") == "SECTION %1")
        entry.extend(elements(level.replace("<w:rPr", f"<w:rPr {NS}")))

    def ended(root: Any) -> None:
        properties = next(p for p in root.iter(f"{W}pPr") if p.find(f"{W}numPr") is not None)
        properties.extend(elements(end.replace("<w:rPr", f"<w:rPr {NS}")))

    file = read_word_file(Path("x.docx"), edited(edited(text.raw, numbered, "word/numbering.xml"), ended))
    found = verified("x.docx", file, text.against, read_word_file(Path("x.docx"), text.raw))
    assert {(odd.sort, odd.text) for odd in found.oddities if odd.paragraph < 18} == {(sort, "SECTION 1")} - {("", "SECTION 1")}
    told = as_text(found, colour=False)
    assert f"font {says}" in told if says else found.proved
    assert not found.differences


CELLS = {
    "white on a white cell": ("FFFFFF", "", "", "pale"),
    "white on a black cell": ("FFFFFF", '<w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr>', "", ""),
    "blue on a blue cell": ("0000AA", '<w:tcPr><w:shd w:val="clear" w:fill="0000AA"/></w:tcPr>', "", "pale"),
    "in a row without height": ("000000", "", '<w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>', "tiny"),
    "in a row of some height": ("000000", "", '<w:trPr><w:trHeight w:val="20"/></w:trPr>', ""),
}


@pytest.mark.parametrize("name", CELLS)
def test_words_of_a_cell_are_seen_on_its_colour(texts: dict[str, Text], name: str) -> None:
    colour, cell, row, sort = CELLS[name]
    text = texts["japan-estonia-2022"]

    def changed(root: Any) -> None:
        run = f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>not</w:t></w:r>'
        table = f"<w:tbl {NS}><w:tr>{row}<w:tc>{cell}<w:p>{run}</w:p></w:tc></w:tr></w:tbl>"
        root.find(f"{W}body").insert(3, elements(table)[0])

    found = held(text, edited(text.raw, changed))
    assert [(odd.sort, odd.text) for odd in found.oddities] == [(sort, "not")] * bool(sort)
    assert found.differences


PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def of_table(said: str) -> str:
    return f'<w:style {NS} w:type="table" w:styleId="T"><w:name w:val="T"/>{said}</w:style>'


def part(kind: str, said: str) -> str:
    return f'<w:tblStylePr w:type="{kind}">{said}</w:tblStylePr>'


def look(*names: str) -> str:
    return f"<w:tblLook {' '.join(f'w:{name}={chr(34)}1{chr(34)}' for name in names)}/>"


WHITE, TINY = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', '<w:rPr><w:w w:val="1"/></w:rPr>'
DARK, OPEN = (f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>' for fill in ("1F3864", "auto"))
LOW = '<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>'
PLAIN = look("noHBand", "noVBand")
HEADED = look("firstRow", "noVBand")
TABLES = {
    "white by the style": (of_table(WHITE), PLAIN, "", "", "abcdefghi", "pale"),
    "white by all of the style": (of_table(part("wholeTable", WHITE)), PLAIN, "", "", "abcdefghi", "pale"),
    "in low lines by the style": (of_table(LOW), PLAIN, "", "", "abcdefghi", "tiny"),
    "in low lines by its first row": (of_table(part("firstRow", LOW)), HEADED, "", "", "abc", "tiny"),
    "white by its first row": (of_table(part("firstRow", WHITE)), HEADED, "", "", "abc", "pale"),
    "white by its first row, as a number": (of_table(part("firstRow", WHITE)), '<w:tblLook w:val="04A0"/>', "", "", "abc", "pale"),
    "white by a first row which is not asked for": (of_table(part("firstRow", WHITE)), '<w:tblLook w:val="0600"/>', "", "", "", ""),
    "a number beside names": (of_table(part("firstRow", WHITE)), '<w:tblLook w:val="04A0" w:lastRow="1"/>', "", "", "", ""),
    "no look": (of_table(part("firstRow", WHITE) + part("band2Vert", TINY)), "", "", "", "beh", "tiny"),
    "a look which is none": (of_table(part("firstRow", WHITE)), f'<w:tblLook w:val="{"9" * 5_000}"/>', "", "", "", ""),
    "tiny by its last row": (of_table(part("lastRow", TINY)), look("lastRow"), "", "", "ghi", "tiny"),
    "tiny by its first column": (of_table(part("firstCol", TINY)), look("firstColumn"), "", "", "adg", "tiny"),
    "tiny by its last column": (of_table(part("lastCol", TINY)), look("lastColumn"), "", "", "cfi", "tiny"),
    "tiny by its first band": (of_table(part("band1Horz", TINY)), HEADED, "", "", "def", "tiny"),
    "tiny by its second band": (of_table(part("band2Horz", TINY)), HEADED, "", "", "ghi", "tiny"),
    "tiny by a broad band": (
        of_table(part("band1Horz", TINY) + '<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>'), HEADED, "", "", "defghi", "tiny",
    ),
    "tiny in a corner": (of_table(part("neCell", TINY)), look("firstRow", "lastColumn"), "", "", "c", "tiny"),
    "white by all and black by its first row": (
        of_table(part("wholeTable", WHITE) + part("firstRow", WHITE.replace("FFFFFF", "000000"))), HEADED, "", "", "defghi", "pale",
    ),
    "white on a first row which is dark": (of_table(part("firstRow", DARK)), HEADED, "", WHITE, "defghi", "pale"),
    "white by a dark first row": (of_table(part("firstRow", WHITE + DARK)), HEADED, "", "", "", ""),
    "white by a dark first row, with a cell of no colour": (of_table(part("firstRow", WHITE + DARK)), HEADED, OPEN, "", "abc", "pale"),
    "black on a dark style, with cells of no colour": (of_table(DARK), PLAIN, OPEN, WHITE.replace("FFFFFF", "000000"), "", ""),
    "hidden by its first row": (of_table(part("firstRow", "<w:rPr><w:vanish/></w:rPr>")), HEADED, "", "", "abc", "hidden"),
    "a style below": (
        of_table('<w:basedOn w:val="B"/>') + of_table(part("firstRow", WHITE)).replace('"T"', '"B"'), HEADED, "", "", "abc", "pale",
    ),
    "a style of paragraphs": (of_table(WHITE).replace('"table"', '"paragraph"'), PLAIN, "", "", "", ""),
}  # fmt: skip
"""Styles, the look of a table of three by three cells, what its cells and runs say; and which letters cannot be seen, and why."""


def unseen_letters(raw: bytes, style: str, said: str, cell: str, run: str) -> list[tuple[str, str]]:
    def changed(root: Any) -> None:
        rows = "".join(
            f"<w:tr>{''.join(f'<w:tc>{cell}<w:p><w:r>{run}<w:t>{letter}</w:t></w:r></w:p></w:tc>' for letter in letters)}</w:tr>"
            for letters in ("abc", "def", "ghi")
        )
        root.find(f"{W}body").insert(3, elements(f"<w:tbl {NS}><w:tblPr>{said}</w:tblPr>{rows}</w:tbl>")[0])

    styled = edited(raw, lambda styles: styles.extend(elements(style)), "word/styles.xml")
    return [(odd.sort, odd.text) for odd in read_word_file(Path("x.docx"), edited(styled, changed)).oddities]


@pytest.mark.parametrize("name", TABLES)
def test_words_which_the_style_of_a_table_takes_out_of_sight_are_told(texts: dict[str, Text], name: str) -> None:
    style, said, cell, run, letters, sort = TABLES[name]
    found = unseen_letters(texts["japan-estonia-2022"].raw, style, f'<w:tblStyle w:val="T"/>{said}', cell, run)
    assert found == [(sort, letter) for letter in letters]


def test_a_table_without_a_style_has_the_default_one(texts: dict[str, Text]) -> None:
    text = texts["japan-estonia-2022"]
    white = elements(WHITE.replace("<w:rPr", f"<w:rPr {NS}"))
    raw = edited(text.raw, lambda styles: styles.find(f"{W}style[@{W}styleId='TableNormal']").extend(white), "word/styles.xml")
    found = [one for one in unseen_letters(raw, "", "", "", "") if len(one[1]) == 1]  # the signatures stand in such tables too
    assert found == [("pale", letter) for letter in "abcdefghi"]


def test_low_lines_by_the_whole_file_are_told(texts: dict[str, Text]) -> None:
    """Where no style says how high a line is."""
    low = f"<w:pPrDefault {NS}>{LOW}</w:pPrDefault>"

    def changed(styles: Any) -> None:
        for old in [*styles.iter(f"{W}pPrDefault"), *styles.iter(f"{W}spacing")]:
            old.getparent().remove(old)
        styles.find(f"{W}docDefaults").extend(elements(low))

    found = held(texts["japan-estonia-2022"], edited(texts["japan-estonia-2022"].raw, changed, "word/styles.xml"))
    assert {odd.sort for odd in found.oddities} == {"tiny"}


def test_the_settings_give_a_colour_of_the_theme_another_name(texts: dict[str, Text]) -> None:
    text = texts["japan-estonia-2022"]

    def named(root: Any) -> None:
        properties = '<w:rPr><w:color w:val="000000" w:themeColor="text1"/></w:rPr>'
        paragraphs(root)[11].append(elements(f"<w:r {NS}>{properties}<w:t>not</w:t></w:r>")[0])

    def mapped(settings: Any) -> None:
        for old in settings.findall(f"{W}clrSchemeMapping"):
            settings.remove(old)
        settings.extend(elements(f'<w:clrSchemeMapping {NS} w:bg1="light1" w:t1="light1"/>'))

    raw = edited(text.raw, named)
    assert not held(text, raw).oddities
    found = held(text, edited(raw, mapped, "word/settings.xml"))
    assert [(odd.sort, odd.text) for odd in found.oddities] == [("pale", "not")]


def test_a_paragraph_of_many_runs_is_read_in_a_moment() -> None:
    """The paragraph's own properties were sought again for each of its runs."""
    run = '<w:r><w:rPr><w:fitText w:val="900" w:id="1"/></w:rPr><w:t>a</w:t></w:r>'
    body = f"<w:document {NS}><w:body><w:p>{run * 10_000}</w:p></w:body></w:document>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        target = 'Type="x/officeDocument" Target="word/document.xml"'
        file.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" {target}/></Relationships>')
        file.writestr("word/document.xml", body)
    start = time.process_time()
    (odd,) = read_word_file(Path("x.docx"), out.getvalue()).oddities
    assert (odd.sort, len(odd.text)) == ("tiny", 10_000)
    assert time.process_time() - start < 5


def test_letters_which_share_a_width_are_counted_together(texts: dict[str, Text]) -> None:
    text = texts["japan-estonia-2022"]

    def changed(root: Any, number: str) -> None:
        fit = f"<w:rPr><w:fitText w:val='30' {number}/></w:rPr>"
        paragraphs(root)[11].extend(elements("".join(f"<w:r {NS}>{fit}<w:t>{letter}</w:t></w:r>" for letter in "not")))

    together, alone = (held(text, edited(text.raw, partial(changed, number=number))).oddities for number in ('w:id="1"', ""))
    assert [(odd.sort, odd.text) for odd in together] == [("tiny", "not")]
    assert not alone


def test_words_of_notes_are_seen_too(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    assembled = Assembler(Workspace(root)).assemble(workspace_of(FORMS["footnotes"], root))
    text = Text(Against("x", tuple(lines_of(assembled.document))), write(assembled, "docx"))

    def changed(notes: Any) -> None:
        run = [t for t in notes.iter(f"{W}t") if (t.text or "").strip()][-1].getparent()
        run.insert(0, elements(f'<w:rPr {NS}><w:color w:val="FFFFFF"/></w:rPr>')[0])

    (odd,) = held(text, edited(text.raw, changed, "word/footnotes.xml")).oddities
    assert (odd.sort, odd.paragraph) == ("pale", 0)


# Layout


def layout_of(folder: Path, change: Callable[[Any], None], *more: str) -> tuple[int, str]:
    file = folder / "x.docx"
    file.write_bytes(edited((folder / "built.docx").read_bytes(), change))
    ran = paraph("verify", file, DRAFT, *more, cwd=ROOT)
    return ran.code, ran.out


LAID_OUT = {
    "style": ("pStyle", {"val": "BodyText"}, "style recital → body text"),
    "alignment": ("jc", {"val": "right"}, "alignment both → right"),
    "indent": ("ind", {"left": "1440"}, "left indent 0 → 72 pt"),
    "first line": ("ind", {"firstLine": "720"}, "first line 0 → 36 pt"),
}


@pytest.mark.parametrize("name", LAID_OUT)
def test_layout_counts_when_it_is_asked_for(built: dict[str, BuiltDraft], tmp_path: Path, name: str) -> None:
    tag, attributes, says = LAID_OUT[name]
    shutil.copy(built["japan-estonia-2022"].path, tmp_path / "built.docx")

    def changed(root: Any) -> None:
        properties = paragraphs(root)[8].find(f"{W}pPr")
        for old in properties.findall(f"{W}{tag}"):
            properties.remove(old)
        element = etree.Element(f"{W}{tag}")
        for key, value in attributes.items():
            element.set(f"{W}{key}", value)
        properties.insert(0, element) if tag == "pStyle" else properties.append(element)

    assert layout_of(tmp_path, changed)[0] == 0
    code, out = layout_of(tmp_path, changed, "--layout")
    assert code == 1
    assert f"  paragraph 9 of the file: {says}" in out
    assert out.endswith("1 layout\n")


FONTS = {
    "family": (
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>', 'font "Arial" 12 pt, where the text has "Times New Roman" 12 pt',
    ),
    "all at once": (
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:b/><w:color w:val="FF0000"/><w:sz w:val="28"/><w:u w:val="single"/>',
        'font "Arial" 14 pt bold underlined colour #FF0000, where the text has "Times New Roman" 12 pt not underlined black',
    ),
    "italic": ("<w:i/>", 'font "Times New Roman" 12 pt italic, where the text has "Times New Roman" 12 pt'),
    "half a point": ('<w:sz w:val="25"/>', 'font "Times New Roman" 12.5 pt, where the text has "Times New Roman" 12 pt'),
    "two lines": ('<w:u w:val="double"/>', 'font "Times New Roman" 12 pt underlined (double), where the text has'),
    "of the theme": ('<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Times New Roman"/>', 'font "Cambria" 12 pt, where the text has'),
    "a style": ('<w:rStyle w:val="SpecialWords"/>', 'font "Times New Roman" 7.5 pt bold, where the text has "Times New Roman" 12 pt'),
    "as it is": ('<w:rFonts w:ascii="times new roman"/><w:b w:val="0"/><w:color w:val="000000"/><w:sz w:val="24"/><w:u w:val="none"/>', ""),
    "of other letters": ('<w:rFonts w:eastAsia="Arial" w:cs="Arial"/><w:bCs/><w:szCs w:val="50"/>', ""),
}  # fmt: skip
"""What a run says, and what is told of it; nothing when it looks as it should."""
SPECIAL = (
    f'<w:style {NS} w:type="character" w:styleId="SpecialWords"><w:basedOn w:val="S1"/><w:rPr><w:b/></w:rPr></w:style>'
    f'<w:style {NS} w:type="character" w:styleId="S1"><w:rPr><w:sz w:val="15"/><w:b w:val="0"/></w:rPr></w:style>'
)


@pytest.mark.parametrize("name", FONTS)
def test_fonts_count_when_layout_does(built: dict[str, BuiltDraft], tmp_path: Path, name: str) -> None:
    xml, says = FONTS[name]
    raw = edited(built["japan-estonia-2022"].path.read_bytes(), lambda styles: styles.extend(elements(SPECIAL)), "word/styles.xml")
    (tmp_path / "built.docx").write_bytes(raw)

    def changed(root: Any) -> None:
        (run,) = (t.getparent() for t in root.iter(f"{W}t") if "make the partnership" in (t.text or ""))
        restyled = copy.deepcopy(run)
        run.find(f"{W}t").text, restyled.find(f"{W}t").text = restyled.find(f"{W}t").text.split(" the partnership")[0], " the partnership "
        rest = copy.deepcopy(run)
        rest.find(f"{W}t").text = "of our countries deeper overall;"
        for t in (run, restyled, rest):
            t.find(f"{W}t").set(SPACE, "preserve")
        restyled.insert(0, elements(f"<w:rPr {NS}>{xml}</w:rPr>")[0])
        run.addnext(restyled)
        restyled.addnext(rest)

    assert layout_of(tmp_path, changed)[0] == 0
    code, out = layout_of(tmp_path, changed, "--layout")
    assert code == bool(says), out
    assert not says or f"  paragraph 14 of the file: {says}" in out
    assert not says or out.endswith("\n    | the partnership\n1 layout\n")


def test_a_style_turns_round_what_the_styles_below_say(texts: dict[str, Text], tmp_path: Path) -> None:
    """Bold words of a heading which is bold are not (17.7.3); and one which is bold by itself is."""
    text = texts["japan-estonia-2022"]

    def fonts(properties: str) -> set[bool]:
        def changed(root: Any) -> None:
            (heading,) = [p for p in paragraphs(root) if "".join(t.text for t in words_of(p)).startswith("Basic ")][:1]
            for run in heading.iter(f"{W}r"):
                run.insert(0, elements(f"<w:rPr {NS}>{properties}</w:rPr>")[0])

        raw = edited(edited(text.raw, lambda styles: styles.extend(elements(SPECIAL)), "word/styles.xml"), changed)
        file = read_word_file(Path("x.docx"), raw)
        (found,) = [looks for row, looks in zip(file.rows, file.fonts, strict=True) if row.text.startswith("Basic ")]
        return {font.bold for _, font in found}

    assert (fonts(""), fonts('<w:rStyle w:val="SpecialWords"/>'), fonts("<w:b/>")) == ({True}, {False}, {True})


def test_rounded_indents_are_the_same(built: dict[str, BuiltDraft], tmp_path: Path) -> None:
    shutil.copy(built["japan-estonia-2022"].path, tmp_path / "built.docx")

    def changed(root: Any) -> None:
        paragraphs(root)[8].find(f"{W}pPr").append(etree.fromstring(f'<w:ind {NS} w:left="10"/>'))

    assert layout_of(tmp_path, changed, "--layout")[0] == 0


def test_what_a_look_does_on_purpose_is_no_finding(copied: Path) -> None:
    """A house which sets its recitals in white finds them so; a word which it does not set so is found."""
    look = Path("templates/bilateral/look.docx")

    def whitened(styles: Any) -> None:
        (recital,) = [style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Recital"]
        recital.append(elements(f'<w:rPr {NS}><w:color w:val="FFFFFF"/></w:rPr>')[0])

    look.write_bytes(edited(look.read_bytes(), whitened, "word/styles.xml"))
    draft = "drafts/japan-estonia-2022.yaml"
    assert paraph("build", draft, "-o", "x.docx").code == 0
    ran = paraph("verify", "x.docx", draft)
    assert (ran.code, ran.out) == (0, f"x.docx says exactly the text of {draft}: 55 paragraphs\n")
    white = f'<w:rPr {NS}><w:color w:val="FFFFFF"/></w:rPr>'
    raw = edited(Path("x.docx").read_bytes(), lambda root: words_of(paragraphs(root)[30])[0].getparent().insert(0, elements(white)[0]))
    Path("x.docx").write_bytes(raw)
    ran = paraph("verify", "x.docx", draft)
    assert ran.code == 1
    assert "of the file: words as pale as what is behind them, which cannot be seen, “" in ran.out
    assert ran.out.endswith("\n1 finding\n")


# As people use it


@pytest.fixture
def desk(copied: Path, built: dict[str, BuiltDraft]) -> Path:
    """A workspace with a Word file in which a word is another."""

    def changed(root: Any) -> None:
        (t,) = [t for t in root.iter(f"{W}t") if "make the partnership" in (t.text or "")]
        t.text = t.text.replace("make", "keep")

    shutil.copy(built["japan-estonia-2022"].path, copied / "good.docx")
    (copied / "bad.docx").write_bytes(edited((copied / "good.docx").read_bytes(), changed))
    return copied


def test_it_says_so(desk: Path) -> None:
    ran = paraph("verify", "good.docx", "drafts/japan-estonia-2022.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "good.docx says exactly the text of drafts/japan-estonia-2022.yaml: 55 paragraphs\n"
    ran = paraph("verify", "bad.docx", "drafts/japan-estonia-2022.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "bad.docx does not say the text of drafts/japan-estonia-2022.yaml\n"
        "  recital (preamble/7); paragraph 14 of the file: changed\n"
        "    | WISHING TO [-make-] {+keep+} the partnership of our countries deeper …\n"
        "1 difference\n"
    )


def test_the_frozen_text_counts(desk: Path) -> None:
    draft = Path("drafts/japan-estonia-2022.yaml")
    original = draft.read_bytes()
    draft.write_bytes(original.replace(b"make the partnership", b"keep the partnership"))
    assert paraph("initial", draft, "--date", "2022-05-06", "--by", "Jane Doe").code == 0
    draft.write_bytes(original)
    ran = paraph("verify", "bad.docx", draft)
    assert ran.code == 0
    assert ran.out.startswith("bad.docx says exactly the text of drafts/japan-estonia-2022.text.json, frozen on 2022-05-06 by Jane Doe:")
    assert paraph("verify", "good.docx", draft).code == 1
    draft.write_bytes(original.replace(b"status: signed", b"status: drafting"))  # when it is negotiated anew, it is not asked
    assert paraph("verify", "good.docx", draft).out.startswith("good.docx says exactly the text of drafts/japan-estonia-2022.yaml:")
    draft.write_bytes(original)
    ran = paraph("verify", "bad.docx", draft, "--layout")  # which takes a draft that can be built
    assert ran.code == 2
    assert "(frozen-text)" in ran.err


def test_json_is_as_its_schema_says(desk: Path) -> None:
    schema = packaged_schema("verify")
    assert not schema_error(schema)
    for file, more in (("good.docx", []), ("bad.docx", ["--layout"])):
        ran = paraph("verify", file, "drafts/japan-estonia-2022.yaml", "--format", "json", *more)
        data = json.loads(ran.out)
        assert conforms(data, schema), data
        assert data["proved"] == (ran.code == 0) == (file == "good.docx")
    (one,) = data["differences"]
    assert one["then"][0]["pick"] == "preamble/7"
    assert one["now"][0]["number"] == 14
    assert {"sign": "+", "text": "keep"} in one["words"]


def test_json_tells_fonts(desk: Path) -> None:
    def changed(root: Any) -> None:
        run = next(t for t in root.iter(f"{W}t") if "make the partnership" in (t.text or "")).getparent()
        run.insert(0, elements(f'<w:rPr {NS}><w:sz w:val="25"/><w:u w:val="single"/></w:rPr>')[0])

    Path("look.docx").write_bytes(edited(Path("good.docx").read_bytes(), changed))
    ran = paraph("verify", "look.docx", "drafts/japan-estonia-2022.yaml", "--layout", "--format", "json")
    data = json.loads(ran.out)
    assert conforms(data, packaged_schema("verify")), data
    ((font,),) = [laid["fonts"] for laid in data["layouts"]]
    before = {"family": "Times New Roman", "size": 12.0, "bold": False, "italic": False, "underline": "", "colour": "000000"}
    assert font == {
        "text": "make the partnership of our countries deeper overall;",
        "before": before,
        "after": before | {"size": 12.5, "underline": "single"},
    }


WRONG = {
    "no such file": (("no.docx", "drafts/japan-finland.yaml"), "no.docx:1:1: error: there is no such file (no-file)"),
    "no Word file": (("schema.json", "drafts/japan-finland.yaml"), "paraph verify: schema.json is no Word file"),
    "no draft": (("good.docx", "good.docx"), "good.docx:1:1: error: this is not a draft (not-a-draft)"),
    "a draft which is not there": (("good.docx", "drafts/no.yaml"), "drafts/no.yaml:1:1: error: there is no such file (no-file)"),
    "the wrong way round": (
        ("drafts/japan-finland.yaml", "good.docx"),
        (
            "paraph verify: drafts/japan-finland.yaml is no Word file: its name should end in .docx\n"
            "    hint: did you mean `paraph verify good.docx drafts/japan-finland.yaml`?\n"
        ),
    ),
    "a slip": (
        ("god.docx", "drafts/japan-finland.yaml"),
        'god.docx:1:1: error: there is no such file (no-file)\n    hint: did you mean "good.docx"?\n1 error\n',
    ),
    "no zip": (("torn.docx", "drafts/japan-finland.yaml"), "torn.docx:1:1: error: "),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_compared(desk: Path, name: str) -> None:
    arguments, says = WRONG[name]
    Path("torn.docx").write_bytes(Path("good.docx").read_bytes()[:500])
    ran = paraph("verify", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith(says), ran.err


def test_white_space_is_shown(texts: dict[str, Text]) -> None:
    text = texts["japan-estonia-2022"]

    def changed(root: Any) -> None:
        (t,) = [t for t in root.iter(f"{W}t") if "make the partnership" in (t.text or "")]
        t.text = t.text.replace("make the", "make  the")

    told = as_text(held(text, edited(text.raw, changed)), colour=False)
    assert "white space: " in told
    assert "make··the" in told


QUICK: dict[str, Callable[[int, str], str]] = {
    "every second one changed": lambda n, text: text.replace("nothing", "something") if n % 2 else text,
    "every one another": lambda n, _: f"Paragraph {n} is about {n * 17} and {n * 19}",
    "all the same": lambda _, __: "The same.",
}


@pytest.mark.parametrize("name", QUICK)
def test_many_changes_are_quick(name: str) -> None:
    then = [Line("paragraph", "", f"The {n} paragraph says {n * 7} and nothing more than {n * 13}.") for n in range(2_000)]
    now = [line._replace(text=QUICK[name](n, line.text)) for n, line in enumerate(then)]
    start = time.perf_counter()
    assert len(differences(then, now)) >= 1_000
    assert time.perf_counter() - start < 8
