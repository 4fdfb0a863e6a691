"""A draft's document as prose: what each paragraph says, where it stands, and what the draft says beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from paraph.contents import inlines, plain
from paraph.draft import Draft
from paraph.problems import Place
from paraph.rules.prose import Facts, Prose, Side, Sort, Unit
from paraph.tree import (
    Blank,
    Block,
    Document,
    Footnote,
    Inline,
    Item,
    Kind,
    Paragraph,
    Part,
    Passage,
    Quotation,
    Reference,
    Role,
    Section,
    Signature,
    Subheading,
    Table,
    Text,
)

_SORTS: dict[Role, Sort] = {
    Role.TITLE: "title", Role.OPENING: "opening", Role.PREAMBLE: "recital", Role.OPERATIVE: "operative", Role.TESTIMONIUM: "testimonium",
}  # fmt: skip
_NAMES: dict[Sort, str] = {
    "title": "title", "opening": "opening", "recital": "recital", "operative": "operative words", "testimonium": "testimonium",
}  # fmt: skip


def prose_of(draft: Draft, document: Document) -> Prose:
    """The prose of a draft's numbered document."""
    return Prose(_Units(document).all(), facts_of(draft))


def prose_of_clause(document: Document, topic: str, instrument: tuple[str, str]) -> Prose:
    """The prose of one clause, in the document in which it was built alone."""
    return Prose([unit for unit in _Units(document).all() if unit.topic == topic], Facts(instrument))


def facts_of(draft: Draft) -> Facts:
    """What a draft says of the instrument beside its words."""
    signing = draft.signing
    name, short = draft.instrument
    return Facts(
        instrument=(str(name), str(short)),
        sides=tuple(Side(party.names, str(party.state)) for party in draft.parties),
        place="" if isinstance(signing.place, Blank) else str(signing.place),
        date=signing.date if isinstance(signing.date, date) else None,
        originals=0 if isinstance(signing.originals, Blank) else signing.originals,
        languages=signing.languages,
        spelling=draft.checks.spelling,
        topics=frozenset(topic for topic, picks in draft.picks.items() if picks),
    )


class _Units:
    """Walks a document and notes its units."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.origins = {trace.pick: trace.origin for trace in document.trace}
        self.section = 0
        self.origin: Place | None = None
        self.pick = ""
        self.counts: dict[Sort, int] = {}

    def all(self) -> Iterator[Unit]:
        """Every unit in reading order."""
        for part in self.document.parts:
            match part:
                case Part(role, content):
                    yield from self._blocks(content, _SORTS[role], "", 0)
                case Section():
                    yield from self._section(part)
                case Signature():
                    yield from self._signature(part)

    def _section(self, section: Section) -> Iterator[Unit]:
        self.section += 1
        name = _section_name(section, self.section)
        if section.heading and _shows_heading(section):
            yield Unit("heading", plain(section.heading), f"heading of {name}", _place(section.place), section=self.section)
        yield from self._blocks(section.content, "paragraph", name, 0)

    def _signature(self, block: Signature) -> Iterator[Unit]:
        lines = [row for signatory in block.signatories for row in (*signatory.above, *signatory.below)]
        for line in (*([block.lead] if block.lead else ()), *lines):
            yield self._unit("signature", line, "signature block", None)

    def _blocks(self, content: Iterable[Block], sort: Sort, where: str, level: int, mark: str = "") -> Iterator[Unit]:
        for block in content:
            match block:
                case Passage():
                    outer = self.pick, self.origin
                    self.pick, self.origin = block.pick, self.origins.get(block.pick)
                    yield from self._blocks(block.content, sort, where, level, mark)
                    self.pick, self.origin = outer
                case Paragraph(text):
                    yield from self._text(sort, text, self._where(sort, where), block.place, mark, level)
                case Subheading(text):
                    yield from self._text("subheading", text, where or "heading of the preamble", block.place)
                case Table(rows):
                    for row in rows:
                        for cell in row:
                            yield from self._text("cell", cell, f"table in {where}" if where else "table", block.place)
                case Quotation(content=quoted):
                    yield from self._blocks(quoted, sort, f"{where}, quotation" if where else "quotation", level)
                case Item():
                    yield from self._item(block, sort, where, level)
                case _:
                    assert_never(block)

    def _item(self, item: Item, sort: Sort, where: str, level: int) -> Iterator[Unit]:
        number = item.number.mark.strip() if item.number else ""
        if item.kind is Kind.PARAGRAPH:
            short = (item.number.short if item.number else "") or number
            inside = ", ".join(filter(None, (where, f"paragraph {short.strip('.()')}" if number else "")))
            yield from self._blocks(item.content[:1], sort, inside, 0, number)
            yield from self._blocks(item.content[1:], sort, inside, 0)
            return
        own = "dash" if item.kind is Kind.DASH else f"item {number}"
        inside = self._where(sort, where) if sort == "recital" else ", ".join(filter(None, (where, own)))
        listed: Sort = "recital" if sort == "recital" else "item"
        first, rest = item.content[:1], item.content[1:]
        yield from self._blocks(first, listed, inside, level + 1, number)
        yield from self._blocks(rest, "recital" if sort == "recital" else "paragraph" if not level else listed, inside, level + 1)

    def _where(self, sort: Sort, where: str) -> str:
        if where:
            return where
        self.counts[sort] = self.counts.get(sort, 0) + 1
        return f"recital {self.counts[sort]}" if sort == "recital" else _NAMES.get(sort, sort)

    def _text(  # noqa: PLR0917 - what a unit consists of
        self, sort: Sort, text: tuple[Inline, ...], where: str, place: Place | None, mark: str = "", level: int = 0
    ) -> Iterator[Unit]:
        yield self._unit(sort, text, where, place, mark, level)
        for inline in inlines(text):
            if isinstance(inline, Footnote):
                yield self._unit("note", inline.content, f"footnote {inline.number}", inline.place)

    def _unit(  # noqa: PLR0917 - as above
        self, sort: Sort, text: tuple[Inline, ...], where: str, place: Place | None, mark: str = "", level: int = 0
    ) -> Unit:
        place = place or next((inline.place for inline in text if isinstance(inline, Text | Blank) and inline.place), None)
        within = place.within(self.origin) if place and self.origin else place or self.origin
        topic = self.pick.partition("/")[0]
        return Unit(sort, _read(text), where, _place(within), mark, level, self.section, self.pick, topic)


def _read(text: tuple[Inline, ...]) -> str:
    """What a text says; a reference which leads nowhere, as in a clause which is built alone, is an ellipsis."""
    return plain([Text("…") if isinstance(inline, Reference) and not inline.pieces else inline for inline in text])


def _place(place: Place | None) -> Place:
    return place or Place("", 1, 1)


def _shows_heading(section: Section) -> bool:
    return not section.scheme or section.scheme.heading != "none"


def _section_name(section: Section, count: int) -> str:
    """What a person calls a section: by its number, else by its heading; nothing when it prints neither."""
    if section.number and section.scheme:
        reference = section.scheme.section.reference
        return reference.replace("{n}", section.number.short) if "{n}" in reference else section.number.mark
    if section.label:
        word, _, rest = section.label.partition(" ")
        return f"{word.capitalize()} {rest}".strip() if word.isupper() else section.label
    if not section.heading:
        return f"section {count}"
    return f"“{plain(section.heading)}”" if _shows_heading(section) else ""
