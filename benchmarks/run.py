"""Measure Paraph against its peers: python benchmarks/run.py [--runs N] [--only CASES] [--peers NAMES] [--record]."""

from __future__ import annotations

import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection
from pathlib import Path

from harness.cases import CASES
from harness.install import NAMES, Tools, install, versions
from harness.measure import Failed
from harness.outcome import Outcome
from harness.report import record, table, verdicts
from harness.stage import set_stage

HERE = Path(__file__).parent
INSTALLED = HERE.parent / ".cache" / "benchmarks"
RESULTS = HERE / "results.md"
ROOM = 1_000_000_000
"""Bytes which the work of all contenders takes at the most."""


def main() -> int:
    """Install the peers, run the cases, print and perhaps record."""
    options = _options()
    tools = install(INSTALLED)
    peers = _peers(options.peers, tools)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="paraph-benchmarks-", dir=None if options.disk else memory()) as folder:
        stage = set_stage(Path(folder), tools, peers)
        for name in options.only:
            for outcome in CASES[name](stage, options.runs):
                outcomes.append(outcome)
                print(table(outcome), end="\n\n", flush=True)
    print(verdicts(outcomes))
    if options.record:
        record(RESULTS, outcomes, versions(tools))
    return 0


def _options() -> Namespace:
    parser = ArgumentParser(description="Measure Paraph against its peers.")
    parser.add_argument(
        "--runs", type=int, default=15, metavar="N", help="runs of each contender (15); long cases have a fifth, at least 3"
    )
    parser.add_argument("--only", type=_listed(CASES), default=list(CASES), metavar="CASES", help=f"some of {','.join(CASES)}")
    parser.add_argument("--peers", type=_listed(NAMES), default=list(NAMES), metavar="NAMES", help=f"some of {','.join(NAMES)}")
    parser.add_argument("--disk", action="store_true", help="work in the system's temporary folder, not in memory")
    parser.add_argument("--record", action="store_true", help=f"append to {RESULTS.parent.name}/{RESULTS.name}")
    return parser.parse_args()


def memory() -> str | None:
    """A folder which lies in memory, where there is one with room: what a disk's journal costs says nothing of a tool."""
    folder = Path("/dev/shm")
    return str(folder) if folder.is_dir() and shutil.disk_usage(folder).free > ROOM else None


def _listed(known: Collection[str]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        names = text.split(",")
        if unknown := [name for name in names if name not in known]:
            raise ValueError(unknown[0])
        return names

    read.__name__ = "name"
    return read


def _peers(names: list[str], tools: Tools) -> list[str]:
    for name in set(names) & set(tools.missing):
        print(f"{name} is left out: it is not installed on this machine", file=sys.stderr)
    return [name for name in names if name not in tools.missing]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failed:
        sys.exit(str(failed))
