# SPDX-License-Identifier: Apache-2.0
"""Attachments kept by content."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from planner.kernel.errors import Cancelled
from planner.safe.errors import FileProblemError
from planner.safe.vault import store_bytes, store_file, stored_path, verify_stored


def test_that_the_same_content_is_kept_once(tmp_path: Path) -> None:
    vault, source = tmp_path / "p.files", tmp_path / "photo.jpg"
    source.write_bytes(b"picture" * 100_000)
    first = store_file(vault, source)
    assert store_file(vault, source) == first
    assert store_bytes(vault, source.read_bytes()) == first
    assert first == (hashlib.sha256(source.read_bytes()).hexdigest(), 700_000)
    assert [p for p in vault.rglob("*") if p.is_file()] == [stored_path(vault, first[0])]


def test_that_a_damaged_copy_is_replaced(tmp_path: Path) -> None:
    vault = tmp_path / "v"
    sha, _ = store_bytes(vault, b"whole")
    stored_path(vault, sha).write_bytes(b"torn")
    assert not verify_stored(vault, sha)
    store_bytes(vault, b"whole")
    assert verify_stored(vault, sha)


def test_that_a_file_above_the_limit_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    vault, source = tmp_path / "v", tmp_path / "big.bin"
    source.write_bytes(b"x" * (2 * 1024 * 1024 + 1))
    with pytest.raises(FileProblemError) as caught:
        store_file(vault, source, limit=2 * 1024 * 1024)
    assert caught.value.code == "attachment-too-large"
    assert "big.bin" in str(caught.value)
    assert list(vault.rglob("*")) == []


def test_that_exactly_the_limit_is_taken(tmp_path: Path) -> None:
    source = tmp_path / "s"
    source.write_bytes(b"x" * 1000)
    assert store_file(tmp_path / "v", source, limit=1000)[1] == 1000


def test_that_cancelling_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "s"
    source.write_bytes(b"x" * 1000)
    with pytest.raises(Cancelled):
        store_file(tmp_path / "v", source, cancelled=lambda: True)
    assert list((tmp_path / "v").rglob("*")) == []


def test_that_a_missing_source_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError) as caught:
        store_file(tmp_path / "v", tmp_path / "gone.pdf")
    assert caught.value.code == "file-missing"


@pytest.mark.parametrize("name", ["../x", "A" * 64, "0" * 63, ""])
def test_that_only_a_hash_names_stored_content(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        stored_path(tmp_path, name)
