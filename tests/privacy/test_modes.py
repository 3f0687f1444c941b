# SPDX-License-Identifier: Apache-2.0
"""What the product made is for its user alone: a walk over a whole scenario with the usual rights of a desktop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The program as it is started, under the rights most desktops give new files.
RUNS = "import os, sys; os.umask(0o022); import main; sys.exit(main.main(sys.argv[1:]))"
SHOWS = """
import os, sys
os.umask(0o022)
from pathlib import Path
from planner.safe.process import keep_private
keep_private()
from PySide6.QtWidgets import QApplication
from planner.kernel.settings import Settings
from planner.safe.log import get_logger, start_log_file
from planner.kernel import paths
from planner.services import attachments, crud, customers, exports
from planner.services.session import Session
from planner.entities.customers.account import ACCOUNT
from ui.app import make_application
from ui.bootstrap import Shell
app = make_application()
start_log_file(paths.config_folder() / "logs")
shell = Shell(app, Settings(), server=False)
shell.window.show()
from planner.services.protection import unlock
path = Path(sys.argv[1])
assert shell.open(path, unlock(path, "four words and a river"))
session = shell.app.session
account = crud.every(session, ACCOUNT)[0]
note = path.parent / "note.txt"
note.write_text("x")
kept = attachments.attach(session, account.id, note)
note.unlink()
attachments.open_copy(session, kept.id)
get_logger("ui").info("shown")
exports.export_plan(session, account.id, path.parent.parent / "out" / "plan.pdf")
shell.window.trigger("file.backup")
while shell.window.jobs.live:
    app.processEvents()
if sys.argv[2] == "stay":
    os.kill(os.getpid(), 9)
shell.window.close()
"""


def _run(code: str, *arguments: str, expected: int = 0) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == expected, done.stderr
    return done.stdout


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_that_only_the_user_can_read_what_the_product_made_and_exports_have_the_usual_rights(tmp_path: Path) -> None:
    home, out = tmp_path / "data", tmp_path / "out"
    out.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("four words and a river\n")
    path = home / "Mine.waterline"
    _run(RUNS, "new", str(path), "--password-file", str(secret))
    people = tmp_path / "accounts.csv"
    people.write_text("name,external_id\nMeridian,1\n")
    _run(RUNS, "import", str(path), str(people), "--as", "accounts", "--password-file", str(secret))
    _run(RUNS, "backup", str(path), "--to", str(home / "copies"), "--password-file", str(secret))
    _run(SHOWS, str(path), "stay", expected=-9)
    seen = [*home.rglob("*"), *(tmp_path / "config").rglob("*")]
    loose = {str(p.relative_to(tmp_path)): oct(p.stat().st_mode & 0o777) for p in seen if p.stat().st_mode & 0o077}
    assert loose == {}
    names = {p.name for p in seen}
    assert {"Mine.waterline", "Mine.waterline.key", "Mine.waterline.last", "settings.toml", "waterline.log"} <= names
    assert any(p.parent.name == "copies" for p in seen)
    assert any(p.name == "note.txt" for p in (home / "temp").rglob("*")), "the opened copy was seen too"
    assert (out / "plan.pdf").stat().st_mode & 0o777 == 0o644
