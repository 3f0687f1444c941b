# SPDX-License-Identifier: Apache-2.0
"""The quick review with a note in it: how it is read, what was left as text, a chip's list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from planner.entities.common.person import PERSON
from planner.kernel.text import language
from planner.services import crud
from tests.shots.stage import Scene, Stage
from ui.actions.spec import Context
from ui.context import Place
from ui.screens.quick_review import quick_review

_NOTE = "Rectifier R2 at 91 % load, may take 3 stores down. !3×4 >{who} order module Fri ~if >95 % switch to generator"
_OPEN = "@E. Ruiz says R1 is fine again. >{who} clean terminals 31/02 !2x3 #power"
_NOTES = {
    "en": (_NOTE, _OPEN),
    "es": (
        "Rectifier R2 al 91 % de carga, puede parar 3 tiendas. !3×4 >{who} pedir módulo el viernes "
        "~si >95 % cambiar a generador",
        "@E. Ruiz lo sabe. >{who} limpiar bornes 31/02 !2x3 #energía",
    ),
    "zh": (
        "Rectifier R2 负载 91%，可能影响3家门店。！3×4 ＞{who} 订购模块 周五 ～如果超过95%，切换到发电机",
        "@E. Ruiz 已确认。＞{who} 清洁端子 2月30日 ！2×3 #电源",
    ),
}


def scenes(account_id: str) -> list[Scene]:
    """The note of the mock-up, one with open questions, and a list."""
    page = Place(page="account", account_id=account_id, section="overview")
    names = ("capture-read", "capture-open", "capture-list")
    return [Scene("capture", page, partial(_capture, account_id=account_id), names)]


def _capture(stage: Stage, account_id: str) -> None:
    session = stage.app.session
    who = next(one.name for one in crud.every(session, PERSON) if one.id != session.me and not one.left_on)
    window = quick_review(stage.app, Context(account_id=account_id))
    note, open_note = _NOTES[language().partition("_")[0]]
    window.form.met.add_name("E. Ruiz")
    window.form.text.setPlainText(note.format(who=who))
    stage.picture("capture-read")
    chip = next(chip for chip in window.form.read_as.shown() if chip.told.icon == "circle-check")
    menu = window.form.in_step.corrections.menu(chip)
    menu.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
    menu.move(chip.mapToGlobal(QPoint(0, chip.height() + 2)))
    menu.show()
    stage.picture("capture-list")
    menu.close()
    window.form.text.setPlainText(open_note.format(who=who))
    QApplication.processEvents()
    stage.picture("capture-open")
    window.start_empty()
    window.hide()
