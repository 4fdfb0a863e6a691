"""A built file in the look of another: as our writer would have written its text there."""

from __future__ import annotations

import re

from paraph.problems import Stopped
from paraph.redline.built import Built
from paraph.writers.docx.look import Look, missing_style
from paraph.writers.docx.numbering import reindented

_STYLE = re.compile(r'<w:(p|r|tbl)Style w:val="([^"]*)"/>')
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_WIDTH = re.compile(r'(<w:gridCol|<w:tcW) w:w="\d+"')
_KINDS = {"p": "paragraph", "r": "character", "tbl": "table"}


def restyled(built: Built, look: Look) -> Built:
    """The file with the styles, the indents and the widths of tables of a look. Stops with `missing-style` when that lacks a style."""
    names = {(kind, style.id): name for (kind, name), style in built.look.styles.items()}
    missing = set()

    def style(found: re.Match[str]) -> str:
        kind = _KINDS[found[1]]
        name = names.get((kind, found[2]), found[2])
        known = look.styles.get((kind, name))
        if known is None:
            missing.add((kind, name))
            return found[0]
        return f'<w:{found[1]}Style w:val="{known.id}"/>'

    body = _TABLE.sub(lambda table: _in_width(table[0], look.text_width), _STYLE.sub(style, built.body))
    notes = [_STYLE.sub(style, note) for note in built.notes]
    if missing:
        raise Stopped(missing_style(look, kind, name) for kind, name in missing)
    return built._replace(look=look, body=body, notes=notes, schemes=[reindented(scheme, look) for scheme in built.schemes])


def _in_width(table: str, width: int) -> str:
    """A table whose columns share a width evenly."""
    column = width // (table.count("<w:gridCol ") or 1)
    return _WIDTH.sub(rf'\1 w:w="{column}"', table)
