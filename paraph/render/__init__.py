"""Render clause text: Jinja on the text, with what the draft gives as opaque values. The door of Jinja.

A value never becomes text before the text is parsed: it prints as a private-use token, which the parser
takes for a letter and puts the value in place of. So no character of a name or a fill can mean anything.
A second kind of token notes which character of the clause follows, for the places of what is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

from jinja2 import StrictUndefined, pass_context
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from paraph.library import Wording
from paraph.problems import Place, Problem, Stopped
from paraph.records import NamedTuple
from paraph.render.allowed import FUNCTIONS, examine
from paraph.render.filters import FILTERS
from paraph.render.lines import marked
from paraph.render.spliced import Spliced, spliced
from paraph.render.values import PLAIN, VIEWS, Printed, Undecidable, Values, printed
from paraph.shared import Recent, Shared
from paraph.tree import Block

CHARACTERS = 2_000_000
"""The most that one clause may grow to. Loops run over what a draft gives, so few texts come near."""
TEXTS = 100
"""How many texts are remembered: a draft has some dozens, each of which many drafts say alike."""


class Uses(NamedTuple):
    """What a text uses: names of its context, and the topics it lists; with the text ready to be rendered."""

    names: tuple[str, ...]
    lists: frozenset[str]
    compiled: Any = None


_NOTHING = Uses((), frozenset())


class Rendered(NamedTuple):
    """Marked text, which `lines_of` cuts into lines, and the values which its tokens stand for."""

    text: str
    values: list[Printed]


class Made(NamedTuple):
    """The blocks of a text, what is wrong in it, the topics which it lists, and the content that stands in for them."""

    blocks: tuple[Block, ...]
    problems: list[Problem]
    lists: tuple[str, ...]
    listed: tuple[tuple[Block, ...], ...] = ()


class Frame(NamedTuple):
    """What a frame places, in order, and what is wrong in it."""

    names: tuple[str, ...]
    problems: tuple[Problem, ...]


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which need not look closely at what is a field of our own values."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        return (isinstance(obj, VIEWS) and attr in obj._fields) or super().is_safe_attribute(obj, attr, value)


class Renderer:
    """Renders clause text; each text is compiled once."""

    def __init__(self) -> None:
        # The sandbox stands behind `examine`, which lets through no more than names, filters, if and for.
        self._environment = _Sandbox(undefined=StrictUndefined, finalize=_token, cache_size=0)
        self._environment.filters = dict(FILTERS)
        self._environment.globals = {}
        self._environment.tests = {}
        self._compiled: Recent[tuple[str, frozenset[str]], Uses] = Recent(TEXTS)
        self.made: Recent[Hashable, Made] = Recent(TEXTS)
        """What texts became, kept from one draft to the next."""
        self.parsed: Recent[Hashable, Any] = Recent(TEXTS)
        """The blocks of rendered texts before their values stand in them, kept likewise."""
        self.rows: Recent[tuple[int, ...], Shared] = Recent(TEXTS)
        """Passages in a row, by their ids, kept likewise."""
        self.frames: dict[Wording, Frame] = {}
        """Frames, kept likewise."""

    def uses(self, wording: Wording, names: frozenset[str]) -> Uses:
        """The names and list topics which a text uses. Stops with what is not allowed in it."""
        if "{" not in wording.text:
            return _NOTHING
        key = (wording.text, names)
        return self._compiled.get(key) or self._compiled.put(key, self._compile(wording, names))

    def render(self, wording: Wording, context: Mapping[str, object], uses: Uses) -> Rendered:
        """The text with the values of a context, which has at least what the text uses.

        Stops with `jinja-syntax`, `jinja-not-allowed`, `undefined-name`, `single-brace`,
        `jinja-value`, `blank-decides` or `too-large`.
        """
        if "{" not in wording.text:
            return Rendered(wording.text, [])
        values = Values(context.get("_style", PLAIN))  # type: ignore[arg-type]
        try:
            chunks = self._chunks(uses.compiled, {**context, "_values": values}, wording)
        except (Undecidable, TemplateError, TypeError, ValueError, ArithmeticError) as error:
            if isinstance(uses.compiled, Spliced):  # Jinja says what is wrong, and where
                return self.render(wording, context, self._translate(wording, frozenset(uses.names)))
            raise Stopped([_unrendered(error, wording)]) from None
        return Rendered("".join(chunks), values)

    def _chunks(self, template: Any, context: dict[str, object], wording: Wording) -> list[str]:
        chunks, size = [], 0
        for chunk in template.generate(context):
            chunks.append(chunk)
            size += len(chunk)
            if size > CHARACTERS:
                raise Stopped([Problem(wording.place, f"the text grows beyond {CHARACTERS:,} characters", "too-large")])
        return chunks

    def _compile(self, wording: Wording, names: frozenset[str]) -> Uses:
        plain = spliced(wording.text, names, FUNCTIONS, self._environment.getattr, _noted)
        return Uses(plain.names, plain.lists, plain) if plain else self._translate(wording, names)

    def _translate(self, wording: Wording, names: frozenset[str]) -> Uses:
        """A text compiled by Jinja."""
        try:
            tree = self._environment.parse(marked(wording.text))
        except TemplateSyntaxError as error:
            raise Stopped([_syntax_problem(error, wording)]) from None
        except (RecursionError, ValueError, MemoryError) as error:
            raise Stopped([_too_large(error, wording)]) from None
        try:
            found = examine(tree, wording, names)
            code = self._environment.compile(tree)
        except (RecursionError, SyntaxError, ValueError, MemoryError) as error:
            raise Stopped([_too_large(error, wording)]) from None
        compiled = self._environment.template_class.from_code(self._environment, code, {})
        return Uses(tuple(sorted(found.names)), found.lists, compiled)


@pass_context
def _token(context: Context, value: object) -> str:
    """What Jinja prints in place of a value."""
    return _noted(context.parent["_values"], value)


def _noted(values: Values, value: object) -> str:
    values.append(printed(value, values.style))
    return f"\ue000{len(values) - 1}\ue001"


def _too_large(error: Exception, wording: Wording) -> Problem:
    hint = "write the text out, or as several clauses"
    return Problem(wording.place, f"the text is too deep or long for Jinja: {type(error).__name__}", "too-large", hint)


def _unrendered(error: Exception, wording: Wording) -> Problem:
    place = _raised_at(error, wording)
    if isinstance(error, Undecidable):
        return Problem(place, str(error), "blank-decides", "give the value, or pick an alternative which does not depend on it")
    return Problem(place, f"the text cannot be rendered: {error}", "jinja-value")


def _raised_at(error: Exception, wording: Wording) -> Place:
    """The line of the text in which a value failed: Jinja writes it into the traceback."""
    line = 1
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    place = wording.place
    return place._replace(line=place.line + line - 1) if wording.follows else place


def _syntax_problem(error: TemplateSyntaxError, wording: Wording) -> Problem:
    message = re.sub("\ue002\\d+\ue003", "", error.message or "")
    place = wording.place
    if wording.follows:
        line = wording.text.split("\n")[error.lineno - 1]
        column = max(line.find("{%"), line.find("{{"), 0) if "{" in line else 0
        place = Place(place.path, place.line + error.lineno - 1, place.column + column)
    return Problem(
        place, f"this is not Jinja: {message}", "jinja-syntax", "values stand in {{ … }}, conditions in {% if … %} … {% endif %}"
    )
