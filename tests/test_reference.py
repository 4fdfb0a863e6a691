"""The reference draft gives the signed text, word for word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.conftest import ROOT, BuiltDraft

NAME = "japan-estonia-2022"


def signed_words() -> list[str]:
    """The words of the signed text, without the marks of the Markdown in which it is kept."""
    text = (ROOT / "tests" / "reference" / f"{NAME}.md").read_text(encoding="utf-8")
    text = re.sub(r"</?sup>", "", text).replace("**", "")
    text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    text = re.sub(r"^- ([a-h]\)) ", r"\1 ", text, flags=re.MULTILINE)
    text = re.sub(r"^ +- ", "– ", text, flags=re.MULTILINE)
    return text.split()


def differences(expected: list[str], found: list[str]) -> list[tuple[list[str], list[str]]]:
    matcher = difflib.SequenceMatcher(None, expected, found, autojunk=False)
    return [(expected[a:b], found[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def test_signed_text_has_its_length() -> None:
    assert len(signed_words()) == 1170


def test_libreoffice_exports_the_signed_words(built: dict[str, BuiltDraft], office: Callable[[Iterable[Path]], dict[str, str]]) -> None:
    exported = office([built[NAME].path])[NAME]
    # LibreOffice writes every bullet as • in plain text; on the page it is the dash of the scheme.
    assert differences(signed_words(), exported.replace("•", "–").split()) == []


def test_our_text_has_the_signed_words(built: dict[str, BuiltDraft]) -> None:
    assert differences(signed_words(), built[NAME].text.split()) == []
