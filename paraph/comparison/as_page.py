"""Tell a comparison as one self-contained HTML page: both sides beside each other, on screen and on paper, without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from paraph.comparison.change import LAYERS, Change, Comparison
from paraph.comparison.tell import TITLES, Panel, counted, headline, marked, panels, texts
from paraph.comparison.words import Stretch

_STYLE = """
:root { --line: #d8d8d4; --quiet: #5f6368; --gone: #fbe9e7; --new: #e6f4ea; --warn: #8a5a00 }
* { box-sizing: border-box }
body { font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #1f1f1f; background: #fff;
  max-width: 68rem; margin: 2.5rem auto; padding: 0 1.25rem }
header { border-bottom: 2px solid #1f1f1f; padding-bottom: .8rem; margin-bottom: 1.6rem }
h1 { font-size: 1.25rem; font-weight: 600; margin: 0 0 .3rem; overflow-wrap: anywhere }
header p { margin: 0; color: var(--quiet) }
header .notice { margin-top: .5rem; padding: .4rem .7rem; border-left: 4px solid var(--warn); color: var(--warn); font-weight: 600;
  overflow-wrap: anywhere }
h2 { font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--quiet); font-weight: 600; margin: 2rem 0 .6rem;
  break-after: avoid }
.change { border-top: 1px solid var(--line); padding: .7rem 0 .9rem; break-inside: avoid-page }
h3 { font-size: 1rem; font-weight: 600; margin: 0 0 .35rem; break-after: avoid; overflow-wrap: anywhere }
.mark { color: var(--warn); font-weight: 600; margin: 0 0 .35rem }
.mark::before { content: "! " }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.8rem }
.side { min-width: 0 }
.both { grid-column: 1 / -1 }
.alternative { font-weight: 600; margin: 0 0 .15rem }
.about { margin: 0 0 .15rem; color: var(--quiet); font-size: .9rem }
.about b { font-weight: 600 }
.text { font-family: "Times New Roman", "Liberation Serif", Tinos, serif; font-size: 1.02rem; line-height: 1.4; margin: .4rem 0 0;
  padding-left: .8rem; border-left: 3px solid var(--line); overflow-wrap: anywhere }
.text p { margin: 0 0 .4rem }
.text p:last-child { margin: 0 }
del { background: var(--gone); text-decoration: line-through; text-decoration-color: #b3261e }
ins { background: var(--new); text-decoration: underline; text-decoration-color: #137333 }
.whole del, .whole ins { text-decoration: none }
.none { color: var(--quiet); margin: 0 }
summary { cursor: pointer; font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--quiet); font-weight: 600;
  margin: 2rem 0 .6rem }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr } }
@media print {
  @page { margin: 18mm 16mm }
  html { font-size: 9.5pt }
  body { font-size: 1rem; margin: 0; padding: 0; max-width: none; -webkit-print-color-adjust: exact; print-color-adjust: exact }
  .sides { grid-template-columns: 1fr 1fr }
}
"""


def as_page(found: Comparison, old: str, new: str, *, everything: bool = False) -> str:
    """The page, with a line end at the end. The consequences are in a fold, which is open when everything is asked for."""
    shown = {id(change): both for change, both in texts(found.changes)}
    body = "".join(
        _layer(TITLES[layer], "".join(_change(change, shown[id(change)]) for change in found.of(layer)), len(found.of(layer)), opened)
        for layer in LAYERS
        if found.of(layer)
        for opened in [None if layer != "consequence" else everything]
    )
    notices = "".join(f'<p class="notice">{escape(name)} is {escape(said)}.</p>\n' for name, said in found.notices(old, new))
    title = f"{escape(old)} → {escape(new)}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p>{escape(counted(found).capitalize())}</p>\n{notices}</header>\n"
        f"{body}</body>\n</html>\n"
    )


def _layer(title: str, changes: str, count: int, opened: bool | None) -> str:
    """A layer under its title, or in a fold which is open or not."""
    if opened is None:
        return f"<section>\n<h2>{escape(title)} · {count}</h2>\n{changes}</section>\n"
    return f"<details{' open' * opened}>\n<summary>{escape(title)} · {count}</summary>\n{changes}</details>\n"


def _change(change: Change, both: tuple[str, str] | None) -> str:
    marks = "".join(f'<p class="mark">{escape(mark)}</p>\n' for mark in change.marks)
    before, after = panels(change)
    sides = ""
    if before == after and after:
        sides = f'<div class="side both">{_panel(after)}</div>\n'
    elif before or after:
        sides = f'<div class="side">{_panel(before)}</div>\n<div class="side">{_panel(after)}</div>\n'
    if both:
        stretches = marked(*both)
        sides += f"{_text(stretches, '-', 'del')}{_text(stretches, '+', 'ins')}"
    grid = f'<div class="sides">\n{sides}</div>\n' if sides else ""
    return f'<div class="change">\n<h3>{escape(headline(change))}</h3>\n{marks}{grid}</div>\n'


def _panel(panel: Panel | None) -> str:
    if panel is None:
        return '<p class="none">—</p>'
    about = (f'<p class="about">{f"<b>{escape(name)}:</b> " if name else ""}{escape(text)}</p>' for name, text in panel.about)
    return f'<p class="alternative">{escape(panel.title)}</p>{"".join(about)}'


def _text(stretches: list[Stretch], own: str, tag: str) -> str:
    """One side of a text: what both have, and what only this one has."""
    lines = [""]
    for sign, words in stretches:
        if sign not in ("=", own):
            continue
        for number, line in enumerate(words.split("\n")):
            if number:
                lines.append("")
            if line.strip():
                marked = escape(line.strip())
                lines[-1] += f"{' ' * bool(lines[-1])}{f'<{tag}>{marked}</{tag}>' if sign == own else marked}"
    paragraphs = "".join(f"<p>{line}</p>" for line in _filled(lines))
    whole = "" if any(sign == "=" for sign, _ in stretches) else " whole"  # its side says which it is
    shown = f'<div class="text{whole}">{paragraphs}</div>' if paragraphs else ""
    return f'<div class="side">{shown}</div>\n'


def _filled(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line]
