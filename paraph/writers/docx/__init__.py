"""Write a document as a Word file: the look's styles and pages, the tree's text, Word's own numbering and fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from paraph.problems import Stopped
from paraph.records import NamedTuple
from paraph.tree import Document, Meta
from paraph.writers.docx.archive import archive
from paraph.writers.docx.body import Body
from paraph.writers.docx.look import Look, Relation, missing_style
from paraph.writers.docx.manifest import MANIFEST_ID, manifest_part
from paraph.writers.docx.numbering import instances, numbering_part, written_schemes
from paraph.writers.docx.package import Part, packed, relations_part
from paraph.writers.docx.runs import run
from paraph.writers.docx.styles import Styles
from paraph.writers.docx.tables import paragraph
from paraph.writers.docx.verify import verify
from paraph.writers.docx.xml import HEAD, R, W, escape

MAIN_HEAD = f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
MAIN_TAIL = "</w:body></w:document>"
"""What stands before the text, and behind the page set-up."""
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Text(NamedTuple):
    """A text which stands in a Word file: its body, its numbering part, its footnotes and comments."""

    body: str
    numbering: str
    notes: Sequence[str]
    comments: Sequence[str]


def write_docx(document: Document, look: Look) -> bytes:
    """The Word file of a numbered document. The same document and look give the same bytes.

    Stops with `missing-style` when the look lacks a style which the document needs.
    A file which breaks one of our own rules is a fault of ours: `verify` raises `Unsound`.
    """
    body = Body(look, len(document.schemes))
    text = body.write(document)
    numbering = numbering_part(written_schemes(document.schemes, look), instances(len(document.schemes), body.restarts)).encode()
    parts = dict(look.parts)
    header, page = _header(document.meta, look, body.styles, parts)
    if body.styles.missing:
        raise Stopped(missing_style(look, kind, name) for kind, name in body.styles.missing)
    parts["word/styles.xml"] = _in_language(parts["word/styles.xml"], document.meta.language)
    main = f"{MAIN_HEAD}{text}{page}{MAIN_TAIL}".encode()
    verify(main, numbering, parts["word/styles.xml"])
    written = [
        Part("word/document.xml", f"{_OFFICE}.document.main+xml", main),
        Part("word/numbering.xml", f"{_OFFICE}.numbering+xml", numbering),
        *(Part(name, look.types.get(name, ""), data) for name, data in sorted(parts.items())),
        *header,
        *_footnotes(body.runs.notes),
        *manifest_part(document),
        Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", _core(document.meta).encode()),
        Part("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", _APP.encode()),
    ]
    relations = [
        *look.relations,
        Relation("rIdNumbering", f"{R}/numbering", "numbering.xml"),
        Relation(MANIFEST_ID, f"{R}/customXml", "../customXml/item1.xml"),
    ]
    relations += [Relation("rIdNotice", f"{R}/header", "notice.xml")] if header else []
    relations += [Relation("rIdFootnotes", f"{R}/footnotes", "footnotes.xml")] if body.runs.notes else []
    return packed(written, look.endings, relations_part(relations))


def footnotes_part(notes: Sequence[str]) -> bytes:
    """The part of the footnotes: behind the two which hold the lines above them (ECMA-376 17.11)."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f'{HEAD}<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{lines}{"".join(notes)}</w:footnotes>'.encode()


def _footnotes(notes: Sequence[str]) -> list[Part]:
    return [Part("word/footnotes.xml", f"{_OFFICE}.footnotes+xml", footnotes_part(notes))] if notes else []


def with_text(parts: Mapping[str, bytes], text: Text) -> bytes:
    """A Word file which `write_docx` has written, of which the parts are given, with another text. Raises `Unsound` likewise."""
    parts = dict(parts)
    page = parts["word/document.xml"].decode().rpartition("<w:sectPr")
    main = f"{MAIN_HEAD}{text.body}{page[1]}{page[2]}".encode()
    verify(main, text.numbering.encode(), parts["word/styles.xml"])
    parts |= {"word/document.xml": main, "word/numbering.xml": text.numbering.encode()}
    for kind, added in (("footnotes", _footnotes(text.notes)), ("comments", _comments(text.comments))):
        for part in added:
            if part.name not in parts:
                entry = f'<Override PartName="/{part.name}" ContentType="{part.type}"/>'
                parts[_TYPES] = parts[_TYPES].replace(b"</Types>", f"{entry}</Types>".encode())
                relation = f'<Relationship Id="rId{kind.title()}" Type="{R}/{kind}" Target="{kind}.xml"/>'
                parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
            parts[part.name] = part.data
    return archive(parts.items())


def _comments(comments: Sequence[str]) -> list[Part]:
    data = f'{HEAD}<w:comments xmlns:w="{W}">{"".join(comments)}</w:comments>'.encode()
    return [Part("word/comments.xml", f"{_OFFICE}.comments+xml", data)] if comments else []


def _header(meta: Meta, look: Look, styles: Styles, parts: dict[str, bytes]) -> tuple[list[Part], str]:
    """The notice of a text under negotiation, on every page: a line in each of the look's headers, or a header of its own."""
    if not meta.notice:
        return [], look.page
    line = paragraph(styles.of("Header"), run(meta.notice, ""))
    for name in look.headers.values():
        parts[name] = _with_line(parts[name], line.encode())
    pages = ["default"] + ["first"] * ("<w:titlePg" in look.page) + ["even"] * (b"<w:evenAndOddHeaders" in parts["word/settings.xml"])
    without = [page for page in pages if page not in look.headers]
    references = "".join(f'<w:headerReference w:type="{page}" r:id="rIdNotice"/>' for page in without)
    start = look.page.index(">") + 1  # header references come first in the page set-up
    header = Part("word/notice.xml", f"{_OFFICE}.header+xml", f'{HEAD}<w:hdr xmlns:w="{W}">{line}</w:hdr>'.encode())
    return [header] if without else [], look.page[:start] + references + look.page[start:]


def _with_line(header: bytes, line: bytes) -> bytes:
    """A header part with one more paragraph."""
    opened = re.sub(rb"<w:hdr([^>]*)/>", rb"<w:hdr\1></w:hdr>", header)
    return opened.replace(b"</w:hdr>", line + b"</w:hdr>")


@lru_cache(maxsize=8)
def _in_language(styles: bytes, language: str) -> bytes:
    """The styles with the language of the text as their default."""
    start, found, rest = styles.partition(b"<w:lang ")
    if not found or b"</w:docDefaults>" in start:
        return styles.replace(b"</w:rPr></w:rPrDefault>", f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault>'.encode(), 1)
    attributes, end, rest = rest.partition(b"/>")
    others = [a for a in attributes.split() if not a.startswith(b"w:val=")]
    return start + found + b" ".join([f'w:val="{language}"'.encode(), *others]) + end + rest


def _core(meta: Meta) -> str:
    day = "" if meta.date is None else "".join(_day(name, meta.date) for name in ("created", "modified"))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(meta.title)}</dc:title><dc:subject>{escape(meta.subject)}</dc:subject>"
        f"<dc:creator>{escape(meta.author)}</dc:creator><dc:language>{escape(meta.language)}</dc:language>"
        f"<cp:contentStatus>{escape(meta.status)}</cp:contentStatus>{day}</cp:coreProperties>"
    )


def _day(name: str, day: date) -> str:
    return f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'


_APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Paraph</Application></Properties>"
)
