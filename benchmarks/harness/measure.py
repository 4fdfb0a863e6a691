"""Measure whole processes, in turn, and compare them pair by pair."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

LAUNCHER = Path(__file__).with_name("launcher.py")


class Sample(NamedTuple):
    """One run of a process."""

    seconds: float
    mebibytes: float


class Contender(NamedTuple):
    """A command to measure, the folder to run it in, what to do before each run, untimed, and the code with which it is to end."""

    name: str
    command: tuple[str, ...]
    folder: Path
    before: Callable[[], None] = lambda: None
    code: int = 0


class Spread(NamedTuple):
    """Minimum, median and maximum of some numbers."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, numbers: Iterable[float]) -> Spread:
        """The spread of at least one number."""
        found = sorted(numbers)
        return cls(found[0], median(found), found[-1])


Samples = dict[str, list[Sample]]


class Failed(Exception):
    """A measured command ended with an error."""


def run_once(contender: Contender) -> Sample:
    """One run of a contender. Raises `Failed` with what it printed on standard error."""
    contender.before()
    command = [sys.executable, "-I", "-S", str(LAUNCHER), str(contender.folder), *contender.command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    if done.returncode:
        raise Failed(f"{contender.name}: {done.stderr}")
    seconds, kibibytes, code = done.stdout.split()
    if code != str(contender.code):
        raise Failed(f"{contender.name} ended with {code}:\n{done.stderr}")
    return Sample(float(seconds), int(kibibytes) / 1024)


def interleaved(contenders: Sequence[Contender], runs: int) -> Samples:
    """Runs of all contenders in turn, A B C, C B A, A B C …, so that a drift of the machine meets all alike."""
    samples: Samples = {contender.name: [] for contender in contenders}
    for number in range(runs):
        for contender in contenders if number % 2 == 0 else reversed(contenders):
            samples[contender.name].append(run_once(contender))
    return samples


def seconds(samples: Sequence[Sample]) -> Spread:
    """The spread of the wall time."""
    return Spread.of(sample.seconds for sample in samples)


def peak(samples: Sequence[Sample]) -> float:
    """The highest memory of all runs."""
    return max(sample.mebibytes for sample in samples)


def ratio(ours: Sequence[Sample], theirs: Sequence[Sample]) -> Spread:
    """Our time over theirs, pair by pair."""
    return Spread.of(a.seconds / b.seconds for a, b in zip(ours, theirs, strict=True))
