"""The drafts which are built, and the same data for the peers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Context = dict[str, Any]

REFERENCE = "japan-estonia-2022"
FIXED = {
    "party_1": "Digital Agency of Japan",
    "party_1_capitals": "THE DIGITAL AGENCY OF JAPAN",
    "party_2": "Ministry of Economic Affairs and Communications of the Republic of Estonia",
    "party_2_capitals": "THE MINISTRY OF ECONOMIC AFFAIRS AND COMMUNICATIONS OF THE REPUBLIC OF ESTONIA",
}
CHANGING = {
    "title": "ON COOPERATION IN THE FIELD OF DIGITALIZATION",
    "signatory_1": "MAKISHIMA Karen",
    "office_1": "Minister for Digital",
    "signatory_2": "Andres Sutt",
    "office_2": "Minister of Entrepreneurship and Information Technology",
    "place": "Tallinn",
    "initial": "three (3) years",
    "renewal": "one (1) year",
    "notice": "six (6) months'",
}
FILLS = FIXED | CHANGING
"""What the peers' templates leave open, as it reads in the reference document."""

_TITLE = "on cooperation in the field of digitalization"
_FIGURES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PLACES = ("Tallinn", "Tokyo", "Kyoto", "Tartu", "Osaka", "Narva", "Nagoya")
UNIT = 10
"""Paragraphs of a unit of the growing document: six lines and a table of two by two."""
_UNITS_A_PART = 10
_SENTENCE = "The Participants will consult each other on matter {} before either of them takes a step which bears on the other's part."


def reference_context() -> Context:
    """The reference document's own data."""
    return {"file": REFERENCE, **FILLS}


def varied(reference: str, count: int) -> Iterator[tuple[str, Context]]:
    """Drafts made from the reference draft with other names and fills, each with its data for the peers."""
    for number in range(1, count + 1):
        initial, renewal, notice = 2 + number % 8, 1 + number % 5, 2 + number % 7
        changes = {
            _TITLE: f"{_TITLE}, part {number}",
            "name: MAKISHIMA Karen": f"name: MAKISHIMA Karen the {number}th",
            "title: Minister for Digital}": f"title: Minister for Digital {number}}}",
            "name: Andres Sutt": f"name: Andres Sutt the {number}th",
            "title: Minister of Entrepreneurship and Information Technology": f"title: Minister of Enterprise {number}",
            "place: Tallinn": f"place: {_PLACES[number % len(_PLACES)]}",
            "initial_years: 3": f"initial_years: {initial}",
            "renewal_years: 1": f"renewal_years: {renewal}",
            "notice_months: 6": f"notice_months: {notice}",
        }
        context = {
            "file": f"draft-{number:05}",
            **FIXED,
            "title": f"{_TITLE}, part {number}".upper(),
            "signatory_1": f"MAKISHIMA Karen the {number}th",
            "office_1": f"Minister for Digital {number}",
            "signatory_2": f"Andres Sutt the {number}th",
            "office_2": f"Minister of Enterprise {number}",
            "place": _PLACES[number % len(_PLACES)],
            "initial": _counted(initial, "year"),
            "renewal": _counted(renewal, "year"),
            "notice": _counted(notice, "month") + "'",
        }
        yield _replaced(reference, changes), context


REVISED = {
    "  differences: consultation": "  differences: no-tribunal",
    "  - technology-partnerships": "  - capacity-building",
    "initial_years: 3": "initial_years: 5",
    "for national development in this regard": "for national development and the education of officials",
    "name: Andres Sutt": "name: Tiit Riisalo",
}
"""A few changes of the reference draft: two choices, a fill, some words, a name."""
REVISED_TOLD = (
    "differences: consultation → no-tribunal",
    "areas: technology-partnerships removed",
    "areas: capacity-building added",
    "duration (renewing): initial_years 3 → 5",
    "preamble/3 (ict-benefits): departs from the library in other words",
    "signatory of Estonia: Andres Sutt → Tiit Riisalo",
)
OTHER = "japan-finland"
"""A draft of the same template with other choices throughout."""
OTHER_TOLD = (
    "preamble: digital-development removed",
    "duration: renewing → fixed",
    "objective: develop-cooperation → list-of-aims",
    "taking-effect: on-signature → later-notification",
)


def revised(reference: str) -> str:
    """The reference draft with a few changes."""
    return _replaced(reference, REVISED)


def _replaced(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        if text.count(old) != 1:
            raise SystemExit(f"the reference draft says {old!r} {text.count(old)} times; benchmarks/harness/drafts.py expects it once")
        text = text.replace(old, new)
    return text


def _counted(number: int, unit: str) -> str:
    return f"{_FIGURES[number - 1]} ({number}) {unit}{'s' if number > 1 else ''}"


def growing(paragraphs: int) -> Context:
    """A document of so many paragraphs, as parts of units: lines, and the four cells of a table."""
    units = [_unit(number) for number in range(1, paragraphs // UNIT + 1)]
    parts = [
        {"heading": f"Part {start // _UNITS_A_PART + 1}", "units": units[start : start + _UNITS_A_PART]}
        for start in range(0, len(units), _UNITS_A_PART)
    ]
    return {"file": f"growing-{paragraphs}", "parts": parts}


def _unit(number: int) -> Context:
    lines = [_SENTENCE.format(f"{number}-{line}") for line in range(1, 7)]
    return {"lines": lines, "cells": ["Matter", "Who acts", f"Matter {number}", f"Participant {1 + number % 2}"]}


def growing_draft(context: Context) -> str:
    """The draft of a growing document: its parts are sections with text of the draft's own."""
    picks, sections = [], []
    for number, part in enumerate(context["parts"], 1):
        picks.append(f"  part-{number}:\n" + "".join(map(_pick, part["units"])))
        sections.append(f"  - {{id: s-{number}, heading: {part['heading']}, clauses: [part-{number}]}}\n")
    return _GROWING.format(picks="".join(picks), sections="".join(sections))


def _pick(unit: Context) -> str:
    first, second, third, fourth = unit["cells"]
    table = [f"| {first} | {second} |", "| --- | --- |", f"| {third} | {fourth} |"]
    text = "\n\n".join([*unit["lines"], "\n".join(table)])
    indented = "".join(f"        {line}".rstrip() + "\n" for line in text.split("\n"))
    return f"    - text: |\n{indented}      reason: To measure growth.\n"


_GROWING = """\
template: bilateral
status: agreed
title: on growth
parties:
  - use: japan/digital-agency
    signatory: {{name: MAKISHIMA Karen, title: Minister for Digital}}
  - use: estonia/economic-affairs-and-communications
    signatory: {{name: Andres Sutt, title: Minister of Entrepreneurship and Information Technology}}
clauses:
  objective: develop-cooperation
  status: statement-of-intent
  differences: consultation
  taking-effect: on-signature
  duration: {{use: renewing, initial_years: 3, renewal_years: 1, notice_months: 6}}
{picks}sections:
  - {{id: principles, heading: Basic principles and objective, clauses: [objective, status, differences, taking-effect, duration]}}
{sections}signature: {{place: Tallinn, date: 2022-05-06, originals: 2, languages: [en]}}
"""


def write_contexts(path: Path, contexts: Sequence[Context]) -> None:
    """The data as JSON; flat data also as lines with tabs, for a tool without JSON."""
    path.write_text(json.dumps(contexts, ensure_ascii=False), encoding="utf-8")
    names = list(contexts[0])
    if all(isinstance(value, str) for value in contexts[0].values()):
        lines = ["\t".join(names), *("\t".join(context[name] for name in names) for context in contexts)]
        path.with_suffix(".tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_clauses(folder: Path, count: int) -> None:
    """So many more clauses in a library, a hundred to a topic."""
    for number in range(count):
        path = folder / f"more-{number // 100}" / f"clause-{number % 100}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(_CLAUSE.format(number=number), encoding="utf-8")


_CLAUSE = """\
---
title: Clause {number}
summary: The clause with number {number}, which no draft picks.
status: approved
rank: acceptable
guidance: Never.
fills:
  years: {{type: integer, minimum: 1, maximum: 99, title: Years}}
example: {{years: 3}}
---
Matter {number} of this {{{{ instrument }}}} will be kept for {{{{ years | years }}}}.
"""
