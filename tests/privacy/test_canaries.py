# SPDX-License-Identifier: Apache-2.0
"""Words of an encrypted portfolio are nowhere else: after a day in the window, after a kill and the next start, in what
the command line does and says, also where that goes wrong (reliability I67, I73, I74).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privacy.day import CANARY, MOMENTS

ROOT = Path(__file__).parents[2]
PASSWORD = "four words and a river"
FIELDS = ("name", "legal_name", "external_id", "city", "website", "domain", "phone", "notes")
PEOPLE = ("name", "title", "email", "phone", "notes")
COUNT = 130  # eight words each


class Home:
    """A computer of its own: folders for data, settings, temporary files and what is handed out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data, self.config, self.tmp, self.out = (folder / name for name in ("data", "config", "tmp", "out"))
        for place in (self.data, self.config, self.tmp, self.out):
            place.mkdir(parents=True, exist_ok=True)
        self.path = self.data / "Mine.waterline"
        self.secret = self.out / "secret.txt"
        self.secret.write_text(PASSWORD + "\n")
        self.environment = {
            **os.environ,
            "HOME": str(folder / "home"),
            "TMPDIR": str(self.tmp),
            "PYTHONPATH": str(ROOT),
            "WATERLINE_DATA_DIR": str(self.data),
            "WATERLINE_CONFIG_DIR": str(self.config),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self.environment.pop("XDG_RUNTIME_DIR", None)
        (folder / "home").mkdir(exist_ok=True)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """A command, as it is typed."""
        starts = [sys.executable, "-m", "planner", *map(str, arguments)]
        return subprocess.run(starts, env=self.environment, capture_output=True, text=True, check=False, cwd=self.out)

    def command(self, verb: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """The same on the portfolio, with its password."""
        return self.run(verb, *arguments, "--password-file", self.secret)

    def day(self, moment: str) -> subprocess.CompletedProcess[str]:
        """A day in the window up to a moment."""
        starts = [sys.executable, "-m", "tests.privacy.day", str(self.path), PASSWORD, str(self.out), moment]
        return subprocess.run(starts, env=self.environment, capture_output=True, text=True, check=False, cwd=ROOT)

    def hits(self) -> list[str]:
        """Files with a canary in name or content, in any of the usual encodings, outside of what was handed out."""
        places = (self.data, self.config, self.tmp, self.folder / "home")
        files = [file for place in places for file in place.rglob("*")]
        return [str(file.relative_to(self.folder)) for file in files if _has_canary(file)]


def _has_canary(file: Path) -> bool:
    if CANARY.casefold() in file.name.casefold():
        return True
    if not file.is_file():
        return False
    content = file.read_bytes().lower()
    words = CANARY.casefold()
    return any(words.encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an encrypted portfolio that holds more than a thousand canary words."""
    home = Home(tmp_path_factory.mktemp("home"))
    made = home.run("new", home.path, "--password-file", home.secret, "--recovery-file", home.out / "recovery.txt")
    assert made.returncode == 0, made.stderr
    lists = {
        "accounts": (FIELDS, [[_word(f, n) for f in FIELDS] for n in range(COUNT)]),
        "contacts": (("account", *PEOPLE), [[_word("name", n), *(_word(f, n) for f in PEOPLE)] for n in range(9)]),
    }
    for kind, (head, rows) in lists.items():
        source = home.out / f"{CANARY}{kind}.csv"
        source.write_text("\n".join(",".join(row) for row in [head, *rows]) + "\n")
        done = home.command("import", home.path, source, "--as", kind)
        assert done.returncode == 0, done.stderr
    return home.folder


def _word(field: str, number: int) -> str:
    word = f"{CANARY}{field.replace('_', '')}{number:03d}"
    return {
        "email": f"{word}@{word}.example",
        "website": f"https://{word}.example",
        "domain": f"{word}.example",
        "phone": f"+34 600 {number:06d}",
    }.get(field, word)


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Home:
    """A copy of it for one test."""
    return Home(shutil.copytree(filled, tmp_path / "computer"))


def test_that_a_canary_would_be_found(home: Home) -> None:
    (home.tmp / "left").write_bytes(f"..{CANARY}..".encode("utf-16-le"))
    (home.config / f"{CANARY.lower()}.txt").write_text("")
    assert sorted(home.hits()) == ["config/xkanari.txt", "tmp/left"]


def test_that_the_command_line_leaves_and_logs_no_word_also_where_it_fails(home: Home) -> None:
    name, path = _word("name", 3), home.path
    damaged = home.out / "Damaged.waterline"
    damaged.write_bytes(CANARY.encode() * 400)
    runs = {
        "list": home.command("list", path, "accounts"),
        "show": home.command("show", path, name, "--json"),
        "report": home.command("report", path, "portfolio"),
        "chart": home.command("chart", path, "health", "--account", name, "--to", home.out / f"{name}.svg"),
        "export": home.command("export", path, "--account", name, "--to", home.out / f"{name}.pdf"),
        "doctor": home.command("doctor", path),
        "backup": home.command("backup", path, "--to", home.data / "copies"),
        "backups": home.command("backups", path),
    }
    assert {verb: done.returncode for verb, done in runs.items()} == dict.fromkeys(runs, 0)
    assert name in runs["list"].stdout, "the words were read"
    backup = next((home.data / "copies").glob("*.waterline"))
    assert home.command("restore", backup, "--to", home.data / "Restored.waterline").returncode == 0
    faults = [
        home.command("show", path, f"{CANARY}nobody"),
        home.command("import", path, home.out / f"{CANARY}none.csv", "--as", "accounts"),
        home.command("import", path, damaged, "--as", "accounts", "--map", f"{CANARY}=name"),
        home.command("list", damaged, "accounts"),
        home.command("export", path, "--account", name, "--to", home.out / "no folder" / f"{CANARY}.pdf"),
        home.run("list", path, "accounts", "--password-file", home.out / f"{CANARY}accounts.csv"),
        home.run("list", home.out / f"{CANARY}.waterline", "accounts"),
    ]
    assert [done.returncode for done in faults] == [1] * len(faults)
    assert all("Traceback" not in done.stderr for done in faults)
    assert home.hits() == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_that_a_day_in_the_window_and_a_kill_leave_no_word_after_the_next_start(home: Home, moment: str) -> None:
    done = home.day(moment)
    assert done.returncode == (0 if moment == "never" else -9), done.stderr
    assert CANARY not in done.stdout + done.stderr, "many desktops keep what a window prints"
    left = home.hits()
    if moment in {"locked", "never"}:  # emptied by the lock
        assert left == []
    else:  # the copy that another program was showing
        assert [file for file in left if not file.startswith("data/temp/")] == []
        assert left
    again = home.command("list", home.path, "accounts")
    assert _word("name", 3) in again.stdout, "and nothing was lost"
    assert home.hits() == []
    log = (home.config / "logs" / "waterline.log").read_text()
    assert "told kind=file-denied" in log
    assert "unexpected error=KeyError" in log
    assert "unexpected error=ValueError" in log
