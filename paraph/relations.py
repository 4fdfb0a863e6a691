"""Hold a draft's picks against each other, and against the number of its parties."""

from __future__ import annotations

from paraph.draft import Draft, Pick
from paraph.english import words
from paraph.library import ANY_NUMBER, RANKS, Clause, Library
from paraph.problems import Place, Problem, Severity, Stopped

MOST = 8
"""How many alternatives a hint names."""


def relation_problems(draft: Draft, library: Library) -> list[Problem]:
    """A problem at each pick whose clause's relations the other picks do not heed.

    The rules are `requires`, `excludes`, `parties` and, as a note, `pairs-with`. A pick of the draft's own text counts for its
    topic. The text of an agreed or signed draft is settled, and the library may have changed since: there, breaches
    are notes.
    """
    problems: list[Problem] = []
    for picks in draft.picks.values():
        for pick in picks:
            if not pick.clause or not (clause := library.clause(pick.clause)):
                continue
            if any(clause.relations):
                problems += _Heeding(draft, library, pick, clause).problems()
            if clause.parties != ANY_NUMBER and not clause.parties.holds(len(draft.parties)) and not pick.departs:
                problems.append(_miscounted(draft, library, pick, clause))
    return problems


def _miscounted(draft: Draft, library: Library, pick: Pick, clause: Clause) -> Problem:
    count = len(draft.parties)
    message = f'"{clause.id}" is worded for {clause.parties}, and the draft has {words(count)}'
    fitting = _fitting(library, clause.topic, count)
    hint = f"for {words(count)} there are: {', '.join(fitting[:MOST])}" if fitting else "give the pick wording: of its own, or a text:"
    return Problem(pick.place, message, "parties", hint, _severity(draft))


def _fitting(library: Library, topic: str, count: int) -> list[str]:
    """The alternatives of a topic which hold for so many parties; faulty ones left out."""
    found = []
    for name in library.alternatives(topic):
        try:
            clause = library.clause(f"{topic}/{name}")
        except Stopped:
            continue
        if clause and clause.status != "retired" and clause.parties.holds(count):
            found.append(clause)
    return [clause.name for clause in sorted(found, key=lambda clause: RANKS.index(clause.rank))]


def _severity(draft: Draft) -> Severity:
    return "error" if draft.status == "drafting" else "note"


class _Heeding:
    """One pick beside all the others."""

    def __init__(self, draft: Draft, library: Library, pick: Pick, clause: Clause) -> None:
        self.draft = draft
        self.library = library
        self.pick = pick
        self.clause = clause
        self.severity = _severity(draft)

    def problems(self) -> list[Problem]:
        relations = self.clause.relations
        return [
            *(self._missing(other) for other in relations.requires if self._is_missing(other)),
            *(self._excluded(other, pick) for other in relations.excludes for pick in self._picks_of(other)[:1]),
            *(self._unpaired(other) for other in relations.pairs_with if self.severity == "error" and self._is_missing(other)),
        ]

    def _picks_of(self, other: str) -> list[Pick]:
        """The picks, besides this one, of a topic or of a clause."""
        topic, _, name = other.partition("/")
        picks = self.draft.picks.get(topic, ())
        return [pick for pick in picks if pick is not self.pick and (not name or pick.clause == other)]

    def _is_missing(self, other: str) -> bool:
        """Whether nothing is picked of what the library has; a topic whose picks are all faulty has its problems already."""
        topic, _, name = other.partition("/")
        if self._picks_of(other) or self.draft.picks.get(topic) == () or other in (self.clause.id, self.clause.topic):
            return False
        known = self.library.alternatives(topic)
        return name in known if name else bool(known)

    def _missing(self, other: str) -> Problem:
        message = f'"{self.clause.id}" needs {_pick_of(other)}'
        return Problem(self.pick.place, message, "requires", self._to_pick(other), self.severity)

    def _unpaired(self, other: str) -> Problem:
        message = f'a draft with "{self.clause.id}" usually has {_pick_of(other)}'
        return Problem(self.pick.place, message, "pairs-with", self._to_pick(other), "note")

    def _excluded(self, other: str, pick: Pick) -> Problem:
        named = f'"{pick.clause}"' if pick.clause else f'the text for "{pick.topic}"'
        message = f'"{self.clause.id}" cannot stand beside {named} {_whereabouts(pick.place, self.pick.place)}'
        others = [name for name in self.library.alternatives(self.clause.topic) if name != self.clause.name]
        hint = f"keep one of the two{_or_instead(self.clause.topic, others)}" if "/" in other else f'leave out "{other}", or this clause'
        return Problem(self.pick.place, message, "excludes", hint, self.severity)

    def _to_pick(self, other: str) -> str:
        topic, _, name = other.partition("/")
        if name:
            return f"add {topic}: {name}, or pick another clause here"
        return f"pick one of: {', '.join(self.library.alternatives(topic)[:MOST])}"


def _pick_of(other: str) -> str:
    return f'"{other}"' if "/" in other else f'a pick for "{other}"'


def _or_instead(topic: str, others: list[str]) -> str:
    return f"; {topic} has also: {', '.join(others[:6])}" if others else ""


def _whereabouts(place: Place, seen_from: Place) -> str:
    return f"in line {place.line}" if place.path == seen_from.path else f"({place})"
