"""Tell an impact as Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from paraph.comment import SIZE, compared_words, escaped, fold, in_line, length, quoted, table
from paraph.comparison.tell import marked
from paraph.english import many
from paraph.impact import Impact
from paraph.impact.tell import clauses, counted, moved, ranked, summary, what
from paraph.impact.touch import Touch
from paraph.problems import Problem

ROWS = 150
"""How many drafts the table names; the least touched are left out."""
_MARKS = {"breaking": "**breaking**", "wording": "wording", "none": "none"}


def as_markdown(found: Impact, revision: str) -> str:
    """A table of all drafts, the gravest first, and what changes in each in a fold; no more than a comment holds."""
    touches = ranked(found.drafts)
    lines = [f"### Impact of the library since {escaped(revision)}", "", f"{counted(touches) or 'no drafts'}.".capitalize(), ""]
    lines += summary_table(touches)
    left = SIZE - sum(map(length, lines)) - 400
    untold = 0
    for touch in (touch for touch in touches if touch.touched):
        told = fold(f"{touch.draft}: {what(touch)}", details(touch))
        left -= sum(map(length, told))
        if left < 0:
            untold += 1
        else:
            lines += told
    if untold:
        lines += [f"*… and {many(untold, 'more draft')} for which there is no room here: `paraph impact` shows all.*", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def summary_table(touches: Sequence[Touch]) -> list[str]:
    """Each draft with its effect, what changes in it, and its redline."""
    if not touches:
        return []
    redlines = any(touch.redline for touch in touches)
    head = ("draft", "effect", "what changes", *(("redline",) if redlines else ()))
    rows = (
        (escaped(touch.draft), _MARKS[touch.effect], escaped(summary(touch)), *((escaped(touch.redline),) if redlines else ()))
        for touch in touches[:ROWS]
    )
    more = [f"*… and {many(len(touches) - ROWS, 'more draft')}: {counted(touches[ROWS:])}.*", ""] if len(touches) > ROWS else []
    return [*table(head, rows), "", *more]


def details(touch: Touch) -> Iterator[str]:
    """What changes in a draft: its passages word by word, what moved, its new problems."""
    for passage in touch.passages:
        yield f"- **{escaped(f'{passage.pick} ({clauses(passage)})')}**"
        yield from quoted(compared_words(marked(passage.then, passage.now)))
        yield ""
    yield from _entries(moved(one) for one in (*touch.numbers, *touch.others))
    yield from _entries(f"⚠ {p.place}: {p.severity}: {p.message} ({p.rule}){with_hint(p)}" for p in touch.problems)


def with_hint(problem: Problem) -> str:
    """A problem's hint, on a line of its own."""
    return f"\nhint: {problem.hint}" if problem.hint else ""


def _entries(entries: Iterable[str]) -> Iterator[str]:
    told = [f"- {in_line(entry)}" for entry in entries]
    yield from [*told, ""] if told else []
