"""Write a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO


def store(path: Path, data: bytes) -> None:
    """Put the data in place of whatever the path held, in one step; its folder is made when there is none.

    Until the last step the old file stands as it was, even when the process is killed.
    """
    part = f"{path.parent}/.{path.name}.{os.getpid()}.part"
    try:
        with _opened(part, path.parent) as file:
            file.write(data)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _opened(part: str, folder: Path) -> BinaryIO:
    try:
        return open(part, "wb")
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return open(part, "wb")
