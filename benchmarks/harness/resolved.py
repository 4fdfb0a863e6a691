"""What a Word file with tracked changes says once all of them are accepted, or rejected, by the rules of ECMA-376 17.13.5.

It knows nothing of those who wrote the changes, and counts no more against them than words, the ends of paragraphs, and bold type.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {
    True: {f"{W}{name}" for name in ("del", "moveFrom", "cellDel")},
    False: {f"{W}{name}" for name in ("ins", "moveTo", "cellIns")},
}
"""The changes which take their content away: where all are accepted, and where all are rejected."""
_HOLDERS = {f"{W}{name}" for name in ("body", "tbl", "tr", "tc", "sdt", "sdtContent", "customXml")}
_TEXT = {f"{W}t", f"{W}delText"}
_BLANK = {f"{W}br", f"{W}tab"}
_PARAGRAPH, _ROW, _CELL = (tuple(f"{W}{name}" for name in path) for path in (("pPr", "rPr"), ("trPr",), ("tcPr",)))

Words = list[list[str]]
"""By paragraphs."""


class Reading(NamedTuple):
    """How a file is read: all changes accepted or rejected; all of its words, or those in bold type."""

    accept: bool = True
    bold: bool = False

    def words(self, path: Path) -> Words:
        """The words of every paragraph which has any."""
        with zipfile.ZipFile(path) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
        texts = self._texts(body) if body is not None else ()
        return [words for text in texts if (words := text.split())]

    def _texts(self, holder: ElementTree.Element) -> Iterator[str]:
        """A text for each paragraph; one whose mark is gone runs into the next of its holder."""
        carried = ""
        for child in holder:
            if child.tag == f"{W}p":
                carried += "".join(self._said(child))
                if not self._marked(child, _PARAGRAPH):
                    yield carried
                    carried = ""
            elif child.tag in _HOLDERS and not self._marked(child, _ROW) and not self._marked(child, _CELL):
                yield carried
                carried = ""
                yield from self._texts(child)
        yield carried

    def _marked(self, element: ElementTree.Element, path: tuple[str, ...]) -> bool:
        marks = element.find("/".join(path))
        return marks is not None and any(mark.tag in GONE[self.accept] for mark in marks)

    def _said(self, element: ElementTree.Element) -> Iterator[str]:
        for child in element:
            if child.tag in _TEXT:
                yield child.text or ""
            elif child.tag in _BLANK or (self.bold and child.tag == f"{W}r" and not _is_bold(child)):
                yield " "
            elif child.tag not in GONE[self.accept]:
                yield from self._said(child)


def _is_bold(run: ElementTree.Element) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(f"{W}val", "1") not in ("0", "false", "off")


def wrong(found: Words, expected: Words) -> str:
    """How many words are not the expected ones, or else that paragraphs end elsewhere; nothing where all is right."""
    words = [[word for paragraph in each for word in paragraph] for each in (found, expected)]
    if off := _different(*words):
        return f"{off} of {len(words[1]):,} words"
    return "" if found == expected else f"{len(found)} paragraphs for {len(expected)}"


def _different(found: Sequence[str], expected: Sequence[str]) -> int:
    codes = SequenceMatcher(None, found, expected, autojunk=False).get_opcodes()
    return sum(max(end - start, other_end - other) for sort, start, end, other, other_end in codes if sort != "equal")
