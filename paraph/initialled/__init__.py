"""Texts which were agreed: frozen in a file beside the draft, held against the draft of today and against Word files."""

from __future__ import annotations

from pathlib import Path


def frozen_path(draft: Path) -> Path:
    """Where the text of a draft is frozen."""
    return draft.with_name(f"{draft.stem}.text.json")
