"""Read a frame: what a document consists of, in order."""

from __future__ import annotations

from paraph.library import Wording
from paraph.problems import Problem, Stopped
from paraph.render import Frame, Renderer
from paraph.render.lines import lines_of
from paraph.render.values import Slot
from paraph.tree import Role

SECTIONS, SIGNATURE, ANNEXES = "sections", "signature", "annexes"
"""What a frame places beside the parts which have a role. Annexes stand at the end of a frame which does not place them."""


def read_frame(frame: Wording, renderer: Renderer) -> Frame:
    """The names which a frame places. The rule is `frame`, beside those of `render`."""
    slots = {name: Slot(name) for name in (*Role, SECTIONS, SIGNATURE, ANNEXES)}
    try:
        rendered = renderer.render(frame, slots, renderer.uses(frame, frozenset(slots)))
    except Stopped as stopped:
        return Frame((), stopped.problems)
    names = [value.name for value in rendered.values if isinstance(value, Slot)]
    alone = {f"\ue000{number}\ue001" for number in range(len(names))}
    hint = f"a frame has one of these on each line: {', '.join(f'{{{{ {name} }}}}' for name in slots)}"
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    missing = [name for name in (SECTIONS,) if name not in names]
    problems = [Problem(frame.place, f"{{{{ {name} }}}} stands twice", "frame", "keep one") for name in twice]
    problems += [Problem(frame.place, f"{{{{ {name} }}}} is missing", "frame", hint) for name in missing]
    rest = [line for line in lines_of(rendered.text, frame) if line.text.strip() not in {"", *alone}]
    problems += [Problem(line.place(), "text stands in the frame", "frame", hint) for line in rest]
    return Frame(tuple(dict.fromkeys(names)), tuple(problems))
