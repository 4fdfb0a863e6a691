"""Parse the inside of a paragraph: **strong**, *emphasis*, ^superscript^, ^[footnotes], escapes; tokens of values stay as they are."""

from __future__ import annotations

import re
import string
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from paraph.problems import Place, Problem
from paraph.records import NamedTuple
from paraph.render.lines import Line
from paraph.tree import Break, Emphasis, Footnote, Inline, Strong, Superscript, Text

_SPECIAL = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    "|(?P<value>\ue000[0-9]+\ue001)"
    r"|(?P<break>\\\n)"
    r"|\^\[(?P<note>(?:[^\[\]\\]|\\[!-/:-@\[-`{-~])+)\](?!\()"
    r"|(?P<stars>\*+)"
    "|\\^(?P<raised>(?:[^\\s^\\\\*\ue000]|\ue000[0-9]+\ue001)+)\\^"
    r"|(?P<forbidden>`+|<(?=[A-Za-z/!?])|\](?=\()|!(?=\[)|_+|\t|[ ]{2,}\n"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
)
_MAYBE_SPECIAL = re.compile(r"[\\*^`<\]!_\t&]")
"""What something special on one line begins with, but for a value."""
_HINTS = {
    "`": ("code", r"a plain ` is typed \`"),
    "<": ("a tag", r"a plain < before a letter is typed \<"),
    "]": ("a link", r"a plain bracket is typed \]"),
    "!": ("a picture", r"a plain ! before a bracket is typed \!"),
    "&": ("an entity", "type the character itself"),
    "_": ("emphasis with _", r"write *emphasis*; a plain _ is typed \_"),
    "\t": ("a tab", "use a space"),
    " ": ("a line break made of spaces", r"delete the spaces at the end of the line; a line break is typed \ "),
}


class Inlines(NamedTuple):
    """The inlines of a paragraph, and what was wrong in it."""

    inlines: tuple[Inline, ...]
    problems: list[Problem]


def parse_inlines(lines: Sequence[Line]) -> Inlines:
    """The inlines of some lines, which a space joins; tokens of values stay as they are. The rule is `markup`."""
    stripped = [_stripped(line) for line in lines]
    last = stripped[-1]
    if last.text[-1:] == " ":
        stripped[-1] = last._replace(text=last.text.rstrip(" "))
    if len(stripped) == 1 and "\ue000" not in last.text and not _MAYBE_SPECIAL.search(last.text):
        text = stripped[0].text
        return Inlines((Text(text, last.place()),) if text else (), [])
    text = "\n".join(line.text for line in stripped)
    return _InlineParser(text, stripped).parse()


def _stripped(line: Line) -> Line:
    """The line without spaces in front, and with no more than those at the end which CommonMark would heed."""
    if line.text[:1] == " ":
        line = line.without(len(line.text) - len(line.text.lstrip(" ")))
    if line.text[-1:] != " ":
        return line
    kept = line.text.rstrip(" ")
    return line._replace(text=kept if len(line.text) - len(kept) < 2 else kept + "  ")


class _Open(NamedTuple):
    """A delimiter which waits for its partner, and the inlines before it."""

    stars: str
    place: Place
    before: list[Inline]


class _InlineParser:
    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line.text) + 1)
        self.found: list[Inline] = []
        self.open: list[_Open] = []
        self.problems: list[Problem] = []
        self.within_note = False

    def parse(self) -> Inlines:
        position = 0
        for special in _SPECIAL.finditer(self.text):
            self._add_text(position, special.start())
            self._add_special(special)
            position = special.end()
        self._add_text(position, len(self.text))
        while self.open:
            stars, place, before = self.open.pop()
            self.problems.append(
                Problem(place, f'"{stars}" is opened and not closed', "markup", rf"close it, or type \{stars[0]} for a plain star")
            )
            self.found = before + self.found
        return Inlines(tuple(_joined(self.found)), self.problems)

    def _place(self, offset: int) -> Place:
        number = bisect_right(self.starts, offset) - 1
        return self.lines[number].place(offset - self.starts[number])

    def _add_text(self, start: int, end: int) -> None:
        """Text of one or more lines, a node a line so that each has its place."""
        while start < end:
            number = bisect_right(self.starts, start)
            stop = min(end, self.starts[number])
            self.found.append(Text(self.text[start:stop].replace("\n", " "), self._place(start)))
            start = stop

    def _add_special(self, special: re.Match[str]) -> None:
        start = special.start()
        match special.lastgroup:
            case "escaped":
                self.found.append(Text(special["escaped"], self._place(start)))
            case "value":
                self.found.append(Text(special["value"], self._place(start)))
            case "break":
                self.found.append(Break())
            case "raised":
                self.found.append(Superscript(self._inside(special["raised"], start + 1)))
            case "note":
                self._note(special["note"], start)
            case "stars":
                self._stars(special)
            case _:
                self._forbidden(special)

    def _note(self, inner: str, start: int) -> None:
        """A footnote, which lines may break like any text."""
        if self.within_note:
            self._report(self._place(start), "a footnote in a footnote", "write it into the text")
        else:
            self.found.append(Footnote(self._inside(inner.replace("\n", " "), start + 2, note=True), place=self._place(start)))

    def _inside(self, inner: str, start: int, *, note: bool = False) -> tuple[Inline, ...]:
        line = self.lines[0]._replace(text=inner, stretches=((0, self._place(start)),), cut=0)
        parser = _InlineParser(inner, [line])
        parser.within_note = note or self.within_note
        inlines, problems = parser.parse()
        self.problems += problems
        return inlines

    def _stars(self, special: re.Match[str]) -> None:
        stars = special.group()
        opens, closes = _flanks(self.text, special.start(), special.end())
        place = self._place(special.start())
        if not opens and not closes:
            self.found.append(Text(stars, place))
        elif len(stars) > 2 or (opens and closes):
            self._report(place, f'"{stars}"', r"put a space or a point on one side of it; a plain star is typed \*")
        elif opens and all(other.stars != stars for other in self.open):
            self.open.append(_Open(stars, place, self.found))
            self.found = []
        elif closes and self.open and self.open[-1].stars == stars:
            content = tuple(_joined(self.found))
            self.found = self.open.pop().before
            self.found.append(Strong(content) if len(stars) == 2 else Emphasis(content))
        else:
            self._report(place, f'"{stars}"', r"open and close in pairs; a plain star is typed \*")

    def _forbidden(self, special: re.Match[str]) -> None:
        found = special.group()
        opens, closes = _flanks(self.text, special.start(), special.end())
        within_word = self.text[special.start() - 1 : special.start()].isalnum() and self.text[special.end() : special.end() + 1].isalnum()
        if found[0] == "_" and (within_word or (not opens and not closes)):  # CommonMark takes these literally
            self.found.append(Text(found, self._place(special.start())))
        elif self.text[special.start() : special.start() + 3].lower() == "<br":
            self._report(self._place(special.start()), "<br>", r"a line break is a \ at the end of its line")
        else:
            self._report(self._place(special.start()), *_HINTS[found[0]])

    def _report(self, place: Place, what: str, hint: str) -> None:
        self.problems.append(Problem(place, f"{what} is not clause text here", "markup", hint))


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run of delimiters may open, and may close (CommonMark 0.31, left- and right-flanking)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = not _is_space(after) and (not _is_point(after) or _is_space(before) or _is_point(before))
    closes = not _is_space(before) and (not _is_point(before) or _is_space(after) or _is_point(after))
    return opens, closes


def _is_space(character: str) -> bool:
    return not character or character.isspace()


def _is_point(character: str) -> bool:
    return character in string.punctuation or unicodedata.category(character)[0] in "PS"


def _joined(inlines: Sequence[Inline]) -> list[Inline]:
    """Neighbouring texts of one place made one; a text keeps the place where it begins."""
    found: list[Inline] = []
    for inline in inlines:
        last = found[-1] if found else None
        if isinstance(inline, Text) and isinstance(last, Text) and _goes_on(last, inline):
            found[-1] = Text(last.text + inline.text, last.place)
        else:
            found.append(inline)
    return found


def _goes_on(first: Text, second: Text) -> bool:
    a, b = first.place, second.place
    return a is not None and b is not None and (a.path, a.line) == (b.path, b.line) and a.column + len(first.text) == b.column
