"""The parties of a draft, and where, when and by whom it is signed."""

from __future__ import annotations

from paraph.draft import Given, Party, Person, Signing
from paraph.english import LANGUAGES
from paraph.library import Agency, Library
from paraph.problems import Stopped, nearest, shortened
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


def _party(reading: Reading, library: Library, index: int) -> Party:
    path: Path = ("parties", index)
    id = reading.data.below((*path, "use"))
    agency = _agency(reading, library, id, (*path, "use")) if isinstance(id, str) else None
    if agency is None:
        return _own_party(reading, path, index + 1)
    place = reading.data.place((*path, "use"))
    return Party(
        name=Given(agency.name, place),
        article=agency.article,
        short=Given(agency.short, place),
        state=Given(agency.state, place),
        formal_state=Given(agency.formal_state, place),
        adjective=Given(agency.adjective, place),
        signatory=_signatory(reading, path, agency.state),
    )


def _own_party(reading: Reading, path: Path, number: int) -> Party:
    """A party which the draft itself describes."""
    state = reading.given((*path, "state"), f"state of party {number}")
    article = reading.data.below((*path, "article"))
    name = reading.given((*path, "name"), f"name of party {number}")
    if article is not False and isinstance(name, Given) and name.lower().startswith("the "):
        reading.report((*path, "name"), "the name begins with an article, and sentences add another", "article", 'leave out "the" in front')
    return Party(
        name=name,
        article=article if isinstance(article, bool) else True,
        short=reading.given((*path, "short"), f"short name of party {number}"),
        state=state,
        formal_state=reading.given((*path, "formal"), f"formal name of the state of party {number}"),
        adjective=reading.given((*path, "adjective"), f"adjective of party {number}"),
        signatory=_signatory(reading, path, state if isinstance(state, Given) else f"party {number}"),
    )


def _signatory(reading: Reading, path: Path, state: str) -> Person:
    path = (*path, "signatory")
    if isinstance(reading.data.below((*path, "blank")), str):
        blank = reading.blank(path, "")
        return Person(blank, Blank(f"title of the {blank.label.removeprefix('the ')}", blank.place))
    name = reading.given((*path, "name"), f"signatory of {state}")
    return Person(name, reading.given((*path, "title"), f"title of the signatory of {state}"))


def _agency(reading: Reading, library: Library, id: str, path: Path) -> Agency | None:
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
    )
