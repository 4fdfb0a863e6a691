"""What styles say of a paragraph: whether it is a heading, what it is in an instrument, its numbers, whether it is bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

from paraph.readers.word.package import W
from paraph.records import NamedTuple
from paraph.rules.prose import Sort

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|titulo|kop|otsikko|rubrik|overskrift|nagłówek|nadpis|заголовок|заглавие|pealkiri|virsraksts|"
    r"antraštė|naslov|címsor|başlık|επικεφαλίδα|見出し|标题|標題|제목)\s?([1-9])$",
    re.IGNORECASE,
)
"""Word itself stores “heading 1” in every language; other programs and styles made by hand do not."""
_ROLES: dict[str, Sort] = {
    "title": "title", "subtitle": "title", "opening": "opening", "recital": "recital", "operative": "operative",
    "testimonium": "testimonium", "signature agency": "signature", "signature name": "signature", "signature title": "signature",
}  # fmt: skip
_OFF = {"0", "false", "off", "none"}


class Numbering(NamedTuple):
    """The list of a paragraph and its level in it; what is not said is `None`. List 0 is none."""

    list: str | None
    level: int | None


def is_on(element: Element | None) -> bool:
    """Whether a property which is either on or off is there and on."""
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def value(element: Element | None, path: str) -> str | None:
    """The value of a property below an element."""
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def figure(element: Element | None, path: str) -> int | None:
    """The value of a property which is a number; one which is none counts as missing."""
    text = value(element, path)
    return int(text) if text is not None and re.fullmatch(r"\d{1,9}", text) else None


def numbering_of(properties: Element | None) -> Numbering:
    """What the properties of a paragraph or style say of its numbers."""
    return Numbering(value(properties, f"{W}numPr/{W}numId"), figure(properties, f"{W}numPr/{W}ilvl"))


class Style(NamedTuple):
    """A paragraph style with what it takes from those on which it is based. `heading` counts from 1, 0 for none."""

    id: str
    heading: int
    role: Sort | None
    bold: bool
    list: str | None
    level: int | None
    owner: str
    """The style of the chain which names the list: a level of the list may be linked to it."""


class Styles:
    """The styles of a file, each worked out once."""

    def __init__(self, part: Element) -> None:
        self.elements = {style.get(f"{W}styleId", ""): style for style in part.iter(f"{W}style")}
        self.default = next(
            (
                id
                for id, style in self.elements.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self.known: dict[str, Style] = {}
        self.chains: dict[str, tuple[Element, ...]] = {}

    def style(self, id: str | None) -> Style:
        """A style by its id; the default one when there is no such style."""
        id = id if id in self.elements else self.default
        if id not in self.known:
            self.known[id] = self._made(id)
        return self.known[id]

    @cached_property
    def hidden(self) -> set[str]:
        """The character styles whose text is hidden."""
        return {id for id, style in self.elements.items() if is_on(style.find(f"{W}rPr/{W}vanish"))}

    def _made(self, id: str) -> Style:
        chain = list(self.chain(id))
        names = [(value(style, f"{W}name") or "").lower() for style in chain]
        named = next((int(found[1]) for name in names if (found := _HEADING.match(name))), 0)
        levels = [figure(style, f"{W}pPr/{W}outlineLvl") for style in chain]
        outline = next((level for level in levels if level is not None), None)
        listed = next(((style, n.list) for style in chain if (n := numbering_of(style.find(f"{W}pPr"))).list is not None), None)
        return Style(
            id=id,
            heading=named if outline is None else outline + 1 if outline < 9 else 0,
            role=next((_ROLES[name] for name in names if name in _ROLES), None),
            bold=next((is_on(bold) for style in chain if (bold := style.find(f"{W}rPr/{W}b")) is not None), False),
            list=listed[1] if listed else None,
            level=next((level for style in chain if (level := numbering_of(style.find(f"{W}pPr")).level) is not None), None),
            owner=listed[0].get(f"{W}styleId", "") if listed else "",
        )

    def chain(self, id: str) -> Iterator[Element]:
        """A style and those on which it is based; a circle ends where it began."""
        if id not in self.chains:
            self.chains[id] = tuple(self._chain(id))
        yield from self.chains[id]

    def _chain(self, id: str) -> Iterator[Element]:
        seen: set[str] = set()
        while id in self.elements and id not in seen:
            seen.add(id)
            yield self.elements[id]
            id = value(self.elements[id], f"{W}basedOn") or ""
