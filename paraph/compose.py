"""Put a draft together: render and parse each pick's text, and set it where frame and outline say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.draft import Draft, Pick
from paraph.library import COMMON, Library, Wording
from paraph.markup import DEPTH, levels
from paraph.problems import Place, Problem, Stopped, nearest, shortened
from paraph.punctuation import punctuated
from paraph.render import Frame, Renderer, Uses
from paraph.render.context import common_context, notice_context, pick_context
from paraph.render.values import Slot
from paraph.shared import changed
from paraph.template import Plan
from paraph.texts import text_blocks
from paraph.trace import trace
from paraph.tree import (
    Blank,
    Block,
    Document,
    Item,
    Kind,
    Meta,
    Paragraph,
    Part,
    Passage,
    Role,
    Section,
    Signatory,
    Signature,
    Text,
    Trace,
    plain,
)

SECTIONS, SIGNATURE = "sections", "signature"
"""What a frame places beside the parts which have a role."""


class Composed(NamedTuple):
    """A document which is not numbered yet, and the problems of its texts."""

    document: Document
    problems: list[Problem]


def compose(draft: Draft, library: Library, renderer: Renderer) -> Composed:
    """The document of a draft.

    The rules are those of `render` and `markup`, and `unplaced-topic`, `unpicked-topic`, `placed-twice`,
    `unknown-list`, `begins-with-list`, `frame`, `unused-fill`.
    """
    composer = _Composer(draft, library, renderer)
    parts = composer.parts()
    composer.report_unplaced()
    meta = composer.meta(parts)
    return Composed(Document(meta, parts, tuple(composer.trace)), composer.problems)


class _Composer:
    def __init__(self, draft: Draft, library: Library, renderer: Renderer) -> None:
        self.draft = draft
        self.library = library
        self.renderer = renderer
        self.context = common_context(draft)
        self.placed: set[str] = set()
        self.listed: set[str] = set()
        self.trace: list[Trace] = []
        self.problems: list[Problem] = []

    # The frame

    def parts(self) -> tuple[Part | Section | Signature, ...]:
        """Every part in the order of the frame."""
        frame, known = self.draft.template.frame, self.renderer.frames
        if frame not in known:
            known[frame] = _read_frame(frame, self.renderer)
        self.problems += known[frame].problems
        return tuple(part for name in known[frame].names for part in self._part(name))

    def _part(self, name: str) -> Iterable[Part | Section | Signature]:
        if name == SECTIONS:
            return [section for plan in self.draft.sections if (section := self._section(plan))]
        if name == SIGNATURE:
            return [self._signature()]
        passages = self._passages(name) if self._place(name, self.draft.template.frame.place) else []
        return [Part(Role(name), self._punctuated(name, passages))] if passages else []

    # Topics

    def _section(self, plan: Plan) -> Section | None:
        """A section, or nothing when the draft picks none of its topics."""
        content: list[Block] = []
        for topic in plan.topics:
            if topic in self.draft.picks and not self._place(topic, plan.place):
                continue
            if topic not in self.draft.picks and plan.place.path == self.draft.path:
                self._report_unpicked(plan, topic)
            content += [Passage(p.pick, p.clause, self._paragraphs(p), p.place, p.origin) for p in self._passages(topic)]
        return Section(plan.id, (Text(plan.heading, plan.place),), tuple(content), place=plan.place) if content else None

    def _passages(self, topic: str) -> list[Passage]:
        return [self._passage(pick) for pick in self.draft.picks.get(topic, ())]

    def _passage(self, pick: Pick) -> Passage:
        self.trace.append(trace(pick))
        clause = self.library.clause(pick.clause) if pick.clause else None
        names = clause.names if clause else COMMON
        try:
            uses = self.renderer.uses(pick.wording, names)
            self.listed |= uses.lists
            if pick.departs:
                self._report_unused(pick, uses.names)
            blocks = self._blocks(pick, uses)
        except Stopped as stopped:
            self.problems += stopped.problems
            blocks = ()
        return Passage(pick.key, pick.clause, blocks, pick.place, pick.wording.place)

    def _blocks(self, pick: Pick, uses: Uses) -> tuple[Block, ...]:
        context = pick_context(self.context, pick, uses.names)
        made = text_blocks(pick.wording, uses, context, self.renderer, lambda slot: self._listed(slot, pick))
        self.problems += made.problems
        return made.blocks

    def _listed(self, slot: Slot, pick: Pick) -> tuple[Block, ...]:
        """The picks of a topic as items, where a text lists them."""
        topic = slot.name
        if topic not in self.draft.picks:
            hint = nearest(topic, self.draft.picks) or f'give the draft some "{topic}", or pick another clause'
            self._report(pick.place, f'a clause lists "{shortened(topic)}", and the draft picks none', "unknown-list", hint)
            return ()
        if not self._place(topic, pick.wording.place):
            return ()
        passages = [self._as_item(passage) for passage in self._passages(topic)]
        return self._punctuated(topic, passages)

    def _as_item(self, passage: Passage) -> Passage:
        if passage.content and not isinstance(passage.content[0], Paragraph):
            self._report_begins_with_list(passage, passage.content[0])
        if levels(passage.content) == DEPTH:
            message = f"with the list it stands in, this text has items {DEPTH + 1} deep"
            self._report(passage.place or self.draft.template.frame.place, message, "markup", f"{DEPTH} levels at the most")
        content = changed(passage.content, "item", lambda blocks: (Item(Kind.ITEM, blocks),))
        return Passage(passage.pick, passage.clause, content, passage.place, passage.origin)

    def _paragraphs(self, passage: Passage) -> tuple[Block, ...]:
        """A section's text as numbered paragraphs."""
        first = next(iter(passage.content), None)
        if first and not isinstance(first, Paragraph) and not _is_item(first):
            self._report_begins_with_list(passage, first)
        return changed(passage.content, "paragraphs", _as_paragraphs)

    def _punctuated(self, topic: str, passages: list[Passage]) -> tuple[Block, ...]:
        ends = self.draft.template.punctuation.get(topic)
        return punctuated(passages, ends) if ends else tuple(passages)

    def _place(self, topic: str, place: Place) -> bool:
        """Whether a topic may stand here: it stands in a document once."""
        if topic in self.placed:
            hint = "take it out of one of the two places"
            self._report(place, f'"{topic}" stands in the document already', "placed-twice", hint)
            return False
        self.placed.add(topic)
        return True

    # The signature block

    def _signature(self) -> Signature:
        columns = []
        for party in self.draft.parties:
            agency = party.name if isinstance(party.name, Blank) else Text(str(party.name), party.name.place)
            person = party.signatory
            lines = tuple((value if isinstance(value, Blank) else Text(str(value), value.place),) for value in (person.name, person.title))
            columns.append(Signatory((agency,), lines))
        return Signature(tuple(columns))

    # What the document says of itself

    def meta(self, parts: Iterable[Part | Section | Signature]) -> Meta:
        """The document's properties."""
        draft = self.draft
        title = next((part for part in parts if isinstance(part, Part) and part.role is Role.TITLE), None)
        names = "; ".join(str(party.name) for party in draft.parties)
        return Meta(
            name=draft.name,
            title=_text_of(title.content) if title else str(draft.title),
            subject=str(draft.title),
            author=draft.author or names,
            language=draft.language,
            date=draft.date,
            status=draft.status,
            notice=self._notice() if draft.status == "drafting" else "",
        )

    def _notice(self) -> str:
        try:
            context = notice_context(self.draft)
            notice = self.draft.template.notice
            uses = self.renderer.uses(notice, frozenset(context))
            made = text_blocks(notice, uses, context, self.renderer, lambda _: ())
        except Stopped as stopped:
            self.problems += stopped.problems
            return ""
        self.problems += made.problems
        return _text_of(made.blocks)

    # Problems

    def report_unplaced(self) -> None:
        """Topics which the draft picks and nothing places."""
        draft = self.draft
        places = self.placed | self.listed | {topic for plan in draft.sections for topic in plan.topics}
        unplaced = [topic for topic, picks in draft.picks.items() if picks and topic not in places]
        own_sections = draft.sections and draft.sections[0].place.path == draft.path
        if own_sections and len(unplaced) > 1:
            hint = "sections: replaces the template's outline; list every topic in one of its sections"
            message = f"no section has a place for {', '.join(map(shortened, unplaced))}"
            self._report(draft.sections[0].place, message, "unplaced-topic", hint)
            return
        for topic in unplaced:
            message = f'no section has a place for "{shortened(topic)}"'
            self._report(draft.picks[topic][0].place, message, "unplaced-topic", self._place_hint(topic, places))

    def _place_hint(self, topic: str, places: set[str]) -> str:
        if topic not in self.library.topics():
            return nearest(topic, places) or f'give the draft its own sections: with "{topic}" in one of them'
        for plan in self.draft.sections:
            for lister in plan.topics:
                if any(f'list("{topic}")' in text for text in self._texts(lister)):
                    return f'pick a clause for "{lister}" under clauses:, which lists them'
        return f'give the draft its own sections: with "{topic}" in one of them'

    def _texts(self, topic: str) -> Iterable[str]:
        for name in self.library.alternatives(topic):
            try:
                clause = self.library.clause(f"{topic}/{name}")
            except Stopped:
                continue
            if clause:
                yield clause.wording.text

    def _report_begins_with_list(self, passage: Passage, block: Block) -> None:
        place = block.place or passage.place or self.draft.template.frame.place
        self._report(passage.locate(place), "the text begins with a list", "begins-with-list", "write a sentence before it")

    def _report_unpicked(self, plan: Plan, topic: str) -> None:
        hint = nearest(topic, self.draft.picks) or f'pick a clause for "{topic}" under clauses:, or take it out of the section'
        self._report(plan.place, f'the section has a place for "{shortened(topic)}", and the draft picks none', "unpicked-topic", hint)

    def _report_unused(self, pick: Pick, used: tuple[str, ...]) -> None:
        for name in pick.fills:
            if name not in used:
                hint = f"write {{{{ {name} }}}} where the wording says it, or delete the fill"
                self._report(pick.place, f'the wording does not use the fill "{name}"', "unused-fill", hint)

    def _report(self, place: Place, message: str, rule: str, hint: str) -> None:
        self.problems.append(Problem(place, message, rule, hint))


def _as_paragraphs(content: tuple[Block, ...]) -> tuple[Block, ...]:
    """Each paragraph with the list that belongs to it; a text which is one list has its items for paragraphs."""
    found: list[Item] = []
    spelt_out = bool(content) and _is_item(content[0])
    for block in content:
        if isinstance(block, Paragraph):
            found.append(Item(Kind.PARAGRAPH, (block,), place=block.place))
        elif isinstance(block, Item) and spelt_out and _is_item(block):
            found.append(block.but(kind=Kind.PARAGRAPH))
        elif found:
            found[-1] = found[-1].but(content=(*found[-1].content, block))
    return tuple(found)


def _is_item(block: Block) -> bool:
    return isinstance(block, Item) and block.kind is Kind.ITEM


def _read_frame(frame: Wording, renderer: Renderer) -> Frame:
    slots = {name: Slot(name) for name in (*Role, SECTIONS, SIGNATURE)}
    try:
        rendered = renderer.render(frame, slots, renderer.uses(frame, frozenset(slots)))
    except Stopped as stopped:
        return Frame((), stopped.problems)
    names = [value.name for value in rendered.values if isinstance(value, Slot)]
    alone = {f"\ue000{number}\ue001" for number in range(len(names))}
    hint = f"a frame has one of these on each line: {', '.join(f'{{{{ {name} }}}}' for name in slots)}"
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    missing = [name for name in (SECTIONS, SIGNATURE) if name not in names]
    problems = [Problem(frame.place, f"{{{{ {name} }}}} stands twice", "frame", "keep one") for name in twice]
    problems += [Problem(frame.place, f"{{{{ {name} }}}} is missing", "frame", hint) for name in missing]
    rest = [line for line in rendered.lines if line.text.strip() not in {"", *alone}]
    problems += [Problem(line.place(), "text stands in the frame", "frame", hint) for line in rest]
    return Frame(tuple(dict.fromkeys(names)), tuple(problems))


def _text_of(content: Iterable[Block]) -> str:
    texts = []
    for block in content:
        if isinstance(block, Paragraph):
            texts.append(plain(block.content))
        elif isinstance(block, Item | Passage):
            texts.append(_text_of(block.content))
    return " ".join(texts)
