"""Which sections, paragraphs and items a text has, as its references name them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from paraph.records import NamedTuple
from paraph.rules.prose import Prose

_WHERE = re.compile(
    r"(?:heading of |table in )?(?:(?P<kind>Section|Article|Paragraph|Chapter|Part|Annex|Schedule|Appendix) (?P<number>\w+))?"
    r"(?P<named>“[^”]*”)?(?:(?:, )?paragraph (?P<paragraph>[\w.]+))?(?P<items>(?:, (?:item [^,]+|dash))*)"
)


class Place(NamedTuple):
    """Where a unit stands: its section, as kind and number, and its paragraph."""

    kind: str
    number: str
    paragraph: str


class Numbered(NamedTuple):
    """What there is. Sections are known by kind and number; a paragraph's number is its last, as the 2 of 6.2."""

    sections: dict[str, set[str]]
    paragraphs: dict[tuple[str, str], set[str]]
    items: dict[Place, set[str]]
    words: dict[tuple[str, str], set[str]]
    """The words of each section, its heading's as well, in small letters."""
    places: tuple[Place, ...]
    """Where each unit stands."""
    all_paragraphs: set[str]
    """The numbers of paragraphs in whatever section."""
    continuous: bool
    """Whether the numbers of paragraphs go on from section to section."""


@lru_cache(maxsize=16)
def numbered(prose: Prose) -> Numbered:
    """The numbers of a text."""
    sections: dict[str, set[str]] = defaultdict(set)
    paragraphs: dict[tuple[str, str], set[str]] = defaultdict(set)
    items: dict[Place, set[str]] = defaultdict(set)
    words: dict[tuple[str, str], set[str]] = defaultdict(set)
    places = []
    for unit in prose.units:
        found = _WHERE.match(unit.where)
        kind, number = (found["kind"] or "", found["number"] or str(unit.section)) if found else ("", str(unit.section))
        place = Place(kind, number, (found["paragraph"] or "") if found else "")
        places.append(place)
        words[place[:2]].update(re.findall(r"[a-z]+(?:-[a-z]+)*", unit.text.lower()))
        if kind:
            sections[kind].add(number)
        if place.paragraph:
            paragraphs[place[:2]].add(place.paragraph.rpartition(".")[2])
        if unit.sort == "item" and unit.level == 1:
            items[place].add(unit.mark.strip("(). ").lower())
    every = [number for numbers in paragraphs.values() for number in numbers]
    return Numbered(sections, paragraphs, items, words, tuple(places), set(every), len(set(every)) == len(every))
