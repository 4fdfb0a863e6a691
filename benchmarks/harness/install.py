"""Install the peers, by name and pinned version, into a folder of their own."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PEERS = Path(__file__).parents[1] / "peers"
Installer = Callable[[Path, Path], None]
BUILDERS = ("docxtpl", "python-docx", "docxtemplater", "pandoc")
ENGINES = ("docxodus", "docx-trackdiff", "jubarte", "libreoffice")
"""Those which compare two Word files and write tracked changes."""
NAMES = BUILDERS + ENGINES


class Tools(NamedTuple):
    """Where the peers are; what is missing is `None`."""

    python: Path
    node: str | None
    modules: Path
    pandoc: str | None
    docxodus: str
    office: tuple[str, ...]
    """LibreOffice with a profile of its own, which holds our macro."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The peers which this machine cannot run."""
        system = {"docxtemplater": self.node, "pandoc": self.pandoc, "libreoffice": self.office}
        return tuple(name for name, there in system.items() if not there)


def install(folder: Path) -> Tools:
    """The peers, installed anew when a pinned version has changed."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "python" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _once(folder / "python", PEERS / "requirements.txt", _install_python)
    node = shutil.which("node") if shutil.which("npm") else None
    if node:
        _once(folder / "node", PEERS / "package.json", _install_node)
    docxodus = _docxodus(python, folder / "python" / "docxodus")
    return Tools(python, node, folder / "node" / "node_modules", shutil.which("pandoc"), docxodus, _office(folder / "office"))


def _docxodus(python: Path, folder: Path) -> str:
    """The program which its package holds in an archive, unpacked by the package's own means."""
    code = f"from python_redlines import DocxodusEngine as Engine; print(Engine({str(folder)!r}).extracted_binaries_path)"
    return _printed(str(python), "-c", code)


def _office(folder: Path) -> tuple[str, ...]:
    program = shutil.which("soffice")
    if not program:
        return ()
    command = (program, f"-env:UserInstallation={folder.as_uri()}", "--headless")
    if not folder.exists():
        _run([*command, "--terminate_after_init"])
    shutil.copytree(PEERS / "libreoffice", folder / "user" / "basic", dirs_exist_ok=True)
    return command


def versions(tools: Tools) -> str:
    """The peers and their versions, for the record."""
    pinned = [line.strip() for line in (PEERS / "requirements.txt").read_text().splitlines()[:5]]
    if tools.node:
        package = json.loads((PEERS / "package.json").read_text())
        pinned.append(f"docxtemplater {package['dependencies']['docxtemplater']} on Node {_printed(tools.node, '--version')}")
    if tools.pandoc:
        pinned.append(_printed(tools.pandoc, "--version"))
    if tools.office:
        pinned.append(" ".join(_printed(*tools.office, "--version").split()[:2]))
    return ", ".join(pinned).replace("==", " ")


def _printed(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[0]


def _once(folder: Path, pinned: Path, run: Installer) -> None:
    stamp = folder / ".installed"
    wanted = hashlib.sha256(pinned.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print(f"installing the peers of {pinned.name} …", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    run(folder, pinned)
    stamp.write_text(wanted)


def _install_python(folder: Path, pinned: Path) -> None:
    _run([sys.executable, "-m", "venv", str(folder)])
    python = next(path for path in (folder / "bin/python", folder / "Scripts/python.exe") if path.exists())
    _run([str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "-r", str(pinned)])


def _install_node(folder: Path, pinned: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copy(pinned, folder / "package.json")
    _run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"], folder)


def _run(command: list[str], folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
