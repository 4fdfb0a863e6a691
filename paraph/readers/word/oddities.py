"""What a Word file holds beside its words, or what makes people read other words than a program does."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from paraph.readers.word.body import Body
from paraph.readers.word.package import Parts, W
from paraph.readers.word.styles import is_on, value
from paraph.records import NamedTuple

Sort = Literal[
    "insertion", "deletion", "move", "format", "hidden", "transparent", "pale", "tiny", "struck", "text-box", "picture", "formula", "field",
    "embedded", "alternative", "placed", "page",
]  # fmt: skip
"""Tracked changes, of text and of format; text which does not print, cannot be seen, or is struck through; what is no text of the body."""
UNSEEN: tuple[Sort, ...] = ("transparent", "pale", "tiny", "placed")
"""What a look may do to words on purpose."""
_TRACKED: dict[str, Sort] = {
    f"{W}ins": "insertion", f"{W}cellIns": "insertion", f"{W}del": "deletion", f"{W}cellDel": "deletion", f"{W}cellMerge": "format",
    f"{W}moveFrom": "move", f"{W}moveTo": "move", f"{W}numberingChange": "format",
    **{f"{W}{name}Change": "format" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tcPr", "trPr", "tblGrid")},
}  # fmt: skip
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FALLBACK = f"{_MARKUP}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STEADY = {"REF", "PAGEREF", "NOTEREF", "HYPERLINK", "PAGE", "NUMPAGES", "BOOKMARK"}
"""Fields which print a number that they point to, or what was typed; a bookmark's own name is short for `REF`."""


class Oddity(NamedTuple):
    """Something odd: the number of the paragraph in which it stands, 0 for what stands in none or in a note, and its words."""

    sort: Sort
    paragraph: int
    text: str = ""


def oddities(parts: Parts, body: Body) -> Iterator[Oddity]:
    """All that is odd in the paragraphs which were walked, around them, and in notes."""
    for number, paragraph in body.elements.items():
        yield from _in(paragraph, number, body.styles.hidden)
    walked = {id(paragraph) for paragraph in body.elements.values()}
    yield from _around(parts.body, walked, body.styles.hidden)
    for notes in (parts.footnotes, parts.endnotes):
        yield from _in(notes, 0, body.styles.hidden)


def _around(container: Element, walked: set[int], hidden: Container[str | None]) -> Iterator[Oddity]:
    """What stands between paragraphs, and in those which nobody walked, as those of a row which was deleted."""
    for element in container:
        if id(element) in walked or element.tag == _FALLBACK:
            continue
        yield from _alternative(element, 0)
        if element.tag in _TRACKED and element.tag not in (f"{W}ins", f"{W}moveTo"):
            yield Oddity(_TRACKED[element.tag], 0, words_in(element))
        elif element.tag == f"{W}ins":
            yield Oddity("insertion", 0, "")
        elif element.tag in (f"{W}altChunk", f"{W}subDoc"):
            yield Oddity("embedded", 0)
        if element.tag == f"{W}p":
            yield from _in(element, 0, hidden)
        else:
            yield from _around(element, walked, hidden)


def _in(paragraph: Element, number: int, hidden: Container[str | None]) -> Iterator[Oddity]:
    code: list[str] = []
    for element in _inside(paragraph):
        tag = element.tag
        yield from _alternative(element, number)
        if tag in _TRACKED:
            yield Oddity(_TRACKED[tag], number, words_in(element))
        elif tag == f"{W}r":
            yield from _run(element, number, hidden)
        elif tag == f"{W}txbxContent":
            yield Oddity("text-box", number, words_in(element))
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            yield Oddity("picture", number)
        elif tag == f"{_MATH}oMath":
            yield Oddity("formula", number, "".join(part.text or "" for part in element.iter(f"{_MATH}t")))
        elif tag in (f"{W}altChunk", f"{W}subDoc"):
            yield Oddity("embedded", number)
        elif tag == f"{W}instrText":
            code.append(element.text or "")
        elif tag == f"{W}fldSimple":
            yield from _field(element.get(f"{W}instr", ""), number)
        elif tag == f"{W}fldChar" and code:
            yield from _field("".join(code), number)
            code.clear()


def _alternative(element: Element, number: int) -> Iterator[Oddity]:
    """Words which a program prints or not, by what it knows (part 3, 7.5); text boxes are told as such."""
    if element.tag != f"{_MARKUP}AlternateContent":
        return
    boxed = {id(part) for box in element.iter(f"{W}txbxContent") for part in box.iter()}
    branches = ["".join(part.text or "" for part in branch.iter(f"{W}t") if id(part) not in boxed) for branch in element]
    if any(words.strip() for words in branches):
        yield Oddity("alternative", number, " | ".join(branches))


def _inside(container: Element) -> Iterator[Element]:
    """The elements below one, except what programs use that cannot show the rest."""
    for element in container:
        if element.tag != _FALLBACK:
            yield element
            yield from _inside(element)


def _run(run: Element, number: int, hidden: Container[str | None]) -> Iterator[Oddity]:
    words = words_in(run)
    properties = run.find(f"{W}rPr")
    if properties is None or not words.strip():
        return
    if is_on(properties.find(f"{W}vanish")) or is_on(properties.find(f"{W}webHidden")) or value(properties, f"{W}rStyle") in hidden:
        yield Oddity("hidden", number, words)
    if is_on(properties.find(f"{W}strike")) or is_on(properties.find(f"{W}dstrike")):
        yield Oddity("struck", number, words)


def _field(code: str, number: int) -> Iterator[Oddity]:
    """A field which prints what it finds when it is updated, such as the day."""
    name = next(iter(code.split(maxsplit=1)), "")
    if name.upper() not in _STEADY and not name.startswith("_"):
        yield Oddity("field", number, code.strip())


def words_in(element: Element) -> str:
    """The words below an element, those which were deleted too."""
    return "".join(part.text or "" for part in element.iter() if part.tag in (f"{W}t", f"{W}delText"))
