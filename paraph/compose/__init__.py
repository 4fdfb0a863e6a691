"""Put a draft together: each pick's text, rendered and parsed, where frame and outline say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from paraph.compose.frame import ANNEXES, SECTIONS, SIGNATURE, read_frame
from paraph.compose.passages import Passages
from paraph.compose.signatures import signature_blocks
from paraph.compose.unplaced import unplaced
from paraph.contents import plain, walk
from paraph.draft import Draft
from paraph.library import Library
from paraph.problems import Place, Problem, Stopped, nearest, shortened
from paraph.records import NamedTuple
from paraph.render import Renderer
from paraph.render.context import notice_context
from paraph.scheme import Numbering, odd_marks
from paraph.template import Above, Plan
from paraph.texts import text_blocks
from paraph.tree import Block, Document, Item, Kind, Meta, Paragraph, Part, Passage, Role, Section, Signature, Text

_SPELT_OUT = re.compile(r"\s*(?:###[^\n]*\n\s*)?\+ ")
"""How a text begins which is its own list of paragraphs."""


class Composed(NamedTuple):
    """A document which is not numbered yet, and the problems of its texts."""

    document: Document
    problems: list[Problem]


def compose(draft: Draft, library: Library, renderer: Renderer) -> Composed:
    """The document of a draft.

    The rules are those of `render` and `markup`, and `unplaced-topic`, `unpicked-topic`, `placed-twice`,
    `unknown-list`, `begins-with-list`, `frame`, `unused-fill`, `numbering`, and `uncounted` as a warning.
    """
    composer = _Composer(draft, library, renderer)
    parts = composer.parts()
    meta = composer.meta(parts)
    problems = composer.problems + unplaced(draft, library, composer.passages.placed)
    return Composed(Document(meta, parts, tuple(composer.passages.trace.values()), lost=_lost(composer, parts)), problems)


def _lost(composer: _Composer, parts: Iterable[Part | Section | Signature]) -> frozenset[str]:
    """What the draft means to have, where something of it is faulty: each may stand in, or below, what is missing."""
    draft = composer.draft
    if all(draft.picks.values()) and not (composer.problems and any(map(_has_gap, parts))):
        return frozenset()
    return frozenset((*draft.picks, *(plan.id for plan in (*draft.sections, *draft.annexes))))


def _has_gap(part: Part | Section | Signature) -> bool:
    if isinstance(part, Signature):
        return False
    return any(isinstance(block, Passage) and not block.content for block in walk(part.content))


class _Composer:
    def __init__(self, draft: Draft, library: Library, renderer: Renderer) -> None:
        self.draft = draft
        self.renderer = renderer
        self.passages = Passages(draft, library, renderer)
        self.problems = self.passages.problems

    def parts(self) -> tuple[Part | Section | Signature, ...]:
        """Every part in the order of the frame."""
        frame, known = self.draft.template.frame, self.renderer.frames
        if frame not in known:
            known[frame] = read_frame(frame, self.renderer)
        self.problems += known[frame].problems
        names = known[frame].names
        return tuple(part for name in (*names, *(() if ANNEXES in names else (ANNEXES,))) for part in self._part(name))

    def _part(self, name: str) -> Iterable[Part | Section | Signature]:
        if name == SECTIONS:
            return [section for plan in self.draft.sections if (section := self._section(plan))]
        if name == ANNEXES:
            annexes = [section for plan in self.draft.annexes if (section := self._section(plan, annex=True))]
            return [_single(annexes[0])] if len(annexes) == 1 else annexes
        if name == SIGNATURE:
            made = signature_blocks(self.draft, self.renderer)
            self.problems += made.problems
            return made.blocks
        content = self.passages.front(name)
        form = self.draft.template.forms.get(name)
        return [Part(Role(name), content, form.scheme if form else None)] if content else []

    def _section(self, plan: Plan, *, annex: bool = False) -> Section | None:
        """A section, or nothing when the draft picks none of its topics."""
        found: list[Passage] = []
        above: Above | None = None
        for entry in plan.entries:
            if isinstance(entry, Above):
                above = entry
            elif entry in self.draft.picks:
                passages = self.passages.numbered(entry, plan.place)
                found += [self.passages.below(above, passages[0]), *passages[1:]] if above and passages else passages
                above = None if passages else above
            elif plan.place.path == self.draft.path:
                self._report_unpicked(plan, entry)
        if plan.scheme and plan.place.path == self.draft.path:
            self._report_marks(plan.scheme, plan.place, _counted(found))
        heading = (Text(plan.heading, plan.place),) if plan.heading else ()
        scheme = plan.scheme or (self.draft.template.annex_numbering if annex else None)
        if not (scheme or self.draft.template.numbering).paragraph.mark:
            self._report_uncounted(plan)
        separated = (scheme or self.draft.template.numbering).separator != " "
        if separated and not heading:  # nothing to be separated from the number
            scheme = (scheme or self.draft.template.numbering)._replace(separator=" ")
        return Section(plan.id, heading, self.passages.together(found), scheme, annex, place=plan.place) if found else None

    def _report_uncounted(self, plan: Plan) -> None:
        """Texts of the draft's own which ask for a count where the paragraphs of a section have none."""
        for topic in plan.topics:
            for pick in self.draft.picks.get(topic, ()):
                if (pick.departs or not pick.clause) and _SPELT_OUT.match(pick.wording.text):
                    hint = "for letters, write a sentence above the list; for paragraphs, leave out the + in front of each"
                    message = "the text begins with +, and the paragraphs of this section have no numbers"
                    self.problems.append(Problem(pick.wording.place, message, "uncounted", hint, "warning"))

    def _report_marks(self, scheme: Numbering, place: Place, deep: int) -> None:
        """What would not print alike of the items of a draft's own section; a template's are examined with it."""
        for (name, *at), message, hint in odd_marks(scheme):
            if name == "items" and at[0] in range(deep):
                self.problems.append(Problem(place, message, "numbering", hint))

    # What the document says of itself

    def meta(self, parts: Iterable[Part | Section | Signature]) -> Meta:
        """The document's properties."""
        draft = self.draft
        title = next((part for part in parts if isinstance(part, Part) and part.role is Role.TITLE), None)
        names = "; ".join(party.names for party in draft.parties)
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
            made = text_blocks(notice, uses, context, self.renderer)
        except Stopped as stopped:
            self.problems += stopped.problems
            return ""
        self.problems += made.problems
        return _text_of(made.blocks)

    def _report_unpicked(self, plan: Plan, topic: str) -> None:
        message = f'the section has a place for "{shortened(topic)}", and the draft picks none'
        if topic in self.draft.omitted:
            hint = f"take it out of the section: line {self.draft.omitted[topic].line} leaves it out"
            self.problems.append(Problem(plan.place, message, "unpicked-topic", hint))
            return
        hint = nearest(topic, self.draft.picks) or f'pick a clause for "{topic}" under clauses:, or take it out of the section'
        self.problems.append(Problem(plan.place, message, "unpicked-topic", hint))


def _single(annex: Section) -> Section:
    """The only annex: where it has a label in place of a number, nothing in it can say that number."""
    if annex.scheme is None or not annex.scheme.section.single:
        return annex
    paragraph, *items = (
        level._replace(mark=level.mark.replace("{section}.", "").replace("{section}", ""))
        for level in (annex.scheme.paragraph, *annex.scheme.items)
    )
    return annex.but(scheme=annex.scheme._replace(paragraph=paragraph, items=tuple(items)))


def _counted(content: Iterable[Block]) -> int:
    """How deep counted items stand in each other."""
    deep = 0
    for block in content:
        if isinstance(block, Passage):
            deep = max(deep, _counted(block.content))
        elif isinstance(block, Item):
            own = block.kind is not Kind.PARAGRAPH
            inside = _counted(block.content)
            deep = max(deep, own + inside if inside or block.kind is Kind.ITEM else 0)
    return deep


def _text_of(content: Iterable[Block]) -> str:
    texts = []
    for block in content:
        if isinstance(block, Paragraph):
            texts.append(plain(block.content))
        elif isinstance(block, Item | Passage):
            texts.append(_text_of(block.content))
    return " ".join(texts)
