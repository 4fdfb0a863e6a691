"""Make the passages of a draft's picks. A passage which drafts share is the same one in each of them."""

from __future__ import annotations

from itertools import repeat
from typing import Literal, assert_never

from paraph.contents import walk
from paraph.draft import Draft, Pick
from paraph.library import COMMON, Library
from paraph.markup import levels
from paraph.problems import Place, Problem, Stopped, nearest, shortened
from paraph.punctuation import ended, endings, recased
from paraph.records import NamedTuple
from paraph.render import Made, Renderer, Uses
from paraph.render.context import common_context, pick_context
from paraph.scheme import DEPTH, Listing
from paraph.shared import Shared, once
from paraph.template import Above
from paraph.texts import text_blocks
from paraph.trace import trace
from paraph.tree import Block, Item, Kind, Paragraph, Passage, Quotation, Subheading, Table, Text, Trace

Content = tuple[Block, ...]


_Form = Literal["text", "item", "dash", "paragraphs"]
"""How a text stands: as it is, as one item or dash of a list, or as numbered paragraphs."""
_LISTINGS: dict[Listing, _Form] = {"paragraphs": "text", "items": "item", "dashes": "dash"}


AS_TYPED = "capitals"
"""How the participles of recitals are written in the library."""


class _Shape(NamedTuple):
    """What is made of a text: its form, the mark at its end, and how the participle at its beginning is written."""

    form: _Form
    mark: str
    participles: str


class _Fault(NamedTuple):
    """Why a text cannot stand where it is picked; the place counts from the beginning of the text."""

    message: str
    rule: str
    hint: str
    place: Place | None = None


class _Formed(NamedTuple):
    """A passage, and what is wrong with its text."""

    passage: Passage
    fault: _Fault | None


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
        return self.together(self._of(topic, self._listing_of(topic, "text")))

    def _listing_of(self, topic: str, otherwise: _Form) -> _Form:
        """How the template has the picks of a topic stand."""
        form = self.draft.template.forms.get(topic)
        return _LISTINGS[form.listing] if form and form.listing else otherwise

    def numbered(self, topic: str, place: Place) -> list[Passage]:
        """The passages of a topic which a section places, as numbered paragraphs."""
        return self._of(topic, "paragraphs") if self._place(topic, place) else []

    def below(self, above: Above, passage: Passage) -> Passage:
        """A passage with a sub-heading of the outline above it."""
        heading = Subheading((Text(above.heading, above.place),))
        return Passage(passage.pick, passage.clause, (heading, *passage.content))

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

    def _of(self, topic: str, form: _Form) -> list[Passage]:
        picks = self.draft.picks.get(topic, ())
        form_of_topic = self.draft.template.forms.get(topic)
        participles = form_of_topic.participles if form_of_topic else AS_TYPED
        ends = None if form == "paragraphs" else self.draft.template.punctuation.get(topic)
        marks = endings(ends, len(picks)) if ends else repeat("", len(picks))
        # The draft's own words stand as typed.
        forms = [participles if pick.clause and not pick.departs else AS_TYPED for pick in picks]
        return [self._passage(pick, _Shape(form, *shape)) for pick, *shape in zip(picks, marks, forms, strict=True)]

    # One pick

    def _passage(self, pick: Pick, shape: _Shape) -> Passage:
        """A pick's text in the shape in which it stands."""
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
        formed = once(blocks, (pick.key, pick.clause, shape), lambda: _formed(pick, blocks, shape))
        if formed.fault:
            self._report_fault(pick, formed.fault)
        return formed.passage

    def _blocks(self, pick: Pick, uses: Uses) -> Content:
        context = pick_context(self.context, pick, uses.names)
        made = self._listing(pick, uses, context) if uses.lists else text_blocks(pick.wording, uses, context, self.renderer)
        self.problems += made.problems
        return made.blocks

    # Lists of picks

    def _listing(self, pick: Pick, uses: Uses, context: dict[str, object]) -> Made:
        """A text which lists the picks of some topics."""
        for topic in uses.lists - self._items.keys():
            self._items[topic] = self.together(self._of(topic, self._listing_of(topic, "item")))
        try:
            made = text_blocks(pick.wording, uses, context, self.renderer, {topic: self._items[topic] for topic in uses.lists})
        except Stopped:
            self.placed |= uses.lists  # what the text would have placed is not lost
            raise
        for topic in made.lists:
            self._place_listed(topic, pick)
        return made

    def _place_listed(self, topic: str, pick: Pick) -> None:
        if topic in self.draft.picks:
            self._place(topic, pick.wording.place)
            return
        hint = nearest(topic, self.draft.picks) or f'give the draft some "{topic}", or pick another clause'
        self._report(pick.place, f'a clause lists "{shortened(topic)}", and the draft picks none', "unknown-list", hint)

    # Problems

    def _place(self, topic: str, place: Place) -> bool:
        """Whether a topic may stand here: it stands in a document once."""
        if topic in self.placed:
            hint = "take it out of one of the two places"
            self._report(place, f'"{topic}" stands in the document already', "placed-twice", hint)
            return False
        self.placed.add(topic)
        return True

    def _report_fault(self, pick: Pick, fault: _Fault) -> None:
        place = fault.place.within(pick.wording.place) if fault.place else pick.place
        self._report(place, fault.message, fault.rule, fault.hint)

    def _report_unused(self, pick: Pick, used: tuple[str, ...]) -> None:
        for name in pick.fills:
            if name not in used:
                hint = f"write {{{{ {name} }}}} where the wording says it, or delete the fill"
                self._report(pick.place, f'the wording does not use the fill "{name}"', "unused-fill", hint)

    def _report(self, place: Place, message: str, rule: str, hint: str) -> None:
        self.problems.append(Problem(place, message, rule, hint))


def _formed(pick: Pick, blocks: Content, shape: _Shape) -> _Formed:
    """The passage of a pick whose text has some blocks, in the shape in which it stands."""
    content = ended(shape.mark, blocks) if shape.mark else blocks
    if shape.participles != AS_TYPED:
        content = recased(content, shape.participles)
    match shape.form:
        case "text":
            formed = content
        case "item" | "dash":
            above = 1 if content and isinstance(content[0], Subheading) else 0
            formed = (*content[:above], Item(Kind.ITEM if shape.form == "item" else Kind.DASH, content[above:]))
        case "paragraphs":
            formed = _as_paragraphs(content)
        case _:
            assert_never(shape.form)
    passage = Passage(pick.key, pick.clause, Shared(formed) if isinstance(blocks, Shared) else formed)
    return _Formed(passage, _fault(blocks, shape.form))


def _fault(blocks: Content, form: _Form) -> _Fault | None:
    """Why a text cannot stand in its form."""
    if form == "text" or not blocks:
        return None
    first = blocks[0]
    if isinstance(first, Subheading) and (form == "paragraphs" or len(blocks) > 1):
        first = blocks[min(1, len(blocks) - 1)]
    stands = isinstance(first, Paragraph) or (form == "paragraphs" and (_is_item(first) or isinstance(first, Table | Subheading)))
    if not stands:
        place = next((block.place for block in walk((first,)) if not isinstance(block, Passage) and block.place), None)
        what = "quotation" if isinstance(first, Quotation) else "list"
        return _Fault(f"the text begins with a {what}", "begins-with-list", "write a sentence before it", place)
    if form in ("item", "dash") and levels(blocks) == DEPTH:
        message = f"with the list it stands in, this text has items {DEPTH + 1} deep"
        return _Fault(message, "markup", f"{DEPTH} levels at the most")
    return None


def _as_paragraphs(content: Content) -> Content:
    """Each paragraph with the list that belongs to it; a text which is one list has its items for paragraphs."""
    found: list[Block] = []
    spelt_out = any(map(_is_item, content[:1] if not content or not isinstance(content[0], Subheading) else content[1:2]))
    for block in content:
        last = found[-1] if found and isinstance(found[-1], Item) and found[-1].kind is Kind.PARAGRAPH else None
        if isinstance(block, Paragraph):
            found.append(Item(Kind.PARAGRAPH, (block,), place=block.place))
        elif isinstance(block, Subheading) or (isinstance(block, Table) and not last):
            found.append(block)
        elif isinstance(block, Item) and spelt_out and _is_item(block):
            found.append(block.but(kind=Kind.PARAGRAPH))
        elif last:
            found[-1] = last.but(content=(*last.content, block))
        else:  # a list below a sub-heading or a table stands by itself
            found.append(block)
    return tuple(found)


def _is_item(block: Block) -> bool:
    return isinstance(block, Item) and block.kind is Kind.ITEM
