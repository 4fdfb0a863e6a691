"""Parse marked text into blocks: a strict subset of CommonMark 0.31, tables, ^superscript^ and ^[footnotes].

What CommonMark would read as anything beyond the subset is a problem with its place, never plain text.
`-` begins a dash, `+` an item which is counted. Whatever the subset lets through, CommonMark reads the
same way; a test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from paraph.inline_markup import parse_inlines
from paraph.problems import Problem
from paraph.records import NamedTuple
from paraph.render.lines import Line
from paraph.scheme import DEPTH
from paraph.tree import Block, Inline, Item, Kind, Paragraph, Quotation, Side, Subheading, Table

_LIST = re.compile(r"([-+])( +|$)")
_FORBIDDEN = (
    (re.compile(r"#{1,6}( |$)"), "a heading", r"a sub-heading is a line ### of its own outside lists; a plain # is typed \#"),
    (re.compile(r"\d{1,9}[.)]( |$)"), "a typed number", r"begin a counted item with +; a plain figure, as in a quotation, is typed 1\."),
    (re.compile(r"\*( |$)"), "a list marked *", "begin a dash with - and a counted item with +"),
    (
        re.compile(r">"),
        "an indented quotation",
        r"begin its lines at the margin, or two spaces below the item they belong to; a plain > is typed \>",
    ),
    (re.compile(r"(```|~~~)"), "a code block", "clause text has paragraphs, lists and tables"),
    (re.compile(r"(\*[ ]*){3,}$|(-[ ]*){3,}$|(_[ ]*){3,}$|=+$|-+$"), "a line across", "leave it out"),
    (re.compile(r"\[[^\]]+\]:"), "a link definition", r"a plain bracket is typed \["),
    (re.compile(r"[-+]( |$)"), "an indented list", "begin its lines at the margin, or two spaces below the item they belong to"),
    (re.compile(r"\|"), "an indented table", "begin its lines at the margin"),
)
_MAYBE_FORBIDDEN = re.compile(r"[-#\d*>`~_=\[+|]")
"""What all of these begin with."""


_BREAK_IN_CELL = re.compile(r"(?<!\\)(?:\\\\)*(?:<[bB][rR] */?>|\\$)")
_NO_BREAKS = ("no line breaks in a cell", "markup", r"write two rows, or the parts behind each other; a plain \ is typed \\")


class Parsed(NamedTuple):
    """The blocks of a text, and what was wrong in it."""

    blocks: tuple[Block, ...]
    problems: list[Problem]


def parse(lines: Sequence[Line]) -> Parsed:
    """The blocks of rendered text, with tokens where its values will stand. The rule is `markup`."""
    parser = _Parser()
    return Parsed(tuple(parser.blocks(list(lines), 0)), parser.problems)


def levels(content: Iterable[Block]) -> int:
    """How deep items stand in each other."""
    return max((1 + levels(block.content) for block in content if isinstance(block, Item)), default=0)


def _side(rule: str) -> Side:
    """Where the text of a column stands, by its cell in the line below the header."""
    match rule[0] == ":", rule[-1] == ":":
        case True, True:
            return "center"
        case True, False:
            return "left"
        case False, True:
            return "right"
    return ""


class _Parser:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def blocks(self, lines: list[Line], depth: int) -> list[Block]:
        found: list[Block] = []
        position = 0
        while position < len(lines):
            line = lines[position]
            if not line.text.strip(" "):
                position += 1
                continue
            if line.text[0] == " ":
                self._report(line, "an indented line", "indent by two only what belongs to the item above")
                line = lines[position] = line.without(len(line.text) - len(line.text.lstrip(" ")))
            end = self._end_of_block(lines, position)
            found += self._block(lines[position:end], depth)
            position = end
        return found

    def _end_of_block(self, lines: list[Line], start: int) -> int:
        """Where the block which begins at a line ends."""
        in_list = _LIST.match(lines[start].text)
        end = start + 1
        while end < len(lines):
            text = lines[end].text
            if in_list and text.startswith("  "):
                end += 1
            elif in_list and not text.strip():
                end = self._after_blank_lines(lines, end)
                if not (end < len(lines) and lines[end].text.startswith("  ")):
                    return end
            elif not text.strip() or _LIST.match(text) or (not in_list and text[0] in "|>" and text[0] != lines[start].text[0]):
                return end
            elif in_list:
                self._report(lines[end], "a line at the margin below an item", "indent it by two, or leave a blank line above it")
                return end
            else:
                end += 1
        return end

    @staticmethod
    def _after_blank_lines(lines: list[Line], position: int) -> int:
        while position < len(lines) and not lines[position].text.strip():
            position += 1
        return position

    def _block(self, lines: list[Line], depth: int) -> list[Block]:
        first = lines[0]
        if found := _LIST.match(first.text):
            return self._item(lines, found, depth)
        if first.text[0] == "|":
            return self._table(lines)
        if first.text[0] == ">":
            return self._quotation(lines, depth)
        if depth == 0 and len(lines) == 1 and first.text.startswith("### ") and first.text[4:].strip(" #"):
            return [Subheading(self._inlines([first.without(4)]), first.place())]
        for line in lines:
            self._look_for_forbidden(line)
        return [Paragraph(self._inlines(lines), first.place())]

    def _item(self, lines: list[Line], found: re.Match[str], depth: int) -> list[Block]:
        first = lines[0]
        if depth == DEPTH:
            self._report(first, f"an item {DEPTH + 1} deep", f"{DEPTH} levels at the most")
            return []
        if len(found[2]) != 1 or not first.text[2:].strip():
            self._report(first, f'"{found[1]}" without one space and text behind it', "one space, then text")
        kind = Kind.ITEM if found[1] == "+" else Kind.DASH
        within = [first.without(len(found.group())), *(line.without(2) for line in lines[1:])]
        content = tuple(self.blocks(within, depth + 1))
        if content and not isinstance(content[0], Paragraph):
            self._report(first, "an item which begins with a list, a table or a quotation", "write its text first")
        return [Item(kind, content, place=first.place())]

    def _quotation(self, lines: list[Line], depth: int) -> list[Block]:
        for line in lines:
            if line.text[0] != ">":
                self._report(line, "a line directly below a quotation", "leave a blank line above it, or begin it with >")
                return []
            if line.text[1:2].strip():
                self._report(line, '">" without a space behind it', r"one space, then text; a plain > is typed \>")
                return []
        found = self.blocks([line.without(2) if line.text[1:] else line.without(1) for line in lines], depth + 1)
        paragraphs = tuple(block for block in found if isinstance(block, Paragraph))
        if not paragraphs or len(paragraphs) < len(found):
            hint = r"a quotation has paragraphs; its numbers and marks are typed as text: 22\. or \(a)"
            self._report(lines[0], "a quotation with something else than paragraphs", hint)
        return [Quotation(paragraphs, lines[0].place())]

    def _table(self, lines: list[Line]) -> list[Block]:
        for line in lines:
            if line.text[0] != "|":
                self._report(line, "a line directly below a table", "leave a blank line above it")
                return []
        rows = [self._cells(line) for line in lines]
        if len(lines) < 2 or not re.fullmatch(r"\|( *:?-+:? *\|)+ *", lines[1].text):
            self._report(lines[0], "a table without a line | --- | --- | below its first row", "add it")
            return []
        for line, row in zip(lines, rows, strict=True):
            if len(row) != len(rows[0]):
                self._report(line, f"a row of {len(row)} cells in a table of {len(rows[0])}", "give every row as many cells as the first")
        header = any(cell.text for cell in rows[0])
        if not header and len(rows) == 2:
            self._report(lines[0], "a table of empty cells", "write a row below its line")
            return []
        cells = tuple(tuple(self._cell(cell) for cell in row) for row in (*rows[: 1 if header else 0], *rows[2:]))
        return [Table(cells, tuple(_side(cell.text) for cell in rows[1]), header, lines[0].place())]

    def _cell(self, cell: Line) -> tuple[Inline, ...]:
        """The inlines of a cell, which Markdown gives no line breaks."""
        found = _BREAK_IN_CELL.search(cell.text)
        if not found:
            return self._inlines([cell])
        self.problems.append(Problem(cell.place(found.start()), *_NO_BREAKS))
        return ()

    @staticmethod
    def _cells(line: Line) -> list[Line]:
        text = line.text.rstrip()
        edges = [found.start() for found in re.finditer(r"(?<!\\)\|", text)]
        edges = edges if edges[-1] == len(text) - 1 else [*edges, len(text)]
        cells = []
        for start, end in pairwise(edges):
            cell = text[start + 1 : end]
            indent = len(cell) - len(cell.lstrip(" "))
            cells.append(Line(cell.strip(" "), line.stretches, line.cut + start + 1 + indent, line.fixed))
        return cells

    def _inlines(self, lines: list[Line]) -> tuple[Inline, ...]:
        inlines, problems = parse_inlines(lines)
        self.problems += problems
        return inlines

    def _look_for_forbidden(self, line: Line) -> None:
        text = line.text.lstrip(" ")
        if not _MAYBE_FORBIDDEN.match(text):
            return
        for pattern, what, hint in _FORBIDDEN:
            if pattern.match(text):
                self._report(line, what, hint)
                return

    def _report(self, line: Line, what: str, hint: str) -> None:
        self.problems.append(Problem(line.place(), f"{what} is not clause text", "markup", hint))
