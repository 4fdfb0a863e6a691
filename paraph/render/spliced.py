"""Texts which do no more than name values are spliced, without Jinja.

Two clauses in three say only `{{ participants }}` and the like. To have Jinja parse, translate and compile each
of them takes a tenth of a cold build; to put values between pieces of text takes nothing. Whatever else a text
holds is Jinja's, so there is one meaning; a test renders texts both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

_VALUE = re.compile(r"\{\{ ([a-z_]+) \}\}")


class Spliced(NamedTuple):
    """A text cut at its values: `names` stand between `pieces`."""

    names: tuple[str, ...]
    pieces: tuple[str, ...]
    token: Callable[[Any, object], str]

    def generate(self, context: Mapping[str, object]) -> Iterator[str]:
        """The text with tokens for the values of a context, as a compiled Jinja text gives it."""
        values: Any = context["_values"]
        yield self.pieces[0]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            yield self.token(values, context[name]) + piece


def spliced(text: str, names: frozenset[str], token: Callable[[Any, object], str]) -> Spliced | None:
    """A text which holds nothing but values of these names, or `None` for Jinja to read it.

    Behind each value goes the mark with which `lines.marked` says where the text goes on.
    """
    if text.count("{") != 2 * len(_VALUE.findall(text)):
        return None
    pieces, used, end = [], [], 0
    for found in _VALUE.finditer(text):
        pieces.append(_marked(text, end, found.start()))
        used.append(found[1])
        end = found.end()
    pieces.append(_marked(text, end, len(text) - text.endswith("\n")))  # Jinja drops the last line end as well
    return Spliced(tuple(used), tuple(pieces), token) if names.issuperset(used) else None


def _marked(text: str, start: int, end: int) -> str:
    return f"\ue002{start}\ue003{text[start:end]}" if start else text[:end]
