"""Read the text of a file that people edit, within limits, with the place of whatever cannot stand in it."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from paraph.paths import drafts_in, find_root, is_file
from paraph.paths import shown as as_people_type
from paraph.problems import Place, Problem, Stopped, closest
from paraph.records import NamedTuple

BYTES = 8_000_000
"""The most a file may hold. A draft of 10,000 paragraphs has about two million."""

# XML 1.0 §2.2 leaves out the C0 controls, surrogates and U+FFFE, U+FFFF; Word drops C1 controls and reads
# U+2028 and U+2029 as breaks; overrides of direction show a text other than the one stored; the first
# private-use characters mark values while a text is rendered.
UNPRINTABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ue000-\ue00f\ud800-\udfff\ufffe\uffff]"
"""A pattern which is compiled when a text has any."""


class Source(NamedTuple):
    r"""A file's text with `\n` line ends and no byte order mark; `path` is what messages call it."""

    path: str
    text: str

    def place(self, offset: int) -> Place:
        """The place of a character of the text."""
        line = self.text.count("\n", 0, offset) + 1
        return Place(self.path, line, offset - self.text.rfind("\n", 0, offset))


def read_source(path: Path, shown: str) -> Source:
    """The text of a file.

    Stops with `no-file`, `too-large`, `not-utf8` or `control-character`.
    """
    source = read_lenient(path, shown)
    problems = unprintable(source.text, source)
    if problems:
        raise Stopped(problems)
    return source


def read_lenient(path: Path, shown: str) -> Source:
    """The text of a file which others wrote: it may hold characters which cannot be printed.

    Stops with `no-file`, `too-large` or `not-utf8`.
    """
    text = _decode(_read(path, shown), shown)
    return Source(shown, text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


def unprintable(text: str, source: Source, place: Place | None = None) -> list[Problem]:
    """A problem for each character which a Word document cannot hold or which hides what a text says."""
    if text.replace("\n", " ").isprintable():  # nearly all texts; none of those characters is
        return []
    return [
        Problem(
            place or source.place(found.start()),
            f"character U+{ord(found.group()):04X} cannot stand in a document",
            "control-character",
            "delete it; it often comes along invisibly when text is pasted",
        )
        for found in re.finditer(UNPRINTABLE, text)
    ]


def no_such_file(path: Path, shown: str) -> Problem:
    """That a file is not there, with the one which is probably meant: of its folder, or a draft of the workspace."""
    root = find_root(path.absolute().parent) or find_root(Path.cwd())
    beside: list[Path] = []
    with suppress(OSError):  # no folder, or one which may not be listed
        beside = sorted(path.parent.iterdir())
    files = {file.name: file for file in (*(drafts_in(root / "drafts") if root else ()), *beside) if is_file(file)}
    alike = [name for name in files if not path.suffix or Path(name).suffix == path.suffix]
    found = closest(path.name, alike)
    hint = f'did you mean "{as_people_type(files[found])}"?' if found else ""
    return Problem(Place(shown, 1, 1), "there is no such file", "no-file", hint)


def _read(path: Path, shown: str) -> bytes:
    start = Place(shown, 1, 1)
    try:
        with path.open("rb") as file:
            # To read is to make room for all that may come; a regular file says how much that is.
            size = min(os.fstat(file.fileno()).st_size, BYTES)
            raw = file.read(size + 1)
            if len(raw) > size:
                raw += file.read(BYTES)
    except FileNotFoundError:
        raise Stopped([no_such_file(path, shown)]) from None
    except OSError as error:
        raise Stopped([Problem(start, f"cannot be read: {error.strerror}", "no-file")]) from None
    if len(raw) > BYTES:
        hint = f"at most {BYTES // 1_000_000} MB can be read"
        raise Stopped([Problem(start, "the file is too large", "too-large", hint)])
    return raw


def _decode(raw: bytes, shown: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = 'save it again with the encoding "UTF-8"'
        raise Stopped([Problem(Place(shown, 1, 1), "the file is in UTF-16", "not-utf8", hint)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = Source(shown, raw[: error.start].decode("utf-8-sig", "replace"))
        problem = Problem(
            before.place(len(before.text)),
            f"byte 0x{raw[error.start]:02X} is not UTF-8 text",
            "not-utf8",
            'save the file again with the encoding "UTF-8"',
        )
        raise Stopped([problem]) from None
