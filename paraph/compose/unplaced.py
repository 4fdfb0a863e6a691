"""Report the topics which a draft picks and nothing places: no choice is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable

from paraph.draft import Draft
from paraph.library import Library
from paraph.problems import Place, Problem, Stopped, nearest, shortened


def unplaced(draft: Draft, library: Library, placed: set[str]) -> list[Problem]:
    """A problem (`unplaced-topic`) for each topic which neither stands among the placed ones nor has a section.

    A topic which a faulty pick may have listed is not told.
    """
    places = placed | {topic for plan in (*draft.sections, *draft.annexes) for topic in plan.topics}
    faulty = [topic for topic, picks in draft.picks.items() if not picks]
    lost = [topic for topic, picks in draft.picks.items() if picks and topic not in places]
    lost = [topic for topic in lost if not any(_lists(other, topic, library) for other in faulty)]
    problems = []
    if draft.sections and draft.sections[0].place.path == draft.path:
        by_template = [topic for topic in lost if draft.picks[topic][0].place.path != draft.path]
        lost = [topic for topic in lost if topic not in by_template]
        problems = [_left_to_draft(topic, draft.sections[0].place) for topic in by_template]
        if len(lost) > 1:
            hint = "sections: replaces the template's outline; list every topic in one of its sections"
            message = f"no section has a place for {', '.join(map(shortened, lost))}"
            return [*problems, Problem(draft.sections[0].place, message, "unplaced-topic", hint)]
    return problems + [
        Problem(
            draft.picks[topic][0].place,
            f'no section has a place for "{shortened(topic)}"',
            "unplaced-topic",
            _hint(topic, places, draft, library),
        )
        for topic in lost
    ]


def _left_to_draft(topic: str, sections: Place) -> Problem:
    """The problem of a topic which the template picks, and for which the draft's own sections have no place."""
    hint = f"the template picks it: put it into one of your sections, or say {topic}: {{omit: why}} under clauses:"
    return Problem(sections, f'no section has a place for "{shortened(topic)}"', "unplaced-topic", hint)


def _hint(topic: str, places: set[str], draft: Draft, library: Library) -> str:
    if topic not in library.topics():
        return nearest(topic, places) or f'give the draft its own sections: with "{topic}" in one of them'
    for plan in draft.sections:
        for lister in plan.topics:
            if _lists(lister, topic, library):
                return f'pick a clause for "{lister}" under clauses:, which lists them'
    return f'give the draft its own sections: with "{topic}" in one of them'


def _lists(lister: str, topic: str, library: Library) -> bool:
    """Whether a clause of one topic lists the picks of another."""
    return any(f'list("{topic}")' in text for text in _texts(lister, library))


def _texts(topic: str, library: Library) -> Iterable[str]:
    for name in library.alternatives(topic):
        try:
            clause = library.clause(f"{topic}/{name}")
        except Stopped:
            continue
        if clause:
            yield clause.wording.text
