"""`new`: for every template a first draft which is sound and builds, and so does each pick which it leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from paraph.catalogue.usage import Usage
from paraph.first_draft import first_draft
from paraph.paths import shown
from paraph.pipeline import Assembler
from paraph.problems import Problem, Stopped
from paraph.workspace import Workspace
from tests.conftest import ROOT, integrity, paraph

TEMPLATES = Workspace(ROOT).template_names()
SAID = "It builds as it stands. Open it in an editor, fill in its blanks, then `check` and `build` it.\n"


def written(workspace: Workspace, template: str, *parties: str) -> str:
    found = workspace.template(template)
    assert found
    draft = first_draft(workspace, Usage(workspace), found, [party.split("+") for party in parties], "../schema.json")
    assert draft.problems == ()
    return draft.text


def problems(root: Path, text: str, assembler: Assembler | None = None) -> tuple[Problem, ...]:
    path = root / "drafts" / "tried.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        found = (assembler or Assembler(Workspace(root))).assemble(path).problems
        return tuple(problem for problem in found if problem.rule != "pairs-with")
    except Stopped as stopped:
        return stopped.problems


def commented(text: str) -> Iterator[tuple[str, range]]:
    """Each key or pick which is commented out, with its lines."""
    lines = text.split("\n")
    for start, line in enumerate(lines):
        found = re.match(r" *# (- )?([a-z_-]+)", line)
        if not start or not found or not re.match(r" *# ([a-z_-]+:|- )", line):
            continue
        end = start + 1
        while not found[1] and re.match(r" *#   ", lines[end]):
            end += 1
        yield "" if found[1] else found[2], range(start, end)


def uncommented(text: str, wanted: range) -> str:
    """The draft with a pick which is commented out, and with those which it says go together with it."""
    lines = text.split("\n")
    together = re.match(r" *# · [a-z0-9-]+ goes together with: (.*)", lines[wanted[0] - 1])
    topics = [entry.partition("/")[0] for entry in together[1].split(", ")] if together else []
    for number in (*wanted, *(number for topic, picks in commented(text) if topic in topics for number in picks)):
        lines[number] = lines[number].replace("# ", "", 1)
    return "\n".join(lines)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_gives_a_draft_which_builds(
    copied: Path, template: str, open_xml_errors: Callable[[Iterable[Path]], dict[str, list[str]]]
) -> None:
    ran = paraph("new", "first", "--template", template, cwd=copied)
    assert (ran.code, ran.out, ran.err) == (0, f"drafts/first.yaml\n{SAID}", "")
    checked = paraph("check", "drafts/first.yaml", cwd=copied)
    assert (checked.code, re.findall(r"\((\S+)\)$", checked.err, flags=re.MULTILINE)) == (0, ["blanks"]), checked.err
    assert paraph("build", "drafts/first.yaml", "--format", "docx,txt", cwd=copied).err == ""
    built = copied / "build" / "first.docx"
    assert "[● name of party 1]" in re.sub(r"\s+", " ", built.with_suffix(".txt").read_text(encoding="utf-8"))
    assert (open_xml_errors([built]), integrity([built])) == ({"first": []}, "")


@pytest.mark.parametrize("template", TEMPLATES)
def test_as_many_agencies_as_the_template_takes(copied: Path, template: str) -> None:
    workspace = Workspace(copied)
    found = workspace.template(template)
    assert found
    given = workspace.library.agency_ids()[: found.parties[1]]
    draft = written(workspace, template, *given)
    assert [line for line in draft.split("\n") if line.startswith("  - use:")] == [f"  - use: {id}" for id in given]
    assert problems(copied, draft) == ()


@pytest.mark.parametrize("template", TEMPLATES)
def test_whatever_is_commented_out_can_be_used(copied: Path, template: str) -> None:
    text = written(Workspace(copied), template, "japan/digital-agency")
    assert problems(copied, text) == ()
    tried = dict(commented(text))
    assembler = Assembler(Workspace(copied))
    assert {"sections", "round"} <= tried.keys()
    for key, lines in commented(text):
        assert problems(copied, uncommented(text, lines), assembler) == (), key or text.split("\n")[lines[0]]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_topic_of_the_template_is_there(template: str) -> None:
    workspace = Workspace(ROOT)
    found = workspace.template(template)
    assert found
    text = written(workspace, template)
    for topic in (topic for plan in found.outline for topic in plan.topics):
        for clause in filter(None, map(workspace.library.clause, (f"{topic}/{name}" for name in workspace.library.alternatives(topic)))):
            wanted = clause.status != "retired" and clause.parties.holds(found.parties[0])
            assert (re.sub(r"\W+", " ", clause.summary) in re.sub(r"\W+", " ", text)) == wanted, clause.id
    for topic in found.required:
        assert (topic in found.picks) or re.search(rf"^ *{topic}:", text, flags=re.MULTILINE), topic


def test_a_draft_says_how_it_is_filled_in(copied: Path) -> None:
    """What the reader of a first draft learns of a pick, of an optional one, of an area."""
    lines = written(Workspace(copied), "bilateral", "estonia/economic-affairs-and-communications").split("\n")
    assert lines[0] == "# yaml-language-server: $schema=../schema.json"
    for line in (
        "  - use: estonia/economic-affairs-and-communications",
        "    signatory: {blank: signatory of Estonia}",
        "  - name: {blank: name of party 2}  # official, without “the”",
        "    # adjective: {blank: adjective of party 2}  # As in Estonian.",
        "  # · japan/digital-agency: Digital Agency of Japan",
        "  # · develop-cooperation (preferred): Cooperation, relations and mutual understanding are the objective.",
        "  objective: develop-cooperation",
        "    initial_years: {blank: first term}  # a whole number, 1 to 99",
        "  # termination: {use: with-notice, notice_months: {blank: notice}}",
        "  - other-areas  # A catch-all for areas which the sides decide on jointly.",
        "  # - research-and-development  # Joint research by universities, institutes and companies.",
        "  # operative: common-recognition  # stands anyway: the template picks it",
    ):
        assert line in lines, line


CLAUSE = """---
title: Tried
summary: Tried.
status: approved
rank: preferred
{front}---
{text}
"""


@pytest.mark.parametrize(
    ("front", "text", "expected"),
    [
        ("requires: [review]\n", "It stands.", r"\n  review: annual\n"),
        ("requires: [review/before-the-end]\n", "It stands.", r"\n  review:\n    use: before-the-end\n"),
        ("excludes: [duration/renewing]\n", "It stands.", r"\n  duration:(?! renewing|\n    use: renewing\n)"),
        ("", 'See {{ ref("review") }}.', r"\n  review: annual\n"),
        ("", 'See {{ ref("information") }}.', r"\n  information-sharing: general\n"),
        (
            "fills: {way: {type: string, enum: [long, short]}}\nexample: {way: long}\n",
            '{% if way == "long" %}At length: {{ way }}.{% else %}In short.{% endif %}',
            r"\n    way: long  # one of long, short\n",
        ),
        (
            "fills: {ends: {type: array, minItems: 2, items: {type: string}, title: 'Ends: all'}}\nexample: {ends: [one, two]}\n",
            "The ends are {{ ends | series }}.",
            r'\n    ends: {blank: "ends: all"}  # a list, at least 2 entries\n',
        ),
        (
            "fills: {who: {type: string}}\noptional: [who]\nexample: {who: we}\n",
            "It stands{% if who %} by {{ who }}{% endif %}.",
            r"# who: {",
        ),
    ],
    ids=["a topic", "a clause", "excluded", "referred to", "a section", "decides", "quoted", "optional"],
)
def test_what_a_clause_needs_is_picked_along(copied: Path, front: str, text: str, expected: str) -> None:
    """The preferred alternative of a required topic, changed."""
    (copied / "clauses" / "objective" / "develop-cooperation.md").write_text(CLAUSE.format(front=front, text=text), encoding="utf-8")
    draft = written(Workspace(copied), "bilateral")
    assert re.search(expected, draft)
    assert [p for p in problems(copied, draft) if p.rule != "stale-schema"] == []


def test_what_goes_together_is_said(copied: Path) -> None:
    for path in (copied / "clauses" / "review").iterdir():
        path.unlink()
    text = 'As in {{ ref("survival") }}.'
    (copied / "clauses" / "review" / "one.md").write_text(CLAUSE.format(front="", text=text), encoding="utf-8")
    draft = written(Workspace(copied), "bilateral")
    assert "\n  # · one goes together with: survival\n  # review: one\n" in draft
    assert [p.rule for p in problems(copied, draft.replace("# review:", "review:"))] == ["unknown-reference"]


def test_a_topic_without_clauses_gets_text_of_its_own(copied: Path) -> None:
    for path in (copied / "clauses" / "status").iterdir():
        path.unlink()
    draft = written(Workspace(copied), "bilateral")
    assert '\n  status: {text: "{{ blank(\\"status\\") }}"}\n' in draft
    assert problems(copied, draft) == ()


def test_recitals_and_areas_are_those_which_most_drafts_pick(copied: Path) -> None:
    text = (copied / "drafts" / "japan-finland.yaml").read_text(encoding="utf-8")
    picks = "areas:\n  - roadmap\n  - pilots\n  - third-countries\n  - {use: emerging-technology, technologies: [x]}\n"
    changed = re.sub(r"^areas:\n.*?\n\n", f"{picks}\n", text, flags=re.MULTILINE | re.DOTALL)
    for number in range(3):
        (copied / "drafts" / f"d-{number}.yaml").write_text(changed, encoding="utf-8")
    draft = written(Workspace(copied), "bilateral")
    assert re.findall(r"^  - ([a-z-]+)  #", draft[draft.index("\nareas:") :], flags=re.MULTILINE) == [
        "pilots",
        "roadmap",
        "third-countries",
    ]
    recitals = re.findall(r"^  - ([a-z-]+)  #", draft[: draft.index("\nareas:")], flags=re.MULTILINE)
    assert recitals == ["friendly-relations", "mutual-benefit", "threats-across-borders"]


def test_a_retired_clause_is_not_offered(copied: Path) -> None:
    path = copied / "clauses" / "duration" / "renewing.md"
    text = path.read_text(encoding="utf-8").replace("status: approved", "status: retired\ninstead: duration/fixed")
    path.write_text(text, encoding="utf-8")
    draft = written(Workspace(copied), "bilateral")
    assert not re.search(r"· renewing\b|use: renewing$|: renewing$", draft, flags=re.MULTILINE)
    assert problems(copied, draft) == ()


def test_a_template_for_many_without_preamble_and_areas(copied: Path) -> None:
    """Up to twelve parties; the frame has no preamble, the outline nothing that lists areas."""
    folder = copied / "templates" / "bilateral"
    template = (folder / "template.yaml").read_text(encoding="utf-8")
    template = template.replace("parties: {minimum: 2, maximum: 2}", "parties: {minimum: 3, maximum: 12}")
    template = re.sub(r"  - id: areas\n.*\n.*\n", "", template)
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    frame = folder / "document.md.j2"
    frame.write_text(frame.read_text(encoding="utf-8").replace("{{ preamble }}\n", ""), encoding="utf-8")
    draft = written(Workspace(copied), "bilateral", "japan/digital-agency")
    assert [line for line in draft.split("\n") if re.match(r"  - (use|name):|(preamble|areas):|  originals", line)] == [
        "  - use: japan/digital-agency",
        "  - name: {blank: name of party 2}  # official, without “the”",
        "  - name: {blank: name of party 3}  # official, without “the”",
        "  originals: 3  # How many signed copies there are; usually one for each party.",
    ]
    assert "3 to 12 parties." in draft
    assert problems(copied, draft) == ()


def test_many_alternatives_are_counted(copied: Path) -> None:
    source = (copied / "clauses" / "duration" / "fixed.md").read_text(encoding="utf-8")
    for number in range(20):
        (copied / "clauses" / "duration" / f"fixed-{number}.md").write_text(source, encoding="utf-8")
    workspace = Workspace(copied)
    draft = written(workspace, "bilateral")
    assert f"  # · and {len(workspace.library.alternatives('duration')) - 12} more: paraph clauses duration\n" in draft
    assert "fixed-19" not in draft


DRAFT = "japan-estonia-2022"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["First"], 2, '"First" cannot be a draft\'s name, which has small letters, figures and single hyphens; did you mean "first"?'),
        (["first draft.yaml"], 2, 'did you mean "first-draft"?'),
        (["../first"], 2, 'did you mean "first"?'),
        (["…"], 2, "figures and single hyphens\n"),
        (["x", "--template", "bilatral"], 2, 'no template "bilatral"; did you mean "bilateral"?'),
        (["x", "--template", "../bilateral"], 2, 'no template "../bilateral"; did you mean "bilateral"?'),
        (["x", "--party", "japan/digtal-agency"], 2, 'no agency "japan/digtal-agency"; did you mean "japan/digital-agency"?'),
        (["x", "--party", "x"], 2, 'no agency "x"; `paraph clauses parties` lists them'),
        (["x", "--party", "japan/digital-agency", "--party", "japan/digital-agency"], 2, "japan/digital-agency is given as a party twice"),
        (["x", "--party", "japan/defence+japan/defence"], 2, "japan/defence is given as a party twice"),
        (["x", "--party", "japan/defence+"], 2, 'no agency ""'),
        (["x", "--party", "japan/defence+india/defence"], 2, "japan/defence+india/defence are of two states; give each --party its own"),
        (
            [DRAFT],
            1,
            f"drafts/{DRAFT}.yaml:1:1: error: there is such a draft already (exists)\n    hint: take another name, or another",
        ),
        (["x", "-o", "schema.json"], 2, "paraph new: cannot write schema.json/x.yaml: Not a directory"),
        ([DRAFT, "-o", "mine"], 0, ""),
    ],
)
def test_what_is_refused(copied: Path, arguments: list[str], code: int, said: str) -> None:
    before = {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()}
    ran = paraph("new", *arguments, cwd=copied)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    after = {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()}
    assert after.keys() - before.keys() == ({copied / "mine" / f"{DRAFT}.yaml"} if code == 0 else set())
    assert {path: after[path] for path in before} == before


def test_more_parties_than_any_template_takes(copied: Path) -> None:
    folder = copied / "clauses" / "parties" / "japan"
    most = max(template.parties[1] for name in TEMPLATES if (template := Workspace(ROOT).template(name)))
    for number in range(most + 1):
        (folder / f"a-{number}.yaml").write_text(f"name: Agency {number}\n", encoding="utf-8")
    given = [word for number in range(most + 1) for word in ("--party", f"japan/a-{number}")]
    ran = paraph("new", "x", *given, cwd=copied)
    assert (ran.code, ran.err) == (2, f"paraph new: {most + 1} parties are given, and every template is for {most} at the most\n")


def test_outside_its_workspace(copied: Path, tmp_path: Path) -> None:
    ran = paraph("new", "x", cwd=tmp_path)
    assert (ran.code, "stand in a workspace" in ran.err) == (2, True)
    ran = paraph("new", "x", "-o", copied / "drafts" / "inner", cwd=tmp_path)
    path = copied / "drafts" / "inner" / "x.yaml"
    assert (ran.code, ran.out) == (0, f"{path.as_posix()}\n{SAID}")  # as it was typed
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../../schema.json\n")


def test_the_template_which_most_drafts_use_is_taken(copied: Path) -> None:
    import shutil

    shutil.copytree(copied / "templates" / "bilateral", copied / "templates" / "another")
    assert paraph("new", "x", cwd=copied).code == 0
    assert "\ntemplate: bilateral\n" in (copied / "drafts" / "x.yaml").read_text(encoding="utf-8")


def test_a_faulty_clause_does_not_keep_a_draft_back(copied: Path) -> None:
    path = copied / "clauses" / "duration" / "renewing.md"
    path.write_text("---\ntitle: T\n", encoding="utf-8")
    ran = paraph("new", "x", cwd=copied)
    assert (ran.code, ran.err.startswith(f"{shown(path)}:1:1: error: ")) == (1, True), ran.err
    text = (copied / "drafts" / "x.yaml").read_text(encoding="utf-8")
    assert re.search(r"^  duration:", text, flags=re.MULTILINE)
    assert not re.search(r"(: |· )renewing\b", text)


def test_many_parties_are_offered_no_wording_for_two(copied: Path) -> None:
    ids = ("japan/digital-agency", "finland/transport-and-communications", "estonia/economic-affairs-and-communications")
    text = written(Workspace(copied), "multilateral", *ids)
    assert re.findall(r"\b(?:[Ee]ither|statement-of-intent|with-notice:.*terminate)\b", text) == []
    assert "statement-of-intent" in written(Workspace(copied), "bilateral", *ids[:2])
    assert problems(copied, text) == ()


def test_a_party_may_have_several_agencies(copied: Path) -> None:
    both = ("japan/foreign-affairs+japan/defence", "pakistan/foreign-affairs+pakistan/defence")
    text = written(Workspace(copied), "dialogue", *both)
    assert (
        "  - use: [japan/foreign-affairs, japan/defence]\n"
        "    signatories:\n"
        "      - {blank: signatory of the Ministry of Foreign Affairs of Japan}\n"
        "      - {blank: signatory of the Ministry of Defense of Japan}\n"
    ) in text
    assert problems(copied, text) == ()
    assert paraph("new", "talks", "--template", "dialogue", "--party", both[0], "--party", both[1], cwd=copied).code == 0
    assert paraph("build", "drafts/talks.yaml", cwd=copied).code == 0
