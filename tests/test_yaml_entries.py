"""A draft read by its entries says what it says when it is read as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import paraph.yaml_entries
from paraph.problems import Problem, Stopped
from paraph.source import Source
from paraph.yaml_data import Data, load_yaml
from paraph.yaml_entries import Entries
from tests.conftest import ROOT

DRAFTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "drafts").glob("*.yaml"))]
BLOCKS = """\
# Above.

title: on growth
parties:
- use: japan/digital-agency
  signatory: {name: A, title: B}
- {use: estonia/economic-affairs-and-communications,
   signatory: {name: C,
title: D}}

clauses:
    # Above the first.
    objective: >-
      one

      two: three
    status:

    differences:
      use: consultation   # behind
      wording: |+
        - not a list

    empty:
    "quoted": 'over
    two: lines'
sections:
  - id: one
signature: {place: "
  over three lines",
 date: 2027-01-02}
"""
LINES = (
    "",
    " ",
    "---",
    "...",
    "%YAML 1.2",
    "# comment",
    "  # comment",
    "title: again",
    "  objective: again",
    "    objective: again",
    "- item",
    "  - item",
    "key:",
    "  key:",
    "other: &name {a: 1}",
    "other: *name",
    "other: 'open",
    'other: "open',
    "other: [open",
    "close'",
    'close"]',
    "? complex",
    ": value",
    "key : spaced",
    "tab:\tvalue",
    "\u00a0odd: space",
    "other: “curly”",
    "other: some text # no comment",
    "Capital: 1",
    "text: |",
    "text: >+",
    "    deep",
    "null: null",
    "other: !!str tagged",
    f"    deep: {'[' * 21}{']' * 21}",
    f"    deep: {'[' * 23}{']' * 23}",
)


def read(entries: Entries, text: str) -> tuple[Data, list[Problem]] | list[Problem]:
    try:
        return entries.load(Source("draft.yaml", text))
    except Stopped as stopped:
        return list(stopped.problems)


def read_whole(text: str) -> tuple[Data, list[Problem]] | list[Problem]:
    try:
        return load_yaml(Source("draft.yaml", text))
    except Stopped as stopped:
        return list(stopped.problems)


def changed(text: str, changes: Sequence[tuple[int, str, str]]) -> str:
    lines = text.split("\n")
    if any(how == "all" for _, how, _ in changes):
        lines = [f" {line}" for line in lines]
    for number, how, line in changes:
        at = number % len(lines)
        match how:
            case "insert":
                lines.insert(at, line)
            case "replace":
                lines[at] = line
            case "delete":
                del lines[at]
            case "indent":
                lines[at] = f" {lines[at]}"
            case "dedent":
                lines[at] = lines[at][1:]
            case "double":
                lines.insert(at, lines[at])
        lines = lines or [""]
    return "\n".join(lines)


CHANGES = st.tuples(
    st.integers(0, 500), st.sampled_from(["insert", "replace", "delete", "indent", "dedent", "double", "all"]), st.sampled_from(LINES)
)


@given(st.sampled_from([*DRAFTS, BLOCKS]), st.lists(CHANGES, max_size=3))
def test_entries_say_what_the_whole_says(text: str, changes: list[tuple[int, str, str]]) -> None:
    """Also the third time, when all of it is remembered."""
    entries = Entries()
    text = changed(text, changes)
    whole = read_whole(text)
    for _ in range(3):
        assert read(entries, text) == whole


@given(st.sampled_from([*DRAFTS, BLOCKS]), st.lists(st.lists(CHANGES, max_size=2), max_size=5))
def test_entries_of_other_drafts_say_what_the_whole_says(text: str, series: list[list[tuple[int, str, str]]]) -> None:
    entries = Entries()
    read(entries, text)
    read(entries, text)
    for changes in series:
        assert read(entries, changed(text, changes)) == read_whole(changed(text, changes))


@pytest.mark.parametrize("text", DRAFTS)
def test_what_was_read_before_is_not_read_again(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = Entries()
    read(entries, text)
    read(entries, text)
    asked: list[str | None] = []

    def counted(source: Source, line: int = 1, text: str | None = None, depth: int = 0) -> tuple[Data, list[Problem]]:
        asked.append(text)
        return load_yaml(source, line, text, depth)

    monkeypatch.setattr(paraph.yaml_entries, "load_yaml", counted)
    assert read(entries, text) == read_whole(text)
    assert asked == []
    first, _, rest = text.partition("title: on ")
    other = f"{first}title: on other {rest}"
    assert read(entries, other) == read_whole(other)
    assert len(asked) == 1


def test_long_texts_are_read_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paraph.yaml_entries, "CHARACTERS", 10)
    monkeypatch.setattr(paraph.yaml_entries, "_entries", lambda _: pytest.fail("read by entries"))
    assert read(Entries(), DRAFTS[0]) == read_whole(DRAFTS[0])
