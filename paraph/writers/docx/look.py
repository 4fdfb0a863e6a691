"""Read a look: the parts, styles and page set-up which a document takes over from it."""

from __future__ import annotations

import re
import zipfile
import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped
from paraph.records import NamedTuple
from paraph.writers.docx.xml import W

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TAKEN = ("styles", "settings", "webSettings", "fontTable", "theme", "header", "footer")
"""The kinds of part which a document takes over; its text, numbering and properties are its own."""
_PARTS, _BYTES = 500, 50_000_000
"""The most that a look may hold when unpacked."""


_NOTES = re.compile(rb"<w:(footnotePr|endnotePr)>.*?</w:\1>", re.DOTALL)
"""Settings of footnotes, which name parts that stay behind."""


class Style(NamedTuple):
    """A style of the look: its id, and its own indents in twentieths of a point, as XML attributes."""

    id: str
    indents: str


class Relation(NamedTuple):
    """A relationship of the document to one of its parts."""

    id: str
    type: str
    target: str


class Look(NamedTuple):
    """What a document takes from its look. Styles are known by kind and lower-case name."""

    path: str
    parts: dict[str, bytes]
    types: dict[str, str]
    endings: dict[str, str]
    relations: tuple[Relation, ...]
    styles: dict[tuple[str, str], Style]
    page: str
    headers: dict[str, str]
    """The parts of its headers, by the pages they stand on: default, first, even."""
    text_width: int


def read_look(path: Path) -> Look:
    """The look in a file. Stops with `look` when the file is not one Word file within limits."""
    try:
        found = path.stat()
        return _look_of(path, found.st_mtime_ns, found.st_size)
    except OSError as error:
        raise Stopped([Problem(Place(shown(path), 1, 1), f"the look cannot be read: {error.strerror}", "look")]) from None


@lru_cache(maxsize=16)
def _look_of(path: Path, changed: int, size: int) -> Look:  # noqa: ARG001 - a file which is the same is not read again
    return parsed_look(path.read_bytes(), shown(path))


def missing_style(look: Look, kind: str, name: str) -> Problem:
    """The problem of a look which lacks a style."""
    hint = f'make a {kind} style "{name}" in Word, or copy it from the look of another template'
    return Problem(Place(look.path, 1, 1), f'the look has no {kind} style "{name}"', "missing-style", hint)


def parsed_look(raw: bytes, path: str) -> Look:
    """The look of some bytes."""
    try:
        parts = _unpacked(raw, path)
        return _look(path, parts)
    except (zipfile.BadZipFile, zlib.error, KeyError, ElementTree.ParseError, ValueError, RuntimeError, EOFError) as error:
        hint = "open it in Word and save it again as a Word document (.docx)"
        raise Stopped([Problem(Place(path, 1, 1), f"the look cannot be read: {error}", "look", hint)]) from None


def _unpacked(raw: bytes, path: str) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        entries = archive.infolist()
        if len(entries) > _PARTS or sum(entry.file_size for entry in entries) > _BYTES:
            raise Stopped([Problem(Place(path, 1, 1), "the look is too large when unpacked", "look")])
        return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}


def _xml(data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("it defines entities")
    return ElementTree.fromstring(data)


def _look(path: str, parts: dict[str, bytes]) -> Look:
    types = {}
    endings = {}
    for entry in _xml(parts["[Content_Types].xml"]):
        if entry.tag == f"{{{_TYPES}}}Override":
            types[entry.attrib["PartName"].lstrip("/")] = entry.attrib["ContentType"]
        else:
            endings[entry.attrib["Extension"].lower()] = entry.attrib["ContentType"]
    relations = tuple(_relations(parts["word/_rels/document.xml.rels"]))
    taken = {f"word/{relation.target}" for relation in relations}
    parts["word/settings.xml"] = _NOTES.sub(b"", parts.get("word/settings.xml", b""))
    kept = {name: data for name, data in parts.items() if name in taken or _belongs(name, taken)}
    page, headers, width = _page(parts["word/document.xml"], relations)
    return Look(
        path=path,
        parts=kept,
        types={name: kind for name, kind in types.items() if name in kept},
        endings=endings,
        relations=relations,
        styles=dict(_styles(parts["word/styles.xml"])),
        page=page,
        headers=headers,
        text_width=width,
    )


def _relations(data: bytes) -> list[Relation]:
    return [
        Relation(entry.attrib["Id"], entry.attrib["Type"], entry.attrib["Target"].removeprefix("/word/"))
        for entry in _xml(data)
        if entry.attrib["Type"].rpartition("/")[2] in _TAKEN and entry.attrib.get("TargetMode") != "External"
    ]


def _belongs(name: str, taken: set[str]) -> bool:
    """Pictures and fonts, and the relationships of the parts which hold them."""
    if name.startswith(("word/media/", "word/fonts/")):
        return True
    found = re.fullmatch(r"(word/(?:.*/)?)_rels/([^/]+)\.rels", name)
    return found is not None and f"{found[1]}{found[2]}" in taken


def _styles(data: bytes) -> list[tuple[tuple[str, str], Style]]:
    found = []
    for style in _xml(data).iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        indent = style.find(f"{{{W}}}pPr/{{{W}}}ind")
        kind = style.attrib.get(f"{{{W}}}type", "paragraph")
        if name is not None:
            indents = "" if indent is None else " ".join(f'w:{k.rpartition("}")[2]}="{v}"' for k, v in sorted(indent.attrib.items()))
            found.append(((kind, name.attrib[f"{{{W}}}val"].lower()), Style(style.attrib[f"{{{W}}}styleId"], indents)))
    return found


def _page(data: bytes, relations: tuple[Relation, ...]) -> tuple[str, dict[str, str], int]:
    """The page set-up as XML, its headers, and the width of its text in twentieths of a point."""
    section = _xml(data).find(f"{{{W}}}body/{{{W}}}sectPr")
    if section is None:
        raise ValueError("it has no page set-up")
    r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    known = {relation.id for relation in relations}
    for reference in list(section):
        if r in reference.attrib and reference.attrib[r] not in known:
            section.remove(reference)
    parts = {relation.id: f"word/{relation.target}" for relation in relations}
    headers = {e.attrib[f"{{{W}}}type"]: parts[e.attrib[r]] for e in section.findall(f"{{{W}}}headerReference")}
    size, margins = section.find(f"{{{W}}}pgSz"), section.find(f"{{{W}}}pgMar")
    if size is None or margins is None:
        raise ValueError("its page has no size or margins")
    width = int(size.attrib[f"{{{W}}}w"]) - int(margins.attrib[f"{{{W}}}left"]) - int(margins.attrib[f"{{{W}}}right"])
    ElementTree.register_namespace("w", W)
    ElementTree.register_namespace("r", r[1:-3])
    return ElementTree.tostring(section, encoding="unicode"), headers, width
