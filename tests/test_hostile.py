"""Hostile input gets a problem, quickly; what stood there before still stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from paraph.store import store
from tests.conftest import ROOT, paraph

SECONDS = 10
"""Far more than any of these takes, far less than what they would take without limits."""

BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("a: !!python/object/apply:os.system [id]", "yaml-tag", id="tag"),
        pytest.param(BOMB, "too-large", id="alias bomb"),
        pytest.param("[" * 10_000, "too-deep", id="10,000 brackets"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(1_000)), "too-deep", id="1,000 mappings"),
        pytest.param("- " * 10_000 + "a", "too-deep", id="10,000 dashes"),
        pytest.param("a: &a [*a]", "yaml-syntax", id="alias to itself"),
        pytest.param("a: " + "x" * 9_000_000, "too-large", id="9 MB"),
        pytest.param("a: \x07", "control-character", id="bell"),
        pytest.param("a: \ue000" + "0\ue001", "control-character", id="our own tokens"),
        pytest.param("? {a: b}\n: c", "yaml-syntax", id="mapping as key"),
        pytest.param("1" * 5_000, "wrong-type", id="a long number"),
        pytest.param("%YAML 9.9\n---\na: b", "yaml-syntax", id="another YAML"),
    ],
)
def test_draft(copied: Path, text: str, rule: str) -> None:
    draft = copied / "drafts" / "hostile.yaml"
    draft.write_text(text, encoding="utf-8")
    started = time.monotonic()
    ran = paraph("build", draft, cwd=copied)
    assert (ran.code, f"({rule})" in ran.err, "Traceback" in ran.err) == (1, True, False), ran.err[:500]
    assert time.monotonic() - started < SECONDS
    assert not (copied / "build").exists()


@pytest.mark.parametrize("raw", [b"\xff\xfea\x00", b"title: \xe9", b"\x00\x01\x02", b"PK\x03\x04"])
def test_draft_which_is_no_text(copied: Path, raw: bytes) -> None:
    draft = copied / "drafts" / "hostile.yaml"
    draft.write_bytes(raw)
    ran = paraph("build", draft, cwd=copied)
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert "hostile.yaml:1:" in ran.err


def test_a_50_mb_draft_is_not_read(copied: Path) -> None:
    draft = copied / "drafts" / "hostile.yaml"
    with draft.open("wb") as file:
        file.truncate(50_000_000)
    ran = paraph("build", draft, cwd=copied)
    assert (ran.code, "(too-large)" in ran.err) == (1, True)


def test_look_which_unpacks_without_end(copied: Path) -> None:
    look = copied / "templates" / "bilateral" / "look.docx"
    with zipfile.ZipFile(look, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    ran = paraph("build", "drafts/japan-estonia-2022.yaml", cwd=copied)
    assert (ran.code, "the look is too large when unpacked" in ran.err) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ parties.0.__init__.__globals__ }}",
        "{% for a in range(10**12) %}{% endfor %}",
        "{{ 'x' * 10**12 }}",
        "{{ cycler.__init__ }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ lipsum() }}",
        "{{ self }}",
        "{{ title | attr('place') }}",
        "{{ title.format() }}",
        "{% for p in parties recursive %}{{ loop(parties) }}{% endfor %}",
        "{% set x = 1 %}",
        "{{ ref(title) }}",
        "{{ [1] }}",
        "{{ {'a': 1} }}",
    ],
)
def test_jinja(copied: Path, text: str) -> None:
    draft = copied / "drafts" / "hostile.yaml"
    sound = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
    draft.write_text(sound.replace("differences: consultation", f'differences: {{text: "{text}"}}'), encoding="utf-8")
    started = time.monotonic()
    ran = paraph("build", draft, cwd=copied)
    assert (ran.code, "Traceback" in ran.err) == (1, False), ran.err
    assert "hostile.yaml:14:" in ran.err
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize("count", [1, 200])
def test_nested_loops_stay_bounded(copied: Path, count: int) -> None:
    """The most that a text can do is run over the parties twice."""
    draft = copied / "drafts" / "hostile.yaml"
    sound = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
    party = "  - use: japan/digital-agency\n    signatory: {blank: signatory of Japan}\n"
    loops = "{% for a in parties %}{% for b in parties %}{{ a }} {{ b }} {% endfor %}{% endfor %}" * 20
    text = sound.replace(party, party * count).replace("differences: consultation", f'differences: {{text: "{loops}"}}')
    draft.write_text(text, encoding="utf-8")
    started = time.monotonic()
    ran = paraph("build", draft, cwd=copied)
    assert "Traceback" not in ran.err
    assert time.monotonic() - started < SECONDS


def test_a_failed_build_leaves_the_old_file(copied: Path) -> None:
    old = copied / "build" / "japan-estonia-2022.docx"
    old.parent.mkdir()
    old.write_bytes(b"old")
    draft = copied / "drafts" / "japan-estonia-2022.yaml"
    draft.write_text(draft.read_text(encoding="utf-8").replace("status: signed", "status: sgned"), encoding="utf-8")
    assert paraph("build", draft, cwd=copied).code == 1
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_killed_build_leaves_the_old_file_or_the_new_one(copied: Path) -> None:
    """Killed at any moment, the file is either the old one or the whole new one."""
    out = copied / "build" / "japan-estonia-2022.docx"
    assert paraph("build", "drafts/japan-estonia-2022.yaml", cwd=copied).code == 0
    whole = out.read_bytes()
    for milliseconds in range(20, 260, 30):
        out.write_bytes(b"old")
        command = [sys.executable, str(ROOT / "assemble.py"), "build", "drafts/japan-estonia-2022.yaml"]
        process = subprocess.Popen(command, cwd=copied, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(milliseconds / 1000)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert out.read_bytes() in (b"old", whole)


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.docx"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(KeyboardInterrupt):
        store(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["x.docx"]
    assert target.read_bytes() == b"old"
