"""What came of a verification, as text."""

from __future__ import annotations

from collections.abc import Iterator

from paraph.comparison.words import changed_words, shown_words
from paraph.initialled.compare import Difference
from paraph.initialled.lines import Line, wheres
from paraph.problems import shortened
from paraph.readers.word.fonts import Font
from paraph.readers.word.layout import Layout
from paraph.readers.word.oddities import Oddity
from paraph.readers.word.theme import BLACK
from paraph.verified import ROUNDED, LaidOut, Verified

_ODD = {
    "insertion": "a tracked insertion", "deletion": "a tracked deletion", "move": "a tracked move", "format": "a tracked change of format",
    "hidden": "hidden words", "transparent": "transparent words, which cannot be seen",
    "pale": "words as pale as what is behind them, which cannot be seen", "tiny": "words too small to be read",
    "struck": "words struck through", "text-box": "a text box", "picture": "a picture or drawing", "formula": "a formula",
    "field": "a field whose words may change", "embedded": "another document inside",
    "alternative": "words which one program prints and another does not",
    "placed": "words which stand where nobody looks for them", "page": "a page which leaves no room for words",
}  # fmt: skip
_LENGTH = 100
_SIGNS = str.maketrans({" ": "·", "\n": "⏎", "\t": "⇥", "\u00a0": "⍽"})


def as_text(found: Verified, *, colour: bool) -> str:
    """Whether the file says the text, and each paragraph which does not: where it stands in both, and what differs in it."""
    name = found.against.path
    frozen = f", frozen on {found.against.date}{f' by {found.against.by}' * bool(found.against.by)}" if found.against.date else ""
    if found.proved:
        return f"{found.path} says exactly the text of {name}{frozen}: {len(found.lines)} paragraphs\n"
    says = "does not say" if found.differences else "says"
    out = [f"{found.path} {says} the text of {name}{frozen}{'' if found.differences else ', and is not as it should be'}"]
    told = wheres(found.against.lines)
    for one in found.differences:
        out += [f"  {_where(one, found, told)}: {_kind(one, found)}", *(f"    | {line}" for line in _words(one, found, colour=colour))]
    out += [f"  {_odd(odd)}" for odd in found.oddities]
    for laid in found.layouts:
        out += _laid_out(laid, f"paragraph {found.paragraphs[laid.now]} of the file", found.lines[laid.now].text)
    counts = [(len(found.differences), "difference"), (len(found.oddities), "finding"), (len(found.layouts), "layout")]
    out.append(", ".join(f"{count} {word}{'s' * (count > 1)}" for count, word in counts if count))
    return "\n".join(out) + "\n"


def _where(one: Difference, found: Verified, told: list[str]) -> str:
    """Where paragraphs stand in the text, with the pick which gives them, and in the file."""
    sides = []
    if one.then:
        lines = [found.against.lines[at] for at in one.then]
        pick = f" ({lines[0].pick})" if lines[0].pick else ""
        sides.append(f"{told[one.then[0]]}{pick}")
    if one.now:
        numbers = [found.paragraphs[at] for at in one.now]
        sides.append(f"paragraph{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))} of the file")
    return "; ".join(sides)


def _kind(one: Difference, found: Verified) -> str:
    marks = [text[numbers[0]].mark if numbers else "" for text, numbers in ((found.against.lines, one.then), (found.lines, one.now))]
    number = f"{marks[0] or 'none'} → {marks[1] or 'none'}"
    match one.sort:
        case "number":
            return f"another number: {number}"
        case "moved":
            return "moved" if marks[0] == marks[1] else f"moved, its number {number}"
        case "split":
            return f"cut into {len(one.now)} paragraphs"
        case "joined":
            return f"{len(one.then)} paragraphs joined"
        case "changed":
            return "changed" if marks[0] == marks[1] else f"changed, its number {number}"
        case "missing" | "added":
            return one.sort


def _words(one: Difference, found: Verified, *, colour: bool) -> Iterator[str]:
    old = [found.against.lines[at].text for at in one.then]
    new = [found.lines[at].text for at in one.now]
    if one.sort == "changed":
        yield from _changed(old[0], new[0], _place(found.against.lines[one.then[0]]) != _place(found.lines[one.now[0]]), colour=colour)
    else:
        yield from (shortened(text, _LENGTH) for text in (new if one.sort in ("split", "added") else old))


def _changed(old: str, new: str, elsewhere: bool, *, colour: bool) -> Iterator[str]:
    """Two texts word by word; when their words are the same, what differs beside them."""
    if old == new and elsewhere:
        yield "the same words, and not in the same place: in the text, in a table or in a note"
    elif old.split() == new.split():
        at = next((number for number, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        start = max(0, at - 20)
        yield "white space: " + " → ".join(text[start : at + 20].translate(_SIGNS) for text in (old, new))
    else:
        yield from shown_words(changed_words(old, new), colour=colour).split("\n")


def _place(line: Line) -> str:
    return line.sort if line.sort == "note" else "table" if line.sort in ("cell", "signature") else ""


def _odd(odd: Oddity) -> str:
    where = f"paragraph {odd.paragraph} of the file" if odd.paragraph else "beside the paragraphs of the file"
    return f"{where}: {_ODD[odd.sort]}" + (f", “{shortened(odd.text, _LENGTH)}”" if odd.text.strip() else "")


def _laid_out(laid: LaidOut, where: str, text: str) -> Iterator[str]:
    """A paragraph which is laid out otherwise, and its words in other fonts."""
    if others := list(_layout(laid.before, laid.after)):
        yield f"  {where}: {'; '.join(others)}"
        yield f"    | {shortened(text, _LENGTH)}"
    for one in laid.fonts:
        fonts = [_font(font, other) for font, other in ((one.after, one.before), (one.before, one.after))]
        yield f"  {where}: font {fonts[0]}, where the text has {fonts[1]}"
        yield f"    | {shortened(one.text, _LENGTH)}"


def _layout(before: Layout, after: Layout) -> Iterator[str]:
    for name, old, new in zip(("style", "alignment"), before, after, strict=False):
        if old != new:
            yield f"{name} {old} → {new}"
    for name, left, right in zip(("left indent", "right indent", "first line"), before[2:], after[2:], strict=True):
        if abs(left - right) > ROUNDED:
            yield f"{name} {_points(left / 20)} → {_points(right / 20)} pt"


def _font(font: Font, other: Font) -> str:
    """A font as people say it: its colour and underline where the other has another."""
    said = [f'"{font.family}" {_points(font.size)} pt', "bold" * font.bold, "italic" * font.italic]
    if font.underline != other.underline:
        sort = f" ({font.underline})" * (font.underline not in ("", "single"))
        said.append(f"underlined{sort}" if font.underline else "not underlined")
    if font.colour != other.colour:
        said.append("black" if font.colour == BLACK else f"colour #{font.colour}")
    return " ".join(filter(None, said))


def _points(size: float) -> str:
    return f"{round(size, 1):g}"
