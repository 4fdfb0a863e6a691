"""The numbering part: Word counts by the document's schemes, so that no number is typed.

Each scheme has three definitions: its levels (0 sections, 1 paragraphs, 2 and deeper items), its dashes, and its
levels again for what counts apart from the sections. Each definition has an instance which counts by itself;
instances of their own follow for the numbers at which a series begins again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape

from paraph.figures import figures
from paraph.records import NamedTuple
from paraph.scheme import DEPTH, Figures, Numbering
from paraph.tree import Number
from paraph.writers.docx.look import Look
from paraph.writers.docx.xml import HEAD, W, escape

_MAIN, _DASHES, _APART, DEFINITIONS = range(4)
"""The definitions of a scheme, and how many there are."""
_STYLES = ("Numbered Paragraph", *(f"{kind} {depth + 1}" for kind in ("Item", "Dash") for depth in range(DEPTH)))
"""The styles whose indents the definitions repeat."""

_LEVEL_END = re.compile(r'<w:lvlJc w:val="left"/>(?:<w:pPr><w:ind [^>]*/></w:pPr>)?</w:lvl>')
FORM, _TEXT = re.compile(r'<w:numFmt w:val="(\w+)"/>'), re.compile(r'<w:lvlText w:val="([^"]*)"/>')
SHOWN = re.compile(r"%(\d)")
_FORMATS: dict[Figures, str] = {
    "decimal": "decimal",
    "lower-letter": "lowerLetter",
    "upper-letter": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}


def usual(number: Number) -> int:
    """The instance in which a number counts while nothing begins again."""
    return 1 + number.scheme * DEFINITIONS + (_APART if number.apart else _MAIN)


def dashes(scheme: int) -> int:
    """The instance in which a scheme's dashes stand."""
    return 1 + scheme * DEFINITIONS + _DASHES


Levels = tuple[str, str, str]
"""A scheme as it is written: the levels of its three definitions."""


class Instance(NamedTuple):
    """An instance of a definition; one in which a series begins again says at which level, and with which number.

    `levels` are those which it has of its own in the place of the definition's, by their depth: only in a redline.
    """

    definition: int
    level: int = 0
    start: int | None = None
    levels: tuple[tuple[int, str], ...] = ()


def instances(schemes: int, restarts: Sequence[Number]) -> list[Instance]:
    """The instances of a document which is numbered by so many schemes; the first of them is instance 1."""
    by_themselves = [Instance(id) for id in range(DEFINITIONS * schemes)]
    return by_themselves + [Instance(usual(number) - 1, number.level, number.value) for number in restarts]


def written_schemes(schemes: Sequence[Numbering], look: Look) -> list[Levels]:
    """The schemes by which a document is numbered, as they are written with the indents of a look."""
    indents = tuple([_indents(look, style) for style in _STYLES])
    return [_scheme(scheme, indents) for scheme in schemes]


def numbering_part(schemes: Sequence[Levels], instances: Sequence[Instance]) -> str:
    """The numbering part: three definitions for each scheme, and the instances."""
    definitions = [levels for scheme in schemes for levels in scheme]
    written = "".join(_definition(id, levels) for id, levels in enumerate(definitions))
    counted = "".join(_instance(id, instance) for id, instance in enumerate(instances, 1))
    return f'{HEAD}<w:numbering xmlns:w="{W}">{written}{counted}</w:numbering>'


def _instance(id: int, instance: Instance) -> str:
    otherwise = dict(instance.levels)
    if instance.start is not None:
        otherwise[instance.level] = f'<w:startOverride w:val="{instance.start}"/>{otherwise.get(instance.level, "")}'
    written = "".join(f'<w:lvlOverride w:ilvl="{level}">{said}</w:lvlOverride>' for level, said in sorted(otherwise.items()))
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{instance.definition}"/>{written}</w:num>'


@lru_cache(maxsize=64)
def _scheme(scheme: Numbering, indents: tuple[str, ...]) -> Levels:
    """The levels of a scheme's definitions; `indents` are those of the styles in which they stand."""
    of_style = dict(zip(_STYLES, indents, strict=True))
    separator = scheme.separator if scheme.heading == "beside" else ""
    mark, suffix = scheme.section.mark + separator.rstrip(), "space" if separator.endswith(" ") else "nothing"
    levels = [
        _level(0, mark, _FORMATS[scheme.section.figures], suffix, ""),
        _level(1, scheme.paragraph.mark, _FORMATS[scheme.paragraph.figures], "tab", of_style["Numbered Paragraph"]),
    ]
    for depth, level in enumerate(scheme.items):
        levels.append(_level(2 + depth, level.mark, _FORMATS[level.figures], "tab", of_style[f"Item {depth + 1}"]))
    bullets = [_level(depth, scheme.dash, "bullet", "tab", of_style[f"Dash {depth + 1}"]) for depth in range(DEPTH)]
    return "".join(levels), "".join(bullets), "".join(levels)


def _definition(id: int, levels: str) -> str:
    # The nsid tells Word which definitions are the same list when text is pasted from one document into another.
    mark = f'<w:nsid w:val="{0x50415240 + id:08X}"/><w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{id}">{mark}{levels}</w:abstractNum>'


def first_number(levels: Sequence[str], level: int) -> str:
    """What the first unit of a level prints, of a definition's levels as they are written: as `SECTION 1`."""
    kinds = {form: kind for kind, form in _FORMATS.items()}
    forms = [kinds.get(FORM.findall(written)[0]) for written in levels]
    return SHOWN.sub(lambda found: figures(1, forms[int(found[1]) - 1] or "decimal"), unescape(_TEXT.findall(levels[level])[0]))


def reindented(scheme: Levels, look: Look) -> Levels:
    """A written scheme with the indents of another look."""
    indents = [_indents(look, style) for style in _STYLES]
    outer, dashes = ["", *indents[: 1 + DEPTH]], indents[1 + DEPTH :]
    main, bullets, apart = (_with_indents(levels, own) for levels, own in zip(scheme, (outer, dashes, outer), strict=True))
    return main, bullets, apart


def _with_indents(levels: str, indents: Sequence[str]) -> str:
    own = iter(indents)
    return _LEVEL_END.sub(lambda _: _level_end(next(own)), levels)


def _level(level: int, mark: str, form: str, suffix: str, indents: str) -> str:
    above = ".".join(f"%{outer}" for outer in range(3, level + 1))
    text = mark.replace("{n}", f"%{level + 1}").replace("{section}", "%1").replace("{paragraph}", "%2").replace("{item}", above)
    # Word takes a level's indents before those of the paragraph's style, LibreOffice at times only the
    # level's: so the level repeats what the style says.
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{escape(text)}"/>{_level_end(indents)}'
    )


def _level_end(indents: str) -> str:
    indented = f"<w:pPr><w:ind {indents}/></w:pPr>" if indents else ""
    return f'<w:lvlJc w:val="left"/>{indented}</w:lvl>'


def _indents(look: Look, style: str) -> str:
    found = look.styles.get(("paragraph", style.lower()))
    return found.indents if found else ""
