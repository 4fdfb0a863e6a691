"""The picks of a draft: each topic with the clauses chosen for it, their fills and departures."""

from __future__ import annotations

import re
from typing import Any

from paraph.draft import Pick, Value
from paraph.library import Clause, Library
from paraph.library_schema import AREAS, OMITTED, OWN_TEXT, PREAMBLE, blank_schema, pick_schema
from paraph.problems import Place, Problem, Stopped, nearest, shortened
from paraph.records import NamedTuple
from paraph.resolve.reading import Reading
from paraph.template import Template
from paraph.tree import Blank
from paraph.validate import Schema, conforms, validate
from paraph.yaml_data import Path


class Picked(NamedTuple):
    """The picks by topic: the draft's, then what the template picks for a draft which does not; and where it leaves topics out."""

    picks: dict[str, tuple[Pick, ...]]
    omitted: dict[str, Place]


def resolve_picks(reading: Reading, template: Template, library: Library) -> Picked:
    """The picks of a draft and its template."""
    picking = _Picking(reading, template, library)
    return Picked(picking.all(), picking.omitted)


class _Picking:
    def __init__(self, reading: Reading, template: Template, library: Library) -> None:
        self.reading = reading
        self.data = reading.data
        self.template = template
        self.library = library
        self.omitted: dict[str, Place] = {}

    def all(self) -> dict[str, tuple[Pick, ...]]:
        picks: dict[str, tuple[Pick, ...]] = {}
        for topic in (PREAMBLE, AREAS):
            picks |= self._topic(topic, (topic,))
        clauses = self.data.below(("clauses",))
        chosen = clauses if isinstance(clauses, dict) else {}
        for topic in chosen:
            if topic in (PREAMBLE, AREAS):
                hint = f'write "{topic}:" at the left margin, beside "clauses:"'
                place = self.data.key_place(("clauses", topic))
                self.reading.report(place, f'"{topic}" does not stand under clauses', "misplaced-topic", hint)
            else:
                picks |= self._topic(topic, ("clauses", topic))
        self._picked_by_template(picks)
        return picks

    def _picked_by_template(self, picks: dict[str, tuple[Pick, ...]]) -> None:
        for topic, name in self.template.picks.items():
            if topic in picks or topic in self.omitted:
                continue
            place = self.template.data.place(("picks", topic))
            if clause := self._clause(topic, name, place):
                picks[topic] = (_picked(clause, topic, {}, place),)
        for topic in self.template.required:
            if topic not in picks and topic not in self.omitted:
                path: Path = (topic,) if topic in (PREAMBLE, AREAS) else ("clauses",)
                names = ", ".join(self.library.alternatives(topic)[:8])
                hint = f"{f'pick one of: {names}; or ' if names else ''}say why there is none: {topic}: {{omit: …}}"
                message = f'the template "{self.template.name}" needs a pick for "{topic}"'
                self.reading.report(self.data.key_place(path), message, "missing-topic", hint)

    def _topic(self, topic: str, path: Path) -> dict[str, tuple[Pick, ...]]:
        """The picks of a topic. Where all are faulty the topic has none, and still counts as picked."""
        value = self.data.below(path)
        if isinstance(value, dict) and "omit" in value:
            self._omit(topic, path)
            return {}
        if topic in (PREAMBLE, AREAS) and value in (None, []):
            return {}
        if topic in (PREAMBLE, AREAS) and not isinstance(value, list):  # the schema has said so
            return {topic: ()}
        if value == []:
            self._report_no_pick(topic, path)
            return {topic: ()}
        if isinstance(value, list):
            found = [self._pick(topic, f"{topic}/{index + 1}", (*path, index), entry) for index, entry in enumerate(value)]
        else:
            found = [self._pick(topic, topic, path, value)]
        picks = tuple(pick for pick in found if pick)
        self._report_twice(picks)
        return {topic: picks}

    def _omit(self, topic: str, path: Path) -> None:
        """Note that the draft does without a topic."""
        self.omitted[topic] = self.data.key_place(path)
        self.reading.problems += validate(self.data, OMITTED, below=path)
        if not self.library.alternatives(topic):
            self._report_unknown(topic, "", self.data.key_place(path))

    def _pick(self, topic: str, key: str, path: Path, value: Any) -> Pick | None:
        if isinstance(value, str):
            return self._by_name(topic, key, path, value)
        if isinstance(value, dict) and "use" in value:
            return self._by_mapping(topic, key, path, value)
        if isinstance(value, dict):
            return self._own_text(topic, key, path, value)
        self._report_no_pick(topic, path)
        return None

    def _report_no_pick(self, topic: str, path: Path) -> None:
        names = ", ".join(self.library.alternatives(topic)[:6])
        hint = f"write a clause's name: {names}" if names else "write {text: …}"
        self.reading.report(path, f'"{topic}" has no pick here', "wrong-type", hint)

    def _report_twice(self, picks: tuple[Pick, ...]) -> None:
        seen: dict[str, Pick] = {}
        for pick in picks:
            if pick.clause in seen and not pick.fills and not pick.departs:
                message = f'the clause "{pick.clause}" is picked already in line {seen[pick.clause].place.line}'
                self.reading.problems.append(Problem(pick.place, message, "picked-twice", "keep one of the two", "warning"))
            if pick.clause:
                seen.setdefault(pick.clause, pick)

    def _by_name(self, topic: str, key: str, path: Path, name: str) -> Pick | None:
        clause = self._clause(topic, name, path)
        if clause is None:
            return None
        place = self.data.place(path)
        if not clause.fills:
            return _picked(clause, key, {}, place)
        missing = [fill for fill in clause.fills if fill not in clause.optional]
        if missing:
            example = ", ".join(f"{fill}: {clause.example.get(fill, '…')}" for fill in missing)
            message = f'the clause "{clause.id}" needs {" and ".join(missing)}'
            self.reading.report(place, message, "missing-key", f"write {{use: {clause.name}, {example}}}")
        return _picked(clause, key, {fill: Blank(_label(clause, fill), place) for fill in missing}, place)

    def _by_mapping(self, topic: str, key: str, path: Path, value: dict[str, Any]) -> Pick | None:
        if not isinstance(value["use"], str):
            self.reading.report((*path, "use"), "expected a clause's name", "wrong-type")
            return None
        if "text" in value:
            hint = "text: stands by itself; to change the clause's own words write wording:"
            self.reading.report(self.data.key_place((*path, "text")), "a pick has either use or text", "unknown-key", hint)
            return None
        clause = self._clause(topic, value["use"], (*path, "use"))
        if clause is None:
            return None
        schema = self._schema(clause)
        if not conforms(value, schema):
            self.reading.problems += validate(self.data, schema, below=path)
        fills = {fill: self._fill(clause, fill, (*path, fill)) for fill in clause.fills if fill in value or fill not in clause.optional}
        place = self.data.place(path)
        reason = value.get("reason")
        reason = reason if isinstance(reason, str) else ""
        if not (isinstance(value.get("wording"), str) and value["wording"]):
            picked = _picked(clause, key, fills, place)
            return picked._replace(reason=reason) if reason else picked
        if not reason:
            hint = "write reason: with a sentence for the reviewer"
            key_place = self.data.key_place((*path, "wording"))
            self.reading.problems.append(Problem(key_place, "a departure without its reason", "missing-reason", hint, "warning"))
        wording = self.reading.wording((*path, "wording"))
        return Pick(key, topic, clause.id, wording, place, fills, departs=True, reason=reason)

    def _schema(self, clause: Clause) -> Schema:
        schemas = self.library.pick_schemas
        if clause.id not in schemas:
            schemas[clause.id] = pick_schema(clause, blank_schema())
        return schemas[clause.id]

    def _own_text(self, topic: str, key: str, path: Path, value: dict[str, Any]) -> Pick | None:
        problems = validate(self.data, OWN_TEXT, below=path)
        if "text" not in value:
            hint = "write use: with a clause's name, or text: with wording of your own"
            problems = [Problem(self.data.place(path), "a pick needs use or text", "missing-key", hint)]
        self.reading.problems += problems
        if problems:
            return None
        reason = self.reading.word((*path, "reason"), "")
        return Pick(key, topic, "", self.reading.wording((*path, "text")), self.data.place(path), reason=reason)

    def _clause(self, topic: str, name: str, at: Path | Place) -> Clause | None:
        """The clause of a name; unknown and retired ones are reported, at a place or the value of a path."""
        try:
            clause = self.library.clause(f"{topic}/{name}")
        except Stopped as stopped:
            self.reading.problems += stopped.problems
            return None
        if clause and clause.status != "retired":
            return clause
        place = at if isinstance(at, Place) else self.data.place(at)
        if clause is None:
            self._report_unknown(topic, name, place)
        elif self.reading.word(("status",), "drafting") == "drafting":
            hint = f'pick "{clause.instead.removeprefix(topic + "/")}"'
            self.reading.problems.append(Problem(place, f'the clause "{clause.id}" is retired', "retired-clause", hint, "warning"))
        return clause

    def _report_unknown(self, topic: str, name: str, place: Place) -> None:
        known = self.library.alternatives(topic)
        if not known:
            hint = nearest(topic, self.library.topics()) or "a topic is a folder in clauses/"
            self.reading.report(place, f'no topic "{shortened(topic)}"', "unknown-topic", hint)
            return
        hint = nearest(f"{topic}/{name}", [f"{topic}/{other}" for other in known])
        if name.startswith(f"{topic}/"):
            hint = f'leave out "{topic}/"'
        self.reading.report(place, f'no clause "{topic}/{shortened(name)}"', "unknown-clause", hint or f"alternatives: {', '.join(known)}")

    def _fill(self, clause: Clause, name: str, path: Path) -> Value:
        value, schema = self.data.below(path), clause.fills[name]
        found: Value | None = None
        if conforms(value, schema):
            found = self.reading.day(path) if schema.get("format") == "date" else self.reading.value(path, value, schema)
        return self.reading.blank(path, _label(clause, name)) if found is None else found


def _picked(clause: Clause, key: str, fills: dict[str, Value], place: Place) -> Pick:
    return Pick(key, clause.topic, clause.id, clause.wording, place, fills)


def _label(clause: Clause, fill: str) -> str:
    """What a blank for a fill is called: its title, as it stands inside a sentence."""
    label: str = clause.fills[fill].get("title", fill.replace("_", " "))
    label = re.sub(r" in (years|months|weeks|days)$", "", label)  # the text says the unit
    return label[:1].lower() + label[1:]
