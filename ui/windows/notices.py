# SPDX-License-Identifier: Apache-2.0
"""What the window says: toasts for what happened, a bar for what did not work, a report for the unexpected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.log import get_logger
from ui.ports import BannerAction, BarKind
from ui.windows.banners import Banners

if TYPE_CHECKING:  # loaded when there is something to say
    from ui.widgets.bar import Bar
    from ui.widgets.toast import ToastHost

_log = get_logger("ui")


class WindowNotices:
    """Notices of one window; ``undo`` and ``redo`` are what the toast's link does."""

    def __init__(self, page: QWidget, host: QVBoxLayout, above: QVBoxLayout) -> None:
        self._page = page
        self._host: ToastHost | None = None
        self._layout = host
        self.banners = Banners(page, above)
        self.bar: Bar | None = None
        self.code = ""
        """Of the error that the bar tells; "" where it tells something else or is not shown."""
        self._frame = QHBoxLayout()
        self.undo: Callable[[], object] = lambda: None
        self.redo: Callable[[], object] = lambda: None

    @property
    def host(self) -> ToastHost:
        """Where toasts come, made when it is first asked for."""
        if self._host is None:
            from ui.widgets.toast import ToastHost

            self._host = ToastHost(self._page)
            self._host.setObjectName("toastHost")
            self._host.toast.setObjectName("toast")
        return self._host

    def toast(self, text: str, *, undo: bool = False, go: Callable[[], object] | None = None) -> None:
        """Say what happened; with Undo where it can be taken back, with Open where ``go`` leads to it."""
        if undo:
            from ui.actions.registry import native

            self.host.show_message(text, action=tr("Undo"), key=native("Ctrl+Z"), on_action=self.undo, on_open=go)
        else:
            self.host.show_message(text, on_open=go)

    def toast_redo(self, text: str) -> None:
        """Say what was taken back, with Redo."""
        from ui.actions.registry import native

        self.host.show_message(text, action=tr("Redo"), key=native("Ctrl+Shift+Z"), on_action=self.redo)

    def fault(self, error: Exception) -> None:
        """Show a known trouble as a bar below the page, anything else as a report."""
        if isinstance(error, PlannerError):
            _log.info("told", kind=error.code)
            self.say(str(error))
            self.code = error.code
            return
        from ui.dialogs.error import show_report

        show_report(error, self.host.toast.window())

    def say(self, text: str, *, kind: BarKind = "watch") -> None:
        """A sentence that stays until it is closed or the next one comes; good news is of the kind "info"."""
        if self.bar is None:
            from ui.widgets.bar import Bar
            from ui.widgets.panes import Panel

            self.bar = Bar("watch", "", closable=True)
            self.bar.setObjectName("barNotice")
            ground = Panel(self._page)  # the bar stands on the page, not on the window below it
            ground.setLayout(self._frame)
            self._layout.addWidget(ground)
            self._frame.addWidget(self.bar)
            self.bar.closed.connect(self._fit)
        self.code = ""
        self.bar.set_kind(kind)
        self.bar.set_text(text)
        self.bar.show()
        self._fit()

    def banner(self, key: str, text: str, *, kind: BarKind = "info", actions: Iterable[BannerAction] = ()) -> None:
        """A bar at the top of the page that stays while its fact holds."""
        self.banners.show(key, text, kind=kind, actions=actions)

    def no_banner(self, key: str) -> None:
        """The fact of that bar holds no more."""
        self.banners.hide(key)

    def hush(self) -> None:
        """Take everything away."""
        if self._host is not None:
            self._host.hide()
        self.unsay()

    def unsay(self) -> None:
        """Take the bar away: what it told holds no more."""
        if self.bar is not None:
            self.bar.hide()
            self._fit()

    def _fit(self) -> None:
        """Room round the bar only while it is shown."""
        shown = self.bar is not None and not self.bar.isHidden()
        self.code = self.code if shown else ""
        self._frame.setContentsMargins(*((16, 8, 16, 12) if shown else (0, 0, 0, 0)))
