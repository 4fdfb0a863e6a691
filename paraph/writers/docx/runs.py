"""Write inlines as runs, fields and line breaks of WordprocessingML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import assert_never

from paraph.digest import sha256
from paraph.tree import Blank, Break, Emphasis, Footnote, Inline, Pointer, Reference, Strong, Superscript, Text
from paraph.writers.docx.styles import Styles
from paraph.writers.docx.xml import escape

_ORDER = ("<w:rStyle", "<w:b/>", "<w:i/>", "<w:vertAlign")


class Runs:
    """Writes inlines with the styles of a look."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.notes: list[str] = []
        """The footnotes, in the order of their marks."""

    def of(self, content: tuple[Inline, ...], form: str = "") -> str:
        """Runs which have the properties `form`. Texts which look alike share one, so that Word's search sees whole sentences."""
        if len(content) == 1 and isinstance(text := content[0], Text):
            return run(text.text, form)
        out: list[str] = []
        texts: list[str] = []
        for inline in content:
            if isinstance(inline, Text):
                texts.append(inline.text)
                continue
            if texts:
                out.append(run("".join(texts), form))
                texts.clear()
            out.append(self._inline(inline, form))
        if texts:
            out.append(run("".join(texts), form))
        return "".join(out)

    def _inline(self, inline: Strong | Emphasis | Superscript | Break | Reference | Blank | Footnote, form: str) -> str:
        match inline:
            case Strong(content):
                return self.of(content, _with(form, "<w:b/>"))
            case Emphasis(content):
                return self.of(content, _with(form, "<w:i/>"))
            case Superscript(content):
                return self.of(content, _with(form, '<w:vertAlign w:val="superscript"/>'))
            case Break():
                return "<w:r><w:br/></w:r>"
            case Reference(_, pieces):
                return "".join(run(p, form) if isinstance(p, str) else _field(p, form) for p in pieces)
            case Footnote(content, number):
                self.notes.append(self._note(number, content))
                return self._note_mark(f'<w:footnoteReference w:id="{number}"/>')
            case Blank():
                style = f'<w:rStyle w:val="{self.styles.id("Blank", "character")}"/>'
                return run(str(inline), style + form)
            case _:
                assert_never(inline)

    def _note_mark(self, mark: str) -> str:
        return f'<w:r><w:rPr><w:rStyle w:val="{self.styles.id("Footnote Reference", "character")}"/></w:rPr>{mark}</w:r>'

    def _note(self, id: int, content: tuple[Inline, ...]) -> str:
        """A footnote: its paragraph begins with its own mark."""
        text = self._note_mark("<w:footnoteRef/>") + run(" ", "") + self.of(content)
        return f'<w:footnote w:id="{id}"><w:p><w:pPr>{self.styles.of("Footnote Text")}</w:pPr>{text}</w:p></w:footnote>'


@lru_cache(maxsize=4_000)
def bookmark(kind: str, id: str) -> str:
    """A hidden bookmark's name: at most 40 characters, letters, figures and underscores (ECMA-376 17.13.6.2)."""
    name = f"_{kind}_{re.sub('[^A-Za-z0-9]', '_', id.replace('/', '__'))}"
    return name if len(name) <= 40 else f"{name[:31]}_{sha256(id.encode()).hexdigest()[:8]}"


def _with(form: str, mark: str) -> str:
    """A run's properties with one more, in the order which the schema asks for."""
    marks = [*re.findall(r"<[^>]*>", form), mark]
    return "".join(sorted(dict.fromkeys(marks), key=lambda m: next(i for i, start in enumerate(_ORDER) if m.startswith(start))))


def run(text: str, form: str) -> str:
    """A run of text."""
    properties = f"<w:rPr>{form}</w:rPr>" if form else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(pointer: Pointer, form: str) -> str:
    r"""A number which follows what it points to.

    The field is `REF` without its keyword, which may be left out (ECMA-376 17.16.5.51). Word updates it as any other;
    LibreOffice, which would print “Section SECTION 2” because it does not know \\t, keeps the result as written.
    """
    properties = f"<w:rPr>{form}</w:rPr>" if form else ""
    mark = f'<w:r>{properties}<w:fldChar w:fldCharType="%s"/></w:r>'
    code = f'<w:r>{properties}<w:instrText xml:space="preserve"> {bookmark("R", pointer.anchor)} \\n \\t \\h </w:instrText></w:r>'
    return f"{mark % 'begin'}{code}{mark % 'separate'}{run(pointer.number, form)}{mark % 'end'}"
