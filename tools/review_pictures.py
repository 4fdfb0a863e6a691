"""Make the pictures of docs/review.md anew: the page and the redline of the change which it tells of.

What the page tells is done in a workspace of its own. Chromium pictures the page; LibreOffice turns the redline into PDF and pdftoppm its
second page into PNG. Needs all three, and git.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
STORY = ROOT / "docs" / "review.md"


def main() -> int:
    """Make both pictures, and say where they are."""
    missing = [program for program in ("git", "chromium", "soffice", "pdftoppm") if shutil.which(program) is None]
    if missing:
        print(f"{' and '.join(missing)} not found", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder, "workspace")
        _reviewed(workspace)
        _page(workspace / "build" / "review" / "fisheries.html", Path(folder))
        _redline(workspace / "build" / "review" / "fisheries.docx", Path(folder))
    for name in ("diff.png", "redline.png"):
        print((PICTURES / name).relative_to(ROOT))
    return 0


def _reviewed(workspace: Path) -> None:
    """The workspace after the drafter's commit, with its review."""
    for name in ("clauses", "templates", "rules"):
        shutil.copytree(ROOT / name, workspace / name)
    shutil.copy(ROOT / "schema.json", workspace)
    (workspace / "drafts").mkdir()
    draft = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[0]
    (workspace / "drafts" / "fisheries.yaml").write_text(draft, encoding="utf-8")
    changes = re.findall(r"^\$ (sed -i .*)$", STORY.read_text(encoding="utf-8"), re.MULTILINE)[:2]
    who = "-c user.name=T -c user.email=t@example.org -c commit.gpgsign=false"
    paraph = f"{sys.executable} {ROOT / 'assemble.py'} review main --author 'Treaty Section' || true"
    for command in ("git init -q -b main", "git add -A", f"git {who} commit -qm 1", "git checkout -q -b round-2", *changes, paraph):
        subprocess.run(["bash", "-c", command], cwd=workspace, check=True)


def _page(page: Path, folder: Path) -> None:
    options = (
        f"--user-data-dir={folder / 'chromium'}",
        "--hide-scrollbars",
        "--window-size=1060,1330",
        f"--screenshot={PICTURES / 'diff.png'}",
    )
    subprocess.run([*CHROMIUM, *options, page.as_uri()], check=True, capture_output=True)


def _redline(file: Path, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file], check=True, capture_output=True)
    options = ("-r", "80", "-f", "2", "-l", "2", "-x", "40", "-y", "40", "-W", "580", "-H", "510", "-singlefile", "-png")
    subprocess.run(["pdftoppm", *options, folder / f"{file.stem}.pdf", PICTURES / "redline"], check=True)


if __name__ == "__main__":
    sys.exit(main())
