"""`review`: all that a pull request changes in drafts, in one folder."""

from __future__ import annotations

import gc
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from paraph.assembled import write
from paraph.cli import CLEAN, PROBLEMS, WrongUse, report
from paraph.commands.redline import add_stamp
from paraph.comparison.as_page import as_page
from paraph.delivery import Delivery, names
from paraph.paths import is_folder, is_there, shown
from paraph.problems import Stopped, ordered
from paraph.redline.stamped import stamped_redline
from paraph.review import Before, Pair, Reviewed, review
from paraph.review.as_comment import as_comment
from paraph.review.as_json import as_json
from paraph.review.tell import headline, what
from paraph.revisions import has_library_of, library_at, parting, renamed_since
from paraph.workspace import Workspace, find_workspace

HELP = "write all that changes in drafts since a git revision into a folder: a comment, pages, redlines"
EXAMPLES = (
    "paraph review                        what is not committed yet, into build/review",
    "paraph review main                   what this branch changes since it left the branch main",
    "paraph review main -o out --author 'Treaty Section' --date 2027-01-15",
)


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `review`."""
    told = "a git revision: what changed since this branch left it (HEAD when left out)"
    parser.add_argument("revision", nargs="?", default="HEAD", metavar="REV", help=told)
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="the folder (build/review when left out)")
    add_stamp(parser)


def run(options: Namespace) -> int:
    """Compare all drafts, write what differs; the code says whether anything does."""
    workspace = find_workspace(Path.cwd())
    if workspace is None:
        raise WrongUse("stand in a workspace: a folder with clauses/, templates/ and schema.json")
    folder = options.output or Path(shown(workspace.root / "build" / "review"))
    if is_there(folder) and not is_folder(folder):
        raise WrongUse(f"{folder.as_posix()} is no folder")
    workspace.refuse_links()
    gc.enable()
    with TemporaryDirectory(prefix="paraph-") as unpacked:
        base = parting(workspace.root, options.revision)
        commit = library_at(workspace.root, base, Path(unpacked), drafts=True)
        before = Before(Workspace(Path(unpacked)), commit, renamed_since(workspace.root, base), has_library_of(workspace.root, base))
        with Delivery(folder) as out:
            drafts = list(_delivered(before, workspace, out, options.author, options.date))
            since = commit if options.revision == "HEAD" else f"{commit}, where this branch left {options.revision}"
            told = [out.put("comment.md", as_comment(drafts, since).encode()), out.put("review.json", as_json(drafts, commit).encode())]
    report(ordered([*out.problems, *(problem for one in drafts for problem in one.problems)]))
    for one in drafts:
        print(f"{one.draft}: {what(one)}")
    print(": ".join(filter(None, (f"{headline(drafts)} since {since}", ", ".join(filter(None, told))))))
    return PROBLEMS if drafts or out.problems else CLEAN


def _delivered(before: Before, now: Workspace, out: Delivery, author: str, day: date | None) -> Iterator[Reviewed]:
    """Each draft which differs, with the files which show it."""
    named = names(shown(draft) for draft in now.drafts)
    for one, pair in review(before, now):
        yield _with_files(one, pair, out, named.get(one.draft, ""), (author, day))


def _with_files(one: Reviewed, pair: Pair, out: Delivery, name: str, stamp: tuple[str, date | None]) -> Reviewed:
    """A draft with its page and its Word file."""
    page, word, redlined = b"", b"", False
    try:
        page = _page(one, pair)
        word, redlined = _word(pair, stamp)
    except Stopped as stopped:
        one = one._replace(problems=(*one.problems, *(problem for problem in stopped.problems if problem not in one.problems)))
    files = [file if data and out.put(file, data) else "" for file, data in ((f"{name}.html", page), (f"{name}.docx", word))]
    return one._replace(page=files[0], word=files[1], redlined=redlined and bool(files[1]))


def _page(one: Reviewed, pair: Pair) -> bytes:
    """Both sides beside each other; of a new draft its document."""
    if one.comparison and one.comparison.changes:
        return as_page(one.comparison, one.before, one.draft).encode()
    return write(pair.now.assembled, "html") if pair.now and one.status == "new" else b""


def _word(pair: Pair, stamp: tuple[str, date | None]) -> tuple[bytes, bool]:
    """A redline, and that it is one; the document of today where there is none of before, or where the same words stand in both."""
    if pair.now and pair.then:
        made = stamped_redline(pair.then.assembled, pair.now.assembled, *stamp)
        if made.changed:
            return made.file, True
    return (write(pair.now.assembled, "docx") if pair.now else b""), False
