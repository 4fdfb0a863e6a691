"""Make the peers' inputs from a document which Paraph has built, so that the words and the looks are the same.

prepare.py DOCUMENT.docx FILLS.json FOLDER          the fills: for each placeholder the words it stands for
prepare.py --loop DOCUMENT.docx FOLDER              a document of units which repeat: a template with loops

Writes template-docxtpl.docx, template-docxtemplater.docx, base.docx, blocks.json and document.md. Untimed.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

Block = dict[str, Any]
MARKS = {"docxtpl": "{{{{ {} }}}}", "docxtemplater": "{{{}}}"}


def prepare(source: str, fills: dict[str, str], folder: Path) -> None:
    """All inputs for documents which differ in their fills."""
    for tool, mark in MARKS.items():
        document = slim(docx.Document(source))
        fill_in(document, placing(fills, mark.format))
        document.save(str(folder / f"template-{tool}.docx"))
    document = slim(docx.Document(source))
    blocks = read_blocks(document)
    named = blocks_with(blocks, placing(fills, "{{{}}}".format))
    (folder / "blocks.json").write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")
    write_base(document, folder)
    (folder / "document.md").write_text(markdown(blocks, lambda text: text), encoding="utf-8")
    (folder / "document-batch.md").write_text(markdown(blocks, placing(fills, "@{}@".format)), encoding="utf-8")


def prepare_loop(source: str, folder: Path) -> None:
    """All inputs for a document of parts and units: a loop for docxtpl, every block for python-docx."""
    document = slim(docx.Document(source))
    (folder / "blocks.json").write_text(json.dumps(read_blocks(document), ensure_ascii=False), encoding="utf-8")
    write_base(document, folder)
    document = slim(docx.Document(source))
    loop(document)
    document.save(str(folder / "template-docxtpl.docx"))


def slim(document: Any) -> Any:
    """The document without what a template made in Word would not have: our manifest, and bookmarks which nothing refers to."""
    for id, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/customXml"):
            document.part.rels.pop(id)
    body = document.element.body
    used = " ".join(code.text for code in body.iter(qn("w:instrText")))
    kept = set()
    for start in list(body.iter(qn("w:bookmarkStart"))):
        if start.get(qn("w:name")) in used:
            kept.add(start.get(qn("w:id")))
        else:
            start.getparent().remove(start)
    for end in list(body.iter(qn("w:bookmarkEnd"))):
        if end.get(qn("w:id")) not in kept:
            end.getparent().remove(end)
    return document


def placing(fills: dict[str, str], mark: Callable[[str], str]) -> Callable[[str], str]:
    """A function which puts placeholders in place of the words they stand for."""
    names = {words: name for name, words in fills.items()}
    pattern = re.compile("|".join(re.escape(words) for words in sorted(names, key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: mark(names[found.group()]), text)


def fill_in(document: Any, place: Callable[[str], str]) -> None:
    """Put placeholders into every text of a document."""
    for text in document.element.body.iter(qn("w:t")):
        text.text = place(text.text)


# What a document holds


def read_blocks(document: Any) -> list[Block]:
    """The paragraphs and tables of the body."""
    found = []
    for element in document.element.body:
        if element.tag == qn("w:p") and list(element.iter(qn("w:t"))):
            found.append(read_paragraph(Paragraph(element, document._body)))
        elif element.tag == qn("w:tbl"):
            found.append(read_table(Table(element, document._body)))
    return found


def read_table(table: Any) -> Block:
    """The cells of a table, each a list of paragraphs."""
    rows = [[[read_paragraph(p) for p in cell.paragraphs] for cell in row.cells] for row in table.rows]
    style = table._tbl.tblPr.find(qn("w:tblStyle"))
    return {"rows": rows, "style": table.style.name if style is not None else None}


def read_paragraph(paragraph: Any) -> Block:
    """Style, number and runs of a paragraph; runs which look alike are one."""
    properties = paragraph._p.pPr.numPr
    number = [str(properties.ilvl.val), str(properties.numId.val)] if properties is not None else None
    runs: list[Block] = []
    for run in paragraph.runs:
        found = read_run(run)
        if runs and found.keys() == runs[-1].keys() and "break" not in found:
            runs[-1]["text"] += found["text"]
        elif found["text"] or "break" in found:
            runs.append(found)
    return {"style": paragraph.style.name, "number": number, "runs": runs}


def read_run(run: Any) -> Block:
    """Text and looks of a run."""
    found: Block = {"text": "".join(text.text for text in run._r.findall(qn("w:t")))}
    if run.bold:
        found["bold"] = True
    if run.font.superscript:
        found["superscript"] = True
    if run._r.find(qn("w:br")) is not None:
        found["break"] = True
    return found


def blocks_with(blocks: list[Block], place: Callable[[str], str]) -> list[Block]:
    """The blocks with placeholders in their texts."""
    found: list[Block] = json.loads(
        json.dumps(blocks), object_hook=lambda node: {k: place(v) if k == "text" else v for k, v in node.items()}
    )
    return found


def write_base(document: Any, folder: Path) -> None:
    """The document without its text: styles, page set-up, numbering."""
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    document.save(str(folder / "base.docx"))


# Loops for docxtpl


def loop(document: Any) -> None:
    """Keep the first unit of the first part, and loop over parts, units, lines."""
    body = document.element.body
    elements = list(body)
    start = next(n for n, e in enumerate(elements) if text_of(e) == "Part 1")
    table = next(n for n, e in enumerate(elements) if n > start and e.tag == qn("w:tbl"))
    end = next(n for n, e in enumerate(elements) if style_of(e) == "Testimonium")
    heading, line = elements[start], elements[start + 1]
    for element in elements[start + 2 : table] + elements[table + 1 : end]:
        body.remove(element)
    put(heading, "{{ part.heading }}")
    put(line, "{{ line }}")
    for index, cell in enumerate(elements[table].iter(qn("w:tc"))):
        put(cell.find(qn("w:p")), f"{{{{ unit.cells[{index}] }}}}")
    around(heading, "{%p for part in parts %}", before=True)
    around(line, "{%p for unit in part.units %}", before=True)
    around(line, "{%p for line in unit.lines %}", before=True)
    around(line, "{%p endfor %}", before=False)
    around(elements[table], "{%p endfor %}", before=False)
    around(elements[table], "{%p endfor %}", before=False)


def text_of(element: Any) -> str:
    """The text of a paragraph."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def style_of(element: Any) -> str:
    """The id of a paragraph's style."""
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) if style is not None else ""


def put(paragraph: Any, text: str) -> None:
    """Give a paragraph's only text another one."""
    first, *rest = list(paragraph.iter(qn("w:t")))
    first.text = text
    for other in rest:
        other.getparent().getparent().remove(other.getparent())


def around(element: Any, tag: str, *, before: bool) -> None:
    """A paragraph with a Jinja tag beside an element."""
    paragraph = OxmlElement("w:p")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = tag
    run.append(text)
    paragraph.append(run)
    (element.addprevious if before else element.addnext)(paragraph)


# Markdown for pandoc

MARKERS = {"1": "1. ", "2": "a) "}


def markdown(blocks: list[Block], place: Callable[[str], str]) -> str:
    """The document in pandoc's Markdown: lists and headings where pandoc numbers them itself."""
    written = []
    for block in blocks:
        if "rows" in block:
            written.append(pipe_table(block, place))
            continue
        text = place(inlines(block))
        if block["style"] == "Heading 1":
            written.append(f"# {text}")
        elif block["style"].startswith("Dash"):
            written.append(f"    - {text}")
        elif block["number"]:
            written.append(MARKERS[block["number"][0]] + text)
        else:
            written.append(f'::: {{custom-style="{block["style"]}"}}\n{text}\n:::')
    return "\n\n".join(written) + "\n"


def inlines(block: Block) -> str:
    """The runs of a paragraph, escaped, with their marks."""
    found = ""
    for run in block["runs"]:
        text = re.sub(r"([\\`*_{}\[\]<>#^~$@|])", r"\\\1", run["text"])
        mark = "**" if "bold" in run else "^" if "superscript" in run else ""
        found += f"{mark}{text}{mark}"
    return found


def pipe_table(block: Block, place: Callable[[str], str]) -> str:
    """A table; paragraphs of one cell become lines of it."""
    line = "`<w:r><w:br/></w:r>`{=openxml}"
    rows = ["| " + " | ".join(line.join(place(inlines(p)) for p in cell) for cell in row) + " |" for row in block["rows"]]
    return "\n".join([rows[0], "| --- " * len(block["rows"][0]) + "|", *rows[1:]])


def main(arguments: list[str]) -> None:
    """Which of the two ways."""
    if arguments[0] == "--loop":
        prepare_loop(arguments[1], Path(arguments[2]))
    else:
        prepare(arguments[0], json.loads(Path(arguments[1]).read_text(encoding="utf-8")), Path(arguments[2]))


if __name__ == "__main__":
    main(sys.argv[1:])
