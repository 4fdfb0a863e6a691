"""The paragraphs of a file as its reader gives them, and those of plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from paraph.problems import Place
from paraph.records import NamedTuple
from paraph.rules.looks import is_operative, is_recital, is_testimonium, is_upper, label_of
from paraph.rules.marks import TYPED, follows, read_mark
from paraph.rules.prose import Sort


class Row(NamedTuple):
    """A paragraph of a file.

    `heading` is the level which its style has among headings, 0 for none; `mark` the number which Word counts for it,
    or the number of a footnote; `bold` says that all of it is bold or centred, `depth` how far it is set in, `role`
    what its style says that it is.
    """

    text: str
    place: Place
    heading: int = 0
    mark: str = ""
    cell: bool = False
    note: bool = False
    bold: bool = False
    depth: int = 0
    role: Sort | None = None


_CENTRED = 8
"""A line set in so far is centred by spaces."""
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_QUOTE = re.compile(r"\s{0,3}((?:>\s?)+)")
_NOTE = re.compile(r"\s{0,3}\[(?P<caret>\^?)(?P<number>\w{1,20})\](?P<colon>:?)\s+(?=\S)")
_RULE = re.compile(r"\s*(?:\|?(?:\s*:?-{3,}:?\s*\|)*\s*:?-{3,}:?\s*\|?|(?:\*\s*){3,}|={3,}|_{3,})\s*$")
_BOLD = re.compile(r"(?:\*\*|__)(?:(?!\*\*|__).)+(?:\*\*|__)\\?$")
_PAGE = re.compile(r"(?:[-–—]?\s*\d{1,3}\s*[-–—]?|page \d{1,3}(?: (?:of|/) \d{1,3})?)$", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?:[.;:,!?)”\"]|\b(?:and|or))$")
_TAG = re.compile(r"</?(?:su[pb]|b|i|u|em|strong|span|div|p)>", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\([^()\s]{1,500}\)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_\n]{1,500}?)(?<=[^\s_])_(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = str.maketrans({chr(0xE100 + at): chr(at) for at in range(128)})
"""Escaped signs, which stand for themselves, while marks are taken away."""


def bare(text: str) -> str:
    """Words without the marks of Markdown and HTML."""
    text = _ESCAPE.sub(lambda found: chr(0xE100 + ord(found[1])), text)
    text = _TAG.sub("", _BREAK.sub(" ", _LINK.sub(r"\1", text)))
    text = text.replace("**", "")
    text = re.sub(r"(?<!_)__(?!_)", "", text)
    text = _EMPHASIS.sub(lambda found: found[1] or found[2], text)
    return unescape(text).translate(_KEPT).strip() if "&" in text else text.translate(_KEPT).strip()


def rows_of_text(text: str, path: str = "") -> list[Row]:
    """The rows of plain text or Markdown: lines which stand together are a paragraph, unless a mark or heading begins one."""
    return _with_notes(_Lines(text, path).rows())


class _Lines:
    """Reads lines; those of the paragraph which is open are `joined`."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.joined: list[str] = []
        self.counted = ""
        """The last paragraph which began with a number."""
        self.start = 1
        self.depth = 0
        labels = [at for at, line in enumerate(self.lines) if line.strip() and label_of(bare(line.strip(" #")), set_apart=False)]
        self.last_label = labels[-1] if labels else -1
        self.signed = False

    def rows(self) -> Iterator[Row]:
        for number, line in enumerate(self.lines, 1):
            yield from self._line(number, line)
        yield from self._closed()

    def _line(self, number: int, line: str) -> Iterator[Row]:
        quote = _QUOTE.match(line)
        words = line[quote.end() :] if quote else line
        plain = bare(words)
        if not plain or _RULE.match(words) or (not self.joined and _PAGE.match(plain)):
            yield from self._closed()
        elif " | " in plain or (words.lstrip().startswith("|") and words.rstrip().endswith("|") and len(plain) > 1):
            yield from self._closed()
            yield from self._cells(number, words)
        else:
            if self.joined and self._begins(number, words, plain):
                yield from self._closed()
            if not self.joined:
                self.start = number
                self.depth = quote[1].count(">") if quote else len(words[: len(words) - len(words.lstrip())].expandtabs(4)) // 2
            self.joined.append(words.strip())
            if _HEADING.match(words):
                yield from self._closed()

    def _begins(self, number: int, words: str, plain: str) -> bool:
        """Whether a line begins a paragraph although no line is free above it."""
        above = bare(self.joined[-1])
        if _HEADING.match(words) or _NOTE.match(words) or (self.signed and not self.joined[-1].endswith("\\") and not self._breaks(number)):
            return True
        label = label_of(above, set_apart=False) if len(self.joined) == 1 else None
        if label and not label.text:
            return True
        ended = bool(_SENTENCE_ENDS.search(above))
        if label_of(plain, set_apart=False) and (ended or is_upper(plain)) and number - 1 <= self.last_label:
            return ended or is_upper(above) or plain.split(maxsplit=1)[0].isupper()
        if typed := TYPED.match(plain):
            first = typed["mark"].endswith(")") and any(count == 1 for _, count in read_mark(typed["mark"]).counts)
            return (
                ended
                or first
                or is_upper(above)
                or any(follows(plain, before) for before in (bare(self.joined[0]), self.counted))
                or bool(re.match(r"[-*+]\s", words.lstrip()))
            )
        if ended and (is_operative(plain) or (above.endswith(".") and (is_upper(plain) or is_testimonium(plain)))):
            return True
        return is_upper(above) and not is_upper(plain) and not is_recital(above, surely=True) and len(above.split()) > 1

    def _breaks(self, number: int) -> bool:
        """Whether the line above ends with a hard break of Markdown."""
        return self.lines[number - 2].endswith("  ")

    def _closed(self) -> Iterator[Row]:
        if self.joined:
            raw = " ".join(line.removesuffix("\\") for line in self.joined)
            self.joined.clear()
            heading = _HEADING.match(raw)
            words = heading[2] if heading else raw
            text = bare(words)
            self.counted = text if re.match(r"\(?\d", text) else self.counted
            self.signed = self.signed or (self.start > self.last_label and is_testimonium(text))
            yield Row(
                text,
                self._place(),
                len(heading[1]) if heading else 0,
                bold=bool(_BOLD.match(words)) or self.depth >= _CENTRED,
                depth=self.depth,
            )

    def _cells(self, number: int, line: str) -> Iterator[Row]:
        place = Place(self.path, number, 1)
        for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")):
            for part in _BREAK.split(cell):
                if text := bare(part):
                    yield Row(text, place, cell=True, bold=bool(_BOLD.match(part.strip())))

    def _place(self) -> Place:
        return Place(self.path, self.start, 1)


def _with_notes(rows: Iterator[Row]) -> list[Row]:
    """The rows with each footnote behind the paragraph which calls it, and without its calls."""
    found = list(rows)
    notes: dict[str, Row] = {}
    for row in found:
        note = _NOTE.match(row.text)
        if (
            note
            and bool(note["caret"]) == bool(note["colon"])
            and any(_call(note["number"]) in other.text.replace("[^", "[") for other in found if other is not row)
        ):
            notes[note["number"]] = row._replace(text=row.text[note.end() :], mark=note["number"], note=True)
    if not notes:
        return found
    calls = re.compile(rf"\[\^?({'|'.join(map(re.escape, notes))})\]")
    placed = []
    for row in found:
        if not _NOTE.match(row.text) or _NOTE.match(row.text)["number"] not in notes:  # type: ignore[index]
            placed.append(row._replace(text=calls.sub("", row.text)))
            placed += [notes[number] for number in dict.fromkeys(calls.findall(row.text))]
    return placed


def _call(number: str) -> str:
    return f"[{number}]"
