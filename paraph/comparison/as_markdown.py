"""Tell a comparison as Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraph.comment import compared_words, escaped, fold, in_line, length, quoted
from paraph.comparison.change import LAYERS, Change, Comparison
from paraph.comparison.tell import TITLES, Panel, counted, headline, marked, panels, texts
from paraph.english import many


def as_markdown(found: Comparison, old: str, new: str, *, everything: bool = False) -> str:
    """The changes by layer, the consequences in a fold, which is open when everything is asked for."""
    head = [f"### {escaped(old)} → {escaped(new)}", "", f"{counted(found).capitalize()}.", ""]
    for name, said in found.notices(old, new):
        head += [f"⚠ **{escaped(name)}** is {escaped(said)}.", ""]
    return "\n".join([*head, *layers(found, everything=everything)]).rstrip("\n") + "\n"


def layers(found: Comparison, *, everything: bool = False, size: int | None = None, rest: str = "") -> list[str]:
    """The lines of the changes, by layer; of no more characters than `size`.

    Where they would be more, changes lose their texts; those behind them are counted only, and `rest` says where they stand.
    """
    shown = {id(change): both for change, both in texts(found.changes)}
    written = _Written(size)
    for layer in LAYERS:
        changes = found.of(layer)
        if not changes:
            continue
        told: list[str] = []
        for change in changes:
            told += written.fitting([*_change(change, shown[id(change)]), ""], [*_brief(change), ""])
        title = f"{TITLES[layer]} ({len(changes)})" if layer == "consequence" else f"#### {TITLES[layer]}"
        if told:
            written.lines += fold(title, told, opened=everything) if layer == "consequence" else [title, "", *told]
    if written.left_out:
        written.lines += [f"*… and {many(written.left_out, 'more difference')}{f': {rest}' if rest else ''}*", ""]
    return written.lines


class _Written:
    """Lines, and how much may still be written; what has a title is paid for beforehand."""

    TITLES = 400

    def __init__(self, size: int | None) -> None:
        self.lines: list[str] = []
        self.left_out = 0
        self._size = None if size is None else size - self.TITLES

    def fitting(self, *forms: Sequence[str]) -> Sequence[str]:
        """The first of some forms for which there is room; when one found none, those behind it find none either."""
        if self._size is None:
            return forms[0]
        for lines in () if self.left_out else forms:
            taken = sum(map(length, lines))
            if taken <= self._size:
                self._size -= taken
                return lines
        self.left_out += 1
        return ()


def _brief(change: Change) -> Iterator[str]:
    yield f"- **{in_line(headline(change))}**"
    for mark in change.marks:
        yield f"  - ⚠ {escaped(mark)}"


def _change(change: Change, both: tuple[str, str] | None) -> Iterator[str]:
    yield from _brief(change)
    before, after = panels(change)
    if before == after:
        yield from _panel(after, "")
    else:
        yield from _panel(before, "before: ")
        yield from _panel(after, "after: ")
    if both:
        yield from quoted(compared_words(marked(*both)))


def _panel(panel: Panel | None, side: str) -> Iterator[str]:
    if panel is None:
        return
    about = [f"*{name}:* {in_line(text)}" if name else in_line(text) for name, text in panel.about]
    yield f"  - {'. '.join([f'{side}{in_line(panel.title)}', *(line.rstrip('.') for line in about)])}."
