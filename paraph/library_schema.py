"""The JSON Schema which is made from the library: every id with its title and summary, and each clause's fills.

`schema.json` refers to it, so an editor completes ids and fills. The tool judges each pick by the same
`pick_schema`, one clause at a time, so that building a draft does not read the whole library.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from paraph.library import Clause, Library
from paraph.validate import Schema

AREAS, PREAMBLE = "areas", "preamble"
"""The topics which a draft picks under keys of their own, as lists."""

_BLANK = {"$ref": "../schema.json#/$defs/blank"}
_WORDING = {
    "title": "Wording",
    "description": "A departure: clause text which prints instead of the library's.",
    "type": "string",
    "minLength": 1,
}
_REASON = {"title": "Reason", "description": "Why, for the reviewer.", "type": "string", "minLength": 1}
_TEXT = {"title": "Own text", "description": "Clause text of this draft's own.", "type": "string", "minLength": 1}
OWN_TEXT: Schema = {
    "title": "Own text",
    "description": "Wording which the library does not have.",
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": _TEXT, "reason": _REASON},
}
RESERVED = frozenset({"use", "wording", "reason", "text", "blank"})
"""Keys of a pick which a clause cannot name a fill."""


@cache
def blank_schema() -> Schema:
    """What `{blank: …}` has to be, by itself."""
    return {
        "type": "object",
        "required": ["blank"],
        "additionalProperties": False,
        "properties": {"blank": {"type": "string", "minLength": 1}},
    }


def pick_schema(clause: Clause, blank: Schema) -> Schema:
    """What a draft writes when it picks a clause by a mapping: its fills, and a departure if there is one."""
    fills = {name: {**_about(name, fill), "anyOf": [fill, blank]} for name, fill in clause.fills.items()}
    return {
        "type": "object",
        "required": ["use", *(name for name in clause.fills if name not in clause.optional)],
        "additionalProperties": False,
        "properties": {"use": True, **fills, "wording": _WORDING, "reason": _REASON},
    }


def _about(name: str, fill: Schema) -> Schema:
    about = {"title": fill.get("title", name.replace("_", " ").capitalize())}
    return about | {key: fill[key] for key in ("description",) if key in fill}


def permissive_schema() -> Schema:
    """A stand-in for the library's schema which leaves every pick to be judged by itself."""
    return {
        "$id": "clauses/library.schema.json",
        "$defs": {
            "template": {"type": "string"},
            "agency": {"type": "string"},
            "clauses": {"type": "object"},
            "areas": {"type": "array"},
            "preamble": {"type": "array"},
        },
    }


def library_schema(library: Library, clauses: Iterable[Clause], templates: Iterable[tuple[str, str, str]]) -> Schema:
    """The schema of the whole library; `templates` are names with titles and summaries."""
    topics: dict[str, list[Clause]] = {}
    for clause in clauses:
        topics.setdefault(clause.topic, []).append(clause)
    picks = {topic: _topic(alternatives) for topic, alternatives in topics.items()}
    lists = {topic: {"type": "array", "maxItems": 10_000, "items": _pick(topics.get(topic, []))} for topic in (AREAS, PREAMBLE)}
    settled = {topic: pick for topic, pick in picks.items() if topic not in lists}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "clauses/library.schema.json",
        "title": "The clause library",
        "description": "Made by `python assemble.py schema`; not to be edited.",
        "$defs": {
            "template": _choice([_const(name, title, summary) for name, title, summary in templates]),
            "agency": _choice([_agency(library, id) for id in library.agency_ids()]),
            **lists,
            "clauses": {"type": "object", "properties": settled, "additionalProperties": _own_topic()},
        },
    }


def _own_topic() -> Schema:
    return {"anyOf": [OWN_TEXT, {"type": "array", "minItems": 1, "items": OWN_TEXT}]}


def _topic(alternatives: list[Clause]) -> Schema:
    one = _pick(alternatives)
    topic = alternatives[0].topic
    described = "; ".join(f"{clause.name}: {clause.summary}" for clause in alternatives)
    several = {"type": "array", "minItems": 1, "items": {"anyOf": one["anyOf"]}}
    return {"title": topic.replace("-", " ").capitalize(), "description": described, "anyOf": [*one["anyOf"], several]}


def _pick(alternatives: list[Clause]) -> Schema:
    by_name = _choice([_const(c.name, c.title, c.summary, retired=c.status == "retired") for c in alternatives if not _demands(c)])
    return {"anyOf": [by_name, _by_mapping(alternatives), OWN_TEXT]}


def _demands(clause: Clause) -> bool:
    return any(name not in clause.optional for name in clause.fills)


def _by_mapping(alternatives: list[Clause]) -> Schema:
    use = _choice([_const(c.name, c.title, c.summary, retired=c.status == "retired") for c in alternatives])
    known = {name: True for clause in alternatives for name in clause.fills}
    return {
        "title": "A clause with its fills",
        "type": "object",
        "required": ["use"],
        "properties": {"use": use, "wording": _WORDING, "reason": _REASON, **known},
        "additionalProperties": False,
        "allOf": [
            {"if": {"properties": {"use": {"const": c.name}}, "required": ["use"]}, "then": pick_schema(c, _BLANK)} for c in alternatives
        ],
    }


def _agency(library: Library, id: str) -> Schema:
    agency = library.agency(id)
    return _const(id, agency.name, f"{agency.name} ({agency.state})") if agency else _const(id, id, "")


def _choice(constants: list[Schema]) -> Schema:
    return {"type": "string", "anyOf": constants} if constants else {"type": "string", "enum": []}


def _const(name: str, title: str, summary: str, *, retired: bool = False) -> dict[str, Any]:
    return {"const": name, "title": title, "description": summary} | ({"deprecated": True} if retired else {})


def written(schema: Schema) -> str:
    """The schema as the file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
