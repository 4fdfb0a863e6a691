"""A Word file as our writer wrote it: what a redline takes from its parts.

A file is recognised by its manifest and by being written throughout as our writer writes: whoever had it in
hand, what is read of it here is all that its text says. One which another program has saved is not.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring

from paraph.problems import Stopped
from paraph.records import NamedTuple
from paraph.writers.docx import MAIN_HEAD, MAIN_TAIL, footnotes_part
from paraph.writers.docx.look import Look, Relation, parsed_look
from paraph.writers.docx.manifest import NAMESPACE
from paraph.writers.docx.numbering import DEFINITIONS, Instance, Levels, numbering_part
from paraph.writers.docx.package import ROOT_RELATIONS, relations_part
from paraph.writers.docx.verify import Unsound, verify

LARGEST, _UNPACKED = 20_000_000, 40_000_000
"""The most bytes of a file, as it is and unpacked, which are read to see whether it is ours."""
_TAG = re.compile(r"<(/?\w+:\w+)")
_BODY = frozenset((
    "p", "pPr", "pStyle", "keepNext", "pageBreakBefore", "numPr", "ilvl", "numId", "ind", "jc", "bookmarkStart", "bookmarkEnd",
    "r", "rPr", "rStyle", "b", "i", "vertAlign", "t", "br", "instrText", "fldChar", "footnoteReference", "footnoteRef",
    "tbl", "tblPr", "tblStyle", "tblW", "tblLayout", "tblGrid", "gridCol", "tr", "trPr", "cantSplit", "tblHeader", "tc", "tcPr", "tcW",
))  # fmt: skip
"""The elements of which our writer makes a text."""
_NUMBERING = frozenset(["lvl", "start", "numFmt", "suff", "lvlText", "lvlJc", "pPr", "ind"])
_DEFINITION = re.compile(
    r'<w:abstractNum w:abstractNumId="\d+"><w:nsid w:val="\w{8}"/><w:multiLevelType w:val="multilevel"/>(.*?)</w:abstractNum>', re.DOTALL
)
_INSTANCE = re.compile(
    r'<w:num w:numId="\d+"><w:abstractNumId w:val="(\d+)"/>'
    r'(?:<w:lvlOverride w:ilvl="(\d+)"><w:startOverride w:val="(\d+)"/></w:lvlOverride>)?</w:num>'
)
_NOTE = re.compile(r'<w:footnote w:id="\d+">.*?</w:footnote>', re.DOTALL)
_PAGE = re.compile(r"<w:sectPr(?: [^<>]*)?(?:/>|>(?:<w:\w+[^<>]*/>|<w:(\w+)(?: [^<>]*)?>(?:<w:\w+[^<>]*/>)*</w:\1>)*</w:sectPr>)\s*")
"""The page set-up, and nothing behind it."""
_RELATION = re.compile(r'<Relationship Id="([^"]*)" Type="([^"]*)" Target="([^"]*)"/>')
_HOMES = {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "footnotes.xml", "settings": "settings.xml"}
"""Where a program looks for what is read here: by the kind of relationship, its part."""


class NotOurs(ValueError):
    """Something is not as our writer writes it."""


class Source(NamedTuple):
    """Where a passage comes from: its pick; the clause, if the library gives it; whether the draft departs from it, and why."""

    pick: str
    clause: str
    departs: bool
    reason: str = ""


class Built(NamedTuple):
    """A Word file which our writer wrote: its parts, what stands in them as text, and the source of each pick."""

    parts: Mapping[str, bytes]
    look: Look
    body: str
    notes: list[str]
    schemes: list[Levels]
    instances: list[Instance]
    sources: Mapping[str, Source]


def read_built(raw: bytes, path: str) -> Built:
    """A Word file from anywhere. Raises `NotOurs` when it is not as our writer writes one."""
    try:
        parts = unpacked(raw)
        found = built_of(parts, parsed_look(raw, path))
        _require(not any(name in parts for name in ("word/comments.xml", "word/vbaProject.bin")), "it has comments or macros")
        _at_home(parts)
        verify(parts["word/document.xml"], parts["word/numbering.xml"], parts["word/styles.xml"])
        plain = [Instance(definition) for definition in range(DEFINITIONS * len(found.schemes))]
        _require(found.instances[: len(plain)] == plain, "its numbering is counted otherwise")
        _require(all(instance.definition < len(plain) for instance in found.instances), "its numbering counts by no definition")
        _only(_BODY, found.body)
        _only(_BODY | {"footnote"}, *found.notes)
        _only(_NUMBERING, *(levels for scheme in found.schemes for levels in scheme))
        page = _main(parts).removeprefix(MAIN_HEAD + found.body).removesuffix(MAIN_TAIL)
        _require(bool(_PAGE.fullmatch(page)) and "Change" not in page, "its page has changes, or text stands behind it")
    except (Stopped, Unsound, LookupError, TypeError, ValueError, ParseError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as no:
        raise NotOurs(str(no)) from None
    return found


def unpacked(raw: bytes) -> dict[str, bytes]:
    """The parts of a file by name, in their order."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        entries = archive.infolist()
        sizes = sum(entry.file_size for entry in entries)
        _require(len(raw) <= LARGEST and sizes <= _UNPACKED and len(entries) <= 500, "it is large")
        _require(all(entry.compress_type == zipfile.ZIP_STORED for entry in entries), "it is packed")
        return {entry.filename: archive.read(entry) for entry in entries}


def built_of(parts: Mapping[str, bytes], look: Look, sources: Mapping[str, Source] | None = None) -> Built:
    """The file of some parts, which is in a look; with the sources of its picks when more is known of them than it says."""
    main, numbering = _main(parts), parts["word/numbering.xml"].decode()
    _require(main.startswith(MAIN_HEAD) and main.endswith(MAIN_TAIL) and "<w:sectPr" in main, "its text begins otherwise")
    definitions = _DEFINITION.findall(numbering)
    schemes = [(main, dashes, apart) for main, dashes, apart in zip(*[iter(definitions)] * DEFINITIONS, strict=True)]
    instances = [_instance(*found) for found in _INSTANCE.findall(numbering)]
    _require(numbering_part(schemes, instances) == numbering, "its numbering is written otherwise")
    body = main.removeprefix(MAIN_HEAD).rpartition("<w:sectPr")[0]
    given = _sources(parts["customXml/item1.xml"]) if sources is None else sources
    return Built(parts, look, body, _notes(parts.get("word/footnotes.xml")), schemes, instances, given)


def _at_home(parts: Mapping[str, bytes]) -> None:
    """The parts which are read are those which Word and LibreOffice show."""
    _require(parts["_rels/.rels"] == ROOT_RELATIONS, "its text may be another part")
    found = [Relation(*relation) for relation in _RELATION.findall(parts["word/_rels/document.xml.rels"].decode())]
    _require(relations_part(found) == parts["word/_rels/document.xml.rels"], "its relationships are written otherwise")
    kinds = [relation.type.rpartition("/")[2] for relation in found]
    wrong = [relation.target for kind, relation in zip(kinds, found, strict=True) if _HOMES.get(kind, relation.target) != relation.target]
    _require(not wrong and all(kinds.count(kind) < 2 for kind in _HOMES), "its styles, numbers or notes are other parts")


def _main(parts: Mapping[str, bytes]) -> str:
    return parts["word/document.xml"].decode()


def _instance(definition: str, level: str, start: str) -> Instance:
    return Instance(int(definition), int(level), int(start)) if start else Instance(int(definition))


def _notes(part: bytes | None) -> list[str]:
    """The footnotes, without the two which hold the lines above them."""
    if part is None:
        return []
    notes = [note[0] for note in _NOTE.finditer(part.decode())]
    _require(footnotes_part(notes) == part, "its footnotes are written otherwise")
    return notes


def _sources(item: bytes) -> dict[str, Source]:
    """What the manifest says of each pick."""
    element = fromstring(item)
    _require(element.tag == f"{{{NAMESPACE}}}manifest", "it has no manifest")
    picks: list[dict[str, Any]] = json.loads(element.text or "")["picks"]
    return {str(pick["pick"]): Source(str(pick["pick"]), str(pick["clause"]), bool(pick["departs"])) for pick in picks}


def _only(names: frozenset[str], *texts: str) -> None:
    for text in texts:
        strange = {tag.lstrip("/") for tag in _TAG.findall(text)} - {f"w:{name}" for name in names}
        _require(not strange, f"it holds {', '.join(sorted(strange))}")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotOurs(otherwise)
