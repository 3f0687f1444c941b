# SPDX-License-Identifier: Apache-2.0
"""The erase journal: whole or not at all, several portfolios in one, and nobody is named."""

from __future__ import annotations

from pathlib import Path

from planner.safe import erased_file
from planner.safe.erased_file import ErasedPerson, digest, new_salt


def a_person(key: str = "01ARZ3NDEKTSV4RRFFQ69G5FAV", salt: str | None = None) -> ErasedPerson:
    salt = salt or new_salt()
    return ErasedPerson(
        salt=salt, hash=digest(salt, "contact", key), entity="contact", erased_on="2026-11-22", kinds={"contact": 1}
    )


def test_that_what_is_noted_is_read_again_once(tmp_path: Path) -> None:
    path, one, other = tmp_path / "p.erased", a_person(), a_person("other")
    erased_file.add(path, "store", [one])
    erased_file.add(path, "store", [one, other])
    erased_file.add(path, "another", [other])
    assert erased_file.read(path, "store") == [one, other]
    assert erased_file.read(path, "another") == [other]
    assert erased_file.read(path, "nobody's") == []


def test_that_a_note_can_be_taken_back_and_the_last_takes_the_file(tmp_path: Path) -> None:
    path, one = tmp_path / "p.erased", a_person()
    erased_file.add(path, "store", [one])
    erased_file.add(path, "another", [one])
    erased_file.drop(path, "store", one)
    assert erased_file.read(path, "store") == []
    assert erased_file.read(path, "another") == [one]
    erased_file.drop(path, "another", one)
    assert not path.exists()


def test_that_a_damaged_journal_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "p.erased"
    erased_file.add(path, "store", [a_person()])
    whole = path.read_bytes()
    for at in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert erased_file.read(path, "store") == []
    path.write_bytes(whole[: len(whole) // 2])
    assert erased_file.read(path, "store") == []


def test_that_only_the_salt_and_the_id_together_tell(tmp_path: Path) -> None:
    one = a_person("an id")
    assert one.is_of("an id")
    assert not one.is_of("another id")
    assert digest(new_salt(), "contact", "an id") != one.hash
    erased_file.add(tmp_path / "p", "s", [one])
    assert (tmp_path / "p").stat().st_mode & 0o077 == 0
