"""`fmt`: what it puts in order, what it leaves, and that it never changes what a file says."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraph.layout import CLAUSE_KEYS, kind_of, lay_out
from paraph.layout.keys import in_order, without_trailing_spaces
from paraph.layout.meaning import data_meaning, prints_same
from paraph.layout.sentences import one_sentence_a_line
from paraph.problems import Stopped
from paraph.source import Source
from paraph.validate import packaged_schema
from paraph.workspace import Workspace
from paraph.yaml_data import load_yaml
from tests.conftest import COPIED, DRAFTS, ROOT, copy_workspace, examples, paraph

FREE = settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

SENTENCES = [
    # what stays as it is
    ("They meet once a year.\n", "They meet once a year.\n"),
    ("They meet.\nThey report.\n", "They meet.\nThey report.\n"),
    ("As in Art. Seven and No. Eight, e.g. Article nine, of the U.S. Treaty of J. Doe.\n", None),
    ("It costs 3.5 million. in words; see Section 2. The rest is left.\n", None),
    ("They said “It is so. We agree.” and (as noted. Twice) went.\n", None),
    ("**Note. This is bold. Still** so.\n", None),
    ("They may end it. {{ participants }} will say so.\n", None),
    ("They meet{% if years %}. They report{% endif %}. They rest.\n", None),
    ("{% for party in parties %}\n+ {{ party }}. It signs{% if loop.last %}.{% endif %}\n{% endfor %}\n", None),
    ("| a | b |\n| --- | --- |\n| One. Two | Three |\n", None),
    ("They read:\n\n> One. Two\n> three. Four\n", None),
    ('They list. The areas:\n\n{{ list("areas") }}\n', 'They list.\nThe areas:\n\n{{ list("areas") }}\n'),
    ("A line which ends with a backslash. Here \\\nit breaks.\n", None),
    ("They will:\n- meet\n- report\n", None),
    ("Two  spaces. \n", "Two  spaces.\n"),
    ("{{ instrument\n| upper }} is. Not read\n", None),
    ('{{ blank("who. When") }} decides.\n', None),
    ("Of the MoC. The rest\n", None),
    # what is laid out
    ("They meet. They report.\n", "They meet.\nThey report.\n"),
    ("They meet! Do they? They do.\n", "They meet!\nDo they?\nThey do.\n"),
    ("For {{ years | years }}. Thereafter it ends.\n", "For {{ years | years }}.\nThereafter it ends.\n"),
    ("They said “so.” It was noted (twice). The end.\n", "They said “so.”\nIt was noted (twice).\nThe end.\n"),
    ("It began in 2022. Now it ends.\n", "It began in 2022.\nNow it ends.\n"),
    ("They meet. “Incident” means harm.\n", "They meet.\n“Incident” means harm.\n"),
    ("Ils se réunissent. Élargir suit.\n", "Ils se réunissent.\nÉlargir suit.\n"),
    ("They meet once\na year, and they\nreport. They rest.\n", "They meet once a year, and they report.\nThey rest.\n"),
    ("+ They meet. They\n  report.\n  - one. Two\n    goes on\n", "+ They meet.\n  They report.\n  - one.\n    Two goes on\n"),
    ("One.\n\n\n\nTwo.  \n\n", "One.\n\nTwo.\n"),
    ("\n\nOne.", "One.\n"),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_one_sentence_a_line(text: str, expected: str | None) -> None:
    laid_out = one_sentence_a_line(text)
    assert laid_out == (text if expected is None else expected)
    assert one_sentence_a_line(laid_out) == laid_out


PROSE = st.lists(
    st.sampled_from(
        ["They meet", "Art", "the end", ". ", ".\n", "\n", " ", "\n\n", "\n- ", "\n+ ", "\n  ", "“", "”", "(", ")", "**", "{{ x }}",
         "{% if x %}", "{% endif %}", "? ", "3.5", "No. ", "2022", ". The", "\\", "| a |", "\n> ",
         "^", '"', "e.g. ", "’s", ":\n", "{#", "\n    "]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@FREE
@given(PROSE)
def test_sentences_keep_every_word_and_stay_as_laid_out(text: str) -> None:
    laid_out = one_sentence_a_line(text)
    assert laid_out.split() == text.split()
    assert one_sentence_a_line(laid_out) == laid_out


ORDERS = [
    # what stays as it is
    ("title: a\nrank: b\n", "title: a\nrank: b\n"),
    ("{rank: b, title: a}\n", None),
    ("  rank: b\n  title: a\n", None),
    ("- a\n- b\n", None),
    ("nothing\n", None),
    # what is put in order
    ("rank: b\ntitle: a\n", "title: a\nrank: b\n"),
    ("# own\nrank: b  # b's\ntitle: a\n# end\n", "# own\ntitle: a\nrank: b  # b's\n# end\n"),
    ("# own\n\n# b's\nrank: b\n\n# a's\ntitle: a\n", "# own\n\n\n# a's\ntitle: a\n# b's\nrank: b\n"),
    ("rank: b\n  # still b's\n# a's\ntitle: a\n", "# a's\ntitle: a\nrank: b\n  # still b's\n"),
    ("rank: |\n  b\n\n  # text\nodd: 1\ntitle: >-\n  a\n", "title: >-\n  a\nrank: |\n  b\n\n  # text\nodd: 1\n"),
    ("rank: |+\n  b\n\ntitle: a\n", "title: a\nrank: |+\n  b\n\n"),
    ("---\nrank: b\ntitle: a\n...\n", "---\ntitle: a\nrank: b\n...\n"),
    ("'rank': b\n\"title\": a\n", "\"title\": a\n'rank': b\n"),
]


@pytest.mark.parametrize(("text", "expected"), ORDERS)
def test_keys_in_order(text: str, expected: str | None) -> None:
    laid_out = in_order(text, ("title", "rank"))
    assert laid_out == (text if expected is None else expected)
    assert in_order(laid_out, ("title", "rank")) == laid_out


def test_spaces_stay_where_yaml_keeps_them() -> None:
    text = "a: b  \nc: |  \n  one  \n\n    two  \nd: 'e  \n  f'  \n- |\n x  \n"
    assert without_trailing_spaces(text) == "a: b\nc: |\n  one  \n\n    two  \nd: 'e\n  f'\n- |\n x  \n"


# Whole files


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("layout") / "workspace"
    copy_workspace(root)
    return root


VALUES = [
    "plain", "'single'", '"double  "', "[a, b]", "plain", "3", "{a: 1, b: {c: 2}}", "|\n  one  \n\n  two",
    "|+\n  kept\n\n", ">-\n  folded\n  text",
    "\n  a: 1\n  # inside\n  b: 2", "\n- a\n- b", "&name x", "*name", "  # only a comment", "|2\n   x\n# c", "'\n  # not one'",
]  # fmt: skip
ABOVE = ["", "# own\n", "\n", "\n# one\n# two\n", "# far\n\n", "  # indented\n", "   \n"]
KEYS = ["template", "status", "title", "round", "parties", "areas", "clauses", "sections", "signature", "odd", "'quoted key'"]
FILES = st.lists(
    st.tuples(st.sampled_from(ABOVE), st.sampled_from(KEYS), st.sampled_from(VALUES), st.sampled_from(["\n", "  \n", " # c\n"])),
    unique_by=lambda entry: entry[1],
)


@FREE
@given(FILES, st.sampled_from(["", "# end", "\n\n", "# end\n\n"]))
def test_draft_says_the_same(trial: Path, entries: list[tuple[str, str, str, str]], end: str) -> None:
    text = "".join(f"{above}{key}: {value}{line_end}" for above, key, value, line_end in entries) + end
    path = trial / "drafts" / "property.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        laid_out = lay_out(path, Workspace(trial))
    except Stopped:
        return
    assert laid_out.before == text
    after = laid_out.after
    assert data_meaning(after) == data_meaning(text if text.endswith("\n") else f"{text}\n")
    assert sorted(line.strip() for line in after.split("\n") if line.strip()) == sorted(
        line.strip() for line in text.split("\n") if line.strip()
    )
    path.write_text(after, encoding="utf-8")
    assert lay_out(path, Workspace(trial)).after == after


@pytest.mark.parametrize("name", DRAFTS)
def test_drafts_which_come_along_are_laid_out(name: str) -> None:
    laid_out = lay_out(ROOT / "drafts" / f"{name}.yaml", Workspace(ROOT))
    assert laid_out.after == laid_out.before


def test_shuffled_draft_is_put_in_order(copied: Path) -> None:
    path = copied / "drafts" / f"{COPIED[0]}.yaml"
    text = path.read_text(encoding="utf-8")
    head, status, rest = text.partition("status: signed\n")
    path.write_text(head + rest + status, encoding="utf-8")
    assert lay_out(path, Workspace(copied)).after == text


def test_order_of_clauses_knows_every_key() -> None:
    assert sorted(CLAUSE_KEYS) == sorted(packaged_schema("clause")["properties"])


def test_alias_stays_below_its_anchor(copied: Path) -> None:
    path = copied / "drafts" / "anchors.yaml"
    text = "title: &name x\ntemplate: *name\n"
    path.write_text(f"{text[:-1]}   \n\n\n", encoding="utf-8")
    assert lay_out(path, Workspace(copied)).after == text


CLAUSE = """\
---
rank: acceptable  # why
# about the title
title: 'Fixed  term'
summary: "A term."
status: approved
example: {years: 5}
fills:
  years: {type: integer}
---

This {{ instrument }} will continue for {{ years | years }}. It will then
come to an end.


Both know it.
"""
CLAUSE_LAID_OUT = """\
---
# about the title
title: 'Fixed  term'
summary: "A term."
status: approved
rank: acceptable  # why
fills:
  years: {type: integer}
example: {years: 5}
---
This {{ instrument }} will continue for {{ years | years }}.
It will then come to an end.

Both know it.
"""


def test_clause_is_laid_out(copied: Path) -> None:
    path = copied / "clauses" / "duration" / "case.md"
    path.write_text(CLAUSE, encoding="utf-8")
    assert lay_out(path, Workspace(copied)).after == CLAUSE_LAID_OUT
    path.write_text(CLAUSE_LAID_OUT, encoding="utf-8")
    assert lay_out(path, Workspace(copied)).after == CLAUSE_LAID_OUT


@pytest.mark.parametrize(
    ("taken", "put"),
    [
        ("{{ years | years }}", "{{ yeers | years }}"),
        ("example: {years: 5}\n", ""),
        ("Both know it.", "Both `know` it."),
        ("rank: acc", "rank: ecc"),
    ],
)
def test_text_of_a_faulty_clause_is_left(copied: Path, taken: str, put: str) -> None:
    path = copied / "clauses" / "duration" / "case.md"
    faulty = CLAUSE.replace(taken, put)
    path.write_text(faulty, encoding="utf-8")
    after = lay_out(path, Workspace(copied)).after
    assert after.partition("\n---\n")[2] == faulty.partition("\n---\n")[2]
    assert after.startswith("---\n# about the title\n")


PIECES = st.lists(
    st.sampled_from(["They meet", "{{ years | years }}", ". The {{ participants }} rest", ".\n", " ", "\n\n", "\n- one. Two", "\n+ a",
                     "\n  go on", " **so. It** is", "\n    far", "{% if years %}Yes. No{% endif %}",
                     "\n{% if years %}\n", "\n{% endif %}\n"]),
    min_size=1, max_size=12,
).map("".join)  # fmt: skip


@FREE
@given(PIECES)
def test_clause_prints_the_same(trial: Path, text: str) -> None:
    path = trial / "clauses" / "duration" / "property.md"
    path.write_text(CLAUSE.partition("\n---\n")[0] + "\n---\nFor {{ years }} years. " + text, encoding="utf-8")
    before = Workspace(trial).library.clause("duration/property")
    assert before is not None
    after = lay_out(path, Workspace(trial)).after
    new = after.partition("\n---\n")[2]
    assert new.split() == before.wording.text.split()
    assert new.rstrip() == before.wording.text.rstrip() or prints_same("duration/property", new, Workspace(trial))
    path.write_text(after, encoding="utf-8")
    assert lay_out(path, Workspace(trial)).after == after


def test_another_text_does_not_print_the_same(copied: Path) -> None:
    path = copied / "clauses" / "duration" / "case.md"
    path.write_text(CLAUSE, encoding="utf-8")
    text = CLAUSE.partition("\n---\n")[2]
    assert prints_same("duration/case", text, Workspace(copied))
    for other in (text.replace("\n\n\n", "\n"), text.replace("Both", "- Both"), text.replace("know", "**know**"), text.replace("end", "")):
        assert not prints_same("duration/case", other, Workspace(copied))


KINDS = [
    ("drafts/x.yaml", "draft"), ("drafts/round-2/x.yml", "draft"), ("drafts/notes.md", ""), ("clauses/duration/fixed.md", "clause"),
    ("clauses/parties/japan/state.yaml", "agency"), ("clauses/parties/japan/digital-agency.yaml", "agency"), ("README.md", ""),
    ("clauses/library.schema.json", ""), ("clauses/duration/x.yaml", ""), ("templates/bilateral/template.yaml", ""), ("schema.json", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind(name: str, kind: str) -> None:
    assert kind_of(ROOT / name, Workspace(ROOT)) == kind


# The command


def test_fmt_writes_and_check_does_not(copied: Path) -> None:
    paraph("fmt", cwd=copied)
    assert paraph("fmt", cwd=copied) == (0, "", "")
    draft, agency = copied / "drafts" / "mine.yaml", copied / "clauses" / "parties" / "japan" / "state.yaml"
    draft.write_bytes(b"\xef\xbb\xbfstatus: drafting\r\ntemplate: bilateral\r\n\r\n")
    agency.write_text("formal: Japan\nname: Japan\nadjective: Japanese", encoding="utf-8")
    names = "clauses/parties/japan/state.yaml\ndrafts/mine.yaml\n"
    assert paraph("fmt", "--check", cwd=copied) == (1, names, "")
    ran = paraph("fmt", "--diff", agency, cwd=copied)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("--- clauses/parties/japan/state.yaml\n+++ clauses/parties/japan/state.yaml (laid out)\n@@ -1,3 +1,3 @@\n")
    assert "-adjective: Japanese\n\\ No newline at end of file\n+adjective: Japanese\n" in ran.out
    assert draft.read_bytes().startswith(b"\xef\xbb\xbf")
    assert paraph("fmt", cwd=copied) == (0, names, "")
    assert draft.read_bytes() == b"template: bilateral\nstatus: drafting\n"
    assert agency.read_text(encoding="utf-8") == "name: Japan\nformal: Japan\nadjective: Japanese\n"
    assert paraph("fmt", "--check", cwd=copied) == (0, "", "")


def test_fmt_takes_files_and_folders(copied: Path) -> None:
    paraph("fmt", cwd=copied)
    for name in ("one", "two"):
        (copied / "drafts" / f"{name}.yaml").write_text("status: drafting\ntemplate: bilateral\n", encoding="utf-8")
    assert paraph("fmt", "drafts/one.yaml", cwd=copied).out == "drafts/one.yaml\n"
    assert paraph("fmt", "--check", "clauses", cwd=copied).code == 0
    assert paraph("fmt", "--check", "drafts", "drafts/two.yaml", ".", cwd=copied).out == "drafts/two.yaml\n"


def test_fmt_reports_what_it_cannot_read(copied: Path) -> None:
    paraph("fmt", cwd=copied)
    bad, good = copied / "drafts" / "bad.yaml", copied / "drafts" / "good.yaml"
    bad.write_text("status: [drafting\ntemplate: bilateral\n", encoding="utf-8")
    good.write_text("status: drafting\ntemplate: bilateral\n", encoding="utf-8")
    ran = paraph("fmt", cwd=copied)
    assert (ran.code, ran.out) == (1, "drafts/good.yaml\n")
    assert ran.err.startswith("drafts/bad.yaml:1:9: error: this is not YAML:")
    assert bad.read_text(encoding="utf-8").startswith("status: [")
    assert paraph("fmt", "drafts/none.yaml", cwd=copied).err.startswith("drafts/none.yaml:1:1: error: there is no such file")


@pytest.mark.parametrize("name", ["schema.json", "templates/bilateral/template.yaml", "clauses/duration/x.yaml"])
def test_fmt_refuses_other_files(copied: Path, name: str) -> None:
    ran = paraph("fmt", name, cwd=copied)
    assert (ran.code, ran.err) == (2, f"paraph fmt: {name} is no draft, clause or agency\n")


def test_fmt_keeps_rights_and_links(copied: Path) -> None:
    draft, link = copied / "mine.yaml", copied / "drafts" / "link.yaml"
    draft.write_text("status: drafting\ntemplate: bilateral\n", encoding="utf-8")
    draft.chmod(0o640)
    link.symlink_to(draft)
    assert paraph("fmt", link, cwd=copied).code == 0
    assert link.is_symlink()
    assert draft.read_text(encoding="utf-8").startswith("template")
    if os.name == "posix":
        assert stat.S_IMODE(draft.stat().st_mode) == 0o640


def test_meaning_tells_apart_what_differs() -> None:
    same = data_meaning("a: 1\nb: [x]\n")
    assert data_meaning("b: ['x']  # c\na: 1\n") == same
    for other in (
        "a: '1'\nb: [x]\n",
        "a: true\nb: [x]\n",
        "a: 1.5\nb: [x]\n",
        "a: 1\nb: [x, y]\n",
        "a: 1\nb: [x\n",
        "a: 1\na: 1\nb: [x]\n",
    ):
        assert data_meaning(other) != same
    assert load_yaml(Source("", "b: {y: 1, x: 2}\n"))[0].value == load_yaml(Source("", "b: {x: 2, y: 1}\n"))[0].value
    assert data_meaning("b: {y: 1, x: 2}\n") != data_meaning("b: {x: 2, y: 1}\n")
