"""`initial`: freeze the text of a draft which was agreed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from paraph.cli import CLEAN, WrongUse
from paraph.initialled import frozen_path
from paraph.initialled.compare import differences
from paraph.initialled.frozen import Frozen, read_frozen, to_json
from paraph.initialled.held import told
from paraph.initialled.lines import Line, lines_of
from paraph.paths import is_there, shown, typed
from paraph.pipeline import Assembler, Attempt
from paraph.problems import Place, Problem, Stopped, has_errors
from paraph.store import store
from paraph.workspace import find_workspace

HELP = "freeze the text of a draft which was agreed or signed: from then on it is built so, or not at all"
EXAMPLES = (
    "paraph initial drafts/mine.yaml                       drafts/mine.text.json, to be committed with the draft",
    'paraph initial drafts/mine.yaml --by "Jane Doe" --date 2026-05-06',
    "paraph initial drafts/mine.yaml --again               once more, after both sides agreed to a change",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `initial`."""
    parser.add_argument("draft", metavar="DRAFT", type=Path, help="a draft whose status is agreed or signed")
    parser.add_argument("--by", metavar="NAME", help="who freezes it; stands in the file (when left out, who did before)")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day on which it is frozen (today when left out)")
    parser.add_argument("--again", action="store_true", help="replace the text which was frozen before")


def run(options: Namespace) -> int:
    """Write the file; when there is one already, only with `--again`, and tell what changed."""
    day = _day(options.date)
    tried = _agreed(options.draft)
    lines = lines_of(tried.document)
    path = frozen_path(options.draft)
    by, kept = options.by, ""
    if is_there(path):
        told = _before(path, options.draft, lines, again=options.again)
        if told is None:
            print(f"{shown(path)} holds this text already")
            return CLEAN
        print(*told, sep="\n")
        if by is None and (by := _name(path, options.draft)):
            kept = f', by {by} as before (--by "" takes the name out)'
    store(path, to_json(Frozen(tried.draft.name, tried.draft.status, day, by or "", tuple(lines))).encode())
    print(f"{shown(path)}: {len(lines)} paragraphs{kept}")
    return CLEAN


def _name(path: Path, draft: Path) -> str:
    """Who froze the text before; nobody when the file is not as it was written."""
    try:
        return read_frozen(path, draft).by
    except Stopped:
        return ""


def _day(typed: str | None) -> date:
    try:
        return date.fromisoformat(typed) if typed else date.today()
    except ValueError:
        raise WrongUse(f'"{typed}" is no date: write it as 2026-05-06') from None


def _agreed(path: Path) -> Attempt:
    """The draft, without errors and agreed. Stops otherwise."""
    if path.suffix.lower() == ".docx":
        built = find_workspace(path.absolute().parent) or find_workspace(Path.cwd())
        drafts = [draft for draft in (built.drafts if built else ()) if draft.stem == path.stem]
        command = typed("paraph", "verify", path, shown(drafts[0]) if drafts else "DRAFT")
        raise WrongUse(
            f"{path.as_posix()} is a Word file: what is frozen is the text of a draft", f"to prove what the file says: {command}"
        )
    workspace = find_workspace(path.parent) or find_workspace(Path.cwd())
    if workspace is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json")
    tried = Assembler(workspace).attempted(path)
    if has_errors(tried.problems):
        raise Stopped(tried.problems)
    if tried.draft.status == "drafting":
        hint = 'when both sides have agreed to it, set "status: agreed" or "status: signed"'
        raise Stopped([Problem(tried.data.place(("status",)), "a draft which is still drafted cannot be frozen", "not-agreed", hint)])
    return tried


def _before(path: Path, draft: Path, lines: Sequence[Line], *, again: bool) -> list[str] | None:
    """What differs from the text which was frozen before; `None` when nothing does and nobody asks to write it again.

    Stops with `frozen` when another text was frozen, or a file which is not as it was written, and it is not to be replaced.
    """
    try:
        frozen = read_frozen(path, draft)
    except Stopped as stopped:
        if not again:
            raise
        return [f"{problem.place}: {problem.message}" for problem in stopped.problems]
    changed = list(_changed(frozen.lines, lines))
    if again or not changed:
        return (changed or ["nothing changed"]) if again else None
    hint = f"when both sides agree to the change: {typed('paraph', 'initial', shown(draft), '--again')}"
    place = Place(shown(path), 1, 1)
    raise Stopped(Problem(place, f"another text was frozen on {frozen.date}: {one}", "frozen", hint) for one in changed)


def _changed(then: Sequence[Line], now: Sequence[Line]) -> Iterator[str]:
    for one in differences(then, now):
        yield told(one, then, now)
