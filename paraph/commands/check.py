"""`check`: every problem of drafts, clauses, templates and texts of others, with the language rules; nothing written unless asked."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from paraph.cli import CLEAN, PROBLEMS, WrongUse, in_colour
from paraph.draft import Draft
from paraph.examine import examine_workspace
from paraph.initialled import frozen_path, of_no_draft
from paraph.language import Reader, mended, waivers_as_yaml
from paraph.library import Clause
from paraph.paths import drafts_in, find_root, is_folder, is_there, shown, typed
from paraph.pipeline import Assembler, Drafted, blanks
from paraph.problems import Place, Problem, Stopped, nearest
from paraph.report import FORMS, as_text
from paraph.rules.book import book_of
from paraph.rules.fixes import Edit
from paraph.template import Template
from paraph.tree import Document
from paraph.workspace import Workspace, find_workspace

HELP = "list every problem of drafts, clauses and templates, and what the language rules find in them"
EXAMPLES = (
    "paraph check                           the whole workspace",
    "paraph check drafts/mine.yaml          one draft and what it uses",
    "paraph check --profile uk,nl           as these two capitals would read it",
    "paraph check --fix drafts/mine.yaml    write what is safe to write, and tell the rest",
    "paraph check --format github           annotations for a pull request",
    "paraph check --text theirs.docx        the language of a text which nobody drafted with us",
    "paraph check --text theirs.md --profile uk,nl --explain",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `check`."""
    parser.add_argument(
        "drafts", nargs="*", metavar="DRAFT", type=Path, help="a draft, or a folder of drafts; the whole workspace when left out"
    )
    parser.add_argument(
        "--text", nargs="+", metavar="FILE", type=Path, default=[],
        help="hold Word files (.docx), Markdown (.md) or plain text (.txt) against the language rules",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=FORMS, default="text", help="text for people (on standard error), or json, github, sarif (on standard output)"
    )
    parser.add_argument(
        "--profile",
        metavar="NAMES",
        default="",
        help="whose guidance the language rules follow, with commas between; that of the parties' states when left out",
    )
    parser.add_argument(
        "--strict", action="store_true", help="read a signed draft as if it could still be changed, and exit with 1 for notes too"
    )
    parser.add_argument("--explain", action="store_true", help="say of each finding why, and whose guidance says so")
    parser.add_argument(
        "--fix", action="store_true", help="put what is safe to write into drafts and clauses; signed texts stay as they are"
    )
    parser.add_argument("--waivers", action="store_true", help="print the waivers with which a draft would keep what the rules find in it")


def run(options: Namespace) -> int:
    """Check, print, and say by the exit code whether there is anything to mend."""
    check = _Check(options)
    check.run()
    if options.fix and (made := mended(check.edits, check.workspaces())):
        print(f"{made} finding{'' if made == 1 else 's'} mended", file=sys.stderr)
        check = _Check(options)
        check.run()
    if options.waivers:
        sys.stdout.write(waivers_as_yaml(check.waivers))
        return CLEAN
    if options.format == "text":
        sys.stderr.write(as_text(check.problems, colour=in_colour(sys.stderr), explain=options.explain))
    else:
        sys.stdout.write(FORMS[options.format](check.problems))
    return PROBLEMS if any(options.strict or problem.severity != "note" for problem in check.problems) else CLEAN


class _Check:
    """Checks what the command line names, and gathers what is found."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.problems: list[Problem] = []
        self.edits: list[Edit] = []
        self.waivers: list[tuple[str, str]] = []
        self._assemblers: dict[Path, Assembler] = {}
        self._readers: dict[Path, Reader] = {}

    def run(self) -> None:
        """Check the drafts which are named, else the workspace."""
        for file in self.options.text:
            self._text(file)
        folders: list[Path] = self.options.drafts
        if not folders and not self.options.text:
            workspace = _workspace(Path.cwd())
            self.problems += self._reader(workspace.root).book.all_problems()
            self.problems += examine_workspace(workspace, self._look)
            folders = [workspace.root / "drafts"]
        for path in folders:
            drafts = drafts_in(path) if is_folder(path) else (path,)
            self.problems += _same_outputs(drafts)
            for draft in drafts:
                self._draft(draft)
            for folder in dict.fromkeys(draft.parent for draft in drafts):
                self.problems += _of_no_draft(folder)

    def workspaces(self) -> list[Workspace]:
        """The workspaces of what was checked."""
        return [assembler.workspace for assembler in self._assemblers.values()]

    def _text(self, path: Path) -> None:
        """What the rules find in a text of others, with the rules of the workspace one stands in, else those of the tool."""
        from paraph.readers.checked import text_problems

        root = find_root(Path.cwd()) or Path.cwd()
        reader = self._reader(root)
        self.problems += text_problems(path, reader.book, reader.profiles)

    def _draft(self, path: Path) -> None:
        """The problems of a draft, with what the rules find and a note of its blanks."""
        workspace = _workspace(path.parent)
        assembler = self._assemblers.setdefault(workspace.root, Assembler(workspace))
        try:
            drafted = assembler.drafted(path)
        except Stopped as stopped:
            self.problems += stopped.problems
            return
        read = self._reader(workspace.root).draft(drafted)
        self.problems += (*drafted.assembled.problems, *self._told(drafted, read.problems))
        self.edits += read.edits
        self.waivers += read.waivers
        self.problems += _not_initialled(path, drafted.draft)
        found = dict.fromkeys(blank.label for blank in blanks(drafted.assembled.document))
        if found:
            message = f"{len(found)} blank{'' if len(found) == 1 else 's'} left: {', '.join(found)}"
            self.problems.append(Problem(Place(shown(path), 1, 1), message, "blanks", severity="note"))

    def _told(self, drafted: Drafted, problems: Sequence[Problem]) -> Sequence[Problem]:
        """What the rules find in a draft; in a signed one which nobody has asked for, only how much."""
        notes = [problem for problem in problems if problem.severity == "note" and problem.why]
        if self.options.drafts or self.options.strict or drafted.draft.status != "signed" or not notes:
            return problems
        path = drafted.draft.path
        message = f"signed with {len(notes)} finding{'' if len(notes) == 1 else 's'} of the language rules"
        others = [problem for problem in problems if problem not in notes]
        return [*others, Problem(Place(path, 1, 1), message, "signed-text", f"{typed('check', path)} lists them", "note")]

    def _look(self, clause: Clause, document: Document, template: Template) -> Sequence[Problem]:
        read = self._reader(_workspace(Path.cwd()).root).clause(clause, document, template)
        self.edits += read.edits
        return read.problems

    def _reader(self, root: Path) -> Reader:
        """The reader of a workspace, or of the folder one stands in."""
        if root not in self._readers:
            book = book_of(root)
            profiles = [name.strip() for name in self.options.profile.split(",") if name.strip()]
            for name in profiles:
                if name not in book.profiles:
                    raise WrongUse(f'no profile "{name}"; {nearest(name, book.profiles) or "profiles: " + ", ".join(book.profiles)}')
            self._readers[root] = Reader(book, profiles, strict=self.options.strict)
        return self._readers[root]


def _not_initialled(path: Path, draft: Draft) -> list[Problem]:
    """A note of a draft which is agreed or signed and whose text nothing holds (`not-initialled`)."""
    if draft.status == "drafting" or is_there(frozen_path(path)):
        return []
    hint = f"{typed('paraph', 'initial', shown(path))} freezes it"
    return [Problem(Place(shown(path), 1, 1), f"{draft.status}, and its text is not frozen", "not-initialled", hint, "note")]


def _of_no_draft(folder: Path) -> Iterator[Problem]:
    """Frozen texts which hold no draft any more (`frozen-file`): a draft with another name would be agreed anew unseen."""
    for file in of_no_draft(folder):
        message = f"it freezes the text of {file.name.removesuffix('.text.json')}, and there is no such draft here"
        hint = "if that draft has another name now, give this file the same one; if it is given up, delete the file"
        yield Problem(Place(shown(file), 1, 1), message, "frozen-file", hint)


def _same_outputs(drafts: Sequence[Path]) -> list[Problem]:
    """Drafts of a folder which would be built to the same file (`same-output`)."""
    first: dict[str, Path] = {}
    return [
        Problem(Place(shown(path), 1, 1), f"{shown(other)} is built to the same file", "same-output", "give one of the two another name")
        for path in drafts
        if (other := first.setdefault(path.stem, path)) is not path
    ]


def _workspace(folder: Path) -> Workspace:
    found = find_workspace(folder) or find_workspace(Path.cwd())
    if found is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json")
    return found
