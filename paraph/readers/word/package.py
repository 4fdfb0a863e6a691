"""The parts of a Word file which hold text: unpacked within limits, parsed without entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped
from paraph.records import NamedTuple
from paraph.source import no_such_file

_PACKED, _PARTS, _BYTES, _DEPTH = 50_000_000, 2_000, 40_000_000, 200
"""The most that a file may hold: packed, in parts, in the parts which are read, and in depth. Pictures are not read."""
_STEPS = 50
"""On how many styles one may be based, one after the other."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Parts(NamedTuple):
    """The parts which are read; an empty element stands for one which the file does not have."""

    body: Element
    styles: Element
    numbering: Element
    footnotes: Element
    endnotes: Element
    theme: Element
    settings: Element


def read_parts(path: Path) -> Parts:
    """The parts of a Word file. Stops with `no-file`, `too-large`, `too-deep` or `not-readable`."""
    return parts_of(path, read_raw(path))


def read_raw(path: Path) -> bytes:
    """A file's bytes, as many as a Word file may have. Stops with `no-file` or `too-large`."""
    try:
        size = path.stat().st_size
        if size > _PACKED:
            raise _stopped(path, "the file is too large", f"at most {_PACKED // 1_000_000} MB can be read", "too-large")
        return path.read_bytes()
    except FileNotFoundError:
        raise Stopped([no_such_file(path, shown(path))]) from None
    except OSError as error:
        raise _stopped(path, f"cannot be read: {error.strerror}", "", "no-file") from None


def parts_of(path: Path, raw: bytes) -> Parts:
    """The parts of a Word file which was read; the path is for messages. Stops likewise."""
    if raw.startswith(_COMPOUND):
        raise _old_or_encrypted(path, raw)
    if not raw.startswith(b"PK"):
        raise _stopped(path, "this is no Word file", "its ending says .docx; a text ends in .txt or .md")
    try:
        return _parts(path, raw)
    except (
        zipfile.BadZipFile,
        zlib.error,
        LookupError,
        ElementTree.ParseError,
        ValueError,
        RuntimeError,
        EOFError,
        NotImplementedError,
    ) as error:
        hint = "open it in Word and save it again as a Word document (.docx)"
        raise _stopped(path, f"the file cannot be read: {error}", hint) from None


def _old_or_encrypted(path: Path, raw: bytes) -> Stopped:
    """Both are compound files; one which is encrypted holds the package as a stream (MS-OFFCRYPTO 2.3.4)."""
    if _ENCRYPTED in raw:
        return _stopped(path, "the file is encrypted", "open it in Word, take the password away, and save it")
    return _stopped(path, "this is a file of Word 97–2003", "open it in Word and save it as a Word document (.docx)")


def _parts(path: Path, raw: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        names = {entry.filename: entry for entry in archive.infolist()}
        if len(names) > _PARTS:
            raise _stopped(path, f"the file has more than {_PARTS:,} parts", "", "too-large")
        if any(entry.flag_bits & 1 for entry in names.values()):
            raise _stopped(path, "the file is encrypted", "open it in Word, take the password away, and save it")
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise _stopped(path, "the file holds macros", "save it as a Word document without them (.docx)")
        reader = _Reader(path, archive)
        main = _target(reader.element("_rels/.rels"), "/officeDocument", "")
        if main is None:
            raise ValueError("it holds no document")
        folder, file = posixpath.split(main)
        relations = reader.element(f"{folder}/_rels/{file}.rels")
        document = reader.element(main)
        if document.tag != f"{W}document":
            raise ValueError("its document is none of Word's")
        kinds = ("/styles", "/numbering", "/footnotes", "/endnotes", "/theme", "/settings")
        others = (reader.element(_target(relations, kind, folder) or "") for kind in kinds)
        body = document.find(f"{W}body")
        if body is None:
            raise ValueError("its document has no body")
        parts = Parts(body, *others)
        if _is_chained(parts.styles):
            raise _stopped(path, f"its styles are based on each other more than {_STEPS} deep", "", "too-deep")
        return parts


def _is_chained(styles: Element) -> bool:
    """Whether styles stand on each other without end; a circle ends where it began."""
    below = {style.get(f"{W}styleId", ""): found for style in styles.iter(f"{W}style") if (found := style.find(f"{W}basedOn")) is not None}
    for start in below:
        id, seen = start, set[str]()
        while id in below and id not in seen:
            seen.add(id)
            id = below[id].get(f"{W}val", "")
            if len(seen) > _STEPS:
                return True
    return False


def _target(relations: Element, kind: str, folder: str) -> str | None:
    """The name of the part to which a relationship of some kind leads; one outside of the file is not followed."""
    for entry in relations:
        if entry.get("Type", "").endswith(kind) and entry.get("TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).lstrip("/")
    return None


class _Reader:
    """Unpacks parts while they stay within what is left of the limit."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self.archive = archive
        self.names = set(archive.namelist())
        self.left = _BYTES

    def element(self, name: str) -> Element:
        """A part, parsed; an empty element when the file does not have it."""
        if name not in self.names:
            return Element("none")
        with self.archive.open(name) as part:
            data = part.read(self.left + 1)  # what the archive says of its size need not be true
        self.left -= len(data)
        if self.left < 0:
            raise _stopped(
                self.path, "the file is too large when unpacked", f"at most {_BYTES // 1_000_000} MB of text can be read", "too-large"
            )
        return self._parsed(data)

    def _parsed(self, data: bytes) -> Element:
        try:
            parser = ElementTree.XMLParser(target=_Builder())
            parser.feed(data)
            root: Element = parser.close()
        except _TooDeep:
            raise _stopped(self.path, f"its elements are nested more than {_DEPTH} deep", "", "too-deep") from None
        return root


class _TooDeep(Exception):
    """Elements stand in each other without end."""


class _Builder(ElementTree.TreeBuilder):
    """Builds a part's elements; refuses entities, and knows the names of ISO 29500 Strict by those of the usual files."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def doctype(self, *_named: str | None) -> None:
        """A document type may define entities: no Word file has one."""
        raise ValueError("it defines entities")

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """An element begins."""
        self.depth += 1
        if self.depth > _DEPTH:
            raise _TooDeep
        if tag.startswith(_STRICT):
            tag = W + tag.removeprefix(_STRICT)
            attrs = {key.replace(_STRICT, W): value for key, value in attrs.items()}
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """An element ends."""
        self.depth -= 1
        return super().end(tag.replace(_STRICT, W))


def _stopped(path: Path, message: str, hint: str, rule: str = "not-readable") -> Stopped:
    return Stopped([Problem(Place(shown(path), 1, 1), message, rule, hint)])
