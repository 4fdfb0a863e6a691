"""Tell a review as the one comment of a pull request: a table of all drafts, then the choices of each, no longer than a comment may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraph.comment import SIZE, escaped, fold, in_line, length, table
from paraph.comparison.as_markdown import layers
from paraph.comparison.listing import listing
from paraph.english import many
from paraph.impact.as_markdown import with_hint
from paraph.review import Reviewed
from paraph.review.tell import headline, ranked, what

MARKER = "<!-- paraph review -->"
"""The first line, by which the comment is found when it is to be written anew."""
RESERVE = 1_500
"""What is left for those who add where the files are."""
LEAST, FAIR = 700, 2_500
"""With less room a draft is not told by itself; so much it is given as long as there is any, before those behind it are thought of."""


def as_comment(drafts: Sequence[Reviewed], since: str) -> str:
    """The marker, a headline, the table, and a section for each draft."""
    found = ranked(drafts)
    lines = [MARKER, f"## Review: {escaped(headline(found))}", "", f"Since {escaped(since)}.", ""]
    size = SIZE - RESERVE
    lines += _table(found, size // 2)
    left = size - sum(map(length, lines)) - 200
    told = [one for one in found if one.problems or one.status == "new" or (one.comparison and one.comparison.changes)]
    untold = 0
    for number, one in enumerate(told):
        share = min(left, max(left // (len(told) - number), FAIR))
        section = _section(one, share) if share >= LEAST else []
        left -= sum(map(length, section))
        untold += not section
        lines += section
    if untold:
        lines += [f"*… and {many(untold, 'more draft')} for which there is no room here: each has its page.*", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(found: Sequence[Reviewed], size: int) -> list[str]:
    if not found:
        return []
    head = ("draft", "what changes", "to be answered", "page", "Word")
    lines = list(table(head, map(_row, found)))
    kept = 2
    while kept < len(lines) and sum(map(length, lines[: kept + 1])) <= size:
        kept += 1
    left_out = len(lines) - kept
    return [*lines[:kept], "", *([f"*… and {many(left_out, 'more draft')}: review.json names them all.*", ""] if left_out else [])]


def _row(one: Reviewed) -> tuple[str, ...]:
    asks = f"⚠ {many(len(one.asks), 'missing reason')}" if one.asks else ""
    word = f"{one.word}{'' if one.redlined else ' (document)'}" if one.word else ""
    grave = "⚠ " if one.problems else ""
    return f"**{escaped(one.draft)}**", f"{grave}{escaped(what(one))}", asks, escaped(one.page), escaped(word)


def _section(one: Reviewed, size: int) -> list[str]:
    """What is told of a draft, in no more characters than `size`."""
    told = what(one)
    lines = [f"### {escaped(one.draft)}", "", f"{escaped(told[:1].upper() + told[1:])}.", ""]
    problems = [f"- ⚠ {in_line(f'{p.place}: {p.message} ({p.rule})' + with_hint(p))}" for p in one.problems]
    lines += _fitting(problems, size // 2, "error") if problems else []
    left = size - sum(map(length, lines))
    if one.comparison and one.comparison.changes:
        return [*lines, *layers(one.comparison, size=left, rest=f"see {escaped(one.page)}")]
    if one.status == "new" and one.account:
        lines += _fitting([f"- ⚠ {escaped(f'{pick}: {mark}')}" for pick, mark in one.asks], left // 2, "answer")
        left = size - sum(map(length, lines))
        return [*lines, *_choices(listing(one.account, filled=True), left)]
    return lines


def _fitting(lines: Sequence[str], size: int, noun: str) -> list[str]:
    """As many lines as there is room for, the others counted."""
    kept = list(_within(lines, size - 80))
    rest = len(lines) - len(kept)
    more = [f"- … and {many(rest, f'more {noun}')}"] if rest else []
    return [*kept, *more, ""] if lines else []


def _choices(text: str, size: int) -> list[str]:
    """A draft's choices as they are listed, in a fold."""
    lines = text.splitlines()
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in _runs(line)), default=0))
    kept = list(_within(lines, size - 200 - 2 * len(fence)))
    if not kept:
        return []
    more = [f"… and {many(len(lines) - len(kept), 'more line')}"] if len(kept) < len(lines) else []
    return fold("Its choices", [fence, *kept, *more, fence, ""])


def _runs(line: str) -> list[str]:
    return "".join(sign if sign == "`" else " " for sign in line).split()


def _within(lines: Sequence[str], size: int) -> Iterator[str]:
    for line in lines:
        size -= length(line)
        if size < 0:
            return
        yield line
