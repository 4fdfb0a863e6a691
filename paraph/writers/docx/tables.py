"""Write tables and the signature block."""

from __future__ import annotations

from paraph.tree import Inline, Signature, Table
from paraph.writers.docx.runs import Runs
from paraph.writers.outline import SignatureRow, signature_rows

Cell = list[tuple[str, tuple[Inline, ...]]]
"""The paragraphs of a cell, each with the name of its style."""


def paragraph(properties: str, content: str) -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def table(block: Table, runs: Runs, text_width: int) -> str:
    """A table of the text; its header is repeated on every page."""
    width = text_width // len(block.rows[0])
    styles = runs.styles
    sides = [f'<w:jc w:val="{side}"/>' if side else "" for side in block.aligned]
    out = [_opened(f'<w:tblStyle w:val="{styles.id("Clause Table", "table")}"/>', "", [width] * len(block.rows[0]))]
    for index, row in enumerate(block.rows):
        form, header = ("<w:b/>", "<w:tblHeader/>") if block.header and index == 0 else ("", "")
        cells = "".join(
            _cell(width, paragraph(styles.of("Table Text") + side, runs.of(cell, form))) for cell, side in zip(row, sides, strict=True)
        )
        out.append(f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>")
    return "".join(out) + "</w:tbl>"


def signatures(block: Signature, runs: Runs, text_width: int) -> str:
    """The block as a table without borders. Every paragraph but the last keeps with the next, so that it stays whole."""
    width = text_width // block.columns
    rows = list(signature_rows(block))
    out = [_opened("", '<w:tblLayout w:type="fixed"/>', [width] * block.columns)]
    for number, row in enumerate(rows, 1):
        cells = [list(zip(_styles(row, len(cell)), cell, strict=True)) for cell in row.cells]
        cells += [[]] * (block.columns - len(cells))
        out.append(_row(cells, width, runs, keep=number < len(rows)))
    return "".join(out) + "</w:tbl>"


def _styles(row: SignatureRow, lines: int) -> tuple[str, ...]:
    """The styles of a cell's lines."""
    return ("Signature Agency",) * lines if row.above else ("Signature Name", *("Signature Title",) * (lines - 1))[:lines]


def _row(cells: list[Cell], width: int, runs: Runs, *, keep: bool) -> str:
    out = []
    for cell in cells:
        lines = cell or [("Signature Agency", ())]
        paragraphs = []
        for number, (name, inlines) in enumerate(lines, 1):
            kept = "true" if keep or number < len(lines) else "false"
            paragraphs.append(paragraph(f'{runs.styles.of(name)}<w:keepNext w:val="{kept}"/>', runs.of(inlines)))
        out.append(_cell(width, "".join(paragraphs)))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(out)}</w:tr>"


def _opened(style: str, layout: str, widths: list[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f'<w:tbl><w:tblPr>{style}<w:tblW w:w="5000" w:type="pct"/>{layout}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
