"""Any two Word files as one with tracked changes, by the engine Docxodus (door of **python-redlines**, which need not be installed)."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element

from paraph.english import none_or_many
from paraph.idle_changes import without_idle_changes
from paraph.kept import is_ours, kept_folder
from paraph.paths import shown
from paraph.problems import Place, Problem, Stopped, shortened
from paraph.readers.word import WordFile, read_word_file, rows_before_changes
from paraph.readers.word.package import W, parts_of
from paraph.readers.word.styles import numbering_of
from paraph.records import NamedTuple
from paraph.redline.tracked import Stamp
from paraph.rules.rows import Row
from paraph.writers.docx.archive import archive

REQUIREMENT = "python-redlines[docxodus]>=2,<3"
"""What has to be installed; the extra `word-files` of the package."""
_SECONDS = 300
"""The longest that the engine may take: a text of 2,000 paragraphs takes it five seconds."""
_NO_DATE = "1899-12-31T00:00:00Z"
"""What the engine writes where no date is given; it is taken out again."""
_TRACKED = ("insertion", "deletion", "move", "format")
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))

_FORMATS = (f"{W}pPrChange", f"{W}rPrChange")


class NotInstalled(Exception):
    """The engine is not installed; says what to type."""


class Given(NamedTuple):
    """A Word file: its path, or that of the draft from which it was built, and its bytes."""

    path: Path
    raw: bytes


class Tracked(NamedTuple):
    """A Word file with tracked changes; how many paragraphs have any, and how many others only of layout; what is doubtful about it."""

    file: bytes
    changed: int
    laid_out: int
    problems: tuple[Problem, ...]


def tracked(old: Given, new: Given, stamp: Stamp) -> Tracked:
    """The old file with what has changed in the new one. The same files give the same bytes.

    Stops with what is wrong with either file, or with `no-redline` when the engine fails; raises `NotInstalled`.
    """
    before, after = (read_word_file(file.path, file.raw) for file in (old, new))
    raw = _compared(old, new, stamp)

    def doubts(made: bytes) -> list[Problem]:
        accepted, rejected = read_word_file(new.path, made).rows, rows_before_changes(new.path, made)
        return [*_differing(new, after.rows, accepted, "accepted"), *_differing(old, before.rows, rejected, "rejected")]

    try:
        made, found = _settled(new.path, _entries(raw, dated=stamp.date is not None), doubts)
    except (Stopped, zipfile.BadZipFile, zlib.error) as error:
        raise _failed(old, new, f"what it made cannot be read: {error}") from None
    parts = parts_of(new.path, made)
    problems = [*_tracked_already(old, before), *_tracked_already(new, after), *found, *_put_on_top(old, parts.body)]
    stories = (parts.body, parts.footnotes, parts.endnotes)
    kinds = [{element.tag for element in paragraph.iter()} for story in stories for paragraph in story.iter(f"{W}p")]
    changed = sum(not tags.isdisjoint(_CHANGES) for tags in kinds)
    laid_out = sum(tags.isdisjoint(_CHANGES) and not tags.isdisjoint(_FORMATS) for tags in kinds)
    return Tracked(made, changed, laid_out, tuple(problems))


# What is compared, and what came of it


def _tracked_already(file: Given, read: WordFile) -> Iterator[Problem]:
    if any(oddity.sort in _TRACKED for oddity in read.oddities):
        message = "the file has tracked changes; they are taken as accepted, and are not in the redline"
        hint = "to compare the text as it was before, reject them in Word and save the file"
        yield Problem(Place(shown(file.path), 1, 1), message, "tracked-changes", hint, "warning")


def _differing(file: Given, expected: Sequence[Row], found: Sequence[Row], resolved: str) -> Iterator[Problem]:
    """The first paragraph of a file which the redline does not give when all of its changes are resolved one way."""
    said, says = ([(row.mark, row.text, row.cell, row.note) for row in rows] for rows in (expected, found))
    if said == says:
        return
    at = next((at for at, (one, other) in enumerate(zip(said, says, strict=False)) if one != other), min(len(said), len(says)))
    words = [shortened(f"{lines[at][0]} {lines[at][1]}".strip(), 60) if at < len(lines) else "" for lines in (said, says)]
    told = f"“{words[0]}” became “{words[1]}”" if all(words) else f"“{words[0]}” is lost" if words[0] else f"“{words[1]}” is added"
    place = Place(shown(file.path), expected[at].place.line if at < len(expected) else 1, 1)
    message = f"with all changes {resolved} the redline does not say what this file says: {told}"
    yield Problem(place, message, "redline-differs", "compare the two files by eye there, or in Word", "warning")


def _put_on_top(old: Given, body: Element) -> Iterator[Problem]:
    """What LibreOffice makes of numbers when it rejects a change of layout: it forgets the paragraph's own level (tried: 7.4)."""
    former = [numbering_of(was) for was in body.iterfind(f".//{W}pPrChange/{W}pPr")]
    count = sum(list not in (None, "0") and bool(level) for list, level in former)
    if count:
        message = (
            f"Reject All in LibreOffice puts {none_or_many(count, 'paragraph')} on the first level of a list, and counts on from there"
        )
        hint = "for the text as it was, take this file itself"
        yield Problem(Place(shown(old.path), 1, 1), message, "libreoffice-numbers", hint, "warning")


def _settled(path: Path, parts: Sequence[tuple[str, bytes]], doubts: Callable[[bytes], list[Problem]]) -> tuple[bytes, list[Problem]]:
    """The file of some parts, and what is doubtful in it; changes of layout which change nothing are left out, if numbers stay.

    Its parts are not deflated: zlib does not give the same bytes on every machine.
    """
    made = archive(parts)
    settled = archive(without_idle_changes(parts, parts_of(path, made).numbering))
    found = doubts(settled)
    return (settled, found) if settled == made or not found else (made, doubts(made))


def _entries(raw: bytes, *, dated: bool) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(raw)) as made:
        parts = [(entry.filename, made.read(entry)) for entry in made.infolist()]
    undated = f' w:date="{_NO_DATE}"'.encode()
    return [(name, data if dated else data.replace(undated, b"")) for name, data in parts]


# The engine


def _compared(old: Given, new: Given, stamp: Stamp) -> bytes:
    program = _program()
    date = f"{stamp.date.isoformat()}T00:00:00Z" if stamp.date else _NO_DATE
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{name}.docx") for name in ("old", "new", "redline")]
        paths[0].write_bytes(old.raw)
        paths[1].write_bytes(new.raw)
        command = [program, *map(str, paths), f"--author={stamp.author}", f"--date-time={date}", "--no-conflate-spaces"]
        # Without the system's rules of language it needs no ICU library, and reads alike everywhere.
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        try:
            done = subprocess.run(
                command, capture_output=True, encoding="utf-8", errors="replace", env=environment, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise _failed(old, new, f"it had not ended after {_SECONDS} seconds") from None
        except OSError as error:
            raise _failed(old, new, f"it does not start: {error.strerror}") from None
        if done.returncode or not paths[2].is_file():
            said = next((line for line in reversed((done.stderr + done.stdout).splitlines()) if "rror" in line), f"code {done.returncode}")
            raise _failed(old, new, said.replace(folder, "…").removeprefix("Error: ").strip())
        return paths[2].read_bytes()


def _failed(old: Given, new: Given, why: str) -> Stopped:
    message = f"Docxodus cannot compare it with {shown(old.path)}: {shortened(why, 200)}"
    hint = "open both files in Word, save them again as Word documents (.docx), and try once more"
    return Stopped([Problem(Place(shown(new.path), 1, 1), message, "no-redline", hint)])


def _program() -> str:
    """The engine, unpacked once for all in the user's cache folder; whole or not at all, for others may unpack it at the same time."""
    try:
        from python_redlines import DocxodusEngine
        from python_redlines.engines import EngineNotInstalledError

        folder = kept_folder() / f"docxodus-{version('python-redlines-docxodus')}"
    except ImportError:
        raise NotInstalled(_what_to_type()) from None
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_ours(folder.parent):  # what lies there is run
            raise NotInstalled(f"others can write into {folder.parent}: type chmod 700 {quote(str(folder.parent))}")
        if not folder.is_dir():
            _unpack(DocxodusEngine, folder)
        return str(DocxodusEngine(target_path=str(folder)).extracted_binaries_path)
    except (EngineNotInstalledError, OSError) as error:
        raise NotInstalled(f"the engine Docxodus cannot be used here: {error}") from None


def _unpack(engine: type, folder: Path) -> None:
    with TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as made:
        whole = Path(made, "engine")
        engine(target_path=str(whole))
        try:
            whole.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was faster
                raise


def _what_to_type() -> str:
    return (
        "to compare Word files which are not as Paraph built them, the engine Docxodus is needed (45 MB, MIT licence). Type one of\n"
        f"  {quote(sys.executable)} -m pip install '{REQUIREMENT}'\n"
        f"  pipx inject paraph '{REQUIREMENT}'\n"
        f"  uv pip install --python {quote(sys.executable)} '{REQUIREMENT}'"
    )
