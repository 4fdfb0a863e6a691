"""Make the look with which a new template begins: an ordinary Word file with named styles. The door of python-docx.

After that Word is the tool: open look.docx, change its styles, save it.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from paraph.records import NamedTuple

LATIN, EAST_ASIAN = "Times New Roman", "MS Mincho"
STEP = 0.9
"""One step of indentation, in centimetres."""

_CENTRE, _JUSTIFY, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
_KEPT = {
    "Normal",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Title",
    "Heading 1",
    "Heading 2",
    "Body Text",
    "Header",
    "Footer",
    "Signature",
}


class _Style(NamedTuple):
    """A paragraph style: alignment, space before and after in points, indent and hanging in steps."""

    name: str
    align: Any = _JUSTIFY
    before: float = 0
    after: float = 6
    left: float = 0
    hanging: float = 0
    bold: bool = False
    keep: bool = False
    size: float | None = None


_STYLES = (
    _Style("Title", _CENTRE, 0, 12, bold=True, keep=True, size=13),
    _Style("Opening", before=18, after=12),
    _Style("Recital", after=8),
    _Style("Operative", before=4, after=12),
    _Style("Heading 1", _CENTRE, 18, 8, bold=True, keep=True),
    _Style("Heading 2", _LEFT, 10, 6, bold=True, keep=True),
    _Style("Body Text"),
    _Style("Numbered Paragraph", left=1, hanging=1),
    _Style("Item 1", left=2, hanging=1),
    _Style("Item 2", left=3, hanging=1),
    _Style("Item 3", left=4, hanging=1),
    _Style("Item 4", left=5, hanging=1),
    _Style("Dash 1", left=2, hanging=1),
    _Style("Dash 2", left=3, hanging=1),
    _Style("Dash 3", left=4, hanging=1),
    _Style("Dash 4", left=5, hanging=1),
    _Style("Quotation", left=2),
    _Style("Table Text", _LEFT, 2, 2),
    _Style("Testimonium", before=24, after=24, keep=True),
    _Style("Signature Agency", _CENTRE, keep=True),
    _Style("Signature Name", _CENTRE, 54, 0, bold=True, keep=True),
    _Style("Signature Title", _CENTRE, 0, 12, bold=True),
    _Style("Footnote Text", after=2, size=10),
    _Style("Header", _LEFT, 0, 0, size=9),
    _Style("Footer", _CENTRE, 0, 0, size=10),
)


def first_look() -> bytes:
    """The look as a Word file."""
    document = docx.Document()
    for style in [s for s in document.styles if s.name not in _KEPT]:
        style.element.getparent().remove(style.element)
    _defaults(document)
    for style in _STYLES:
        _paragraph_style(document, style)
    _lean(document)
    blank = document.styles.add_style("Blank", WD_STYLE_TYPE.CHARACTER)
    shading = OxmlElement("w:shd")  # a style cannot hold a highlight (ECMA-376 17.7.9.1), a shading looks the same
    for attribute, value in (("val", "clear"), ("color", "auto"), ("fill", "FFFF00")):
        shading.set(qn(f"w:{attribute}"), value)
    blank.element.get_or_add_rPr().append(shading)
    document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    _table_style(document)
    _page(document)
    _properties(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _lean(document: Any) -> None:
    """Drop what python-docx's own template brings along and a look has no use for."""
    for relations in (document.part.rels, document.part.package.rels):
        for id, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in ("stylesWithEffects", "customXml", "thumbnail", "numbering"):
                del relations[id]
    latent = document.styles.element.find(qn("w:latentStyles"))
    document.styles.element.remove(latent)
    settings = document.settings.element
    for element in list(settings):
        if element.tag not in (qn("w:characterSpacingControl"), qn("w:compat")):
            settings.remove(element)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and newer


def _defaults(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(12)
    normal.paragraph_format.space_after = Pt(6)
    paragraph = document.styles.element.find(qn("w:docDefaults")).find(qn("w:pPrDefault"))
    for element in list(paragraph):
        paragraph.remove(element)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for element in list(defaults):
        defaults.remove(element)
    fonts = OxmlElement("w:rFonts")
    for attribute, font in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", EAST_ASIAN), ("cs", LATIN)):
        fonts.set(qn(f"w:{attribute}"), font)
    language = OxmlElement("w:lang")
    for attribute, code in (("val", "en-GB"), ("eastAsia", "ja-JP"), ("bidi", "ar-SA")):
        language.set(qn(f"w:{attribute}"), code)
    defaults.extend([fonts, language])


def _paragraph_style(document: Any, wanted: _Style) -> None:
    names = {style.name for style in document.styles}
    style = document.styles[wanted.name] if wanted.name in names else document.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    for part in ("w:pPr", "w:rPr", "w:link"):
        old = style.element.find(qn(part))
        if old is not None:
            style.element.remove(old)
    style.base_style = document.styles["Normal"]
    style.hidden, style.quick_style, style.priority = False, True, 1
    form = style.paragraph_format
    form.alignment = wanted.align
    form.space_before, form.space_after = Pt(wanted.before), Pt(wanted.after)
    form.widow_control = True
    form.keep_with_next = wanted.keep or None
    form.keep_together = wanted.keep or None
    if wanted.left:
        form.left_indent, form.first_line_indent = Cm(STEP * wanted.left), Cm(-STEP * wanted.hanging)
    if wanted.name.startswith("Heading "):
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(wanted.name[-1]) - 1))
        style.element.get_or_add_pPr().append(level)
    if wanted.bold:
        style.font.bold = True
    if wanted.size:
        style.font.size = Pt(wanted.size)


def _table_style(document: Any) -> None:
    style = document.styles.add_style("Clause Table", WD_STYLE_TYPE.TABLE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for attribute, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            border.set(qn(f"w:{attribute}"), value)
        borders.append(border)
    properties.append(borders)
    style.element.append(properties)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.header_distance = section.footer_distance = Cm(1.25)
    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("result", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "result" else "")
        if kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = text
            run._r.append(instruction)
        elif kind != "result":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _properties(document: Any) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "Look of a template", "", ""
    properties.last_modified_by = ""
    properties.created = properties.modified = datetime(2000, 1, 1)
