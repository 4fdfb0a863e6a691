"""What references lead to: sections and annexes by id; picks by topic, pick or clause; the units inside them by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from paraph.shared import once
from paraph.tree import Block, Document, Item, Kind, Number, Passage, Section, pick_anchor


class Unit(NamedTuple):
    """A numbered paragraph or item, and the name by which pointers lead to it."""

    anchor: str
    number: Number


class Target(NamedTuple):
    """What a reference leads to: a section, and in it a paragraph, an item of that, and so on; those without numbers left out."""

    section: Section
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
        self._spots: dict[str, tuple[Section, _Spot]] = {}
        for section in reversed(self.sections.values()):  # where two have one name, the first one has it
            for spot in reversed(once(section.content, "targets", partial(_spots, section.content))):
                self._spots[spot.name] = section, spot

    def names(self) -> list[str]:
        """The names, for hints."""
        return sorted({*self.sections, *self._spots})

    def find(self, name: str) -> Target | None:
        """What a name leads to: an id, a topic, a pick, a clause; `.2` behind it is its second paragraph, `.2.1` that one's first item."""
        base, *numbers = name.split(".")
        if not all(number.isdecimal() and number != "0" for number in numbers):
            return None
        path = [int(number) for number in numbers]
        if base in self.sections:
            section = self.sections[base]
            return _descend(section, (), numbered_items(section.content, ""), path)
        if base not in self._spots:
            return None
        section, spot = self._spots[base]
        if spot.passage is None:
            return None if path else Target(section, spot.above)
        items = list(numbered_items(spot.passage.content, pick_anchor(spot.passage.pick)))
        return _descend(section, spot.above, items, path or ([1] if items else []))


def numbered_items(content: Iterable[Block], anchor: str) -> Iterator[tuple[str, Item]]:
    """The numbered paragraphs or items which stand side by side in some blocks, each with the name by which pointers lead to it."""
    count = 0
    for block in content:
        if isinstance(block, Passage):
            yield from numbered_items(block.content, pick_anchor(block.pick))
        elif isinstance(block, Item) and block.kind is not Kind.DASH:
            count += 1
            yield f"{anchor}.{count}", block


def _descend(section: Section, above: tuple[Unit, ...], items: Iterable[tuple[str, Item]], path: list[int]) -> Target | None:
    units = above
    for number in path:
        found = list(items)
        if number > len(found):
            return None
        anchor, item = found[number - 1]
        units += (Unit(anchor, item.number),) if item.number else ()
        items = numbered_items(item.content, anchor)
    return Target(section, units)


def _spots(content: Iterable[Block]) -> list[_Spot]:
    """The names inside a section. Where a text lists the picks of a topic, the topic is that list as a whole."""
    found: list[_Spot] = []
    for block in content:
        if isinstance(block, Passage):
            found += [_Spot(name, block, ()) for name in _names(block)]
            for anchor, item in numbered_items(block.content, pick_anchor(block.pick)):
                found += _listed(item, (Unit(anchor, item.number),) if item.number else ())
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
