"""A numbering scheme, and what ends the entries of a list: a template's data which number and writers share."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Figures = Literal["decimal", "lower-letter", "upper-letter", "lower-roman", "upper-roman"]


DEPTH = 4
"""How deep items may stand in each other: domain practice knows no more than four levels."""


class Level(NamedTuple):
    """How the units of one level are marked, and how a reference to one reads.

    In both patterns `{n}` is the unit's own number, `{section}` and `{paragraph}` those it stands under. Units
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
