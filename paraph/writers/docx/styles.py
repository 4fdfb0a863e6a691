"""The styles which a document needs of its look, by their names in Word."""

from __future__ import annotations

from paraph.tree import Role
from paraph.writers.docx.look import Look

OF_PARTS = {
    Role.TITLE: "Title",
    Role.OPENING: "Opening",
    Role.PREAMBLE: "Recital",
    Role.OPERATIVE: "Operative",
    Role.TESTIMONIUM: "Testimonium",
}
PARAGRAPH_STYLES = (
    *OF_PARTS.values(), "Heading 1", "Body Text", "Numbered Paragraph", "Item 1", "Item 2", "Item 3", "Item 4",
    "Dash 1", "Dash 2", "Dash 3", "Dash 4", "Table Text", "Signature Agency", "Signature Name", "Signature Title", "Header",
    "Heading 2", "Footnote Text", "Quotation",
)  # fmt: skip
CHARACTER_STYLES = ("Blank", "Footnote Reference")
TABLE_STYLES = ("Clause Table",)
"""Together with these, every style which a document may need."""


class Styles:
    """The styles of a look, by name; those asked for in vain are noted in `missing`."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.missing: set[tuple[str, str]] = set()
        self._properties: dict[str, str] = {}

    def id(self, name: str, kind: str = "paragraph") -> str:
        """The id of a style."""
        found = self.look.styles.get((kind, name.lower()))
        if found is None:
            self.missing.add((kind, name))
            return name.replace(" ", "")
        return found.id

    def of(self, name: str) -> str:
        """The property by which a paragraph has a style."""
        known = self._properties.get(name)
        if known is None:
            known = f'<w:pStyle w:val="{self.id(name)}"/>'
            if ("paragraph", name) not in self.missing:  # else it is noted each time that it is asked for
                self._properties[name] = known
        return known
