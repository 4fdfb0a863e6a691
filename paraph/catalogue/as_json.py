"""The catalogue as JSON for other tools. The keys are those of the clauses' front matter, and README lists the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from paraph.catalogue import Topic
from paraph.catalogue.search import Hit
from paraph.catalogue.views import AgenciesView, AgencyView, ClauseView, TopicView
from paraph.library import ANY_NUMBER, Clause, Library
from paraph.paths import shown
from paraph.problems import Place

Object = dict[str, Any]


def written(value: Object | list[Object], encoding: str) -> str:
    """JSON as it is printed in an encoding: with escapes where that is none of Unicode's."""
    return json.dumps(value, ensure_ascii=not encoding.lower().startswith("utf"), indent=2) + "\n"


def topics(found: Iterable[Topic]) -> list[Object]:
    """Every topic with the number of its alternatives and the preferred one."""
    return [{"topic": topic.name, "alternatives": topic.alternatives, "preferred": topic.preferred or None} for topic in found]


def topic(view: TopicView, library: Library) -> Object:
    """A topic with its alternatives."""
    return {
        "topic": view.name,
        "stands-in": [stand._asdict() for stand in view.stands],
        "alternatives": [{**_clause(clause), "drafts": drafts} for clause, drafts in view.alternatives],
        "faulty": [{"id": id, "file": shown(library.path(id))} for id in view.faulty],
    }


def clause(view: ClauseView) -> Object:
    """A clause whole."""
    clause = view.clause
    return {
        **_clause(clause),
        "guidance": clause.guidance,
        "source": clause.source,
        "parties": clause.parties._asdict() if clause.parties != ANY_NUMBER else None,
        **dict(zip(("requires", "excludes", "pairs-with"), map(list, clause.relations), strict=True)),
        "fills": [_fill(clause, name) for name in clause.fills],
        "text": clause.wording.text,
        "stands-in": [stand._asdict() for stand in view.stands],
        "drafts": list(map(_place, view.drafts)),
        "templates": [{"template": pick.template, **_place(pick.place), "drafts": list(pick.drafts)} for pick in view.templates],
        "mentions": [{"id": mention.clause, "how": mention.how, **_place(mention.place)} for mention in view.mentions],
    }


def hits(found: Iterable[Hit]) -> list[Object]:
    """What a search found, best first, each with the line where the words stand."""
    return [{**_clause(hit.clause), "field": hit.line.field, "line": hit.line.place.line, "found": hit.line.text} for hit in found]


def agencies(view: AgenciesView, library: Library) -> Object:
    """Every agency."""
    faulty = [{"id": id, "file": shown(library.agency_paths(id)[0])} for id in view.faulty]
    return {"agencies": [agency(each, library) for each in view.agencies], "faulty": faulty}


def agency(view: AgencyView, library: Library) -> Object:
    """An agency whole."""
    file = shown(library.agency_paths(view.id)[0])
    return {"id": view.id, **view.agency._asdict(), "file": file, "drafts": list(map(_place, view.drafts))}


def _clause(clause: Clause) -> Object:
    return {
        "id": clause.id,
        "title": clause.title,
        "summary": clause.summary,
        "rank": clause.rank,
        "status": clause.status,
        "instead": clause.instead or None,
        "file": clause.wording.place.path,
    }


def _fill(clause: Clause, name: str) -> Object:
    optional = name in clause.optional
    return {"name": name, "optional": optional, "schema": clause.fills[name], "example": clause.example.get(name)}


def _place(place: Place) -> Object:
    return {"file": place.path, "line": place.line, "column": place.column}
