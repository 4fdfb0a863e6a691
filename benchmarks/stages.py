"""Where the time of one cold build goes: python benchmarks/stages.py [DRAFT] [--again N].

First the imports, in a process of their own, summed by package; then the stages, in this process.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from harness.drafts import REFERENCE
from harness.stage import clear_environment, copy_tool, copy_workspace

STAGES = ("load_yaml", "validate", "_template", "resolve", "compose", "number", "write", "store")
"""The stages by the functions which do them, in order; each is timed without the stages inside it."""
TOP = 16


class Span(NamedTuple):
    """How long a stage took, in seconds."""

    stage: str
    seconds: float


def main() -> None:
    """Print imports and stages."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="paraph-profile-") as name:
        folder = Path(name)
        copy_workspace(folder)
        copy_tool(folder)
        clear_environment()
        draft = options.draft or folder / "drafts" / f"{REFERENCE}.yaml"
        _print_imports(draft, folder)
        _print_stages(draft, folder, options.again)


def _options() -> Namespace:
    parser = ArgumentParser(description="Where the time of one cold build goes.")
    parser.add_argument("draft", nargs="?", type=Path, help="a draft of this workspace; the reference draft when left out")
    parser.add_argument("--again", type=int, default=100, metavar="N", help="builds after the first, for the stages of a batch (100)")
    return parser.parse_args()


# Imports


def _print_imports(draft: Path, folder: Path) -> None:
    command = [sys.executable, "-X", "importtime", str(folder / "assemble.py"), "build", str(draft), "-o", str(folder / "out")]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()
    own, started = _by_package(lines)
    print(f"imports: {sum(own.values()) / 1000:.0f} ms in all, each by itself (-X importtime slows them a little)\n")
    for package, microseconds in sorted(own.items(), key=lambda pair: -pair[1])[:TOP]:
        print(f"  {microseconds / 1000:7.1f} ms  {package}")
    print("\n  with all that they were the first to import:\n")
    for module, microseconds in sorted(started.items(), key=lambda pair: -pair[1])[:TOP]:
        print(f"  {microseconds / 1000:7.1f} ms  {module}")
    print(f"\nan interpreter which does nothing: {1000 * _bare_interpreter():.0f} ms; the whole command: {1000 * _whole(command):.0f} ms\n")


def _by_package(lines: list[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Microseconds of each package (of us, each module) by itself, and with all that it was the first to import."""
    own: dict[str, int] = defaultdict(int)
    started: dict[str, int] = {}
    for line in lines:
        if not line.startswith("import time:") or "[us]" in line:
            continue
        alone, below, name = line.removeprefix("import time:").split("|")
        module = name.strip()
        first = module.partition(".")[0]
        if first in sys.stdlib_module_names:
            own["the standard library"] += int(alone)
            continue
        package = module if first == "paraph" else first
        own[package] += int(alone)
        started[package] = max(int(below), started.get(package, 0))
    return own, started


def _bare_interpreter() -> float:
    return _whole([sys.executable, "-c", "pass"])


def _whole(command: list[str]) -> float:
    """The least of a few runs."""
    command = [part for part in command if part not in ("-X", "importtime")]
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)


# Stages


class Clock:
    """Times stages; what a stage inside another takes is its own."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._inside = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def run(*arguments: Any, **named: Any) -> Any:
            with self.stage(stage):
                return function(*arguments, **named)

        return run

    @contextmanager
    def stage(self, stage: str) -> Iterator[None]:
        """Time what happens inside."""
        self._inside.append(0.0)
        start = time.perf_counter()
        try:
            yield
        finally:
            taken = time.perf_counter() - start
            self.spans.append(Span(stage, taken - self._inside.pop()))
            self._inside[-1] += taken

    def take(self) -> dict[str, float]:
        """The seconds of each stage since this was last asked."""
        found: dict[str, float] = defaultdict(float)
        for stage, seconds in self.spans:
            found[stage] += seconds
        self.spans.clear()
        return found


def _print_stages(draft: Path, folder: Path, again: int) -> None:
    clock = Clock()
    sys.path.insert(0, str(folder))
    build = _watched(clock, folder)
    builds = [_one(clock, build, draft, folder) for _ in range(1 + again)]
    names = sorted({name for found in builds for name in found}, key=lambda name: -builds[0].get(name, 0))
    print(f"stages, ms: of the first build with what it imports late, and the median of {again} more in the same process\n")
    for name in names:
        print(f"  {1000 * builds[0].get(name, 0):7.2f} {1000 * median(found.get(name, 0) for found in builds[1:]):7.2f}  {name}")
    print(f"  {1000 * sum(builds[0].values()):7.2f} {1000 * median(sum(found.values()) for found in builds[1:]):7.2f}  all")


def _watched(clock: Clock, folder: Path) -> Callable[[Path, Path], None]:
    """A build of one draft with the clock around each stage."""
    from paraph import pipeline
    from paraph.store import store
    from paraph.workspace import find_workspace

    for name in STAGES:
        for holder in (pipeline, pipeline.Assembler):
            if hasattr(holder, name):
                setattr(holder, name, clock.timed(name.strip("_"), getattr(holder, name)))
    workspace = find_workspace(folder)
    if workspace is None:
        raise SystemExit("the copy is no workspace")
    assembler = pipeline.Assembler(workspace)
    keep = clock.timed("store", store)

    def build(draft: Path, output: Path) -> None:
        keep(output, pipeline.write(assembler.assemble(draft), "docx"))

    return build


def _one(clock: Clock, build: Callable[[Path, Path], None], draft: Path, folder: Path) -> dict[str, float]:
    with clock.stage("the rest"):
        build(draft, folder / "profiled.docx")
    return clock.take()


if __name__ == "__main__":
    main()
