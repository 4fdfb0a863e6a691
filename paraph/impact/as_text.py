"""Tell an impact as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraph.comparison.words import changed_words, shown_words
from paraph.english import many
from paraph.impact import Impact
from paraph.impact.tell import clauses, counted, moved, ranked, summary, what
from paraph.impact.touch import Touch

_COLOURS = {"breaking": "31", "wording": "33", "none": "0"}


def as_text(found: Impact, *, colour: bool) -> str:
    """Each draft with what is new in it, then the clauses, then a table of all drafts, the gravest first, and a count."""
    lines = [line for touch in found.drafts if touch.touched for line in _draft(touch, colour=colour)]
    for title, named in (
        ("clauses which have changed", [clause for clause in found.clauses if clause.changed]),
        ("clauses which have not changed, and print otherwise", [clause for clause in found.clauses if not clause.changed]),
    ):
        lines += ["", f"{title}:", *(f"  {clause.id}: {', '.join(clause.drafts) or 'no draft'}" for clause in named)] if named else []
    lines += ["", f"other files which have changed: {', '.join(found.files)}"] if found.files else []
    touched = sum(touch.touched for touch in found.drafts)
    lines += ["", *_table(ranked(found.drafts), colour=colour)] if found.drafts else []
    lines += ["", f"{touched} of {many(len(found.drafts), 'draft')} touched{f': {counted(found.drafts)}' if touched else ''}"]
    return "\n".join(lines).lstrip("\n") + "\n"


def _table(touches: Sequence[Touch], *, colour: bool) -> Iterator[str]:
    rows = [("effect", "draft", "what changes", "redline" * any(touch.redline for touch in touches))]
    rows += [(touch.effect, touch.draft, summary(touch), touch.redline) for touch in touches]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, (*widths, 0), strict=True)]
        if colour and row[0] in _COLOURS:
            padded[0] = f"\033[{_COLOURS[row[0]]}m{padded[0]}\033[0m"
        yield "  ".join(padded).rstrip()


def _draft(touch: Touch, *, colour: bool) -> Iterator[str]:
    yield f"\033[1m{touch.draft}\033[0m: {what(touch)}" if colour else f"{touch.draft}: {what(touch)}"
    for passage in touch.passages:
        yield f"  {passage.pick} ({clauses(passage)})"
        text = shown_words(changed_words(passage.then, passage.now), colour=colour)
        yield from (f"    {line}" for line in text.split("\n"))
    for one in (*touch.numbers, *touch.others):
        yield f"  {moved(one)}"
    for problem in touch.problems:
        yield f"  {problem.place}: {problem.severity}: {problem.message} ({problem.rule})"
        if problem.hint:
            yield f"    hint: {problem.hint}"
