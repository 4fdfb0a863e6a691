"""Join a draft's data with the clauses and agencies it names. What is faulty becomes a problem and a blank.

Blanks and gaps stand in for what is wrong, so that the later steps still run and report their problems
in the same run.
"""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from paraph.draft import STATUSES, Draft
from paraph.library import Library
from paraph.problems import Problem
from paraph.records import NamedTuple
from paraph.resolve.checks import resolve_checks
from paraph.resolve.outline import resolve_annexes, resolve_outline
from paraph.resolve.parties import agency_ids, resolve_parties, resolve_signing
from paraph.resolve.picks import resolve_picks
from paraph.resolve.reading import Reading
from paraph.template import Template, misleading_ids
from paraph.yaml_data import Data


class Resolved(NamedTuple):
    """A draft, as whole as its problems leave it."""

    draft: Draft
    problems: list[Problem]


def resolve(data: Data, template: Template, library: Library) -> Resolved:
    """The draft of some data, which the schema has been held against already.

    The rules are `unknown-clause`, `unknown-topic`, `unknown-agency`, `retired-clause`, `missing-topic`,
    `misplaced-topic`, `party-count`, `topic-twice`, `id-twice`, `bare-subheading`,
    `misleading-id`, those of `validate` for fills, and
    whatever the files of the clauses and agencies hold.
    """
    reading = Reading(data)
    signing = resolve_signing(reading)
    round_ = data.below(("round",))
    status = data.below(("status",))
    picked = resolve_picks(reading, template, library)
    draft = Draft(
        name=PurePath(data.source.path).stem,
        path=data.source.path,
        status=status if status in STATUSES else STATUSES[0],
        template=template,
        instrument=reading.pair("instrument", ("name", "short"), template.instrument),
        terms=reading.pair("terms", ("participant", "participants"), template.terms),
        title=reading.given(("title",), "title"),
        language=reading.word(("language",), template.language),
        author=reading.word(("author",), ""),
        date=reading.day(("date",)) or (signing.date if isinstance(signing.date, date) else None),
        round=round_ if isinstance(round_, int) else None,
        parties=resolve_parties(reading, template, library),
        agencies=agency_ids(reading),
        picks=picked.picks,
        omitted=picked.omitted,
        sections=resolve_outline(reading, template),
        annexes=resolve_annexes(reading, template),
        signing=signing,
        checks=resolve_checks(reading),
    )
    return Resolved(draft, [*reading.problems, *misleading_ids((*draft.sections, *draft.annexes), draft.path)])
