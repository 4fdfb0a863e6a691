"""The stage: a copy of the workspace, what the peers need, and the documents to write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from harness.drafts import FILLS, REFERENCE, Context, reference_context, write_contexts
from harness.install import PEERS, Tools

REPOSITORY = Path(__file__).resolve().parents[2]


class Stage(NamedTuple):
    """A temporary folder, the tools, and the peers to run."""

    folder: Path
    tools: Tools
    peers: tuple[str, ...]

    @property
    def workspace(self) -> Path:
        """The copy of the workspace in which we build."""
        return self.folder / "workspace"

    @property
    def door(self) -> Path:
        """The copy of the tool, which no edit changes while it is measured."""
        return self.workspace / "assemble.py"

    @property
    def caches(self) -> Path:
        """Where caches outside a workspace would go."""
        return self.folder / "caches"

    def running(self, *names: str) -> tuple[str, ...]:
        """Those of some peers which are to run."""
        return tuple(name for name in names if name in self.peers)


class Work(NamedTuple):
    """Documents to write: our draft or folder of drafts, the peers' templates and data, and the documents' names."""

    draft: Path
    inputs: Path
    contexts: Path
    names: tuple[str, ...]

    def output(self, stage: Stage, label: str) -> Path:
        """The folder into which a contender writes."""
        return stage.folder / "out" / f"{self.contexts.stem} {label}".replace(" ", "-")


def set_stage(folder: Path, tools: Tools, peers: Sequence[str]) -> Stage:
    """Copy the workspace and the tool, without what has been built from them, and clear the environment."""
    stage = Stage(folder, tools, tuple(peers))
    copy_workspace(stage.workspace)
    copy_tool(stage.workspace)
    clear_environment()
    os.environ["XDG_CACHE_HOME"] = str(stage.caches)
    return stage


def clear_environment() -> None:
    """No variable tells Python to run otherwise than a user's does; above all, it keeps compiled modules, as installed tools do."""
    for name in [name for name in os.environ if name.startswith("PYTHON")]:
        del os.environ[name]


def copy_tool(to: Path) -> None:
    """The tool beside a workspace, compiled."""
    shutil.copytree(REPOSITORY / "paraph", to / "paraph", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "assemble.py", to / "assemble.py")
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(to / "paraph")], check=True)


def copy_workspace(to: Path) -> None:
    """The files which people edit, and the schemas."""
    for name in ("clauses", "templates", "drafts"):
        shutil.copytree(REPOSITORY / name, to / name)
    shutil.copy(REPOSITORY / "schema.json", to / "schema.json")


def forget(stage: Stage) -> None:
    """Delete every cache, for a cold build."""
    for folder in (*stage.folder.glob("workspace*/.cache"), stage.caches):
        shutil.rmtree(folder, ignore_errors=True)


def cold_and_warm(stage: Stage) -> tuple[tuple[str, Callable[[], None]], ...]:
    """What is done before each of our runs: every cache deleted, or all that earlier runs have kept left alone."""
    return ("cold", partial(forget, stage)), ("warm", _nothing)


def _nothing() -> None:
    """Leave the caches alone."""


def reference_draft(stage: Stage) -> Path:
    """The reference draft in the copy."""
    return stage.workspace / "drafts" / f"{REFERENCE}.yaml"


def reference_work(stage: Stage) -> Work:
    """One document: the reference."""
    return make_work(stage, reference_draft(stage), "one", reference_inputs(stage), [reference_context()])


def reference_inputs(stage: Stage) -> Path:
    """The peers' templates of the reference document, prepared the first time."""
    folder = stage.folder / "inputs" / "reference"
    if not folder.exists():
        folder.mkdir(parents=True)
        fills = folder / "fills.json"
        fills.write_text(json.dumps(FILLS), encoding="utf-8")
        _prepare(stage, str(built(stage, reference_draft(stage))), str(fills), str(folder))
    return folder


def loop_inputs(stage: Stage, draft: Path) -> Path:
    """The peers' templates of a growing document."""
    folder = stage.folder / "inputs" / draft.stem
    if not folder.exists():
        folder.mkdir(parents=True)
        _prepare(stage, "--loop", str(built(stage, draft)), str(folder))
    return folder


def make_work(stage: Stage, draft: Path, name: str, inputs: Path, contexts: Sequence[Context]) -> Work:
    """A draft or folder of drafts, with its data written for the peers."""
    path = stage.folder / "data" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    write_contexts(path, contexts)
    return Work(draft, inputs, path, tuple(f"{context['file']}.docx" for context in contexts))


def _prepare(stage: Stage, *arguments: str) -> None:
    subprocess.run([str(stage.tools.python), str(PEERS / "prepare.py"), *arguments], check=True)


def built(stage: Stage, draft: Path) -> Path:
    """The document of a draft, built untimed."""
    folder = stage.folder / "built"
    command = [sys.executable, str(stage.door), "build", str(draft), "-o", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=stage.workspace)
    return folder / f"{draft.stem}.docx"
