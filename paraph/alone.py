"""Build a clause alone, from its example."""

from __future__ import annotations

from typing import Any

from paraph import library as sources
from paraph.compose import compose
from paraph.draft import Agency, Contact, Draft, Given, Party, Person, Pick, Signing, Value
from paraph.library import Clause, Library, PartyCount, Wording
from paraph.number import number
from paraph.problems import Problem, Stopped
from paraph.render import Renderer
from paraph.resolve.reading import Reading
from paraph.template import Plan, Template
from paraph.tree import Blank, Document, Role

ALONE = "alone"
"""The section in which the clause stands."""
_ABOUT: Any = {
    "alias": Given("alias"),
    "represented_by": Given("office"),
    "contact": Contact(*(Given(name.replace("email", "e-mail")) for name in Contact._fields)),
}


def build_alone(
    clause: Clause, template: Template, library: Library, renderer: Renderer, *, without: frozenset[str] = frozenset()
) -> tuple[Document, list[Problem]]:
    """A document which holds one clause, filled from its example, between parties of the library; and its problems.

    `without` names optional fills to leave out. Stops with what `Renderer.uses` finds wrong.
    """
    reading = Reading(clause.data)
    fills: dict[str, Value] = {}
    for name, fill in clause.fills.items():
        if name in without:
            continue
        path = ("example", name)
        day = reading.day(path) if fill.get("format") == "date" else None
        fills[name] = day or reading.value(path, clause.example[name], fill)
    place = clause.wording.place
    picks: dict[str, tuple[Pick, ...]] = {clause.topic: (Pick(clause.topic, clause.topic, clause.id, clause.wording, place, fills),)}
    lists = renderer.uses(clause.wording, clause.names).lists
    for topic in lists:
        picks[topic] = (Pick(f"{topic}/1", topic, "", Wording("…", place, follows=False), place),)
    draft = _draft(clause, template, library, picks)
    document, problems = compose(draft, library, renderer)
    return number(document, template.numbering).document, problems


def _draft(clause: Clause, template: Template, library: Library, picks: dict[str, tuple[Pick, ...]]) -> Draft:
    is_part = clause.topic in set(Role)
    plans = () if is_part else (Plan(ALONE, clause.title, (clause.topic,), clause.wording.place),)
    name, short = template.instrument
    return Draft(
        name=clause.name,
        path=clause.wording.place.path,
        status="drafting",
        template=template,
        instrument=(Given(name), Given(short)),
        terms=(Given(template.terms[0]), Given(template.terms[1])),
        title=Given("on cooperation"),
        language=template.language,
        author="",
        date=None,
        round=None,
        parties=_parties(library, clause.parties),
        agencies=(),
        picks=picks,
        omitted={},
        sections=plans,
        annexes=(),
        signing=Signing(Blank("place"), Blank("date"), 2, ("en",)),
    )


def _parties(library: Library, wanted: PartyCount) -> tuple[Party, ...]:
    """One agency of each of the first states: two, or as many as the clause is worded for."""
    count = 2 if wanted.holds(2) else wanted.minimum or 1
    first_of_states = {id.partition("/")[0]: id for id in reversed(library.agency_ids())}
    agencies = [agency for id in sorted(first_of_states.values())[:count] if (agency := _sound(library, id))]
    parties = [_party(agency) for agency in agencies]
    return (*parties, *(_blank_party() for _ in range(count - len(parties))))


def _blank_party() -> Party:
    blank = Blank("party")
    agency = Agency(blank, article=True, short=blank)
    return Party((agency,), blank, blank, blank, (Person(blank, blank),), **_ABOUT)


def _sound(library: Library, id: str) -> sources.Agency | None:
    try:
        return library.agency(id)
    except Stopped:
        return None


def _party(agency: sources.Agency) -> Party:
    blank = Blank("signatory")
    names = Agency(Given(agency.name), agency.article, Given(agency.short))
    state, formal, adjective = map(Given, (agency.state, agency.formal_state, agency.adjective))
    return Party((names,), state, formal, adjective, (Person(blank, blank),), **_ABOUT)
