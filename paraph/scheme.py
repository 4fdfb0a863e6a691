"""A numbering scheme, and what ends the entries of a list: a template's data which number and writers share."""

from __future__ import annotations

import re
from typing import Literal

from paraph.records import NamedTuple

Figures = Literal["decimal", "lower-letter", "upper-letter", "lower-roman", "upper-roman"]


DEPTH = 4
"""How deep items may stand in each other: domain practice knows no more than four levels."""


class Level(NamedTuple):
    """How the units of one level are marked, and how a reference to one reads.

    In both patterns `{n}` is the unit's own number, `{section}` and `{paragraph}` those it stands under, in a mark
    `{item}` those of the items it stands in, with points between. Units
    of a level without a mark have no number. `single` stands for the mark of a unit which is the only one;
    `unnumbered` is how a reference to a unit without a number reads, with its ordinal for `{n}`.
    """

    mark: str
    figures: Figures
    reference: str
    single: str = ""
    unnumbered: str = ""


class Numbering(NamedTuple):
    """A numbering scheme."""

    section: Level
    heading: Literal["below", "beside", "none"]
    separator: str
    """What stands between a section's number and its heading on one line."""
    paragraph: Level
    restart: bool
    lone: Literal["numbered", "unnumbered"]
    items: tuple[Level, ...]
    dash: str
    recital: Level = Level("", "decimal", "")
    """How references to recitals read; their marks are those of items."""


_OF_SECTION = re.compile(r" of [^{}]*\{section\}.*$")


def without_section(reference: str) -> str:
    """A reference pattern less what it says of the section behind the paragraph."""
    return _OF_SECTION.sub("", reference)


class Punctuation(NamedTuple):
    """What ends the entries of a list: each, the one before the last, the last."""

    each: str
    last_but_one: str
    last: str


Listing = Literal["paragraphs", "items", "dashes"]
"""How the picks of a topic stand where they are listed, or make up a part."""

Order = Literal["given", "alphabetical"]
"""In which order the sides sign: as the draft gives them, or by the names of their states."""

NumberStyle = Literal["words (figures)", "figures (words)", "words", "figures"]
DateStyle = Literal["6 May 2022", "6th of May 2022", "6th of May, 2022", "May 6, 2022", "sixth day of May 2022"]


class HouseStyle(NamedTuple):
    """How a template writes numbers and dates, where a text does not say."""

    numbers: NumberStyle = "words (figures)"
    dates: DateStyle = "6 May 2022"


Oddity = tuple[tuple[str | int, ...], str, str]
"""A key of a numbering, what is wrong there, and a hint."""


def odd_marks(scheme: Numbering) -> list[Oddity]:
    """What Word and LibreOffice would not print alike in a scheme."""
    paragraph = scheme.paragraph
    wrong: list[Oddity] = []
    if "{paragraph}" in scheme.section.mark:
        wrong.append((("section", "mark"), "{paragraph} stands in the number of what holds paragraphs", "leave it out"))
    above: tuple[tuple[tuple[str | int, ...], str], ...] = (
        (("section", "mark"), scheme.section.mark), (("paragraph", "mark"), paragraph.mark), (("items", 0, "mark"), scheme.items[0].mark),
    )  # fmt: skip
    wrong += [(at, "{item} stands in a number above which is no item", "leave it out") for at, mark in above if "{item}" in mark]
    if "{section}" in paragraph.mark:
        wrong += _without_section(scheme, ("paragraph", "mark"))
        if "{section}" in paragraph.reference:
            hint = "{n} says it already: a reference prints the number as it stands at the paragraph"
            wrong.append((("paragraph", "reference"), "{section} is in the number already", hint))
    for index, item in enumerate(scheme.items):
        at: tuple[str | int, ...] = ("items", index, "mark")
        if "{section}" in item.mark:
            wrong += _without_section(scheme, at)
        if "{paragraph}" in item.mark and not paragraph.mark:
            wrong.append(
                (at, "{paragraph} stands in a number, and the paragraph has none", "give paragraphs a mark, or these items one without it")
            )
        elif "{paragraph}" in item.mark and scheme.lone == "unnumbered":
            wrong.append((at, "{paragraph} is empty where a lone paragraph is unnumbered", "set lone: numbered"))
    return wrong


def _without_section(scheme: Numbering, at: tuple[str | int, ...]) -> list[Oddity]:
    """Why a number cannot hold that of its section."""
    wrong: list[Oddity] = []
    if not scheme.restart:
        wrong.append((at, "{section} stands in a number which counts on through the sections", "leave it out"))
    if not scheme.section.mark:
        wrong.append((at, "{section} stands in a number, and the section has none", "give sections a mark"))
    return wrong


def odd_outside(scheme: Numbering) -> list[Oddity]:
    """Marks of items which stand in a part outside the sections, where no section and no paragraph has a number."""
    return [
        (("items", index, "mark"), f"{name} stands in a number outside the sections", "give the part items of its own, without it")
        for index, item in enumerate(scheme.items)
        for name in ("{section}", "{paragraph}")
        if name in item.mark
    ]
