"""A template: its outline, terms and numbering as data, the frame, and where its look is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from paraph.library import Wording, is_name
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, has_errors
from paraph.records import NamedTuple
from paraph.scheme import HouseStyle, Level, Listing, Numbering, Oddity, Order, Punctuation, odd_marks, odd_outside, without_section
from paraph.source import read_source
from paraph.tree import Role
from paraph.validate import packaged_schema, validate
from paraph.yaml_data import Data, load_yaml
from paraph.yaml_data import Path as Keys


class Above(NamedTuple):
    """A sub-heading above the topics which follow it."""

    heading: str
    place: Place


class Plan(NamedTuple):
    """One section or annex of an outline: its id, heading, topics and sub-headings in order, and where it is written.

    `scheme` is its own when it is not numbered as the document is.
    """

    id: str
    heading: str
    entries: tuple[str | Above, ...]
    place: Place
    scheme: Numbering | None = None

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics."""
        return tuple(entry for entry in self.entries if isinstance(entry, str))


class TopicForm(NamedTuple):
    """How the picks of a topic stand; the numbering is for one which makes up a part of its own."""

    listing: Listing | None = None
    scheme: Numbering | None = None
    participles: str = "capitals"


class SignatureForm(NamedTuple):
    """The signature block: columns side by side, in which order, what stands above and below a signature, and above the witnesses."""

    columns: int
    order: Order
    usual: bool
    """Whether the texts above and below are those which stand when a template says none."""
    above: Wording
    below: Wording
    witnesses: Wording


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
    annexes: tuple[Plan, ...]
    numbering: Numbering
    annex_numbering: Numbering
    style: HouseStyle
    forms: dict[str, TopicForm]
    signature: SignatureForm
    punctuation: dict[str, Punctuation]
    notice: Wording
    frame: Wording
    look: Path
    data: Data

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The sections, then the annexes."""
        return (*self.outline, *self.annexes)


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
        outline=_plans(data, "outline", value["numbering"]),
        annexes=_plans(data, "annexes", value["numbering"]),
        numbering=_numbering(value["numbering"]),
        annex_numbering=_numbering(numbering_of("annexes", value["numbering"])),
        style=HouseStyle(**value.get("style", {})),
        forms={topic: _form(form, value["numbering"]) for topic, form in value.get("forms", {}).items()},
        signature=_signature(data),
        punctuation={topic: Punctuation(ends["each"], ends["last-but-one"], ends["last"]) for topic, ends in value["punctuation"].items()},
        notice=Wording(value["notice"], data.place(("notice",)), follows=False),
        frame=frame,
        look=look,
        data=data,
    )


_ANNEX = {"mark": "ANNEX {n}", "figures": "decimal", "heading": "below", "reference": "Annex {n}", "single": "ANNEX"}
_ABOVE, _BELOW, _WITNESSES = "{{ party.name }}", "{{ signatory.name }}\n\n{{ signatory.title }}", "In the presence of:"


def numbering_of(key: str, numbering: dict[str, Any]) -> dict[str, Any]:
    """How `sections` or `annexes` are numbered by a template's numbering, as data."""
    if key != "annexes":
        return numbering
    return _merged(numbering, {"section": _ANNEX | numbering.get("annex", {}), "paragraph": {"restart": True}})


def own_scheme(numbering: dict[str, Any], changes: dict[str, Any]) -> Numbering:
    """The template's numbering with some of it changed, both as data which their schemas have found right."""
    merged = _merged(numbering, changes)
    paragraph = changes.get("paragraph", {})
    if "{section}" in paragraph.get("mark", "") and "reference" not in paragraph:  # the number says the section now
        worded = without_section(merged["paragraph"].get("reference", "{n}"))
        merged = _merged(merged, {"paragraph": {"reference": worded}})
    return _numbering(merged)


def _plans(data: Data, key: str, numbering: dict[str, Any]) -> tuple[Plan, ...]:
    """The sections or annexes under a key; `numbering` is the template's, of which a section may change parts."""
    entries = data.value.get(key, ())
    base = numbering_of(key, numbering)
    return tuple(_plan(data, (key, index), entry, base) for index, entry in enumerate(entries))


def _plan(data: Data, path: Keys, entry: dict[str, Any], numbering: dict[str, Any]) -> Plan:
    """One section or annex, which the schema has found right."""
    clauses = tuple(
        topic if isinstance(topic, str) else Above(topic["heading"], data.place((*path, "clauses", index)))
        for index, topic in enumerate(entry["clauses"])
    )
    scheme = own_scheme(numbering, entry["numbering"]) if entry.get("numbering") else None
    return Plan(entry.get("id") or f"section-{path[-1]}", entry.get("heading", ""), clauses, data.place(path), scheme)


def _form(value: dict[str, Any], numbering: dict[str, Any]) -> TopicForm:
    scheme = own_scheme(numbering, value["numbering"]) if "numbering" in value else None
    return TopicForm(value.get("list"), scheme, value.get("participles", "capitals"))


def _signature(data: Data) -> SignatureForm:
    value = data.value.get("signature", {})

    def wording(key: str, default: str) -> Wording:
        return Wording(value.get(key, default).rstrip("\n"), data.place(("signature", key)), follows=False)

    usual = "above" not in value and "below" not in value
    texts = wording("above", _ABOVE), wording("below", _BELOW), wording("witnesses", _WITNESSES)
    return SignatureForm(value.get("columns", 2), value.get("order", "given"), usual, *texts)


def _merged(whole: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """A numbering with some of it changed; each level keeps what the change leaves out."""
    changed = {key: whole[key] | value if isinstance(value, dict) else value for key, value in part.items()}
    return whole | changed


def _numbering(value: dict[str, Any]) -> Numbering:
    section, paragraph = value["section"], value["paragraph"]
    return Numbering(
        section=_level(section),
        heading=section["heading"],
        separator=section.get("separator", " "),
        paragraph=_level(paragraph),
        restart=paragraph.get("restart", True),
        lone=paragraph.get("lone", "numbered"),
        items=tuple(map(_level, value["items"])),
        dash=value["dash"],
        recital=_level({"reference": "", **value.get("recital", {})}),
    )


def _level(value: dict[str, Any]) -> Level:
    return Level(
        mark=value.get("mark", ""),
        figures=value.get("figures", "decimal"),
        reference=value.get("reference", "{n}"),
        single=value.get("single", ""),
        unnumbered=value.get("unnumbered", ""),
    )


def _doubled_topics(data: Data) -> list[Problem]:
    seen: dict[str, Place] = {}
    problems = []
    keys: list[Keys] = [(key, index) for key in ("outline", "annexes") for index in range(len(data.value.get(key, ())))]
    for key in keys:
        for position, topic in enumerate(data.below((*key, "clauses"))):
            place = data.place((*key, "clauses", position))
            if isinstance(topic, dict):
                continue
            if topic in seen:
                problems.append(Problem(place, f'topic "{topic}" stands already in line {seen[topic].line}', "topic-twice", "keep one"))
            seen.setdefault(topic, place)
    return problems


def _odd_marks(data: Data) -> list[Problem]:
    """What is odd in the template's numbering, and in those of its sections, annexes and parts."""
    whole = data.value["numbering"]
    found: list[tuple[Keys, list[Oddity]]] = [(("numbering",), odd_marks(_numbering(whole)))]
    found.append((("numbering",), odd_marks(_numbering(numbering_of("annexes", whole)))))
    for key in ("outline", "annexes"):
        for index, entry in enumerate(data.value.get(key, ())):
            if entry.get("numbering"):
                found.append(((key, index, "numbering"), odd_marks(own_scheme(numbering_of(key, whole), entry["numbering"]))))
    for topic, form in data.value.get("forms", {}).items():
        changes = form.get("numbering", {})
        found.append((("forms", topic, "numbering"), _numbers_nothing(topic, changes)))
        if topic in set(Role) and (changes or form.get("list") == "items"):
            scheme = own_scheme(whole, changes)
            found.append((("forms", topic, *(["numbering"] if changes else [])), odd_outside(scheme)))
    return [Problem(data.place((*path, *keys)), message, "numbering", hint) for path, wrong in found for keys, message, hint in wrong]


def _numbers_nothing(topic: str, changes: dict[str, Any]) -> list[Oddity]:
    """What the numbering of a topic's form says of units which do not stand there."""
    if changes and topic not in set(Role):
        hint = "write numbering: in the section of the outline"
        return [((), f'"{topic}" stands in a section and is numbered as that is', hint)]
    hint = "write list: items, and the mark of the first level of items: under numbering:"
    return [((key,), f"a part outside the sections has no {key}s with numbers", hint) for key in ("section", "paragraph") if key in changes]


def misleading_ids(plans: Iterable[Plan], path: str) -> Iterator[Problem]:
    """A warning (`misleading-id`) of each section in a file whose id is a topic's in another: references lead to it, not to the text."""
    plans = tuple(plans)
    places = {topic: plan for plan in plans for topic in plan.topics}
    for plan in plans:
        other = places.get(plan.id)
        if other and plan.place.path == path and plan.id not in plan.topics:
            message = f'references to "{plan.id}" lead to this section, and the topic of that name stands in "{other.id}"'
            yield Problem(plan.place, message, "misleading-id", "give the section another id", "warning")


def _same_ids(data: Data) -> list[Problem]:
    keys: list[Keys] = [(key, index, "id") for key in ("outline", "annexes") for index in range(len(data.value.get(key, ())))]
    ids = [data.below(key) for key in keys]
    return [
        Problem(data.place(key), f'section id "{id}" is taken above', "id-twice", "give it another")
        for index, (key, id) in enumerate(zip(keys, ids, strict=True))
        if id in ids[:index]
    ]
