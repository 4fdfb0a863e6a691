"""How one draft is touched: what it printed before, beside what it prints now."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from paraph.assembled import Assembled
from paraph.comparison.said import Said, said
from paraph.contents import plain
from paraph.english import many
from paraph.initialled.held import held
from paraph.paths import shown
from paraph.pipeline import Assembler, Attempt, Drafted
from paraph.problems import Problem, Stopped, has_errors, ordered
from paraph.records import NamedTuple
from paraph.tree import Document, Section, Signature

Status = Literal["unchanged", "changed", "broken", "mended", "faulty"]
"""`broken` drafts build no longer, `mended` ones did not build before; `faulty` ones neither did nor do."""
Effect = Literal["breaking", "wording", "none"]
"""What a change does to a draft. `breaking`: somebody has to act, because the draft builds no longer, a text which was frozen
would change, or what people cite has moved. `wording`: it prints otherwise, and everything stands where it stood."""
EFFECTS: tuple[Effect, ...] = ("breaking", "wording", "none")
_STRUCTURE = ("order", "numbering", "place of ")
_LOOKS = ("look", "language", "header")
_Told = tuple[str, str, str]


class ChangedPassage(NamedTuple):
    """A pick whose text is another one; a clause or text which is not there is empty."""

    pick: str
    clause_then: str
    clause_now: str
    then: str
    now: str


class Moved(NamedTuple):
    """What prints otherwise though no text was changed: a number, a heading, a place."""

    what: str
    then: str
    now: str


class Touch(NamedTuple):
    """How a draft is touched."""

    draft: str
    status: Status
    passages: tuple[ChangedPassage, ...] = ()
    numbers: tuple[Moved, ...] = ()
    others: tuple[Moved, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Those which were not there before."""
    redline: str = ""
    """The file which shows it in Word, where one was written."""
    state: str = ""
    """The draft's own status: drafting, agreed or signed."""
    adapted: bool = False
    """Whether the draft as it was is compared, for today's cannot be built with the library of then."""

    @property
    def touched(self) -> bool:
        """Whether the draft gives anything else than before."""
        return self.status not in ("unchanged", "faulty") or bool(self.problems)

    @property
    def breaks(self) -> tuple[str, ...]:
        """What somebody has to act upon, in words."""
        added = sum(not passage.then for passage in self.passages)
        gone = sum(not passage.now for passage in self.passages)
        others = sum(bool(p.then and p.now and p.clause_then != p.clause_now) for p in self.passages)
        frozen = any(problem.rule == "frozen-text" for problem in self.problems)
        found = (
            (self.status == "broken", "does not build any more"),
            (frozen, "its frozen text would change"),
            (not frozen and self.state in ("agreed", "signed") and self._says_otherwise, f"it is {self.state}, and its text would change"),
            (added, many(added, "passage added", "passages added")),
            (gone, many(gone, "passage gone", "passages gone")),
            (others, many(others, "passage of another clause", "passages of other clauses")),
            (self.numbers, many(len(self.numbers), "number moved", "numbers moved")),
            (self.rearranged, self.rearranged),
        )
        return tuple(words for holds, words in found if holds)

    @property
    def rearranged(self) -> str:
        """What of the order and the form of numbers has changed, in words."""
        moved = [one.what for one in self.others if one.what.startswith(_STRUCTURE)]
        return f"{', '.join(moved)} changed" if moved else ""

    @property
    def _says_otherwise(self) -> bool:
        return bool(self.passages or self.numbers or any(one.what not in _LOOKS for one in self.others))

    @property
    def effect(self) -> Effect:
        """What the change does to the draft."""
        if self.breaks:
            return "breaking"
        return "wording" if self.status in ("changed", "mended") else "none"


class Outcome(NamedTuple):
    """What became of a draft with one library: the draft, unless it has errors; the problems; the clauses which it picks.

    `told` has each problem by its file and its words, for lines move.
    """

    drafted: Drafted | None
    problems: tuple[Problem, ...]
    told: tuple[_Told, ...]
    picks: frozenset[str] = frozenset()

    @property
    def fails(self) -> bool:
        """Whether the draft has errors."""
        return self.drafted is None


def outcome(draft: Path, assembler: Assembler) -> Outcome:
    """Build a draft as far as its document; a text which was frozen and is not given is a problem, and hides nothing."""
    try:
        tried = assembler.attempted(draft)
    except Stopped as stopped:
        return stopped_at(draft, assembler.workspace.root, stopped.problems)
    return outcome_of(tried, draft, assembler.workspace.root)


def outcome_of(tried: Attempt, draft: Path, root: Path) -> Outcome:
    """What became of a draft which was assembled as far as it could be."""
    problems = ordered(tried.problems)
    picks = frozenset(pick.clause for row in tried.draft.picks.values() for pick in row if pick.clause)
    if has_errors(problems):
        return stopped_at(draft, root, problems)._replace(picks=picks)
    if tried.draft.status != "drafting":
        problems += tuple(held(draft, tried.data, tried.document))
    return Outcome(tried.drafted(), problems, _told(problems, draft, root), picks)


def stopped_at(draft: Path, root: Path, problems: tuple[Problem, ...]) -> Outcome:
    """What became of a draft which has errors."""
    return Outcome(None, problems, _told(problems, draft, root))


def _told(problems: Iterable[Problem], draft: Path, root: Path) -> tuple[_Told, ...]:
    """Each problem by its file in the workspace and its words; the draft itself has no name, for it may have had another."""
    own = shown(draft)
    files = (("" if p.place.path == own else os.path.relpath(p.place.path, shown(root)), p) for p in problems)
    return tuple((file, p.rule, p.message) for file, p in files)


def touch(draft: str, then: Outcome, now: Outcome) -> Touch:
    """What a draft printed, beside what it prints."""
    new = tuple(p for p, told in zip(now.problems, now.told, strict=True) if p.severity != "note" and told not in then.told)
    if now.drafted is None:
        return Touch(draft, "broken" if then.drafted else "faulty", problems=new)
    if then.drafted is None:
        return Touch(draft, "mended", problems=new)
    old_one, new_one = then.drafted.assembled, now.drafted.assembled
    passages, numbers = _changed(said(old_one.document), said(new_one.document))
    numbers += _sections_moved(old_one.document, new_one.document)
    others = tuple(_others(old_one, new_one))
    status: Status = "changed" if passages or numbers or others else "unchanged"
    return Touch(draft, status, tuple(passages), tuple(numbers), others, new, state=now.drafted.draft.status)


def _changed(then: dict[str, Said], now: dict[str, Said]) -> tuple[list[ChangedPassage], list[Moved]]:
    passages: list[ChangedPassage] = []
    numbers: list[Moved] = []
    for pick in {**now, **then}:
        old, new = then.get(pick), now.get(pick)
        same = old is not None and new is not None and old.lines == new.lines  # a clause with another name prints the same
        if old and new:
            numbers += _numbers_moved(old, new, same=same)
        if not same:
            texts = ["\n".join(side.printed) if side else "" for side in (old, new)]
            clauses = [side.clause if side else "" for side in (old, new)]
            passages.append(ChangedPassage(pick, *clauses, *texts))
    return passages, numbers


def _numbers_moved(old: Said, new: Said, *, same: bool) -> Iterator[Moved]:
    """Numbers and references which are others; paragraphs which come or go at the end of a passage move none."""
    longer = not same and len(old.numbers) != len(new.numbers) and _goes_on(old, new)
    both = min(len(old.numbers), len(new.numbers)) if longer else None
    if old.numbers[:both] != new.numbers[:both]:
        yield Moved(old.pick, *(" ".join(side.numbers) or "without a number" for side in (old, new)))
    for (target, before), (_, after) in zip(old.references, new.references, strict=True) if same else ():
        if before != after:
            yield Moved(f'{old.pick}, which refers to "{target}"', before, after)


def _goes_on(old: Said, new: Said) -> bool:
    """Whether one of two passages says what the other one does and then more."""
    both = min(len(old.lines), len(new.lines))
    return old.lines[:both] == new.lines[:both]


def _sections(document: Document) -> dict[str, Section]:
    return {part.id: part for part in document.parts if isinstance(part, Section)}


def _sections_moved(then: Document, now: Document) -> list[Moved]:
    old, new = _sections(then), _sections(now)
    marks = [(id, _mark(old.get(id)), _mark(new.get(id))) for id in {**new, **old}]
    return [Moved(f'section "{id}"', before, after) for id, before, after in marks if before != after]


def _mark(section: Section | None) -> str:
    if section is None:
        return ""
    return section.number.mark if section.number else "without a number"


def _others(then: Assembled, now: Assembled) -> Iterator[Moved]:
    """Whatever differs besides the texts of picks and the numbers."""
    old, new = _sections(then.document), _sections(now.document)
    for id in {**new, **old}:
        before, after = (plain(side[id].heading) if id in side else "" for side in (old, new))
        if before != after:
            yield Moved(f'heading of section "{id}"', before, after)
    before_picks, after_picks = said(then.document), said(now.document)
    for pick in before_picks:
        if pick in after_picks and before_picks[pick].where != after_picks[pick].where:
            yield Moved(f'place of "{pick}"', before_picks[pick].where, after_picks[pick].where)
    yield from _orders([p for p in before_picks if p in after_picks], [p for p in after_picks if p in before_picks])
    for what, before, after in (
        ("header", then.document.meta.notice, now.document.meta.notice),
        ("language", then.document.meta.language, now.document.meta.language),
        ("signature block", _signatures(then.document), _signatures(now.document)),
    ):
        if before != after:
            yield Moved(what, before, after)
    if then.look.read_bytes() != now.look.read_bytes():
        yield Moved("look", "", shown(now.look))
    elif then.document.schemes != now.document.schemes:
        yield Moved("numbering", "", shown(now.look.with_name("template.yaml")))


def _orders(then: list[str], now: list[str]) -> Iterator[Moved]:
    if then != now:
        first = next(number for number, (old, new) in enumerate(zip(then, now, strict=True)) if old != new)
        last = next(number for number in range(len(then), 0, -1) if then[number - 1] != now[number - 1])
        yield Moved("order", ", ".join(then[first:last]), ", ".join(now[first:last]))


def _signatures(document: Document) -> str:
    blocks: Iterable[Signature] = (part for part in document.parts if isinstance(part, Signature))
    return "; ".join(", ".join(map(plain, (*person.above, *person.below))) for block in blocks for person in block.signatories)
