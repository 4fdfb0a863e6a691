"""Accept or reject every tracked change of a Word file, by the rules of ECMA-376 17.13.5; and what a document says after that.

It knows nothing of our writer: it reads WordprocessingML as the standard has it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring, tostring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMMENTS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange")


class Package(NamedTuple):
    """The parts of a Word file which hold its text."""

    body: Element
    numbering: Element
    styles: Element
    notes: Element | None


def package(data: bytes) -> Package:
    """The text of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        found = [fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "numbering", "styles")]
        notes = fromstring(archive.read("word/footnotes.xml")) if "word/footnotes.xml" in names else None
    body = found[0].find(f"{W}body")
    assert body is not None
    return Package(body, found[1], found[2], notes)


def resolved(data: bytes, *, accept: bool) -> Package:
    """The text of a file with all its changes accepted, or rejected."""
    found = package(data)
    for story in (found.body, *([found.notes] if found.notes is not None else [])):
        _resolve(story, *(("del", "ins") if accept else ("ins", "del")))
        assert not [element.tag for element in story.iter() if element.tag.removeprefix(W) in _CHANGES]
    return found


def _resolve(story: Element, drop: str, keep: str) -> None:
    for holder in list(story.iter()):
        _resolve_content(holder, drop, keep)
    for properties in list(story.iter(f"{W}pPr")):
        _resolve_properties(properties, reject=drop == "ins")
    _resolve_rows(story, drop, keep)
    _resolve_marks(story, drop, keep)


def _resolve_content(holder: Element, drop: str, keep: str) -> None:
    """Runs: what is dropped goes, what is kept loses its wrapping. Marks in properties are no wrappings."""
    if holder.tag in {f"{W}rPr", f"{W}trPr"}:
        return
    for child in list(holder):
        if child.tag == f"{W}{drop}":
            assert len(child), "a wrapping of nothing"
            holder.remove(child)
        elif child.tag == f"{W}{keep}":
            at = list(holder).index(child)
            holder.remove(child)
            for offset, run in enumerate(child):
                holder.insert(at + offset, run)
    for run in holder.iter(f"{W}r") if keep == "del" else ():
        for text in run:
            text.tag = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}.get(text.tag, text.tag)


def _resolve_properties(properties: Element, *, reject: bool) -> None:
    change = properties.find(f"{W}pPrChange")
    if change is None:
        return
    properties.remove(change)
    if reject:
        former = change.find(f"{W}pPr")
        assert former is not None
        stays = [child for child in properties if child.tag in {f"{W}rPr", f"{W}sectPr"}]
        properties[:] = [*former, *stays]


def _resolve_rows(story: Element, drop: str, keep: str) -> None:
    for holder in list(story.iter()):
        for table in [child for child in holder if child.tag == f"{W}tbl"]:
            for row in table.findall(f"{W}tr"):
                marks = row.find(f"{W}trPr")
                if marks is not None and marks.find(f"{W}{drop}") is not None:
                    table.remove(row)
                elif marks is not None:
                    _remove(marks, keep)
            if table.find(f"{W}tr") is None:
                holder.remove(table)


def _resolve_marks(story: Element, drop: str, keep: str) -> None:
    """A paragraph whose mark is dropped runs into the one behind it, whose properties the two then have."""
    for holder in list(story.iter()):
        carried: list[Element] = []
        for child in list(holder):
            if child.tag != f"{W}p":
                assert not [run for run in carried if run.tag not in _BOOKMARKS], "text runs into a table"
                continue
            mark = child.find(f"{W}pPr/{W}rPr")
            content = [*carried, *(element for element in child if element.tag != f"{W}pPr")]
            carried = []
            if mark is not None and mark.find(f"{W}{drop}") is not None:
                carried = list(_open(content))
                holder.remove(child)
                continue
            if mark is not None:
                _remove(mark, keep)
            properties = child.findall(f"{W}pPr")
            child[:] = [*properties, *content]
        assert not carried, "the last paragraph is dropped"


def _open(content: list[Element]) -> Iterator[Element]:
    """What a paragraph which goes leaves behind: bookmarks which reach beyond it, and text."""
    starts = {element.get(f"{W}id") for element in content if element.tag == _BOOKMARKS[0]}
    ends = {element.get(f"{W}id") for element in content if element.tag == _BOOKMARKS[1]}
    for element in content:
        bookmark = element.tag in _BOOKMARKS
        comment = element.tag in _COMMENTS
        if not comment and not (bookmark and element.get(f"{W}id") in starts & ends):
            yield element


def _remove(holder: Element, name: str) -> None:
    for child in holder.findall(f"{W}{name}"):
        holder.remove(child)


# What a document says


def said(found: Package, *, exact: bool) -> str:
    """A document as text to compare: ids and names by what they mean, adjacent runs of one form as one.

    Where it is not `exact`, the marks of picks, what a paragraph keeps together with, and the page are left out.
    """
    lines = list(_lines(found, exact=exact))
    return "\n".join(lines)


def _lines(found: Package, *, exact: bool) -> Iterator[str]:
    names = {style.get(f"{W}styleId"): _value(style, "name") for style in found.styles.iter(f"{W}style")}
    for element in found.body.iter():
        for style in element.findall(f"{W}pStyle") + element.findall(f"{W}tblStyle") + element.findall(f"{W}rStyle"):
            style.set(f"{W}val", names[style.get(f"{W}val")])
    _say_numbers(found, exact=exact)
    notes = {} if found.notes is None else {note.get(f"{W}id"): note for note in found.notes}
    for reference in list(found.body.iter(f"{W}footnoteReference")):
        note = notes[reference.attrib.pop(f"{W}id")]
        _join(note)
        reference.text = "".join(tostring(paragraph, encoding="unicode") for paragraph in note)
    _say_targets(found.body, exact=exact)
    if not exact:
        for holder in list(found.body.iter()):
            _remove(holder, "keepNext")
        _remove(found.body, "sectPr")
    for paragraph in list(found.body.iter(f"{W}p")):
        _join(paragraph)
    for block in found.body:
        text = tostring(block, encoding="unicode")
        yield re.sub(r' xmlns:\w+="[^"]*"', "", text)


def _value(element: Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


class _Counted(NamedTuple):
    """An instance of a definition: its levels by their depth, with those of its own, and where it begins again."""

    definition: str
    levels: dict[int, Element]
    starts: dict[int, int]


def _say_numbers(found: Package, *, exact: bool) -> None:
    """Instances and definitions by their order in the text, and what they say: how two documents count alike.

    Where it is not `exact`, the figures which each level above counts up to, and the line's own level: what it prints.
    """
    definitions = {definition.get(f"{W}abstractNumId"): definition for definition in found.numbering.iter(f"{W}abstractNum")}
    instances = {instance.get(f"{W}numId", ""): _counted(instance, definitions) for instance in found.numbering.iter(f"{W}num")}
    ids: dict[str, int] = {}
    counts: dict[str, dict[int, int]] = {}
    begun: set[tuple[str, int]] = set()
    for number in found.body.iter(f"{W}numPr"):
        id, level = number.find(f"{W}numId"), int(_value(number, "ilvl"))
        assert id is not None
        name = id.get(f"{W}val", "")
        instance = instances[name]
        levels = "".join(tostring(instance.levels[depth], encoding="unicode") for depth in ([*instance.levels] if exact else [level]))
        own = ids.setdefault(f"instance {name}", len(ids)), sorted(instance.starts.items())
        count = ids.setdefault(f"definition {instance.definition}", len(ids))
        figures = _count(counts.setdefault(instance.definition, {}), instance, level, first=(name, level) not in begun)
        begun.add((name, level))
        shown = [(figures.get(depth), _value(instance.levels[depth], "numFmt")) for depth in _shown(instance.levels[level])]
        id.set(f"{W}val", re.sub(r"\s+", " ", f"{own if exact else shown} of {count if exact else ''}: {levels}"))


def _counted(instance: Element, definitions: dict[str | None, Element]) -> _Counted:
    definition = _value(instance, "abstractNumId")
    levels = {_depth(level): level for level in definitions[definition].iter(f"{W}lvl")}
    starts: dict[int, int] = {}
    for override in instance.iter(f"{W}lvlOverride"):
        levels.update((_depth(level), level) for level in override.iter(f"{W}lvl"))
        starts.update((_depth(override), int(start.get(f"{W}val", ""))) for start in override.iter(f"{W}startOverride"))
    return _Counted(definition, levels, starts)


def _depth(element: Element) -> int:
    return int(element.get(f"{W}ilvl", ""))


def _shown(level: Element) -> list[int]:
    return [int(depth) - 1 for depth in re.findall("%([0-9])", _value(level, "lvlText"))]


def _count(counts: dict[int, int], instance: _Counted, level: int, *, first: bool) -> dict[int, int]:
    """Counts one on (17.9.10, 17.9.26, 17.9.27): all instances of a definition together."""
    counts[level] = instance.starts[level] if first and level in instance.starts else counts.get(level, 0) + 1
    for deeper in [depth for depth in counts if depth > level]:
        del counts[deeper]
    return counts


def _say_targets(body: Element, *, exact: bool) -> None:
    """Where a field leads: the number of the paragraph which the bookmark stands in. Bookmarks to which none leads say nothing."""
    at = {}
    for index, paragraph in enumerate(body.iter(f"{W}p")):
        for start in paragraph.iter(_BOOKMARKS[0]):
            assert start.get(f"{W}name") not in at, "a bookmark stands twice"
            at[start.get(f"{W}name")] = index
    for code in body.iter(f"{W}instrText"):
        code.text = re.sub(r"_R_\w+", lambda name: f"paragraph {at[name[0]]}", code.text or "")
    kept = {start.get(f"{W}id") for start in body.iter(_BOOKMARKS[0]) if exact and str(start.get(f"{W}name")).startswith("_P_")}
    for holder in list(body.iter()):
        for child in list(holder):
            if child.tag in _BOOKMARKS and child.get(f"{W}id") not in kept:
                holder.remove(child)
            elif child.tag in _BOOKMARKS:
                child.attrib.pop(f"{W}colFirst", None)
    for order, start in enumerate(list(body.iter(_BOOKMARKS[0]))):
        for end in body.iter(_BOOKMARKS[1]):
            if end.get(f"{W}id") == start.get(f"{W}id"):
                end.set(f"{W}id", f"#{order}")
        start.set(f"{W}id", f"#{order}")


def _join(paragraph: Element) -> None:
    """Runs of one form, side by side, as one; comments and what is empty left out."""
    for holder in list(paragraph.iter()):
        for child in list(holder):
            empty = child.tag in {f"{W}rPr", f"{W}pPr"} and not len(child)
            if child.tag in _COMMENTS or empty or (child.tag == f"{W}r" and child.find(_COMMENTS[2]) is not None):
                holder.remove(child)
    last: Element | None = None
    for holder in [paragraph, *paragraph.iter(f"{W}p")]:
        for child in list(holder):
            text = child.find(f"{W}t") if child.tag == f"{W}r" else None
            before = last.find(f"{W}t") if last is not None else None
            if last is not None and text is not None and before is not None and _form(last) == _form(child):
                before.text = (before.text or "") + (text.text or "")
                holder.remove(child)
            else:
                last = child


def _form(run: Element) -> list[bytes]:
    return [tostring(child) for child in run if child.tag != f"{W}t"]


def text_of(found: Package) -> list[str]:
    """The text of every paragraph which has any."""
    texts = ("".join(t.text or "" for t in paragraph.iter(f"{W}t")) for paragraph in _paragraphs(found))
    return [text for text in texts if text]


def _paragraphs(found: Package) -> Iterable[Element]:
    return found.body.iter(f"{W}p")
