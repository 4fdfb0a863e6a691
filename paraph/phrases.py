"""How references read: a target worded as the document's schemes say, and what is wrong where they do not say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paraph.contents import plain
from paraph.english import ordinal_words
from paraph.figures import figures
from paraph.problems import Place, Problem
from paraph.scheme import Level, Numbering, without_section
from paraph.targets import Target, Unit
from paraph.tree import Number, Part, Pointer, Section, section_anchor

_NOWHERE = Place("", 1, 1)
_NAMED = re.compile(r"\{(n|section|paragraph)\}")
Pieces = tuple[str | Pointer, ...]


def worded(target: Target, usual: Numbering) -> Pieces:
    """How a reference to a target reads; nothing where there is nothing by which to say it.

    `usual` is the scheme of the document's sections: an annex whose paragraphs have no reference of their own
    is named behind them.
    """
    match target.part:
        case Section() as section:
            return _in_section(section, target.units, usual)
        case Part(scheme=scheme):
            return _in_preamble(target.units, scheme or usual)


def _in_preamble(units: tuple[Unit, ...], scheme: Numbering) -> Pieces:
    """“recital (b)”, “the third recital”, “item a) of the third recital”; nothing for the preamble as a whole."""
    if not units:
        return ()
    recital, *items = units
    pieces = _pieces(scheme.recital.reference, {"n": (_pointer(recital),)}) if recital.number else _ordinal(scheme.recital, recital)
    if not (items and pieces):
        return pieces
    level = max(unit.number.level for unit in items if unit.number) - 2
    return (*_pieces(scheme.items[level].reference, {"n": _chain(items, scheme)}), " of ", *pieces)


def _ordinal(level: Level, unit: Unit) -> Pieces:
    """How a reference to a unit without a number reads, in words: “the second paragraph”."""
    return (level.unnumbered.replace("{n}", ordinal_words(unit.ordinal)),) if level.unnumbered else ()


def _in_section(part: Section, units: tuple[Unit, ...], usual: Numbering) -> Pieces:
    scheme = part.scheme
    if scheme is None:
        raise ValueError("the document is not numbered")
    section = _section_pieces(part, scheme)
    items = [unit for unit in units if unit.number and unit.number.level > 1]
    paragraphs = [unit for unit in units if unit not in items]
    values: dict[str, Pieces] = {
        "section": (_section_pointer(part, part.number, scheme),) if part.number else (),
        "paragraph": tuple(_pointer(unit) for unit in paragraphs if unit.number),
    }
    paragraph = _paragraph_pieces(part, paragraphs[0], values, usual) if paragraphs else section
    if not items or not paragraph:
        return paragraph
    reference = scheme.items[min(len(items), len(scheme.items)) - 1].reference
    pieces = _pieces(reference, values | {"n": _chain(items, scheme)})
    says_paragraph = "{paragraph}" in reference or any("{paragraph}" in _mark(unit, scheme) for unit in items)
    if says_paragraph and paragraphs:
        return (*pieces, " of ", *section) if part.annex else pieces
    return (*pieces, " of ", *(section if says_paragraph else paragraph))


def _mark(unit: Unit, scheme: Numbering) -> str:
    """How an item is marked."""
    return scheme.items[min(unit.number.level - 2, len(scheme.items) - 1)].mark if unit.number else ""


def _chain(items: Sequence[Unit], scheme: Numbering) -> Pieces:
    """The numbers of items which stand in each other, outermost first, from the last on which says those above it."""
    whole = [number for number, unit in enumerate(items) if "{item}" in _mark(unit, scheme) or "{paragraph}" in _mark(unit, scheme)]
    chain: list[str | Pointer] = []
    before = ""
    for unit in items[max(whole, default=0) :]:
        pointer = _pointer(unit)
        if before and not pointer.number.startswith("("):
            chain.append(" " if before.endswith(")") else ".")
        chain.append(pointer)
        before = pointer.number
    return tuple(chain)


def bare(target: Target) -> Pieces:
    """The number of a target alone, as it prints where that stands; nothing when it has none."""
    part, units = target
    scheme = part.scheme
    numbered = [unit for unit in units if unit.number]
    if numbered and scheme:
        items = [unit for unit in numbered if unit.number and unit.number.level > 1]
        return _chain(items, scheme) if items and isinstance(part, Section) else (_pointer(numbered[-1]),)
    if isinstance(part, Section) and part.number and scheme and not units:
        return (_section_pointer(part, part.number, scheme),)
    return ()


def _paragraph_pieces(part: Section, paragraph: Unit, values: dict[str, Pieces], usual: Numbering) -> Pieces:
    """How a reference to a paragraph reads: by its number, or by its place in the section."""
    scheme = part.scheme or usual
    section = _section_pieces(part, scheme)
    if not paragraph.number:
        pieces = _ordinal(scheme.paragraph, paragraph)
        return (*pieces, " of ", *section) if pieces and section else ()
    pattern = scheme.paragraph.reference
    in_annex = part.annex and pattern == usual.paragraph.reference  # worded for sections
    pieces = _pieces(without_section(pattern) if in_annex else pattern, values | {"n": values["paragraph"]})
    return (*pieces, " of ", *section) if in_annex else pieces


def _section_pieces(section: Section, scheme: Numbering) -> Pieces:
    """How a reference to a section reads: by its number, else by the label of a single annex, else by its heading."""
    if section.number:
        return _pieces(scheme.section.reference, {"n": (_section_pointer(section, section.number, scheme),)})
    if section.label:
        words = scheme.section.mark.partition("{n}")[0]
        own = section.label.removeprefix(words) if section.label.startswith(words) else ""  # the A of ANNEX A
        return (scheme.section.reference.replace("{n}", own).strip(),)
    heading = plain(section.heading)
    return (f"“{heading}”",) if heading else ()


def _section_pointer(section: Section, number: Number, scheme: Numbering) -> Pointer:
    return Pointer(section_anchor(section.id), figures(number.value, scheme.section.figures))


def _pointer(unit: Unit) -> Pointer:
    return Pointer(unit.anchor, unit.number.short if unit.number else "")


def _pieces(pattern: str, values: dict[str, Pieces]) -> Pieces:
    """A reference pattern with values for its names."""
    found: list[str | Pointer] = []
    for index, piece in enumerate(_NAMED.split(pattern)):
        found += values.get(piece, ()) if index % 2 else [piece] if piece else []
    return tuple(found)


def cased(pieces: Pieces, form: str) -> Pieces:
    """A reference's words as a sentence begins, or in capitals; numbers stay as they print where they stand."""
    if form == "upper":
        return tuple(piece.upper() if isinstance(piece, str) else piece for piece in pieces)
    first = pieces[0] if pieces else None
    if form == "sentence" and isinstance(first, str):
        return (first[:1].upper() + first[1:], *pieces[1:])
    return pieces


def unsayable(target: str, found: Target, usual: Numbering) -> Problem:
    """What a document lacks for a reference which finds its target to be worded; its place is still to be said."""
    if isinstance(found.part, Part):
        message = f'"{target}" is the preamble as a whole, and a reference leads to a recital'
        hint = f'name one of them: ref("{target}.1")'
        if found.units:
            message = f'"{target}" is a recital, and the template does not say how to refer to one'
            hint = 'add to numbering: in template.yaml: recital: {reference: "recital {n}", unnumbered: "the {n} recital"}'
        return Problem(_NOWHERE, message, "unknown-reference", hint)
    scheme = found.part.scheme or usual
    if _section_pieces(found.part, scheme):
        message = f'"{target}" is a paragraph without a number, and the template does not say how to refer to one'
        hint = 'add to numbering: paragraph: in template.yaml: unnumbered: "the {n} paragraph"'
    else:
        message = f'"{target}" stands in a section which has neither a number nor a heading by which to name it'
        hint = f'say it in words in place of the reference, or give the section "{found.part.id}" a heading'
    return Problem(_NOWHERE, message, "unknown-reference", hint)
