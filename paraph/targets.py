"""What references lead to: sections and annexes by id; picks by topic, pick or clause; the units inside them by number.

The picks of the preamble are its recitals; those of other parts outside the sections cannot be referred to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, partial

from paraph.records import NamedTuple
from paraph.shared import once
from paraph.tree import Block, Document, Item, Kind, Number, Paragraph, Part, Passage, Role, Section, pick_anchor


class Unit(NamedTuple):
    """A paragraph, recital or item, and the name by which pointers lead to it.

    One without a number has its `ordinal` among those of its section or of the preamble.
    """

    anchor: str
    number: Number | None
    ordinal: int = 0


class Target(NamedTuple):
    """What a reference leads to: a section or the preamble, and in it a paragraph or recital, an item of that, and so on.

    The only paragraph of a section is left out when it has no number.
    """

    part: Section | Part
    units: tuple[Unit, ...]


class _Spot(NamedTuple):
    """A name inside a section: the passage to which it leads (none for a list as a whole), and the units which hold it."""

    name: str
    passage: Passage | None
    above: tuple[Unit, ...]


class Targets:
    """What a document's references can lead to."""

    def __init__(self, document: Document) -> None:
        self.sections = {part.id: part for part in document.parts if isinstance(part, Section)}
        self._preamble = next((part for part in document.parts if isinstance(part, Part) and part.role is Role.PREAMBLE), None)
        self._spots: dict[str, tuple[Section, _Spot]] = {}
        for section in reversed(self.sections.values()):  # where two have one name, the first one has it
            for spot in reversed(once(section.content, "targets", partial(_spots, section.content))):
                self._spots[spot.name] = section, spot

    def names(self) -> list[str]:
        """The names, for hints."""
        return sorted({*self.sections, *self._spots, *self._recitals})

    @cached_property
    def _recitals(self) -> dict[str, list[_Recital]]:
        return _recitals(self._preamble) if self._preamble else {}

    def find(self, name: str) -> Target | None:
        """What a name leads to: an id, a topic, a pick, a clause; `.2` behind it is its second paragraph, `.2.1` that one's first item."""
        base, *numbers = name.split(".")
        if not all(number.isdecimal() and number != "0" for number in numbers):
            return None
        path = [int(number) for number in numbers]
        if base in self.sections:
            section = self.sections[base]
            return _in_section(section, (), numbered_items(section.content, ""), path)
        if base in self._spots:
            section, spot = self._spots[base]
            if spot.passage is None:
                return None if path else _in_section(section, spot.above, (), [])
            items = list(numbered_items(spot.passage.content, pick_anchor(spot.passage.pick)))
            return _in_section(section, spot.above, items, path or ([1] if items else []))
        return self._in_preamble(base, path)

    def _in_preamble(self, name: str, path: list[int]) -> Target | None:
        recitals = self._recitals.get(name)
        if not recitals or not self._preamble:
            return None
        first, *deeper = path or [1 if len(recitals) == 1 or name != self._preamble.role else 0]
        if not first:  # the preamble as a whole
            return Target(self._preamble, ())
        recital = recitals[first - 1] if first <= len(recitals) else None
        units = _descend((recital.unit,), recital.items, deeper) if recital else None
        return Target(self._preamble, units) if units else None


Named = tuple[str, Item]
"""An item, and the name by which pointers lead to it."""


def named(content: Iterable[Block], anchor: str) -> Iterator[tuple[str, Block]]:
    """Blocks which stand side by side, each with the name by which pointers lead to it; what is not counted has none."""
    count = 0
    for block in content:
        if isinstance(block, Passage):
            yield pick_anchor(block.pick), block
        elif isinstance(block, Item) and block.kind is not Kind.DASH:
            count += 1
            yield f"{anchor}.{count}", block
        else:
            yield "", block


def numbered_items(content: Iterable[Block], anchor: str) -> Iterator[Named]:
    """The numbered paragraphs or items which stand side by side in some blocks."""
    for name, block in named(content, anchor):
        if isinstance(block, Passage):
            yield from numbered_items(block.content, name)
        elif isinstance(block, Item) and name:
            yield name, block


def _descend(above: tuple[Unit, ...], items: Iterable[Named], path: list[int]) -> tuple[Unit, ...] | None:
    units = above
    for number in path:
        found = list(items)
        if number > len(found):
            return None
        anchor, item = found[number - 1]
        units += (Unit(anchor, item.number),)
        items = numbered_items(item.content, anchor)
    return units


def _in_section(section: Section, above: tuple[Unit, ...], items: Iterable[Named], path: list[int]) -> Target | None:
    units = _descend(above, items, path)
    if units is None or all(unit.number for unit in units):
        return None if units is None else Target(section, units)
    paragraphs = [anchor for anchor, item in numbered_items(section.content, "") if item.kind is Kind.PARAGRAPH]
    told = [unit if unit.number else unit._replace(ordinal=paragraphs.index(unit.anchor) + 1) for unit in units]
    return Target(section, tuple(unit for unit in told if unit.number or len(paragraphs) > 1))


class _Recital(NamedTuple):
    """A recital, and the items of its list."""

    unit: Unit
    items: list[Named]


def _recitals(preamble: Part) -> dict[str, list[_Recital]]:
    """The recitals of the preamble by the names of their picks; where a pick's text is not items, its paragraphs are."""
    found: dict[str, list[_Recital]] = defaultdict(list)
    ordinal = 0
    for passage in preamble.content:
        if not isinstance(passage, Passage):
            continue
        listed = any(isinstance(block, Item) for block in passage.content) and not any(map(_is_paragraph, passage.content))
        own: list[_Recital] = []
        for anchor, block in named(passage.content, pick_anchor(passage.pick)):
            if isinstance(block, Item) if listed else _is_paragraph(block):
                ordinal += 1
                inside = list(numbered_items(block.content, anchor)) if isinstance(block, Item) else []
                own.append(_Recital(Unit(anchor, block.number if isinstance(block, Item) and anchor else None, ordinal), inside))
            elif own and anchor and isinstance(block, Item):
                own[-1].items.append((anchor, block))
        for name in _names(passage):
            found[name] += own
    return found


def _is_paragraph(block: Block) -> bool:
    return isinstance(block, Paragraph)


def _spots(content: Iterable[Block]) -> list[_Spot]:
    """The names inside a section. Where a text lists the picks of a topic, the topic is that list as a whole."""
    found: list[_Spot] = []
    for block in content:
        if isinstance(block, Passage):
            found += once(block.content, ("spots", block.pick, block.clause), partial(_spots_of, block))
    return found


def _spots_of(passage: Passage) -> list[_Spot]:
    found = [_Spot(name, passage, ()) for name in _names(passage)]
    for anchor, item in numbered_items(passage.content, pick_anchor(passage.pick)):
        found += _listed(item, (Unit(anchor, item.number),))
    return found


def _listed(item: Item, above: tuple[Unit, ...]) -> Iterator[_Spot]:
    """The names of the picks which a paragraph lists."""
    topics = set()
    for block in item.content:
        if isinstance(block, Passage):
            topic, *names = _names(block)
            if topic not in topics:
                yield _Spot(topic, None, above)
            topics.add(topic)
            for name in names:
                yield _Spot(name, block, above)


def _names(passage: Passage) -> tuple[str, ...]:
    """What a passage is called: its topic, its pick, its clause."""
    topic = passage.pick.partition("/")[0]
    return tuple(dict.fromkeys(filter(None, (topic, passage.pick, passage.clause))))
