"""Relations: what a clause asks of the other picks of a draft, and of the library."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from paraph.examine import examine_workspace
from paraph.examine_topics import near_duplicates
from paraph.library import Library
from paraph.workspace import Workspace
from tests.conftest import ROOT, copy_workspace, paraph
from tests.test_cases import CASES, draft_problems, told

BASE = (CASES / "base.yaml").read_text(encoding="utf-8")
RELATED = "confidentiality/marked-only"
PICK = "  confidentiality: {use: marked-only, confirmation_days: 14}\n"


def relate(root: Path, id: str, **relations: str) -> None:
    """Give a clause relations, in place of those it has."""
    path = root / "clauses" / f"{id}.md"
    text = re.sub(r"^(requires|excludes|pairs-with):.*\n(  .*\n)*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    added = "".join(f"{kind.replace('_', '-')}: [{others}]\n" for kind, others in relations.items())
    path.write_text(re.sub(r"^(rank: .*\n)", rf"\1{added}", text, count=1, flags=re.MULTILINE), encoding="utf-8")


def clear_relations(root: Path) -> None:
    for id in Library(root / "clauses").ids():
        relate(root, id)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "workspace"
    copy_workspace(root)
    clear_relations(root)
    monkeypatch.chdir(root)
    return root


def found(root: Path, picks: str, status: str = "drafting") -> list[str]:
    """What a draft is told of relations, which adds some picks to the sound draft."""
    text = BASE.replace("signature:", f"{picks}signature:").replace("status: drafting", f"status: {status}")
    return [told(p) for p in draft_problems(root, text) if p.rule in ("requires", "excludes", "pairs-with", "parties")]


ENDS = "after-consultation, at-any-time, joint-decision, notice-in-days, with-notice"
NOTICE = "  termination: {use: with-notice, notice_months: 3}\n"
CHANNELS = "add termination: with-notice, or pick another clause here"

BREACHES = [
    # relations, further picks, what is told
    ({"requires": "duration"}, "", []),
    ({"requires": "duration/renewing, areas, areas/pilots, preamble/digital-progress"}, "", []),
    ({"requires": "title, title/between-parties"}, "", []),  # which the template picks
    ({"requires": "termination"}, "  termination: {text: It may end.}\n", []),
    ({"requires": "termination"}, NOTICE, []),
    ({"requires": "termination/with-notice"}, NOTICE, []),
    ({"requires": "weather, duration/none"}, "", []),  # `check` finds this in the library
    ({"requires": "termination"}, "  termination: nothing\n", []),  # which is told by itself
    ({"excludes": "termination, duration/fixed, confidentiality"}, "", []),
    ({"pairs_with": "duration"}, "", []),
    (
        {"requires": "termination"},
        "",
        [f'22:20 error requires: "{RELATED}" needs a pick for "termination" | pick one of: {ENDS}'],
    ),
    (
        {"requires": "termination"},
        "  termination: {omit: no end}\n",
        [f'22:20 error requires: "{RELATED}" needs a pick for "termination" | pick one of: {ENDS}'],
    ),
    ({"excludes": "termination"}, "  termination: {omit: no end}\n", []),
    (
        {"requires": "termination/with-notice"},
        "  termination: at-any-time\n",
        [f'22:20 error requires: "{RELATED}" needs "termination/with-notice" | {CHANNELS}'],
    ),
    (
        {"requires": "termination/with-notice"},
        "  termination: {text: It may end.}\n",
        [f'22:20 error requires: "{RELATED}" needs "termination/with-notice" | {CHANNELS}'],
    ),
    (
        {"excludes": "duration/renewing"},
        "",
        [
            (
                f'22:20 error excludes: "{RELATED}" cannot stand beside "duration/renewing" in line 18'
                " | keep one of the two; confidentiality has also: all-information, "
                "return-or-destroy, security-safeguards, third-party-consent"
            )
        ],
    ),
    (
        {"excludes": "termination"},
        "  termination: {text: It may end.}\n",
        [
            (
                f'22:20 error excludes: "{RELATED}" cannot stand beside the text for "termination" in line 23'
                ' | leave out "termination", or this clause'
            )
        ],
    ),
    (
        {"excludes": "title"},
        "",
        [
            (
                f'22:20 error excludes: "{RELATED}" cannot stand beside "title/between-parties" '
                '(templates/bilateral/template.yaml:11:10) | leave out "title", or this clause'
            )
        ],
    ),
    (
        {"pairs_with": "termination"},
        "",
        [(f'22:20 note pairs-with: a draft with "{RELATED}" usually has a pick for "termination" | pick one of: {ENDS}')],
    ),
]


@pytest.mark.parametrize(("relations", "picks", "expected"), BREACHES)
def test_draft_heeds_relations(root: Path, relations: dict[str, str], picks: str, expected: list[str]) -> None:
    relate(root, RELATED, **relations)
    assert found(root, PICK + picks) == expected


def test_departure_is_still_the_clause(root: Path) -> None:
    relate(root, RELATED, requires="termination/with-notice")
    departure = "  termination: {use: with-notice, notice_months: 3, wording: Notice is {{ notice_months }}., reason: So.}\n"
    assert found(root, PICK + departure) == []


def test_clause_can_stand_alone_in_its_topic(root: Path) -> None:
    relate(root, RELATED, excludes="confidentiality")
    two = "  confidentiality:\n    - {use: marked-only, confirmation_days: 14}\n    - all-information\n"
    assert found(root, two) == [
        (
            f'23:7 error excludes: "{RELATED}" cannot stand beside "confidentiality/all-information" in line 24'
            ' | leave out "confidentiality", or this clause'
        )
    ]
    assert told_of_library(root) == []


@pytest.mark.parametrize("status", ["agreed", "signed"])
def test_settled_text_is_only_noted(root: Path, status: str) -> None:
    relate(root, RELATED, requires="termination", excludes="duration", pairs_with="review")
    assert [line.split(":")[1] for line in found(root, PICK, status)] == ["20 note excludes", "20 note requires"]


THIRD = """  - {name: Board of Trade, state: Norway, signatory: {blank: signatory of Norway}}
preamble:"""
COUNTED = [
    # for how many parties the clause is worded, further picks, what is told where there are three
    ("{maximum: 3}", "", []),
    ("{minimum: 2}", "", []),
    ("{minimum: 4}", "    wording: One.\n    reason: So.\n", []),
    (
        "{maximum: 2}",
        "",
        [
            (
                '15:16 error parties: "differences/consultation" is worded for two parties at the most, and the draft has three'
                " | for three there are: consultation-or-negotiation, diplomatic-channels, joint-body, no-tribunal"
            )
        ],
    ),
    (
        "{minimum: 4, maximum: 5}",
        "",
        [
            (
                '15:16 error parties: "differences/consultation" is worded for four to five parties, and the draft has three'
                " | for three there are: consultation-or-negotiation, diplomatic-channels, joint-body, no-tribunal"
            )
        ],
    ),
]


def three_parties(root: Path, parties: str, further: str = "", status: str = "drafting") -> list[str]:
    """What a draft of three parties is told of a clause which is worded for so many."""
    path = root / "clauses" / "differences" / "consultation.md"
    path.write_text(path.read_text(encoding="utf-8").replace("\n---\n", f"\nparties: {parties}\n---\n", 1), encoding="utf-8")
    template = root / "templates" / "bilateral" / "template.yaml"
    template.write_text(template.read_text(encoding="utf-8").replace("maximum: 2}", "maximum: 3}"), encoding="utf-8")
    for id in ("status/statement-of-intent", "duration/renewing", "preamble/digital-progress"):
        other = root / "clauses" / f"{id}.md"
        other.write_text(other.read_text(encoding="utf-8").replace("parties: {maximum: 2}\n", ""), encoding="utf-8")
    text = BASE.replace("preamble:", THIRD).replace("status: drafting", f"status: {status}")
    if further:
        text = text.replace("differences: consultation\n", f"differences:\n    use: consultation\n{further}")
    return [told(p) for p in draft_problems(root, text) if p.rule == "parties"]


@pytest.mark.parametrize(("parties", "further", "expected"), COUNTED)
def test_wording_holds_for_so_many_parties(root: Path, parties: str, further: str, expected: list[str]) -> None:
    assert three_parties(root, parties, further) == expected


def test_settled_text_may_be_worded_for_fewer(root: Path) -> None:
    assert [line.split(":")[1] for line in three_parties(root, "{maximum: 2}", status="agreed")] == ["16 note parties"]


def test_template_picks_what_holds_for_its_drafts(root: Path) -> None:
    path = root / "templates" / "multilateral" / "template.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("opening: multilateral-list", "opening: sides-of-several-agencies"), encoding="utf-8"
    )
    assert [(p.place.path, p.message) for p in examine_workspace(Workspace(root)) if p.rule == "parties"] == [
        (
            "templates/multilateral/template.yaml",
            (
                '"opening/sides-of-several-agencies" is worded for two parties at the most,'
                " and the template is for three to two hundred parties"
            ),
        )
    ]


def test_pairs_with_does_not_fail_check(root: Path) -> None:
    relate(root, RELATED, pairs_with="termination")
    draft = root / "drafts" / "mine.yaml"
    draft.write_text(BASE.replace("signature:", f"{PICK}signature:"), encoding="utf-8")
    ran = paraph("check", draft, cwd=root)
    assert (ran.code, "(pairs-with)" in ran.err) == (0, True)
    relate(root, RELATED, requires="termination")
    assert paraph("check", draft, cwd=root).code == 1


# The library itself

CONTRARY = [
    # relations by clause, what is told
    ({"duration/fixed": {"requires": "termination/with-notice"}}, []),
    ({"duration/fixed": {"requires": "duration/indefinite"}, "duration/indefinite": {"requires": "duration/fixed"}}, []),
    ({"duration/fixed": {"excludes": "review"}, "review/annual": {"excludes": "duration/fixed"}}, []),
    (
        {"duration/fixed": {"requires": "review/annual"}, "review/annual": {"excludes": "duration/fixed"}},
        ['no draft can pick "duration/fixed": "review/annual" excludes "duration/fixed"'],
    ),
    (
        {"duration/fixed": {"requires": "review/annual"}, "review/annual": {"excludes": "duration"}},
        ['no draft can pick "duration/fixed": "review/annual" excludes "duration/fixed"'],
    ),
    (
        {
            "duration/fixed": {"requires": "review/annual, termination/with-notice"},
            "review/annual": {"requires": "survival/ongoing-activities"},
            "survival/ongoing-activities": {"excludes": "termination"},
        },
        ['no draft can pick "duration/fixed": "survival/ongoing-activities" excludes "termination/with-notice"'],
    ),
    (
        {"duration/fixed": {"requires": "duration/indefinite"}, "duration/indefinite": {"excludes": "duration"}},
        ['no draft can pick "duration/fixed": "duration/indefinite" excludes "duration/fixed"'],
    ),
]


def messages(root: Path, rule: str) -> Iterator[str]:
    yield from (p.message for p in examine_workspace(Workspace(root)) if p.rule == rule)


@pytest.mark.parametrize(("related", "expected"), CONTRARY)
def test_relations_can_be_heeded(root: Path, related: dict[str, dict[str, str]], expected: list[str]) -> None:
    for id, relations in related.items():
        relate(root, id, **relations)
    assert list(messages(root, "contrary-relations")) == expected


def test_relation_to_a_retired_clause(root: Path) -> None:
    relate(root, "duration/fixed", requires="termination/at-any-time")
    path = root / "clauses" / "termination" / "at-any-time.md"
    retired = re.sub("status: .*", "status: retired\ninstead: termination/with-notice", path.read_text(encoding="utf-8"))
    path.write_text(retired, encoding="utf-8")
    assert list(messages(root, "retired-clause")) == ['the clause "termination/at-any-time" is retired']


# Topics

FRONT = "---\ntitle: T\nsummary: S.\nstatus: approved\nrank: acceptable\nguidance: G.\nsource: S.\n---\n"
LONG = (
    "The {{ participants }} will hold a meeting once a year in order to follow the progress of the cooperation under this "
    "{{ instrument }}, and they will invite those institutions which have taken part in its activities.\n"
)


def write(root: Path, id: str, text: str, front: str = FRONT) -> None:
    path = root / "clauses" / f"{id}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(front + text, encoding="utf-8")


def told_of_library(root: Path) -> list[str]:
    """What is told, less what the library's own clauses would say themselves, had they not lost their relations here."""
    problems = examine_workspace(Workspace(root))
    ours = [p for p in problems if p.rule != "near-duplicate" or not (ROOT / p.place.path).exists()]
    return [f"{p.place.path} {told(p)}" for p in ours if p.rule != "stale-schema"]


def test_topic_without_a_place(root: Path) -> None:
    write(root, "reviews/annual", LONG)
    (problem,) = told_of_library(root)
    assert problem == (
        'clauses/reviews/annual.md 1:1 warning unplaced-topic: no template has a place for the topic "reviews" | did you mean "review"?'
    )
    own = BASE.replace("signature:", "sections:\n  - {heading: Review, clauses: [objective, reviews]}\nsignature:")
    (root / "drafts" / "own.yaml").write_text(own, encoding="utf-8")
    assert told_of_library(root) == []


def test_topic_which_a_clause_lists_has_a_place(root: Path) -> None:
    write(root, "aims/one", LONG)
    write(root, "objective/listing", 'The aims are these:\n\n{{ list("aims") }}\n')
    assert told_of_library(root) == []


def test_topic_without_a_preferred_alternative(root: Path) -> None:
    for path in (root / "clauses" / "review").glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("rank: preferred", "rank: acceptable"), encoding="utf-8")
    (problem,) = told_of_library(root)
    assert 'warning no-preferred: of 5 alternatives for "review" none is preferred' in problem
    for path in sorted((root / "clauses" / "review").glob("*.md"))[1:]:
        path.unlink()
    assert told_of_library(root) == []


def test_clause_without_guidance(root: Path) -> None:
    write(root, "review/other", LONG, FRONT.replace("guidance: G.\n", ""))
    write(root, "areas/other", "Something else", FRONT.replace("guidance: G.\n", "").replace("source: S.\n", ""))
    assert [line.partition(" |")[0] for line in told_of_library(root)] == [
        "clauses/areas/other.md 1:1 note no-guidance: the clause has no source",
        "clauses/review/other.md 1:1 note no-guidance: the clause has no guidance",
    ]


TWINS = [
    (LONG, "says the same as"),
    (LONG.replace("once a year", "twice a year"), "differs in very little from"),
    (LONG.replace("invite those", "invite all those"), "differs in very little from"),
    (LONG.replace("once a year in order to follow", "when either asks for it, to discuss"), ""),
    (" ".join(sorted(LONG.split())), ""),
    ("They meet.\n", ""),
]


@pytest.mark.parametrize(("text", "expected"), TWINS)
def test_near_duplicates(root: Path, text: str, expected: str) -> None:
    write(root, "review/one", LONG)
    write(root, "review/two", text)
    problems = [p for p in told_of_library(root) if "near-duplicate" in p]
    assert [p.partition(" | ")[0] for p in problems] == (
        [f'clauses/review/two.md 9:1 warning near-duplicate: "review/two" {expected} "review/one"'] if expected else []
    )
    relate(root, "review/two", excludes="review/one")
    assert not [p for p in told_of_library(root) if "near-duplicate" in p]


def test_near_duplicates_of_short_texts_are_equal_ones(root: Path) -> None:
    for number, text in enumerate(["They will meet once.", "They will meet twice.", "They will meet once."]):
        write(root, f"review/short-{number}", text)
    (problem,) = (p for p in told_of_library(root) if "near-duplicate" in p)
    assert '"review/short-2" says the same as "review/short-0"' in problem


def test_near_duplicates_are_those_which_comparing_all_finds(root: Path) -> None:
    """The words by which texts are found leave out none which is alike."""
    clause = Library(root / "clauses").clause("review/annual")
    assert clause is not None
    chance = random.Random(6)  # noqa: S311
    texts = [chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(20, 40)) for _ in range(20)]
    for _ in range(150):
        words = list(chance.choice(texts))
        for _ in range(chance.randint(0, 4)):
            place = chance.randrange(len(words))
            words[place : place + chance.randint(0, 2)] = chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(0, 2))
        texts.append(words)
    clauses = [clause._replace(id=f"review/{n:03}", wording=clause.wording._replace(text=" ".join(t))) for n, t in enumerate(texts)]
    named = {re.findall(r'"review/(\d+)"', p.message)[0] for p in near_duplicates(clauses)}
    kept: list[list[str]] = []
    expected = set()
    for number, words in enumerate(texts):
        if any(words == k or (len(words) > 19 and SequenceMatcher(None, words, k, autojunk=False).ratio() > 0.9) for k in kept):
            expected.add(f"{number:03}")
        else:
            kept.append(words)
    assert named == expected
    assert 50 < len(expected) < 150
