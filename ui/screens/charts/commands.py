# SPDX-License-Identifier: Apache-2.0
"""What the Chart menu does on the chart that is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from weakref import WeakKeyDictionary

from planner.kernel.text import tr
from planner.services.session import Session
from ui.actions.commands import commands_of, run_command
from ui.actions.spec import Context
from ui.charts.panel import ChartPanel
from ui.context import AppContext

Reset = Callable[[], None]
_panels: WeakKeyDictionary[Session, ChartPanel] = WeakKeyDictionary()
_resets: WeakKeyDictionary[Session, Reset] = WeakKeyDictionary()
_writes: WeakKeyDictionary[Session, tuple[Reset, Reset]] = WeakKeyDictionary()


def offer(app: AppContext, panel: ChartPanel, reset: Reset, *, title: Reset, note: Reset) -> None:
    """Let the commands act on this panel from now on; ``reset`` brings it back to how it comes.

    ``title`` and ``note`` begin to write the title and the presenter's note.
    """
    _panels[app.session] = panel
    _resets[app.session] = reset
    _writes[app.session] = (title, note)


def shown_day(app: AppContext) -> date | None:
    """The past day whose chart is shown, None for today or where no chart is."""
    panel = _panels.get(app.session)
    day = panel.view.as_of if panel is not None and panel.view is not None else None
    return None if day == app.session.today() else day


def show_evidence(app: AppContext, _context: Context) -> None:
    """The reasons of the focused mark, else of the first (Enter on the mark)."""
    panel = _panels.get(app.session)
    if panel is None:
        return
    if panel.showing_table():
        panel.toggle_table()
    panel.canvas.open_mark()


def reset(app: AppContext, _context: Context) -> None:
    """The chart as it comes."""
    if app.session in _resets:
        _resets[app.session]()


def edit_title(app: AppContext, _context: Context) -> None:
    """Put the title into other words."""
    if app.session in _writes:
        _writes[app.session][0]()


def write_note(app: AppContext, _context: Context) -> None:
    """Write what only the presenter sees (N); the pane it stands in is opened where it was closed."""
    if not commands_of(app).present().details_open:
        run_command(app, "view.details")
    if app.session in _writes:
        _writes[app.session][1]()


def toggle_table(app: AppContext, _context: Context) -> None:
    """Chart or table twin (T)."""
    panel = _panels.get(app.session)
    if panel is not None:
        panel.toggle_table()


def copy_picture(app: AppContext, _context: Context) -> None:
    """The chart as a picture on the clipboard (Ctrl+Shift+C)."""
    panel = _panels.get(app.session)
    if panel is not None and panel.view is not None:
        panel.copy_picture()
        app.notices.toast(tr("Copied the chart as a picture"))


def copy_data(app: AppContext, _context: Context) -> None:
    """The chart's table on the clipboard."""
    panel = _panels.get(app.session)
    if panel is not None and panel.view is not None:
        panel.copy_data()
        app.notices.toast(tr("Copied the chart's data"))
