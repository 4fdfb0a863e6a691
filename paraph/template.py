"""A template: its outline, terms and numbering as data, the frame, and where its look is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from paraph.library import Wording, is_name
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, has_errors
from paraph.scheme import Level, Numbering, Punctuation
from paraph.source import read_source
from paraph.validate import packaged_schema, validate
from paraph.yaml_data import Data, load_yaml
from paraph.yaml_data import Path as Keys


class Plan(NamedTuple):
    """One section of an outline: its id, heading and topics, in order, and where it is written."""

    id: str
    heading: str
    topics: tuple[str, ...]
    place: Place


class Template(NamedTuple):
    """All that a template says."""

    name: str
    title: str
    summary: str
    instrument: tuple[str, str]
    terms: tuple[str, str]
    language: str
    parties: tuple[int, int]
    picks: dict[str, str]
    required: tuple[str, ...]
    outline: tuple[Plan, ...]
    numbering: Numbering
    punctuation: dict[str, Punctuation]
    notice: Wording
    frame: Wording
    look: Path
    data: Data


def template_names(folder: Path) -> tuple[str, ...]:
    """The templates in a folder."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/template.yaml") if is_name(path.parent.name)))


def load_template(folder: Path, name: str) -> Template | None:
    """The template of a name, or `None`. Stops with the problems of its files."""
    path = folder / name / "template.yaml"
    if not is_name(name) or not path.is_file():
        return None
    data, problems = load_yaml(read_source(path, shown(path)))
    problems += validate(data, packaged_schema("template"))
    if has_errors(problems):
        raise Stopped(problems)
    problems = [*_doubled_topics(data), *_same_ids(data), *_odd_marks(data)]
    look = folder / name / "look.docx"
    if not look.is_file():
        problems.append(Problem(Place(shown(look), 1, 1), "the template has no look", "no-look", "copy look.docx of another template"))
    if problems:
        raise Stopped(problems)
    frame = folder / name / "document.md.j2"
    return _template(name, data, Wording(read_source(frame, shown(frame)).text, Place(shown(frame), 1, 1)), look)


def _template(name: str, data: Data, frame: Wording, look: Path) -> Template:
    value = data.value
    return Template(
        name=name,
        title=value["title"],
        summary=value["summary"],
        instrument=(value["instrument"]["name"], value["instrument"]["short"]),
        terms=(value["terms"]["participant"], value["terms"]["participants"]),
        language=value["language"],
        parties=(value["parties"]["minimum"], value["parties"]["maximum"]),
        picks=value["picks"],
        required=tuple(value.get("required", ())),
        outline=tuple(_plan(data, index, entry) for index, entry in enumerate(value["outline"])),
        numbering=_numbering(value["numbering"]),
        punctuation={topic: Punctuation(ends["each"], ends["last-but-one"], ends["last"]) for topic, ends in value["punctuation"].items()},
        notice=Wording(value["notice"], data.place(("notice",)), follows=False),
        frame=frame,
        look=look,
        data=data,
    )


def _plan(data: Data, index: int, entry: dict[str, Any]) -> Plan:
    return Plan(entry["id"], entry["heading"], tuple(entry["clauses"]), data.place(("outline", index)))


def _numbering(value: dict[str, Any]) -> Numbering:
    section, paragraph = value["section"], value["paragraph"]
    return Numbering(
        section=_level(section),
        heading=section["heading"],
        paragraph=_level(paragraph),
        restart=paragraph.get("restart", True),
        lone=paragraph.get("lone", "numbered"),
        items=tuple(map(_level, value["items"])),
        dash=value["dash"],
    )


def _level(value: dict[str, Any]) -> Level:
    return Level(value["mark"], value.get("figures", "decimal"), value["reference"])


def _doubled_topics(data: Data) -> list[Problem]:
    seen: dict[str, Place] = {}
    problems = []
    for index, entry in enumerate(data.value["outline"]):
        for position, topic in enumerate(entry["clauses"]):
            place = data.place(("outline", index, "clauses", position))
            if topic in seen:
                problems.append(Problem(place, f'topic "{topic}" stands already in line {seen[topic].line}', "topic-twice", "keep one"))
            seen.setdefault(topic, place)
    return problems


def _odd_marks(data: Data) -> list[Problem]:
    """Marks which Word and LibreOffice would not print alike."""
    numbering = data.value["numbering"]
    paragraph = numbering["paragraph"]
    wrong: list[tuple[Keys, str, str]] = []
    if "{section}" in paragraph["mark"]:
        if paragraph.get("restart") is False:
            wrong.append((("paragraph", "mark"), "{section} stands in a number which counts on through the sections", "leave it out"))
        if "{section}" in paragraph["reference"]:
            hint = "{n} says it already: a reference prints the number as it stands at the paragraph"
            wrong.append((("paragraph", "reference"), "{section} is in the number already", hint))
    for index, item in enumerate(numbering["items"]):
        if "{paragraph}" in item["mark"] and paragraph.get("lone") == "unnumbered":
            wrong.append((("items", index, "mark"), "{paragraph} is empty where a lone paragraph is unnumbered", "set lone: numbered"))
    return [Problem(data.place(("numbering", *path)), message, "numbering", hint) for path, message, hint in wrong]


def _same_ids(data: Data) -> list[Problem]:
    ids = [entry["id"] for entry in data.value["outline"]]
    return [
        Problem(data.place(("outline", index, "id")), f'section id "{id}" is taken above', "id-twice", "give it another")
        for index, id in enumerate(ids)
        if id in ids[:index]
    ]
