"""The parties of a draft, and where, when and by whom it is signed."""

from __future__ import annotations

from typing import Any

from paraph import library as sources
from paraph.draft import Agency, Contact, Given, Party, Person, Signing
from paraph.english import LANGUAGES
from paraph.library import Library
from paraph.problems import Place, Stopped, nearest, shortened
from paraph.resolve.reading import Reading
from paraph.template import Template
from paraph.tree import Blank
from paraph.yaml_data import Path


def resolve_parties(reading: Reading, template: Template, library: Library) -> tuple[Party, ...]:
    """The parties in the draft's order, never fewer than the template needs."""
    entries = reading.items(("parties",))
    least, most = template.parties
    if entries and not least <= len(entries) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        message = f"{len(entries)} {'party' if len(entries) == 1 else 'parties'} given"
        reading.report(("parties",), message, "party-count", f'the template "{template.name}" is for {wanted}')
    parties = [_party(reading, library, index) for index in range(len(entries))]
    # Blanks for those which are missing, so that clauses which speak of the second party still render.
    parties += [_own_party(reading, ("parties", index), index + 1) for index in range(len(parties), least)]
    return tuple(parties)


def agency_ids(reading: Reading) -> tuple[str, ...]:
    """The ids of the agencies which come from the library."""
    used = [entry.get("use") for entry in reading.items(("parties",)) if isinstance(entry, dict)]
    return tuple(id for use in used for id in (use if isinstance(use, list) else [use]) if isinstance(id, str))


def _party(reading: Reading, library: Library, index: int) -> Party:
    path: Path = ("parties", index)
    use = reading.data.below((*path, "use"))
    several = [((*path, "use", number), id) for number, id in enumerate(reading.items((*path, "use")))]
    ids: list[tuple[Path, Any]] = several or [((*path, "use"), use)]
    found = [(place, agency) for place, id in ids if isinstance(id, str) and (agency := _agency(reading, library, id, place))]
    if not found:
        return _own_party(reading, path, index + 1)
    place, first = found[0]
    for other, agency in found[1:]:
        if agency.state != first.state:
            message = f"this agency is of {agency.state}, and the first one of {first.state}"
            reading.report(other, message, "two-states", "make it a party of its own")
    at = reading.data.place(place)
    return Party(
        agencies=tuple(_library_agency(agency, reading.data.place(place)) for place, agency in found),
        state=Given(first.state, at),
        formal_state=Given(first.formal_state, at),
        adjective=Given(first.adjective, at),
        signatories=_signatories(reading, path, first.state),
        **_about(reading, path),
    )


def _library_agency(agency: sources.Agency, place: Place) -> Agency:
    return Agency(Given(agency.name, place), agency.article, Given(agency.short, place))


def _own_party(reading: Reading, path: Path, number: int) -> Party:
    """A party which the draft itself describes."""
    state = reading.given((*path, "state"), f"state of party {number}")
    agencies = [(*path, "agencies", index) for index, _ in enumerate(reading.items((*path, "agencies")))] or [path]
    return Party(
        agencies=tuple(_own_agency(reading, below, number) for below in agencies),
        state=state,
        formal_state=reading.given((*path, "formal"), f"formal name of the state of party {number}"),
        adjective=reading.given((*path, "adjective"), f"adjective of party {number}"),
        signatories=_signatories(reading, path, state if isinstance(state, Given) else f"party {number}"),
        **_about(reading, path),
    )


def _own_agency(reading: Reading, path: Path, number: int) -> Agency:
    article = reading.data.below((*path, "article"))
    name = reading.given((*path, "name"), f"name of party {number}")
    if article is not False and isinstance(name, Given) and name.lower().startswith("the "):
        reading.report((*path, "name"), "the name begins with an article, and sentences add another", "article", 'leave out "the" in front')
    article = article if isinstance(article, bool) else True
    return Agency(name, article, reading.given((*path, "short"), f"short name of party {number}"))


def _about(reading: Reading, path: Path) -> dict[str, Any]:
    """What a side may say of itself, whoever it is."""
    contact = {key: reading.optional((*path, "contact", key)) for key in Contact._fields}
    return {
        "alias": reading.optional((*path, "alias")),
        "represented_by": reading.optional((*path, "represented-by")),
        "contact": Contact(**contact),
    }


def _signatories(reading: Reading, path: Path, state: str) -> tuple[Person, ...]:
    several = reading.items((*path, "signatories"))
    if several:
        return tuple(_person(reading, (*path, "signatories", index), state) for index in range(len(several)))
    return (_person(reading, (*path, "signatory"), state),)


def _person(reading: Reading, path: Path, state: str) -> Person:
    if isinstance(reading.data.below((*path, "blank")), str):
        blank = reading.blank(path, "")
        return Person(blank, Blank(f"title of the {blank.label.removeprefix('the ')}", blank.place))
    name = reading.given((*path, "name"), f"signatory of {state}")
    return Person(name, reading.given((*path, "title"), f"title of the signatory of {state}"))


def _agency(reading: Reading, library: Library, id: str, path: Path) -> sources.Agency | None:
    try:
        agency = library.agency(id)
    except Stopped as stopped:
        reading.problems += stopped.problems
        return None
    if agency is None:
        hint = nearest(id, library.agency_ids()) or "give the party itself: name, state and signatory"
        reading.report(path, f'no agency "{shortened(id)}"', "unknown-agency", hint)
    return agency


def resolve_signing(reading: Reading) -> Signing:
    """Where, when and how the instrument is signed."""
    path: Path = ("signature",)
    originals = reading.data.below((*path, "originals"))
    for index, code in enumerate(reading.items((*path, "languages"))):
        if isinstance(code, str) and len(code) == 2 and code not in LANGUAGES:
            hint = "codes are those of ISO 639: en English, fr French, ja Japanese …"
            reading.report((*path, "languages", index), f'no language has the code "{shortened(code)}"', "unknown-language", hint)
    return Signing(
        place=reading.given((*path, "place"), "place of signature"),
        date=reading.day((*path, "date")) or reading.blank((*path, "date"), "date of signature"),
        originals=originals if isinstance(originals, int) else reading.blank((*path, "originals"), "number of originals"),
        languages=tuple(code for code in reading.items((*path, "languages")) if isinstance(code, str)),
        witnesses=tuple(_person(reading, (*path, "witnesses", i), "a witness") for i, _ in enumerate(reading.items((*path, "witnesses")))),
    )
