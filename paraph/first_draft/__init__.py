"""Write a first draft: a template's picks and blanks, with comments which say what else there is to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from paraph.catalogue import agencies
from paraph.catalogue.usage import Usage
from paraph.compose.frame import SECTIONS, SIGNATURE, read_frame
from paraph.first_draft.choice import Choice
from paraph.first_draft.lines import WIDTH, blank, block, comment, fills_in_words, flow, scalar
from paraph.library import RANKS, Clause
from paraph.library_schema import AREAS, PREAMBLE
from paraph.problems import Problem
from paraph.records import NamedTuple
from paraph.render import Renderer
from paraph.template import Template
from paraph.validate import Schema
from paraph.workspace import Workspace

MOST = 12
"""How many alternatives of a topic, or agencies, the comments name."""
_MOST_ENTRIES = 100


class FirstDraft(NamedTuple):
    """The text of a draft, and the problems of clauses and agencies which it therefore does not offer."""

    text: str
    problems: tuple[Problem, ...]


def first_draft(workspace: Workspace, usage: Usage, template: Template, parties: Sequence[Sequence[str]], schema_path: str) -> FirstDraft:
    """A draft between parties of one or more agencies of the library, and blank parties up to as many as the template is for.

    `usage` is what the workspace's drafts use, and `schema_path` where schema.json lies, from the draft's folder.
    """
    return _Writer(workspace, usage, template, parties).draft(schema_path)


class _Writer:
    """Each method writes what one key of a draft holds."""

    def __init__(self, workspace: Workspace, usage: Usage, template: Template, given: Sequence[Sequence[str]]) -> None:
        self.library = workspace.library
        self.template = template
        self.given = given
        self.count = max(len(given), template.parties[0])
        self.keys: dict[str, Schema] = workspace.schema.get("properties", {})
        parties = workspace.schema.get("$defs", {}).get("party", {}).get("anyOf", ())
        self.party: Schema = next((party for party in parties if "name" in party.get("properties", {})), {})
        frame = read_frame(template.frame, Renderer())
        self.front = tuple(name for name in frame.names if name not in (SECTIONS, SIGNATURE))
        self.choice = Choice(workspace.library, template, self.front, self.count, usage.count)
        self.agencies, _, problems = agencies(workspace.library)
        self.problems = (*frame.problems, *problems, *self.choice.problems)

    def draft(self, schema_path: str) -> FirstDraft:
        lines = [f"# yaml-language-server: $schema={schema_path}", "#", *self._head()]
        for key, about in self.keys.items():
            lines += ["", *comment(_described(about)), *self._key(key, about)]
        text = "".join(f"{line.rstrip()}\n" for line in lines)
        return FirstDraft(text, self.problems)

    def _head(self) -> Iterator[str]:
        yield from comment(f"{self.template.title}: {self.template.summary}")
        yield "#"
        yield from comment("A line which begins with # is a comment and prints nowhere. To use a key or a pick which is commented out, "
                           "delete its # and the space behind it.")  # fmt: skip
        yield from comment("{blank: …} is a value not known yet. It prints highlighted, and `check` counts it. Put the value in its place; "
                           "a text which holds \": \" or \" #\" needs quotes.")  # fmt: skip

    def _key(self, key: str, about: Schema) -> Iterable[str]:
        written: dict[str, Callable[[], Iterable[str]]] = {
            "template": lambda: [f"template: {self.template.name}"],
            "status": lambda: [f"status: drafting  # {' · '.join(about.get('enum', ()))}"],
            "title": lambda: [f"title: {blank('subject')}{_example(about)}"],
            "instrument": lambda: [_pair("instrument", ("name", "short"), self.template.instrument)],
            "terms": lambda: [_pair("terms", ("participant", "participants"), self.template.terms)],
            "language": lambda: [f"# language: {self.template.language}"],
            "parties": self._parties,
            PREAMBLE: lambda: self._entries(PREAMBLE),
            AREAS: lambda: self._entries(AREAS),
            "clauses": self._clauses,
            "sections": self._sections,
            "signature": self._signature,
        }
        return written[key]() if key in written else [f"# {key}: {scalar(example)}" for example in about.get("examples", ())[:1]]

    def _parties(self) -> Iterator[str]:
        yield "parties:"
        for number in range(1, self.count + 1):
            if number <= len(self.given):
                yield from self._given_party(self.given[number - 1])
            else:
                yield f"  - name: {blank(f'name of party {number}')}  # official, without “the”"
                yield f"    state: {blank(f'state of party {number}')}"
                yield f"    signatory: {blank(f'signatory of party {number}')}"
                yield from self._names(number)
        least, most = self.template.parties
        if most > least:
            yield from comment(f"{least} to {most} parties.", "  ")
        left = [id for id in self.agencies if not any(id in party for party in self.given)]
        if left:
            yield from comment("An agency of the library takes two lines: - use: with its id, and signatory: as above. There are:", "  ")
            yield from self._bullets((f"{id}: {self.agencies[id].name}" for id in left), len(left), "paraph clauses parties")

    def _given_party(self, ids: Sequence[str]) -> Iterator[str]:
        if len(ids) == 1:
            yield f"  - use: {ids[0]}"
            yield f"    signatory: {blank(f'signatory of {self.agencies[ids[0]].state}')}"
            return
        yield f"  - use: [{', '.join(ids)}]"
        yield "    signatories:"
        for agency in map(self.agencies.__getitem__, ids):
            name = f"the {agency.name}" if agency.article else agency.name
            yield f"      - {blank(f'signatory of {name}')}"

    def _names(self, number: int) -> Iterator[str]:
        """The names which a party of the draft's own may have besides: some texts ask for them."""
        described = self.party.get("properties", {}).items()
        for key, about in described:
            if about.get("$ref") == "#/$defs/text" and key not in self.party.get("required", ()):
                label = f"{about.get('title', key).lower()} of party {number}"
                yield f"    # {key}: {blank(label)}  # {_described(about)}"

    def _entries(self, topic: str) -> Iterator[str]:
        if topic not in self.choice.lists:
            yield from comment(f"The template “{self.template.title}” has no place for them.")
            return
        chosen = self.choice.chosen.get(topic, ())
        yield f"{topic}:" if chosen else f"{topic}: []"
        for clause in chosen:
            yield f"  - {flow(clause)}  # {' '.join(clause.summary.split())}"
        left = [clause for clause in self.choice.offered(topic) if clause not in chosen]
        for clause in left[:_MOST_ENTRIES]:
            yield f"  # - {flow(clause)}  # {' '.join(clause.summary.split())}"
        yield from self._more(topic, len(left) - _MOST_ENTRIES)

    def _clauses(self) -> Iterator[str]:
        yield from comment("The alternatives of each topic stand above its pick, the preferred one first. A topic which is commented out "
                           "is left out of the text.")  # fmt: skip
        yield from comment("Wording of the draft's own goes in place of a name, as {text: …, reason: …}.")
        yield "clauses:"
        for plan in self.template.plans:
            yield from self._group(plan.heading or plan.id, plan.topics)
        yield from self._group("Around the sections", self.front)

    def _group(self, heading: str, topics: Iterable[str]) -> Iterator[str]:
        """The topics of a section, those aside which have a key of their own."""
        own = [topic for topic in topics if topic not in (PREAMBLE, AREAS) and topic in self.choice.placed]
        if own:
            yield ""
            yield f"  # == {heading} =="
        for topic in own:
            yield ""
            yield from self._topic(topic)

    def _topic(self, topic: str) -> Iterator[str]:
        offered = self.choice.offered(topic)
        yield from self._bullets(map(_bullet, offered), len(offered), f"paraph clauses {topic}")
        chosen = self.choice.chosen.get(topic)
        if chosen:
            yield from (f"  {line}" for line in block(topic, chosen[0]))
        elif chosen is not None:  # the template needs a topic for which the library has nothing
            missing = '{{ blank("' + topic.replace("-", " ") + '") }}'
            yield f"  {topic}: {{text: {scalar(missing)}}}"
        elif topic in self.template.picks:
            yield f"  # {topic}: {self.template.picks[topic]}  # stands anyway: the template picks it"
        elif best := self.choice.best(topic):
            yield from self._left_out(topic, best)

    def _left_out(self, topic: str, clause: Clause) -> Iterator[str]:
        if missing := self.choice.missing(clause):
            yield from comment(f"{clause.name} goes together with: {', '.join(missing)}", "  ", "· ")
        line = f"  # {topic}: {flow(clause)}"
        yield from [line] if len(line) <= WIDTH else (f"  # {line}" for line in block(topic, clause))

    def _sections(self) -> Iterator[str]:
        standing = set(self.choice.chosen) | set(self.template.picks)
        plans = [(plan, [topic for topic in plan.topics if topic in standing]) for plan in self.template.outline]
        yield "# sections:"
        for plan, topics in plans:
            if topics:
                heading = f", heading: {scalar(plan.heading)}" if plan.heading else ""
                yield f"#   - {{id: {plan.id}{heading}, clauses: {scalar(topics)}}}"

    def _signature(self) -> Iterator[str]:
        language = self.template.language.partition("-")[0]
        values = {"place": blank("place of signature"), "date": blank("date of signature"), "originals": str(self.count)}
        values["languages"] = f"[{language}]"
        about: dict[str, Schema] = self.keys["signature"].get("properties", {})
        yield "signature:"
        for name, value in values.items():
            yield f"  {name}: {value}  # {_described(about.get(name, {}))}"

    def _bullets(self, texts: Iterable[str], count: int, command: str) -> Iterator[str]:
        for _, text in zip(range(MOST), texts, strict=False):
            yield from comment(text, "  ", "· ")
        if count > MOST:
            yield from comment(f"and {count - MOST:,} more: {command}", "  ", "· ")

    def _more(self, topic: str, count: int) -> Iterator[str]:
        if count > 0:
            yield from comment(f"and {count:,} more: paraph clauses {topic}", "  ", "· ")


def _bullet(clause: Clause) -> str:
    notes = [clause.rank] * (clause.rank != RANKS[1]) + [clause.status] * (clause.status != "approved")
    noted = f" ({', '.join(notes)})" if notes else ""
    return f"{clause.name}{noted}: {clause.summary}{fills_in_words(clause)}"


def _described(about: Schema) -> str:
    return str(about.get("description", about.get("title", "")))


def _example(about: Schema) -> str:
    examples: Sequence[Any] = about.get("examples", ())
    return f"  # as in: {examples[0]}" if examples else ""


def _pair(key: str, names: tuple[str, str], values: tuple[str, str]) -> str:
    return f"# {key}: {{{', '.join(f'{name}: {scalar(value)}' for name, value in zip(names, values, strict=True))}}}"
