"""`NamedTuple` as in `typing`, for classes which mypy has looked at, made in less than half the time.

`typing.NamedTuple` compiles the annotation of every field when the class is made, to see whether it could be a type. The tool has
a hundred such classes, and mypy looks at their annotations; so here they are left alone. That is a twentieth of a cold build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    class _Records(type):
        """Makes a named tuple of what a class annotates, with the methods and the docstring of the class."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace["__annotations__"])
            defaults = [namespace[field] for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults)  # noqa: PYI024 - what mypy sees is typing's
            for key, value in namespace.items():
                if key not in fields:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Records):
        """The base of a named tuple."""
