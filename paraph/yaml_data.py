"""YAML as officials type it: plain data, and the place of every key and value. The door of PyYAML.

Follows the core schema of YAML 1.2 (§10.3) for what a plain scalar means, so that `NO` is a text, less the
forms of numbers which no official types (0x2, 2e0, .inf): those are texts. A date stays the text it was typed
as, for the schema to judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from paraph.problems import Place, Problem, Stopped, shortened
from paraph.records import NamedTuple
from paraph.source import Source, unprintable

DEPTH = 24
"""Levels of nesting; a draft needs six."""
NODES = 250_000
"""Values in a file, each alias counted with all that it stands for."""

Path = tuple[str | int, ...]
Spot = tuple[int, int]
"""A line and a column: few of all that a file has become places."""
Below = dict[str | int, "Mark"]
Mark = tuple[Spot, Spot, str | None, Below | None]
"""Where a value stands and where its key does; how a text was typed; the marks of what a mapping or list holds."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}\Z")
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_ODD_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_HINTS = (
    ("tab character", "indent with spaces, not tabs"),
    ("cannot start any token", "a text which begins with this character needs quotes"),
    ("mapping values are not allowed", 'a text which holds ": " needs quotes; or a line is indented too far'),
    ("could not find expected ':'", 'write "key: value", with a space after the colon'),
    ("did not find expected key", "line up the keys of one mapping; an apostrophe inside '…' is typed ''"),
    ("did not find expected '-'", "line up the dashes of one list; an apostrophe inside '…' is typed ''"),
    ("unexpected end of stream", "a quotation mark is opened and not closed"),
    ("alphabetic or numeric", "a text which begins with * or & needs quotes"),
    ("undefined alias", "a text which begins with * needs quotes"),
    ("expected ',' or", 'close the bracket; a text which begins with [ or {, or holds ": ", needs quotes'),
)


class Data(NamedTuple):
    """Plain data of a YAML text, and where each key and value stands."""

    value: Any
    mark: Mark
    source: Source

    def place(self, path: Path) -> Place:
        """Where the value of a path stands, or the nearest that holds it."""
        mark = self.mark
        for key in path:
            below = mark[3]
            if below is None or key not in below:
                break
            mark = below[key]
        return Place(self.source.path, *mark[0])

    def key_place(self, path: Path) -> Place:
        """Where the key of a path stands, or else its value."""
        mark = self._mark(path)
        return Place(self.source.path, *mark[1]) if mark else self.place(path)

    def typed(self, path: Path) -> tuple[str, Place]:
        """How the text at a path was typed (by a quotation mark, | or >, or by nothing when it is plain or no text), and where."""
        mark = self._mark(path)
        return (mark[2] or "", Place(self.source.path, *mark[0])) if mark else ("", self.place(path))

    def _mark(self, path: Path) -> Mark | None:
        mark: Mark | None = self.mark
        for key in path:
            mark = mark[3].get(key) if mark and mark[3] else None
        return mark

    def below(self, path: Path) -> Any:
        """The value at a path, or `None`."""
        value = self.value
        for key in path:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                return None
        return value


def load_yaml(source: Source, first_line: int = 1, text: str | None = None, depth: int = 0) -> tuple[Data, list[Problem]]:
    """The data of a YAML text which begins at a line of its source, so deep in it, and problems which leave data to go on with.

    Stops with `yaml-syntax`, `yaml-tag`, `too-deep` or `too-large`; reports `duplicate-key`,
    `control-character` and `typed-quotes`.
    """
    loader = _Loader(source, first_line)
    try:
        value = loader.load(source.text if text is None else text, depth)
    except yaml.MarkedYAMLError as error:
        raise Stopped([*loader.problems, loader.worded(error)]) from None
    except yaml.YAMLError as error:
        problem = Problem(loader.start, f"this is not YAML: {error}", "yaml-syntax")
        raise Stopped([*loader.problems, problem]) from None
    return Data(*value, source), loader.problems


class _Loader:
    def __init__(self, source: Source, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.start = Place(source.path, first_line, 1)
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.nodes = 0
        self._next: Callable[[], Any]

    def load(self, text: str, depth: int) -> tuple[Any, Mark]:
        self._look_for_odd_spaces(text)
        self.has_comments = " #" in text
        self.lines = text.split("\n") if self.has_comments else []
        self._next = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text).get_event
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None, (self.start[1:], self.start[1:], None, None)
        value = self._value(self._next(), None, depth)
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._stop(after, "a second YAML document begins here", "yaml-syntax", 'delete the line "---"')
        return value

    def _place(self, mark: Any) -> Place:
        return Place(self.source.path, mark.line + self.first_line, mark.column + 1)

    def _stop(self, event: Any, message: str, rule: str, hint: str) -> None:
        raise Stopped([*self.problems, Problem(self._place(event.start_mark), message, rule, hint)])

    def _value(self, event: Any, key: Spot | None, depth: int) -> tuple[Any, Mark]:
        """A value with its mark, which notes where its key stands."""
        self.nodes += 1
        mark = event.start_mark
        at = (mark.line + self.first_line, mark.column + 1)
        kind = type(event)
        if kind is ScalarEvent and event.tag is None and not event.anchor and self.nodes <= NODES:
            return self._scalar(event), (at, key or at, event.style, None)  # nearly all that a draft holds
        if kind is AliasEvent:
            return self._alias(event), (at, key or at, None, None)
        if event.tag is not None:
            self._stop(event, f'the tag "{shortened(event.tag)}" means nothing here', "yaml-tag", "delete it, or put the text in quotes")
        if depth > DEPTH or self.nodes > NODES:
            self._check_size(event, depth)
        before = self.nodes
        below: Below = {}
        if kind is ScalarEvent:
            value = self._scalar(event)
        elif kind is MappingStartEvent:
            value = self._mapping(below, depth)
        else:
            value = self._sequence(below, depth)
        if event.anchor:
            self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value, (at, key or at, event.style if kind is ScalarEvent else None, below)

    def _check_size(self, event: Any, depth: int) -> None:
        if depth > DEPTH:
            self._stop(event, f"nested deeper than {DEPTH} levels", "too-deep", "close a bracket, or indent less")
        if self.nodes > NODES:
            self._stop(event, f"holds more than {NODES:,} values", "too-large", "write values out instead of repeating aliases")

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            self._stop(
                event, f'nothing is named "&{shortened(event.anchor)}" above', "yaml-syntax", "a text which begins with * needs quotes"
            )
        value, size = self.anchors[event.anchor]
        self.nodes += size
        self._check_size(event, 0)
        return value

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if not text.isprintable():
            self.problems += unprintable(text, self.source, self._place(event.start_mark))
        return text if event.style else self._plain(event, text)

    def _plain(self, event: Any, text: str) -> Any:
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if text[0] in "+-0123456789":
            if _INTEGER.match(text):
                return int(text)
            if _FLOAT.match(text):
                number = float(text)
                return int(number) if number.is_integer() else number
        if text[0] in "“‘„" and len(text) > 1 and text[-1] in "”’“":
            hint = f'if they are meant as YAML quotes, type "{shortened(text[1:-1])}"; else put straight quotes around'
            message = f"the curly quotes of {shortened(text)} will print"
            self.problems.append(Problem(self._place(event.start_mark), message, "typed-quotes", hint, "warning"))
        if self.has_comments and text.count(" ") > 1:
            self._look_for_comment(event.end_mark)
        return text

    def _look_for_comment(self, end: Any) -> None:
        """Prose goes on behind a # more often than it is commented on; who comments leaves two spaces."""
        line = self.lines[end.line]
        if line.startswith(" #", end.column):
            at = end.column + 1
            place = Place(self.source.path, end.line + self.first_line, at + 1)
            hint = "put the text in quotes; or put the comment on a line of its own"
            self.problems.append(Problem(place, "what stands behind # is a comment and does not print", "typed-comment", hint, "warning"))

    def _mapping(self, marks: Below, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        following, first_line = self._next, self.first_line
        while type(event := following()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                self._stop(
                    event, "a key must be a word, not a list or mapping", "yaml-syntax", "a text which begins with [ or { needs quotes"
                )
            key, mark = event.value, event.start_mark
            if not key.isprintable():
                self.problems += unprintable(key, self.source, self._place(mark))
            if key in found:
                self._duplicate(key, Place(self.source.path, *marks[key][1]), self._place(mark))
            found[key], marks[key] = self._value(following(), (mark.line + first_line, mark.column + 1), depth + 1)
        return found

    def _duplicate(self, key: str, first: Place, second: Place) -> None:
        name = shortened(key)
        self.problems += [
            Problem(first, f'key "{name}" is given again in line {second.line}', "duplicate-key", "keep one of the two"),
            Problem(second, f'key "{name}" is given already in line {first.line}', "duplicate-key", "keep one of the two"),
        ]

    def _sequence(self, marks: Below, depth: int) -> list[Any]:
        found: list[Any] = []
        while type(event := self._next()) is not SequenceEndEvent:
            value, marks[len(found)] = self._value(event, None, depth + 1)
            found.append(value)
        return found

    def _look_for_odd_spaces(self, text: str) -> None:
        """Spaces which look like indentation and are none."""
        if text.isascii() or not any(space in text for space in _ODD_SPACES):
            return
        for found in re.finditer(rf"^[ \t]*(?:- *)*([{_ODD_SPACES}])|:([\u00a0\u202f\u3000])", text, re.MULTILINE):
            offset = found.start(found.lastindex or 0)
            line = text.count("\n", 0, offset) + self.first_line
            place = Place(self.source.path, line, offset - text.rfind("\n", 0, offset))
            message = f"a space of an unusual kind (U+{ord(text[offset]):04X}) stands where YAML needs a plain one"
            self.problems.append(Problem(place, message, "odd-space", "delete it and press the space bar"))
        if self.problems:
            raise Stopped(self.problems)

    def worded(self, error: yaml.MarkedYAMLError) -> Problem:
        """A syntax error of YAML in words which help someone who does not know YAML."""
        # An open quotation mark is found at the end of the file; the place to mend is where it opens.
        # likewise of a bracket, and of a key whose colon is missed only in the next line.
        at_context = any(sign in str(error.context) for sign in ("quoted scalar", "flow", "simple key"))
        mark = error.context_mark if at_context else error.problem_mark or error.context_mark
        place = self._place(mark) if mark else self.start
        message = " ".join(filter(None, (error.context, error.problem)))
        lines = self.source.text.split("\n")
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        if "\t" in line[: place.column] and not line[: place.column - 1].strip():
            message = "found a tab character in the indentation"
        hint = next((hint for sign, hint in _HINTS if sign in message), "")
        if conflict := next((number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")), 0):
            place, message = Place(self.source.path, conflict, 1), "git has left two versions of these lines"
            hint = "keep what is to stand, and take out the lines which begin with <<<<<<<, ======= and >>>>>>>"
        return Problem(place, f"this is not YAML: {message}", "yaml-syntax", hint)
