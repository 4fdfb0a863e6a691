"""The file with a frozen text: written with its hashes, and read back only when they fit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from paraph import __version__
from paraph.digest import sha256
from paraph.initialled.lines import Line
from paraph.paths import shown, typed
from paraph.problems import Place, Problem, Stopped
from paraph.records import NamedTuple
from paraph.source import Source, read_source
from paraph.validate import conforms, packaged_schema

FORMAT = 1
_RULE = "frozen-file"


class Frozen(NamedTuple):
    """A text which was agreed: of which draft, in which status, frozen when and by whom, with which version of the tool."""

    draft: str
    status: str
    date: date
    by: str
    lines: tuple[Line, ...]
    paraph: str = __version__


def to_json(frozen: Frozen) -> str:
    """The file's text: a paragraph on each line, keys always in the same order."""
    head = _head(frozen)
    paragraphs = [_paragraph(line) for line in frozen.lines]
    head["hash"] = _whole({**head, "paragraphs": paragraphs})
    above = "".join(f"  {_json(key)}: {_json(value)},\n" for key, value in head.items())
    rows = ",\n".join(f"    {_json(paragraph)}" for paragraph in paragraphs)
    return f'{{\n{above}  "paragraphs": [\n{rows}\n  ]\n}}\n'


def read_frozen(path: Path, draft: Path) -> Frozen:
    """The frozen text of a draft. Stops when there is no such file, or with `frozen-file` when it is not as it was written."""
    source = read_source(path, shown(path))
    hint = f"take the file as it was committed, or freeze the text anew: {typed('paraph', 'initial', shown(draft), '--again')}"
    try:
        data: Any = json.loads(source.text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Stopped([Problem(Place(source.path, 1, 1), f"this is no frozen text: {error}", _RULE, hint)]) from None
    problems = _wrong(data, source, hint)
    if problems:
        raise Stopped(problems)
    lines = tuple(Line(p["sort"], p["mark"], p["text"], p["clause"], p["pick"]) for p in data["paragraphs"])
    return Frozen(data["draft"], data["status"], date.fromisoformat(data["date"]), data["by"], lines, data["paraph"])


def _wrong(data: Any, source: Source, hint: str) -> list[Problem]:
    """What is not as it was written."""
    start = Place(source.path, 1, 1)
    if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] > FORMAT:
        message = f"this is a frozen text of format {data['format']}, and this version of Paraph knows those up to {FORMAT}"
        return [Problem(start, message, _RULE, "install a newer Paraph")]
    if not conforms(data, packaged_schema("frozen")):
        return [Problem(start, "this is no frozen text: it is not as paraph/schemas/frozen.json says", _RULE, hint)]
    found = [
        Problem(_place(source, number, paragraph["hash"]), f"paragraph {number} was changed by hand: its hash does not fit", _RULE, hint)
        for number, paragraph in enumerate(data["paragraphs"], 1)
        if paragraph["hash"] != _hash(paragraph["mark"], paragraph["text"])
    ]
    if not found and data["hash"] != _whole({key: value for key, value in data.items() if key != "hash"}):
        found = [Problem(_place(source, 0, data["hash"]), "the file was changed by hand: its hash does not fit", _RULE, hint)]
    return found


def _head(frozen: Frozen) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "draft": frozen.draft,
        "status": frozen.status,
        "date": frozen.date.isoformat(),
        "by": frozen.by,
        "paraph": frozen.paraph,
    }


def _paragraph(line: Line) -> dict[str, str]:
    return {**line._asdict(), "hash": _hash(line.mark, line.text)}


def _hash(mark: str, text: str) -> str:
    return sha256(f"{mark}\n{text}".encode()).hexdigest()


def _whole(data: dict[str, Any]) -> str:
    return sha256(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f'"{key}" is given twice')
        found[key] = value
    return found


def _place(source: Source, number: int, hash: str) -> Place:
    """The line of a hash: that of a paragraph by its number, for each has a line, unless the file was laid out otherwise."""
    lines = source.text.split("\n")
    first = next((at for at, line in enumerate(lines) if '"paragraphs"' in line), 0)
    if first + number < len(lines) and hash in lines[first + number]:
        return Place(source.path, first + number + 1, 1)
    return Place(source.path, 1 + next((at for at, line in enumerate(lines) if hash in line), 0), 1)
