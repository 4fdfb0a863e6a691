"""The text of a Word file, a line for each paragraph, with the numbers which Word would print: what git compares of it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

from paraph.figures import figures
from paraph.scheme import Figures

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BYTES = 100_000_000
"""The most that a part may hold when unpacked."""
_FIGURES: dict[str, Figures] = {
    "decimal": "decimal", "lowerLetter": "lower-letter", "upperLetter": "upper-letter",
    "lowerRoman": "lower-roman", "upperRoman": "upper-roman",
}  # fmt: skip


class NoText(Exception):
    """A file is no Word file which can be read; the message says why."""


class _Level(NamedTuple):
    start: int
    format: str
    text: str


class _Number(NamedTuple):
    """A list of the document: the definition by which it counts, and where its levels begin anew."""

    definition: str
    begins: dict[int, int]


def word_text(raw: bytes) -> str:
    """The paragraphs of a Word file, rows of tables with bars between their cells, footnotes at the end. Raises `NoText`."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = {name: _part(archive, f"word/{name}.xml") for name in ("document", "styles", "numbering", "footnotes")}
        if parts["document"] is None:
            raise NoText("it holds no document")
        lines = _Reader(parts["styles"], parts["numbering"]).lines(parts["document"])
        return "\n".join([*lines, *_footnotes(parts["footnotes"])]) + "\n"
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, ValueError, KeyError, RuntimeError, EOFError) as error:
        raise NoText(str(error)) from None


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > _BYTES:
        raise NoText(f"{name} is too large")
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NoText("it defines entities")
    return ElementTree.fromstring(data)


class _Reader:
    """Reads paragraphs in order, and counts their numbers."""

    def __init__(self, styles: ElementTree.Element | None, numbering: ElementTree.Element | None) -> None:
        self.styles = {_value(style, "styleId"): style for style in (styles if styles is not None else ()) if style.tag == f"{_W}style"}
        self.definitions: dict[str, dict[int, _Level]] = {}
        self.numbers: dict[str, _Number] = {}
        self.counted: dict[str, list[int | None]] = {}
        self.begun: set[str] = set()
        for entry in numbering if numbering is not None else ():
            if entry.tag == f"{_W}abstractNum":
                self.definitions[_value(entry, "abstractNumId")] = dict(map(_level, entry.iter(f"{_W}lvl")))
            elif entry.tag == f"{_W}num":
                begins = {int(_value(over, "ilvl")): int(_below(over, "startOverride") or 1) for over in entry.iter(f"{_W}lvlOverride")}
                self.numbers[_value(entry, "numId")] = _Number(_below(entry, "abstractNumId"), begins)

    def lines(self, holder: ElementTree.Element) -> Iterator[str]:
        for element in holder:
            if element.tag == f"{_W}p":
                mark, text = self._mark(element), _text(element)
                yield f"{mark} {text}" if mark and text else mark or text
            elif element.tag == f"{_W}tbl":
                for row in element.iter(f"{_W}tr"):
                    yield " | ".join(" ".join(filter(None, self.lines(cell))) for cell in row.iter(f"{_W}tc"))
            elif element.tag in (f"{_W}body", f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
                yield from self.lines(element)

    def _mark(self, paragraph: ElementTree.Element) -> str:
        """The number in front of a paragraph, as Word counts (ECMA-376 17.9)."""
        id, level = self._place(paragraph)
        number = self.numbers.get(id)
        levels = self.definitions.get(number.definition, {}) if number else {}
        if number is None or level not in levels:
            return ""
        counted = self.counted.setdefault(number.definition, [None] * 9)
        if id not in self.begun:
            self.begun.add(id)
            for place in number.begins:
                counted[place] = None
        last = counted[level]
        counted[level] = number.begins.get(level, levels[level].start) if last is None else last + 1
        counted[level + 1 :] = [None] * (8 - level)
        if levels[level].format == "bullet":
            return levels[level].text if levels[level].text.isprintable() else "-"  # a sign of a symbol font
        text = levels[level].text
        for place, own in levels.items():
            value = counted[place]
            shown = "" if own.format == "none" else figures(own.start if value is None else value, _FIGURES.get(own.format, "decimal"))
            text = text.replace(f"%{place + 1}", shown)
        return text

    def _place(self, paragraph: ElementTree.Element) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, or its style's."""
        found: dict[str, str] = {}
        properties = paragraph.find(f"{_W}pPr")
        style = _below(properties, "pStyle")
        for _ in range(20):
            numbered = properties.find(f"{_W}numPr") if properties is not None else None
            for name in ("numId", "ilvl"):
                if numbered is not None and name not in found and _below(numbered, name):
                    found[name] = _below(numbered, name)
            if style not in self.styles:
                break
            properties = self.styles[style].find(f"{_W}pPr")
            style = _below(self.styles[style], "basedOn")
        return found.get("numId", ""), int(found.get("ilvl", "0"))


def _level(level: ElementTree.Element) -> tuple[int, _Level]:
    start, form = _below(level, "start"), _below(level, "numFmt")
    return int(_value(level, "ilvl")), _Level(int(start or 1), form or "decimal", _below(level, "lvlText"))


def _value(element: ElementTree.Element, name: str) -> str:
    return element.get(f"{_W}{name}", "")


def _below(element: ElementTree.Element | None, name: str) -> str:
    """The value of an element's child."""
    found = element.find(f"{_W}{name}") if element is not None else None
    return _value(found, "val") if found is not None else ""


def _text(paragraph: ElementTree.Element) -> str:
    """The text as it stands: what a tracked change has deleted is not in it."""
    found = ""
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            found += element.text or ""
        elif element.tag == f"{_W}tab":
            found += "\t" if not _value(element, "val") else ""
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            found += " "
        elif element.tag == f"{_W}footnoteReference":
            found += f"[{_value(element, 'id')}]"
    return found.strip()


def _footnotes(notes: ElementTree.Element | None) -> Iterator[str]:
    for note in notes if notes is not None else ():
        if not _value(note, "type"):
            yield f"[{_value(note, 'id')}] {' '.join(_text(paragraph) for paragraph in note.iter(f'{_W}p'))}"
