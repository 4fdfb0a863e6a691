"""The filters of clause text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain
from typing import Literal, assert_never

from jinja2 import pass_context
from jinja2.runtime import Context

from paraph import english
from paraph.render.values import PartyView, Printed, Run, Slot, Unknown, Values, day, printed
from paraph.scheme import HouseStyle
from paraph.tree import Emphasis, Inline, Reference, Strong, Superscript, Text


def _run(value: object) -> Run:
    shown: Printed = printed(value)
    if isinstance(shown, Slot):
        raise TypeError("a list cannot go through a filter")
    return shown


def _mapped(run: Iterable[Inline], change: Callable[[str], str]) -> Run:
    found: list[Inline] = []
    for inline in run:
        match inline:
            case Text(text, place):
                found.append(Text(change(text), place))
            case Strong(content) | Emphasis(content) | Superscript(content):
                found.append(type(inline)(tuple(_mapped(content, change))))
            case _:
                found.append(inline)
    return Run(found)


def upper(value: object) -> Run:
    """In capitals, as title lines are."""
    return _mapped(_formed(_run(value), "upper"), str.upper)


def _formed(run: Run, form: Literal["sentence", "upper", "bare"]) -> Run:
    """A run whose references know how to print when they are worded."""
    return Run(inline.but(form=form) if isinstance(inline, Reference) else inline for inline in run)


def sentence(value: object) -> Run:
    """With a capital at the beginning, as a sentence needs it."""
    run = _run(value)
    return Run((*_mapped(_formed(Run(run[:1]), "sentence"), lambda text: text[:1].upper() + text[1:]), *run[1:]))


def bare(value: object) -> Run:
    """The number of a reference without its words: “Paragraphs 4 to 6”."""
    return _formed(_run(value), "bare")


@pass_context
def number(context: Context, value: object) -> Run:
    """A number as the template writes numbers: three (3), 3 (three), three, or 3."""
    return _number(value, _style(context))


def _number(value: object, style: HouseStyle) -> Run:
    if not isinstance(value, int):
        return _run(value)
    words = english.words(value)
    match style.numbers:
        case "words (figures)":
            return Run((Text(f"{words} ({value})"),))
        case "figures (words)":
            return Run((Text(f"{value} ({words})"),))
        case "words":
            return Run((Text(words),))
        case "figures":
            return Run((Text(str(value)),))
        case _:
            assert_never(style.numbers)


def _style(context: Context) -> HouseStyle:
    values: Values = context.parent["_values"]
    return values.style


def words(value: object) -> Run:
    """A number in words: three."""
    return Run((Text(english.words(value)),)) if isinstance(value, int) else _run(value)


def _counted(unit: str) -> Callable[[Context, object], Run]:
    @pass_context
    def counted(context: Context, value: object) -> Run:
        ending = "" if isinstance(value, int) and value == 1 else "s"
        return Run((*_number(value, _style(context)), Text(f" {unit}{ending}")))

    counted.__doc__ = f"A number of {unit}s, as the template writes numbers: three (3) {unit}s, one (1) {unit}."
    return counted


def possessive(value: object) -> Run:
    """With an apostrophe: six (6) months’, one (1) month’s."""
    run = _run(value)
    last = run[-1] if run else Text("")
    ends_in_s = isinstance(last, Text) and last.text.endswith("s")
    return Run((*run, Text("’" if ends_in_s else "’s")))


def series(values: object) -> Run:
    """Several names in a sentence: A, B and C."""
    runs = [_run(value) for value in _listed(values)]
    return Run(
        chain.from_iterable(
            (*([Text(before)] if before else []), *run) for before, run in zip(english.series([""] * len(runs)), runs, strict=True)
        )
    )


def _listed(values: object) -> list[object]:
    if isinstance(values, Unknown):
        return [values]
    if isinstance(values, tuple | list) and not isinstance(values, PartyView | Run):
        return list(values)
    raise TypeError("this filter needs a list")


def punctuated(values: object) -> list[Run]:
    """The entries of a list, each with what ends it: semicolons, “; and” before the last, a full stop."""
    runs = [_run(value) for value in _listed(values)]
    ends = ([";"] * len(runs) + ["; and", "."])[-len(runs) :] if len(runs) > 1 else ["."] * len(runs)
    return [Run((*_unpointed(run), Text(end))) for run, end in zip(runs, ends, strict=True)]


def _unpointed(run: Run) -> Run:
    """A run without a point at its end."""
    if run and isinstance(run[-1], Text):
        return Run((*run[:-1], Text(run[-1].text.rstrip(" .;,"), run[-1].place)))
    return run


def alphabetical(parties: object) -> list[object]:
    """The parties by the names of their states; those not known yet come last."""
    return sorted(_listed(parties), key=_state)


def _state(party: object) -> tuple[bool, str, str]:
    if not isinstance(party, PartyView):
        raise TypeError("only parties can be put in alphabetical order")
    return alphabetical_key(party.state, "" if isinstance(party.name, Unknown) else party.name)


def alphabetical_key(state: str | Unknown, name: str) -> tuple[bool, str, str]:
    """By what a party is put in alphabetical order: the name of its state, then its own; last, when the state is not known."""
    unknown = isinstance(state, Unknown)
    return unknown, "" if isinstance(state, Unknown) else english.letters(state), "" if unknown else english.letters(name)


def ordinal_day(value: object) -> Run:
    """A date as 6^th^ of May 2022."""
    return day(value, "6th of May 2022") if isinstance(value, date) else _run(value)


FILTERS: dict[str, Callable[..., object]] = {
    "alphabetical": alphabetical,
    "bare": bare,
    "days": _counted("day"),
    "months": _counted("month"),
    "number": number,
    "ordinal_day": ordinal_day,
    "possessive": possessive,
    "punctuated": punctuated,
    "sentence": sentence,
    "series": series,
    "upper": upper,
    "weeks": _counted("week"),
    "words": words,
    "years": _counted("year"),
}
"""By the names which clause text uses."""
