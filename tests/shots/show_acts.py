# SPDX-License-Identifier: Apache-2.0
"""The set-up sheet of a show, the presenter's window as in a rehearsal, and the audience's picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planner.services import chart_cards
from planner.views.audience import CUSTOMER
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.show import places
from ui.screens.show.capture import Capture
from ui.screens.show.commands import run
from ui.screens.show.noting import Changing
from ui.screens.show.setting import Setting
from ui.screens.show.show import Show

NOTE = "Ask J. Paz about credit notes before R-12. Store 11 has its plan, drilled in May. 林建国会问电池。"


def scenes(account_id: str) -> list[Scene]:
    """What is pictured."""
    charts = Place(page="charts", account_id=account_id, section="risk-matrix")
    return [
        Scene("present-setup", charts, _setup),
        Scene("present-presenter", charts, _of(account_id, _presenter), PRESENTER),
        Scene("present-audience", charts, _of(account_id, _audience), AUDIENCE),
    ]


PRESENTER = tuple(
    f"present-presenter-{name}"
    for name in ("live", "veiled", "frozen", "black", "white", "keys", "overview", "capture", "recap", "edit")
)
AUDIENCE = tuple(f"present-audience-{name}" for name in ("internal", "table", "customer", "dark"))


def _setup(stage: Stage) -> None:
    stage.modal("present-setup", "show.setup")


def _of(account_id: str, play: Callable[[Stage, str], None]) -> Callable[[Stage], None]:
    return lambda stage: play(stage, account_id)


_STATES = (
    ("", "live"), ("veil", "veiled"), ("freeze", "frozen"), ("black", "black"), ("white", "white"), ("card", "keys"),
    ("overview", "overview"),
)  # fmt: skip


def _presenter(stage: Stage, account_id: str) -> None:
    chart_cards.set_note(stage.app.session, account_id, "risk-matrix", NOTE)
    show = _run(stage, account_id, Setting(), rehearsal=True)
    show.presenter.showNormal()
    show.presenter.setGeometry(stage.window.geometry())
    for verb, name in _STATES:
        if verb:
            show.do(verb)
        stage.wait_for(lambda: all(show.pictures.thumb(n) is not None for n in range(show.state.count)))
        stage.picture(f"present-presenter-{name}")
        if verb:
            show.do("leave" if verb in {"card", "overview"} else verb)
    show.do("capture")
    stage.picture("present-presenter-capture")
    form = show.noting.form
    assert isinstance(form, Capture)
    form.panel.row("title").field_editor.set_value("Send the drawing of the second rectifier")
    form.panel.create_record()
    show.do("last")
    stage.picture("present-presenter-recap")
    show.do("mark_next")
    show.do("enter")
    stage.picture("present-presenter-edit")
    assert isinstance(show.noting.form, Changing)
    show.noting.form.btn_done.click()
    show.finish()


def _audience(stage: Stage, account_id: str) -> None:
    show = _run(stage, account_id, Setting())
    stage.picture("present-audience-internal")
    show.do("table")
    stage.picture("present-audience-table")
    show.finish()
    for name, setting in (("customer", Setting(audience=CUSTOMER)), ("dark", Setting(dark=True))):
        show = _run(stage, account_id, setting)
        stage.picture(f"present-audience-{name}")
        show.finish()


def _run(stage: Stage, account_id: str, setting: Setting, *, rehearsal: bool = False) -> Show:
    """On the one screen there is."""
    placed = replace(setting, screen=places.signature()[0], screens=places.signature())
    made = run(stage.app, account_id, placed, stage.window, kind="risk-matrix", as_of=None, rehearsal=rehearsal)
    assert isinstance(made, Show)
    made.do("next")
    stage.wait_for(lambda: made.windows.settled)
    return made
