"""Numbering as Word keeps it: multilevel definitions, and an instance for each series.

ECMA-376 17.9. Levels: 0 section, 1 paragraph, 2 and deeper items. A second definition holds the dashes, a third
the scheme again for what counts apart from the sections.
"""

from __future__ import annotations

from paraph.scheme import Figures, Numbering
from paraph.tree import Number
from paraph.writers.docx.look import Look
from paraph.writers.docx.xml import HEAD, W, escape

SCHEME, DASHES, APART = 1, 2, 3
"""The instances in which the scheme counts by itself, in which dashes stand, and in which counts what stands apart from sections."""

_FORMATS: dict[Figures, str] = {
    "decimal": "decimal",
    "lower-letter": "lowerLetter",
    "upper-letter": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}


def numbering_part(scheme: Numbering, look: Look, restarts: list[Number]) -> str:
    """The numbering part. `restarts` are the numbers which begin again, in instances of their own from `APART` + 1 on."""
    levels = [
        _level(0, scheme.section.mark, _FORMATS[scheme.section.figures], "nothing" if scheme.heading == "below" else "space", ""),
        _level(1, scheme.paragraph.mark, _FORMATS[scheme.paragraph.figures], "tab", _indents(look, "Numbered Paragraph")),
    ]
    for depth, level in enumerate(scheme.items):
        levels.append(_level(2 + depth, level.mark, _FORMATS[level.figures], "tab", _indents(look, f"Item {depth + 1}")))
    dashes = [_level(depth, scheme.dash, "bullet", "tab", _indents(look, f"Dash {depth + 1}")) for depth in range(4)]
    instances = "".join(
        f'<w:num w:numId="{APART + 1 + index}"><w:abstractNumId w:val="{2 if number.apart else 0}"/>'
        f'<w:lvlOverride w:ilvl="{number.level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for index, number in enumerate(restarts)
    )
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}">'
        f"{_definition(0, levels)}{_definition(1, dashes)}{_definition(2, levels)}"
        + "".join(f'<w:num w:numId="{id}"><w:abstractNumId w:val="{id - 1}"/></w:num>' for id in (SCHEME, DASHES, APART))
        + f"{instances}</w:numbering>"
    )


def _definition(id: int, levels: list[str]) -> str:
    mark = f'<w:nsid w:val="5041524{id}"/><w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{id}">{mark}{"".join(levels)}</w:abstractNum>'


def _level(level: int, mark: str, form: str, suffix: str, indents: str) -> str:
    text = mark.replace("{n}", f"%{level + 1}").replace("{section}", "%1").replace("{paragraph}", "%2")
    # Word takes a level's indents before those of the paragraph's style, LibreOffice at times only the
    # level's: so the level repeats what the style says.
    indented = f"<w:pPr><w:ind {indents}/></w:pPr>" if indents else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/>{indented}</w:lvl>'
    )


def _indents(look: Look, style: str) -> str:
    found = look.styles.get(("paragraph", style.lower()))
    return found.indents if found else ""
