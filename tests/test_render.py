"""Rendering: splicing means what Jinja means, filters, and where rendered text comes from."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import paraph.render
from paraph.contents import plain
from paraph.draft import Given
from paraph.library import Wording
from paraph.problems import Place, Stopped
from paraph.render import Renderer, Uses
from paraph.render.filters import FILTERS
from paraph.render.lines import lines_of
from paraph.render.values import PartyView, Printed, Run, Slot, Unknown, Values, printed
from paraph.scheme import DateStyle, HouseStyle, NumberStyle
from paraph.tree import Blank, Reference

NAMES = {
    "one": Given("R&D <b> **x** {{ two }}"),
    "two": Given("zwei"),
    "many": (Given("a"), Given("b")),
    "count": 2,
    "day": date(2027, 3, 1),
    "open": Unknown(Blank("the term")),
    "side": PartyView(
        Given("Agency"), Given("the Agency"), Given("AG"), Given("Utopia"), Given("the Republic of Utopia"), Given("Utopian")
    ),
    "left_out": None,
    "none": Given("a fill which Jinja calls nothing"),
    "ref": Reference,
    "list": Slot,
    "_style": HouseStyle(),
}
PIECES = [
    "{{ one }}",
    "{{ two }}",
    "{{one}}",
    "{{ two | upper }}",
    "{{ many | series | sentence }}",
    "{{ many | upper }}",
    "{{ many }}",
    "{{ count | years | possessive }}",
    "{{ count | number | words }}",
    "{{ day | ordinal_day }}",
    "{{ open | days }}",
    "{{ open.name }}",
    "{{ open | series }}",
    "{{ open | alphabetical }}",
    "{{ side.formal_state | upper }}",
    "{{ side.index }}",
    "{{ side.alias }}",
    "{{ side.contact }}",
    "{{ side._fields }}",
    "{{ one.name }}",
    "{{ left_out }}",
    '{{ ref("areas") }}',
    '{{ ref("areas.2") | bare }}',
    '{{ list("areas") }}',
    '{{ list("areas") | upper }}',
    '{{ one("areas") }}',
    "{{ ref }}",
    "{{ two | lower }}",
    "{{ two.upper }}",
    "{{ three }}",
    "{{ none }}",
    "-}}",
    "+%}",
    "{% if one %}",
    "{% endif %}",
    "text",
    " ",
    "\n",
    "\n\n",
    "}}",
    "}",
    "{",
    "{#",
    "é",
]


def rendered(text: str, *, splice: bool) -> tuple[Uses, str, list[Printed]] | list[str]:
    wording = Wording(text, Place("clause.md", 3, 1))
    renderer = Renderer()
    with pytest.MonkeyPatch.context() as patch:
        if not splice:
            patch.setattr(paraph.render, "spliced", lambda *_: None)
        try:
            uses = renderer.uses(wording, frozenset(NAMES) - {"_style"})
            made = renderer.render(wording, NAMES, uses)
            return Uses(uses.names, uses.lists), made.text, made.values
        except Stopped as stopped:
            return [str(problem) for problem in stopped.problems]


def _alike(values: list[Printed]) -> list[str]:
    """Values in words: two blanks are the same only when they are one."""
    return [repr(value) for value in values]


@pytest.mark.parametrize("text", PIECES)
def test_splicing_one_value_means_what_jinja_means(text: str) -> None:
    assert_same_meaning(f"Before\n{text} behind.")


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_splicing_means_what_jinja_means(text: str) -> None:
    assert_same_meaning(text)


def assert_same_meaning(text: str) -> None:
    """The same lines, the same values, and the same place for every character."""
    ours, theirs = rendered(text, splice=True), rendered(text, splice=False)
    if isinstance(ours, list) or isinstance(theirs, list):
        assert ours == theirs
        return
    assert (ours[0], _alike(ours[2])) == (theirs[0], _alike(theirs[2]))
    first, second = (lines_of(made[1], Wording(text, Place("clause.md", 3, 1))) for made in (ours, theirs))
    assert [line.text for line in first] == [line.text for line in second]
    for one, other in zip(first, second, strict=True):
        assert [one.place(column) for column in range(len(one.text))] == [other.place(column) for column in range(len(other.text))]


def party(name: str, state: str) -> PartyView:
    return PartyView(Given(name), Given(f"the {name}"), Given(name), Given(state), Given(state), Given(state))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("years", 1, "one (1) year"),
        ("years", 3, "three (3) years"),
        ("months", 21, "twenty-one (21) months"),
        ("weeks", 2, "two (2) weeks"),
        ("days", 100, "one hundred (100) days"),
        ("days", 142, "one hundred and forty-two (142) days"),
        ("number", 5, "five (5)"),
        ("words", 2, "two"),
        ("words", 1500, "1,500"),
        ("upper", Given("straße"), "STRASSE"),
        ("sentence", Given("the Agency"), "The Agency"),
        ("series", (Given("A"),), "A"),
        ("series", (Given("A"), Given("B")), "A and B"),
        ("series", (Given("A"), Given("B"), Given("C")), "A, B and C"),
        ("possessive", Given("six months"), "six months’"),
        ("possessive", Given("one month"), "one month’s"),
        ("ordinal_day", date(2022, 5, 6), "6th of May 2022"),
        ("ordinal_day", date(2022, 5, 21), "21st of May 2022"),
        ("ordinal_day", date(2022, 5, 12), "12th of May 2022"),
        ("years", Unknown(Blank("term")), "[● term] years"),
        ("words", Unknown(Blank("copies")), "[● copies]"),
        ("upper", Unknown(Blank("title")), "[● title]"),
    ],
)
def test_filter(name: str, value: object, expected: str) -> None:
    found = filtered(name, value)
    assert isinstance(found, Run)
    assert plain(found) == expected


def filtered(name: str, value: object, style: HouseStyle = HouseStyle()) -> object:  # noqa: B008 - frozen
    """What a filter makes of a value; those which follow the house style get it from the context, as Jinja gives it."""
    function = FILTERS[name]
    context = SimpleNamespace(parent={"_values": Values(style)})
    return function(context, value) if hasattr(function, "jinja_pass_arg") else function(value)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [("words (figures)", "three (3) years"), ("figures (words)", "3 (three) years"), ("words", "three years"), ("figures", "3 years")],
)
def test_house_style_of_numbers(numbers: NumberStyle, expected: str) -> None:
    found = filtered("years", 3, HouseStyle(numbers=numbers))
    assert isinstance(found, Run)
    assert plain(found) == expected


@pytest.mark.parametrize(
    ("dates", "day", "expected"),
    [
        ("6 May 2022", 6, "6 May 2022"),
        ("6th of May 2022", 22, "22nd of May 2022"),
        ("6th of May, 2022", 11, "11th of May, 2022"),
        ("May 6, 2022", 3, "May 3, 2022"),
        ("sixth day of May 2022", 12, "twelfth day of May 2022"),
        ("sixth day of May 2022", 30, "thirtieth day of May 2022"),
        ("sixth day of May 2022", 31, "thirty-first day of May 2022"),
    ],
)
def test_house_style_of_dates(dates: DateStyle, day: int, expected: str) -> None:
    found = printed(date(2022, 5, day), HouseStyle(dates=dates))
    assert isinstance(found, Run)
    assert plain(found) == expected


def test_alphabetical_is_by_state() -> None:
    parties = (party("Agency", "Japan"), party("Ministry", "Estonia"))
    found = FILTERS["alphabetical"](parties)
    assert isinstance(found, list)
    assert [str(one.state) for one in found] == ["Estonia", "Japan"]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [((), []), (("a",), ["a."]), (("a", "b;"), ["a; and", "b."]), (("a.", "b", "c"), ["a;", "b; and", "c."])],
)
def test_punctuated(entries: tuple[str, ...], expected: list[str]) -> None:
    found = FILTERS["punctuated"](tuple(map(Given, entries)))
    assert isinstance(found, list)
    assert [plain(run) for run in found] == expected
