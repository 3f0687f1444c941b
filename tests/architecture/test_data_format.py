# SPDX-License-Identifier: Apache-2.0
"""docs/DATA-FORMAT.md says what is: its tables are those of a new portfolio, its recipe opens an encrypted one."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from planner.kernel import paths
from planner.services import customers
from planner.services.portfolio import create
from planner.services.protection import Protection
from planner.store import driver
from tests.tools.data_format import BEGIN, END, PAGE, generated

SECRET = "four words and a river"


def test_that_the_tables_on_the_page_are_those_of_the_program() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0] == generated(), "run python -m tests.tools.data_format"


def test_that_every_file_beside_a_portfolio_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    book = Path("mine.waterline")
    beside = (
        paths.key_path,
        paths.key_copy_path,
        paths.side_path,
        paths.claim_path,
        paths.erased_path,
        paths.moving_path,
    )
    for name in [place(book).name for place in beside] + ["mine.waterline.lock", "mine.waterline-wal"]:
        assert f"`{name}`" in page, name
    for folder in (paths.files_folder(book), paths.backups_folder(book)):
        assert f"`{folder.name}/`" in page


def test_that_the_recipe_for_reading_without_us_works(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "mine.waterline"
    protection = Protection(password=SECRET)
    with closing(create(path, protection=protection)) as session:
        customers.add_account(session, "Meridian Foods")
    for kind, secret in (("password", SECRET), ("recovery", protection.recovery)):
        ask = f"print(store_key({str(paths.key_path(path))!r}, {kind!r}, {secret!r}))"
        done = subprocess.run([sys.executable, "-c", code + "\n" + ask], capture_output=True, text=True, check=True)
        with closing(driver.connect(path, f"x'{done.stdout.strip()}'", frozen=True)) as conn:
            assert conn.execute("SELECT name FROM account WHERE deleted = 0").fetchall() == [("Meridian Foods",)]


def test_that_a_plain_one_is_read_with_the_usual_shell(tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    with closing(create(path)) as session:
        customers.add_account(session, "Meridian Foods", city="Bilbao")
    with closing(driver.connect(path, frozen=True)) as conn:
        found = conn.execute("SELECT name, city FROM account WHERE deleted = 0").fetchall()
    assert found == [("Meridian Foods", "Bilbao")]
