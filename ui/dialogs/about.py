# SPDX-License-Identifier: Apache-2.0
"""About and licences, and the properties of the open portfolio."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from planner.kernel.text import tr
from planner.services.portfolio_facts import PortfolioFacts, facts
from resources import resource
from ui.actions.spec import Context
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.text import short_moment
from ui.widgets.outside import hand_over
from ui.widgets.safe import PlainLabel

_LONG = 72  # signs that have room in one line
_LICENCES = (
    ("Waterline", "LICENSE-Waterline.txt"),
    ("Inter", "fonts/OFL-Inter.txt"),
    ("Noto Sans SC", "fonts/OFL-NotoSansSC.txt"),
    ("Tabler Icons", "icons/LICENSE"),
)


def show_about(window: QWidget) -> None:
    """Version, and the licences of what is shipped inside."""
    dialog = HouseDialog(tr("About Waterline"), window, width=600)
    dialog.setObjectName("dlgAbout")
    dialog.add_text(tr("Key-account planning that stays on this computer. Version {version}.", version=version()))
    dialog.add_text(
        tr("Qt {qt} by PySide6 (LGPL-3.0), SQLite by sqlcipher3, and the parts below.", qt=qVersion()), color="muted"
    )
    text = QPlainTextEdit(licences(), dialog)
    text.setReadOnly(True)
    text.setMinimumHeight(280)
    text.setAccessibleName(tr("Licences"))
    dialog.column.addWidget(text)
    dialog.add_close().setFocus()
    _show(dialog)


def licences() -> str:
    """The licence texts of the shipped parts, one below the other."""
    ours = tr("Apache License 2.0; the full text comes with the program.")
    parts = [f"Waterline\n\n{ours}"]
    for name, place in _LICENCES[1:]:
        path = resource(*place.split("/"))
        if path.exists():
            parts.append(f"{name}\n\n{path.read_text(encoding='utf-8').strip()}")
    return ("\n\n" + "—" * 40 + "\n\n").join(parts)


def version() -> str:
    """The version of this program; "–" when it runs without being installed."""
    try:
        return metadata.version("waterline")
    except metadata.PackageNotFoundError:
        return "–"


def show_properties(app: AppContext, _context: Context) -> None:
    """Where the data is, how much of it, and when it was last backed up."""
    found = facts(app.session)
    window = app.navigator if isinstance(app.navigator, QWidget) else None
    dialog = HouseDialog(tr("Properties"), window, width=560)
    dialog.setObjectName("dlgProperties")
    body = QWidget(dialog)
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    for number, (name, value) in enumerate(property_lines(found)):
        grid.addWidget(PlainLabel(name, body, role="caption", color="muted"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(value, body, selectable=True, wrap=len(value) > _LONG), number, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    dialog.column.addWidget(body)
    folder = dialog.add_button(tr("Open folder"), name="btnOpenFolder")
    folder.clicked.connect(_Opener(found.path.parent, dialog).open)
    dialog.add_close().setFocus()
    _show(dialog)


def property_lines(found: PortfolioFacts) -> list[tuple[str, str]]:
    """Name and value of each line."""
    backup = short_moment(found.last_backup) if found.last_backup is not None else tr("none yet")
    return [
        (tr("File"), str(found.path)),
        (tr("Attachments"), str(found.files)),
        (tr("Backups"), str(found.backups)),
        (tr("Last backup"), backup),
        (tr("Size"), tr("{mb} MB", mb=f"{found.size / 1_000_000:.1f}")),
        (tr("Accounts"), str(found.counts.get("account", 0))),
        (tr("People"), str(found.counts.get("contact", 0))),
        (tr("Reviews"), str(found.counts.get("network_review", 0))),
    ]


def open_folder(folder: Path) -> bool:
    """Show a folder in the system's file manager."""
    return hand_over(folder)


class _Opener:
    """Opens one folder; belongs to the dialog with the button."""

    def __init__(self, folder: Path, dialog: HouseDialog) -> None:
        self._folder = folder
        dialog.keep(self)

    def open(self) -> None:
        """Show the folder."""
        open_folder(self._folder)


def _show(dialog: HouseDialog) -> None:
    dialog.exec()
    dialog.deleteLater()
