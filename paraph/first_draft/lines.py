"""Write YAML and its comments by hand: a first draft is read before it is filled in."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from paraph.catalogue import fill_words
from paraph.library import Clause
from paraph.validate import Schema

WIDTH = 110
"""The width of comments, and of picks which stand on one line."""

# Texts which mean themselves in YAML, also within { } and [ ], and hold nothing which a comment could begin with.
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z|[A-Za-z][\w’“”./()–-]*(?: [\w’“”./()–-]+)*\Z")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_TAG = re.compile(r"\{%\s*(?:el)?if\b(.*?)%\}|\{\{.*?\bif\b(.*?)\}\}", re.DOTALL)
_UNIT = re.compile(r" in (years|months|weeks|days)$")


def scalar(value: Any) -> str:
    """A value as YAML, on one line."""
    if isinstance(value, str) and _PLAIN.match(value) and value.lower() not in _WORDS:
        return value
    if isinstance(value, list):
        return f"[{', '.join(map(scalar, value))}]"
    return json.dumps(value, ensure_ascii=False)


def blank(label: str) -> str:
    """A value which is not known yet."""
    return f"{{blank: {scalar(label)}}}"


def comment(text: str, indent: str = "", bullet: str = "") -> Iterator[str]:
    """A comment of one or more lines, which are told from keys by what they begin with."""
    first, after = f"{indent}# {bullet}", f"{indent}#   "
    yield from textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=after, break_long_words=False, break_on_hyphens=False)


def flow(clause: Clause) -> str:
    """A pick as it stands in one line: the clause's name, or a mapping with the fills which it cannot do without."""
    fills = [f"{name}: {fill}" for name, fill in _fills(clause)]
    return f"{{use: {clause.name}, {', '.join(fills)}}}" if fills else clause.name


def block(key: str, clause: Clause) -> Iterator[str]:
    """A pick under its key, with a line for each fill which says what it may be."""
    fills = dict(_fills(clause))
    if not clause.fills:
        yield f"{key}: {clause.name}"
        return
    yield f"{key}:"
    yield f"  use: {clause.name}"
    for name, schema in clause.fills.items():
        about = fill_words(schema) + ("; may be left out" if name in clause.optional else "")
        if name in fills:
            yield f"  {name}: {fills[name]}  # {about}"
        else:
            yield f"  # {name}: {blank(_label(name, schema))}  # {about}"


def fills_in_words(clause: Clause) -> str:
    """“Fills: term_years (Term in years).” Nothing when the clause has none."""
    return f" Fills: {', '.join(_fill_in_words(clause, name) for name in clause.fills)}." if clause.fills else ""


def _fill_in_words(clause: Clause, name: str) -> str:
    title = clause.fills[name].get("title", "")
    notes = [title] * (title.lower() != name.replace("_", " ")) + ["optional"] * (name in clause.optional)
    return f"{name} ({', '.join(notes)})" if any(notes) else name


def _fills(clause: Clause) -> Iterator[tuple[str, str]]:
    for name, schema in clause.fills.items():
        if name in clause.optional:
            continue
        yield name, scalar(clause.example[name]) if _decides(clause, name) and name in clause.example else blank(_label(name, schema))


def _label(name: str, schema: Schema) -> str:
    """What a blank is called inside a sentence, which says the unit itself."""
    title = _UNIT.sub("", schema.get("title", name.replace("_", " ")))
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _decides(clause: Clause, name: str) -> bool:
    """Whether the wording depends on a fill, so that it cannot be blank."""
    conditions = [found[1] or found[2] for found in _TAG.finditer(clause.wording.text)]
    return any(re.search(rf"\b{name}\b", condition) for condition in conditions)
