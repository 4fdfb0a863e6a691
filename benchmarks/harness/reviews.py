"""The cases of two drafts: what has changed in choices, and in a Word file with tracked changes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from harness.contenders import US, contender, same_words
from harness.drafts import OTHER, OTHER_TOLD, REVISED_TOLD, revised
from harness.install import ENGINES, Tools
from harness.measure import Contender, Failed, Samples, interleaved, ratio, run_once, seconds
from harness.outcome import Outcome, ratios
from harness.resolved import Reading, wrong
from harness.stage import Stage, built, cold_and_warm, reference_draft, reference_work

FILES = f"{US}, files"
"""Ours, given the two documents in place of the drafts."""
OURS = (US, FILES)
DIFFERENT = 1
"""The code with which `diff` ends when it has found something."""


class Pair(NamedTuple):
    """Two drafts; what a diff of them has to tell; their documents, built beforehand."""

    name: str
    what: str
    old: Path
    new: Path
    told: tuple[str, ...]
    documents: tuple[Path, Path]


def _pairs(stage: Stage) -> list[Pair]:
    old = reference_draft(stage)
    few = old.with_name("revised.yaml")
    few.write_text(revised(old.read_text(encoding="utf-8")), encoding="utf-8")
    many = old.with_name(f"{OTHER}.yaml")
    return [
        Pair(name, what, old, new, told, (built(stage, old), built(stage, new)))
        for name, what, new, told in (
            ("few", "a few changes of a draft", few, REVISED_TOLD),
            ("many", "another draft of the template", many, OTHER_TOLD),
        )
    ]


def diff(stage: Stage, runs: int) -> Iterable[Outcome]:
    """`diff` of two drafts, as git runs it for each draft which has changed; docxtpl builds one document."""
    work = reference_work(stage)
    _, *others = same_words(stage, work, [contender(stage, work, name) for name in (US, *stage.running("docxtpl"))])
    for pair in _pairs(stage):
        for caches, before in cold_and_warm(stage):
            command = (sys.executable, str(stage.door), "diff", str(pair.old), str(pair.new))
            ours = Contender(US, command, stage.workspace, before, DIFFERENT)
            _refuse_silence(ours, pair)
            samples = interleaved([ours, *others], runs)
            yield Outcome(f"diff, {caches}: {pair.what}", samples, US, figures=ratios(f"diff/{pair.name}/{caches}", samples))


def _refuse_silence(ours: Contender, pair: Pair) -> None:
    ours.before()
    done = subprocess.run(ours.command, cwd=ours.folder, capture_output=True, encoding="utf-8", check=False)
    if missing := [told for told in pair.told if told not in done.stdout]:
        raise SystemExit(f"diff of {pair.what} does not tell: {', '.join(missing)}\n{done.stderr}")


def redline(stage: Stage, runs: int) -> Iterable[Outcome]:
    """`redline` of two drafts, and of their documents, which the engines get; beside a build by docxtpl, of which an engine needs two."""
    work = reference_work(stage)
    _, *builders = same_words(stage, work, [contender(stage, work, name) for name in (US, *stage.running("docxtpl"))])
    for pair in _pairs(stage):
        for caches, before in cold_and_warm(stage):
            entered = [_redline(stage, pair, name, before) for name in OURS]
            entered += [_redline(stage, pair, name) for name in stage.running(*ENGINES)]
            results = {each.name: result for each in entered if (result := _result(stage, pair, each))}
            samples = interleaved([*(each for each in entered if each.name in results), *builders], runs)
            named = {f"redline/{pair.name}/{caches}": US, f"redline/{pair.name}/files": FILES}
            figures = {key: figure for key, ours in named.items() if (figure := _of_best(samples, results, ours))}
            if builders and (best := _best(samples, results)):
                builds, engine = samples[builders[0].name], samples[best]
                figures[f"redline/{pair.name}/{caches}/whole"] = median(
                    ours.seconds / (2 * build.seconds + theirs.seconds)
                    for ours, build, theirs in zip(samples[US], builds, engine, strict=True)
                )
            yield Outcome(f"redline, {caches}: {pair.what}", samples, US, figures=figures, notes=tuple(_notes(results)))


def _redline(stage: Stage, pair: Pair, name: str, before: Callable[[], None] = lambda: None) -> Contender:
    out = _output(stage, pair, name)
    out.parent.mkdir(parents=True, exist_ok=True)
    if name in OURS:
        sides = (pair.old, pair.new) if name == US else pair.documents
        command = [sys.executable, str(stage.door), "redline", *map(str, sides), "-o", str(out)]
    else:
        command = _ENGINES[name](stage.tools, *map(str, (*pair.documents, out)))
    return Contender(name, tuple(command), stage.workspace, before)


def _output(stage: Stage, pair: Pair, name: str) -> Path:
    return stage.folder / "redlines" / f"{pair.name}-{name}.docx"


_ENGINES: dict[str, Callable[[Tools, str, str, str], list[str]]] = {
    "docxodus": lambda tools, *files: [tools.docxodus, *files, "--author=Paraph"],
    "docx-trackdiff": lambda tools, *files: [str(tools.python), "-m", "docx_trackdiff.compare", *files],
    "jubarte": lambda tools, old, new, out: [str(tools.python), "-m", "jubarte_redlines", "compare", old, new, "-o", out, "--force"],
    "libreoffice": lambda tools, *files: [*tools.office, f"macro:///Standard.Module1.Redline({','.join(files)})"],
}


class Result(NamedTuple):
    """Where a redline, accepted or rejected, does not say the words of the new or the old document; where it says them in other type."""

    wrong: tuple[str, ...]
    otherwise: tuple[str, ...]


def _result(stage: Stage, pair: Pair, each: Contender) -> Result | None:
    """What a contender has written; nothing where it fails. Ours has to be right."""
    try:
        run_once(each)
    except Failed as failed:
        print(f"NOT TIMED: {failed}", file=sys.stderr)
        return None
    path = _output(stage, pair, each.name)
    found = Result(_faults(path, pair, bold=False), _faults(path, pair, bold=True))
    if each.name in OURS and (found.wrong or found.otherwise):
        raise SystemExit(f"our redline of {pair.what} is wrong: {'; '.join(found.wrong or found.otherwise)}")
    return found


def _faults(path: Path, pair: Pair, *, bold: bool) -> tuple[str, ...]:
    read = [
        (named, Reading(accept, bold).words(path), Reading(bold=bold).words(document))
        for accept, named, document in ((True, "accept ≠ new", pair.documents[1]), (False, "reject ≠ old", pair.documents[0]))
    ]
    return tuple(f"{named}: {off}" for named, found, expected in read if (off := wrong(found, expected)))


def _of_best(samples: Samples, results: dict[str, Result], ours: str) -> float | None:
    """Our time over that of the best engine."""
    best = _best(samples, results)
    return ratio(samples[ours], samples[best]).middle if best else None


def _best(samples: Samples, results: dict[str, Result]) -> str | None:
    """The fastest engine which is right, or the fastest of all where none is."""
    engines = [name for name in results if name not in OURS]
    return min(
        [name for name in engines if not any(results[name])] or engines, key=lambda name: seconds(samples[name]).middle, default=None
    )


def _notes(results: dict[str, Result]) -> Iterable[str]:
    for name, (faults, otherwise) in results.items():
        if faults:
            yield f"{name} says other words: {'; '.join(faults)}"
        elif otherwise:
            yield f"{name} says the words, some in other type: {'; '.join(otherwise)} in bold"
    if len(results) > len(OURS) and all(any(result) for name, result in results.items() if name not in OURS):
        yield "No engine is right: we are measured by the fastest of all."
