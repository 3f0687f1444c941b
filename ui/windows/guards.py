# SPDX-License-Identifier: Apache-2.0
"""Standing bars about the open portfolio: for reading only, in a synchronised folder, on a disk that is almost full.

What the store tells on any thread arrives here on the GUI thread.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from planner.kernel.text import tr
from ui.windows.disk_watch import DiskWatch

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from ui.actions.commands import ShellContext
    from ui.ports import BannerAction
    from ui.windows.main_window import MainWindow

READING, PLACE, MENDED = "reading", "place", "mended"


class Owner(Protocol):
    """What the composition root offers."""

    window: MainWindow

    def copy_here(self, path: Path) -> None:
        """Copy a portfolio to this computer and open the copy."""
        ...

    def open(
        self, path: Path, key: StoreKey | None = None, *, read_only: bool = False, break_claim: bool = False
    ) -> bool:
        """Open a portfolio."""
        ...

    def close_portfolio(self) -> None:
        """Close what is open."""
        ...

    def show_nothing(self, reason: str = "") -> None:
        """Say that nothing is open."""
        ...

    def damaged(self, path: Path) -> bool:
        """Offer what can be done about a damaged portfolio, which is closed or for reading only by now."""
        ...


class Guards(QObject):
    """Of one open portfolio, until `leave`."""

    _heard = Signal(str)

    def __init__(self, owner: Owner, app: ShellContext, parent: QObject) -> None:
        super().__init__(parent)
        self._owner, self._app, self._window = owner, app, owner.window
        self._heard.connect(self._act, Qt.ConnectionType.QueuedConnection)
        app.session.on_trouble.append(self._heard.emit)
        self.disk = DiskWatch(app, owner.window, self)
        if app.session.reading:  # from the beginning, or by a fault met while the first page was read
            self._tell_reading()
            self._show_reading()

    def settle(self) -> None:
        """What can wait until the first page is painted: the place and the room on its disk."""
        if self._app.session.read_only:
            return
        self._tell_place()
        self.disk.begin()

    def leave(self) -> None:
        """The portfolio is let go; what is still on its way is dropped."""
        self.disk.leave()
        self._heard.disconnect(self._act)
        self._app.session.on_trouble.clear()
        self.deleteLater()

    # -- for reading only

    def _tell_reading(self) -> None:
        from planner.services import reading

        session, kind = self._app.session, self._app.session.reading
        fault = kind in {reading.DISK_FAULT, reading.DAMAGED, reading.TAKEN_OVER}
        self._window.banners.show(
            READING, reading.reason_text(session), kind="watch" if fault else "info", actions=self._ways(kind)
        )

    def _show_reading(self) -> None:
        """The status bar and every command follow; before the window has them they do so by themselves."""
        if self._window.furnished:
            self._window.status.set_file(self._app.session.path, sample=self._window.is_sample, reading=True)
            self._window.refresh_labels()
            self._window.refresh_soon()

    def _ways(self, kind: str) -> list[BannerAction]:
        from planner.services import reading

        backup = (tr("Back up now"), partial(self._window.trigger, "file.backup"))
        again = (tr("Try again"), self.edit)
        ways: dict[str, list[BannerAction]] = {
            reading.CHOSEN: [(tr("Open for editing"), self.edit)],
            reading.NOT_WRITABLE: [(tr("Copy it to this computer"), self._copy_here), again],
            reading.DISK_FAULT: [backup, again],
            reading.DAMAGED: [(tr("What can be done…"), partial(self._owner.damaged, self._app.session.path))],
        }
        return ways.get(kind, [again])

    def edit(self) -> None:
        """Try to open it for editing; where that does not go it stays as it is."""
        session = self._app.session
        place = self._window.place()
        if self._owner.open(session.path, session.db.key):
            self._window.go(place)

    def _copy_here(self) -> None:
        self._owner.copy_here(self._app.session.path)

    # -- what the store told

    @Slot(str)
    def _act(self, what: str) -> None:
        from planner.services import guarding, reading

        session = self._app.session
        if what == guarding.MENDED:
            text = tr(
                "The disk reported a fault. The portfolio was opened anew and is sound; back it up to another disk."
            )
            ways: list[BannerAction] = [
                (tr("Backups…"), partial(self._window.trigger, "file.backups")),
                (tr("Close"), partial(self._window.banners.hide, MENDED)),
            ]
            self._window.banners.show(MENDED, text, kind="watch", actions=ways)
        elif what == guarding.FULL:
            self.disk.look()
        elif what == guarding.CLOSED:
            path = session.path
            why = reading.reason_text(session)
            self._owner.close_portfolio()
            self._owner.show_nothing(tr("The portfolio was closed because its file can't be read any more. Everything "
                                        "saved before is in it or in its backups."))  # fmt: skip
            if why and session.reading == reading.DAMAGED:
                self._owner.damaged(path)
        else:
            self._window.banners.hide(PLACE)
            self._tell_reading()
            self._show_reading()

    # -- place

    def _tell_place(self) -> None:
        from planner.services import places

        name = places.to_tell(self._app.session)
        if not name:
            return
        text = tr(
            "{name} synchronises this folder and may put an older copy over the portfolio. Keep the portfolio in a "
            "folder that is not synchronised; exported plans and backups are safe here.",
            name=name,
        )
        ways: list[BannerAction] = [
            (tr("Copy it to this computer"), self._copy_out),
            (tr("Keep it here anyway"), self._keep_here),
        ]
        self._window.banners.show(PLACE, text, kind="watch", actions=ways)

    def _keep_here(self) -> None:
        from planner.services import places

        places.keep(self._app.session)
        self._window.banners.hide(PLACE)

    def _copy_out(self) -> None:
        """Closed first: an open store is not copied by its own program."""
        path = self._app.session.path
        self._owner.close_portfolio()
        self._owner.show_nothing(tr("The portfolio is being copied."))
        self._owner.copy_here(path)
