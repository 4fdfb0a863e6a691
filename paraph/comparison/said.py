"""What a document says, cut at its picks, so that two documents of one draft can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from paraph.contents import plain
from paraph.records import NamedTuple
from paraph.tree import (
    Blank,
    Block,
    Break,
    Document,
    Emphasis,
    Footnote,
    Inline,
    Item,
    Kind,
    Paragraph,
    Part,
    Passage,
    Quotation,
    Reference,
    Section,
    Strong,
    Subheading,
    Superscript,
    Table,
    Text,
)

_MARKS = {Kind.PARAGRAPH: "", Kind.ITEM: "+ ", Kind.DASH: "- "}


class Said(NamedTuple):
    """What stands at one pick: the clause, the section or part it stands in, its text without numbers, and the numbers."""

    pick: str
    clause: str
    where: str
    lines: tuple[str, ...]
    """The text a line for each paragraph, with the targets of references in place of what they print."""
    printed: tuple[str, ...]
    """The same with the references as they print."""
    numbers: tuple[str, ...]
    references: tuple[tuple[str, str], ...]
    """Each reference's target, and how it prints."""


def said(document: Document) -> dict[str, Said]:
    """What stands at each pick, in order."""
    found: dict[str, _Listening] = {}
    for part in document.parts:
        if isinstance(part, Part):
            _listen(part.content, part.role.value, None, found)
        elif isinstance(part, Section):
            _listen(part.content, part.id, None, found)
    return {pick: listening.done() for pick, listening in found.items()}


class _Listening:
    def __init__(self, passage: Passage, where: str) -> None:
        self.passage = passage
        self.where = where
        self.lines: list[str] = []
        self.printed: list[str] = []
        self.numbers: list[str] = []
        self.references: list[tuple[str, str]] = []

    def line(self, content: Iterable[Inline], before: str) -> None:
        inlines = tuple(content)
        self.lines.append(before + _written(inlines, None))
        self.printed.append(before + _written(inlines, self.references))

    def table(self, table: Table, before: str) -> None:
        for row in table.rows:
            self.line([inline for cell in row for inline in (*cell, Text(" |"))], f"{before}| ")

    def done(self) -> Said:
        lines, printed, numbers = tuple(self.lines), tuple(self.printed), tuple(self.numbers)
        return Said(self.passage.pick, self.passage.clause, self.where, lines, printed, numbers, tuple(self.references))


def _listen(content: Iterable[Block], where: str, within: _Listening | None, found: dict[str, _Listening], before: str = "") -> None:
    for block in content:
        match block:
            case Passage():
                inner = found.setdefault(block.pick, _Listening(block, where))
                _listen(block.content, where, inner, found, before)
            case Item():
                if within and block.number:
                    within.numbers.append(block.number.mark)
                _listen(block.content, where, within, found, before + _MARKS[block.kind])
            case Paragraph():
                if within:
                    within.line(block.content, before)
                before = " " * len(before)
            case Subheading():
                if within:
                    within.line(block.content, f"{before}### ")
            case Quotation():
                _listen(block.content, where, within, found, f"{before}> ")
            case Table():
                if within:
                    within.table(block, before)
            case _:
                assert_never(block)


def _written(inlines: Iterable[Inline], references: list[tuple[str, str]] | None) -> str:
    """Inlines as clause text writes them; with their targets for references, unless a list gathers what they print."""
    written = ""
    for inline in inlines:
        match inline:
            case Text(text):
                written += text
            case Strong(content):
                written += f"**{_written(content, references)}**"
            case Emphasis(content):
                written += f"*{_written(content, references)}*"
            case Superscript(content):
                written += f"^{_written(content, references)}^"
            case Footnote(content):
                written += f"^[{_written(content, references)}]"
            case Reference(target, form=form):
                if references is None:
                    written += f"\ue000{target}{form and f' | {form}'}\ue001"  # which no text holds
                else:
                    references.append((target, plain([inline])))
                    written += plain([inline])
            case Blank():
                written += str(inline)
            case Break():
                written += " "
            case _:
                assert_never(inline)
    return written
