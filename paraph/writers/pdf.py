"""Turn a Word file into PDF with LibreOffice, when it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from paraph.problems import Place, Problem, Stopped

SECONDS = 120
_HINT = "install LibreOffice (Debian: apt-get install libreoffice-writer-nogui), or open the .docx and save it as PDF"


def write_pdf(word_file: bytes, draft: str) -> bytes:
    """The PDF of a Word file. Stops with `no-libreoffice` or `pdf`, placed at the draft."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Stopped([Problem(Place(draft, 1, 1), "a PDF is made by LibreOffice, which is not installed", "no-libreoffice", _HINT)])
    with tempfile.TemporaryDirectory(prefix="paraph-") as folder:
        source = Path(folder, "document.docx")
        source.write_bytes(word_file)
        command = [
            office,
            "--headless",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, env={**os.environ, "HOME": folder}, check=False)
        except subprocess.TimeoutExpired:
            raise Stopped([Problem(Place(draft, 1, 1), f"LibreOffice gave no PDF within {SECONDS} seconds", "pdf", "try again")]) from None
        made = Path(folder, "document.pdf")
        if not made.is_file():
            said = done.stderr.decode(errors="replace").strip()[-200:]
            raise Stopped(
                [Problem(Place(draft, 1, 1), f"LibreOffice gave no PDF: {said}", "pdf", "open the .docx in LibreOffice to see why")]
            )
        return made.read_bytes()
