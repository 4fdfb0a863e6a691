"""Texts which nobody drafted with us, held against the language rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from paraph.paths import shown
from paraph.problems import Place, Problem, Severity, Stopped, ordered
from paraph.readers import read_rows
from paraph.readers.places import place_in
from paraph.readers.text import read_words
from paraph.rules.book import GENERAL, Book
from paraph.rules.finding import Finding
from paraph.rules.judge import judge
from paraph.rules.of_text import prose_of_rows
from paraph.rules.prose import Prose
from paraph.rules.report import problem_of


def text_problems(path: Path, book: Book, profiles: Sequence[str] = ()) -> tuple[Problem, ...]:
    """What the rules find in a file: those of the profiles which are asked for, else of the states which its title names."""
    try:
        prose = prose_of_rows(read_rows(path))
    except Stopped as stopped:
        return stopped.problems
    if not prose.units:
        nothing: Severity = "warning"
        return (Problem(Place(shown(path), 1, 1), "the file holds no words", "no-words", "pictures of pages are not read", nothing),)
    findings = judge(prose, book.chosen(profiles or profiles_of(prose, book)))
    return ordered(_placed(path, prose, findings))


def profiles_of(prose: Prose, book: Book) -> tuple[str, ...]:
    """The profiles of the states which title and opening name; the general one too, unless two are named."""
    text = " ".join(unit.text for _, unit in prose.of("title", "opening"))
    found = [
        id
        for id, profile in book.profiles.items()
        if any(re.search(rf"\b{re.escape(state.replace('-', ' '))}\b", text, re.IGNORECASE) for state in profile.states)
    ]
    return tuple(found) if len(found) > 1 else tuple(dict.fromkeys((*found, GENERAL)))


def _placed(path: Path, prose: Prose, findings: Iterable[Finding]) -> Iterable[Problem]:
    source = None if path.suffix.lower() == ".docx" else read_words(path)
    for finding in findings:
        if finding.span is None:
            place = Place(shown(path), 1, 1)
        else:
            unit = prose.units[finding.span.unit]
            place = place_in(source, unit, finding.span.start) if source else unit.place
        yield problem_of(finding, prose, place)
