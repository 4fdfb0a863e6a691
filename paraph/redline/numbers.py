"""The numbering of a redline: the new document's definitions and instances, and what the old one has besides.

Lines which both documents have count in one instance, struck ones where they counted: so each reading counts as its
document does, and what Word and LibreOffice show with the changes hidden is the new document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paraph.records import NamedTuple
from paraph.redline.written import Line
from paraph.writers.docx.numbering import DEFINITIONS, FORM, SHOWN, Instance, Levels, first_number

_NUMBER = re.compile(r'<w:numPr><w:ilvl w:val="(\d+)"/><w:numId w:val="(\d+)"/></w:numPr>')
_LEVEL = re.compile(r'<w:lvl w:ilvl="(\d+)">.*?</w:lvl>', re.DOTALL)
_PARAGRAPHS = 1
"""The level of numbered paragraphs."""


_Scheme = tuple[Levels, int]
"""A scheme, and how many before it in its document are written alike: such ones count apart."""


class _Place(NamedTuple):
    """Where a definition of the old document counts: in which one of the redline, and which levels are written otherwise there."""

    definition: int
    otherwise: tuple[tuple[int, str], ...] = ()


class Numbers:
    """Which instance of the redline each one of the old document is.

    A scheme of which some marks have changed counts in the new one: only what bears these marks is struck and inserted.
    Instances of one definition count together, whatever levels of their own they have (ECMA-376 17.9.15; tried in LibreOffice 7.4).
    """

    def __init__(self, schemes: tuple[Sequence[Levels], Sequence[Levels]], olds: Sequence[Instance], news: Sequence[Instance]) -> None:
        """`schemes` are those of the old and the new document in one look, `olds` and `news` their instances."""
        before, after = map(_told_apart, schemes)
        partners = _partners(before, after)
        known = (*after, *(scheme for scheme in before if scheme not in after and scheme not in partners))
        self._places = [place for scheme in before for place in _places(scheme, partners.get(scheme, scheme), known)]
        self.schemes = [levels for levels, _ in known]
        added = DEFINITIONS * (len(self.schemes) - len(after))
        self.instances = [*news, *(Instance(DEFINITIONS * len(after) + n) for n in range(added))]
        """All instances of the redline; the first of them is instance 1."""
        self._plain = {instance: at for at, instance in reversed(list(enumerate(self.instances, 1))) if instance.start is None}
        self._olds = olds
        self._is: dict[tuple[int, bool], int] = {}
        self._taken: set[int] = set()

    def pair(self, old: Line, new: Line) -> None:
        """Two lines are one: where a series begins again in both, it does so in one instance."""
        here, there = _counted(old), _counted(new)
        if not (here and there):
            return
        (level, before), (_, after) = here, there
        own, instance = self._own(before, level)
        known = (before, own) in self._is or after in self._taken
        if not known and instance.start is not None and instance == self.instances[after - 1]:
            self._is[before, own] = after
            self._taken.add(after)

    def properties(self, old: Line) -> str:
        """The properties of an old line with its instance in the redline; asked when all lines which are one have been told."""
        return _NUMBER.sub(
            lambda found: f'<w:numPr><w:ilvl w:val="{found[1]}"/><w:numId w:val="{self._number(int(found[2]), int(found[1]))}"/></w:numPr>',
            old.properties,
        )

    def marks(self, old: Line, new: Line) -> tuple[str, str]:
        """How the numbers of an old and a new line are written, by the first one: as `SECTION 1, …`."""
        here, there = _counted(old), _counted(new)
        return (
            self._series(self._own(here[1], here[0])[1], here[0]) if here else "none",
            self._series(self.instances[there[1] - 1], there[0]) if there else "none",
        )

    def _series(self, instance: Instance, level: int) -> str:
        scheme = self.schemes[instance.definition // DEFINITIONS]
        levels = _levels(scheme[instance.definition % DEFINITIONS]) | dict(instance.levels)
        return f"{first_number([levels[depth] for depth in sorted(levels)], level)}, …"

    def _number(self, id: int, level: int) -> int:
        own, instance = self._own(id, level)
        if (id, own) not in self._is:
            if instance not in self._plain:
                self.instances.append(instance)
                if instance.start is None:
                    self._plain[instance] = len(self.instances)
            self._is[id, own] = self._plain.get(instance, len(self.instances))
        return self._is[id, own]

    def _own(self, id: int, level: int) -> tuple[bool, Instance]:
        """The instance in which a line of an old instance counts at a level, and whether it has levels of its own for it."""
        old = self._olds[id - 1]
        place = self._places[old.definition]
        otherwise = {depth for depth, _ in place.otherwise}
        own = level in otherwise
        begins = (old.level in otherwise) == own
        start = (old.level, old.start) if begins else (0, None)
        return own, Instance(place.definition, *start, place.otherwise if own else ())


def _counted(line: Line) -> tuple[int, int] | None:
    """The level and the instance in which a line counts in its own document."""
    found = _NUMBER.search(line.properties)
    return (int(found[1]), int(found[2])) if found else None


def _told_apart(schemes: Sequence[Levels]) -> list[_Scheme]:
    return [(scheme, schemes[:number].count(scheme)) for number, scheme in enumerate(schemes)]


def _partners(before: Sequence[_Scheme], after: Sequence[_Scheme]) -> dict[_Scheme, _Scheme]:
    """The new scheme of each old one which is now another and writes the numbers of paragraphs as it did."""
    found: dict[_Scheme, _Scheme] = {}
    for old in before:
        free = [new for new in after if new not in before and new not in found.values()] if old not in after else []
        partner = next((new for new in free if _PARAGRAPHS not in _changed(old[0][0], new[0][0])), None)
        if partner:
            found[old] = partner
    return found


def _places(old: _Scheme, new: _Scheme, known: Sequence[_Scheme]) -> list[_Place]:
    """Where each definition of an old scheme counts."""
    first = DEFINITIONS * known.index(new)
    return [_Place(first + at, tuple(_changed(a, b).items())) for at, (a, b) in enumerate(zip(old[0], new[0], strict=True))]


def _changed(old: str, new: str) -> dict[int, str]:
    """The levels of a definition which are others in the new one, as they were: also those which show the number of such a one."""
    before, after = _levels(old), _levels(new)
    formed = {level for level, said in before.items() if FORM.findall(said) != FORM.findall(after.get(level, ""))}
    return {
        level: said
        for level, said in before.items()
        if said != after.get(level) or formed & {int(shown) - 1 for shown in SHOWN.findall(said)}
    }


def _levels(definition: str) -> dict[int, str]:
    return {int(level[1]): level[0] for level in _LEVEL.finditer(definition)}
