"""Texts which do no more than print values are spliced, without Jinja.

Of the clauses which hold any value, seven in eight say only `{{ participants }}`, `{{ years | years }}`, `{{ ref("areas") }}` and the
like. To have Jinja parse, translate and compile each of them takes a tenth of a cold build; to put values between pieces of text
takes nothing. Whatever else a text holds is Jinja's, and so is every error, so there is one meaning; a test renders texts both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from paraph.records import NamedTuple
from paraph.render.filters import FILTERS
from paraph.render.values import ATTRIBUTES

_VALUE = re.compile(r'\{\{ ([a-z_]+)(?:\.([a-z_]+)|\("([^"\\{}\n]*)"\))?((?: \| [a-z_]+)*) \}\}')

_MARKED_END = re.compile(r"[-+][%}#]\}")
"""What `allowed` refuses outside tags too."""
_MEANING = frozenset(("true", "false", "none", "not", "self"))
"""Names which mean something else to Jinja, whatever a clause calls so."""


class _Value(NamedTuple):
    """What prints: a name, its attribute or what it gives when it is called with a text, through filters."""

    name: str
    attribute: str | None
    argument: str | None
    filters: tuple[Callable[..., object], ...]


_ASKING = frozenset(change for change in FILTERS.values() if hasattr(change, "jinja_pass_arg"))
"""The filters which ask the context for something."""


class _Context(NamedTuple):
    """What filters ask of Jinja's context."""

    parent: Mapping[str, object]


class Spliced(NamedTuple):
    """A text cut at its values, which stand between `pieces`; how an attribute is read, and how a value is noted."""

    values: tuple[_Value, ...]
    pieces: tuple[str, ...]
    read: Callable[[Any, str], Any]
    token: Callable[[Any, object], str]

    @property
    def names(self) -> tuple[str, ...]:
        """The names which it uses, in alphabetical order."""
        return tuple(sorted({value.name for value in self.values}))

    @property
    def lists(self) -> frozenset[str]:
        """The topics whose picks it lists."""
        return frozenset(value.argument for value in self.values if value.name == "list" and value.argument is not None)

    def generate(self, context: Mapping[str, object]) -> Iterator[str]:
        """The text with tokens for the values of a context, as a compiled Jinja text gives it; raises where that would."""
        noted: Any = context["_values"]
        yield self.pieces[0]
        for value, piece in zip(self.values, self.pieces[1:], strict=True):
            yield self.token(noted, self._of(value, context)) + piece

    def _of(self, value: _Value, context: Mapping[str, Any]) -> object:
        found = context[value.name]
        if value.attribute is not None:
            found = self.read(found, value.attribute)
        elif value.argument is not None:
            found = found(value.argument)
        for change in value.filters:
            found = change(_Context(context), found) if change in _ASKING else change(found)
        return found


def spliced(
    text: str, names: frozenset[str], functions: frozenset[str], read: Callable[[Any, str], Any], token: Callable[[Any, object], str]
) -> Spliced | None:
    """A text which holds nothing but values of these names and calls of these functions, or `None` for Jinja to read it.

    Behind each value goes the mark with which `lines.marked` says where the text goes on.
    """
    if text.count("{") != 2 * len(_VALUE.findall(text)) or _MARKED_END.search(text):
        return None
    values, pieces, end = [], [], 0
    for found in _VALUE.finditer(text):
        name, attribute, argument, through = found.groups()
        filters = through.split(" | ")[1:]
        known = name not in _MEANING and name in (names - functions if argument is None else names & functions)
        if not known or (attribute and attribute not in ATTRIBUTES) or not FILTERS.keys() >= set(filters):
            return None
        values.append(_Value(name, attribute, argument, tuple(FILTERS[filter] for filter in filters)))
        pieces.append(_marked(text, end, found.start()))
        end = found.end()
    pieces.append(_marked(text, end, len(text) - text.endswith("\n")))  # Jinja drops the last line end as well
    return Spliced(tuple(values), tuple(pieces), read, token)


def _marked(text: str, start: int, end: int) -> str:
    return f"\ue002{start}\ue003{text[start:end]}" if start else text[:end]
