# SPDX-License-Identifier: Apache-2.0
"""Facts about portfolios made from the command line: their currency and their password."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path

from planner.kernel import paths
from planner.services import rulesets
from planner.services.portfolio import open_portfolio
from tests.cli.conftest import Run, refused


def test_that_a_new_portfolio_is_encrypted_and_opens_with_its_password_file(run: Run, tmp_path: Path) -> None:
    path, secret = tmp_path / "mine.waterline", tmp_path / "secret.txt"
    secret.write_text("four words and a river\nand nothing of this line\n", encoding="utf-8-sig")
    code, out, said = run("new", path, "--password-file", secret)
    assert (code, out) == (0, f"{path}\n")
    assert re.search(r"Recovery key, to be printed and kept apart: (\w{4}-){7}\w{4}\n", said)
    assert b"SQLite" not in path.read_bytes()[:100]
    assert run("list", path, "accounts", "--json", "--password-file", secret)[0] == 0
    assert "--password-file" in refused(run("list", path, "accounts"))
    secret.write_text("four words and a lake")
    assert "not the password" in refused(run("doctor", path, "--password-file", secret))


def test_that_a_new_portfolio_counts_money_as_asked_and_is_not_made_for_what_is_no_currency(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "mine.waterline"
    assert "three letters" in refused(run("new", path, "--currency", "euro"))
    assert not path.exists()
    assert run("new", path, "--currency", "chf")[0] == 0
    with closing(open_portfolio(path)) as session:
        assert rulesets.current(session).risk.currency == "CHF"


def test_that_backups_are_listed_and_restored(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    run("new", path, "--name", "Dana")
    made = run("backup", path, "--to", paths.backups_folder(path))[1].strip()
    (item,) = json.loads(run("backups", path, "--json")[1])["items"]
    assert (item["reason"], item["since"], item["path"]) == ("by-hand", 0, made)
    assert run("restore", made, "--to", tmp_path / "again.waterline") == (0, f"{tmp_path / 'again.waterline'}\n", "")
    code, out, said = run("restore", made, "--over", path)
    assert (code, out) == (0, f"{path}\n")
    assert said.startswith("What was there before is now mine replaced ")
    assert "already a file" in refused(run("restore", made, "--to", path))
    assert run("restore", made)[0] == 2
