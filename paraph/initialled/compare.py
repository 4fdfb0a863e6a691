"""Two texts, paragraph by paragraph: which paragraphs differ, and how."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from paraph.initialled.lines import Line
from paraph.records import NamedTuple

Sort = Literal["changed", "missing", "added", "moved", "number", "split", "joined"]
"""How a paragraph differs: `number` is one with the same words and another number or mark."""
_LIKE = 0.5
"""The share of words which makes of two paragraphs the same one, changed."""
_PAIRS = 4_000
"""Among more pairs than these, paragraphs are held beside each other in their order."""
SAME = {0xAD: None, 0x2011: "-"}
"""Soft hyphens do not print, and Word stores hyphens which do not break as signs of its own."""

Key = tuple[str, str]


class Difference(NamedTuple):
    """Paragraphs which differ: their numbers in the one text and in the other, from 0."""

    sort: Sort
    then: tuple[int, ...]
    now: tuple[int, ...]


def differences(then: Sequence[Line], now: Sequence[Line]) -> list[Difference]:
    """Every paragraph which differs, in the order of the texts; none when both say exactly the same."""
    return _found(then, now).all()


def same(then: Sequence[Line], now: Sequence[Line]) -> list[tuple[int, int]]:
    """The paragraphs which both texts have in the same order, whatever their numbers."""
    return _found(then, now).same


def _found(then: Sequence[Line], now: Sequence[Line]) -> _Found:
    old, new = [_key(line) for line in then], [_key(line) for line in now]
    found = _Found(then, now, old, new)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.same += zip(range(a, b), range(c, d), strict=True)
        else:
            found.gaps.append((list(range(a, b)), list(range(c, d))))
    return found


def _key(line: Line) -> Key:
    """What has to be equal, its mark aside: the words, and whether it stands in the text, in a table or in a note."""
    place = line.sort if line.sort == "note" else "table" if line.sort in ("cell", "signature") else ""
    return place, line.text.translate(SAME).strip()


def _mark(line: Line) -> str:
    """A mark as it is compared: signs in front of a list are alike, for programs have their own."""
    return line.mark if any(letter.isalnum() for letter in line.mark) else "–" * bool(line.mark)


class _Found:
    """Pairs the paragraphs which are left between those which both texts have."""

    def __init__(self, then: Sequence[Line], now: Sequence[Line], old: list[Key], new: list[Key]) -> None:
        self.then, self.now, self.old, self.new = then, now, old, new
        self.same: list[tuple[int, int]] = []
        self.gaps: list[tuple[list[int], list[int]]] = []
        self.found: list[Difference] = []
        self.letters = [["".join(text.split()) for _, text in keys] for keys in (old, new)]
        """The texts without white space."""

    def all(self) -> list[Difference]:
        for a, b in self.same:
            if _mark(self.then[a]) != _mark(self.now[b]):
                self.found.append(Difference("number", (a,), (b,)))
        self._moved()
        for gap in self.gaps:
            self._cut(*gap)
            self._changed(*gap)
        return sorted(self.found, key=lambda one: (one.now or one.then, one.then))

    def _moved(self) -> None:
        """What stands in one gap of the one text and in another of the other."""
        places: dict[Key, list[tuple[list[int], int]]] = {}
        for _, gained in self.gaps:
            for b in gained:
                places.setdefault(self.new[b], []).append((gained, b))
        for lost, _ in self.gaps:
            for a in list(lost):
                if where := places.get(self.old[a]):
                    gained, b = where.pop(0)
                    lost.remove(a)
                    gained.remove(b)
                    self.found.append(Difference("moved", (a,), (b,)))

    def _cut(self, lost: list[int], gained: list[int]) -> None:
        """A paragraph which became several, or several which became one."""
        old, new = self.letters
        for a in list(lost):
            if run := _run(old[a], gained, new):
                self.found.append(Difference("split", (a,), run))
                _take([a], lost)
                _take(run, gained)
        for b in list(gained):
            if run := _run(new[b], lost, old):
                self.found.append(Difference("joined", run, (b,)))
                _take(run, lost)
                _take([b], gained)

    def _changed(self, lost: list[int], gained: list[int]) -> None:
        """Of what is left the paragraphs which are like each other, in their order; the rest is missing or added."""
        for a, b in self._pairs(lost, gained):
            self.found.append(Difference("changed", (a,), (b,)))
            lost.remove(a)
            gained.remove(b)
        self.found += [Difference("missing", (a,), ()) for a in lost]
        self.found += [Difference("added", (), (b,)) for b in gained]

    def _pairs(self, lost: list[int], gained: list[int]) -> list[tuple[int, int]]:
        if len(lost) == len(gained) == 1 or len(lost) * len(gained) > _PAIRS:
            return list(zip(lost, gained, strict=False))
        likely = sorted((-self._likeness(a, b), a, b) for a in lost for b in gained)
        pairs: list[tuple[int, int]] = []
        for likeness, a, b in likely:
            if -likeness >= _LIKE and all((a < c and b < d) or (a > c and b > d) for c, d in pairs):
                pairs.append((a, b))
        return pairs

    def _likeness(self, a: int, b: int) -> float:
        return SequenceMatcher(None, self.old[a][1].split(), self.new[b][1].split(), autojunk=False).ratio()


def _run(whole: str, pieces: list[int], letters: list[str]) -> tuple[int, ...]:
    """The paragraphs in a row which together are a paragraph, white space aside; none when there are none."""
    for start, piece in enumerate(pieces):
        so_far = letters[piece]
        end = start
        while whole.startswith(so_far) and end + 1 < len(pieces):
            end += 1
            so_far += letters[pieces[end]]
            if so_far == whole:
                return tuple(pieces[start : end + 1])
    return ()


def _take(taken: Sequence[int], of: list[int]) -> None:
    of[:] = [number for number in of if number not in taken]
