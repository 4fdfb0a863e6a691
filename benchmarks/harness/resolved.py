"""What a Word file with tracked changes says once all of them are accepted, or rejected, by the rules of ECMA-376 17.13.5.

It knows nothing of those who wrote the changes, and counts no more against them than words and the ends of paragraphs.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
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


def paragraphs(path: Path, *, accept: bool = True) -> list[list[str]]:
    """The words of every paragraph which has any, all changes accepted or rejected."""
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    texts = _texts(body, GONE[accept]) if body is not None else ()
    return [words for text in texts if (words := text.split())]


def _texts(holder: ElementTree.Element, gone: set[str]) -> Iterator[str]:
    """A text for each paragraph; one whose mark is gone runs into the next of its holder."""
    carried = ""
    for child in holder:
        if child.tag == f"{W}p":
            carried += "".join(_said(child, gone))
            if not _marked(child, "pPr/rPr", gone):
                yield carried
                carried = ""
        elif child.tag in _HOLDERS and not _marked(child, "trPr", gone) and not _marked(child, "tcPr", gone):
            yield carried
            carried = ""
            yield from _texts(child, gone)
    yield carried


def _marked(element: ElementTree.Element, properties: str, gone: set[str]) -> bool:
    marks = element.find("/".join(f"{W}{name}" for name in properties.split("/")))
    return marks is not None and any(mark.tag in gone for mark in marks)


def _said(element: ElementTree.Element, gone: set[str]) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXT:
            yield child.text or ""
        elif child.tag in _BLANK:
            yield " "
        elif child.tag not in gone:
            yield from _said(child, gone)


def wrong(found: Sequence[Sequence[str]], expected: Sequence[Sequence[str]]) -> str:
    """How many words are not the expected ones, or else that paragraphs end elsewhere; nothing where all is right."""
    words = [[word for paragraph in each for word in paragraph] for each in (found, expected)]
    codes = SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    off = sum(max(end - start, other_end - other) for sort, start, end, other, other_end in codes if sort != "equal")
    if off:
        return f"{off} of {len(words[1]):,} words"
    return "" if [*map(tuple, found)] == [*map(tuple, expected)] else f"{len(found)} paragraphs for {len(expected)}"
