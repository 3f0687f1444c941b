# SPDX-License-Identifier: Apache-2.0
"""The export window: choices at the left, the pages at the right, what happened in a bar below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.files import folder_is_writable, free_name
from planner.services import exports, plan_preview
from planner.services.lookups import label_of
from ui.context import AppContext
from ui.dialogs.base import work_size
from ui.dialogs.open_file import note_written, open_file, show_folder
from ui.jobs.runner import Job
from ui.later import Later
from ui.screens.export_plan.options import Options
from ui.screens.export_plan.pages import PagesView
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

_PDF = "PDF (*.pdf)"


class ExportDialog(QDialog):
    """Exports the plan of one account; nothing is written before [Export]."""

    ending, patterns = ".pdf", _PDF

    def __init__(
        self, app: AppContext, account_id: str, parent: QWidget | None = None, *, audience: str = "internal"
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dlgExport")
        self.setWindowTitle(self.words()[0])
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.app = app
        self._asked = 0
        self._job: object = None
        self._folder = documents_folder()
        self._picked: Path | None = None
        self._made: Path | None = None
        self.options = self.make_options(app, account_id, audience)
        self.pages = self.make_pages()
        self.bar: Bar | None = None
        self.btn_export = Button(tr("Export"), variant="primary", icon="download")
        self.btn_export.setObjectName("btnExport")
        self.btn_cancel = Button(tr("Cancel"), shortcut=tr("Esc"))
        self.step = PlainLabel(color="muted")
        self.progress = QProgressBar()
        self._later = Later(self, self._draw, 150, app.session)
        self._lay_out()
        self._wire()
        self._show_file()
        self._draw()

    # -- what is exported; a window for other documents says it anew

    def words(self) -> tuple[str, str, str]:
        """The title of the window, that of the question where to, and why nothing can be done while it writes."""
        return tr("Export plan"), tr("Save plan as"), tr("The plan is being written.")

    def make_options(self, app: AppContext, key: str, audience: str) -> Options:
        """The choices at the left for the record of that id."""
        return Options(app, key, label_of(app.session, "account", key), audience=audience)

    def make_pages(self) -> PagesView:
        """What shows the preview."""
        return PagesView()

    def preview_work(self) -> Callable[..., Any]:
        """What draws the pages."""
        options = self.options
        chosen = (options.account_id, options.audience(), options.language_code())
        return partial(plan_preview.preview, self.app.session, *chosen, paper=options.paper_name())

    def show_preview(self, made: Any) -> None:
        """Show what was drawn."""
        self.pages.show_pages(made.pages)
        self.options.show_gaps(made.gaps)

    def proposed(self) -> str:
        """The name of the file that is proposed."""
        return exports.plan_file_name(self.app.session, self.options.account_id, self.options.audience())

    def write_work(self, path: Path, *, overwrite: bool) -> partial[Path]:
        """What writes the file."""
        options = self.options
        return partial(
            exports.export_plan,
            self.app.session,
            options.account_id,
            path,
            audience=options.audience(),
            language=options.language_code(),
            paper=options.paper_name(),
            overwrite=overwrite,
        )

    def _lay_out(self) -> None:
        self.bars = QVBoxLayout()
        self.bars.setContentsMargins(16, 0, 16, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        foot = Panel(lines="t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.progress)
        row.addWidget(self.step)
        row.addStretch(1)
        row.addWidget(self.btn_cancel)
        row.addWidget(self.btn_export)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.options)
        middle.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addLayout(self.bars)
        column.addWidget(foot)
        self.progress.hide()
        self.resize(work_size(self.parentWidget()))

    def _wire(self) -> None:
        self.options.changed.connect(self._options_changed)
        self.options.change_wanted.connect(self._change)
        self.btn_export.clicked.connect(self._export)
        self.btn_cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # from any part, as in the other windows
            QShortcut(QKeySequence(keys), self).activated.connect(self.btn_export.click)
        self.btn_export.setFocus()

    # -- preview

    @Slot()
    def _options_changed(self) -> None:
        self._folder, self._picked = self.target().parent, None
        self._show_file()
        self._clear_bar()
        self._later.start()

    @Slot()
    def _draw(self) -> None:
        """Draw the pages; only the answer to the newest question is shown."""
        self._asked += 1
        self.pages.show_waiting(tr("Drawing the pages…"))
        done, failed = partial(self._drawn, self._asked), partial(self._not_drawn, self._asked)
        self.app.jobs.run(self.preview_work(), done=done, failed=failed)

    def _drawn(self, asked: int, made: object) -> None:
        if asked == self._asked:
            self.show_preview(made)

    def _not_drawn(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            text = str(error) if isinstance(error, PlannerError) else tr("The preview could not be drawn.")
            self.pages.show_waiting(text)

    # -- where to

    def target(self) -> Path:
        """The file that [Export] writes: the one that was picked, otherwise a free name in the folder."""
        if self._picked is not None:
            return self._picked
        return free_name(self._folder / self.proposed())

    def _show_file(self) -> None:
        self.options.show_file(self.target())

    @Slot()
    def _change(self) -> None:
        picked = self.app.prompts.pick_save(self.words()[1], self.target(), self.patterns)
        if picked is None:
            return
        self._picked = (
            picked if picked.suffix.lower() == self.ending else picked.with_name(f"{picked.name}{self.ending}")
        )
        # The system has asked about the name that was picked; one that only got its ending here is never replaced.
        if self._picked != picked:
            self._picked = free_name(self._picked)
        self._folder = self._picked.parent
        self._clear_bar()
        self._show_file()

    # -- export

    @Slot()
    def _export(self) -> None:
        self._run(self.target(), overwrite=self._picked is not None)

    def _run(self, path: Path, *, overwrite: bool) -> None:
        self._clear_bar()
        self._set_busy(tr("Starting"))
        work = partial(_write, self.write_work(path, overwrite=overwrite))
        job = self.app.jobs.run(work, done=self._written, failed=partial(self._failed, path))
        if isinstance(job, Job):
            self._job = job
            job.progressed.connect(self._progressed)
            job.finished.connect(self._ended)

    @Slot(object, object, str)
    def _progressed(self, done: int, total: int, note: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.step.setText(note)

    @Slot(object)
    def _ended(self, _job: object) -> None:
        if isinstance(self._job, Job) and self._job.cancelled:
            self._set_busy("")
            self._say("info", tr("Stopped. Nothing was saved."))
        self._job = None

    def _set_busy(self, note: str) -> None:
        busy = bool(note)
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        self.step.setText(note)
        self.btn_export.set_off(self.words()[2] if busy else "")
        self.options.setEnabled(not busy)

    def _written(self, path: Path) -> None:
        self._made = path
        note_written(path)
        self._set_busy("")
        self.btn_cancel.setText(tr("Close"))
        bar = self._say("info", tr("Saved {name}", name=path.name))
        opener = bar.add_button(tr("Open file"), icon="external-link")
        opener.clicked.connect(partial(self._open, path))
        bar.add_button(tr("Show folder"), icon="folder-open").clicked.connect(partial(show_folder, path))
        opener.setFocus()
        self._picked = None
        self._show_file()
        self.app.notices.toast(tr("Saved {name}", name=path.name))

    def _open(self, path: Path) -> None:
        if not open_file(path):
            self._say("watch", tr("{name} could not be opened. It is in {folder}.", name=path.name, folder=path.parent))

    def _failed(self, path: Path, error: Exception) -> None:
        self._set_busy("")
        if not isinstance(error, PlannerError):
            self.app.notices.fault(error)
            return
        if error.code in {"file-denied", "file-read-only", "file-missing"} and not folder_is_writable(path.parent):
            bar = self._say("act", tr("This folder can't be written to. Your work is safe in the portfolio file."))
            bar.add_button(tr("Choose another folder")).clicked.connect(self._change)
            return
        if error.code == "file-denied" and path.exists():
            copy = free_name(path)
            text = tr(
                "{name} is open in another program. Close it and try again, or save a copy as “{copy}”.",
                name=path.name,
                copy=copy.name,
            )
            bar = self._say("act", text)
            bar.add_button(tr("Try again")).clicked.connect(self._export)
            bar.add_button(tr("Save copy")).clicked.connect(partial(self._run, copy, overwrite=False))
            return
        self._say("act", str(error)).add_button(tr("Try again")).clicked.connect(self._export)

    def _say(self, kind: str, text: str) -> Bar:
        self._clear_bar()
        self.bar = Bar("act" if kind == "act" else "watch" if kind == "watch" else "info", text)
        self.bar.setObjectName("barExport")
        self.bars.setContentsMargins(16, 12, 16, 12)
        self.bars.addWidget(self.bar)
        return self.bar

    def _clear_bar(self) -> None:
        self.bars.setContentsMargins(16, 0, 16, 0)
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
            self.bar = None

    @override
    def reject(self) -> None:
        """Cancel what runs, or close."""
        if isinstance(self._job, Job):
            self._job.cancel()
            self.step.setText(tr("Stopping; nothing of it is kept."))
            return
        self._asked += 1
        super().reject()


def documents_folder() -> Path:
    """Where documents go on this computer."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()


def _write(work: partial[Path], report: object) -> Path:
    return work(report=report)
