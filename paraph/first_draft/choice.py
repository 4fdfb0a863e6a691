"""Choose the clauses of a first draft: for what a template needs the preferred ones, and whatever these cannot stand without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from paraph.catalogue import alternatives, named_in
from paraph.library import RANKS, Clause, Library
from paraph.library_schema import AREAS, PREAMBLE
from paraph.problems import Problem
from paraph.template import Template

FEW = 3
"""How many recitals and areas a first draft picks."""


class Choice:
    """What a template's drafts can pick, and what a first draft picks.

    `placed` are the topics of the outline and of the frame, `lists` those which a draft picks as a list and
    for which it has a place. `chosen` are the picks by topic; where the template picks by itself there is none.
    """

    def __init__(self, library: Library, template: Template, frame: Iterable[str], parties: int, drafts: Callable[[str], int]) -> None:
        """`frame` names the parts of a document, and `drafts` says in how many drafts a clause stands already."""
        self.library = library
        self.parties = parties
        self.drafts = drafts
        self.template = template
        self.problems: list[Problem] = []
        self.chosen: dict[str, tuple[Clause, ...]] = {}
        self._offered: dict[str, tuple[Clause, ...]] = {}
        outlined = [topic for plan in template.plans for topic in plan.topics]
        self.placed = tuple(dict.fromkeys(topic for topic in (*outlined, *frame) if self.offered(topic) or topic in template.required))
        self.lists = tuple(topic for topic in (PREAMBLE, AREAS) if self.offered(topic) and (topic in self.placed or self._host(topic)))
        for topic in (*template.required, *self.lists):
            self._choose(topic)
        for topic, name in template.picks.items():
            self._complete(clause for clause in self.offered(topic) if clause.name == name)

    def offered(self, topic: str) -> tuple[Clause, ...]:
        """The alternatives of a topic which a new draft may pick, preferred first."""
        if topic not in self._offered:
            found = alternatives(self.library, topic)
            self.problems += found.problems
            fitting = (clause for clause in found.clauses if clause.parties.holds(self.parties))
            self._offered[topic] = tuple(clause for clause in fitting if clause.status != "retired")
        return self._offered[topic]

    def best(self, topic: str) -> Clause | None:
        """The alternative which goes best with what is chosen."""
        fitting = (clause for clause in self.offered(topic) if not self._clashes(clause))
        return next(fitting, next(iter(self.offered(topic)), None))

    def missing(self, clause: Clause) -> tuple[str, ...]:
        """The topics which a draft has to pick along with a clause, and does not pick yet; or clauses of them."""
        found: dict[str, None] = {}
        waiting = [clause]
        while waiting:
            for topic, name in self._needs(waiting.pop()):
                entry = f"{topic}/{name}" if name else topic
                if entry in found or topic in self.chosen or topic in self.template.picks or not self.offered(topic):
                    continue
                found[entry] = None
                waiting += [other for other in self.offered(topic) if other.name == name] or filter(None, [self.best(topic)])
        return tuple(entry for entry in found if entry.partition("/")[0] != clause.topic)

    def _choose(self, topic: str, name: str = "") -> None:
        """Pick a topic, and what its clause cannot stand without."""
        if topic in self.chosen or (topic in self.template.picks and not name):
            return
        if topic in (PREAMBLE, AREAS):
            self.chosen[topic] = tuple(self._few(topic))
            if topic not in self.placed and (host := self._host(topic)):
                self._choose(host.topic, host.name)
        else:
            named = next((clause for clause in self.offered(topic) if clause.name == name), None)
            best = named or self.best(topic)
            self.chosen[topic] = (best,) if best else ()
        self._complete(self.chosen[topic])

    def _complete(self, clauses: Iterable[Clause]) -> None:
        for clause in clauses:
            for topic, name in self._needs(clause):
                if topic in self.placed or topic in self.lists:
                    self._choose(topic, name)

    def _needs(self, clause: Clause) -> Iterator[tuple[str, str]]:
        """Topics, or clauses of them, which have to stand in the draft beside a clause."""
        named = named_in(clause.wording.text)
        for topic in named.lists:
            yield topic, ""
        for target in named.references:
            yield self._topic_behind(target), ""
        for entry in clause.relations.requires:
            topic, _, name = entry.partition("/")
            yield topic, name

    def _topic_behind(self, target: str) -> str:
        """The topic whose pick makes the target of a reference stand: itself, or the first one of a section."""
        for plan in self.template.plans:
            if plan.id == target:
                return next((topic for topic in plan.topics if topic in self.chosen), plan.topics[0])
        return target

    def _few(self, topic: str) -> list[Clause]:
        """Some entries of a list: those of the best rank; of them those which need nothing else, and which most drafts pick."""

        def worth(clause: Clause) -> tuple[int, bool, bool, int]:
            needs_others = bool(clause.relations.pairs_with or clause.relations.requires)
            return RANKS.index(clause.rank), bool(set(clause.fills) - clause.optional), needs_others, -self.drafts(clause.id)

        few = sorted(self.offered(topic), key=worth)[:FEW]
        return [clause for clause in self.offered(topic) if clause in few]

    def _host(self, topic: str) -> Clause | None:
        """The first clause of the outline which lists a topic."""
        hosts = (clause for other in self.placed if other != topic for clause in self.offered(other))
        return next((clause for clause in hosts if topic in named_in(clause.wording.text).lists), None)

    def _clashes(self, clause: Clause) -> bool:
        """Whether a clause and one of the chosen ones exclude each other."""
        by_template = (other for topic, name in self.template.picks.items() for other in self.offered(topic) if other.name == name)
        standing = [*(other for picks in self.chosen.values() for other in picks), *by_template]
        return any(_excludes(clause, other) or _excludes(other, clause) for other in standing)


def _excludes(clause: Clause, other: Clause) -> bool:
    return any(entry in (other.id, other.topic) for entry in clause.relations.excludes)
