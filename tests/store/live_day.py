# SPDX-License-Identifier: Apache-2.0
"""A full day with an open portfolio, in a process whose every opening of a file is watched (reliability B20, B21).

Prints one JSON object: the raw openings and moves of the live store, and what a child process inherited of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

WATCHED = frozenset(
    {"open", "os.rename", "os.remove", "os.truncate", "os.link", "os.symlink", "os.chmod", "shutil.copyfile"}
)
SECRET = "correct horse battery staple"


Step = tuple[str, Callable[[], object]]


class Watch:
    """Keeps what touches the live store while one is named."""

    def __init__(self) -> None:
        self.live: str = ""
        self.doing = ""
        self.hits: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.live or event not in WATCHED:
            return
        own = {self.live + end for end in ("", "-wal", "-shm")}
        for arg in args:
            if isinstance(arg, str | bytes | Path) and os.path.realpath(os.fsdecode(arg)) in own:
                self.hits.append(f"{event} while {self.doing}")


def descriptors(_payload: dict[str, Any]) -> list[str]:
    """What a child process has open."""
    found = []
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(link.readlink()))
    return found


def work(session: Any, account: Any) -> list[Step]:
    """What changes records and works them out."""
    from planner.entities.customers.account import ACCOUNT
    from planner.services import crud, drafts, purge, scores

    return [
        ("working", lambda: crud.set_field(session, ACCOUNT, account.id, "city", "Bilbao")),
        ("drafting", lambda: drafts.put(session, "place", {"text": "half a"})),
        ("scoring", lambda: scores.catch_up(session)),
        ("undoing", lambda: (session.undo(), session.redo())),
        ("purging", lambda: purge.empty_trash(session)),
        ("folding the log in", session.db.fold),
    ]


def safety(session: Any) -> list[Step]:
    """Backups, checks and keys."""
    from planner.services import automatic_backups, backup, backup_check, backup_list, doctor, portfolio, protection

    beside = session.path.with_name(session.path.name + ".backups")
    copy = backup.back_up(session.db, beside)
    return [
        ("backing up", lambda: backup.back_up(session.db, beside)),
        ("backing up by itself", lambda: automatic_backups.make(session)),
        ("listing backups", lambda: backup_list.listing(session)),
        ("checking a backup", lambda: backup_check.check(copy, session.db.key)),
        ("looking it over", lambda: doctor.look_over(session)),
        ("asking whether it is encrypted", lambda: session.db.key and protection.ways(session.path)),
        ("changing the password", partial(_new_password, session)),
        ("opening it again", partial(_again, session.path, portfolio)),
    ]


def papers(session: Any, account: Any, folder: Path) -> list[Step]:
    """Files that come in and go out, and what is told about the portfolio."""
    from planner.kernel.settings import Settings
    from planner.services import attachments, chart_files, exports, places, portfolio_facts, problem_report, room

    note = folder / "notes.txt"
    note.write_text("notes of the visit")
    attached = attachments.attach(session, account.id, note)
    return [
        ("reading a file", lambda: attachments.content(session, attached.id)),
        ("showing a file", lambda: attachments.open_copy(session, attached.id)),
        ("exporting a plan", lambda: exports.export_plan(session, account.id, folder / "plan.pdf")),
        ("saving a chart", lambda: chart_files.save(session, account.id, "health", folder / "health.svg")),
        ("reporting a problem", lambda: problem_report.report(session, Settings(), {}, folder / "log")),
        ("showing properties", lambda: (portfolio_facts.facts(session), portfolio_facts.last_backup(session.path))),
        ("asking about its place", lambda: (places.to_tell(session), room.missing(session.path))),
    ]


def _new_password(session: Any) -> None:
    from planner.services import protection

    if session.db.key:
        protection.set_password(session.path, session.db.key, f"{SECRET} two")


def _again(path: Path, portfolio: Any) -> None:
    """A second opening in this very process is refused before anything of the store is looked at."""
    with suppress(portfolio.AlreadyOpenError):
        portfolio.open_portfolio(path)


def main(folder: Path, sealed: bool) -> None:
    from planner.safe.keys import Cost
    from planner.safe.sandbox import run_limited
    from planner.services import customers
    from planner.services.portfolio import create
    from planner.services.protection import Protection

    watch = Watch()
    path = folder / "live.waterline"
    cheap = Cost(passes=3, memory_kib=64 * 1024) if sealed else None
    with closing(create(path, protection=Protection(password=SECRET, cost=cheap) if sealed else None)) as session:
        watch.live, watch.doing = os.path.realpath(path), "getting ready"
        account = customers.add_account(session, "Meridian Foods")
        for name, step in [*work(session, account), *papers(session, account, folder), *safety(session)]:
            watch.doing = name
            step()
        watch.live = ""
        inherited = run_limited("tests.store.live_day:descriptors", {})
        command = "import json; from tests.store.live_day import descriptors; print(json.dumps(descriptors({})))"
        loose = subprocess.run([sys.executable, "-c", command], close_fds=False, capture_output=True, check=True)
        inherited += json.loads(loose.stdout)
    print(json.dumps({"hits": watch.hits, "inherited": [name for name in inherited if "live.waterline" in name]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sealed=sys.argv[2] == "sealed")
