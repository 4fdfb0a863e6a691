"""Clause text with one sentence a line, so that a change of a sentence is a change of a line.

Where it is not plain that a sentence ends or goes on, lines stay as they are: in and beside conditions and loops,
in tables, quoted paragraphs, brackets, quotations and emphasis, behind abbreviations and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paraph.records import NamedTuple

_ABBREVIATION = re.compile(
    """
    al|approx|app|art|arts|cf|ch|chap|chaps|cl|co|col|cols|corp|dept|dr|ed|eds|eg|encl|est|etc|excl|ext|fig|figs|gen|gov|govt
    |hon|ibid|id|ie|inc|incl|int|intl|jr|lit|ltd|max|messrs|min|misc|mr|mrs|ms|no|nos|nr|op|par|para|paras|pars|pl|pp|pt|pts
    |prof|ref|refs|reg|regs|rep|resp|rev|sec|secs|sect|sen|sgd|sr|st|subpara|supp|tel|v|viz|vol|vols|vs
    |jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words behind which a point ends no sentence, or may end none."""

_MARKER = re.compile(r"( *)([-+] )?(?! )(.*)")
_END = re.compile(r"[.!?][”’)\]]* (?=“?[^\W\d_])")
_VALUE = re.compile(r"\{\{.*?\}\}")
_CLOSING = "”’“‘)(][*\"'^"


class _Line(NamedTuple):
    """A line of prose: its indentation, the mark of an item which begins in it, and its text."""

    indent: int
    marker: str
    body: str

    @property
    def below(self) -> int:
        """How far a line is indented which goes on from this one."""
        return self.indent + len(self.marker)


def one_sentence_a_line(text: str) -> str:
    """The text with each sentence on a line of its own, as far as it is plain where sentences end."""
    lines = text.split("\n")
    if "{#" in text or any(line.count("{{") != line.count("}}") or line.count("{%") != line.count("%}") for line in lines):
        return text
    found: list[str | _Line] = []
    for raw in lines:
        line = _read(raw)
        last = found[-1] if found else ""
        if line == "" == last:  # blank lines: one does
            continue
        if isinstance(line, _Line) and isinstance(last, _Line) and _goes_on(last, line):
            found[-1] = last._replace(body=f"{last.body} {line.body}")
        else:
            found.append(line)
    laid_out = [written for line in found for written in ([line] if isinstance(line, str) else _written(line))]
    return "\n".join(laid_out).strip("\n") + "\n"


def _read(raw: str) -> str | _Line:
    """A line of prose taken apart; any other as it is, less the spaces at its end."""
    line = raw.rstrip(" ")
    found = _MARKER.fullmatch(line)
    odd = "{%" in line or "\t" in line or line.endswith("\\") or re.match(r" *(\||>|\{\{ *list\(|[-+](?! \S))", line)
    if not line or odd or not found:
        return line
    return _Line(len(found[1]), found[2] or "", found[3])


def _goes_on(line: _Line, below: _Line) -> bool:
    """Whether a sentence plainly goes on in the line below."""
    if below.marker or below.indent != line.below:
        return False
    return line.body.rstrip(_CLOSING)[-1:] not in ("", ".", "!", "?", ":", ";", "…")


def _written(line: _Line) -> Iterator[str]:
    first = " " * line.indent + line.marker
    for sentence in _sentences(line.body):
        yield first + sentence
        first = " " * line.below


def _sentences(body: str) -> Iterator[str]:
    # A value stands for a word, whatever its tag holds.
    masked = _VALUE.sub(lambda found: "x" * len(found.group()), body)
    start = 0
    for end in _END.finditer(masked):
        following = masked[end.end() :].lstrip("“")[:1]
        if following.isupper() and _ends(masked[start : end.start()], end.group()) and _is_closed(masked[start : end.end()]):
            yield body[start : end.end() - 1]
            start = end.end()
    yield body[start:]


def _ends(before: str, end: str) -> bool:
    """Whether a sentence ends with the mark behind a text."""
    word = before.rpartition(" ")[2].strip(_CLOSING)
    if not word or "." in word:
        return False
    if end[0] != ".":
        return True
    if word.isdigit():
        return len(word) == 4  # a year; after other figures the point may be part of a number
    short = len(word) < 2 or (word[0].isupper() and len(word) <= 3)
    return not short and not _ABBREVIATION.fullmatch(word)


def _is_closed(text: str) -> bool:
    """Whether brackets, quotation marks, emphasis and superscript which open in a text close in it."""
    pairs = all(text.count(opening) == text.count(closing) for opening, closing in ("()", "[]", "“”"))
    return pairs and text.count('"') % 2 == 0 == text.count("^") % 2 and len(re.findall(r"\*+", text)) % 2 == 0
