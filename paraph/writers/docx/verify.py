"""Check a written body for what no validator looks at: bookmarks and fields closed, names unique, all that is named defined."""

from __future__ import annotations

import re
from xml.parsers import expat


class Unsound(Exception):
    """The writer wrote a file which breaks a rule: a fault of ours, not of the draft."""


def verify(main: bytes, numbering: bytes, styles: bytes) -> None:
    """Raises `Unsound` with everything that is wrong in a main part."""
    found = _Reader(main)
    wrong = [f"bookmark {id} is not closed" for id in found.open_bookmarks]
    wrong += found.wrong
    if found.fields:
        wrong.append("a field is not closed")
    wrong += [f"style {style} is not defined" for style in sorted(found.styles - _ids(styles, rb'w:styleId="([^"]+)"'))]
    wrong += [f"numbering {id} is not defined" for id in sorted(found.numberings - _ids(numbering, rb'<w:num w:numId="([^"]+)"'))]
    wrong += [f"reference to {name}, which is no bookmark" for name in sorted(found.targets - found.names)]
    if wrong:
        raise Unsound("; ".join(wrong))


def _ids(part: bytes, pattern: bytes) -> set[str]:
    return {id.decode() for id in re.findall(pattern, part)}


class _Reader:
    def __init__(self, main: bytes) -> None:
        self.names: set[str] = set()
        self.ids: set[str] = set()
        self.open_bookmarks: set[str] = set()
        self.fields: list[str] = []
        self.styles: set[str] = set()
        self.numberings: set[str] = set()
        self.targets: set[str] = set()
        self.wrong: list[str] = []
        self._in_instruction = False
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(main, True)  # noqa: FBT003 - expat takes no names

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "w:bookmarkStart":
                self._bookmark(attributes["w:id"], attributes["w:name"])
            case "w:bookmarkEnd":
                if attributes["w:id"] not in self.open_bookmarks:
                    self.wrong.append(f"bookmark {attributes['w:id']} is closed and not open")
                self.open_bookmarks.discard(attributes["w:id"])
            case "w:fldChar":
                self._field(attributes["w:fldCharType"])
            case "w:pStyle" | "w:rStyle" | "w:tblStyle":
                self.styles.add(attributes["w:val"])
            case "w:numId":
                self.numberings.add(attributes["w:val"])
            case "w:instrText":
                self._in_instruction = True

    def _end(self, tag: str) -> None:
        if tag == "w:instrText":
            self._in_instruction = False
        elif tag == "w:p" and self.fields:
            self.wrong.append("a field runs beyond its paragraph")
            self.fields.clear()

    def _text(self, text: str) -> None:
        if self._in_instruction and (found := re.match(r" *(_\S+)", text)):
            self.targets.add(found[1])

    def _bookmark(self, id: str, name: str) -> None:
        if name in self.names or id in self.ids:
            self.wrong.append(f"bookmark {name} ({id}) stands twice")
        self.names.add(name)
        self.ids.add(id)
        self.open_bookmarks.add(id)

    def _field(self, kind: str) -> None:
        expected = {"begin": None, "separate": "begin", "end": "separate"}[kind]
        if expected is None:
            self.fields.append("begin")
        elif not self.fields or self.fields[-1] != expected:
            self.wrong.append(f"a field has {kind} out of order")
        elif kind == "separate":
            self.fields[-1] = "separate"
        else:
            self.fields.pop()
