# SPDX-License-Identifier: Apache-2.0
"""The log holds codes and counts, never what users typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.safe.log import get_logger, start_log_file, stop_log_file

CANARY = "Büro Ángel Núñez"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    start_log_file(tmp_path / "log")
    yield tmp_path / "log" / "waterline.log"
    stop_log_file()


def test_that_allowed_fields_are_written_in_utc(log_file: Path) -> None:
    get_logger("store").info("opened", rows=12, ms=3.14159, table="account", id=None)
    line = log_file.read_text()
    assert line.rstrip().endswith("INFO waterline.store opened rows=12 ms=3.142 table=account id=None")
    assert line[10] == "T"
    assert line[19] == "Z"


def test_that_values_paths_and_unknown_fields_are_left_out(log_file: Path) -> None:
    log = get_logger("store")
    log.info("opened", table=CANARY, note="secret", source="/home/angel/x", kind={"a": CANARY})
    log.info(f"two {CANARY}")
    text = log_file.read_text()
    assert "table=- source=- kind=-" in text
    for secret in ("ngel", "secret", "home", "Núñez"):
        assert secret not in text


@pytest.mark.expects_log
def test_that_a_fault_is_logged_by_kind_and_place_without_its_text(log_file: Path) -> None:
    try:
        raise OSError(28, CANARY, f"/home/{CANARY}")
    except OSError as error:
        get_logger("ui").exception("save", error)
    text = log_file.read_text()
    assert "errno=28 error=OSError where=test_log." in text
    assert "ngel" not in text


def test_that_the_log_stays_small(log_file: Path) -> None:
    log = get_logger("x")
    for n in range(14_000):
        log.info("a" * 64, count=n, table="b" * 64)
    files = list(log_file.parent.iterdir())
    assert len(files) <= 4
    assert all(f.stat().st_size <= 1_000_000 for f in files)


def test_that_no_folder_means_no_log_and_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    start_log_file(tmp_path / "file" / "log")
    get_logger("x").info("fine")
    stop_log_file()
