"""Make the passages of a draft's picks. A passage which drafts share is the same one in each of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

from paraph.draft import Draft, Pick
from paraph.library import COMMON, Library
from paraph.markup import DEPTH, levels
from paraph.problems import Place, Problem, Stopped, nearest, shortened
from paraph.punctuation import ended, endings
from paraph.render import Renderer, Uses
from paraph.render.context import common_context, pick_context
from paraph.shared import Shared, changed, once
from paraph.texts import text_blocks
from paraph.trace import trace
from paraph.tree import Block, Item, Kind, Paragraph, Passage, Trace, walk

Content = tuple[Block, ...]


class Passages:
    """The passages of a draft while it is composed: which topics are placed, where each passage came from, what is wrong."""

    def __init__(self, draft: Draft, library: Library, renderer: Renderer) -> None:
        self.draft = draft
        self.library = library
        self.renderer = renderer
        self.context = common_context(draft)
        self.placed: set[str] = set()
        self.trace: dict[str, Trace] = {}
        self.problems: list[Problem] = []
        self._items: dict[str, Content] = {}

    def front(self, topic: str) -> Content:
        """The passages of a part outside the sections."""
        if topic not in self.draft.picks or not self._place(topic, self.draft.template.frame.place):
            return ()
        return self.together(self._punctuated(topic, self._of(topic)))

    def numbered(self, topic: str, place: Place) -> list[Passage]:
        """The passages of a topic which a section places, as numbered paragraphs."""
        return [self._paragraphs(passage) for passage in self._of(topic)] if self._place(topic, place) else []

    def together(self, passages: list[Passage]) -> Content:
        """Passages in a row; where all are shared, the row is."""
        for passage in passages:
            if not isinstance(passage.content, Shared):
                return tuple(passages)
        key = tuple(map(id, passages))
        known = self.renderer.rows.get(key)
        if known is None and self.renderer.rows.wanted(key):
            known = self.renderer.rows.put(key, Shared(tuple(passages)))
        return known or tuple(passages)

    def _of(self, topic: str) -> list[Passage]:
        return [self._passage(pick) for pick in self.draft.picks[topic]]

    # One pick

    def _passage(self, pick: Pick) -> Passage:
        self.trace[pick.key] = trace(pick)
        clause = self.library.clause(pick.clause) if pick.clause else None
        blocks: Content = ()
        try:
            uses = self.renderer.uses(pick.wording, clause.names if clause else COMMON)
            if pick.departs:
                self._report_unused(pick, uses.names)
            blocks = self._blocks(pick, uses)
        except Stopped as stopped:
            self.problems += stopped.problems
        return _passage(pick.key, pick.clause, blocks)

    def _blocks(self, pick: Pick, uses: Uses) -> Content:
        context = pick_context(self.context, pick, uses.names)
        listed = {topic: self._items_of(topic) for topic in uses.lists}
        try:
            made = text_blocks(pick.wording, uses, context, self.renderer, listed)
        except Stopped:
            self.placed |= uses.lists  # what the text would have placed is not lost
            raise
        for topic in made.lists:
            self._place_listed(topic, pick)
        self.problems += made.problems
        return made.blocks

    # Lists of picks

    def _items_of(self, topic: str) -> Content:
        """The picks of a topic as items."""
        if topic not in self._items:
            passages = [self._as_item(passage) for passage in self._of(topic)] if topic in self.draft.picks else []
            self._items[topic] = self.together(self._punctuated(topic, passages))
        return self._items[topic]

    def _place_listed(self, topic: str, pick: Pick) -> None:
        if topic in self.draft.picks:
            self._place(topic, pick.wording.place)
            return
        hint = nearest(topic, self.draft.picks) or f'give the draft some "{topic}", or pick another clause'
        self._report(pick.place, f'a clause lists "{shortened(topic)}", and the draft picks none', "unknown-list", hint)

    def _as_item(self, passage: Passage) -> Passage:
        if passage.content and not isinstance(passage.content[0], Paragraph):
            self._report_begins_with_list(passage, passage.content[0])
        if levels(passage.content) == DEPTH:
            message = f"with the list it stands in, this text has items {DEPTH + 1} deep"
            self._report(self.trace[passage.pick].place, message, "markup", f"{DEPTH} levels at the most")
        return _changed(passage, "item", lambda content: (Item(Kind.ITEM, content),))

    def _punctuated(self, topic: str, passages: list[Passage]) -> list[Passage]:
        ends = self.draft.template.punctuation.get(topic)
        if ends is None:
            return passages
        marks = endings(ends, len(passages))
        return [_changed(passage, ("ending", mark), partial(ended, mark)) for passage, mark in zip(passages, marks, strict=True)]

    # Numbered paragraphs

    def _paragraphs(self, passage: Passage) -> Passage:
        if passage.content and not isinstance(passage.content[0], Paragraph) and not _is_item(passage.content[0]):
            self._report_begins_with_list(passage, passage.content[0])
        return _changed(passage, "paragraphs", _as_paragraphs)

    # Problems

    def _place(self, topic: str, place: Place) -> bool:
        """Whether a topic may stand here: it stands in a document once."""
        if topic in self.placed:
            hint = "take it out of one of the two places"
            self._report(place, f'"{topic}" stands in the document already', "placed-twice", hint)
            return False
        self.placed.add(topic)
        return True

    def _report_begins_with_list(self, passage: Passage, block: Block) -> None:
        made = self.trace[passage.pick]
        first = next((inner.place for inner in walk((block,)) if not isinstance(inner, Passage) and inner.place), None)
        place = first.within(made.origin) if first else made.place
        self._report(place, "the text begins with a list", "begins-with-list", "write a sentence before it")

    def _report_unused(self, pick: Pick, used: tuple[str, ...]) -> None:
        for name in pick.fills:
            if name not in used:
                hint = f"write {{{{ {name} }}}} where the wording says it, or delete the fill"
                self._report(pick.place, f'the wording does not use the fill "{name}"', "unused-fill", hint)

    def _report(self, place: Place, message: str, rule: str, hint: str) -> None:
        self.problems.append(Problem(place, message, rule, hint))


def _passage(pick: str, clause: str, content: Content) -> Passage:
    return once(content, ("passage", pick, clause), lambda: Passage(pick, clause, content))


def _changed(passage: Passage, key: Hashable, change: Callable[[Content], Content]) -> Passage:
    """A passage with its content changed."""
    pick, clause, content = passage.pick, passage.clause, passage.content
    return once(content, ("changed", key, pick, clause), lambda: Passage(pick, clause, changed(content, key, change)))


def _as_paragraphs(content: Content) -> Content:
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
