"""Draw up the account of a draft."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from paraph.comparison.account import Account, Chosen, Fact, Planned, Side
from paraph.comparison.said import Said, said
from paraph.digest import sha256
from paraph.draft import Contact, Draft, Entry, Party, Person, Pick, Value
from paraph.library import Clause, Library
from paraph.library_schema import AREAS, PREAMBLE
from paraph.problems import Stopped
from paraph.template import Above, Plan
from paraph.tree import Document, Section
from paraph.yaml_data import Data

_NOT_SHOWN = {"title", "summary", "instrument", "terms", "language", "picks", "required", "outline", "annexes", "parties"}
"""Keys of a template which are compared where they show in a draft, or which do not show."""


def account_of(draft: Draft, document: Document, library: Library, data: Data, *, faulty: bool = False) -> Account:
    """The account of a draft with its data and its document, as whole as its problems leave them."""
    says = said(document)
    sections = {part.id: part for part in document.parts if isinstance(part, Section)}
    plans = [(plan, "sections", i) for i, plan in enumerate(draft.sections)] + [
        (plan, "annexes", i) for i, plan in enumerate(draft.annexes)
    ]
    return Account(
        template=draft.template.name,
        facts=tuple(_facts(draft, data)),
        parties=tuple(_side(party, data, index) for index, party in enumerate(draft.parties)),
        picks=tuple(_picks(draft, data, library, says)),
        omitted=tuple((topic, _why_omitted(data, topic)) for topic in draft.omitted),
        outline=tuple(_planned(plan, data, key, index, sections.get(plan.id)) for plan, key, index in plans),
        own_outline=(_is_list(data, "sections"), _is_list(data, "annexes")),
        waivers=tuple((waiver.rule, waiver.text, waiver.reason) for waiver in draft.checks.waivers),
        raw=tuple(_raw(data)),
        faulty=faulty,
    )


def _raw(data: Data) -> Iterator[tuple[str, str]]:
    whole = data.value if isinstance(data.value, dict) else {}
    for key, value in whole.items():
        if key == "clauses" and isinstance(value, dict):
            yield from ((f"clauses/{topic}", _json(pick)) for topic, pick in value.items())
        else:
            yield str(key), _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each value which holds no other, with the path to it, in which entries of lists are counted from 1."""
    match value:
        case dict() if value:
            entries: Iterable[tuple[Any, Any]] = value.items()
        case list() if value:
            entries = enumerate(value, 1)
        case _:
            yield path, value
            return
    for key, inner in entries:
        yield from _leaves(f"{path}/{key}", inner)


def _is_list(data: Data, key: str) -> bool:
    return isinstance(data.below((key,)), list)


def _why_omitted(data: Data, topic: str) -> str:
    reasons = [data.below((*path, topic, "omit")) for path in ((), ("clauses",))]
    return next((reason for reason in reasons if isinstance(reason, str)), "")


def _picks(draft: Draft, data: Data, library: Library, says: dict[str, Said]) -> Iterator[Chosen]:
    """Every pick; of one which is faulty what is typed."""
    for topic, picks in draft.picks.items():
        by_key = {pick.key: pick for pick in picks}
        typed = data.below((topic,) if topic in (AREAS, PREAMBLE) else ("clauses", topic))
        entries = {f"{topic}/{index}": entry for index, entry in enumerate(typed, 1)} if isinstance(typed, list) else {topic: typed}
        for key, entry in entries.items():
            if key in by_key:
                yield _chosen(by_key[key], draft, library, says.get(key))
            else:
                name = entry.get("use") if isinstance(entry, dict) else entry
                name = name if isinstance(name, str) and name else ""
                yield Chosen(key, topic, f"{topic}/{name}" if name else "", wording="" if name else _json(entry))


def _chosen(pick: Pick, draft: Draft, library: Library, says: Said | None) -> Chosen:
    clause = _clause(library, pick.clause)
    return Chosen(
        key=pick.key,
        topic=pick.topic,
        clause=pick.clause,
        title=clause.title if clause else "",
        summary=clause.summary if clause else "",
        rank=clause.rank if clause else "",
        status=clause.status if clause else "",
        guidance=clause.guidance if clause else "",
        library=clause.wording.text if clause else "",
        wording=pick.wording.text.strip() if pick.departs or not pick.clause else "",
        departs=pick.departs,
        reason=pick.reason,
        fills=tuple((name, shown_value(value)) for name, value in pick.fills.items()),
        own=pick.place.path == draft.path,
        lines=says.lines if says else (),
        printed=says.printed if says else (),
        numbers=says.numbers if says else (),
        references=says.references if says else (),
    )


def _clause(library: Library, id: str) -> Clause | None:
    try:
        return library.clause(id) if id else None
    except Stopped:
        return None


def _planned(plan: Plan, data: Data, key: str, index: int, section: Section | None) -> Planned:
    own = _is_list(data, key)
    above = [
        (entry.heading, next((topic for topic in plan.entries[place:] if isinstance(topic, str)), ""))
        for place, entry in enumerate(plan.entries)
        if isinstance(entry, Above)
    ]
    numbering = data.below((key, index, "numbering")) if own else None
    reason = data.below((key, index, "reason")) if own else ""
    return Planned(
        id=plan.id,
        heading=plan.heading,
        annex=key == "annexes",
        topics=plan.topics,
        above=tuple(above),
        numbering=_json(numbering) if numbering else "" if own or not plan.scheme else "the template's for this section",
        reason=reason if isinstance(reason, str) else "",
        mark=section.number.mark if section and section.number else "",
    )


def shown_value(value: Value | None) -> str:
    """A value as people read it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case Entry():
            return ", ".join(f"{name}: {shown_value(given)}" for name, given in value.values if given is not None)
        case tuple():
            return "; ".join(map(shown_value, value))
    return str(value)


def _facts(draft: Draft, data: Data) -> Iterator[Fact]:
    """What the draft says once, then what its template says once."""

    def given(*path: str) -> bool:
        return data.below(path) is not None

    signing = draft.signing
    yield Fact("template", "template", draft.template.name)
    yield Fact("status", "status", draft.status)
    yield Fact("title", "title", shown_value(draft.title))
    yield Fact("instrument", "instrument", f"{draft.instrument[0]} ({draft.instrument[1]})", given("instrument"))
    yield Fact("terms", "terms", f"{draft.terms[0]}, {draft.terms[1]}", given("terms"))
    yield Fact("language", "language", draft.language, given("language"))
    yield Fact("author", "author", draft.author)
    yield Fact("date", "date of the draft", draft.date.isoformat() if draft.date and given("date") else "")
    yield Fact("round", "round", str(draft.round or ""))
    yield Fact("signature", "place of signature", shown_value(signing.place))
    yield Fact("signature", "date of signature", shown_value(signing.date))
    yield Fact("signature", "number of originals", shown_value(signing.originals))
    yield Fact("signature", "languages of the originals", ", ".join(signing.languages))
    yield Fact("signature", "witnesses", "; ".join(map(_person, signing.witnesses)))
    yield Fact("checks", "profiles of the language checks", ", ".join(draft.checks.profiles))
    yield Fact("checks", "spelling", draft.checks.spelling)
    for key, value in draft.template.data.value.items():
        if key not in _NOT_SHOWN:
            for path, leaf in _leaves(str(key), value):
                yield Fact("template", f"{path} of the template", leaf if isinstance(leaf, str) else _json(leaf), own=False)
    yield Fact("template", "frame of the template", draft.template.frame.text, own=False)
    yield Fact("template", "look of the template", sha256(draft.template.look.read_bytes()).hexdigest()[:12], own=False)


def _person(person: Person) -> str:
    return f"{person.name}, {person.title}"


def _side(party: Party, data: Data, index: int) -> Side:
    use = data.below(("parties", index, "use"))
    ids = tuple(id for id in (use if isinstance(use, list) else [use]) if isinstance(id, str))
    contact = zip(Contact._fields, party.contact, strict=True)
    values: list[tuple[str, Value | None]] = [
        ("state", party.state),
        ("formal name of the state", party.formal_state),
        ("adjective", party.adjective),
        ("short name", "; ".join(str(agency.short) for agency in party.agencies)),  # type: ignore[list-item]
        ("article", "; ".join("the" if agency.article else "none" for agency in party.agencies)),  # type: ignore[list-item]
        ("alias", party.alias),
        ("represented by", party.represented_by),
        *((f"contact, {name}", value) for name, value in contact),
    ]
    facts = tuple(Fact(f"parties/{index + 1}", label, shown_value(value)) for label, value in values)
    return Side(ids, party.names, shown_value(party.state), facts, tuple((str(each.name), str(each.title)) for each in party.signatories))
