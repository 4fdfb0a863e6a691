"""The language checks of drafts and clauses: rules judge what they say, and findings are told where it can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from paraph.draft import Draft
from paraph.library import Clause
from paraph.pipeline import Assembler, Drafted
from paraph.problems import Place, Problem, Stopped, nearest, ordered
from paraph.records import NamedTuple
from paraph.rules.book import GENERAL, Book
from paraph.rules.finding import Finding
from paraph.rules.fixes import Edit, edited
from paraph.rules.judge import judge
from paraph.rules.locate import Located, Locator
from paraph.rules.of_document import prose_of, prose_of_clause
from paraph.rules.prose import Prose, Unit
from paraph.rules.report import problem_of
from paraph.rules.waivers import waive, waived_text
from paraph.store import store
from paraph.template import Template
from paraph.tree import Document
from paraph.workspace import Workspace
from paraph.yaml_data import Data
from paraph.yaml_data import Path as Keys

_GIVEN: dict[str, Keys] = {
    "title": ("title",),
    "signature": ("signature",),
    "parties": ("parties",),
    "party": ("parties",),
    "participant": ("terms", "participant"),
    "participants": ("terms", "participants"),
    "instrument": ("instrument",),
}
"""What clause text can name, and where a draft says it."""


class Read(NamedTuple):
    """What the rules have to say of a text: problems, the edits which would mend some, and what a draft would waive."""

    problems: tuple[Problem, ...]
    edits: tuple[Edit, ...] = ()
    waivers: tuple[tuple[str, str], ...] = ()
    """For each finding its rule and its sentence."""


class Reader:
    """Holds texts against the rules of a book; files are read once."""

    def __init__(self, book: Book, profiles: Sequence[str] = (), *, strict: bool = False) -> None:
        """`profiles` stand in place of those which a draft's parties or the draft itself would choose.

        What is signed is not changed any more: its findings are notes, unless the reading is `strict`.
        """
        self.book = book
        self.profiles = tuple(profiles)
        self.strict = strict
        self._locator = Locator()

    def draft(self, drafted: Drafted) -> Read:
        """What the rules have to say of a draft.

        Beside the rules of the book, `unknown-rule`, `unknown-profile` and `lapsed-waiver`.
        """
        draft, document, data = drafted.draft, drafted.assembled.document, drafted.data
        prose = prose_of(draft, document)
        profiles = self.profiles or draft.checks.profiles or self.book.of_states(_states(draft))
        findings = judge(prose, self.book.chosen(profiles))
        findings, problems = waive(findings, draft.checks.waivers, prose, self.book.rules)
        problems += [_unknown_profile(name, drafted, self.book) for name in draft.checks.profiles if name not in self.book.profiles]
        if draft.status == "signed" and not self.strict:
            findings = [finding._replace(severity="note") for finding in findings]
        located = [self._located(finding, prose, data) for finding in findings]
        problems += [problem_of(finding, prose, at.place) for finding, at in zip(findings, located, strict=True)]
        waivers = tuple((finding.rule.id, waived_text(finding, prose)) for finding in findings)
        return Read(ordered(problems), _edits(findings, located, prose) if draft.status == "drafting" else (), waivers)

    def clause(self, clause: Clause, document: Document, template: Template) -> Read:
        """What the rules have to say of a clause which stands alone in a document of a template.

        That the text as a whole lacks something is no fault of a clause.
        """
        prose = prose_of_clause(document, clause.topic, template.instrument)
        findings = [finding for finding in judge(prose, self.book.chosen(self.profiles or (GENERAL,))) if finding.span]
        located = [self._located(finding, prose, None) for finding in findings]
        problems = [problem_of(finding, prose, at.place) for finding, at in zip(findings, located, strict=True)]
        return Read(ordered(problems), _edits(findings, located, prose))

    def _located(self, finding: Finding, prose: Prose, data: Data | None) -> Located:
        """Where the words of a finding can be changed: in the draft's values when they came from there."""
        if finding.span is None:
            place = data.key_place(("clauses",)) if data else Place("", 1, 1)
            return Located(place, place, literal=False)
        unit = prose.units[finding.span.unit]
        at = self._locator.locate(unit, finding.span)
        given = _given(at, unit, data) if data else None
        if data and not given and not at.place.path:  # what no file holds
            given = data.key_place(("signature",))
        return Located(given, given, literal=False) if given else at


def _given(at: Located, unit: Unit, data: Data) -> Place | None:
    """Where the draft gives the value which stands in a text, when it gives it."""
    if not at.value:
        return None
    topic, _, number = unit.pick.partition("/")
    pick: Keys = (topic,) if topic in ("preamble", "areas") else ("clauses", topic)
    pick = (*pick, int(number) - 1) if number else pick
    for path in ((*pick, at.value), _GIVEN.get(at.value, (at.value,))):
        if data.below(path) is not None:
            return data.place(path)
    return None


def _edits(findings: Iterable[Finding], located: Iterable[Located], prose: Prose) -> tuple[Edit, ...]:
    edits = []
    for finding, at in zip(findings, located, strict=True):
        if finding.span and finding.rule.safe and finding.replacement is not None and at.literal:
            words = prose.units[finding.span.unit].text[finding.span.start : finding.span.end]
            edits.append(Edit(at.place, at.end, words, finding.replacement))
    return tuple(edits)


def _states(draft: Draft) -> tuple[str, ...]:
    """The folders of the parties' states."""
    return tuple(dict.fromkeys(agency.partition("/")[0] for agency in draft.agencies))


def _unknown_profile(name: str, drafted: Drafted, book: Book) -> Problem:
    place = drafted.data.place(("checks", "profiles", drafted.draft.checks.profiles.index(name)))
    hint = nearest(name, book.profiles) or f"profiles: {', '.join(book.profiles)}"
    return Problem(place, f'no profile "{name}"', "unknown-profile", hint)


# What follows from the findings


def mended(edits: Iterable[Edit], workspaces: Iterable[Workspace]) -> int:
    """Make the edits in their files, and say how many were made. A clause which stands in a settled text stays as it is."""
    settled = {file for workspace in workspaces for file in _settled(workspace)}
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.start.path, []).append(edit)
    count = 0
    for name, own in by_file.items():
        path = Path(name)
        if path.absolute() in settled:
            continue
        raw = path.read_bytes().decode("utf-8-sig")
        ends = "\r\n" if "\r\n" in raw else "\n"
        text, made = edited(raw.replace("\r\n", "\n"), own)
        if made:
            mark = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
            store(path, mark + text.replace("\n", ends).encode())
            count += made
    return count


def _settled(workspace: Workspace) -> set[Path]:
    """The clauses whose own words stand in drafts which are agreed or signed; of a draft which cannot be read, none can be said."""
    assembler = Assembler(workspace, holding=False)
    found: set[Path] = set()
    for path in workspace.drafts:
        try:
            draft = assembler.drafted(path).draft
        except Stopped:
            continue
        if draft.status != "drafting":
            picks = (pick for picks in draft.picks.values() for pick in picks)
            found |= {workspace.library.path(pick.clause).absolute() for pick in picks if pick.clause and not pick.departs}
    return found


def waivers_as_yaml(waivers: Iterable[tuple[str, str]]) -> str:
    """Waivers as a draft holds them, with a place for each reason."""
    entries = list(dict.fromkeys(waivers))
    lines = ["waivers:" if entries else "waivers: []"]
    for rule, text in entries:
        lines.append(f"  - rule: {rule}")
        lines += [f"    text: {_quoted(text)}"] if text else []
        lines.append("    reason: ")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
