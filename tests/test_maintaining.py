"""What `docs/maintaining.md` tells a maintainer to do is done, step by step, and comes out as it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.conftest import ROOT, paraph
from tests.test_readme import checkout, sessions

__all__ = ["checkout"]

PAGE = (ROOT / "docs" / "maintaining.md").read_text(encoding="utf-8")
STEP = re.compile(r"^`(?P<path>[^`\n]+)`:\n\n```markdown\n(?P<file>.*?)^```$|^(?P<session>```console\n.*?^```)$", re.MULTILINE | re.DOTALL)


def test_every_step_comes_out_as_the_page_says(checkout: Path) -> None:
    program = Path(sys.executable)
    env = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    steps = list(STEP.finditer(PAGE))
    assert len(steps) == PAGE.count("```") // 2
    for step in steps:
        if step["path"]:
            path = checkout / step["path"]
            path.parent.mkdir(exist_ok=True)
            path.write_text(step["file"], encoding="utf-8")
            continue
        for command, printed in sessions(step["session"]):
            done = subprocess.run(["sh", "-c", command], cwd=checkout, env=env, capture_output=True, encoding="utf-8", check=False)
            problems = [line for line in done.stderr.splitlines() if ": error: " in line or ": warning: " in line]
            assert (done.stdout, problems) == (printed, []), command


def test_a_look_restyled_by_hand_is_taken(copied: Path) -> None:
    path = copied / "templates" / "bilateral" / "look.docx"
    look = docx.Document(str(path))
    look.styles["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    look.styles["Heading 1"].font.name = "Cambria"
    look.save(str(path))
    assert paraph("check", cwd=copied).code == 0
    (copied / "drafts" / "base.yaml").write_text((ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert paraph("build", "drafts/base.yaml", cwd=copied).code == 0
    built = docx.Document(str(copied / "build" / "base.docx"))
    heading = next(paragraph for paragraph in built.paragraphs if paragraph.style and paragraph.style.name == "Heading 1")
    assert heading.style is not None
    assert heading.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert heading.style.font.name == "Cambria"
