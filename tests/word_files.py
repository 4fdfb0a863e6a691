"""Word files of others, made for tests: python-docx makes the package, the XML which matters is ours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NS = nsdecls("w")


def level(at: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A level of a list, as XML."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def definition(id: int, *levels: str, link: str = "") -> str:
    """A definition of lists, as XML; one with a `link` only names a style."""
    inside = f'<w:numStyleLink w:val="{link}"/>' if link else "".join(levels)
    return f'<w:abstractNum {NS} w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>'


def listed(id: int, of: int, more: str = "") -> str:
    """A list which counts by a definition, as XML."""
    return f'<w:num {NS} w:numId="{id}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def restarted(at: int, start: int) -> str:
    """An override by which a level of a list begins anew."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(id: str, name: str, more: str = "", based: str = "Normal", kind: str = "paragraph") -> str:
    """A style, as XML."""
    return (
        f'<w:style {NS} w:type="{kind}" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:pPr>{more}</w:pPr></w:style>'
    )


def p(text: str = "", list: int | None = None, at: int | None = None, *, style: str = "", more: str = "", raw: str = "") -> str:
    """A paragraph, as XML: some text, or raw XML of its content."""
    number = ""
    if list is not None:
        number = f'<w:numPr>{"" if at is None else f"<w:ilvl w:val={chr(34)}{at}{chr(34)}/>"}<w:numId w:val="{list}"/></w:numPr>'
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p {NS}><w:pPr>{own}{number}{more}</w:pPr>{raw or r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run, as XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word_file(path: Path, body: Iterable[str], numbering: Iterable[str] = (), styles: Iterable[str] = ()) -> Path:
    """Write a Word file with such paragraphs, lists and styles."""
    document = docx.Document()
    for xml in styles:
        document.styles.element.append(parse_xml(xml))
    part = document.part.numbering_part.element
    for child in list(part):
        part.remove(child)
    for xml in numbering:
        part.append(parse_xml(xml))
    end = document.element.body.sectPr
    for xml in body:
        end.addprevious(parse_xml(xml))
    document.save(str(path))
    return path
