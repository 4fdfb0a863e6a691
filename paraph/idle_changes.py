"""Tracked changes of layout which change nothing, taken out of the parts of a Word file (ECMA-376 part 1, 17.13.5.29 and 17.13.5.31).

Who saves a file may give its lists other numbers. An engine then marks each of their paragraphs, though list, level and look are the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from io import BytesIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from paraph.readers.word.package import W
from paraph.readers.word.styles import figure, is_on, numbering_of, value
from paraph.records import NamedTuple

_CHANGES = {f"{W}{name}Change": f"{W}{name}" for name in ("pPr", "rPr")}
_STRUCK, _INSERTED = ([f"{W}rPr/{W}{name}" for name in names] for names in (("del", "moveFrom"), ("ins", "moveTo")))
_DEPTH = 200
_OF_THE_CHANGE = (*_CHANGES, f"{W}rPr", f"{W}sectPr", f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}numberingChange")
"""What stands in properties and takes no part in what they were; in those of a run there is no other `rPr`."""


def without_idle_changes(parts: Iterable[tuple[str, bytes]], numbering: Element) -> list[tuple[str, bytes]]:
    """The parts without changes of layout which change nothing, and with one list where two alike stand for each other.

    A list stands for another when the same paragraphs are in them, before and after, and both write and place their numbers alike.
    Words, other properties and the bytes of everything else stay. The part `numbering` has the definitions.
    """
    told = list(parts)
    stories = {name: story for name, data in told if b"PrChange" in data and (story := _story(data))}
    kept = {list for story in stories.values() for list in story.written_otherwise()}
    renamed = _renamed([properties for story in stories.values() for properties in story.of(f"{W}pPr")], numbering, kept)
    return [(name, stories[name].settled(renamed) if name in stories else data) for name, data in told]


class _Refused(Exception):
    """A part defines entities, or its elements are nested without end."""


# A part, with the places of what may be cut


class _Story:
    """A part of the file, parsed, and where in its bytes each change of layout and each number of a list stands."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.spans: dict[Element, tuple[int, int]] = {}
        self.former: set[Element] = set()
        """What stands within a change: how it was."""
        self._open: list[tuple[Element, int]] = []
        self._builder = TreeBuilder()
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.StartDoctypeDeclHandler = _refused
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.ParseFile(BytesIO(data))
        self.root: Element = self._builder.close()

    def of(self, tag: str) -> Iterator[Element]:
        """The elements which hold today, not those which tell how it was."""
        return (element for element in self.root.iter(tag) if element not in self.former)

    def written_otherwise(self) -> Iterator[str]:
        """The lists whose number cannot be found in the bytes where it stands, as in other quotes: these keep it."""
        for list in self.of(f"{W}numId"):
            name = list.get(f"{W}val", "")
            if self.data[slice(*self.spans[list])].count(_in_quotes(name)) != 1:
                yield name

    def settled(self, renamed: Mapping[str, str]) -> bytes:
        """The bytes with lists renamed and without changes which change nothing."""
        cuts: list[tuple[int, int, bytes]] = []
        for properties in self.of(f"{W}pPr"):
            list = properties.find(f"{W}numPr/{W}numId")
            if list is not None and not _any(properties, _STRUCK) and (name := renamed.get(list.get(f"{W}val", ""))):
                begin, end = self.spans[list]
                cuts.append((begin, end, self.data[begin:end].replace(_in_quotes(list.get(f"{W}val", "")), _in_quotes(name))))
                list.set(f"{W}val", name)
        for tag, holder in _CHANGES.items():
            for properties in self.of(holder):
                change = properties.find(tag)
                if change is not None and (former := change.find(holder)) is not None and _kept(former) == _kept(properties):
                    cuts.append((*self.spans[change], b""))
        return b"".join(_pieces(self.data, sorted(cuts)))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > _DEPTH:
            raise _Refused
        element = self._builder.start(f"{{{name}", {f"{{{key}" if "}" in key else key: said for key, said in attributes.items()})
        if self._open and (self._open[-1][0].tag in _CHANGES or self._open[-1][0] in self.former):
            self.former.add(element)
        self._open.append((element, self._parser.CurrentByteIndex))

    def _end(self, name: str) -> None:
        element, begin = self._open.pop()
        self._builder.end(f"{{{name}")
        if element.tag in _CHANGES or element.tag == f"{W}numId":
            last = self._parser.CurrentByteIndex if len(element) else begin
            self.spans[element] = begin, self.data.index(b">", last) + 1


def _story(data: bytes) -> _Story | None:
    """A part; nothing when it is none which may be read: then it stays as it is."""
    try:
        return _Story(data)
    except (expat.ExpatError, _Refused):
        return None


def _refused(*_named: object) -> None:
    raise _Refused


def _in_quotes(number: str) -> bytes:
    return f'"{number}"'.encode()


def _pieces(data: bytes, cuts: Sequence[tuple[int, int, bytes]]) -> Iterator[bytes]:
    at = 0
    for begin, end, instead in cuts:
        yield data[at:begin] + instead
        at = end
    yield data[at:]


def _any(properties: Element, paths: Iterable[str]) -> bool:
    return any(properties.find(path) is not None for path in paths)


def _kept(properties: Element) -> list[object]:
    """What properties say, in a form which can be compared."""
    return [_said(child) for child in properties if child.tag not in _OF_THE_CHANGE]


def _said(element: Element) -> tuple[object, ...]:
    return (element.tag, sorted(element.items()), [_said(child) for child in element if child.tag not in _OF_THE_CHANGE])


# Lists which stand for each other


def _renamed(paragraphs: Sequence[Element], numbering: Element, kept: AbstractSet[str]) -> dict[str, str]:
    """For the number of each list which stands for another: the number which that one had before. Some lists keep theirs."""
    lists = _Lists(paragraphs)
    definitions = _Definitions(numbering)
    chosen = {list: list for list in lists.stay | kept}
    for (list, was), _ in sorted(lists.pairs.items(), key=lambda pair: (-pair[1], pair[0][0] != pair[0][1])):
        if list not in chosen and was not in chosen.values() and definitions.alike(list, was, lists.deepest[list]):
            chosen[list] = was
    while joined := [list for list, was in chosen.items() if was in lists.deepest and was not in chosen]:  # it goes on under its own number
        for list in joined:
            del chosen[list]
    return {list: was for list, was in chosen.items() if list != was}


class _Lists:
    """The lists of paragraphs today: how often each has taken the place of which, its deepest level, and those which were there before."""

    def __init__(self, paragraphs: Iterable[Element]) -> None:
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.deepest: dict[str, int] = {}
        self.stay: set[str] = set()
        for properties in paragraphs:
            list, level = numbering_of(properties)
            if list is None or _any(properties, _STRUCK):
                continue
            self.deepest[list] = max(self.deepest.get(list, 0), level or 0)
            change = properties.find(f"{W}pPrChange/{W}pPr")
            if change is not None and (was := numbering_of(change).list) is not None:
                self.pairs[list, was] += 1
            elif change is None and not _any(properties, _INSERTED):
                self.stay.add(list)


_SIDES = (("start", "left"), ("end", "right"), ("hanging",), ("firstLine",))
"""The indents of a level, each by the names which it has in one edition of the standard or the other."""


class _Level(NamedTuple):
    """How a level of a list begins, writes and places its numbers."""

    start: int | None
    form: str | None
    text: str
    restart: int | None
    legal: bool
    behind: str
    side: str
    picture: str | None
    place: tuple[str, ...]
    layout: list[object]
    look: list[object]


class _Definitions:
    """What the part with the numbering says of each list."""

    def __init__(self, part: Element) -> None:
        self.definitions = {entry.get(f"{W}abstractNumId"): entry for entry in part.findall(f"{W}abstractNum")}
        self.lists = {entry.get(f"{W}numId"): entry for entry in part.findall(f"{W}num")}

    def alike(self, one: str, other: str, deepest: int) -> bool:
        """Whether two lists write and place their numbers alike, down to a level."""
        levels = [self._levels(list, deepest) for list in (one, other)]
        return bool(levels[0]) and levels[0] == levels[1]

    def _levels(self, list: str, deepest: int) -> dict[str, _Level]:
        entry = self.lists.get(list)
        definition = self.definitions.get(value(entry, f"{W}abstractNumId"))
        if entry is None or definition is None:
            return {}
        found = {level.get(f"{W}ilvl", "0"): level for level in definition.findall(f"{W}lvl")}
        starts: dict[str, int | None] = {}
        for override in entry.findall(f"{W}lvlOverride"):
            at = override.get(f"{W}ilvl", "0")
            if (own := override.find(f"{W}lvl")) is not None:
                found[at] = own
            starts[at] = figure(override, f"{W}startOverride")
        deep = {str(level) for level in range(deepest + 1)}
        return {at: _level(level, starts.get(at)) for at, level in found.items() if at in deep}


def _level(level: Element, start: int | None) -> _Level:
    layout = level.find(f"{W}pPr")
    indents = level.find(f"{W}pPr/{W}ind")
    sides = [[f"{name}{unit}" for name in names] for names in _SIDES for unit in ("", "Chars")]
    given = {} if indents is None else indents.attrib
    look = level.find(f"{W}rPr")
    return _Level(
        start=figure(level, f"{W}start") if start is None else start,
        form=value(level, f"{W}numFmt"),
        text=value(level, f"{W}lvlText") or "",
        restart=figure(level, f"{W}lvlRestart"),
        legal=is_on(level.find(f"{W}isLgl")),
        behind=value(level, f"{W}suff") or "tab",
        side={"start": "left", "end": "right"}.get(side := value(level, f"{W}lvlJc") or "left", side),
        picture=value(level, f"{W}lvlPicBulletId"),
        place=tuple(next((given[f"{W}{name}"] for name in names if f"{W}{name}" in given), "0") for names in sides),
        layout=[] if layout is None else list(_beside_indents(layout)),
        look=[] if look is None else _kept(look),
    )


def _beside_indents(layout: Element) -> Iterator[object]:
    """What the layout of a level says but for its indents.

    LibreOffice gives each level a tab stop at 0. A number which does not hang out of the margin ends behind it, so that it changes nothing.
    """
    indents = layout.find(f"{W}ind")
    hangs_out = indents is not None and _twips(indents, "start", "left") < _twips(indents, "hanging")
    for child in layout:
        if child.tag == f"{W}tabs":
            yield from (_said(stop) for stop in child if hangs_out or stop.get(f"{W}pos") != "0")
        elif child is not indents and child.tag not in _OF_THE_CHANGE:
            yield _said(child)


def _twips(indents: Element, *names: str) -> int:
    """An indent in twentieths of a point; one in another unit counts as none."""
    given = next((indents.get(f"{W}{name}", "") for name in names if indents.get(f"{W}{name}")), "")
    return int(given) if re.fullmatch(r"-?\d{1,9}", given) else 0
