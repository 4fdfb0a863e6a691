"""`build`: drafts become documents."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.assembled import FORMATS, Assembled, write
from paraph.cli import CLEAN, PROBLEMS, WrongUse, report
from paraph.kept import keep, recall
from paraph.paths import drafts_in, find_root, is_folder, shown
from paraph.problems import Place, Problem, Stopped, ordered
from paraph.records import NamedTuple
from paraph.store import store

if TYPE_CHECKING:
    from paraph.pipeline import Assembler

HELP = "build drafts: validate, assemble and write documents"
EXAMPLES = (
    "paraph build drafts/japan-estonia-2022.yaml             one Word document, build/japan-estonia-2022.docx",
    "paraph build drafts                                     every draft of a folder",
    "paraph build drafts/mine.yaml --format docx,pdf,html    several formats",
    "paraph build drafts/mine.yaml -o ~/Desktop/mine.docx    to a file of your choice",
    "paraph build drafts -o out -j 2                         a batch with two processes",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `build`."""
    parser.add_argument(
        "drafts", nargs="*", metavar="DRAFT", type=Path, help="a draft, or a folder of drafts; all drafts of the workspace when left out"
    )
    parser.add_argument(
        "-o", "--output", metavar="PATH", type=Path, help="a file for one draft in one format, else a folder (build/ when left out)"
    )
    parser.add_argument(
        "--format", default=None, metavar="LIST", help=f"one or more of {','.join(FORMATS)}, with commas between; docx when left out"
    )
    parser.add_argument("-j", "--jobs", type=int, default=1, metavar="N", help="how many processes a batch uses (1 when left out)")


class Job(NamedTuple):
    """One draft with the formats to write; the files are named after the draft unless they have a name of their own."""

    draft: Path
    formats: tuple[str, ...]
    folder: Path
    name: str = ""

    def outputs(self) -> list[tuple[str, Path]]:
        """The files to write, by format."""
        return [(form, self.folder / (self.name or f"{self.draft.stem}.{form}")) for form in self.formats]


def run(options: Namespace) -> int:
    """Build each draft; problems of one do not keep back the others."""
    drafts = _drafts(options.drafts)
    jobs = _jobs(drafts, options.output, options.format)
    if options.jobs < 1:
        raise WrongUse("--jobs takes a number from 1 on")
    problems: list[Problem] = []
    progress = _Progress(len(jobs))
    failed = 0
    for job, done in zip(jobs, _built(jobs, options.jobs), strict=True):
        problems += done.problems
        failed += not done.ok
        progress.step(job.draft)
        if done.ok and len(jobs) == 1:
            for _, path in job.outputs():
                print(path.as_posix())
    progress.end(failed)
    report(ordered(problem for problem in problems if problem.severity != "note"))  # `check` tells notes
    return PROBLEMS if failed else CLEAN


class Done(NamedTuple):
    """What became of a job."""

    ok: bool
    problems: tuple[Problem, ...]


def build_one(job: Job, assemblers: Assemblers) -> Done:
    """Write the files of one draft: all of them, or none when there are errors."""
    try:
        assembled = assemblers.assemble(job.draft)
        written = [(path, write(assembled, form)) for form, path in job.outputs()]
    except Stopped as stopped:
        return Done(ok=False, problems=stopped.problems)
    for path, data in written:
        try:
            store(path, data)
        except OSError as error:
            message = f"cannot write {path.as_posix()}: {error.strerror}"
            hint = "close the file, or choose another place with -o"
            return Done(ok=False, problems=(Problem(Place(shown(job.draft), 1, 1), message, "output", hint),))
    return Done(ok=True, problems=assembled.problems)


def _built(jobs: Sequence[Job], processes: int) -> Iterator[Done]:
    if processes > 1 and len(jobs) > 1:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(min(processes, len(jobs))) as pool:
            yield from pool.map(_build_in_process, jobs, chunksize=max(1, min(50, len(jobs) // (4 * processes))))
        return
    if len(jobs) > 1:
        gc.enable()
    assemblers = Assemblers(keeping=len(jobs) == 1)
    for job in jobs:
        yield build_one(job, assemblers)


class Assemblers:
    """One assembler for each workspace.

    With `keeping`, documents are kept from one run to the next. A batch keeps none: what it would gain by not
    assembling again, it would lose by writing everything twice.
    """

    def __init__(self, *, keeping: bool) -> None:
        self.keeping = keeping
        self._known: dict[Path, Assembler] = {}
        self._roots: dict[Path, Path] = {}

    def assemble(self, draft: Path) -> Assembled:
        """The document of a draft."""
        assembled = recall(draft) if self.keeping else None
        if assembled is None:
            assembled = self._of(draft).assemble(draft)
            if self.keeping:
                keep(draft, assembled)
        return assembled

    def _of(self, draft: Path) -> Assembler:
        from paraph.pipeline import Assembler
        from paraph.workspace import Workspace

        folder = draft.parent
        if folder not in self._roots:
            self._roots[folder] = _root(draft)
        root = self._roots[folder]
        if root not in self._known:
            self._known[root] = Assembler(Workspace(root), tracing=self.keeping)
        return self._known[root]


_in_process = Assemblers(keeping=False)


def _build_in_process(job: Job) -> Done:
    return build_one(job, _in_process)


def _root(path: Path) -> Path:
    """The workspace of a draft; a draft from elsewhere is built with the workspace one stands in."""
    found = find_root(path.parent) or find_root(Path.cwd())
    if found is None:
        raise WrongUse(f"{shown(path)} is in no workspace: a folder with clauses/, templates/ and schema.json")
    return found


def _drafts(given: Sequence[Path]) -> list[Path]:
    if not given:
        root = find_root(Path.cwd())
        if root is None:
            raise WrongUse("name a draft, or stand in a workspace")
        given = drafts_in(root / "drafts")
    drafts: list[Path] = []
    for path in given:
        drafts += drafts_in(path) if is_folder(path) else [path]
    if not drafts:
        raise WrongUse(f"no drafts in {', '.join(map(shown, given)) or 'drafts/'}")
    return drafts


def _jobs(drafts: Sequence[Path], output: Path | None, listed: str | None) -> list[Job]:
    ending = output.suffix[1:] if output and not is_folder(output) else ""
    forms = tuple(dict.fromkeys(form.strip() for form in listed.split(","))) if listed else (ending if ending in FORMATS else "docx",)
    unknown = [form for form in forms if form not in FORMATS]
    if unknown:
        raise WrongUse(f'no format "{unknown[0]}"; there are {", ".join(FORMATS)}')
    if output and ending:
        if ending not in forms or len(forms) > 1 or len(drafts) > 1:
            raise WrongUse(f"{output.as_posix()} is one file: give one draft, and the format which its ending says")
        return [Job(drafts[0], (ending,), output.parent, output.name)]
    roots = {folder: output or Path(shown(_root(folder / "draft") / "build")) for folder in {draft.parent for draft in drafts}}
    jobs = [Job(draft, forms, roots[draft.parent]) for draft in drafts]
    _refuse_same_output(jobs)
    return jobs


def _refuse_same_output(jobs: Sequence[Job]) -> None:
    seen: dict[tuple[Path, str], Path] = {}
    for job in jobs:
        other = seen.setdefault((job.folder, job.draft.stem), job.draft)
        if other != job.draft:
            _, path = job.outputs()[0]
            raise WrongUse(f"{shown(other)} and {shown(job.draft)} would both become {path.as_posix()}")


class _Progress:
    """A line on the terminal which says how far a batch is; nothing elsewhere."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.shown = total > 1 and sys.stderr.isatty()

    def step(self, draft: Path) -> None:
        self.done += 1
        if self.shown:
            sys.stderr.write(f"\r\033[K[{self.done}/{self.total}] {draft.name}")
            sys.stderr.flush()

    def end(self, failed: int) -> None:
        if self.shown:
            sys.stderr.write("\r\033[K")
        if self.total > 1:
            print(f"{self.done - failed} of {self.done} drafts built")
