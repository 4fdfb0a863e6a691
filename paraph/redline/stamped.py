"""The redline of two drafts in the look of the second, stamped."""

from __future__ import annotations

from datetime import date

from paraph.assembled import Assembled
from paraph.redline import Redline, redline
from paraph.redline.tracked import Stamp
from paraph.writers.docx.look import read_look


def stamped_redline(old: Assembled, new: Assembled, author: str, day: date | None) -> Redline:
    """What has changed since the old draft, by an author on a day; without one on the new draft's own, if it has one."""
    stamp = Stamp(author, day or new.document.meta.date)
    return redline(old, new, read_look(new.look), stamp)
