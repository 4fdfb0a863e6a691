"""A Word file as it was before its tracked changes: what was inserted is left out, what was struck stands (ECMA-376 17.13.5)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from paraph.readers.word.package import Parts, W

_SWAPPED = {
    f"{W}{one}": f"{W}{other}"
    for pair in (("ins", "del"), ("moveTo", "moveFrom"))
    for one, other in (pair, reversed(pair))
} | {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}  # fmt: skip
_MARKS = (f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom", f"{W}rPr", f"{W}sectPr")
"""What stands in properties and does not belong to them when they change."""


def reject_changes(parts: Parts) -> None:
    """Turn the parts into those of the file before its changes, which its readers then read as if the changes were taken."""
    for part in (parts.body, parts.footnotes, parts.endnotes):
        for element in list(part.iter()):
            element.tag = _SWAPPED.get(element.tag, element.tag)
            if element.tag in (f"{W}pPr", f"{W}rPr"):
                _reject_format(element)


def _reject_format(properties: Element) -> None:
    change = properties.find(f"{properties.tag}Change")
    if change is None:
        return
    former = change.find(properties.tag)
    stays = [child for child in properties if child.tag in _MARKS]
    properties[:] = [*(former if former is not None else ()), *stays]
