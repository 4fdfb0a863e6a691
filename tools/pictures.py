"""Make a picture of every page of every built draft: build/*.docx → build/pictures/NAME-N.png.

LibreOffice turns the Word files into PDF, pdftoppm the pages into PNG at 80 dots an inch. Needs both.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD = Path(__file__).parent.parent / "build"
RESOLUTION = 80


def main() -> int:
    """Make the pictures, and say where they are."""
    missing = [program for program in ("soffice", "pdftoppm") if shutil.which(program) is None]
    if missing:
        print(f"{' and '.join(missing)} not found: install libreoffice-writer-nogui and poppler-utils", file=sys.stderr)
        return 1
    pictures = BUILD / "pictures"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        documents = sorted(map(str, BUILD.glob("*.docx")))
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *documents], check=True, capture_output=True
        )
        for pdf in sorted(Path(folder).glob("*.pdf")):
            command = ["pdftoppm", "-r", str(RESOLUTION), "-png", str(pdf), str(pictures / pdf.stem)]
            subprocess.run(command, check=True)
    for picture in sorted(pictures.iterdir()):
        print(picture.relative_to(BUILD.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
