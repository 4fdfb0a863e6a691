"""What a draft chooses and says, as plain values: two accounts are compared, and an account can be kept.

It is drawn up from a draft, its document and its library; none of these is needed when it is read again.
"""

from __future__ import annotations

from paraph.records import NamedTuple


class Chosen(NamedTuple):
    """One pick: the clause with what the library says of it, what the draft says of it, and what it prints.

    `wording` is the draft's own, empty where the library's stands. `own` is false where the template picks. A line of `lines`
    holds the targets of references, one of `printed` what they print.
    """

    key: str
    topic: str
    clause: str
    title: str = ""
    summary: str = ""
    rank: str = ""
    status: str = ""
    guidance: str = ""
    library: str = ""
    wording: str = ""
    departs: bool = False
    reason: str = ""
    fills: tuple[tuple[str, str], ...] = ()
    own: bool = True
    lines: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The clause's name within its topic, as drafts write it; “own text” where there is none."""
        return self.clause.partition("/")[2] or "own text"

    @property
    def writes(self) -> bool:
        """Whether the draft picks no clause here and gives a text of its own."""
        return self.own and not self.clause and bool(self.printed)

    @property
    def says(self) -> str:
        """The wording which stands, whoever wrote it."""
        return self.wording or self.library

    @property
    def text(self) -> str:
        """What it prints, a line for each paragraph; less the mark of the item which the whole of it is."""
        if self.printed[:1] and self.printed[0][:2] in ("+ ", "- ") and all(line[:2] == "  " for line in self.printed[1:]):
            return "\n".join(line[2:] for line in self.printed)
        return "\n".join(self.printed)


class Planned(NamedTuple):
    """A section or annex of the outline: its topics, the sub-headings with the topic which each stands above, and its number."""

    id: str
    heading: str
    annex: bool
    topics: tuple[str, ...]
    above: tuple[tuple[str, str], ...] = ()
    numbering: str = ""
    reason: str = ""
    mark: str = ""

    @property
    def name(self) -> str:
        """How people know it."""
        return f"“{self.heading}”" if self.heading else f'"{self.id}"'


class Fact(NamedTuple):
    """Something which is said once: its key, how people call it, its value, and whether the draft says it or its template does."""

    key: str
    label: str
    value: str
    own: bool = True


class Side(NamedTuple):
    """A party: the agencies' ids, its name and state, all that is said of it, and who signs for it, with their offices."""

    use: tuple[str, ...]
    name: str
    state: str
    facts: tuple[Fact, ...]
    signatories: tuple[tuple[str, str], ...]


class Account(NamedTuple):
    """All of a draft that can differ. `raw` is its data by key as JSON; `faulty` says that problems keep some of it from being read.

    `unheld` says in words that it does not give its frozen text, when it does not.
    """

    template: str
    facts: tuple[Fact, ...]
    parties: tuple[Side, ...]
    picks: tuple[Chosen, ...]
    omitted: tuple[tuple[str, str], ...]
    outline: tuple[Planned, ...]
    own_outline: tuple[bool, bool]
    """Whether the draft gives its sections and its annexes itself."""
    waivers: tuple[tuple[str, str, str], ...]
    raw: tuple[tuple[str, str], ...]
    faulty: bool = False
    unheld: str = ""
