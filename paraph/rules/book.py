"""The rules and profiles of a folder: files which are read when rules are asked for.

`rules/NAME.yaml` is a rule, `rules/profiles/NAME.yaml` a profile: how grave each rule is for a state. A rule has a
severity of its own; a profile says where it differs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from paraph.paths import shown
from paraph.problems import Place, Problem, Severity, Stopped, has_errors, nearest, ordered
from paraph.records import NamedTuple
from paraph.rules.finding import Example, Level, Rule
from paraph.rules.judge import Chosen
from paraph.rules.prose import Facts, Side
from paraph.source import read_source
from paraph.validate import packaged_schema, validate
from paraph.yaml_data import Data, load_yaml

GENERAL = "general"
"""The profile for states which have none of their own; the others say where they differ from it."""
_EXPRESSIONS = (
    "pattern", "against", "when", "under", "any", "unless", "unless-sentence", "unless-text",
    "names", "title-names", "sides", "instrument", "others",
)  # fmt: skip
"""The keys which hold expressions."""
_ORDER: tuple[Level, ...] = ("off", "note", "warning", "error")


class Profile(NamedTuple):
    """What a state's guidance says. `rules` are severities by the rule's id; `states` are folders in clauses/parties/."""

    id: str
    title: str
    states: tuple[str, ...]
    source: str
    rules: Mapping[str, Level]


class Book:
    """The rules and profiles below a folder, each file read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        """What is wrong in their files; a faulty rule is left out."""

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules by their ids."""
        found = {path.stem: self._loaded(path, "rule") for path in sorted(self.folder.glob("*.yaml"))}
        return {id: rule for id, data in found.items() if data and (rule := self._rule(id, data))}

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """The profiles by their ids."""
        found = {path.stem: self._loaded(path, "profile") for path in sorted((self.folder / "profiles").glob("*.yaml"))}
        return {id: self._profile(id, data) for id, data in found.items() if data}

    def of_states(self, states: Iterable[str]) -> tuple[str, ...]:
        """The profiles of some states, by folder or by name (United Kingdom); the general one for those which have none."""
        folders = [state.strip().lower().replace(" ", "-") for state in states]
        found = [next((id for id, profile in self.profiles.items() if folder in profile.states), GENERAL) for folder in folders]
        return tuple(dict.fromkeys(found)) or (GENERAL,)

    def chosen(self, profiles: Iterable[str]) -> list[Chosen]:
        """The rules which some profiles want, each as grave as the strictest of them has it."""
        profiles = tuple(profiles)
        chosen = []
        for rule in self.rules.values():
            levels = {id: self.level(rule, id) for id in profiles}
            gravest = max(levels.values(), key=_ORDER.index, default="off")
            if gravest == "off":
                continue
            wanted = tuple(self.profiles[id].title for id, level in levels.items() if level != "off" and id in self.profiles)
            severity = cast("Severity", gravest)
            chosen.append(Chosen(rule, severity, () if len(wanted) == len(profiles) else wanted))
        return chosen

    def level(self, rule: Rule, profile: str) -> Level:
        """How grave a profile has a rule."""
        for id in (profile, GENERAL):
            if id in self.profiles and rule.id in self.profiles[id].rules:
                return self.profiles[id].rules[rule.id]
        return rule.severity

    # Files

    def _loaded(self, path: Path, schema: str) -> Data | None:
        try:
            data, problems = load_yaml(read_source(path, shown(path)))
        except Stopped as stopped:
            self.problems += stopped.problems
            return None
        problems += validate(data, packaged_schema(schema))
        self.problems += problems
        return None if has_errors(problems) else data

    def _rule(self, id: str, data: Data) -> Rule | None:
        value: dict[str, Any] = data.value
        problems = [*_faulty_patterns(data), *_faulty_messages(data)]
        self.problems += problems
        if problems:
            return None
        return Rule(
            id=id,
            title=value["title"],
            kind=value["kind"],
            severity=value["severity"],
            message=value["message"],
            write=value.get("write", ""),
            why=value.get("why", ""),
            source=value["source"],
            safe=value.get("safe", False),
            bad=_examples(value["examples"]["bad"]),
            good=_examples(value["examples"]["good"]),
            data=value,
            place=data.place(()),
        )

    def _profile(self, id: str, data: Data) -> Profile:
        value: dict[str, Any] = data.value
        for name in value.get("rules", {}):
            if name not in self.rules:
                place = data.key_place(("rules", name))
                self.problems.append(Problem(place, f'no rule "{name}"', "unknown-rule", nearest(name, self.rules)))
        return Profile(id, value["title"], tuple(value.get("states", ())), value.get("source", ""), value.get("rules", {}))

    def all_problems(self) -> tuple[Problem, ...]:
        """What is wrong in the files of rules and profiles."""
        _ = self.rules, self.profiles
        if GENERAL not in self.profiles and self.folder.is_dir():
            place = Place(shown(self.folder / "profiles"), 1, 1)
            self.problems.append(
                Problem(place, f'there is no profile "{GENERAL}"', "no-profile", "it says how grave a rule is for most states")
            )
        return ordered(self.problems)


def book_of(root: Path) -> Book:
    """The rules of a workspace: its own `rules/`; else those which come with the tool, in the package or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    folders = (root, package / "starter", package.parent)
    return Book(next((folder / "rules" for folder in folders if (folder / "rules").is_dir()), root / "rules"))


def _examples(given: list[str | dict[str, Any]]) -> tuple[Example, ...]:
    return tuple(
        Example(entry) if isinstance(entry, str) else Example(entry["text"], entry.get("found", ""), _facts(entry.get("facts", {})))
        for entry in given
    )


def _facts(given: dict[str, Any]) -> Facts:
    """What an example says of its draft."""
    sides = tuple(Side(side["name"], side["state"]) for side in given.get("sides", ()))
    day = date.fromisoformat(str(given["date"])) if "date" in given else None
    place, originals = given.get("place", ""), given.get("originals", 0)
    return Facts(sides=sides, place=place, date=day, originals=originals, languages=tuple(given.get("languages", ())))


def _faulty_messages(data: Data) -> Iterable[Problem]:
    """Messages whose braces do not pair."""
    for key in ("message", "write"):
        try:
            (data.below((key,)) or "").format_map(defaultdict(str))
        except (ValueError, LookupError, AttributeError) as error:
            hint = "braces hold the name of a value, as in {found}; a plain brace is typed {{"
            yield Problem(data.place((key,)), f"this is no message: {error}", "rule-message", hint)


def _faulty_patterns(data: Data) -> Iterable[Problem]:
    """Expressions which are none."""
    for key in _EXPRESSIONS:
        given = data.below((key,))
        for path, pattern in [((key,), given)] if isinstance(given, str) else [((key, n), each) for n, each in enumerate(given or ())]:
            try:
                re.compile(pattern)
            except re.error as error:
                hint = "expressions are Python's; a plain bracket is typed \\("
                yield Problem(data.place(path), f"this is no regular expression: {error}", "rule-pattern", hint)
