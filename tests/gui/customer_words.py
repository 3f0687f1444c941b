# SPDX-License-Identifier: Apache-2.0
"""Everything that a window of the customer view could tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.canaried import Portfolio, canaries_in, canary
from ui.charts.canvas import ChartCanvas
from ui.screens.customer_view import CustomerWindow

__all__ = ["Portfolio", "all_told", "canaries_in", "canary", "told"]

_ROLES = tuple(range(15)) + tuple(Qt.ItemDataRole.UserRole + n for n in range(6))


def told(window: QWidget) -> str:
    """All texts of a window and everything in it: shown, spoken, hovered, modelled, painted as a chart, named."""
    found: list[str] = []
    for widget in (window, *window.findChildren(QWidget)):
        found += _of_widget(widget)
    for action in window.findChildren(QAction):
        found += [action.text(), action.toolTip(), action.statusTip(), action.whatsThis()]
    found += [window.windowTitle(), window.windowFilePath(), window.windowIconText(), window.windowRole()]
    return "\n".join(found)


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield from (
        widget.objectName(), widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(),
        widget.statusTip(), widget.whatsThis(),
    )  # fmt: skip
    for name in ("text", "full_text", "label", "placeholderText", "toPlainText", "title"):
        reader = getattr(widget, name, None)
        if callable(reader):
            yield str(reader())
    if isinstance(widget, QLabel):
        yield widget.text()
    for key in widget.dynamicPropertyNames():
        name = bytes(key.data()).decode()
        with suppress(RuntimeError):  # values of Qt's own that Python can't hold
            yield f"{name} {widget.property(name)}"
    model = getattr(widget, "model", None)
    if callable(model) and isinstance(model(), QAbstractItemModel):
        yield from _of_model(model(), QModelIndex())
    if isinstance(widget, ChartCanvas):
        yield f"{widget.view!r} {widget.scene()!r}"
    yield repr({key: value for key, value in vars(widget).items() if not isinstance(value, QWidget)})


def _of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row, column in product(range(model.rowCount(parent)), range(columns)):
        index = model.index(row, column, parent)
        yield from (repr(model.data(index, role)) for role in _ROLES)
        yield from _of_model(model, index)


def all_told(view: CustomerWindow) -> str:
    """The same after walking through every finding and every part, with what every mark says on hover."""
    found = [told(view)]
    for number in range(3):
        view.show_part(number)
        found.append(told(view))
    view.show_part(0)
    rows = view.checks.list.model().rowCount()
    for _ in range(rows):
        found.append(told(view.checks.detail))
        QTest.keyClick(view.checks.list, Qt.Key.Key_Down)
    words = [label.text().casefold() for label in view.findChildren(QLabel)]
    assert not [text for text in words if "hidden" in text or "internal" in text]
    scene = view.risks.canvas.scene()
    assert scene is not None
    found += [f"{mark.sentence} {mark.card} {mark.records}" for mark in scene.marks]
    clip = QApplication.clipboard()
    found += [clip.text(), clip.mimeData().html() if clip.mimeData() else ""]
    return "\n".join(found)
