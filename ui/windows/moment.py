# SPDX-License-Identifier: Apache-2.0
"""What a page shows beyond its place: words and ticks that narrow it, selections, and where the keys are.

Everything is named by the part's object name, or its class, with a number; the same page is built the same way again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from ui.later import Later
from ui.models.paged_model import PagedModel
from ui.models.rows_model import RowsModel
from ui.models.selection import selected_keys
from ui.widgets.chips import FilterChip
from ui.widgets.field import SearchField

if TYPE_CHECKING:
    from ui.windows.main_window import MainWindow

_Flag = QItemSelectionModel.SelectionFlag


def take(window: MainWindow) -> dict[str, Any]:
    """The page in front as JSON values; words looked for are in it, so it belongs into the portfolio."""
    screen = window.stack.current()
    if screen is None:
        return {}
    parts = _parts(window)
    focused = QApplication.focusWidget()
    return {
        "page": window.stack.page,
        "own": screen.moment(),
        "words": {n: p.text() for n, p in parts.items() if isinstance(p, SearchField) and p.text()},
        "ticks": [n for n, p in parts.items() if isinstance(p, FilterChip) and p.isChecked()],
        "lists": {n: _rows(p) for n, p in parts.items() if isinstance(p, QAbstractItemView) and _is_list(p)},
        "tops": {n: p.verticalScrollBar().value() for n, p in parts.items() if isinstance(p, QScrollArea)},
        "focus": next((n for n, p in parts.items() if p is focused), ""),
    }


def put(window: MainWindow, moment: Mapping[str, Any]) -> None:
    """Show the page in front as it was; what is not there any more is left out."""
    screen = window.stack.current()
    if screen is None or moment.get("page") != window.stack.page:
        return
    screen.recall(_plain(moment.get("own")))
    parts, words = _parts(window), _plain(moment.get("words"))
    ticks = moment.get("ticks")
    for name, part in parts.items():
        if isinstance(part, SearchField) and part.text() != words.get(name, ""):
            part.setText(str(words.get(name, "")))
        elif isinstance(part, FilterChip) and isinstance(ticks, list) and part.isChecked() != (name in ticks):
            part.setChecked(name in ticks)
    lists = _plain(moment.get("lists"))
    for name, rows in lists.items():
        listed = parts.get(name)
        if isinstance(listed, QAbstractItemView) and _is_list(listed):
            _select(listed, _plain(rows))
    _go_to(parts.get(str(moment.get("focus"))))
    Later(screen, lambda: _scroll(window, moment)).start()  # once everything has its size


def _parts(window: MainWindow) -> dict[str, QWidget]:
    """The parts of the page in front and of its details by their names, those in sight."""
    found: dict[str, QWidget] = {}
    seen: dict[str, int] = {}
    roots = [part for part in (window.stack.pages.currentWidget(), window.stack.details.currentWidget()) if part]
    for part in (inner for root in roots for inner in root.findChildren(QWidget)):
        if not part.isVisibleTo(window):
            continue
        base = part.objectName() or type(part).__name__
        seen[base] = seen.get(base, 0) + 1
        found[f"{base} {seen[base]}"] = part
    return found


def _is_list(part: QAbstractItemView) -> bool:
    return isinstance(part.model(), RowsModel | PagedModel)


def _rows(part: QAbstractItemView) -> dict[str, Any]:
    model = part.model()
    assert isinstance(model, RowsModel | PagedModel)
    at = part.currentIndex()
    return {
        "keys": list(selected_keys(part)),
        "current": [model.key(at.row()), at.column()] if at.isValid() else [],
        "top": part.verticalScrollBar().value(),
    }


def _select(part: QAbstractItemView, rows: Mapping[str, Any]) -> None:
    model, chosen = part.model(), QItemSelection()
    assert isinstance(model, RowsModel | PagedModel)
    keys, current = rows.get("keys"), rows.get("current")
    for row in (model.row_of(str(key)) for key in (keys if isinstance(keys, list) else [])):
        if row >= 0:
            chosen.select(model.index(row, 0), model.index(row, model.columnCount() - 1))
    if isinstance(current, list) and len(current) == 2 and (row := model.row_of(str(current[0]))) >= 0:
        column = min(max(0, int(current[1])), model.columnCount() - 1)
        part.selectionModel().setCurrentIndex(model.index(row, column), _Flag.NoUpdate)
    if not chosen.isEmpty():
        part.selectionModel().select(chosen, _Flag.ClearAndSelect)


def _go_to(part: QWidget | None) -> None:
    if part is not None and part.isEnabled() and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
        part.setFocus(Qt.FocusReason.OtherFocusReason)


def _scroll(window: MainWindow, moment: Mapping[str, Any]) -> None:
    parts = _parts(window)
    lists, tops = _plain(moment.get("lists")), _plain(moment.get("tops"))
    wanted = {**{name: _plain(rows).get("top") for name, rows in lists.items()}, **tops}
    for name, top in wanted.items():
        part = parts.get(name)
        if isinstance(part, QAbstractItemView | QScrollArea) and isinstance(top, int):
            part.verticalScrollBar().setValue(top)


def _plain(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
