"""Two drafts as people name them on the command line: files, revisions, and a file at a revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, count
from pathlib import Path

from paraph.paths import drafts_in, find_root, is_file, is_folder, is_there, shown
from paraph.problems import Refused
from paraph.records import NamedTuple
from paraph.source import no_such_file

NAMES = "drafts: files, or REV:path; or REV and a file, two revisions and a file, a file alone"
"""What `named` takes, as `--help` says it."""

DRAFTS = (".yaml", ".yml")
WORD = ".docx"
OTHERS = (".doc", ".docm", ".dotx", ".dotm", ".odt", ".rtf", ".pdf")
"""Endings of documents which a word processor can save as Word documents."""


class Named(NamedTuple):
    """A draft as people name it: a path, at a git revision when that is given."""

    path: str
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.revision}:{self.path}" if self.revision else self.path

    @property
    def is_document(self) -> bool:
        """Whether this is a document, and no draft."""
        return self.path.lower().endswith((WORD, *OTHERS))


Command = Callable[..., str]
"""What people type to compare the drafts of some names."""


def named(names: Sequence[str], command: Command) -> tuple[Named, Named]:
    """The two drafts which are named; one file alone is compared with itself at the last commit. Raises `Refused`."""
    old, new = _two(names, command)
    for path in dict.fromkeys(side.path for side in (old, new)):
        if is_folder(Path(path)):
            raise Refused(
                f'"{path}" is a folder, and no draft', f"name a draft: {command(_a_draft(path))}; for all of them: `paraph review`"
            )
    return old, new


def _two(names: Sequence[str], command: Command) -> tuple[Named, Named]:
    match names:
        case [path]:
            return Named(_file(path, command), "HEAD"), Named(path)
        case [revision, path] if _is_revision(revision):
            return Named(_file(path, command, revision), revision), Named(path)
        case [one, other]:
            old, new = _named(one), _named(other)
            if not (old.path or new.path):
                raise Refused("name the draft too: REV:drafts/x.yaml, or REV REV drafts/x.yaml", command(*names, _a_draft()))
            return old._replace(path=old.path or new.path), new._replace(path=new.path or old.path)
        case [one, other, path] if _is_revision(one.rstrip(":")) and _is_revision(other.rstrip(":")):
            return Named(path, one.rstrip(":")), Named(path, other.rstrip(":"))
    files = [name for name in names if is_file(Path(name))]
    hint = f"two at a time: {command(*files[:2])}" if len(files) > 1 else ""
    raise Refused("name two drafts, or one draft and one or two revisions", hint)


def _is_revision(typed: str) -> bool:
    return ":" not in typed and not is_there(Path(typed)) and Path(typed).suffix.lower() not in (*DRAFTS, WORD, *OTHERS)


def _file(path: str, command: Command, revision: str = "") -> str:
    """A path at which something lies today. Raises `Refused`, also when what stands for the revision is a file without its ending."""
    likely = next((f"{revision}{ending}" for ending in DRAFTS if revision and is_file(Path(f"{revision}{ending}"))), "")
    if likely:
        raise Refused(f'there is no file "{revision}"', f"did you mean {command(likely, path)}?")
    if is_there(Path(path)):
        return path
    if ":" in path:
        raise Refused(f'"{path}" is no file: name the other draft too', command(path, path.partition(":")[2] or _a_draft()))
    hint = no_such_file(Path(path), path).hint
    if not hint and not revision and _is_revision(path):
        hint = f"when it is a revision, name a draft too: {command(path, _a_draft())}"
    raise Refused(f'there is no file "{path}"', hint)


def _a_draft(folder: str = "") -> str:
    """A draft for an example: of the workspace, or of a folder which was named."""
    root = find_root(Path(folder)) or find_root(Path.cwd())
    folders = [*([root / "drafts"] if root else []), *([Path(folder)] if folder else [])]
    if root and root / "drafts" in Path(folder).absolute().parents:
        folders.reverse()
    return next((shown(draft) for place in folders for draft in drafts_in(place)), "drafts/x.yaml")


def _named(typed: str) -> Named:
    revision, colon, path = typed.partition(":")
    return Named(typed) if not colon or is_there(Path(typed)) else Named(path, revision or "HEAD")


def unused(name: str) -> str:
    """A name in the folder in which one stands, of a file which is not there yet."""
    path = Path(name)
    more = (f"{path.stem}-{number}{path.suffix}" for number in count(2))
    return next(each for each in chain([name], more) if not is_there(Path(each)))
