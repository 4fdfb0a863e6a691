"""How the paragraphs of a Word file are laid out: style, alignment, indents, whoever says so (ECMA-376 part 1, 17.7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from paraph.readers.word.package import Parts, W
from paraph.readers.word.styles import Styles, numbering_of, value
from paraph.records import NamedTuple

_SIDES = {"start": "left", "both": "both", "end": "right"}
_NAMES = (("left", "start"), ("right", "end"))


class Layout(NamedTuple):
    """A paragraph's style by its name, where its text stands, and its indents in twentieths of a point; `first` is its first line's."""

    style: str
    side: str
    left: int
    right: int
    first: int


class Layouts:
    """Works out the layout of paragraphs, from themselves, their lists and their styles."""

    def __init__(self, styles: Styles, parts: Parts) -> None:
        self.styles = styles
        self.default = parts.styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        self.definitions = {entry.get(f"{W}abstractNumId", ""): entry for entry in parts.numbering.findall(f"{W}abstractNum")}
        self.lists = {entry.get(f"{W}numId", ""): entry for entry in parts.numbering.findall(f"{W}num")}

    def of(self, paragraph: Element) -> Layout:
        """The layout of a paragraph."""
        own = paragraph.find(f"{W}pPr")
        style = self.styles.style(value(own, f"{W}pStyle"))
        sources = [source for source in self._sources(own, style.id) if source is not None]
        side = next((jc for source in sources if (jc := value(source, f"{W}jc"))), "left")
        indents = [ind for source in sources if (ind := source.find(f"{W}ind")) is not None]
        left, right = (_first(indents, *names) for names in _NAMES)
        first = next((_first_line(one) for one in indents if {f"{W}firstLine", f"{W}hanging"} & set(one.attrib)), 0)
        name = (value(self.styles.elements.get(style.id), f"{W}name") or style.id).lower()  # programs disagree on capitals
        return Layout(name, _SIDES.get(side, side), left, right, first)

    def _sources(self, own: Element | None, style: str) -> Iterator[Element | None]:
        """Who may say how a paragraph is laid out, nearest first. A list which a style names gives way to that style."""
        yield own
        numbering = numbering_of(own)
        if numbering.list is not None:
            yield self._level(numbering.list, numbering.level or 0)
        for element in self.styles.chain(style):
            properties = element.find(f"{W}pPr")
            yield properties
            listed = numbering_of(properties)
            if listed.list is not None and numbering.list is None:
                yield self._level(listed.list, listed.level or 0)
                numbering = listed
        yield self.default

    def _level(self, list: str, level: int) -> Element | None:
        entry = self.lists.get(list)
        for holder in (entry, self.definitions.get(value(entry, f"{W}abstractNumId") or "")):
            for found in holder.iter(f"{W}lvl") if holder is not None else ():
                if found.get(f"{W}ilvl") == str(level):
                    return found.find(f"{W}pPr")
        return None


def _first(indents: list[Element], *names: str) -> int:
    return next((_number(found) for one in indents for name in names if (found := one.get(f"{W}{name}")) is not None), 0)


def _first_line(indent: Element) -> int:
    """What hangs takes what is set in."""
    hanging = indent.get(f"{W}hanging")
    return -_number(hanging) if hanging is not None else _number(indent.get(f"{W}firstLine", "0"))


def _number(text: str) -> int:
    try:
        return round(float(text))
    except (ValueError, OverflowError):
        return 0
