"""What is shown of a topic, a clause or an agency: what its file says, and where it is used."""

from __future__ import annotations

from paraph.catalogue import agencies, alternatives
from paraph.catalogue.usage import Mention, Stand, TemplatePick, Usage, mentions
from paraph.library import Agency, Clause
from paraph.problems import Place, Problem
from paraph.records import NamedTuple
from paraph.workspace import Workspace


class TopicView(NamedTuple):
    """A topic: where templates place it, its alternatives each with the number of drafts in which it stands, and the faulty ones."""

    name: str
    stands: tuple[Stand, ...]
    alternatives: tuple[tuple[Clause, int], ...]
    faulty: tuple[str, ...]
    problems: tuple[Problem, ...]


class ClauseView(NamedTuple):
    """A clause, and what uses it."""

    clause: Clause
    stands: tuple[Stand, ...]
    drafts: tuple[Place, ...]
    templates: tuple[TemplatePick, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]


class AgencyView(NamedTuple):
    """An agency by its id, and the drafts of which it is a party."""

    id: str
    agency: Agency
    drafts: tuple[Place, ...]


class AgenciesView(NamedTuple):
    """Every agency, and the faulty ones."""

    agencies: tuple[AgencyView, ...]
    faulty: tuple[str, ...]
    problems: tuple[Problem, ...]


def topic_view(workspace: Workspace, topic: str) -> TopicView:
    """All there is to say of a topic."""
    usage = Usage(workspace)
    found = alternatives(workspace.library, topic)
    counted = tuple((clause, usage.count(clause.id)) for clause in found.clauses)
    return TopicView(topic, usage.stands(topic), counted, found.faulty, (*found.problems, *usage.problems))


def clause_view(workspace: Workspace, clause: Clause) -> ClauseView:
    """All there is to say of a clause."""
    usage = Usage(workspace)
    return ClauseView(
        clause,
        usage.stands(clause.topic),
        usage.drafts_with(clause.id),
        usage.picks_of_templates(clause.id),
        mentions(workspace.library, clause),
        tuple(usage.problems),
    )


def agencies_view(workspace: Workspace, wanted: str = "") -> AgenciesView:
    """Every agency, or the one wanted."""
    usage = Usage(workspace)
    found, faulty, problems = agencies(workspace.library)
    views = tuple(AgencyView(id, agency, usage.drafts_between(id)) for id, agency in found.items() if wanted in ("", id))
    if wanted:
        return AgenciesView(views, (), tuple(usage.problems))
    return AgenciesView(views, faulty, (*problems, *usage.problems))
