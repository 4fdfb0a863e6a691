"""The blocks of a text: rendered, parsed, and remembered for the next draft which says the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping

from paraph.library import Wording
from paraph.markup import Parsed, parse
from paraph.problems import Place, Problem, Stopped
from paraph.render import Renderer, Uses
from paraph.render.values import Slot
from paraph.shared import Shared
from paraph.tree import Block

REMEMBERED = 1_000
"""How many texts are remembered at the most; a library has some hundreds, each in a few variants."""

_ANYWHERE = Place("", 1, 1)


def text_blocks(
    wording: Wording, uses: Uses, context: Mapping[str, object], renderer: Renderer, fill_slot: Callable[[Slot], tuple[Block, ...]]
) -> Parsed:
    """The blocks of a text with the values of a context, and what is wrong in it.

    Places in the blocks of a text which is remembered count from its beginning, so that drafts can share them.
    Stops as `Renderer.render` does.
    """
    key = _key(wording, uses, context)
    if key in renderer.remembered:
        return Parsed(renderer.remembered[key], [])
    try:
        rendered = renderer.render(wording if key is None else wording._replace(place=_ANYWHERE), context, uses)
    except Stopped as stopped:
        raise Stopped(_located(stopped.problems, wording)) from None
    blocks, problems = parse(rendered.lines, rendered.values, fill_slot)
    if key is not None and not problems:
        blocks = Shared(blocks)
        if len(renderer.remembered) >= REMEMBERED:
            renderer.remembered.clear()
        renderer.remembered[key] = blocks
    return Parsed(blocks, _located(problems, wording))


def _key(wording: Wording, uses: Uses, context: Mapping[str, object]) -> Hashable | None:
    """All that a text's blocks depend on; nothing when they hold a blank or picks, which have places of their own."""
    if uses.lists or "blank" in uses.names:
        return None
    key = (wording.text, wording.follows, *(_exact(context[name]) for name in uses.names))
    try:
        hash(key)
    except TypeError:  # a value which is not known yet cannot be compared
        return None
    return key


def _exact(value: object) -> Hashable:
    """A value with its type: to Python 1 and true are equal, and they print differently."""
    return (type(value), *map(_exact, value)) if isinstance(value, tuple) else (type(value), value)


def _located(problems: Iterable[Problem], wording: Wording) -> list[Problem]:
    return [problem._replace(place=problem.place.within(wording.place)) for problem in problems]
