"""Markdown for a comment on a pull request: texts in which nothing is markup, tables, folds, and how long a comment may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

SIZE = 65_536
"""How many characters GitHub takes in a comment."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~]|&(?=\w+;))")
_AT = "@&#8203;"
"""A sign which nothing can follow at once: GitHub looks for names when Markdown has become HTML."""
_BULLET = re.compile(r"^([ \t]*)(?=[-+](?:\s|$)|(?:=+|-+)[ \t]*$)", re.MULTILINE)
"""What begins a list, rules a line, or makes a heading of the line above."""
_NUMBER = re.compile(r"^([ \t]*\d+)(?=[.)](?:\s|$))", re.MULTILINE)
_INDENT = re.compile(r"^(?: {4}| {0,3}\t)[ \t]*", re.MULTILINE)
"""What makes a line one of code."""


def escaped(text: str) -> str:
    """A text in which nothing is markup, and which calls nobody's attention."""
    plain = _NUMBER.sub(r"\1\\", _BULLET.sub(r"\1\\", _SPECIAL.sub(r"\\\1", text)))
    return _INDENT.sub(lambda found: "&nbsp;" * len(found[0].expandtabs(4)), plain).replace("@", _AT)


def in_line(text: str) -> str:
    """Such a text within a line, as in an entry of a list: its own lines are broken in it."""
    return "<br>".join(escaped(line) for line in text.split("\n") if line.strip())


def compared_words(stretches: Sequence[tuple[str, str]]) -> str:
    """The words of two texts with those which are gone struck and those which are new underlined, each line by itself."""
    found = []
    for sign, words in stretches:
        rows = words.split("\n") if sign != "-" or words.strip("¶ \n") else [words.replace("\n", "")]  # what it parted is one now
        lines = [escaped(line.strip()) for line in rows]
        mark = {"-": "del", "+": "ins"}.get(sign)
        found.append("<br>\n".join(f"<{mark}>{line}</{mark}>" if mark and line else line for line in lines))
    whole = len(stretches) == 2 and "=" not in (stretches[0][0], stretches[1][0])
    return ("<br>\n" if whole else " ").join(found)


def quoted(text: str) -> list[str]:
    """Lines as a quotation below an entry of a list."""
    return ["", *(f"  > {line}" for line in text.split("\n"))]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table's lines; its cells are Markdown already."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace(chr(10), '<br>') for cell in row)} |"


def fold(summary: str, lines: Iterable[str], *, opened: bool = False) -> list[str]:
    """Lines which show when they are asked for."""
    title = escape(summary, quote=False).replace("@", _AT)  # HTML, in which nothing is Markdown
    return [f"<details{' open' * opened}><summary>{title}</summary>", "", *lines, "</details>", ""]


def length(text: str) -> int:
    """How long a text is for a comment, with the end of its line; signs beyond the first plane of Unicode count twice, to be sure."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + 1
