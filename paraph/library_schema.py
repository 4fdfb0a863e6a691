"""The JSON Schema which is made from the library: every id with its title and summary, and each clause's fills.

`schema.json` refers to it, so an editor completes ids and fills. The tool judges each pick by the same
`pick_schema`, one clause at a time, so that building a draft does not read the whole library.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

from paraph.library import Clause, Library
from paraph.validate import Schema

AREAS, PREAMBLE = "areas", "preamble"
"""The topics which a draft picks under keys of their own, as lists."""

_BLANK = {"$ref": "../schema.json#/$defs/blank"}
DEPARTURE: Schema = {
    "wording": {
        "title": "Wording",
        "description": "A departure: clause text which prints instead of the library's.",
        "type": "string",
        "minLength": 1,
    },
    "reason": {"title": "Reason", "description": "Why, for the reviewer.", "type": "string", "minLength": 1},
}
"""The keys of a pick which replaces a clause's text."""
_JUDGED_ABOVE: Schema = dict.fromkeys(DEPARTURE, True)
_TEXT = {"title": "Own text", "description": "Clause text of this draft's own.", "type": "string", "minLength": 1}
OWN_TEXT: Schema = {
    "title": "Own text",
    "description": "Wording which the library does not have.",
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": _TEXT, "reason": DEPARTURE["reason"]},
}

OMITTED: Schema = {
    "title": "Left out",
    "description": "The draft does without the topic, though its template requires or picks it.",
    "type": "object",
    "required": ["omit"],
    "additionalProperties": False,
    "properties": {
        "omit": {"title": "Left out", "description": "Why the draft does without, for the reviewer.", "type": "string", "minLength": 1}
    },
}


@cache
def blank_schema() -> Schema:
    """What `{blank: …}` has to be, by itself."""
    return {
        "type": "object",
        "required": ["blank"],
        "additionalProperties": False,
        "properties": {"blank": {"type": "string", "minLength": 1}},
    }


def pick_schema(clause: Clause, blank: Schema, departure: Schema = DEPARTURE) -> Schema:
    """What a draft writes when it picks a clause by a mapping: its fills, and a departure if there is one."""
    fills = {name: _fill(name, fill, blank) for name, fill in clause.fills.items()}
    return {
        "type": "object",
        "required": ["use", *_demanded(clause)],
        "additionalProperties": False,
        "properties": {"use": {"const": clause.name}, **fills, **departure},
    }


def _demanded(clause: Clause) -> list[str]:
    return [name for name in clause.fills if name not in clause.optional]


def _fill(name: str, fill: Schema, blank: Schema) -> Schema:
    """A fill, or a blank. It is described in any case: editors show that beside the key which they offer."""
    title = fill.get("title", name.replace("_", " ").capitalize())
    about = {"title": title, "description": fill["description"]} if "description" in fill else {"description": title}
    bare = {key: value for key, value in fill.items() if key not in ("title", "description")}
    return {**about, "anyOf": [bare, blank]}


def permissive_schema() -> Schema:
    """A stand-in for the library's schema which leaves every pick to be judged by itself."""
    types = {"template": "string", "agency": "string", "clauses": "object"}
    # Not anyOf: where a text stands in place of a list, nobody is to be told of mappings.
    lists = {
        topic: {"if": {"type": "object", "required": ["omit"]}, "then": OMITTED, "else": {"type": "array"}} for topic in (AREAS, PREAMBLE)
    }
    return {"$id": "clauses/library.schema.json", "$defs": {name: {"type": type} for name, type in types.items()} | lists}


def library_schema(library: Library, clauses: Iterable[Clause], templates: Iterable[tuple[str, str, str]]) -> Schema:
    """The schema of the whole library; `templates` are names with titles and summaries.

    Each topic has its `TOPIC.pick` in `$defs`, which refers to `TOPIC.names`; names of clauses and topics hold no dot.
    """
    topics: dict[str, list[Clause]] = {AREAS: [], PREAMBLE: []}
    for clause in clauses:
        topics.setdefault(clause.topic, []).append(clause)
    settled = {topic: _topic(alternatives) for topic, alternatives in topics.items() if topic not in (AREAS, PREAMBLE)}
    picks: Schema = {}
    for topic, alternatives in topics.items():
        picks |= _picks(topic, alternatives)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "clauses/library.schema.json",
        "title": "The clause library",
        "description": "Made by `python assemble.py schema`; not to be edited.",
        "$comment": "Editors read defaultSnippets and errorMessage; validators pass over them.",
        "$defs": {
            "template": _choice([_const(name, title, summary) for name, title, summary in templates]),
            "agency": _choice([_agency(library, id) for id in library.agency_ids()]),
            **{topic: _list_of_picks(topic) for topic in (AREAS, PREAMBLE)},
            "clauses": {
                "type": "object",
                "properties": {AREAS: False, PREAMBLE: False, **settled},
                "additionalProperties": {"anyOf": [_ref("own-text"), _several("own-text")]},
            },
            "own-text": OWN_TEXT,
            "omitted": OMITTED,
            **DEPARTURE,
            **picks,
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list_of_picks(topic: str) -> Schema:
    return {"anyOf": [{"type": "array", "maxItems": 10_000, "items": _ref(f"{topic}.pick")}, _ref("omitted")]}


def _several(name: str) -> Schema:
    return {"type": "array", "minItems": 1, "items": _ref(name)}


def _topic(alternatives: list[Clause]) -> Schema:
    topic = alternatives[0].topic
    title = topic.replace("-", " ").capitalize()
    described = f"Alternatives: {', '.join(clause.name for clause in alternatives)}."
    return {"title": title, "description": described, "anyOf": [_ref(f"{topic}.pick"), _several(f"{topic}.pick"), _ref("omitted")]}


def _picks(topic: str, alternatives: list[Clause]) -> Schema:
    """What may be picked for a topic: a name, a mapping with `use`, or own text."""
    plain = [clause for clause in alternatives if not _demanded(clause)]
    demanding = [clause for clause in alternatives if _demanded(clause)]
    by_name = [_ref(f"{topic}.names")] if plain else []
    use = {"description": "The clause's name.", "type": "string", "anyOf": by_name + [_clause(clause) for clause in demanding]}
    branches = [_offer(plain, demanding)] if demanding else []
    branches += by_name
    branches += [_by_mapping(use, alternatives)] if alternatives else []
    names = {f"{topic}.names": _choice([_clause(clause) for clause in plain])} if plain else {}
    return {f"{topic}.pick": {"anyOf": [*branches, _ref("own-text")]}, **names}


def _offer(plain: list[Clause], demanding: list[Clause]) -> Schema:
    """What offers the clauses which demand fills where a name alone does not do. It holds for no value."""
    needed = [f"use: {clause.name}, with {', '.join(_demanded(clause))}" for clause in demanding]
    known = [f'"{clause.name}"' for clause in plain] + [f"{{{each}}}" for each in needed]
    return {
        "type": "string",
        "pattern": "(?!)",
        "errorMessage": f"Write one of: {'; '.join(known)}.",
        "defaultSnippets": [
            {"label": clause.name, "description": clause.about, "body": {"use": clause.name, **_stops(clause)}} for clause in demanding
        ],
    }


def _stops(clause: Clause) -> dict[str, str]:
    """The places where the cursor stops, one for each fill."""
    return {name: f"${number}" for number, name in enumerate(_demanded(clause), 1)}


def _by_mapping(use: Schema, alternatives: list[Clause]) -> Schema:
    known = {name: True for clause in alternatives for name in clause.fills}
    pick: Schema = {
        "title": "A clause with its fills",
        "type": "object",
        "required": ["use"],
        "additionalProperties": False,
        "properties": {"use": use, **known, "wording": _ref("wording"), "reason": _ref("reason")},
    }
    if not known:
        return pick
    filled = [_with_fills(clause) for clause in alternatives if clause.fills]
    bare = [clause.name for clause in alternatives if not clause.fills]
    return pick | {"allOf": [*filled, *([_without_fills(bare)] if bare else [])]}


def _with_fills(clause: Clause) -> Schema:
    about = {"title": clause.title, "description": clause.about}
    return {"if": _used({"const": clause.name}), "then": about | pick_schema(clause, _BLANK, _JUDGED_ABOVE)}


def _without_fills(names: list[str]) -> Schema:
    # No enum: editors would show it on hover, where a clause is named which is not in it.
    named = {"anyOf": [{"const": name} for name in names]}
    return {"if": _used(named), "then": {"properties": {"use": True, **_JUDGED_ABOVE}, "additionalProperties": False}}


def _used(name: Schema) -> Schema:
    return {"properties": {"use": name}, "required": ["use"]}


def _clause(clause: Clause) -> Schema:
    if clause.status != "retired":
        return _const(clause.name, clause.title, clause.about)
    instead = clause.instead.removeprefix(f"{clause.topic}/")
    return _const(clause.name, clause.title, f"Retired; pick {instead}. {clause.summary}") | {"deprecated": True}


def _agency(library: Library, id: str) -> Schema:
    agency = library.agency(id)
    return {"const": id, "description": f"{agency.name} ({agency.state})" if agency else id}


def _choice(constants: list[Schema]) -> Schema:
    return {"type": "string", "anyOf": constants} if constants else {"type": "string", "pattern": "(?!)"}


def _const(name: str, title: str, summary: str) -> Schema:
    return {"const": name, "title": title, "description": summary}


def written(schema: Schema) -> str:
    """The schema as the file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
