"""Two drafts as people name them on the command line: files, revisions, and a file at a revision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from paraph.problems import Refused
from paraph.records import NamedTuple

NAMES = "drafts: files, or REV:path; or REV and a file, two revisions and a file, a file alone"
"""What `named` takes, as `--help` says it."""


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


def named(typed: Sequence[str]) -> tuple[Named, Named]:
    """The two drafts which are named; one file alone is compared with itself at the last commit. Raises `Refused`."""
    match typed:
        case [path]:
            return Named(_file(path), "HEAD"), Named(path)
        case [revision, path] if _is_revision(revision):
            return Named(_file(path), revision), Named(path)
        case [one, other]:
            old, new = _named(one), _named(other)
            if not (old.path or new.path):
                raise Refused("name the draft too: REV:drafts/x.yaml, or REV REV drafts/x.yaml")
            return old._replace(path=old.path or new.path), new._replace(path=new.path or old.path)
        case [one, other, path]:
            return Named(path, one.rstrip(":")), Named(path, other.rstrip(":"))
    raise Refused("name two drafts, or one draft and one or two revisions")


def _is_revision(typed: str) -> bool:
    return ":" not in typed and not Path(typed).exists() and Path(typed).suffix.lower() not in (".yaml", ".yml", WORD, *OTHERS)


def _file(path: str) -> str:
    if ":" in path and not Path(path).exists():
        raise Refused(f'"{path}" is no file: name the other draft too')
    return path


def _named(typed: str) -> Named:
    revision, colon, path = typed.partition(":")
    return Named(typed) if not colon or Path(typed).exists() else Named(path, revision or "HEAD")
