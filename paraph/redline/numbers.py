"""The numbering of a redline: the new document's definitions and instances, and what the old one has besides.

Lines which both documents have count in one instance, struck ones where they counted: so each reading counts as its
document does, and what Word and LibreOffice show with the changes hidden is the new document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paraph.redline.written import Line
from paraph.writers.docx.numbering import DEFINITIONS, Instance, Levels

_NUMBER = re.compile(r'<w:numPr><w:ilvl w:val="(\d+)"/><w:numId w:val="(\d+)"/></w:numPr>')


_Scheme = tuple[Levels, int]
"""A scheme, and how many before it in its document are written alike: such ones count apart."""


class Numbers:
    """Which instance of the redline each one of the old document is."""

    def __init__(self, schemes: tuple[Sequence[Levels], Sequence[Levels]], olds: Sequence[Instance], news: Sequence[Instance]) -> None:
        """`schemes` are those of the old and the new document in one look, `olds` and `news` their instances."""
        before, after = map(_told_apart, schemes)
        known = (*after, *(scheme for scheme in before if scheme not in after))
        self._known = {scheme: number for number, scheme in enumerate(known)}
        self.schemes = [levels for levels, _ in known]
        added = DEFINITIONS * (len(self.schemes) - len(after))
        self.instances = [*news, *(Instance(DEFINITIONS * len(after) + n) for n in range(added))]
        """All instances of the redline; the first of them is instance 1."""
        self._olds = [
            instance._replace(definition=self._definition(before[instance.definition // DEFINITIONS], instance.definition))
            for instance in olds
        ]
        self._is: dict[int, int] = {}
        self._taken: set[int] = set()
        for id, instance in enumerate(self._olds, 1):
            if instance.start is None:
                self._is[id] = next(at for at, other in enumerate(self.instances, 1) if other == instance)

    def _definition(self, scheme: _Scheme, definition: int) -> int:
        return DEFINITIONS * self._known[scheme] + definition % DEFINITIONS

    def pair(self, old: Line, new: Line) -> None:
        """Two lines are one: where a series begins again in both, it does so in one instance."""
        here, there = _NUMBER.search(old.properties), _NUMBER.search(new.properties)
        if not (here and there):
            return
        before, after = int(here[2]), int(there[2])
        known = before in self._is or after in self._taken
        if not known and self._olds[before - 1] == self.instances[after - 1]:
            self._is[before] = after
            self._taken.add(after)

    def settle(self) -> None:
        """Give the old document's other instances their numbers."""
        for id, instance in enumerate(self._olds, 1):
            if id not in self._is:
                self.instances.append(instance)
                self._is[id] = len(self.instances)

    def properties(self, old: Line) -> str:
        """The properties of an old line with its instance in the redline."""
        return _NUMBER.sub(
            lambda found: f'<w:numPr><w:ilvl w:val="{found[1]}"/><w:numId w:val="{self._is[int(found[2])]}"/></w:numPr>', old.properties
        )


def _told_apart(schemes: Sequence[Levels]) -> list[_Scheme]:
    return [(scheme, schemes[:number].count(scheme)) for number, scheme in enumerate(schemes)]
