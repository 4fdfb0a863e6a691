"""The cases: which contenders write which documents, and the figures which the goals ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise

from harness.contenders import US, contender, same_words
from harness.drafts import growing, growing_draft, varied, write_clauses
from harness.install import BUILDERS
from harness.measure import Sample, Samples, interleaved, peak, ratio, seconds
from harness.outcome import Outcome, ratios
from harness.reviews import diff, redline
from harness.stage import (
    Stage,
    Work,
    cold_and_warm,
    copy_workspace,
    forget,
    loop_inputs,
    make_work,
    reference_draft,
    reference_inputs,
    reference_work,
)

BATCH, SMALL_BATCH = 1000, 200
SIZES = (10, 100, 1000, 10_000)
"""Paragraphs; the first is where growth is counted from."""
MORE_CLAUSES = 10_000


def cold(stage: Stage, runs: int) -> Iterable[Outcome]:
    """The reference draft, all caches deleted before each of our runs."""
    work = reference_work(stage)
    entered = [contender(stage, work, US, before=partial(forget, stage))]
    entered += [contender(stage, work, name) for name in stage.running(*BUILDERS)]
    samples = interleaved(same_words(stage, work, entered), runs)
    yield Outcome("cold: the reference draft, no caches", samples, US, figures=ratios("cold", samples))


def warm(stage: Stage, runs: int) -> Iterable[Outcome]:
    """The same command again and again, with whatever caches it has left."""
    work = reference_work(stage)
    entered = [contender(stage, work, name) for name in (US, *stage.running("docxtpl", "pandoc"))]
    samples = interleaved(same_words(stage, work, entered), runs)
    yield Outcome("warm: the same command again", samples, US, figures=ratios("warm", samples))


def batch(stage: Stage, runs: int) -> Iterable[Outcome]:
    """A thousand drafts, each a YAML file; each peer writes as many documents in one process."""
    work = _batch_work(stage, BATCH)
    entered = [contender(stage, work, US), contender(stage, work, US, f"{US} -j 2", ["-j", "2"])]
    entered += [contender(stage, work, name) for name in stage.running(*BUILDERS)]
    samples = interleaved(same_words(stage, work, entered), few(runs))
    figures = {key: 1 / figure for key, figure in ratios("batch", samples).items()}
    figures["batch/jobs"] = 1 / figures.pop(f"batch/{US} -j 2")
    yield Outcome(f"batch: {BATCH:,} drafts", samples, US, BATCH, figures)


def memory(stage: Stage, runs: int) -> Iterable[Outcome]:
    """Whether memory grows with the batch."""
    entered, labels = [], (f"{SMALL_BATCH:,} drafts", f"{BATCH:,} drafts")
    for count, label in zip((SMALL_BATCH, BATCH), labels, strict=True):
        entered.append(contender(stage, _batch_work(stage, count), US, label))
    samples = interleaved(entered, few(runs))
    small, large = (peak(samples[label]) for label in labels)
    yield Outcome("memory: a small batch and a large one", samples, labels[0], figures={"memory/peak": large, "memory/flat": large / small})


def growth(stage: Stage, runs: int) -> Iterable[Outcome]:
    """Documents of more and more paragraphs, a tenth of them tables of four cells; without caches, as peers have none."""
    found: dict[int, Samples] = {}
    for size in SIZES:
        work = _growing_work(stage, size)
        entered = [contender(stage, work, US, before=partial(forget, stage))]
        entered += [contender(stage, work, name) for name in stage.running("docxtpl", "python-docx")]
        found[size] = interleaved(same_words(stage, work, entered), runs if size < SIZES[-1] else few(runs))
        figures = {}
        notes: tuple[str, ...] = ()
        if size == SIZES[-1]:
            figures = ratios("growth", found[size]) | {"growth/flat": _flatness(found)}
            notes = tuple(_slopes(found))
        yield Outcome(f"growth: {size:,} paragraphs", found[size], US, figures=figures, notes=notes)


def library(stage: Stage, runs: int) -> Iterable[Outcome]:
    """The same draft with the library as it is and with thousands of clauses more."""
    large = stage.folder / "workspace-large"
    if not large.exists():
        copy_workspace(large)
        write_clauses(large / "clauses", MORE_CLAUSES)
    work = reference_work(stage)
    more = work._replace(draft=large / reference_draft(stage).relative_to(stage.workspace))
    labels = ("few clauses", f"{MORE_CLAUSES:,} more")
    for name, before in cold_and_warm(stage):
        entered = [contender(stage, each, US, label, before=before) for each, label in zip((work, more), labels, strict=True)]
        samples = interleaved(same_words(stage, work, entered), runs)
        figure = ratio(samples[labels[1]], samples[labels[0]]).middle
        yield Outcome(f"library, {name}: the reference draft", samples, labels[0], figures={f"library/{name}": figure})


Case = Callable[[Stage, int], Iterable[Outcome]]
CASES: dict[str, Case] = {
    "cold": cold,
    "warm": warm,
    "batch": batch,
    "memory": memory,
    "growth": growth,
    "library": library,
    "diff": diff,
    "redline": redline,
}


def few(runs: int) -> int:
    """Runs of a case which takes long."""
    return max(3, runs // 5)


def _batch_work(stage: Stage, count: int) -> Work:
    folder = stage.workspace / f"batch-{count}"
    folder.mkdir(exist_ok=True)
    contexts = []
    for draft, context in varied(reference_draft(stage).read_text(encoding="utf-8"), count):
        (folder / f"{context['file']}.yaml").write_text(draft, encoding="utf-8")
        contexts.append(context)
    return make_work(stage, folder, f"batch-{count}", reference_inputs(stage), contexts)


def _growing_work(stage: Stage, size: int) -> Work:
    context = growing(size)
    draft = stage.workspace / "drafts" / f"{context['file']}.yaml"
    draft.write_text(growing_draft(context), encoding="utf-8")
    return make_work(stage, draft, f"growing-{size}", loop_inputs(stage, draft), [context])


def _microseconds(found: dict[int, Samples], name: str, small: int, large: int) -> float:
    """What each paragraph between two sizes adds, by the least times, which the machine's drift spoils least."""
    samples = found[small].get(name), found[large].get(name)
    if not (samples[0] and samples[1]):
        return float("nan")
    return 1e6 * (_least(samples[1]) - _least(samples[0])) / (large - small)


def _least(samples: list[Sample]) -> float:
    return seconds(samples).least


def _flatness(found: dict[int, Samples]) -> float:
    return _microseconds(found, US, *SIZES[2:]) / _microseconds(found, US, *SIZES[1:3])


def _slopes(found: dict[int, Samples]) -> Iterable[str]:
    """µs a paragraph between the sizes, for each contender."""
    for name in found[SIZES[0]]:
        steps = [f"{_microseconds(found, name, small, large):,.0f}" for small, large in pairwise(SIZES)]
        yield f"µs a paragraph from {', '.join(f'{size:,}' for size in SIZES[:-1])} on: {name} {' / '.join(steps)}"
