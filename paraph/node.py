"""What the nodes of the tree have in common: frozen values with named fields, equal wherever they came from.

`dataclasses` says the same in fewer lines; but to import it, and to let it write each class's methods as text,
takes longer than to build a document.
"""

from __future__ import annotations

from typing import Any, Self, dataclass_transform

PLACES = ("place", "origin")
"""Fields which say where a node came from. They take no part in equality."""


@dataclass_transform(frozen_default=True)
class Fields(type):
    """Makes what a class annotates its fields: slots, and arguments in their order."""

    fields: tuple[str, ...]
    compared: tuple[str, ...]

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Fields:
        """A class of nodes."""
        fields = tuple(namespace.get("__annotations__", ()))
        defaults = {field: namespace.pop(field) for field in fields if field in namespace}
        made = super().__new__(cls, name, bases, {**namespace, "__slots__": fields, "__match_args__": fields})
        made.fields = fields
        made.compared = tuple(field for field in fields if field not in PLACES)
        if fields:
            made.__init__ = _first(made, defaults)  # type: ignore[misc]
        return made


def _first(node: Fields, defaults: dict[str, Any]) -> Any:
    """An `__init__` which makes the real one in its place when the first node of a kind is made: most drafts have few kinds."""

    def first(self: Any, *values: Any, **named: Any) -> None:
        node.__init__ = initialize = _initializer(node, defaults)  # type: ignore[misc]
        initialize(self, *values, **named)

    return first


def _initializer(node: Fields, defaults: dict[str, Any]) -> Any:
    """An `__init__` which fills the slots; written as text, for a loop over them would take three times as long."""
    arguments = ", ".join(f"{field}=_defaults['{field}']" if field in defaults else field for field in node.fields)
    body = "; ".join(f"_set_{field}(self, {field})" for field in node.fields)
    names = {f"_set_{field}": getattr(node, field).__set__ for field in node.fields}
    exec(f"def __init__(self, {arguments}): {body}", found := {"_defaults": defaults, **names})  # noqa: S102
    return found["__init__"]


class Node(metaclass=Fields):
    """A frozen value of the tree. Nodes are equal when they are of one kind and their fields are, places aside."""

    def but(self, **changes: Any) -> Self:
        """The node with other values in some fields."""
        values = [changes.pop(field) if field in changes else getattr(self, field) for field in type(self).fields]
        if changes:
            raise TypeError(f"{type(self).__name__} has no {', '.join(changes)}")
        return type(self)(*values)

    def _compared(self) -> tuple[object, ...]:
        return tuple([getattr(self, field) for field in type(self).compared])

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash((type(self), self._compared()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{field}={getattr(self, field)!r}" for field in type(self).compared)
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple([getattr(self, field) for field in type(self).fields])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot change")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot change")
