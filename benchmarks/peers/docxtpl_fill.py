"""Fill a docxtpl template: docxtpl_fill.py TEMPLATE CONTEXTS.json FOLDER."""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate


def main(template: str, contexts: str, folder: str) -> None:
    """Write one document for each context."""
    for context in json.loads(Path(contexts).read_bytes()):
        document = DocxTemplate(template)
        document.render(context)
        document.save(f"{folder}/{context['file']}.docx")


if __name__ == "__main__":
    main(*sys.argv[1:])
