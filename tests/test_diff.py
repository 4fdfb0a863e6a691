"""`diff`: each difference of two drafts once, in the layer where it was made; in every format."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from paraph.commands.diff import FORMATS, written
from paraph.comment import escaped, in_line
from paraph.comparison import Account, Comparison, compare
from paraph.comparison.align import align, unmoved
from paraph.comparison.as_markdown import as_markdown
from paraph.comparison.change import Change
from paraph.comparison.choices import LAST_RESORT, NO_REASON, OWN_TEXT
from paraph.comparison.draw_up import account_of
from paraph.comparison.listing import listing
from paraph.pipeline import Assembler
from paraph.problems import Stopped, has_errors
from paraph.revisions import NoRevision, has_library_of, hashes_at, library_at, parting, renamed_since, renames
from paraph.validate import packaged_schema
from paraph.workspace import Workspace
from paraph.writers.text import write_text
from tests.conftest import DRAFTS, ROOT, Ran, copy_workspace, examples, needed, paraph
from tests.test_cases import CASES
from tests.test_goldens import GOLDEN
from tests.test_impact import HOME, git
from tests.test_properties import ODD_VALUES, paths, sound_drafts

BASE = (CASES / "base.yaml").read_text(encoding="utf-8")
SCHEMA = packaged_schema("diff")
LENIENT = settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Told = tuple[str, str, str, str, str, str]


class Desk:
    """A workspace in which drafts are drawn up."""

    def __init__(self, root: Path) -> None:
        self.assembler = Assembler(Workspace(root))
        self.draft = root / "drafts" / "trial.yaml"

    def account(self, text: str) -> Account:
        self.draft.write_text(text, encoding="utf-8")
        tried = self.assembler.attempted(self.draft)
        library = self.assembler.workspace.library
        return account_of(tried.draft, tried.document, library, tried.data, faulty=has_errors(tried.problems))

    def text(self, text: str) -> str:
        """What a draft prints."""
        self.draft.write_text(text, encoding="utf-8")
        return write_text(self.assembler.attempted(self.draft).document)

    def compare(self, then: str, now: str) -> Comparison:
        return compare(self.account(then), self.account(now))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("diff") / "workspace"
    copy_workspace(root)
    return Desk(root)


def changed(text: str, *changes: tuple[str, str]) -> str:
    for taken, put in changes:
        assert taken in text, taken
        text = text.replace(taken, put)
    return text


def told(change: Change) -> Told:
    return change.layer, change.kind, change.subject, change.what, change.before, change.after


def made(found: Comparison) -> list[Told]:
    return [told(change) for change in found.changes if change.layer != "consequence"]


TEXT = "The {{ participants }} will meet once a year in Tallinn. They will exchange the minutes of each meeting within thirty days."
OWN = "  funding: {text: '" + TEXT + "'}\n"
DEPARTED = (
    "duration:\n",
    "duration:\n    wording: It goes on for {{ initial_years }}, {{ renewal_years }}, {{ notice_months }}.\n",
)
REASON = ("duration:\n", "duration:\n    reason: They asked for it.\n")
INFORMATION = "  information-sharing: [operational, general, early-warning]\n"
SECTIONS = """sections:
  - {id: first, heading: Aims, clauses: [objective, status]}
  - {id: areas, heading: Areas, clauses: [cooperation]}
  - {id: last, heading: Final, clauses: [taking-effect, differences, duration]}
"""
LATVIA = """- name: Ministry of Fish
    state: Latvia
    formal: the Republic of Latvia
    adjective: Latvian
    short: Ministry
    signatory: {name: A, title: B}"""
CUT = """  funding:
    - text: The {{ participants }} will meet once a year in Tallinn.
    - text: They will exchange the minutes of each meeting within thirty days.
"""
CUT_OVER_TWO = """  funding: {text: 'The {{ participants }} will meet once a year in Tallinn.'}
  review: {text: They will exchange the minutes of each meeting within thirty days.}
"""
JAPAN = "  - use: japan/digital-agency\n    signatory: {blank: signatory of Japan}\n"
STATUS_CUT = """status:
    - use: statement-of-intent
      wording: >-
        This {{ instrument }} is a statement of intent of the {{ participants }} and it will not create any binding, legal or
        financial rights or obligations for either {{ participant }}.
      reason: In two paragraphs.
    - text: >-
        The sections and paragraphs of this {{ instrument }} will not give rise to any legal claim on behalf of either
        {{ participant }} or any third party.
"""
WAIVER = "waivers: [{rule: must, reason: Agreed so.}]\n"

CHANGES: dict[str, tuple[str, tuple[tuple[str, str], ...], list[Told]]] = {
    # Nothing
    "a comment": ("", (("status: drafting", "status: drafting  # now"),), []),
    "a pick written otherwise": ("", (("objective: develop-cooperation", "objective: {use: develop-cooperation}"),), []),
    "keys in another order": ("", (("    initial_years: 3\n    renewal_years: 1\n", "    renewal_years: 1\n    initial_years: 3\n"),), []),
    # Selection
    "another alternative": (
        "",
        (("differences: consultation", "differences: no-tribunal"),),
        [("selection", "replaced", "differences", "", "consultation", "no-tribunal")],
    ),
    "another alternative with other fills": (
        "",
        (("use: renewing\n    initial_years: 3\n    renewal_years: 1\n    notice_months: 6", "use: fixed\n    fixed_years: 3"),),
        [("selection", "replaced", "duration", "", "renewing", "fixed")],
    ),
    "a topic more": (
        "",
        (("clauses:\n", "clauses:\n  funding: each-bears-own\n"),),
        [("selection", "added", "funding", "", "", "each-bears-own")],
    ),
    "an area in front": (
        "",
        (("areas: [", "areas: [roadmap, "),),
        [("selection", "added", "areas", "", "", "roadmap")],
    ),
    "an area less": ("", (("areas: [pilots, ", "areas: ["),), [("selection", "removed", "areas", "", "pilots", "")]),
    "an area for another": (
        "",
        (("areas: [pilots, ", "areas: [roadmap, "),),
        [("selection", "removed", "areas", "", "pilots", ""), ("selection", "added", "areas", "", "", "roadmap")],
    ),
    "one move of many": (
        INFORMATION,
        (("[operational, general, early-warning]", "[early-warning, operational, general]"),),
        [("selection", "moved", "information-sharing", "place", "3", "1")],
    ),
    "own text in place of a clause": (
        "",
        (("differences: consultation", "differences: {text: They will talk.}"),),
        [("selection", "replaced", "differences", "", "consultation", "own text")],
    ),
    "an own topic renamed": (
        OWN.replace("funding", "meetings"),
        (("  meetings:", "  gatherings:"),),
        [("selection", "moved", "gatherings", "topic", "meetings", "gatherings")],
    ),
    "an own topic renamed and amended": (
        OWN.replace("funding", "meetings"),
        (("  meetings:", "  gatherings:"), ("thirty days", "sixty days")),
        [
            ("selection", "moved", "gatherings", "topic", "meetings", "gatherings"),
            ("wording", "changed", "gatherings", "own text", "", ""),
        ],
    ),
    "a topic declined": (
        "",
        (("clauses:\n", "clauses:\n  testimonium: {omit: None is wanted.}\n"),),
        [("selection", "replaced", "testimonium", "left out", "place-and-date", "None is wanted.")],
    ),
    "a clause which cannot be read": (
        "",
        (("differences: consultation", "differences: consultatoin"),),
        [("selection", "replaced", "differences", "", "consultation", "consultatoin")],
    ),
    # Fill
    "a fill": ("", (("initial_years: 3", "initial_years: 5"),), [("fill", "changed", "duration", "initial_years", "3", "5")]),
    "a fill which becomes a blank": (
        "",
        (("initial_years: 3", "initial_years: {blank: term}"),),
        [("fill", "changed", "duration", "initial_years", "3", "[● term]")],
    ),
    "two fills": (
        "",
        (("initial_years: 3", "initial_years: 5"), ("notice_months: 6", "notice_months: 3")),
        [("fill", "changed", "duration", "initial_years", "3", "5"), ("fill", "changed", "duration", "notice_months", "6", "3")],
    ),
    # Wording
    "a departure": ("", (DEPARTED,), [("wording", "added", "duration", "departure", "", "")]),
    "a reason": ("", (REASON,), [("wording", "added", "duration", "reason", "", "They asked for it.")]),
    "own text amended": (OWN, (("once a year", "twice a year"),), [("wording", "changed", "funding", "own text", "", "")]),
    "a text cut in two": (OWN, ((OWN, CUT),), [("wording", "cut", "funding", "", "own text", "own text")]),
    "a text cut over two topics": (OWN, ((OWN, CUT_OVER_TWO),), [("wording", "cut", "funding", "", "own text", "own text")]),
    "a clause of the library cut in two": (
        "",
        (("status: statement-of-intent", STATUS_CUT),),
        [("wording", "cut", "status", "", "statement-of-intent", "statement-of-intent")],
    ),
    # Data
    "parties in another order": (
        "",
        ((JAPAN, ""), ("title: Minister}\n", "title: Minister}\n" + JAPAN)),
        [("data", "moved", "parties/2", "Digital Agency of Japan", "1", "2")],
    ),
    "status": ("", (("status: drafting", "status: agreed"),), [("data", "changed", "status", "status", "drafting", "agreed")]),
    "title": (
        "",
        (("fisheries", "forests"),),
        [("data", "changed", "title", "title", "on cooperation in the field of fisheries", "on cooperation in the field of forests")],
    ),
    "instrument": (
        "",
        (("status: drafting", "status: drafting\ninstrument: {name: Arrangement, short: Arrangement}"),),
        [("data", "changed", "instrument", "instrument", "Memorandum of Cooperation (MoC)", "Arrangement (Arrangement)")],
    ),
    "terms": (
        "",
        (("status: drafting", "status: drafting\nterms: {participant: Side, participants: Sides}"),),
        [("data", "changed", "terms", "terms", "Participant, Participants", "Side, Sides")],
    ),
    "place of signature": ("", (("Tallinn", "Tartu"),), [("data", "changed", "signature", "place of signature", "Tallinn", "Tartu")]),
    "who signs": (
        "",
        (("name: Jane Doe", "name: John Roe"),),
        [("data", "changed", "parties/2", "signatory of Estonia", "Jane Doe", "John Roe")],
    ),
    "an office": (
        "",
        (("title: Minister}", "title: Secretary}"),),
        [("data", "changed", "parties/2", "signatory of Estonia, office", "Minister", "Secretary")],
    ),
    "another party": (
        "",
        (("- use: estonia/economic-affairs-and-communications\n    signatory: {name: Jane Doe, title: Minister}", LATVIA),),
        [
            ("data", "changed", "parties/2", "party",
             "Ministry of Economic Affairs and Communications of the Republic of Estonia (estonia/economic-affairs-and-communications)",
             "Ministry of Fish"),
            ("data", "changed", "parties/2", "signatory of Latvia", "Jane Doe", "A"),
            ("data", "changed", "parties/2", "signatory of Latvia, office", "Minister", "B"),
        ],
    ),
    "a waiver": (
        "",
        (("status: drafting\n", f"status: drafting\n{WAIVER}"),),
        [("data", "added", "waivers", "waiver of must", "", "(Agreed so.)")],
    ),
    # Outline
    "a heading": (
        SECTIONS,
        (("heading: Aims", "heading: Purpose"),),
        [("data", "changed", "sections", "heading of section “Purpose”", "Aims", "Purpose")],
    ),
    "the reason of a heading": (
        SECTIONS,
        (("heading: Aims", "heading: Aims, reason: As in the model"),),
        [("data", "changed", "sections", "reason of section “Aims”", "", "As in the model")],
    ),
    "a topic in another section": (
        SECTIONS,
        (("[objective, status]", "[objective]"), ("[taking-effect, ", "[taking-effect, status, ")),
        [("selection", "moved", "status", "section", "“Aims”", "“Final”")],
    ),
    "a topic at another place of its section": (
        SECTIONS,
        (("[taking-effect, differences, duration]", "[duration, taking-effect, differences]"),),
        [("selection", "moved", "duration", "order", "3", "1 in “Final”")],
    ),
    "a section cut in two": (
        SECTIONS,
        (("[taking-effect, differences, duration]}", "[taking-effect, duration]}\n  - {id: p, heading: Peace, clauses: [differences]}"),),
        [("data", "added", "sections", "section", "", "“Peace”: differences")],
    ),
    "a section moved": (
        SECTIONS,
        (
            ("  - {id: last, heading: Final, clauses: [taking-effect, differences, duration]}\n", ""),
            ("sections:\n", "sections:\n  - {id: last, heading: Final, clauses: [taking-effect, differences, duration]}\n"),
        ),
        [("data", "moved", "sections", "section “Final”", "3", "1")],
    ),
    "a section with another id": (
        SECTIONS,
        (("id: last", "id: end"),),
        [("data", "changed", "sections", "id of section “Final”", "last", "end")],
    ),
    "a sub-heading": (
        SECTIONS,
        (("[objective, status]", "[objective, {heading: Nature}, status]"),),
        [("data", "changed", "sections", "sub-headings of section “Aims”", "", "“Nature” above status")],
    ),
    "numbers of a section": (
        SECTIONS,
        (("heading: Aims,", "heading: Aims, numbering: {paragraph: {lone: unnumbered}},"),),
        [("data", "changed", "sections", "numbering of section “Aims”", "", '{"paragraph": {"lone": "unnumbered"}}')],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_told_once_where_it_was_made(name: str, desk: Desk) -> None:
    more, changes, expected = CHANGES[name]
    then = BASE + more if more.startswith("sections") else BASE.replace("clauses:\n", f"clauses:\n{more}")
    assert made(desk.compare(then, changed(then, *changes))) == expected


def test_text_stands_with_the_change(desk: Desk) -> None:
    (change,) = desk.compare(BASE, changed(BASE, ("initial_years: 3", "initial_years: 5"))).changes
    assert change.texts
    assert "a period of three (3) years" in change.texts[0]
    assert "a period of five (5) years" in change.texts[1]
    assert change.new
    assert (change.new.title, change.new.rank) == ("Automatic renewal", "preferred")


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ((DEPARTED,), (NO_REASON,)),
        ((DEPARTED, REASON), ()),
        ((("use: renewing\n    initial_years: 3\n    renewal_years: 1\n    notice_months: 6", "use: indefinite"),), (LAST_RESORT,)),
        ((("use: renewing\n    initial_years: 3\n    renewal_years: 1\n    notice_months: 6", "use: indefinite\n    reason: Asked."),), ()),
        ((("clauses:\n", f"clauses:\n{OWN}"),), (OWN_TEXT,)),
        ((("clauses:\n", "clauses:\n  funding: {text: They pay., reason: Asked.}\n"),), ()),
        ((("differences: consultation", "differences: {text: They talk.}"),), (OWN_TEXT,)),
        ((("differences: consultation", "differences: diplomatic-channels"),), ()),
    ],
)
def test_missing_reasons_are_marked(changes: tuple[tuple[str, str], ...], marks: tuple[str, ...], desk: Desk) -> None:
    (change, *_) = desk.compare(BASE, changed(BASE, *changes)).changes
    assert change.marks == marks


def test_consequences_are_apart(desk: Desk) -> None:
    found = desk.compare(BASE, changed(BASE, ("areas: [", "areas: [roadmap, ")))
    assert [told(change) for change in found.of("consequence")] == [
        ("consequence", "moved", "areas", "number", "a)", "b)"),
        ("consequence", "moved", "areas", "number", "b)", "c)"),
    ]
    terms = desk.compare(BASE, changed(BASE, ("status: drafting", "status: drafting\nterms: {participant: Side, participants: Sides}")))
    assert {(change.subject, change.what) for change in terms.of("consequence")} >= {("status", "text"), ("objective", "text")}
    assert len(terms.changes) == 1 + len(terms.of("consequence"))


def test_a_section_which_a_pick_brings_is_a_consequence(desk: Desk) -> None:
    found = desk.compare(BASE, changed(BASE, ("clauses:\n", "clauses:\n  funding: each-bears-own\n")))
    assert [told(change) for change in found.of("consequence")] == [
        ("consequence", "added", "sections", "section", "", "“Implementation”: funding"),
        ("consequence", "moved", "sections", "number of “Commencement, duration, modification and termination”", "SECTION 3", "SECTION 4"),
    ]


def test_moved_sections_move_their_numbers(desk: Desk) -> None:
    then = BASE + SECTIONS
    now = changed(then, ("clauses: [cooperation]}", "clauses: [cooperation]}\n  - {id: talk, heading: Talk, clauses: [differences]}"))
    found = desk.compare(then, changed(now, ("taking-effect, differences", "taking-effect")))
    assert ("consequence", "moved", "sections", "number of “Final”", "SECTION 3", "SECTION 4") in map(told, found.changes)


def test_another_template_is_one_change(desk: Desk) -> None:
    found = desk.compare(BASE, BASE.replace("template: bilateral", "template: united-kingdom"))
    assert ("data", "changed", "template", "template", "bilateral", "united-kingdom") in made(found)
    assert {change.layer for change in found.changes} <= {"data", "selection", "consequence"}
    assert [told(change)[:3] for change in found.changes if change.layer == "data"] == [("data", "changed", "template")]
    assert "Dialogue" not in as_markdown(found, "a", "b")  # a section which stands in neither


def swapped(told: Told) -> Told:
    layer, kind, subject, what, before, after = told
    kinds = {"added": "removed", "removed": "added", "cut": "joined", "joined": "cut"}
    return layer, kinds.get(kind, kind), subject, what, after, before


@pytest.mark.parametrize("name", CHANGES)
def test_swapped_drafts_mirror(name: str, desk: Desk) -> None:
    more, changes, _ = CHANGES[name]
    then = BASE + more if more.startswith("sections") else BASE.replace("clauses:\n", f"clauses:\n{more}")
    now = changed(then, *changes)
    there, back = (Counter((told(c)[0], told(c)[1]) for c in desk.compare(*pair).changes) for pair in ((then, now), (now, then)))
    assert Counter(swapped((*kinds, "", "", "", ""))[:2] for kinds in there.elements()) == back


@st.composite
def with_one_key_changed(draw: st.DrawFn) -> tuple[Any, Any]:
    """A sound draft, and the same with one key taken away or given another value."""
    draft = draw(st.sampled_from(sound_drafts()))
    damaged = copy.deepcopy(draft)
    *above, key = draw(st.sampled_from(list(paths(draft))))
    holder = damaged
    for step in above:
        holder = holder[step]
    if draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = draw(ODD_VALUES)
    return draft, damaged


@LENIENT
@given(drafts=with_one_key_changed())
def test_every_change_of_a_key_is_seen(drafts: tuple[Any, Any], desk: Desk) -> None:
    texts = [yaml.safe_dump(draft, allow_unicode=True, sort_keys=False) for draft in drafts]
    try:
        then, now = map(desk.account, texts)
    except Stopped:  # no template, or a character which no draft may hold
        return
    assert not compare(then, then).changes
    assert not compare(now, now).changes
    there, back = compare(then, now), compare(now, then)
    assert bool(there.changes) == bool(back.changes)
    # What is typed otherwise and read alike is no difference: a blank which would stand there anyhow, a list of one.
    assert there.changes or (then._replace(raw=()) == now._replace(raw=()) and not now.faulty)
    assert there.changes or desk.text(texts[0]) == desk.text(texts[1])
    for form in FORMATS:
        assert written(there, "a", "b", form, everything=True)
    jsonschema.validate(json.loads(written(there, "a", "b", "json")), SCHEMA)
    for kind, other in (("added", "removed"), ("removed", "added"), ("cut", "joined")):
        assert sum(c.kind == kind for c in there.changes) == sum(c.kind == other for c in back.changes)


@given(numbers=st.permutations(range(8)))
def test_what_has_not_moved_rises(numbers: list[int]) -> None:
    kept = [numbers[place] for place in sorted(unmoved(numbers))]
    assert kept == sorted(kept)
    best = max(sum(1 for _ in run) for run in _rising(numbers))
    assert len(kept) == best


def _rising(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for number in numbers:
        runs += [[*run, number] for run in runs if not run or run[-1] < number]
    return runs


def test_many_picks_are_aligned_at_once(desk: Desk) -> None:
    """A thousand texts of one's own, turned round and all amended: each finds its own."""
    texts = [f"The sides share paper number {n} on subject {n * 7} with office {n * 13} each year." for n in range(1000)]
    then = BASE.replace("areas: [pilots, other-areas]", "areas:\n" + "".join(f"  - text: {text}\n" for text in texts))
    account = desk.account(then)
    picks = tuple(pick for pick in account.picks if pick.topic == "areas")
    amended = tuple(pick._replace(wording=pick.wording.replace("each year", "every year")) for pick in reversed(picks))
    found = align(picks, amended)
    assert not found.removed
    assert not found.added
    assert all(before == 999 - after for before, after in found.pairs)


# Formats


ONE = "The sides meet once a year. They keep a record."
BREAKS: dict[str, tuple[tuple[str, str], dict[str, str]]] = {
    "a paragraph is parted": (
        (ONE, ONE.replace(". They", ".\n\n      They")),
        {
            "text": "a year. {+¶+} They keep",
            "md": "a year. <ins>¶</ins><br>\n  >  They keep",
            "html": "a year. <ins>¶</ins></p><p>They keep",
        },
    ),
    "two paragraphs are joined": (
        (ONE.replace(". They", ".\n\n      They"), ONE),
        {
            "text": "a year. [-¶-] They keep",
            "md": "a year. <del>¶</del> They keep",
            "html": "a year. <del>¶</del></p><p>They keep",
        },
    ),
    "a paragraph is parted where its words change": (
        (ONE, ONE.replace("year. They", "month.\n\n      They")),
        {
            "text": "once a [-year.-] {+month. ¶\n    | +} They keep",
            "md": "once a <del>year.</del> <ins>month. ¶</ins><br>\n  >  They keep",
            "html": "once a <ins>month. ¶</ins></p><p>They keep",
        },
    ),
    "a paragraph more": (
        (ONE, f"{ONE}\n\n      The sides write."),
        {
            "text": "{+¶\n    | The sides write.+}",
            "md": "<ins>¶</ins><br>\n  > <ins>The sides write.</ins>",
            "html": "<ins>¶</ins></p><p><ins>The sides write.</ins>",
        },
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_ends_of_paragraphs_are_marked(name: str, desk: Desk) -> None:
    said, expected = BREAKS[name]
    found = desk.compare(*(BASE.replace("differences: consultation\n", f"differences:\n    text: |\n      {text}\n") for text in said))
    assert {form: text in written(found, "a", "b", form) for form, text in expected.items()} == dict.fromkeys(expected, True), {
        form: written(found, "a", "b", form) for form in expected
    }


def test_git_sees_a_new_paragraph(desk: Desk) -> None:
    text = BASE.replace("differences: consultation\n", "differences:\n    text: |\n      One. Two.\n\n      Three.\n")
    assert "  | One.\n  | Two.\n  | ¶\n  | Three.\n" in listing(desk.account(text))


@pytest.mark.parametrize("form", ["md", "html", "txt"])
def test_pages_are_as_reviewed(form: str, desk: Desk, request: pytest.FixtureRequest) -> None:
    then = (ROOT / "drafts" / "japan-estonia-2022.yaml").read_text(encoding="utf-8")
    now = changed(
        then,
        ("initial_years: 3", "initial_years: 5"),
        ("differences: consultation", "differences: no-tribunal"),
        ("  - roadmap\n", ""),
        ("Andres Sutt", "Jane <b>Doe</b> & Co *"),
        ("    reason: Signed with “nor” for “or”, and with “undertakings”.\n", ""),
        ("heading: Confidentiality", "heading: Confidential information"),
        ("legal nor financial rights", "legal or financial rights"),
    )
    found = written(desk.compare(then, now), "then.yaml", "now.yaml", form if form != "txt" else "text", everything=form != "md")
    golden = GOLDEN / f"diff.{form}"
    if request.config.getoption("--regenerate"):
        golden.write_text(found, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == found, f"{golden.name}: read the difference, then run with --regenerate"


def test_page_is_self_contained(desk: Desk) -> None:
    page = written(desk.compare(BASE, changed(BASE, ("fisheries", "R&D <script>x</script>"))), "a", "b", "html")
    assert "<script" not in page
    assert "src=" not in page
    assert "http" not in page
    assert "@media print" in page


def test_markdown_calls_nobody(desk: Desk) -> None:
    found = as_markdown(
        desk.compare(BASE, changed(BASE, ("on cooperation in the field of fisheries", "'@all #12 `x` <b> 1. y'"))), "a", "b"
    )
    assert "@&#8203;all \\#12 \\`x\\` \\<b\\> 1. y" in found


MARKUP = [
    "a\n===", "a\n=", "a\n---", "a\n -", "- - -", "---", "===", "    code", "a\n\n    code", "a\n\n\tcode", "a\n\n  \tcode", "- a",
    "+ a", "+", "-",
        "1. a", "12) a", "1.", "# a", "> a", "a\\*b\\*", "\\", "a  \nb", "* a", "***", "```\nx", "~~~\nx", "[a]: b", "&amp;", "&#42;",
    "<b>", "a|b\n-|-",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_in_a_text_is_markup(text: str) -> None:
    """It is read as paragraphs which say it, also in the entry of a list."""
    reader = MarkdownIt("gfm-like", {"linkify": False})
    html = reader.render(escaped(text))
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br"}, html
    assert re.sub(r"[\s\xa0]", "", unescape(re.sub(r"<[^>]*>", "", html))) == re.sub(r"\s", "", text)
    listed = reader.render(f"- {in_line(text)}\n- next\n")
    assert [listed.count(f"<{tag}") for tag in ("li", "h", "code", "ul")] == [2, 0, 0, 1], listed


def test_reasons_of_several_lines_stay_in_their_list(desk: Desk) -> None:
    reason = 'reason: "One\\n---\\nTwo\\n\\n    code\\n\\n- list"'
    found = desk.compare(BASE, changed(BASE, ("differences: consultation", f"differences: {{use: no-tribunal, {reason}}}")))
    page = MarkdownIt("gfm-like", {"linkify": False}).render(as_markdown(found, "a", "b"))
    assert "One<br>---<br>Two<br>" in page.replace("&lt;", "<").replace("&gt;", ">")
    assert re.findall(r"<(h\d|code|pre|hr)", page) == ["h3", "h4"]


# The command


def diff(root: Path, *arguments: str) -> Ran:
    return paraph("diff", *arguments, cwd=root, env=HOME)


@pytest.fixture
def repository(copied: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A workspace with one draft in two revisions, and a third state which is not committed."""
    needed("git", shutil.which("git"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:  # which a hook sets
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    draft = copied / "drafts" / "fish.yaml"
    git(copied, "init", "-q")
    for state in (BASE, changed(BASE, ("initial_years: 3", "initial_years: 4"))):
        draft.write_text(state, encoding="utf-8")
        git(copied, "add", "-A")
        git(copied, "commit", "-q", "-m", "a state")
    draft.write_text(changed(BASE, ("initial_years: 3", "initial_years: 5")), encoding="utf-8")
    return copied


@pytest.mark.parametrize(
    ("typed", "fill"),
    [
        ("drafts/fish.yaml", "4 → 5"),
        ("HEAD~1:drafts/fish.yaml drafts/fish.yaml", "3 → 5"),
        ("HEAD~1: drafts/fish.yaml", "3 → 5"),
        ("HEAD~1 drafts/fish.yaml", "3 → 5"),
        ("HEAD~1 HEAD drafts/fish.yaml", "3 → 4"),
        ("HEAD~1: HEAD:drafts/fish.yaml", "3 → 4"),
        ("drafts/fish.yaml HEAD:drafts/fish.yaml", "5 → 4"),
    ],
)
def test_what_a_reviewer_types(typed: str, fill: str, repository: Path) -> None:
    for _ in range(2):  # the second from what was kept
        ran = diff(repository, *typed.split())
        assert ran.code == 1, ran.err
        assert f"  duration (renewing): initial_years {fill}\n" in ran.out
        assert "1 fill\n" in ran.out


def test_paths_count_from_where_people_stand(repository: Path) -> None:
    assert "4 → 5" in diff(repository / "drafts", "fish.yaml").out
    assert "3 → 5" in diff(repository / "drafts", "HEAD~1:fish.yaml", "fish.yaml").out
    assert "3 → 5" in diff(repository / "drafts", "HEAD~1:drafts/fish.yaml", "fish.yaml").out
    outside = repository.parent
    assert "3 → 5" in diff(outside, "HEAD~1", "workspace/drafts/fish.yaml").out
    assert "3 → 5" in diff(outside, "HEAD~1", str(repository / "drafts" / "fish.yaml")).out
    (repository / "drafts" / "fish.yaml").unlink()
    assert "3 → 4" in diff(repository, "HEAD~1", "HEAD", "drafts/fish.yaml").out


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("drafts/none.yaml drafts/fish.yaml", "there is no such file"),
        ("HEAD~9 drafts/fish.yaml", 'there is no revision "HEAD~9"'),
        ("--format text -- --help:drafts/fish.yaml drafts/fish.yaml", 'there is no revision "--help"'),
        ("HEAD:drafts/none.yaml drafts/fish.yaml", 'at "HEAD" there was no drafts/none.yaml'),
        ("a b c d", "name two drafts"),
        ("HEAD: HEAD~1:", "name the draft too"),
        ("HEAD:drafts/fish.yaml", "name the other draft too"),
        ("schema.json drafts/fish.yaml", "this is not a draft"),
    ],
)
def test_trouble_is_told(typed: str, message: str, repository: Path) -> None:
    ran = diff(repository, *typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


DRAFT = "drafts/fish.yaml"
WRONG: dict[str, tuple[tuple[str, ...], str, str]] = {
    "three drafts": (
        ("drafts/sea fish.yaml", DRAFT, "drafts/other.yaml"),
        "paraph diff: name two drafts, or one draft and one or two revisions",
        f"two at a time: `paraph diff 'drafts/sea fish.yaml' {DRAFT}`",
    ),
    "a word": (
        ("nothing",),
        'paraph diff: there is no file "nothing"',
        f"when it is a revision, name a draft too: `paraph diff nothing {DRAFT}`",
    ),
    "a folder": (
        ("drafts",),
        'paraph diff: "drafts" is a folder, and no draft',
        f"name a draft: `paraph diff {DRAFT}`; for all of them: `paraph review`",
    ),
    "a folder and a draft": (
        (DRAFT, "clauses"),
        'paraph diff: "clauses" is a folder, and no draft',
        f"name a draft: `paraph diff {DRAFT}`; for all of them: `paraph review`",
    ),
    "a slip": (("drafts/fsh.yaml",), 'paraph diff: there is no file "drafts/fsh.yaml"', f'did you mean "{DRAFT}"?'),
    "a slip beside a revision": (
        ("HEAD", "drafts/fsh.yaml"),
        'paraph diff: there is no file "drafts/fsh.yaml"',
        f'did you mean "{DRAFT}"?',
    ),
    "a slip beside a draft": (
        ("drafts/fsh.yaml", DRAFT),
        "drafts/fsh.yaml:1:1: error: there is no such file (no-file)",
        f'did you mean "{DRAFT}"?\n1 error',
    ),
    "a slip at a revision": (
        ("HEAD:drafts/fsh.yaml", DRAFT),
        "paraph diff: at \"HEAD\" there was no drafts/fsh.yaml (git says: path 'drafts/fsh.yaml' does not exist in 'HEAD')",
        f'did you mean "{DRAFT}"?',
    ),
    "another folder": (("fish.yaml",), 'paraph diff: there is no file "fish.yaml"', f'did you mean "{DRAFT}"?'),
    "no ending": (
        ("drafts/fish", "drafts/sea fish.yaml"),
        'paraph diff: there is no file "drafts/fish"',
        f"did you mean `paraph diff {DRAFT} 'drafts/sea fish.yaml'`?",
    ),
    "a revision": (("mian", DRAFT), 'paraph diff: there is no revision "mian"', 'did you mean "main"?'),
    "revisions alone": (
        ("HEAD:", "main:"),
        "paraph diff: name the draft too: REV:drafts/x.yaml, or REV REV drafts/x.yaml",
        f"`paraph diff HEAD: main: {DRAFT}`",
    ),
    "other documents": (
        (DRAFT, "theirs.pdf"),
        "paraph diff: theirs.pdf is a document, and choices are compared, which only drafts have",
        "save it as a Word document (.docx), and `paraph redline` shows what changed in the text",
    ),
    "Word files": (
        ("a b.docx", "c.docx"),
        "paraph diff: a b.docx is a document, and choices are compared, which only drafts have",
        "what changed in the text: `paraph redline 'a b.docx' c.docx -o changes.docx`",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_trouble_is_told_with_what_to_do(name: str, repository: Path) -> None:
    typed, message, hint = WRONG[name]
    for other in ("sea fish.yaml", "zebra.yaml"):
        shutil.copy(repository / DRAFT, repository / "drafts" / other)
    shutil.copy(repository / DRAFT, repository / "drafts" / "other.yaml")
    for draft in repository.glob("drafts/japan-*"):
        draft.unlink()
    ran = diff(repository, *typed)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{message}\n    hint: {hint}\n")


@pytest.mark.parametrize("staged", [False, True])
def test_a_draft_which_was_moved_is_found(staged: bool, repository: Path) -> None:
    (repository / DRAFT).rename(repository / "drafts" / "sea fish.yaml")
    if staged:
        git(repository, "add", "-A")
    for typed, fill in ((("HEAD~1",), "3 → 5"), ((), "4 → 5")):
        ran = diff(repository, *typed, "drafts/sea fish.yaml")
        assert (ran.code, ran.err) == (1, "")
        assert ran.out.startswith(f"{(*typed, 'HEAD')[0]}:drafts/fish.yaml → drafts/sea fish.yaml: 1 fill\n")
        assert fill in ran.out
    assert "3 → 5" in diff(repository / "drafts", "HEAD~1", "sea fish.yaml").out
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "moved")
    assert "HEAD~2:drafts/fish.yaml → HEAD:drafts/sea fish.yaml" in diff(repository, "HEAD~2", "HEAD", "drafts/sea fish.yaml").out


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="every name is Unicode there")
def test_a_draft_whose_old_name_is_no_text_is_found(repository: Path) -> None:
    odd = repository / "drafts" / os.fsdecode(b"fish\xff.yaml")
    (repository / DRAFT).rename(odd)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "an odd name")
    odd.rename(repository / DRAFT)
    assert renames(repository, "HEAD") == {DRAFT: f"drafts/{odd.name}"}
    assert renamed_since(repository, "HEAD") == {"fish.yaml": odd.name}


@pytest.mark.parametrize("verb", ["diff", "redline", "impact", "review"])
def test_no_revision_is_an_option_of_git(verb: str, repository: Path) -> None:
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    sides = ("--output=schema.json:drafts/nope.yaml", "HEAD:drafts/nope.yaml") if verb in ("diff", "redline") else ("--output=schema.json",)
    output = ("-o", "x.docx") if verb == "redline" else ()
    ran = paraph(verb, *output, "--", *sides, cwd=repository, env=HOME)
    assert (ran.code, ran.out, ran.err) == (2, "", f'paraph {verb}: there is no revision "--output=schema.json"\n')
    assert {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("typed", ["--output=schema.json", "--all", "^HEAD", "HEAD~1..HEAD", ""])
def test_git_is_handed_commits_alone(typed: str, repository: Path) -> None:
    schema = (repository / "schema.json").read_bytes()
    asked: tuple[Callable[[], object], ...] = (
        lambda: renamed_since(repository, typed),
        lambda: renames(repository, typed),
        lambda: renames(repository, typed, "HEAD"),
        lambda: hashes_at(repository, typed, ["schema.json"], "schema"),
        lambda: parting(repository, typed),
        lambda: library_at(repository, typed, repository / "out"),
    )
    for ask in asked:
        with pytest.raises(NoRevision, match=f'there is no revision "{re.escape(typed)}"'):
            ask()
    if typed:
        with pytest.raises(NoRevision):
            renames(repository, "HEAD", typed)
    assert not has_library_of(repository, typed)
    assert (repository / "schema.json").read_bytes() == schema


LONG = "a" * 300


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ((f"HEAD:{LONG}", DRAFT), f'at "HEAD" there was no {LONG}'),
        ((LONG,), f'there is no file "{LONG}"'),
        (("HEAD", LONG), f'there is no file "{LONG}"'),
        ((LONG, DRAFT), f'there is no revision "{LONG}"'),
        ((f"{LONG}.yaml", DRAFT), "there is no such file"),
        ((f"{LONG}/x.yaml", DRAFT), "there is no such file"),
        (("HEAD", "HEAD", LONG), f'at "HEAD" there was no {LONG}'),
    ],
    ids=range(7),
)
def test_a_name_which_no_file_can_have_is_not_there(typed: tuple[str, ...], message: str, repository: Path) -> None:
    ran = diff(repository, *typed)
    assert (ran.code, ran.out, message in ran.err) == (2, "", True), ran.err


@pytest.mark.parametrize(
    "typed",
    [
        ("build", f"{LONG}.yaml"), ("build", DRAFT, "-o", f"{LONG}.docx"), ("check", LONG), ("check", "--text", f"{LONG}.txt"),
        ("fmt", LONG), ("initial", f"{LONG}.yaml"), ("verify", f"{LONG}.docx", DRAFT), ("verify", "x.docx", f"{LONG}.yaml"),
        ("look", f"{LONG}.docx"), ("init", LONG), ("new", "x", "-o", LONG), ("review", "-o", LONG),
        ("redline", DRAFT, f"{LONG}.docx", "-o", "x.docx"), ("redline", DRAFT, DRAFT, "-o", f"{LONG}.docx"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_name_which_no_file_can_have_is_no_fault(typed: tuple[str, ...], repository: Path) -> None:
    ran = paraph(*typed, cwd=repository, env=HOME)
    assert (ran.code in (1, 2), LONG in ran.err or "x.docx" in ran.err, "Traceback" in ran.err) == (True, True, False), ran


def test_an_example_is_a_draft_of_the_workspace(repository: Path) -> None:
    for draft in repository.glob("drafts/japan-*"):
        draft.unlink()
    (repository / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    (repository / "drafts" / "old").mkdir()
    shutil.copy(repository / DRAFT, repository / "drafts" / "old" / "crab.yaml")
    for typed, hint in (
        (("redline", "HEAD:", "-o", "x.docx"), f"`paraph redline HEAD: {DRAFT} -o x.docx`"),
        (("diff", "HEAD:"), f"`paraph diff HEAD: {DRAFT}`"),
        (("diff", "."), f"name a draft: `paraph diff {DRAFT}`; for all of them: `paraph review`"),
        (("diff", "drafts/old"), "name a draft: `paraph diff drafts/old/crab.yaml`; for all of them: `paraph review`"),
    ):
        ran = paraph(*typed, cwd=repository, env=HOME)
        assert (ran.code, ran.err.partition("    hint: ")[2]) == (2, f"{hint}\n")


def test_nobody_is_told_to_begin_a_repository_elsewhere(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "notes"
    other.parent.mkdir()
    other.write_text("", encoding="utf-8")
    told = []
    for begin in (False, True):
        if begin:
            git(other.parent, "init", "-q")
        ran = diff(repository, "HEAD", str(other))
        assert (ran.code, "hint: " in ran.err) == (2, False), ran.err
        told.append(ran.err)
    assert told[0].startswith("paraph diff: git finds no repository here")
    assert told[1].startswith("paraph diff: nothing is committed on this branch yet")


def test_nothing_differs(repository: Path) -> None:
    ran = diff(repository, "drafts/fish.yaml", "drafts/fish.yaml")
    assert (ran.code, ran.out, ran.err) == (0, "drafts/fish.yaml → drafts/fish.yaml: no differences\n", "")


def test_the_library_of_a_revision_counts(repository: Path) -> None:
    clause = repository / "clauses" / "taking-effect" / "on-signature.md"
    clause.write_text(clause.read_text(encoding="utf-8").replace("on the date of", "from the day of"), encoding="utf-8")
    git(repository, "commit", "-qam", "Another library")
    ran = diff(repository, "HEAD~2", "HEAD", "drafts/fish.yaml", "--format", "json")
    found = {(change["layer"], change["subject"], change["what"]) for change in json.loads(ran.out)["changes"]}
    assert found == {("fill", "duration", "initial_years"), ("library", "taking-effect", "text")}


UNHELD = "agreed, and does not give the text frozen on 2026-05-06: 1 difference"
"""What is told of a draft which is agreed and says something else."""


@pytest.fixture
def agreed(repository: Path) -> Path:
    """A draft whose text was frozen and committed, and a fill which is another one since."""
    settled = (("status: drafting", "status: agreed"), ("{blank: signatory of Japan}", "{name: A, title: B}"))
    (repository / "drafts" / "fish.yaml").write_text(changed(BASE, *settled), encoding="utf-8")
    assert paraph("initial", "drafts/fish.yaml", "--date", "2026-05-06", cwd=repository).code == 0
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "agreed")
    (repository / "drafts" / "fish.yaml").write_text(changed(BASE, *settled, ("initial_years: 3", "initial_years: 5")), encoding="utf-8")
    return repository


TELLS = {
    "text": "drafts/fish.yaml: 1 fill",
    "md": f"⚠ **drafts/fish.yaml** is {UNHELD}.",
    "html": f'<p class="notice">drafts/fish.yaml is {UNHELD}.</p>',
    "json": f'"notices": [\n    {{\n      "side": "b",\n      "message": "{UNHELD}"\n    }}\n  ]',
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_draft_which_does_not_give_its_frozen_text_is_told(form: str, agreed: Path) -> None:
    for _ in range(2):  # the second from what was kept
        ran = diff(agreed, "HEAD", "drafts/fish.yaml", "--format", form)
        assert ran.code == 1
        assert ran.err.startswith(f"drafts/fish.yaml:1:1: warning: {UNHELD} (frozen-text)\n    hint: `paraph check` says where")
        assert TELLS[form] in ran.out
    if form == "json":
        jsonschema.validate(json.loads(ran.out), SCHEMA)


def test_the_text_which_was_frozen_then_counts(agreed: Path) -> None:
    git(agreed, "commit", "-qam", "after it was agreed")
    for typed in (("HEAD~1", "HEAD", "drafts/fish.yaml"), ("HEAD~1:drafts/fish.yaml", "HEAD:drafts/fish.yaml")):
        for _ in range(2):
            assert diff(agreed, *typed).err.startswith(f"HEAD:drafts/fish.yaml:1:1: warning: {UNHELD} (frozen-text)\n")
    frozen = agreed / "drafts" / "fish.text.json"
    text = frozen.read_text(encoding="utf-8")
    frozen.write_text(text.replace("three (3)", "nine (9)"), encoding="utf-8")
    assert "agreed, and the file with its frozen text cannot be relied on" in diff(agreed, "drafts/fish.yaml").err
    frozen.unlink()
    assert diff(agreed, "HEAD~1", "drafts/fish.yaml").err == ""
    frozen.write_text(text, encoding="utf-8")
    draft = agreed / "drafts" / "fish.yaml"
    draft.write_text(changed(draft.read_text(encoding="utf-8"), ("status: agreed", "status: drafting")), encoding="utf-8")
    assert diff(agreed, "HEAD~1", "drafts/fish.yaml").err == ""


def test_drafts_with_problems_are_compared(repository: Path) -> None:
    draft = repository / "drafts" / "fish.yaml"
    draft.write_text(changed(BASE, ("consultation", "consultatoin"), ("Tallinn", "Tartu")), encoding="utf-8")
    ran = diff(repository, "HEAD~1", "drafts/fish.yaml")
    assert ran.code == 1
    assert 'drafts/fish.yaml:14:16: error: no clause "differences/consultatoin" (unknown-clause)' in ran.err
    assert "  differences: consultation → consultatoin\n" in ran.out
    assert "  place of signature: Tallinn → Tartu\n" in ran.out
    git(repository, "commit", "-qam", "Broken")
    ran = diff(repository, "HEAD:drafts/fish.yaml", "HEAD~2:drafts/fish.yaml")
    assert ran.code == 1
    assert "HEAD:drafts/fish.yaml:14:16: error:" in ran.err


def test_kept_accounts_follow_the_library(repository: Path) -> None:
    assert diff(repository, "HEAD", "drafts/fish.yaml").code == 1
    kept = list(Path(os.environ["XDG_CACHE_HOME"]).glob("paraph/*.pickle"))
    assert len(kept) == 2
    clause = repository / "clauses" / "taking-effect" / "on-signature.md"
    clause.write_text(clause.read_text(encoding="utf-8").replace("on the date of", "from the day of"), encoding="utf-8")
    ran = diff(repository, "HEAD", "drafts/fish.yaml")
    assert "taking-effect (on-signature): the library words it otherwise" in ran.out


def test_warm_diff_imports_little(repository: Path) -> None:
    """Kept accounts are compared without YAML, Jinja or schemas: git asks for one file after the other."""
    import subprocess
    import sys

    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from paraph.cli import main; code = main(sys.argv[1:]);"
        "print(sorted(set(sys.modules) & {'yaml', 'jinja2', 'jsonschema', 'jsonschema_rs', 'docx', 'tarfile'}))"
    )
    for expected in (None, "[]"):
        ran = subprocess.run(
            [sys.executable, "-c", program, str(ROOT), "diff", "HEAD", "drafts/fish.yaml"],
            cwd=repository, capture_output=True, encoding="utf-8", check=True, env={**os.environ, **HOME},
        )  # fmt: skip
        assert expected in (None, ran.stdout.splitlines()[-1])


@pytest.mark.parametrize("then", DRAFTS)
@pytest.mark.parametrize("now", DRAFTS)
def test_any_two_drafts_can_be_compared(then: str, now: str, desk: Desk) -> None:
    found = desk.compare(*((ROOT / "drafts" / f"{name}.yaml").read_text(encoding="utf-8") for name in (then, now)))
    assert bool(found.changes) == (then != now)
    for form in FORMATS:
        shown = written(found, then, now, form, everything=True)
    jsonschema.validate(json.loads(shown), SCHEMA)


LIBRARY: dict[str, tuple[str, tuple[str, str], list[Told]]] = {
    "an agency's name": (
        "clauses/parties/japan/digital-agency.yaml",
        ("name: Digital Agency", "name: Digital Ministry"),
        [("library", "changed", "parties/1", "name of the party", "Digital Agency of Japan", "Digital Ministry of Japan")],
    ),
    "a rank": (
        "clauses/differences/consultation.md",
        ("rank: preferred", "rank: last-resort"),
        [("library", "changed", "differences", "rank", "preferred", "last-resort")],
    ),
    "guidance": ("clauses/differences/consultation.md", ("guidance: ", "guidance: Now "), []),
    "a clause nobody picks": ("clauses/differences/no-tribunal.md", ("---\nThe", "---\nAll the"), []),
    "a template's pick": (
        "templates/bilateral/template.yaml",
        ("operative: common-recognition", "operative: common-understanding"),
        [("library", "replaced", "operative", "", "common-recognition", "common-understanding")],
    ),
    "a template's pick less": (
        "templates/bilateral/template.yaml",
        ("  operative: common-recognition\n", ""),
        [("library", "removed", "operative", "", "common-recognition", "")],
    ),
    "a template's heading": (
        "templates/bilateral/template.yaml",
        ("heading: Areas of cooperation", "heading: Areas"),
        [("library", "changed", "sections", "heading of section “Areas”", "Areas of cooperation", "Areas")],
    ),
    "a template's order of topics": (
        "templates/bilateral/template.yaml",
        ("[taking-effect, duration, ", "[duration, taking-effect, "),
        [("library", "moved", "duration", "order", "2", "1 in “Commencement, duration, modification and termination”")],
    ),
    "a template's terms": (
        "templates/bilateral/template.yaml",
        ("{participant: Participant, participants: Participants}", "{participant: Side, participants: Sides}"),
        [("library", "changed", "terms", "terms", "Participant, Participants", "Side, Sides")],
    ),
    "a mark of a template's numbers": (
        "templates/bilateral/template.yaml",
        ("SECTION {n}", "ARTICLE {n}"),
        [("library", "changed", "template", "numbering/section/mark of the template", "SECTION {n}", "ARTICLE {n}")],
    ),
    "a text of a template, from where it differs": (
        "templates/bilateral/document.md.j2",
        (
            "{{ signature }}",
            "{{ signature }}{# the end of the text, which is long enough to be cut behind what a line of the result shows #}",
        ),
        [
            (
                "library",
                "changed",
                "template",
                "frame of the template",
                "…m }} {{ signature }}",
                "…m }} {{ signature }}{# the end of the text, which is long enough to be cut behi…",
            )
        ],
    ),
}


def test_a_clause_which_is_gone_is_told_once(copied: Path) -> None:
    then = Desk(copied).account(BASE)
    (copied / "clauses/differences/consultation.md").unlink()
    now = Desk(copied).account(BASE)
    gone = ("library", "removed", "differences", "clause", "Mutual consultation", "")
    assert [change for change in made(compare(then, now)) if change[2] == "differences"] == [gone]
    assert "differences (consultation): is gone from the library" in written(compare(then, now), "a", "b", "text")
    assert "differences (consultation): is in the library now" in written(compare(now, then), "a", "b", "text")


@pytest.mark.parametrize("name", LIBRARY)
def test_changes_of_the_library_are_told_as_such(name: str, copied: Path) -> None:
    file, change, expected = LIBRARY[name]
    then = Desk(copied).account(BASE)
    (copied / file).write_text(changed((copied / file).read_text(encoding="utf-8"), change), encoding="utf-8")
    now = Desk(copied).account(BASE)
    assert not now.faulty
    assert made(compare(then, now)) == expected
