"""Tell a comparison as Markdown, for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paraph.comparison.change import LAYERS, Change, Comparison
from paraph.comparison.tell import TITLES, Panel, compared, counted, headline, panels, texts, without_marks
from paraph.comparison.words import Stretch

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)


def as_markdown(found: Comparison, old: str, new: str, *, everything: bool = False) -> str:
    """The changes by layer, the consequences in a fold, which is open when everything is asked for."""
    lines = [f"### {_text(old)} → {_text(new)}", "", f"{counted(found).capitalize()}.", ""]
    shown = {id(change): both for change, both in texts(found.changes)}
    for layer in LAYERS:
        changes = found.of(layer)
        if not changes:
            continue
        folded = layer == "consequence"
        count = f"{TITLES[layer]} ({len(changes)})"
        lines += [f"<details{' open' if everything else ''}><summary>{count}</summary>" if folded else f"#### {TITLES[layer]}", ""]
        for change in changes:
            lines += [*_change(change, shown[id(change)]), ""]
        lines += ["</details>", ""] if folded else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _text(text: str) -> str:
    """A text in which nothing is markup, and which calls nobody's attention."""
    escaped = _LEADING.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[2] in "-+" else f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text
    )
    return _SPECIAL.sub(r"\\\1", escaped.replace("\\", "\0")).replace("\0", "\\").replace("@", "&#64;")


def _change(change: Change, both: tuple[str, str] | None) -> Iterator[str]:
    yield f"- **{_text(headline(change))}**"
    for mark in change.marks:
        yield f"  - ⚠ {mark}"
    before, after = panels(change)
    if before == after:
        yield from _panel(after, "")
    else:
        yield from _panel(before, "before: ")
        yield from _panel(after, "after: ")
    if both:
        yield ""
        yield from (f"  > {line}" for line in _words(compared(*without_marks(*both))).split("\n"))


def _panel(panel: Panel | None, side: str) -> Iterator[str]:
    if panel is None:
        return
    about = [f"*{name}:* {_text(text)}" if name else _text(text) for name, text in panel.about]
    yield f"  - {'. '.join([f'{side}{_text(panel.title)}', *(line.rstrip('.') for line in about)])}."


def _words(stretches: list[Stretch]) -> str:
    """The words with those which are gone struck and those which are new underlined, each line by itself."""
    found = []
    for sign, words in stretches:
        lines = [_text(line.strip()) for line in words.split("\n")]
        mark = {"-": "del", "+": "ins"}.get(sign)
        found.append("<br>\n".join(f"<{mark}>{line}</{mark}>" if mark and line else line for line in lines))
    whole = len(stretches) == 2 and "=" not in (stretches[0][0], stretches[1][0])
    return ("<br>\n" if whole else " ").join(found)
