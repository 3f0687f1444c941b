# SPDX-License-Identifier: Apache-2.0
"""A day in the window with canary words everywhere, in a process of its own that is killed at a named moment.

``python -m tests.privacy.day PORTFOLIO PASSWORD OUT MOMENT``; a moment is one of MOMENTS.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from pathlib import Path
from time import monotonic
from typing import Any, Final, NoReturn

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from planner.entities.customers.account import ACCOUNT
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from planner.safe.process import keep_private
from planner.services import account_views, actions, attachments, crud, people, reviews, risks
from planner.services.exports import export_plan
from planner.services.portfolio import save_settings
from planner.services.problem_report import report
from planner.services.protection import unlock
from ui.app import Start, make_application
from ui.bootstrap import Shell
from ui.context import Place
from ui.later import Later
from ui.screens.quick_review import form_state, quick_review
from ui.windows.locking import Locking

CANARY: Final = "Xkanari"
MOMENTS: Final = ("typing", "exporting", "locked", "never")
PAGES: Final = ("today", "accounts", "portfolio", "actions", "charts", "trash", "settings")
SECTIONS: Final = ("overview", "profile", "people", "reviews", "risks", "actions", "timeline", "files")
_LONGEST: Final = 20.0
_REST: Final = 0.1


class Day:
    """The window and what is done in it."""

    def __init__(self, path: Path, password: str, out: Path, moment: str) -> None:
        self.qapp: QApplication = make_application()
        self.out, self.moment = out, moment
        settings = Settings(first_run_done=True, language="en")
        save_settings(settings)
        self.start = Start(self.qapp, settings, None)
        self.start.window.show()
        self.wait(lambda: hasattr(self.start, "_shell"))
        self.shell: Shell = self.start._shell
        assert self.shell.open(path, unlock(path, password))
        self.wait(lambda: self.locking.idle is not None)

    @property
    def locking(self) -> Locking:
        """The lock of the window."""
        return self.shell.locking

    @property
    def session(self) -> Any:
        """The open portfolio."""
        assert self.shell.app is not None
        return self.shell.app.session

    def wait(self, ready: Any) -> None:
        """Let the window work until something holds."""
        end = monotonic() + _LONGEST
        while not ready():
            assert monotonic() < end, "the window never came so far"
            self.qapp.processEvents()

    def rest(self) -> None:
        """Let timers, paints and jobs have their turn."""
        end = monotonic() + _REST
        self.wait(lambda: monotonic() > end and not self.shell.window.jobs.live)

    def live(self) -> None:
        """Everything up to the moment."""
        account = crud.every(self.session, ACCOUNT)[0].id
        self.records(account)
        self.pages(account)
        self.faults()
        self.typing(account)
        self.die("typing")
        copy = self.out / f"{CANARY} plan.pdf"
        export_plan(self.session, account, copy)
        if self.moment == "exporting":
            self.export_and_die(account)
        self.locking.lock()
        self.wait(lambda: self.locking.page is not None)
        self.rest()
        self.die("locked")
        self.start.window.close()

    def records(self, account: str) -> None:
        """Words in every kind of record, an attachment, and its copy for another program."""
        session = self.session
        contact = people.add_contact(session, account, f"{CANARY}person", email=f"{CANARY}@example.com")
        people.assess(session, contact.id, "2")
        risks.add_risk(session, account, f"{CANARY}risk may happen")
        actions.add_action(session, account, f"{CANARY}action")
        reviews.start_review(session, account)
        picture = self.out / f"{CANARY}note.txt"
        picture.write_text(f"{CANARY}content " * 50)
        kept = attachments.attach(session, account, picture)
        attachments.open_copy(session, kept.id)
        crud.set_field(session, ACCOUNT, account, "notes", f"{CANARY}notes of a long evening")

    def pages(self, account: str) -> None:
        """Every page and section; words looked for, and a view of that name."""
        window = self.shell.window
        for page in PAGES:
            window.go(Place(page=page))
            self.rest()
        for section in SECTIONS:
            window.go(Place(page="account", account_id=account, section=section))
            self.rest()
        window.go(Place(page="accounts"))
        screen: Any = window.stack.current()
        screen.filters.edit.setText(CANARY)
        self.rest()
        account_views.save(self.session, screen.looks()._replace(name=f"{CANARY}view"))
        window.open_palette(CANARY)
        self.rest()
        window.palette_box.hide()

    def faults(self) -> None:
        """Troubles that are told, one that nobody expected, and the report of a problem."""
        window = self.shell.window
        window.notices.fault(PlannerError(f"{CANARY} could not be read", "file-denied"))
        window.jobs.run(self._fail, done=print, failed=window.notices.fault)
        Later(window, self._close_report, 300).start()
        self.rest()
        Later(window, self._close_report, 300).start()
        sys.excepthook(ValueError, ValueError(f"{CANARY} unexpected"), None)
        assert self.shell.app is not None
        log = Path(os.environ["WATERLINE_CONFIG_DIR"], "logs", "waterline.log")
        assert CANARY not in report(self.session, self.shell.settings, {}, log)

    def _fail(self, _report: object) -> None:
        raise KeyError(f"{CANARY} in a job")

    def _close_report(self) -> None:
        dialog: Any = QApplication.activeModalWidget()
        if dialog is not None:
            assert CANARY not in dialog.report.toPlainText()
            dialog.reject()

    def typing(self, account: str) -> None:
        """A field that was not left, and a quick review that was not saved."""
        assert self.shell.app is not None
        quick = quick_review(self.shell.app, self.shell.window.context())
        quick.form.text.setPlainText(f"{CANARY}review was typed")
        self.wait(lambda: form_state.kept(self.session) is not None)
        quick.hide()
        self.shell.window.activateWindow()
        self.wait(self.shell.window.isActiveWindow)
        place = Place(page="account", account_id=account, section="profile", record=account, field="city")
        self.shell.window.go(place)
        self.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        field: Any = QApplication.focusWidget()
        QTest.keyClicks(field, f"{CANARY}city")
        self.rest()

    def export_and_die(self, account: str) -> None:
        """Killed by its own progress, half-way through a document."""
        export_plan(self.session, account, self.out / f"{CANARY} second.pdf", report=self._kill)

    def _kill(self, *_steps: object) -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def die(self, moment: str) -> None:
        """The kill, where it was asked for."""
        if self.moment == moment:
            self._kill()


def main() -> None:
    """Live the day."""
    keep_private()
    path, password, out, moment = sys.argv[1:5]
    try:
        Day(Path(path), password, Path(out), moment).live()
    except BaseException:  # the window's own way would be a report that nobody closes
        traceback.print_exc()
        os._exit(3)


if __name__ == "__main__":
    main()
