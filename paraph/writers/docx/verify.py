"""Check a written body for what no validator looks at: bookmarks and fields closed, names unique, all that is named defined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.parsers import expat

_BOOKMARK = re.compile(rb'<w:bookmarkStart w:id="([^"]*)" w:name="([^"]*)"|<w:bookmarkEnd w:id="([^"]*)"')
_STYLE = re.compile(rb'Style w:val="([^"]*)"')
_NUMBERING = re.compile(rb'<w:numId w:val="([^"]*)"')
_TARGET = re.compile(rb"<w:(?:instr|delInstr)Text[^>]*> *(_[^ <]+)")
_DEFINED_STYLE = re.compile(rb'w:styleId="([^"]+)"')
_DEFINED_NUMBERING = re.compile(rb'<w:num w:numId="([^"]+)"')
_BEFORE = {b"begin": None, b"separate": b"begin", b"end": b"separate"}
"""What a field has before each of its marks."""


class Unsound(Exception):
    """The writer wrote a file which breaks a rule: a fault of ours, not of the draft."""


def verify(main: bytes, numbering: bytes, styles: bytes) -> None:
    """Raises `Unsound` with everything that is wrong in a main part.

    The writer escapes quotation marks and brackets in text, so what looks like its markup is its markup.
    """
    wrong = _not_xml(main)
    names, found = _bookmarks(main)
    wrong += found
    wrong += _fields(main) if b"<w:fldChar" in main else []
    wrong += _undefined("style %s is not defined", _STYLE.findall(main), _defined_styles(styles))
    wrong += _undefined("numbering %s is not defined", _NUMBERING.findall(main), _DEFINED_NUMBERING.findall(numbering))
    wrong += _undefined("reference to %s, which is no bookmark", _TARGET.findall(main), names)
    if wrong:
        raise Unsound("; ".join(wrong))


@lru_cache(maxsize=8)
def _defined_styles(styles: bytes) -> frozenset[bytes]:
    return frozenset(_DEFINED_STYLE.findall(styles))


def _not_xml(main: bytes) -> list[str]:
    try:
        expat.ParserCreate().Parse(main, True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as error:
        return [f"the body is not XML: {error}"]
    return []


def _undefined(message: str, used: Iterable[bytes], defined: Iterable[bytes]) -> list[str]:
    return [message % name.decode() for name in sorted(set(used) - set(defined))]


def _bookmarks(main: bytes) -> tuple[set[bytes], list[str]]:
    """The names of all bookmarks, and what is wrong with them."""
    names: set[bytes] = set()
    ids: set[bytes] = set()
    opened: set[bytes] = set()
    wrong = []
    for id, name, closed in _BOOKMARK.findall(main):
        if closed:
            wrong += [] if closed in opened else [f"bookmark {closed.decode()} is closed and not open"]
            opened.discard(closed)
            continue
        if name in names or id in ids:
            wrong.append(f"bookmark {name.decode()} ({id.decode()}) stands twice")
        names.add(name)
        ids.add(id)
        opened.add(id)
    return names, [*(f"bookmark {id.decode()} is not closed" for id in sorted(opened)), *wrong]


def _fields(main: bytes) -> list[str]:
    """What is wrong with fields: each begins, has a result and ends within its paragraph."""
    wrong = []
    opened: list[bytes] = []
    for behind in main.split(b'<w:fldChar w:fldCharType="')[1:]:
        mark = behind[: behind.index(b'"')]
        before = _BEFORE[mark]
        if before and (not opened or opened.pop() != before):
            wrong.append(f"a field has {mark.decode()} out of order")
        opened += [mark] if mark != b"end" else []
        if opened and b"</w:p>" in behind:
            wrong.append("a field runs beyond its paragraph")
            opened.clear()
    return wrong
