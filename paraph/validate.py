"""Judge data against a JSON Schema (2020-12) and word what is wrong. The door of jsonschema and jsonschema-rs.

jsonschema-rs says quickly whether all is well; only when it is not, jsonschema, which is slower to
import than a whole document takes to build, finds every error for the messages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from paraph.problems import Problem, nearest, shortened
from paraph.records import NamedTuple
from paraph.yaml_data import Data, Path

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Schema = dict[str, Any]
LIBRARY_SCHEMA = "clauses/library.schema.json"
"""How schema.json calls the schema made from the library."""
_BASE = "paraph:/"
_NO_LIBRARY: Schema = {}
_TYPES = {
    "object": "a mapping (key: value)",
    "array": "a list (- value)",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
    "blank": "{blank: …}",
}


@cache
def packaged_schema(name: str) -> Schema:
    """One of the tool's own schemas: of a clause's front matter, an agency, a state or a template."""
    path = FilePath(__file__).parent / "schemas" / f"{name}.json"
    schema: Schema = json.loads(path.read_bytes())
    return schema


def conforms(value: Any, schema: Schema, library: Schema | None = None) -> bool:
    """Whether a value is valid; `library` stands in for the schema made from the library."""
    library = library or _NO_LIBRARY
    key = (id(schema), id(library))
    if key not in _compiled:
        _compiled[key] = _Compiled(_validator(schema, library), schema, library)
    valid: bool = _compiled[key].validator.is_valid(value)
    return valid


class _Compiled(NamedTuple):
    """A compiled schema, with what it was made of, so that nothing else can have its ids."""

    validator: Any
    schema: Schema
    library: Schema


_compiled: dict[tuple[int, int], _Compiled] = {}


def _validator(schema: Schema, library: Schema) -> Any:
    registry = jsonschema_rs.Registry([(_BASE + LIBRARY_SCHEMA, library)], draft=jsonschema_rs.Draft202012)
    return jsonschema_rs.Draft202012Validator(
        schema, registry=registry, validate_formats=True, base_uri=_BASE + "schema.json", offline=True
    )


def schema_error(schema: Schema) -> str:
    """What is wrong with a JSON Schema itself, or nothing."""
    try:
        jsonschema_rs.meta.validate(schema)
    except jsonschema_rs.ValidationError as error:
        return f"{'.'.join(map(str, error.instance_path)) or 'the schema'}: {error.message}"
    return ""


def validate(data: Data, schema: Schema, library: Schema | None = None, below: Path = ()) -> list[Problem]:
    """A problem for everything in the data (or the part of it at a path) which the schema forbids.

    The rules are `unknown-key`, `missing-key`, `wrong-type` and `wrong-value`.
    """
    value = data.below(below)
    if conforms(value, schema, library):
        return []
    found: list[Problem] = []
    for error in _errors(value, schema, library):
        found += _problems(error, data, below)
    return found


def _errors(value: Any, schema: Schema, library: Schema | None) -> Iterator[ValidationError]:
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    resource = DRAFT202012.create_resource(library or {})
    registry = Registry().with_resource(LIBRARY_SCHEMA, resource)
    checker = FormatChecker(formats=["date"])
    yield from Draft202012Validator(schema, registry=registry, format_checker=checker).iter_errors(value)


def _problems(error: ValidationError, data: Data, below: Path) -> list[Problem]:
    if error.validator in ("anyOf", "oneOf") and error.context:
        found = []
        for inner in _likeliest(error):
            found += _problems(inner, data, below)
        return found
    path = (*below, *error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        hint = "a name has small letters, figures and underscores, and is no word of Jinja or of a pick"
        return [Problem(data.key_place((*path, str(error.instance))), f'"{error.instance}" cannot be a name here', "wrong-value", hint)]
    worded: Callable[[ValidationError, Data, Path], list[Problem]] = _WORDED.get(str(error.validator), _wrong_value)
    return worded(error, data, path)


def _likeliest(error: ValidationError) -> list[ValidationError]:
    """The errors of the branch which the value was most likely meant for: the one it gets furthest into."""
    branches: dict[int, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(int(inner.schema_path[0]), []).append(inner)

    def unlikely(errors: list[ValidationError]) -> tuple[bool, int, int]:
        here = [e for e in errors if not e.path]
        return any(e.validator == "type" for e in here), sum(map(_weight, errors)), len(errors)

    ranked = sorted(branches.values(), key=unlikely)
    if unlikely(ranked[0])[0]:
        return [_none_of(error, ranked)]
    return ranked[0]


def _weight(error: ValidationError) -> int:
    """How many keys an error is about."""
    instance: Any = error.instance
    if error.validator == "additionalProperties" and isinstance(error.schema, dict):
        return len(set(instance) - set(error.schema.get("properties", ())))
    return 1


def _none_of(error: ValidationError, branches: list[list[ValidationError]]) -> ValidationError:
    """One type error which names the types of all branches."""
    wanted = [e.validator_value for errors in branches for e in errors if e.validator == "type" and not e.path]
    first = next(e for e in branches[0] if e.validator == "type")
    names = dict.fromkeys(str(name) for name in wanted)
    if len(names) > 1 and "object" in names:  # the one mapping which may stand for a value
        del names["object"]
        names["blank"] = None
    first.validator_value = list(names)
    first.parent = error
    return first


def _unknown_key(error: ValidationError, data: Data, path: Path) -> list[Problem]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    keys: Any = error.instance
    rests = [key for key in keys if key not in known and _is_rest(keys[key], data, (*path, key))]
    return [
        *(_cut_value(keys, rests, data, path) if rests else ()),
        *(
            Problem(
                data.key_place((*path, key)),
                f'unknown key "{shortened(key)}"',
                "unknown-key",
                nearest(key, known) or f"known here: {', '.join(sorted(known))}",
            )
            for key in keys
            if key not in known and key not in rests
        ),
    ]


def _is_rest(value: Any, data: Data, path: Path) -> bool:
    """Whether a key is no key, but the rest of a value which a comma has cut inside { }."""
    _, line, column = data.key_place(path)
    behind = data.source.text.split("\n")[line - 1][column - 1 :].removeprefix(str(path[-1]))
    return value is None and behind.lstrip()[:1] in (",", "}")


def _cut_value(keys: dict[str, Any], rests: list[str], data: Data, path: Path) -> list[Problem]:
    """One problem for the value in front of the first rest, with what it was meant to be."""
    names = list(keys)
    at = names.index(rests[0])
    before = names[at - 1] if at else ""
    whole = ", ".join([str(keys.get(before, "")), *(name for name in names[at:] if name in rests)])
    hint = f'put the value in quotes: {before}: "{shortened(whole)}"' if before else "put the value in quotes"
    return [Problem(data.key_place((*path, rests[0])), "inside { } a comma ends the value", "unknown-key", hint)]


def _missing_key(error: ValidationError, data: Data, path: Path) -> list[Problem]:
    required: Any = error.validator_value
    missing = next(key for key in required if f"'{key}'" in error.message)
    about = error.schema.get("properties", {}).get(missing, {}) if isinstance(error.schema, dict) else {}
    hint = f"{missing}: {about['description']}" if "description" in about else ""
    return [Problem(data.key_place(path), f'the key "{missing}" is missing', "missing-key", hint)]


def _wrong_type(error: ValidationError, data: Data, path: Path) -> list[Problem]:
    value: Any = error.validator_value
    wanted: list[str] = value if isinstance(value, list) else [value]
    names = " or ".join(_TYPES[name] for name in wanted)
    hint = _type_hint(error.instance, wanted) or _shape(error)
    return [Problem(data.place(path), f"expected {names}, found {_found(error.instance)}", "wrong-type", hint)]


def _shape(error: ValidationError) -> str:
    """How a mapping is written, when one is wanted."""
    required: Any = error.schema.get("required", ()) if isinstance(error.schema, dict) else ()
    return f"write {{{', '.join(f'{key}: …' for key in required)}}}" if required else ""


def _type_hint(value: Any, wanted: list[str]) -> str:
    if value is None and "blank" in wanted:
        return "write {blank: what is missing} for a value not known yet"
    if isinstance(value, int | float) and "string" in wanted:
        return f'put it in quotes: "{value}"'
    if isinstance(value, str) and "integer" in wanted:
        return "write a figure without quotes, as in 3"
    if isinstance(value, str) and "array" in wanted:
        return f"write a list: [{shortened(value)}]"
    if isinstance(value, dict) and "array" in wanted:
        return 'begin each entry with "- "'
    return ""


def _found(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{shortened(value)}"' if isinstance(value, str) else str(value)


def _wrong_value(error: ValidationError, data: Data, path: Path) -> list[Problem]:
    message, hint = _value_words(str(error.validator), error.validator_value, error.instance)
    if error.validator == "pattern" and isinstance(error.schema, dict):
        hint = error.schema.get("description", hint)
    if error.instance == "" and path:
        hint = _nothing_hint(path)
    return [Problem(data.place(path), message or error.message, "wrong-value", hint)]


def _nothing_hint(path: Path) -> str:
    """What to write in place of an empty text."""
    key, *above = reversed(path)
    if key in ("text", "wording"):
        none = "take the entry out" if isinstance(above[0], int) else f"write {above[0]}: {{omit: why}}"
        return f"to have none, {none}"
    return "write something, or take the key out"


def _value_words(validator: str, wanted: Any, value: Any) -> tuple[str, str]:
    found = _found(value)
    match validator:
        case "enum" | "const":
            known = list(map(str, wanted if isinstance(wanted, list) else [wanted]))
            return f"{found} is not one of: {', '.join(known)}", nearest(str(value), known)
        case "format":
            return f"{found} is not a date", "write a day as year-month-day, as in 2022-05-06"
        case "pattern":
            return f"{found} has a form which is not allowed here", "ids hold small letters, figures, - and /"
        case "minimum" | "exclusiveMinimum":
            return f"{found} is too small", f"at least {wanted}"
        case "maximum" | "exclusiveMaximum":
            return f"{found} is too large", f"at most {wanted}"
        case "minLength" | "minItems" | "minProperties":
            return f"{found} is too short", f"at least {wanted}"
        case "maxLength" | "maxItems" | "maxProperties":
            return f"{found} is too long", f"at most {wanted}"
    return "", ""


_WORDED = {"additionalProperties": _unknown_key, "required": _missing_key, "type": _wrong_type}
