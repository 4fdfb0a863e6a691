"""The catalogue as text: wrapped and coloured for a terminal, plain and unwrapped for a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from paraph.catalogue import Topic, fill_words
from paraph.catalogue.search import Hits, spots
from paraph.catalogue.usage import Mention, Stand, TemplatePick
from paraph.catalogue.views import AgenciesView, AgencyView, ClauseView, TopicView
from paraph.library import ANY_NUMBER, Clause
from paraph.problems import Place, shortened
from paraph.records import NamedTuple

MOST = 50
"""How many hits of a search, and places of a use, are printed."""


class Paper(NamedTuple):
    """What the text is printed on: its width, none where lines are not wrapped, and whether it has colour."""

    width: int | None = None
    colour: bool = False

    def strong(self, text: str) -> str:
        """What the eye looks for."""
        return f"\033[1m{text}\033[0m" if self.colour and text else text

    def pale(self, text: str) -> str:
        """What only goes along."""
        return f"\033[2m{text}\033[0m" if self.colour and text else text

    def marked(self, text: str, words: Sequence[str]) -> str:
        """A text in which words stand out."""
        if not self.colour:
            return text
        for start, end in reversed(spots(text, words)):
            text = f"{text[:start]}\033[1;32m{text[start:end]}\033[0m{text[end:]}"
        return text

    def named(self, name: str, text: str, first: str = "", after: str = "  ") -> str:
        """A paragraph which begins with a name, in strong type."""
        return self.wrapped(f"{name}: {text}", first, after).replace(f"{name}:", f"{self.strong(name)}:", 1)

    def wrapped(self, text: str, first: str = "", after: str = "") -> str:
        """A paragraph with an indent, that of its first line and that of the others."""
        text = " ".join(text.split())
        if self.width is None:
            return first + text
        width = max(self.width, len(after) + 20)
        return (
            textwrap.fill(text, width, initial_indent=first, subsequent_indent=after, break_long_words=False, break_on_hyphens=False)
            or first
        )


def topics(found: Sequence[Topic], paper: Paper) -> Iterator[str]:
    """A line for each topic."""
    rows = [(topic.name, str(topic.alternatives), topic.preferred) for topic in found]
    wide, high = _widths(rows, ("TOPIC", "CLAUSES"))
    yield paper.pale(f"{'TOPIC':{wide}}  {'CLAUSES':>{high}}  PREFERRED")
    for name, count, preferred in rows:
        yield f"{paper.strong(f'{name:{wide}}')}  {count:>{high}}  {preferred or '-'}"


def topic(view: TopicView, paper: Paper) -> Iterator[str]:
    """A topic and its alternatives, each with a line of figures, and its summary below."""
    yield paper.strong(view.name)
    yield from (paper.wrapped(_stand(stand), "place: ", "  ") for stand in view.stands)
    yield ""
    wide, rank, status = _widths([(c.name, c.rank, c.status) for c, _ in view.alternatives], ("",) * 3)
    for clause, drafts in view.alternatives:
        count = f"{drafts or 'no'} draft{'' if drafts == 1 else 's'}"
        yield f"{paper.strong(f'{clause.name:{wide}}')}  {clause.rank:{rank}}  {clause.status:{status}}  {count:9}  {clause.title}".rstrip()
        yield paper.wrapped(clause.about + _instead(clause), "    ", "    ")
    for id in view.faulty:
        yield f"{paper.strong(id.partition('/')[2])}  faulty"


def clause(view: ClauseView, paper: Paper) -> Iterator[str]:
    """A clause whole."""
    clause = view.clause
    yield paper.named(clause.id, clause.title)
    yield paper.pale(paper.wrapped(f"{clause.rank}, {clause.status}{_instead(clause)}; {clause.wording.place.path}"))
    yield paper.wrapped(clause.summary)
    yield from _aligned([*_facts(clause), *(("place", _stand(stand)) for stand in view.stands)], paper)
    if clause.fills:
        yield from _heading("fills", paper)
        for name in clause.fills:
            yield from _fill(clause, name, paper)
    yield from _heading("text", paper)
    for line in clause.wording.text.strip("\n").split("\n"):
        indent = "  " + " " * (len(line) - len(line.lstrip()))
        yield (indent + line.strip() if paper.width is None else paper.wrapped(line, indent, indent)) if line.strip() else ""
    yield from _heading("used", paper)
    yield from (paper.wrapped(use, "  ", "      ") for use in _uses(view) or ["nowhere"])


def _uses(view: ClauseView) -> list[str]:
    return [*_places("picked in", view.drafts), *map(_template_pick, view.templates), *map(_mention, view.mentions)]


def _places(what: str, places: Sequence[Place]) -> list[str]:
    more = [f"and in {len(places) - MOST:,} more places, which --json lists"] if len(places) > MOST else []
    return [*(f"{what} {_spot(place)}" for place in places[:MOST]), *more]


def hits(found: Hits, words: Sequence[str], paper: Paper) -> Iterator[str]:
    """Each clause found, with the line where the words stand below."""
    for hit in found.hits:
        note = "" if hit.clause.status == "approved" else f" ({hit.clause.status})"
        yield f"{paper.strong(hit.clause.id)}  {paper.marked(hit.clause.title, words)}{note}"
        spot = f"    {_spot(hit.line.place)}: "
        room = max(30, paper.width - len(spot)) if paper.width else None
        yield paper.pale(spot) + paper.marked(_around(hit.line.text, words, room), words)
    if found.total > MOST:
        yield paper.pale(f"and {found.total - MOST:,} more: add a word, or name a topic before --search")


def _around(text: str, words: Sequence[str], room: int | None) -> str:
    """As much of a line as there is room for, with the first of the words in it."""
    if room is None or len(text) <= room:
        return text
    first = next(iter(spots(text, words)), (0, 0))[0]
    start = max(0, min(first - room // 3, len(text) - room + 1))
    return shortened(f"…{text[start:].lstrip()}" if start else text, room)


def agencies(view: AgenciesView, paper: Paper) -> Iterator[str]:
    """A line for each agency."""
    wide = max((len(id) for id in (*(each.id for each in view.agencies), *view.faulty)), default=0)
    for each in view.agencies:
        yield paper.wrapped(each.agency.name, f"{each.id:{wide}}  ", " " * (wide + 2))
    for id in view.faulty:
        yield f"{id:{wide}}  faulty"


def agency(view: AgencyView, file: str, paper: Paper) -> Iterator[str]:
    """An agency whole."""
    agency = view.agency
    yield paper.named(view.id, agency.name)
    yield paper.pale(file)
    rows = [("short", agency.short), ("state", f"{agency.state} ({agency.formal_state}; {agency.adjective})")]
    yield from _aligned([*rows, *agency.names.items()], paper)
    yield from _heading("used", paper)
    yield from (paper.wrapped(use, "  ", "      ") for use in _places("a party in", view.drafts) or ["nowhere"])


def _facts(clause: Clause) -> list[tuple[str, str]]:
    relations = zip(("requires", "excludes", "pairs with"), clause.relations, strict=True)
    parties = "" if clause.parties == ANY_NUMBER else str(clause.parties)
    rows = [("guidance", clause.guidance), ("source", clause.source), ("parties", parties)]
    return [row for row in (*rows, *((name, ", ".join(entries)) for name, entries in relations)) if row[1]]


def _aligned(rows: Sequence[tuple[str, str]], paper: Paper) -> Iterator[str]:
    if rows:
        yield ""
    for name, text in rows:
        yield paper.wrapped(text, f"{name:10}  ", " " * 12)


def _fill(clause: Clause, name: str, paper: Paper) -> Iterator[str]:
    fill = clause.fills[name]
    optional = "; may be left out" if name in clause.optional else ""
    title = fill.get("title", name.replace("_", " ").capitalize())
    yield paper.named(name, f"{title} ({fill_words(fill)}{optional})", "  ", "      ")
    if "description" in fill:
        yield paper.wrapped(fill["description"], "      ", "      ")
    example = clause.example.get(name)
    for entry in example if isinstance(example, list) else [example] if example is not None else []:
        yield paper.wrapped(f"as in {entry}", "      ", "      ")


def _heading(name: str, paper: Paper) -> Iterator[str]:
    yield ""
    yield paper.strong(name)


def _stand(stand: Stand) -> str:
    heading = f" “{stand.heading}”" if stand.heading else ""
    return f"{stand.template}, section {stand.section}{heading}"


def _template_pick(pick: TemplatePick) -> str:
    named = ", ".join(pick.drafts) if len(pick.drafts) <= MOST else f"{len(pick.drafts):,} drafts"
    left = f", which {named} leave{'s' if len(pick.drafts) == 1 else ''} to it" if pick.drafts else ""
    return f"picked by {_spot(pick.place)}{left}"


def _mention(mention: Mention) -> str:
    return f"{mention.clause} {mention.how}, {_spot(mention.place)}"


def _spot(place: Place) -> str:
    return f"{place.path}:{place.line}"


def _instead(clause: Clause) -> str:
    return f" (pick {clause.instead})" if clause.instead else ""


def _widths(rows: Sequence[tuple[str, ...]], heads: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(max([len(head), *(len(row[column]) for row in rows)]) for column, head in enumerate(heads))
