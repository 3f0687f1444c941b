# SPDX-License-Identifier: Apache-2.0
"""The commands table: handlers by name, so that menus, palette and screens start what lies above them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from shiboken6 import isValid

from planner.kernel.data import dataclass, field, replace
from planner.kernel.errors import PlannerError
from ui.context import AppContext
from ui.widgets.safe import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ui.actions.spec import Context
    from ui.widgets.button import Button

Handler: TypeAlias = "Callable[[AppContext, Context], object]"
Plain = Callable[[], object]


def _nowhere() -> Context:
    from ui.actions.spec import Context

    return Context()


class Commands:
    """Handlers are functions of (app, context), or "module:function" to be imported when first run."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler | str] = {}
        self._plain: dict[str, Plain] = {}
        self.actions: dict[str, QAction] = {}
        self.present: Callable[[], Context] = _nowhere
        self.writing: frozenset[str] = frozenset()
        """The commands that a portfolio which is open for reading only refuses."""

    def register(self, name: str, handler: Handler | str) -> None:
        """Name a handler; the last one named counts."""
        self._handlers[name] = handler

    def register_plain(self, name: str, handler: Plain) -> None:
        """Name a handler of the window itself, which needs no open portfolio."""
        self._plain[name] = handler

    def has(self, name: str) -> bool:
        """Whether there is a handler of that name."""
        return name in self._plain or name in self._handlers

    def action(self, name: str) -> QAction:
        """The QAction of a command, for a button to follow; KeyError outside a window."""
        return self.actions[name]

    def run(self, app: AppContext | None, name: str, context: Context) -> object:
        """Run a command; nothing happens when it needs a portfolio and none is open. KeyError for an unknown name.

        PlannerError, code "read-only", for one that changes a portfolio which is open for reading only.
        """
        if name in self._plain:
            return self._plain[name]()
        handler = self._handler(name)
        if app is None:
            return None
        if name in self.writing:
            app.session.refuse_reading()
        return handler(app, context)

    def _handler(self, name: str) -> Handler:
        found = self._handlers[name]
        if isinstance(found, str):
            module, _, function = found.partition(":")
            found = getattr(import_module(module), function)
            self._handlers[name] = found
        return found


@dataclass(slots=True)
class ShellContext(AppContext):
    """The context that the window hands to its screens: with the commands table."""

    commands: Commands = field(default_factory=Commands)


def commands_of(app: AppContext) -> Commands:
    """The commands table behind a context; an empty one where there is no window."""
    return app.commands if isinstance(app, ShellContext) else Commands()


def run_command(app: AppContext, name: str, **changes: Any) -> bool:
    """Run a command as if chosen now, with ``changes`` of the present Context; False when there is none of that name.

    A PlannerError of the handler is shown to the user; anything else goes on to the report.
    """
    commands = commands_of(app)
    if not commands.has(name):
        return False
    context = commands.present()
    try:
        commands.run(app, name, replace(context, **changes) if changes else context)
    except PlannerError as error:
        app.notices.fault(error)
    return True


def starts_show(app: AppContext, button: Button, *, spoken: bool = False) -> None:
    """Let a button start the show and say in its tip (``spoken``: in its text too) what F5 does now."""
    button.clicked.connect(partial(run_command, app, "show.start"))
    action = commands_of(app).actions.get("show.start")
    if action is None:
        return

    def tell() -> None:
        if not isValid(button):
            action.changed.disconnect(tell)
            return
        if action.isEnabled():
            set_tip(button, action.iconText())
        words = " · ".join(action.iconText().split(" · ")[:2])  # the screen is in the tip: the button is narrow
        if spoken and button.text() != words:
            button.setText(words)
            button.restyle()

    action.changed.connect(tell)
    tell()
