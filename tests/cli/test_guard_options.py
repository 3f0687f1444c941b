# SPDX-License-Identifier: Apache-2.0
"""Facts about portfolios that are open elsewhere, for reading only or in a folder that would harm them."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.safe import claims, places
from planner.services import customers
from planner.services.portfolio import open_portfolio
from tests.cli.conftest import Run, refused
from tests.store.test_owning import answer, end, go_on, started
from tests.store.test_reading import beside


@pytest.fixture
def filled(portfolio: Path) -> Path:
    with closing(open_portfolio(portfolio)) as session:
        customers.add_account(session, "Meridian Foods")
    return portfolio


def test_that_one_open_in_another_program_is_read_on_request(run: Run, filled: Path) -> None:
    process = started(filled)
    try:
        go_on(process)
        assert answer(process) == "owner"
        said = refused(run("list", filled, "accounts"))
        assert "already open" in said
        assert "--read-only" in said
        before = beside(filled.parent)
        code, out, told = run("list", filled, "accounts", "--read-only")
        assert (code, told) == (0, "")
        assert "Meridian Foods" in out
        assert beside(filled.parent) == before
    finally:
        end(process)


def test_that_another_computers_claim_is_broken_only_when_asked(run: Run, filled: Path, clock: FixedClock) -> None:
    claims.take(paths.claim_path(filled), "there", clock.now())
    said = refused(run("report", filled, "risks"))
    assert "on the computer" in said
    assert "--break-lock" in said
    assert "--read-only" in said
    assert run("list", filled, "accounts", "--read-only")[0] == 0
    assert run("list", filled, "accounts", "--break-lock")[0] == 0
    assert run("list", filled, "accounts")[0] == 0, "it was taken over and let go"


def test_that_a_program_on_this_computer_is_never_pushed_aside(run: Run, filled: Path) -> None:
    process = started(filled)
    try:
        go_on(process)
        assert answer(process) == "owner"
        assert "already open" in refused(run("list", filled, "accounts", "--break-lock"))
    finally:
        end(process)


def test_that_a_backup_is_not_restored_into_a_folder_that_would_harm_it(run: Run, filled: Path, tmp_path: Path) -> None:
    copy = run("backup", filled, "--to", tmp_path / "copies")[1].strip()
    target = tmp_path / "Dropbox" / "mine.waterline"
    assert "Dropbox" in refused(run("restore", copy, "--to", target))
    assert not target.exists()
    assert run("restore", copy, "--to", target, "--anyway")[0] == 0


def test_that_a_damaged_one_is_not_saved_into_a_folder_that_would_harm_it(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "Dropbox" / "saved.waterline"
    assert "Dropbox" in refused(run("recover", filled, "--to", target))
    assert not target.exists()
    assert run("recover", filled, "--to", target, "--anyway")[0] == 0


def test_that_one_on_a_network_drive_is_left_alone(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = run("backup", filled, "--to", tmp_path / "copies")[1].strip()
    kinds = {"/": "ext4", str(filled.parent): "nfs4", os.environ["WATERLINE_DATA_DIR"]: "ext4"}
    monkeypatch.setattr(places, "_mounts", lambda: kinds)
    before = beside(filled.parent)
    assert "network drive (nfs4)" in refused(run("list", filled, "accounts"))
    assert "network drive (nfs4)" in refused(run("restore", copy, "--over", filled))
    assert beside(filled.parent) == before
