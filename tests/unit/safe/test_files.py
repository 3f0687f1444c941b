# SPDX-License-Identifier: Apache-2.0
"""Whole files or none: atomic writing, free names, safe names, and what the user is told."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.safe.errors import FileProblemError
from planner.safe.files import folder_is_writable, free_name, free_space, write_atomic, write_new
from planner.safe.names import safe_file_name
from planner.safe.problems import file_problem


def _full_disk(file: BinaryIO) -> None:
    file.write(b"half of it")
    raise OSError(errno.ENOSPC, "no space")


def test_that_a_new_file_holds_what_was_written(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.txt", b"one")
    write_atomic(tmp_path / "a.txt", lambda f: f.write(b"two"))
    assert (tmp_path / "a.txt").read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_that_a_full_disk_keeps_the_old_file_and_says_so(tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")
    with pytest.raises(FileProblemError) as caught:
        write_atomic(target, _full_disk)
    assert caught.value.code == "file-full"
    assert "plan.pdf" in str(caught.value)
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.pdf"]


def test_that_a_fault_of_the_writer_passes_through_and_leaves_nothing(tmp_path: Path) -> None:
    def broken(file: BinaryIO) -> None:
        file.write(b"x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_atomic(tmp_path / "a", broken)
    assert list(tmp_path.iterdir()) == []


def test_that_a_missing_folder_is_named_as_the_reason(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError) as caught:
        write_atomic(tmp_path / "gone" / "a.txt", b"x")
    assert caught.value.code == "file-missing"


@pytest.mark.skipif(os.name == "nt", reason="modes are a POSIX thing")
def test_that_modes_are_kept_and_private_files_are_private(tmp_path: Path) -> None:
    kept, private = tmp_path / "kept", tmp_path / "private"
    kept.write_bytes(b"")
    kept.chmod(0o640)
    write_atomic(kept, b"x")
    write_atomic(private, b"x", private=True)
    assert kept.stat().st_mode & 0o777 == 0o640
    assert private.stat().st_mode & 0o777 == 0o600


def test_that_taken_names_get_numbers(tmp_path: Path) -> None:
    for expected in ("plan.pdf", "plan (2).pdf", "plan (3).pdf"):
        assert write_new(tmp_path / "plan.pdf", b"x").name == expected
    assert free_name(tmp_path / "plan.pdf").name == "plan (4).pdf"


def test_that_fifty_writers_of_one_name_make_fifty_files(tmp_path: Path) -> None:
    def write(n: int) -> None:
        write_new(tmp_path / "plan.pdf", str(n).encode())

    threads = [threading.Thread(target=write, args=(n,)) for n in range(50)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert {p.read_text() for p in tmp_path.iterdir()} == {str(n) for n in range(50)}


def test_that_a_folder_tells_whether_it_takes_files(tmp_path: Path) -> None:
    assert folder_is_writable(tmp_path)
    assert not folder_is_writable(tmp_path / "gone")
    assert list(tmp_path.iterdir()) == []
    assert (free_space(tmp_path) or 0) > 0
    assert free_space(tmp_path / "gone") is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EIO, 0])
@pytest.mark.parametrize("saving", [True, False])
def test_that_each_fault_has_a_sentence_with_the_name(number: int, saving: bool) -> None:
    text = str(file_problem(OSError(number, "x"), Path("Ánimo.pdf"), saving=saving))
    assert "Ánimo.pdf" in text
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme / Sons: plan?", "Acme Sons plan.pdf"),
        ("..\\..\\etc", "etc.pdf"),
        ("CON", "_CON.pdf"),
        ("lpt1.old", "_lpt1.old.pdf"),
        ("COM\u00b9", "_COM\u00b9.pdf"),
        ("trailing. . .", "trailing.pdf"),
        ("a\u202egpj\u200b.b", "agpj.b.pdf"),
        ("\x00\x1f", "plan.pdf"),
        ("", "plan.pdf"),
        ("东澜港口 plan", "东澜港口 plan.pdf"),
        ("a\nb\tc", "a b c.pdf"),
        ("a:\U00018d09|b", "a b.pdf"),
        ("cafe\U00018d09\u0301", "caf\u00e9.pdf"),
        ("a\u2028b", "a b.pdf"),
    ],
)
def test_that_any_text_becomes_a_usual_file_name(text: str, expected: str) -> None:
    assert safe_file_name(text, extension=".pdf", fallback="plan") == expected


@given(st.text(max_size=400))
def test_that_file_names_keep_all_rules_for_all_text(text: str) -> None:
    name = safe_file_name(text, extension=".xlsx")
    assert 0 < len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*\n\t\u202e\u200b')
    assert not name.startswith((".", " "))
    assert name.endswith(".xlsx")
    assert safe_file_name(name) == name


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_that_a_linked_file_is_written_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real" / "a")
    write_atomic(tmp_path / "link", b"new")
    assert (tmp_path / "real" / "a").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("letter", ["x", "é", "蓝", "e\u0301\u0302"])
def test_that_numbered_names_stay_within_the_limit_of_bytes(letter: str, tmp_path: Path) -> None:
    name = safe_file_name(letter * 300, extension=".pdf")
    for number in range(1, 13):
        path = write_new(tmp_path / name, b"x")
        assert len(path.name.encode()) <= 255
        assert path.suffix == ".pdf", number
    assert len(list(tmp_path.iterdir())) == 12
