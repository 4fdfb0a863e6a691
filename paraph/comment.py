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
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)


def escaped(text: str) -> str:
    """A text in which nothing is markup, and which calls nobody's attention."""
    plain = _LEADING.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[2] in "-+" else f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text
    )
    return _SPECIAL.sub(r"\\\1", plain.replace("\\", "\0")).replace("\0", "\\").replace("@", _AT)


def compared_words(stretches: Sequence[tuple[str, str]]) -> str:
    """The words of two texts with those which are gone struck and those which are new underlined, each line by itself."""
    found = []
    for sign, words in stretches:
        if sign == "-" and not words.strip("¶ \n"):
            words = words.replace("\n", "")  # the lines it parted are one now
        lines = [escaped(line.strip()) for line in words.split("\n")]
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
