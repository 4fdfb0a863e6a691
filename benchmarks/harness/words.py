"""The words of a Word file, in order, and whether two files hold the same."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPED_NUMBER = "SectionNumber"
"""The character style in which pandoc types the numbers which the others let Word compute."""
CONTEXT = 5


def words(path: Path) -> list[str]:
    """The words of all paragraphs and tables. Numbers which Word computes are no words."""
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    return " ".join(_paragraph(paragraph) for paragraph in body.iter(f"{W}p")).split()


def _paragraph(paragraph: ElementTree.Element) -> str:
    return "".join(text for run in paragraph.iter(f"{W}r") if not _is_number(run) for text in _run(run))


def _is_number(run: ElementTree.Element) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle")
    return style is not None and style.get(f"{W}val") == TYPED_NUMBER


def _run(run: ElementTree.Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}br", f"{W}tab"):
            yield " "


def difference(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """The first place where the words part, with a few words around; nothing when they are the same."""
    if ours == theirs:
        return ""
    at = next((n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), min(len(ours), len(theirs)))
    start = max(0, at - CONTEXT)
    a, b = ours[start : at + 40], theirs[start : at + 40]
    changes = [code for code in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if code[0] != "equal"]
    _, i, i_end, j, j_end = changes[0]
    before = " ".join(a[:i])
    return f"{len(ours)} and {len(theirs)} words; after “{before}”: ours “{' '.join(a[i:i_end])}”, theirs “{' '.join(b[j:j_end])}”"


def compare(ours: Path, theirs: Path, names: Sequence[str]) -> str:
    """What differs first between the documents of two folders; nothing when none does."""
    for name in names:
        if not (theirs / name).is_file():
            return f"{name}: not written"
        if found := difference(words(ours / name), words(theirs / name)):
            return f"{name}: {found}"
    return ""
