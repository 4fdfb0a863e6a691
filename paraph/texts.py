"""The blocks of a text: rendered, parsed, and remembered for the next draft which says the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType

from paraph.draft import Given
from paraph.filled import filled
from paraph.library import Wording
from paraph.markup import Parsed, parse
from paraph.problems import Place, Problem, Stopped
from paraph.render import Made, Renderer, Uses
from paraph.render.lines import lines_of
from paraph.render.values import InstrumentView, PartyView, Slot
from paraph.shared import Shared
from paraph.tree import Block

_ANYWHERE = Place("", 1, 1)


def text_blocks(
    wording: Wording,
    uses: Uses,
    context: Mapping[str, object],
    renderer: Renderer,
    listed: Mapping[str, tuple[Block, ...]] = MappingProxyType({}),
) -> Made:
    """The blocks of a text with the values of a context and the picks which it lists.

    Places in the blocks count from the beginning of the text, so that drafts can share them.
    Stops as `Renderer.render` does.
    """
    key = _key(wording, uses, context, listed)
    try:
        if (known := renderer.made.get(key)) is not None:
            return known
        if not renderer.made.wanted(key):
            key = None
    except TypeError:  # a value which is not known yet cannot be compared
        key = None
    anywhere = wording._replace(place=_ANYWHERE)
    try:
        text, values = renderer.render(anywhere, context, uses)
    except Stopped as stopped:
        raise Stopped(_located(stopped.problems, wording)) from None
    parsed = _parsed(text, anywhere, renderer)
    blocks, problems = filled(parsed.blocks, values, listed)
    problems = _located(parsed.problems + problems, wording)
    lists = tuple([value.name for value in values if isinstance(value, Slot)])
    if key is None or problems:
        return Made(blocks, problems, lists)
    # What is listed is kept with the rest so that nothing else can have its id.
    return renderer.made.put(key, Made(Shared(blocks), [], lists, tuple(listed.values())))


def _parsed(text: str, wording: Wording, renderer: Renderer) -> Parsed:
    """A rendered text's blocks before its values stand in them: those of other values are the same."""
    key = (text, wording.text, wording.follows)
    known = renderer.parsed.get(key)
    if known is None:
        known = parse(lines_of(text, wording))
        if renderer.parsed.wanted(key):
            renderer.parsed.put(key, known)
    return known


def _key(wording: Wording, uses: Uses, context: Mapping[str, object], listed: Mapping[str, tuple[Block, ...]]) -> Hashable | None:
    """All that a text's blocks depend on; nothing when they hold blanks, or picks, which do: those have places of their own."""
    if not uses.names:
        return wording.text, wording.follows
    if "blank" in uses.names or (listed and not all(isinstance(content, Shared) for content in listed.values())):
        return None
    return wording.text, wording.follows, context.get("_style"), *[_exact(context[name]) for name in uses.names], *map(id, listed.values())


_ALIKE = (Given, PartyView, InstrumentView)
"""Types of which equal values print alike."""


def _exact(value: object) -> Hashable:
    """A value with its type: to Python 1 and true are equal, and they print differently."""
    if type(value) in _ALIKE:
        return value
    return (type(value), *map(_exact, value)) if isinstance(value, tuple) else (type(value), value)


def _located(problems: Iterable[Problem], wording: Wording) -> list[Problem]:
    return [problem._replace(place=problem.place.within(wording.place)) for problem in problems]
