"""Clause text is a strict subset of CommonMark: what it lets through, CommonMark reads the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from paraph.contents import plain
from paraph.library import Wording
from paraph.markup import Parsed, parse
from paraph.problems import Place
from paraph.render.lines import lines_of
from paraph.tree import (
    Block,
    Break,
    Emphasis,
    Inline,
    Item,
    Kind,
    Paragraph,
    Passage,
    Quotation,
    Strong,
    Superscript,
    Table,
    Text,
)
from tests.conftest import examples

COMMON_MARK = MarkdownIt("commonmark").enable("table")


def parsed(text: str) -> Parsed:
    return parse(lines_of(text, Wording(text, Place("clause.md", 1, 1))))


# Both readings of a text, as nested lists which can be held against each other.


def ours(blocks: Iterable[Block]) -> list[object]:
    found: list[object] = []
    for block in blocks:
        match block:
            case Paragraph(content):
                found.append(("p", runs(content)))
            case Item(kind, content):
                mark = "+" if kind is Kind.ITEM else "-"
                if found and isinstance(found[-1], tuple) and found[-1][0] == mark:
                    found[-1][1].append(ours(content))
                else:
                    found.append((mark, [ours(content)]))
            case Quotation(content):
                found.append((">", ours(content)))
            case Table(rows):
                head = [] if block.header else [[()] * len(rows[0])]  # to CommonMark it is there, and empty
                found.append(("table", [[runs(cell) for cell in row] for row in (*head, *rows)]))
            case Passage():
                raise AssertionError(block)
    return found


def runs(content: Sequence[Inline]) -> list[tuple[str, str]]:
    return joined(styled(content, ""))


def styled(content: Iterable[Inline], style: str) -> Iterable[tuple[str, str]]:
    for inline in content:
        match inline:
            case Text(text):
                yield style, text
            case Strong(inner):
                yield from styled(inner, style + "s")
            case Emphasis(inner):
                yield from styled(inner, style + "e")
            case Superscript(inner):
                yield style, f"^{plain(inner)}^"
            case Break():
                yield style, "\n"
            case _:
                raise AssertionError(inline)


def joined(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for style, text in pieces:
        if found and found[-1][0] == style:
            found[-1] = (style, found[-1][1] + text)
        else:
            found.append((style, text))
    return [(style, text) for style, text in found if text]


def theirs(tokens: list[Token]) -> list[object]:
    found: list[object] = []
    stack: list[list[object]] = [found]
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                entries: list[object] = []
                stack[-1].append((token.markup, entries))
                stack.append(entries)
            case "list_item_open" | "table_open" | "tr_open" | "blockquote_open":
                inner: list[object] = []
                name = {"table_open": "table", "blockquote_open": ">"}.get(token.type)
                stack[-1].append((name, inner) if name else inner)
                stack.append(inner)
            case "bullet_list_close" | "list_item_close" | "table_close" | "tr_close" | "blockquote_close":
                stack.pop()
            case "inline":
                content = their_runs(token.children or [])
                in_table = any(isinstance(b, tuple) and b[0] == "table" and b[1] is s for b in found for s in stack)
                stack[-1].append(content if in_table else ("p", content))
            case "paragraph_open" | "paragraph_close" | "thead_open" | "thead_close" | "tbody_open" | "tbody_close":
                pass
            case "th_open" | "th_close" | "td_open" | "td_close":
                pass
            case other:
                found.append(other)
    return found


def their_runs(children: list[Token]) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    style = ""
    for child in children:
        match child.type:
            case "text" | "text_special":
                pieces.append((style, child.content))
            case "softbreak":
                pieces.append((style, " "))
            case "hardbreak":
                pieces.append((style, "\n"))
            case "strong_open" | "em_open":
                style += child.type[0]
            case "strong_close" | "em_close":
                style = style[:-1]
            case other:
                pieces.append((style, f"<{other}>"))
    return joined(pieces)


WORDS = ["word", "Two words.", " ", "  ", "   ", "    ", "\n", "\n\n", "\n  ", "\n    ", "“", "”", "é", "日本", ".", ";", "!", "(", ")"]
MARKS = [
    "- ",
    "+ ",
    "* ",
    "-",
    "+",
    "1. ",
    "2) ",
    "#",
    "# ",
    "**",
    "*",
    "_",
    "***",
    "^",
    "^st^",
    "\\",
    "\\*",
    "\\\n",
    "---",
    "===",
    "|",
    "\t",
]
QUOTATIONS = ["\n> quoted\n", "\n> a\n>\n> b\n", "> ", ">", "\n  > x\n", "> 22\\. y\n", "> - z\n"]
TABLES = [
    "\n| a | b |\n| --- | --- |\n| c | d |\n",
    "\n| | |\n| --- | --- |\n| c | d |\n",
    "| |\n| --- |\n",
    "\n| a |\n|---:|\n| b<br>c |\n| d \\ |\n| e \\\\ |\n",
]
FOREIGN = ["`", "```", "~~~", "<", "<b>", ">", "> ", "&", "&amp;", "[", "]", "[x](y)", "![", "]: x", "| --- |"]
PIECES = st.sampled_from([*WORDS, *MARKS, *FOREIGN, *TABLES, *QUOTATIONS])


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("- a\n\n  b\n- c\n")
@example("**a *b* c**\n")
@example("a\\\nb")
@example("^[x](y)")
@example("+ a\n  - b\n\n    c\n\n  d\n")
def test_common_mark_reads_it_the_same_way(text: str) -> None:
    blocks, problems = parsed(text)
    if not problems:
        assert ours(blocks) == theirs(COMMON_MARK.parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One.\n", [("p", [("", "One.")])]),
        ("One\nline.\n", [("p", [("", "One line.")])]),
        ("One.\n\nTwo.\n", [("p", [("", "One.")]), ("p", [("", "Two.")])]),
        ("The **bold** one\n", [("p", [("", "The "), ("s", "bold"), ("", " one")])]),
        ("21^st^ century\n", [("p", [("", "21^st^ century")])]),
        ("- a\n- b\n", [("-", [[("p", [("", "a")])], [("p", [("", "b")])]])]),
        ("Text:\n- a\n", [("p", [("", "Text:")]), ("-", [[("p", [("", "a")])]])]),
        ("+ a\n  + b\n", [("+", [[("p", [("", "a")]), ("+", [[("p", [("", "b")])]])]])]),
        ("Read:\n> one\n> line\n>\n> 22\\. two\n", [("p", [("", "Read:")]), (">", [("p", [("", "one line")]), ("p", [("", "22. two")])])]),
        ("+ a\n\n  > b\n+ c\n", [("+", [[("p", [("", "a")]), (">", [("p", [("", "b")])])], [("p", [("", "c")])]])]),
        ("R&D 5 * 3 a_b < c\n", [("p", [("", "R&D 5 * 3 a_b < c")])]),
    ],
)
def test_reads(text: str, expected: list[object]) -> None:
    blocks, problems = parsed(text)
    assert problems == []
    assert ours(blocks) == expected


@pytest.mark.parametrize(
    ("rule", "aligned"),
    [("| --- | --- |", ("", "")), ("|:---|---:|", ("left", "right")), ("| :-: | - |", ("center", "")), ("| ---- | :- |", ("", "left"))],
)
def test_columns_are_aligned(rule: str, aligned: tuple[str, ...]) -> None:
    for head, header in (("| a | b |", True), ("|  |  |", False)):
        blocks, problems = parsed(f"{head}\n{rule}\n| c | d |")
        assert problems == []
        (table,) = blocks
        assert isinstance(table, Table)
        assert (table.aligned, table.header, len(table.rows)) == (aligned, header, 1 + header)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("| A | B |\n| --- | --- |\n| c | d<br>e |", 8, "no line breaks in a cell"),
        ("| A | B |\n| --- | --- |\n| c | d <BR /> e |", 9, "no line breaks in a cell"),
        ("| A | B |\n| --- | --- |\n| c \\ | d |", 5, "no line breaks in a cell"),
        ("| A | B |\n| --- | --- |\n| c | d<b>e |", 8, "a tag is not clause text here"),
        ("| | |\n| --- | --- |", 1, "a table of empty cells is not clause text"),
        ("\n\na<br>b", 2, "<br> is not clause text here"),
    ],
)
def test_what_cells_cannot_hold(text: str, column: int, message: str) -> None:
    assert [(problem.place.column, problem.message) for problem in parsed(text).problems] == [(column, message)]


def test_a_typed_backslash_ends_a_cell() -> None:
    (table,) = parsed("| A |\n| --- |\n| c \\\\ |").blocks
    assert isinstance(table, Table)
    assert plain(table.rows[1][0]) == "c \\"


def test_every_text_has_its_place() -> None:
    blocks, _ = parsed("One\n**two** three.\n\n- four\n")
    first, second = blocks
    assert isinstance(first, Paragraph)
    places = [inline.place for inline in first.content if isinstance(inline, Text)]
    assert places == [Place("clause.md", 1, 1), Place("clause.md", 2, 8)]
    assert isinstance(second, Item)
    assert second.place == Place("clause.md", 4, 1)


def test_superscript_is_ours_alone() -> None:
    blocks, _ = parsed("the 6^th^ of May")
    assert blocks == (Paragraph((Text("the 6"), Superscript((Text("th"),)), Text(" of May"))),)
    assert re.search(r"\^th\^", COMMON_MARK.render("the 6^th^ of May"))
