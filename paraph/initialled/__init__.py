"""Texts which were agreed: frozen in a file beside the draft, held against the draft of today and against Word files."""

from __future__ import annotations

from pathlib import Path

from paraph.paths import drafts_in


def frozen_path(draft: Path) -> Path:
    """Where the text of a draft is frozen."""
    return draft.with_name(f"{draft.stem}.text.json")


def of_no_draft(folder: Path) -> list[Path]:
    """The frozen texts of a folder beside which there is no draft: it was given another name, or is gone."""
    known = {frozen_path(draft) for draft in drafts_in(folder)}
    return sorted(file for file in folder.glob("*.text.json") if file not in known)
