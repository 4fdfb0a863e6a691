"""The language rules on the memorandum which was signed: each slip that its readers know, at its place, and next to nothing else.

The slips are those which a reading of the text by hand has found: D1 to D21 are certain, J1 to J12 need judgement.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import DRAFTS, ROOT, paraph

SIGNED = "japan-estonia-2022"
SLIPS = """
D1   other-short-form             Section 6, paragraph 2
D2   marks-unpaired               Recital 1
D3   defined-lower-case           Section 2, item a)
D4   semicolon-capital            Section 2, item a)
D4   list-sentences               Section 2, item a)
D5   list-ends                    Section 2, item a)
D5   list-ends                    Section 2, item c)
D6   final-stop                   Section 5, paragraph 1
D7   term-without-article         Section 6, paragraph 3
D8   short-form-noun              Operative words
D9   semicolon-before-bracket     Opening
D10  individually-the             Opening
D11  nor                          Section 1, paragraph 2
D11  nor                          Section 5, paragraph 2
D12  level-without-article        Recital 2
D12  achievement-without-article  Recital 2
D12  goals-without-article        Recital 2
D12  language-without-article     Testimonium
D13  first-person                 Recital 7
D14  stray-capital                Section 6, paragraph 1
D15  spelling-ise-ize             Recital 4
D15  spelling-ise-ize             Section 5, paragraph 2
D16  spelling-hyphen              Section 2, item b)
D17  slips                        Section 4, paragraph 2
D18  defined-unused               Section 2, item a)
D19  marks-mixed                  Section 6, paragraph 2
D20  date-comma                   Testimonium
D20  number-without-figures       Testimonium
D21  heading-case                 Heading of Section 4
D21  heading-case                 Heading of Section 6
J1   list-parallel                Section 2, item h)
J2   field-of-of                  Section 2, item b)
J3   not-limited-to               Section 2, item a)
J3   in-this-regard               Recital 3
J3   recital-twice                Recital 3
J3   and-or                       Section 2, item e)
J4   law-as-recital               Recital 6
J4   recital-participle           Recital 6
J5   order-of-sides               Section 3, paragraph 1, dash
J5   article-of-one-side          Section 3, paragraph 1, dash
J5   list-unmarked                Section 3, paragraph 1, dash
J6   above-below                  Section 3, paragraph 3
J6   reference-noun               Section 3, paragraph 3
J7   territory-of-agency          Section 4, paragraph 1
J7   each-their                   Section 4, paragraph 1
J8   confidential-which           Section 5, paragraph 2
J8   authorised-by-whom           Section 5, paragraph 2
J9   notice-before-what           Section 6, paragraph 2
J9   renewal-or-termination       Section 6, paragraph 2
J10  contact-under-end            Section 6, paragraph 5
J11  undertakings                 Section 1, paragraph 2
J11  validity                     Section 6, paragraph 4
J12  family-names-in-capitals     Signature block
"""
"""Each slip, the rule which finds it, and where it says that it is."""
OF_TEXTS = [("signing-for", "Signature block")]
"""J12 as well, in a text nobody drafted with us: in a draft, its template decides how the block looks."""
WORDS = {
    "D1": "MoU", "D3": "participants", "D7": "{{ instrument }} may", "D13": "our countries", "D14": "Cooperation", "D16": "co-operation",
    "D17": "programs of projects", "D18": "DFFT", "J3": "but not limited to", "J6": "above,", "J11": "undertakings",
}  # fmt: skip
"""For some of them, how the line of the draft or clause goes on from where they are found."""


def expected() -> Counter[tuple[str, str]]:
    lines = (line.split(maxsplit=2) for line in SLIPS.strip().splitlines())
    return Counter((rule, where) for _, rule, where in lines)


def findings(*arguments: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(paraph("check", *arguments, "--format", "json").out)
    return [problem for problem in found if problem["rule"] != "blanks"]


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_signed_draft() -> None:
    found = findings(f"drafts/{SIGNED}.yaml", "--strict")
    assert Counter((problem["rule"], problem["where"]) for problem in found) == expected()
    assert {problem["severity"] for problem in found} == {"warning"}


def test_the_signed_text() -> None:
    found = findings("--text", f"tests/reference/{SIGNED}.md")
    assert Counter((problem["rule"], problem["where"]) for problem in found) == expected() + Counter(OF_TEXTS)


def test_slips_are_told_where_they_stand_in_their_files() -> None:
    lines = {line.split(maxsplit=2)[1]: line.split(maxsplit=1)[0] for line in SLIPS.strip().splitlines()}
    checked = set()
    for problem in findings(f"drafts/{SIGNED}.yaml", "--strict"):
        slip = lines[problem["rule"]]
        line = Path(problem["file"]).read_text(encoding="utf-8").split("\n")[int(problem["line"]) - 1]
        if slip in WORDS and line[int(problem["column"]) - 1 :].startswith(WORDS[slip]):
            checked.add(slip)
    assert checked == set(WORDS)


def test_the_signed_word_file(tmp_path: Path) -> None:
    """The Word file which is built from the draft, read as if others had sent it."""
    built = tmp_path / f"{SIGNED}.docx"
    assert paraph("build", f"drafts/{SIGNED}.yaml", "-o", str(built)).code == 0
    found = findings("--text", str(built))
    assert Counter((problem["rule"], problem["where"]) for problem in found) == expected() + Counter(OF_TEXTS)


def test_the_library_and_the_other_drafts_are_clean() -> None:
    """As their own states would read them; of the signed one, the workspace's check says no more than how many there are."""
    found = findings()
    assert [(problem["file"], problem["rule"], problem["severity"]) for problem in found] == [
        (f"drafts/{SIGNED}.yaml", "signed-text", "note")
    ]
    for name in DRAFTS:
        if name != SIGNED:
            assert findings(f"drafts/{name}.yaml", "--strict") == []
