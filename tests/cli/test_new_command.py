# SPDX-License-Identifier: Apache-2.0
"""Facts about portfolios made from the command line: their currency and their password."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from planner.cli.parser import _build
from planner.kernel import paths
from planner.safe.keys import RECOVERY
from planner.services import customers, rulesets
from planner.services.portfolio import is_encrypted, open_portfolio
from planner.services.protection import unlock
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
    assert "not the password" in refused(run("doctor", path, "--password-file", secret), code=2)


def test_that_a_new_portfolio_counts_money_as_asked_and_is_not_made_for_what_is_no_currency(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "mine.waterline"
    assert "three letters" in refused(run("new", path, "--plain", "--currency", "euro"))
    assert not path.exists()
    assert run("new", path, "--plain", "--currency", "chf")[0] == 0
    with closing(open_portfolio(path)) as session:
        assert rulesets.current(session).risk.currency == "CHF"


def test_that_without_a_terminal_and_a_choice_nothing_is_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("four words and a river\n" * 3))
    said = refused(run("new", tmp_path / "mine.waterline"))
    assert "--password-file" in said
    assert "--plain" in said
    assert list(tmp_path.glob("mine*")) == []


def test_that_a_plain_portfolio_takes_no_password(run: Run, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("four words and a river")
    assert "neither password" in refused(run("new", tmp_path / "x.waterline", "--plain", "--password-file", secret))
    assert run("new", tmp_path / "mine.waterline", "--plain")[0] == 0
    assert not is_encrypted(tmp_path / "mine.waterline")


def test_that_the_recovery_key_goes_into_a_private_file_that_opens_the_portfolio(run: Run, tmp_path: Path) -> None:
    path, secret, key = (tmp_path / name for name in ("mine.waterline", "secret.txt", "key.txt"))
    secret.write_text("four words and a river")
    assert run("new", path, "--password-file", secret, "--recovery-file", key) == (0, f"{path}\n", "")
    assert key.stat().st_mode & 0o077 == 0
    assert unlock(path, key.read_text().strip(), RECOVERY) == unlock(path, "four words and a river")
    again = tmp_path / "other.waterline"
    assert "already a file" in refused(run("new", again, "--password-file", secret, "--recovery-file", key))
    assert not again.exists()


def test_that_a_recovery_key_of_nothing_is_not_left(run: Run, tmp_path: Path) -> None:
    secret, key = tmp_path / "secret.txt", tmp_path / "key.txt"
    secret.write_text("four words and a river")
    words = ("--password-file", secret, "--recovery-file", key, "--currency", "euro")
    refused(run("new", tmp_path / "mine.waterline", *words))
    secret.write_text("password12")
    assert "too easy to guess" in refused(run("new", tmp_path / "mine.waterline", *words))
    assert not key.exists()


def test_that_no_password_is_taken_from_arguments_or_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {
        text
        for command in _build()._subparsers._group_actions[0].choices.values()  # type: ignore[union-attr]
        for action in command._actions
        for text in action.option_strings
        if re.search("pass|secret|key|phrase|recover", text)
    }
    assert options == {"--password-file", "--recovery-file"}
    path, secret = tmp_path / "mine.waterline", tmp_path / "secret.txt"
    secret.write_text("four words and a river")
    run("new", path, "--password-file", secret)
    for name in ("WATERLINE_PASSWORD", "WATERLINE_KEY", "WATERLINE_SECRET", "PASSWORD"):
        monkeypatch.setenv(name, "four words and a river")
    assert "--password-file" in refused(run("list", path, "accounts"))
    read = {found for file in Path("planner", "cli").glob("*.py") for found in _ENVIRONMENT.findall(file.read_text())}
    assert read <= {"WATERLINE_DEBUG", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM"}


_ENVIRONMENT = re.compile(r"""environ(?:\.get\(|\[)\s*["'](\w+)""")


class Terminal:
    """A command on a terminal of its own; what is typed waits for what it asks."""

    def __init__(self, *words: object) -> None:
        self._mine, theirs = pty.openpty()
        self.said = ""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "planner", *map(str, words)],
            preexec_fn=lambda: os.login_tty(theirs),  # noqa: PLW1509 - the child only becomes the terminal's owner
            env=os.environ | {"COVERAGE_PROCESS_START": ""},
        )
        os.close(theirs)

    def answer(self, question: str, text: str) -> None:
        """Wait for a question, then type the answer and Enter."""
        start = len(self.said)
        while question not in self.said[start:]:
            more = self._read()
            assert more, self.said
            self.said += more
        os.write(self._mine, f"{text}\n".encode())

    def end(self) -> int:
        """Read what is left; the exit code."""
        while more := self._read():
            self.said += more
        os.close(self._mine)
        return self._process.wait()

    def _read(self) -> str:
        try:
            return os.read(self._mine, 4096).decode()
        except OSError:  # the other end closed
            return ""


@pytest.mark.slow
def test_that_on_a_terminal_the_password_is_asked_twice_and_the_recovery_key_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    terminal = Terminal("new", path)
    terminal.answer("Password of the new portfolio: ", "password12")
    terminal.answer("Password of the new portfolio: ", "four words and a river")
    terminal.answer("Repeat the password: ", "four words and a lake")
    terminal.answer("Password of the new portfolio: ", "four words and a river")
    terminal.answer("Repeat the password: ", "four words and a river")
    terminal.answer("Type its last four characters", "0000")
    (printed,) = re.findall(r"kept apart: ((?:\w{4}-){7}\w{4})", terminal.said)
    terminal.answer("Type its last four characters", printed[-4:].lower())
    assert terminal.end() == 0
    assert "too easy to guess" in terminal.said
    assert "The two passwords differ" in terminal.said
    assert "river" not in terminal.said, "nothing typed is shown"
    assert unlock(path, printed, RECOVERY) == unlock(path, "four words and a river")


@pytest.mark.slow
def test_that_an_unconfirmed_recovery_key_makes_nothing(tmp_path: Path) -> None:
    terminal = Terminal("new", tmp_path / "mine.waterline")
    terminal.answer("Password of the new portfolio: ", "four words and a river")
    terminal.answer("Repeat the password: ", "four words and a river")
    for _ in range(3):
        terminal.answer("Type its last four characters", "0000")
    assert terminal.end() == 1
    assert "not confirmed" in terminal.said
    assert list(tmp_path.glob("mine*")) == []


def test_that_backups_are_listed_and_restored(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    run("new", path, "--plain", "--name", "Dana")
    made = run("backup", path, "--to", paths.backups_folder(path))[1].strip()
    (item,) = json.loads(run("backups", path, "--json")[1])["items"]
    assert (item["reason"], item["since"], item["state"], item["path"]) == ("by-hand", 0, "verified", made)
    assert run("restore", made, "--to", tmp_path / "again.waterline") == (0, f"{tmp_path / 'again.waterline'}\n", "")
    code, out, said = run("restore", made, "--over", path)
    assert (code, out) == (0, f"{path}\n")
    assert said.startswith("What was there before is now mine replaced ")
    assert "already a file" in refused(run("restore", made, "--to", path))
    assert run("restore", made)[0] == 2


def test_that_what_a_restore_replaces_is_backed_up_before(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    run("new", path, "--plain", "--name", "Dana")
    made = run("backup", path, "--to", paths.backups_folder(path))[1].strip()
    with closing(open_portfolio(path)) as session:
        customers.add_account(session, "Nordlys")
    assert run("restore", made, "--over", path)[0] == 0
    found = {item["reason"]: item for item in json.loads(run("backups", path, "--json")[1])["items"]}
    assert found["before-restore"]["state"] == "verified"
    with closing(open_portfolio(path)) as session:
        customers.add_account(session, "Oriel")
    spoilt = bytearray(path.read_bytes())
    spoilt[4096 : 3 * 4096] = bytes(2 * 4096)
    path.write_bytes(spoilt)
    code, _, said = run("restore", made, "--over", path)
    assert code == 0
    assert said.startswith("No backup could be made of what is replaced; it is kept as it is under another name.\n")
    assert any(one.read_bytes() == spoilt for one in tmp_path.glob("mine replaced *.waterline"))


def test_that_backups_are_checked_from_the_command_line_also_of_a_damaged_portfolio(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    run("new", path, "--plain", "--name", "Dana")
    first, second = (Path(run("backup", path, "--to", paths.backups_folder(path))[1].strip()) for _ in range(2))
    assert run("backups", path, "--check")[0] == 0
    second.write_bytes(second.read_bytes()[:-1] + b"x")
    assert run("backups", path)[0] == 0
    code, out, said = run("backups", path, "--check", "--json")
    states = {item["path"]: (item["state"], item["fault"]) for item in json.loads(out)["items"]}
    assert (code, said) == (1, "1 backup is damaged.\n")
    assert states == {str(first): ("verified", None), str(second): ("damaged", "bytes")}
    path.write_bytes(b"\0" * 5000)
    code, out, said = run("backups", path, "--json")
    assert [item["path"] for item in json.loads(out)["items"]] == [str(first), str(second)]
    assert "untouched" in said
