"""What is wrong or doubtful in the files people edit: values with a place, a rule and a hint."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from paraph.records import NamedTuple

Severity = Literal["error", "warning", "note"]


class Place(NamedTuple):
    """A spot in a file: its path as people type it, and the line and column, both from 1.

    Without a path it counts from the beginning of a text, wherever that text stands.
    """

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def within(self, text: Place) -> Place:
        """Where this is when it counts from the beginning of a text; a place which has a path stays as it is."""
        return self if self.path else Place(text.path, text.line + self.line - 1, text.column + self.column - 1)


class Problem(NamedTuple):
    """One thing wrong or doubtful.

    `rule` is the stable name which filters and documentation use; `hint` says what to do.
    An error stops a build; a warning is printed and the build goes on; a note only informs. `where` is the spot
    in the document (“Section 6, paragraph 2”), `why` the reason and its source: those of the language rules.
    """

    place: Place
    message: str
    rule: str
    hint: str = ""
    severity: Severity = "error"
    where: str = ""
    why: str = ""


class Refused(Exception):
    """Something was asked for which cannot be; the message says why, and the hint what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Stopped(Exception):
    """A step could not go on: carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = ordered(problems)

    def __str__(self) -> str:
        return "\n".join(f"{p.place}: {p.message} ({p.rule})" for p in self.problems)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place, each once."""
    return tuple(sorted(set(problems)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops a build."""
    return any(problem.severity == "error" for problem in problems)


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint with the name most like `name`, or nothing when none is near."""
    found = closest(name, names)
    return f'did you mean "{found}"?' if found else ""


def closest(name: str, names: Iterable[str]) -> str:
    """The name most like `name`, or nothing when none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, sorted(names), n=1, cutoff=0.6)), "")


def shortened(value: object, length: int = 60) -> str:
    """A value as a message quotes it: on one line, cut when long, invisible characters spelt out."""
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in str(value))
    return text if len(text) <= length else text[: length - 1] + "…"
