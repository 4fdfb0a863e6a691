"""Build documents with python-docx alone: python_docx_by_hand.py BASE.docx BLOCKS.json CONTEXTS.json FOLDER.

The base holds styles, page set-up and the multilevel numbering, as a look prepared in Word would; the blocks hold
each paragraph's style, number and runs, as a program written for this one document would.
"""

import json
import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def main(base: str, blocks: str, contexts: str, folder: str) -> None:
    """Write one document for each context."""
    wanted = json.loads(Path(blocks).read_bytes())
    for context in json.loads(Path(contexts).read_bytes()):
        document = Document(base)
        for block in wanted:
            if "rows" in block:
                add_table(document, block, context)
            else:
                write(document.add_paragraph(style=block["style"]), block, context)
        document.save(f"{folder}/{context['file']}.docx")


def add_table(document: Any, block: dict[str, Any], context: dict[str, str]) -> None:
    """A table, a row at a time: asking for cell (i, j) would read the whole table again each time."""
    table = document.add_table(len(block["rows"]), len(block["rows"][0]), style=block["style"])
    for row, cells in zip(table.rows, block["rows"], strict=True):
        for cell, paragraphs in zip(row.cells, cells, strict=True):
            first, *rest = paragraphs
            cell.paragraphs[0].style = first["style"]
            write(cell.paragraphs[0], first, context)
            for paragraph in rest:
                write(cell.add_paragraph(style=paragraph["style"]), paragraph, context)


def write(paragraph: Any, block: dict[str, Any], context: dict[str, str]) -> None:
    """The number and the runs of a paragraph."""
    if block["number"]:
        number(paragraph, *block["number"])
    for run in block["runs"]:
        text = run["text"].format_map(context) if "{" in run["text"] else run["text"]
        added = paragraph.add_run(text)
        if "bold" in run:
            added.bold = True
        if "superscript" in run:
            added.font.superscript = True
        if "break" in run:
            added.add_break()


def number(paragraph: Any, level: str, instance: str) -> None:
    """Word's own number: a level of a numbering instance."""
    properties = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", instance)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    paragraph._p.get_or_add_pPr().append(properties)


if __name__ == "__main__":
    main(*sys.argv[1:])
