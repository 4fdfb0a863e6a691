"""The names which clause text can use, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from paraph import english
from paraph.draft import Agency, Draft, Given, Party, Pick, Signing
from paraph.library import COMMON
from paraph.render.values import AgencyView, ContactView, InstrumentView, PartyView, SigningView, Slot, Unknown
from paraph.tree import Blank, Reference

T = TypeVar("T")
STYLE = "_style"
"""The name of the house style, which no text can use."""


def common_context(draft: Draft) -> dict[str, object]:
    """What every text of a draft can use."""
    return {
        "instrument": InstrumentView(*draft.instrument),
        "participant": draft.terms[0],
        "participants": draft.terms[1],
        "parties": tuple(map(party_view, draft.parties)),
        "title": known(draft.title),
        "signature": _signing(draft.signing),
        "ref": Reference,
        "list": Slot,
        "blank": _blank,
        STYLE: draft.template.style,
    }


def pick_context(common: Mapping[str, object], pick: Pick, names: Iterable[str]) -> dict[str, object]:
    """What the text of one pick uses of the common names and its fills. Optional fills not given are `None`."""
    context = {name: common[name] if name in COMMON else known(pick.fills.get(name)) for name in names}
    context[STYLE] = common[STYLE]
    return context


def notice_context(draft: Draft) -> dict[str, object]:
    """What the header of a draft under negotiation can use."""
    return {"name": Given(draft.name), "round": draft.round, "date": draft.date}


def known(value: T | Blank) -> T | Unknown:
    """A value as texts get it: a blank becomes something which prints and decides nothing."""
    return Unknown(value) if isinstance(value, Blank) else value


def _blank(label: str) -> Unknown:
    return Unknown(Blank(label))


def party_view(party: Party) -> PartyView:
    """A party as clause text sees it."""
    agencies = tuple(map(_agency, party.agencies))
    name, named, short = (_together([getattr(agency, field) for agency in agencies]) for field in ("name", "named", "short"))
    contact = ContactView(*map(known, party.contact)) if any(party.contact) else None
    state, formal, adjective = known(party.state), known(party.formal_state), known(party.adjective)
    return PartyView(name, named, short, state, formal, adjective, known(party.alias), known(party.represented_by), agencies, contact)


def _agency(agency: Agency) -> AgencyView:
    name = known(agency.name)
    named = Given(f"the {name}", name.place) if agency.article and isinstance(name, Given) else name
    return AgencyView(name, named, known(agency.short))


def _together(names: list[Given | Unknown]) -> Given | Unknown:
    """One name, or several as a sentence lists them."""
    if len(names) == 1:
        return names[0]
    labels = [name.blank.label if isinstance(name, Unknown) else name for name in names]
    joined = "".join(before + label for before, label in zip(english.series(labels), labels, strict=True))
    blank = next((name.blank for name in names if isinstance(name, Unknown)), None)
    return Unknown(Blank(joined, blank.place)) if blank else Given(joined)


def _signing(signing: Signing) -> SigningView:
    languages = tuple(Given(english.LANGUAGES.get(code, code)) for code in signing.languages)
    day: date | Unknown = known(signing.date)
    return SigningView(known(signing.place), day, known(signing.originals), languages)
