"""Which Jinja may stand in clause text: values, filters, `if`, `for`, and three functions.

What is let through always ends: loops run over lists which a draft gives, at most two deep, and nothing
calculates. So a text cannot hang, and it cannot grow beyond the product of its lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes

from paraph.library import Wording
from paraph.problems import Place, Problem, Stopped, nearest
from paraph.records import NamedTuple
from paraph.render.filters import FILTERS
from paraph.render.values import ATTRIBUTES

FUNCTIONS = frozenset({"ref", "list", "blank"})
"""`ref(id)` refers to a section or topic, `list(topic)` puts in the picks of a topic, `blank(label)` leaves a blank."""
LOOPS = 2
"""How deep loops may stand in each other."""

_TAGS_WITH_MARKS = re.compile(r"\{[%{#][-+]|[-+][%}#]\}|\{%\s*(?:end)?raw\s*%\}")
_SINGLE_BRACE = re.compile(r"(?<!\{)\{ *([a-z_]+) *\}(?!\})")
_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For,
    nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Tuple,
)  # fmt: skip
_CALLED = {
    nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Mod: "%",
    nodes.Pow: "**", nodes.Concat: "~", nodes.Getitem: "[ ]", nodes.Slice: "[ : ]", nodes.Dict: "{ }",
    nodes.List: "[ ]", nodes.Assign: "set", nodes.AssignBlock: "set", nodes.Macro: "macro", nodes.Call: "a call",
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "import", nodes.Extends: "extends",
    nodes.Block: "block", nodes.CallBlock: "call", nodes.FilterBlock: "filter", nodes.With: "with",
}  # fmt: skip


class Found(NamedTuple):
    """What a text uses: names of its context, and the topics it lists."""

    names: frozenset[str]
    lists: frozenset[str]


def examine(tree: nodes.Template, wording: Wording, names: frozenset[str]) -> Found:
    """What a parsed text uses. Stops with `jinja-not-allowed` and `undefined-name`."""
    examination = _Examination(wording, names)
    found = _TAGS_WITH_MARKS.search(wording.text)
    if found:
        line = wording.text.count("\n", 0, found.start()) + 1
        examination.report(
            line, f'"{found.group()}"', found.group(), "plain {{ … }} and {% … %} do; a tag on its own line leaves no blank line"
        )
    for single in _SINGLE_BRACE.finditer(wording.text):
        if single[1] in names:
            line = wording.text.count("\n", 0, single.start()) + 1
            place = examination.place(line, single.group())
            hint = f"write {{{{ {single[1]} }}}} for the value"
            examination.problems.append(Problem(place, f'"{single.group()}" prints as it stands', "single-brace", hint))
    examination.visit(tree, frozenset(), 0)
    if examination.problems:
        raise Stopped(examination.problems)
    return Found(frozenset(examination.used), frozenset(examination.lists))


class _Examination:
    def __init__(self, wording: Wording, names: frozenset[str]) -> None:
        self.wording = wording
        self.names = names
        self.used: set[str] = set()
        self.lists: set[str] = set()
        self.problems: list[Problem] = []

    def visit(self, node: nodes.Node, bound: frozenset[str], loops: int) -> None:
        match node:
            case nodes.Name():
                self._name(node, bound)
            case nodes.Getattr():
                if node.attr not in ATTRIBUTES and f".{node.attr}" not in self.names:
                    known = sorted({*ATTRIBUTES, *(name[1:] for name in self.names if name[0] == ".")})
                    self.report(node.lineno, f'".{node.attr}"', node.attr, nearest(node.attr, known) or f"known: {', '.join(known)}")
            case nodes.Filter():
                if node.name not in FILTERS or node.args or node.kwargs:
                    self.report(
                        node.lineno, f'the filter "{node.name}"', node.name, nearest(node.name, FILTERS) or f"known: {', '.join(FILTERS)}"
                    )
            case nodes.Test():
                self.report(node.lineno, f'the test "is {node.name}"', node.name, "{% if name %} asks whether a value is given")
            case nodes.Call():
                self._call(node)
                return
            case nodes.For():
                self._for(node, bound, loops)
                return
            case _ if not isinstance(node, _PLAIN):
                called = _CALLED.get(type(node), type(node).__name__)
                self.report(node.lineno, called, called, "clause text has values, filters, if and for; write two alternatives instead")
        for child in node.iter_child_nodes():
            self.visit(child, bound, loops)

    def _name(self, node: nodes.Name, bound: frozenset[str]) -> None:
        if node.name in bound:
            return
        self.used.add(node.name)
        if node.name not in self.names:
            known = [name for name in self.names if name[0] != "."]
            hint = nearest(node.name, known) or f"known: {', '.join(sorted(known))}"
            place = self.place(node.lineno, node.name)
            self.problems.append(Problem(place, f'nothing is named "{node.name}"', "undefined-name", hint))

    def _call(self, node: nodes.Call) -> None:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        argument = node.args[0].value if len(node.args) == 1 and isinstance(node.args[0], nodes.Const) else None
        if name not in FUNCTIONS & self.names or not isinstance(argument, str) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            known = ", ".join(f'{function}("…")' for function in ("ref", "list", "blank") if function in self.names)
            hint = f"known: {known}" if known else "nothing can be called here: this text has values, filters, if and for"
            self.report(node.lineno, f'the call of "{name or "a value"}"', name, hint)
        else:
            self.used.add(name)
            if name == "list":
                self.lists.add(argument)

    def _for(self, node: nodes.For, bound: frozenset[str], loops: int) -> None:
        if loops == LOOPS:
            self.report(node.lineno, f"a loop {LOOPS + 1} deep", "for", "write the list out")
        if node.recursive:
            self.report(node.lineno, "a recursive loop", "recursive", "write the list out")
        self.visit(node.iter, bound, loops)
        inside = bound | {name.name for name in _targets(node.target)} | {"loop"}
        for child in (*node.body, *([node.test] if node.test else [])):
            self.visit(child, inside, loops + 1)
        for child in node.else_:
            self.visit(child, bound, loops)

    def report(self, line: int, what: str, near: str, hint: str) -> None:
        self.problems.append(Problem(self.place(line, near), f"{what} is not allowed in clause text", "jinja-not-allowed", hint))

    def place(self, line: int, near: str) -> Place:
        """Where a line of the text says something."""
        place = self.wording.place
        if not self.wording.follows:
            return place
        text = self.wording.text.split("\n")[line - 1]
        # Only the first line of a text may begin inside a line of its file; the others begin where it is indented.
        return Place(place.path, place.line + line - 1, place.column + max(text.find(near), 0))


def _targets(target: nodes.Node) -> Iterator[nodes.Name]:
    return iter([target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name))
