"""Tell a comparison as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from paraph.comparison.change import LAYERS, Change, Comparison
from paraph.comparison.tell import TITLES, Panel, compared, counted, headline, panels, texts
from paraph.comparison.words import shown_words

_WIDTH = 100
_RED, _GREEN, _YELLOW, _BOLD = "31", "32", "1;33", "1"


def as_text(found: Comparison, old: str, new: str, *, everything: bool = False, colour: bool = False) -> str:
    """The changes by layer; the consequences only when everything is asked for."""
    lines = [_paint(f"{old} → {new}: {counted(found)}", _BOLD, colour=colour)]
    shown = {id(change): both for change, both in texts(found.changes)}
    for layer in LAYERS:
        changes = found.of(layer)
        if not changes:
            continue
        if layer == "consequence" and not everything:
            lines += ["", f"{TITLES[layer]}: {len(changes)}, which --all shows"]
            continue
        lines += ["", _paint(TITLES[layer], _BOLD, colour=colour)]
        for change in changes:
            lines += _change(change, shown[id(change)], colour=colour)
    return "\n".join(lines) + "\n"


def _paint(text: str, code: str, *, colour: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if colour else text


def _change(change: Change, both: tuple[str, str] | None, *, colour: bool) -> Iterator[str]:
    yield f"  {headline(change)}"
    for mark in change.marks:
        yield "    " + _paint(f"! {mark}", _YELLOW, colour=colour)
    before, after = panels(change)
    if before == after:
        yield from _panel(after, " ", "", colour=colour)
    else:
        yield from _panel(before, "-", _RED, colour=colour)
        yield from _panel(after, "+", _GREEN, colour=colour)
    if both:
        yield from _texts(*both, colour=colour)


def _panel(panel: Panel | None, sign: str, code: str, *, colour: bool) -> Iterator[str]:
    if panel is None:
        return
    yield "    " + _paint(f"{sign} {panel.title}", code or "0", colour=colour and bool(code))
    for name, text in panel.about:
        yield from wrap(f"{name}: {text}" if name else text, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 8)


def _texts(before: str, after: str, *, colour: bool) -> Iterator[str]:
    stretches = compared(before, after)
    if any(sign == "=" for sign, _ in stretches):
        yield from (f"    | {line}" for line in shown_words(stretches, colour=colour).split("\n"))
        return
    for sign, text in stretches:
        for line in text.split("\n"):
            yield _paint(f"    {sign} | {line}", _RED if sign == "-" else _GREEN, colour=colour)
