"""The names which clause text can use, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from paraph import english
from paraph.draft import Draft, Given, Party, Pick, Signing
from paraph.library import COMMON
from paraph.render.values import InstrumentView, PartyView, SigningView, Slot, Unknown
from paraph.tree import Blank, Reference

T = TypeVar("T")


def common_context(draft: Draft) -> dict[str, object]:
    """What every text of a draft can use."""
    return {
        "instrument": InstrumentView(*draft.instrument),
        "participant": draft.terms[0],
        "participants": draft.terms[1],
        "parties": tuple(map(_party, draft.parties)),
        "title": known(draft.title),
        "signature": _signing(draft.signing),
        "ref": Reference,
        "list": Slot,
        "blank": _blank,
    }


def pick_context(common: Mapping[str, object], pick: Pick, names: Iterable[str]) -> dict[str, object]:
    """What the text of one pick uses of the common names and its fills. Optional fills not given are `None`."""
    return {name: common[name] if name in COMMON else known(pick.fills.get(name)) for name in names}


def notice_context(draft: Draft) -> dict[str, object]:
    """What the header of a draft under negotiation can use."""
    return {"name": Given(draft.name), "round": draft.round, "date": draft.date}


def known(value: T | Blank) -> T | Unknown:
    """A value as texts get it: a blank becomes something which prints and decides nothing."""
    return Unknown(value) if isinstance(value, Blank) else value


def _blank(label: str) -> Unknown:
    return Unknown(Blank(label))


def _party(party: Party) -> PartyView:
    name = known(party.name)
    named = Given(f"the {name}", name.place) if party.article and isinstance(name, Given) else name
    return PartyView(name, named, known(party.short), known(party.state), known(party.formal_state), known(party.adjective))


def _signing(signing: Signing) -> SigningView:
    languages = tuple(Given(english.LANGUAGES.get(code, code)) for code in signing.languages)
    day: date | Unknown = known(signing.date)
    return SigningView(known(signing.place), day, known(signing.originals), languages)
