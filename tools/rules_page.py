"""Write docs/rules.md from the files of the rules: `python tools/rules_page.py`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from paraph.manual.as_page import page  # noqa: E402 - the package stands beside this folder
from paraph.rules.book import Book  # noqa: E402
from paraph.validate import packaged_schema  # noqa: E402

if __name__ == "__main__":
    (ROOT / "docs" / "rules.md").write_text(page(Book(ROOT / "rules"), packaged_schema("rule")), encoding="utf-8")
    print("docs/rules.md")
