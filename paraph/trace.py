"""Where a passage came from, for the manifest in the document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from paraph.digest import sha256
from paraph.draft import Entry, Pick, Value
from paraph.tree import Blank, Trace

_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def trace(pick: Pick) -> Trace:
    """A pick with its clause, its fills as JSON, and the SHA-256 of the text which it prints."""
    fills = _as_json_text(pick.fills) if pick.fills else "{}"
    return Trace(pick.key, pick.clause, _digest(pick.wording.text), fills, pick.departs, pick.place, pick.wording.place, pick.reason)


def _as_json_text(fills: Mapping[str, Value]) -> str:
    given = {name: _as_json(value) for name, value in fills.items()}
    return _json(given)


@lru_cache(maxsize=4_000)
def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _as_json(value: Value) -> object:
    match value:
        case Blank():
            return {"blank": value.label}
        case date():
            return value.isoformat()
        case Entry():
            return {name: _as_json(given) for name, given in value.values if given is not None}
        case tuple():
            return [_as_json(entry) for entry in value]
    return value
