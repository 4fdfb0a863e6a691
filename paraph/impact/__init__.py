"""What a change of the library does to a draft: the text which it gave before, beside the one which it gives now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from paraph.assembled import Assembled
from paraph.comparison.said import Said, said
from paraph.contents import plain
from paraph.library import PARTIES
from paraph.paths import shown
from paraph.pipeline import Assembler
from paraph.problems import Problem, Stopped, has_errors
from paraph.records import NamedTuple
from paraph.tree import Document, Section, Signature
from paraph.workspace import Workspace

Status = Literal["unchanged", "changed", "broken", "mended", "faulty"]
"""`broken` drafts build no longer, `mended` ones did not build before; `faulty` ones neither did nor do."""


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

    @property
    def touched(self) -> bool:
        """Whether the draft gives anything else than before."""
        return self.status not in ("unchanged", "faulty") or bool(self.problems)


class TouchedClause(NamedTuple):
    """A clause whose file has changed, or which prints otherwise, with the drafts in which it does."""

    id: str
    changed: bool
    drafts: tuple[str, ...]


class Impact(NamedTuple):
    """Every draft, every clause which has changed or prints otherwise, and the other files of the library which have changed."""

    drafts: tuple[Touch, ...]
    clauses: tuple[TouchedClause, ...]
    files: tuple[str, ...]


def impact(then: Workspace, now: Workspace) -> Impact:
    """What today's drafts gave with the library of one workspace and give with that of another."""
    before, after = Assembler(then, holding=False), Assembler(now, holding=False)  # what is frozen is told as changed too
    touches = tuple(_touch(draft, before, after) for draft in now.drafts)
    changed = {id for id in {*then.library.ids(), *now.library.ids()} if _bytes(then.library.path(id)) != _bytes(now.library.path(id))}
    drafts: dict[str, list[str]] = {id: [] for id in changed}
    for touch in touches:
        named = {id for passage in touch.passages for id in (passage.clause_then, passage.clause_now) if id}
        named |= {id for id in changed if any(problem.place.path == shown(now.library.path(id)) for problem in touch.problems)}
        for id in named:
            drafts.setdefault(id, []).append(touch.draft)
    clauses = tuple(TouchedClause(id, id in changed, tuple(drafts[id])) for id in sorted(drafts))
    return Impact(touches, clauses, tuple(_changed_files(then.root, now.root)))


def _changed_files(then: Path, now: Path) -> list[str]:
    """The files of agencies and templates which differ, or which are only in one of the folders."""
    folders = (f"clauses/{PARTIES}", "templates")
    found = {path.relative_to(root).as_posix() for root in (then, now) for folder in folders for path in (root / folder).rglob("*")}
    return [shown(now / name) for name in sorted(found | {"schema.json"}) if _bytes(then / name) != _bytes(now / name)]


def _bytes(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""


class _Outcome(NamedTuple):
    assembled: Assembled | None
    problems: tuple[Problem, ...]


def _assembled(draft: Path, assembler: Assembler) -> _Outcome:
    try:
        assembled = assembler.assemble(draft)
    except Stopped as stopped:
        return _Outcome(None, stopped.problems)
    return _Outcome(assembled, assembled.problems)


def _touch(draft: Path, before: Assembler, after: Assembler) -> Touch:
    then, now = _assembled(draft, before), _assembled(draft, after)
    known = {_told(problem, before.workspace.root) for problem in then.problems}
    new = tuple(p for p in now.problems if p.severity != "note" and _told(p, after.workspace.root) not in known)
    name = shown(draft)
    if now.assembled is None:
        return Touch(name, "broken" if then.assembled or has_errors(new) else "faulty", problems=new)
    if then.assembled is None:
        return Touch(name, "mended", problems=new)
    passages, numbers = _changed(said(then.assembled.document), said(now.assembled.document))
    numbers += _sections_moved(then.assembled.document, now.assembled.document)
    others = tuple(_others(then.assembled, now.assembled))
    status: Status = "changed" if passages or numbers or others else "unchanged"
    return Touch(name, status, tuple(passages), tuple(numbers), others, new)


def _told(problem: Problem, root: Path) -> tuple[str, str, str]:
    """A problem by its file in the workspace and its words: lines move."""
    return problem.place.path.removeprefix(f"{shown(root)}/"), problem.rule, problem.message


def _changed(then: dict[str, Said], now: dict[str, Said]) -> tuple[list[ChangedPassage], list[Moved]]:
    passages: list[ChangedPassage] = []
    numbers: list[Moved] = []
    for pick in {**now, **then}:
        old, new = then.get(pick), now.get(pick)
        if old and new and (old.clause, old.lines) == (new.clause, new.lines):
            numbers += _numbers_moved(old, new)
            continue
        texts = ["\n".join(side.printed) if side else "" for side in (old, new)]
        clauses = [side.clause if side else "" for side in (old, new)]
        passages.append(ChangedPassage(pick, *clauses, *texts))
    return passages, numbers


def _numbers_moved(old: Said, new: Said) -> Iterator[Moved]:
    if old.numbers != new.numbers:
        yield Moved(old.pick, " ".join(old.numbers), " ".join(new.numbers))
    for (target, before), (_, after) in zip(old.references, new.references, strict=True):
        if before != after:
            yield Moved(f'{old.pick}, which refers to "{target}"', before, after)


def _sections(document: Document) -> dict[str, Section]:
    return {part.id: part for part in document.parts if isinstance(part, Section)}


def _sections_moved(then: Document, now: Document) -> list[Moved]:
    old, new = _sections(then), _sections(now)
    marks = [(id, _mark(old[id]), _mark(new[id])) for id in new if id in old]
    return [Moved(f'section "{id}"', before, after) for id, before, after in marks if before != after]


def _mark(section: Section) -> str:
    return section.number.mark if section.number else ""


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
