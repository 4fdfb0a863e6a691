"""A redline of two Word files, or of one and a draft: our own where both are as Paraph built them, else by Docxodus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from paraph.assembled import Assembled
from paraph.english import none_or_many
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped
from paraph.records import NamedTuple
from paraph.redline import built_draft, redline_of_files
from paraph.redline.built import LARGEST, Built, NotOurs, read_built
from paraph.redline.tracked import Stamp
from paraph.writers.docx import write_docx
from paraph.writers.docx.look import read_look

_EDGE = re.compile(r"word/(?:header|footer|notice)")
_WORDS = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)T")


class NoEngine(Exception):
    """Docxodus is needed and not installed; says what to type."""


class Side(NamedTuple):
    """A Word file, or a draft as one: its path, its bytes, and what is doubtful about a draft.

    `built` is what our own engine needs of it, when it is as Paraph built it.
    """

    path: Path
    raw: bytes
    built: Built | None
    problems: tuple[Problem, ...] = ()


class Made(NamedTuple):
    """A Word file with tracked changes; what it says of itself; what is doubtful about it."""

    file: bytes
    said: str
    problems: tuple[Problem, ...]


def side_of_file(path: Path) -> Side:
    """A Word file. Stops with what is wrong with it."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        return Side(path, raw, read_built(raw, str(path)))
    except (OSError, NotOurs):
        from paraph.readers.word.package import parts_of, read_raw

        raw = read_raw(path)
        parts_of(path, raw)
        return Side(path, raw, None)


def side_of_draft(path: Path, assembled: Assembled) -> Side:
    """A draft, as it is built."""
    look = read_look(assembled.look)
    raw = write_docx(assembled.document, look)
    return Side(path, raw, built_draft(assembled, look), assembled.problems)


def redline_between(old: Side, new: Side, author: str, day: date | None) -> Made:
    """The redline of two sides. Without a day it has that of the new side, if Paraph built it and it has one.

    Stops as `tracked` does; raises `NoEngine`.
    """
    stamp = Stamp(author, day or (_day(new.built) if new.built else None))
    if old.built and new.built:
        try:
            found = redline_of_files(old.built, new.built, stamp)
        except (NotOurs, Stopped):  # written by another version of ours, or its look lacks a style
            pass
        else:
            return Made(found.file, f"{none_or_many(found.changed, 'passage')} changed", tuple(_around(old, new)))
    from paraph.docxodus import Given, NotInstalled, tracked

    try:
        made = tracked(Given(old.path, old.raw), Given(new.path, new.raw), stamp)
    except NotInstalled as missing:
        raise NoEngine(str(missing)) from None
    layout = f", and the layout of {made.laid_out} more" if made.laid_out else ""
    return Made(made.file, f"{none_or_many(made.changed, 'paragraph')} changed{layout}; compared by Docxodus", made.problems)


def _around(old: Side, new: Side) -> Iterator[Problem]:
    """What stands in the headers and footers is not compared; that it differs is told, the line above a text under negotiation aside."""
    said = [list(_edges(side.built.parts)) for side in (old, new) if side.built]
    if said[0] != said[-1]:
        message = f"its headers or footers do not say what those of {shown(old.path)} say; they are not compared, and these stand"
        yield Problem(Place(shown(new.path), 1, 1), message, "headers-differ", "compare them by eye", "warning")


def _edges(parts: Mapping[str, bytes]) -> Iterator[list[bytes]]:
    negotiated = b'"status":"drafting"' in parts["customXml/item1.xml"]
    for name, data in parts.items():
        if _EDGE.match(name):
            words = _WORDS.findall(data.rpartition(b"<w:p>")[0] if negotiated and "footer" not in name else data)
            if words:
                yield words


def _day(built: Built) -> date | None:
    found = _MODIFIED.search(built.parts.get("docProps/core.xml", b""))
    return date.fromisoformat(found[1].decode()) if found else None
