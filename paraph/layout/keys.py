"""Lay out YAML as text: blocks of lines below the keys at the margin are moved, with the comments above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paraph.records import NamedTuple
from paraph.source import Source
from paraph.yaml_data import Data, load_yaml

_HEADER = re.compile(r"(?:^|[ \t])[|>][-+0-9]{0,2}[ \t]*(?: #.*)?$")
_KEEPS_BLANK_LINES = re.compile(r"[|>][0-9]?\+[0-9]?[ \t]*(?: #.*)?$", re.MULTILINE)


class _Block(NamedTuple):
    """A key with its value, and the comments and blank lines above it."""

    key: str
    above: list[str]
    lines: list[str]


def in_order(text: str, order: Sequence[str]) -> str:
    """The text with its topmost keys in an order. A key which the order lacks stays below the one above it.

    What stands above the first key is the file's own and stays at the top; so does what stands below the last one at
    the end. A text whose keys do not begin lines of their own is left as it is.
    """
    data, _ = load_yaml(Source("", text))
    starts = _starts(data)
    if len(starts) < 2:
        return text
    top, blocks, end = _cut(text.split("\n")[:-1], starts)
    sorted_blocks = [block for _, block in sorted(zip(_ranks(blocks, order), blocks, strict=True), key=lambda pair: pair[0])]
    if sorted_blocks == blocks:
        return text
    lines = [*top, *(line for block in sorted_blocks for line in (*block.above, *block.lines)), *end]
    return "\n".join(lines) + "\n"


def _starts(data: Data) -> dict[int, str]:
    """The topmost keys by the lines, from 0, on which they begin; none when they do not stand one below the other."""
    spots = {key: spot for key, (_, spot, _, _) in (data.mark[3] or {}).items()} if isinstance(data.value, dict) else {}
    starts = {line - 1: str(key) for key, (line, column) in sorted(spots.items(), key=lambda pair: pair[1]) if column == 1}
    return starts if len(starts) == len(spots) else {}


def _cut(lines: list[str], starts: dict[int, str]) -> tuple[list[str], list[_Block], list[str]]:
    first, *others = starts
    top = _own_of_file(lines[:first])
    above = lines[len(top) : first]
    blocks = []
    for start, end in zip(starts, [*others, len(lines)], strict=True):
        cut = _end_of_value(lines, start, end)
        blocks.append(_Block(starts[start], above, lines[start:cut]))
        above = lines[cut:end]
    return top, blocks, above


def _own_of_file(above: list[str]) -> list[str]:
    """What stands above the first key, less the comment directly above it when a blank line parts it from the rest."""
    cut = len(above)
    while cut and above[cut - 1].startswith("#"):
        cut -= 1
    return above[:cut] if cut and not above[cut - 1].strip() else above


def _end_of_value(lines: list[str], start: int, end: int) -> int:
    """Where the comments and blank lines begin which belong to what is below."""
    cut = end
    while cut > start + 1 and (not lines[cut - 1].strip() or lines[cut - 1].startswith(("#", "..."))):
        cut -= 1
    if _KEEPS_BLANK_LINES.search("\n".join(lines[start:cut])):
        while cut < end and not lines[cut].strip():
            cut += 1
    return cut


def _ranks(blocks: list[_Block], order: Sequence[str]) -> Iterator[int]:
    places = {key: number for number, key in enumerate(order)}
    rank = -1
    for block in blocks:
        rank = places.get(block.key, rank)
        yield rank


def without_trailing_spaces(text: str) -> str:
    """The text less the spaces at the ends of lines, but for texts in which YAML keeps them."""
    literal = _literal_lines(text)
    return "\n".join(line if number in literal else line.rstrip(" \t") for number, line in enumerate(text.split("\n")))


def _literal_lines(text: str) -> set[int]:
    """The lines, from 0, of block texts (YAML 1.2 §8.1)."""
    lines = text.split("\n")
    found: set[int] = set()
    for number, line in enumerate(lines):
        if number in found or not _HEADER.search(line):
            continue
        least = len(line) - len(line.lstrip(" ")) + 1
        for below in range(number + 1, len(lines)):
            if lines[below].strip() and len(lines[below]) - len(lines[below].lstrip(" ")) < least:
                break
            found.add(below)
    return found


def with_one_end(text: str) -> str:
    """The text with one line end at its end."""
    return text.rstrip("\n") + "\n" if text.strip("\n") else ""
