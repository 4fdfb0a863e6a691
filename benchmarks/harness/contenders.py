"""The command with which each tool writes some documents, and the check that all write the same words."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from harness.install import PEERS
from harness.measure import Contender, run_once
from harness.stage import Stage, Work
from harness.words import compare

US = "paraph"
SAMPLES = 20
"""How many documents of a batch are compared word for word."""


def contender(
    stage: Stage, work: Work, name: str, label: str = "", options: Sequence[str] = (), before: Callable[[], None] = lambda: None
) -> Contender:
    """A tool with its command. Each label writes into a folder of its own."""
    label = label or name
    out = work.output(stage, label)
    out.mkdir(parents=True, exist_ok=True)
    return Contender(label, (*_COMMANDS[name](stage, work, out), *options), stage.workspace, before)


def same_words(stage: Stage, work: Work, contenders: Sequence[Contender]) -> list[Contender]:
    """The contenders which write what the first one writes; the others are named with what differs, and not timed."""
    names = work.names[:: max(1, len(work.names) // SAMPLES)]
    first, *others = contenders
    run_once(first)
    kept = [first]
    for other in others:
        run_once(other)
        found = compare(work.output(stage, first.name), work.output(stage, other.name), names)
        if found:
            print(f"NOT TIMED: {other.name} writes other words than {first.name}: {found}", file=sys.stderr)
        else:
            kept.append(other)
    _refuse_missing(work, work.output(stage, first.name))
    return kept


def _refuse_missing(work: Work, folder: Path) -> None:
    missing = [name for name in work.names if not (folder / name).is_file()]
    if missing:
        raise SystemExit(f"{US} has not written {len(missing)} of {len(work.names)} documents, among them {missing[0]}")


def _paraph(stage: Stage, work: Work, out: Path) -> list[str]:
    return [sys.executable, str(stage.door), "build", str(work.draft), "-o", str(out)]


def _docxtpl(stage: Stage, work: Work, out: Path) -> list[str]:
    template = work.inputs / "template-docxtpl.docx"
    return [str(stage.tools.python), str(PEERS / "docxtpl_fill.py"), str(template), str(work.contexts), str(out)]


def _python_docx(stage: Stage, work: Work, out: Path) -> list[str]:
    inputs = [str(work.inputs / "base.docx"), str(work.inputs / "blocks.json")]
    return [str(stage.tools.python), str(PEERS / "python_docx_by_hand.py"), *inputs, str(work.contexts), str(out)]


def _docxtemplater(stage: Stage, work: Work, out: Path) -> list[str]:
    program = shutil.copy(PEERS / "docxtemplater.js", stage.tools.modules.parent)  # Node looks for modules beside it
    template = work.inputs / "template-docxtemplater.docx"
    return [stage.tools.node or "node", str(program), str(template), str(work.contexts), str(out)]


def _pandoc(stage: Stage, work: Work, out: Path) -> list[str]:
    pandoc, look = stage.tools.pandoc or "pandoc", work.inputs / "base.docx"
    if len(work.names) == 1:
        options = ["--number-sections", f"--reference-doc={look}", "-o", str(out / work.names[0])]
        return [pandoc, "-f", "markdown-smart", str(work.inputs / "document.md"), *options]
    given = {
        "document": work.inputs / "document-batch.md",
        "contexts": work.contexts.with_suffix(".tsv"),
        "reference": look,
        "folder": out,
    }
    metadata = [f"--metadata={name}={value}" for name, value in given.items()]
    return [pandoc, "-t", "native", f"--lua-filter={PEERS / 'pandoc_batch.lua'}", *metadata, os.devnull]


_COMMANDS = {US: _paraph, "docxtpl": _docxtpl, "python-docx": _python_docx, "docxtemplater": _docxtemplater, "pandoc": _pandoc}
