"""`verify`: whether a Word file says exactly a text."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path

from paraph.assembled import Assembled, write
from paraph.cli import CLEAN, PROBLEMS, WRONG_USE, WrongUse, in_colour, report
from paraph.initialled import frozen_path
from paraph.initialled.frozen import read_frozen
from paraph.initialled.lines import lines_of
from paraph.paths import is_file, shown, typed
from paraph.pipeline import Assembler
from paraph.problems import Stopped
from paraph.readers.word import WordFile, read_word_file
from paraph.readers.word.oddities import UNSEEN
from paraph.source import read_source
from paraph.verified import Against, Verified, verified
from paraph.workspace import find_workspace
from paraph.yaml_data import load_yaml

HELP = "prove that a Word file says exactly the text of a draft: the frozen one when there is one"
EXAMPLES = (
    "paraph verify signed.docx drafts/mine.yaml             wording, order, numbers and paragraphs",
    "paraph verify signed.docx drafts/mine.yaml --layout    fonts, styles, alignment and indents too",
    "paraph verify signed.docx drafts/mine.yaml --format json",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `verify`."""
    parser.add_argument("file", metavar="FILE.docx", type=Path, help="a Word file, whoever saved it last")
    parser.add_argument("draft", metavar="DRAFT", type=Path, help="the draft; its frozen text counts when it has one")
    parser.add_argument("--layout", action="store_true", help="compare fonts, and styles, alignment and indents of paragraphs, too")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text for people, or json")


def run(options: Namespace) -> int:
    """Verify; the code is 0 when the file says the text, 1 when it does not, 2 when they cannot be compared."""
    if options.file.suffix.lower() != ".docx":
        swapped = (
            f"did you mean {typed('paraph', 'verify', options.draft, options.file)}?" if options.draft.suffix.lower() == ".docx" else ""
        )
        raise WrongUse(f"{shown(options.file)} is no Word file: its name should end in .docx", swapped)
    try:
        found = _verified(options.file, options.draft, layout=options.layout)
    except Stopped as stopped:
        report(stopped.problems)
        return WRONG_USE
    if options.format == "json":
        from paraph.verified.as_json import as_json

        sys.stdout.write(as_json(found))
    else:
        from paraph.verified.as_text import as_text

        sys.stdout.write(as_text(found, colour=in_colour(sys.stdout)))
    return CLEAN if found.proved else PROBLEMS


def _verified(path: Path, draft: Path, *, layout: bool) -> Verified:
    file = read_word_file(path)
    frozen = frozen_path(draft)
    is_frozen = is_file(frozen) and not _is_negotiated(draft)
    assembled = _assembled(draft) if layout or not is_frozen else None
    if is_frozen:
        text = read_frozen(frozen, draft)
        against = Against(shown(frozen), text.lines, text.date.isoformat(), text.by)
    elif assembled:
        against = Against(shown(draft), tuple(lines_of(assembled.document)))
    if layout and assembled:
        return verified(shown(path), file, against, read_word_file(path, write(assembled, "docx")))
    looked = _built(path, draft) if any(odd.sort in UNSEEN for odd in file.oddities) else None
    return verified(shown(path), file, against, looked, layout=False)


def _built(path: Path, draft: Path) -> WordFile | None:
    """The file which the draft gives today, to see what its look does to words; nothing when it gives none."""
    with suppress(Stopped, WrongUse):
        return read_word_file(path, write(_assembled(draft, holding=False), "docx"))
    return None


def _is_negotiated(draft: Path) -> bool:
    """Whether a draft says that it is drafted: then its frozen text is not asked."""
    try:
        data, _ = load_yaml(read_source(draft, shown(draft)))
    except Stopped:
        return False
    return bool(data.below(("status",)) == "drafting")


def _assembled(draft: Path, *, holding: bool = True) -> Assembled:
    workspace = find_workspace(draft.parent) or find_workspace(Path.cwd())
    if workspace is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json")
    return Assembler(workspace, holding=holding).assemble(draft)
