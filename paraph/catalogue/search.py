"""Search the clauses for words: in their ids, titles, summaries, guidance and texts.

The files are read as they stand, and only those which hold every word are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paraph.catalogue import raw
from paraph.library import Clause, Library
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped
from paraph.records import NamedTuple

FIELDS = ("id", "title", "summary", "guidance", "text")
"""Where words are looked for, the weightiest first; an id weighs as much as a title."""

_WEIGHTS = {"id": 0, "title": 0, "summary": 1, "guidance": 2, "text": 3}
_KEY = re.compile(r"([a-z-]+):[ \t]*")
_RETIRED = re.compile(r"^status:[ \t]*[\"']?retired\b", re.MULTILINE)
_BLOCK = re.compile(r"[>|][-+0-9]*[ \t]*\Z")


class Line(NamedTuple):
    """A line of a clause's file: the field it belongs to, and its words."""

    field: str
    place: Place
    text: str


class Hit(NamedTuple):
    """A clause which holds every word, and the line where they stand, or most of them."""

    clause: Clause
    line: Line


class Hits(NamedTuple):
    """What a search found, best first; how many there are in all; and the problems of clauses which hold the words and are faulty."""

    hits: tuple[Hit, ...]
    total: int
    problems: tuple[Problem, ...]


class _Match(NamedTuple):
    """A clause's file which holds every word, in the order in which matches are shown."""

    weight: int
    retired: bool
    id: str
    line: Line


def search(library: Library, words: Iterable[str], topic: str = "", most: int | None = None) -> Hits:
    """The clauses of the library, or of one topic, which hold every word in some field. Case does not count.

    With `most`, no more than so many are read whole and given.
    """
    wanted = tuple(dict.fromkeys(map(_folded, words)))
    ids = (f"{topic}/{name}" for name in library.alternatives(topic)) if topic else library.ids()
    folder = shown(library.folder)
    matches = sorted(match for id in ids if (match := _match(id, raw(library, id), f"{folder}/{id}.md", wanted)))
    hits: list[Hit] = []
    problems: list[Problem] = []
    for match in matches[:most]:
        try:
            clause = library.clause(match.id)
        except Stopped as stopped:
            problems += stopped.problems
            continue
        if clause:
            hits.append(Hit(clause, match.line))
    return Hits(tuple(hits), len(matches), tuple(problems))


def _match(id: str, text: str, path: str, words: tuple[str, ...]) -> _Match | None:
    if not _may_hold(f"{id}\n{text}", words):
        return None
    lines = [Line("id", Place(path, 1, 1), id), *_lines(text, path)]
    weight = _weight(lines, words)
    return None if weight is None else _Match(weight, bool(_RETIRED.search(text)), id, _best(lines, words))


def spots(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where words stand in a text: the beginnings and ends of stretches which do not overlap, in order."""
    folded = _folded(text)
    if len(folded) != len(text):  # a letter which folds into two: no place in one is a place in the other
        return ()
    pattern = "|".join(re.escape(word) for word in sorted(map(_folded, words), key=len, reverse=True))
    return tuple(found.span() for found in re.finditer(pattern, folded))


def _folded(text: str) -> str:
    """A text without case, and with straight apostrophes."""
    return text.replace("’", "'").casefold()


def _may_hold(text: str, words: tuple[str, ...]) -> bool:
    folded = _folded(text)
    # '' is an apostrophe in YAML's single quotes.
    return all(word in folded or ("'" in word and word.replace("'", "''") in folded) for word in words)


def _lines(text: str, path: str) -> Iterator[Line]:
    """The lines of a clause's file which can be searched."""
    field, front = "", True
    for number, line in enumerate(text.split("\n"), 1):
        if front and line.rstrip() == "---":
            front, field = number == 1, "text"
            continue
        begins = _KEY.match(line) if front else None
        if begins:
            field = begins[1]
        start = begins.end() if begins else len(line) - len(line.lstrip())
        words = line[start:].rstrip()
        if field in _WEIGHTS and words and not (begins and _BLOCK.match(words)):
            yield Line(field, Place(path, number, start + 1), _bare(words) if front else words)


def _bare(words: str) -> str:
    """A line of front matter without the quotes of YAML around it."""
    if words[0] in "'\"" and words[-1] == words[0] and len(words) > 1:
        return words[1:-1].replace("''", "'") if words[0] == "'" else words[1:-1].replace('\\"', '"')
    return words


def _weight(lines: list[Line], words: tuple[str, ...]) -> int | None:
    """How far from the title the words stand, all told; nothing when one stands in no field."""
    folded = [(_WEIGHTS[line.field], _folded(line.text)) for line in lines]
    weights = [min((weight for weight, text in folded if word in text), default=None) for word in words]
    return None if None in weights else sum(weight for weight in weights if weight is not None)


def _best(lines: list[Line], words: tuple[str, ...]) -> Line:
    """The line with most of the words; of those the weightiest. An id is shown anyway, so it counts last."""

    def worth(line: Line) -> tuple[int, bool, int]:
        text = _folded(line.text)
        return -sum(word in text for word in words), line.field == "id", _WEIGHTS[line.field]

    return min(lines, key=worth)
