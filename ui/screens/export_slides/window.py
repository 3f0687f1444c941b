# SPDX-License-Identifier: Apache-2.0
"""The window that exports slides: choices at the left, the slides by title and what is left out at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.kernel.text import language, speaking, tr
from planner.services import decks
from planner.services.lookups import label_of
from planner.views.deck import Deck
from ui.context import AppContext
from ui.screens.export_plan.dialog import ExportDialog
from ui.screens.export_slides.options import SlidesOptions
from ui.screens.export_slides.slide_list import SlideList

_SLIDES = "PowerPoint (*.pptx)"


class SlidesWindow(ExportDialog):
    """Exports slides of one account; nothing is written before [Export]."""

    ending, patterns = ".pptx", _SLIDES
    options: SlidesOptions
    slides: SlideList

    def __init__(
        self, app: AppContext, account_id: str, parent: QWidget | None = None, *, audience: str = "internal"
    ) -> None:
        super().__init__(app, account_id, parent, audience=audience)
        self.setObjectName("dlgSlides")
        self.options.template_wanted.connect(self._pick_template)

    @override
    def words(self) -> tuple[str, str, str]:
        return tr("Export slides"), tr("Save slides as"), tr("The slides are being written.")

    @override
    def make_options(self, app: AppContext, key: str, audience: str) -> SlidesOptions:
        return SlidesOptions(app, key, label_of(app.session, "account", key), audience=audience)

    @override
    def make_pages(self) -> Any:
        self.slides = SlideList()
        return self.slides

    @override
    def preview_work(self) -> Callable[..., Any]:
        options = self.options
        chosen = {"audience": options.audience(), "kinds": options.kinds(), "editable": options.wants_editable(),
                  "template": options.template}  # fmt: skip
        return partial(_built, self.app, options.account_id, options.language_code() or language(), chosen)

    @override
    def show_preview(self, made: Deck) -> None:
        self.slides.show_deck(made)
        self.btn_export.set_off("")

    @override
    def _not_drawn(self, asked: int, error: Exception) -> None:
        super()._not_drawn(asked, error)
        if asked == self._asked:
            self.btn_export.set_off(tr("There is nothing to show on slides."))

    @override
    def proposed(self) -> str:
        options = self.options
        return decks.file_name(self.app.session, options.account_id, options.audience(), options.kinds())

    @override
    def write_work(self, path: Path, *, overwrite: bool) -> partial[Path]:
        options = self.options
        chosen = {"audience": options.audience(), "kinds": options.kinds(), "editable": options.wants_editable(),
                  "template": options.template, "language": options.language_code()}  # fmt: skip
        return partial(_written, self.app, options.account_id, path, chosen, overwrite=overwrite)

    @override
    def _options_changed(self) -> None:
        if self.options.lacks_charts():
            self._asked += 1
            self.slides.show_waiting(tr("Tick the charts that become slides."))
            self.btn_export.set_off(tr("Tick the charts that become slides."))
            return
        super()._options_changed()

    @Slot()
    def _pick_template(self) -> None:
        picked = self.app.prompts.pick_open(tr("Choose a template"), _SLIDES)
        if picked is not None:
            self.options.set_template(picked)


def _built(app: AppContext, account_id: str, spoken: str, chosen: dict[str, Any], report: Any = None) -> Deck:
    with speaking(spoken):
        return decks.preview(app.session, account_id, report=report, **chosen)


def _written(
    app: AppContext, account_id: str, path: Path, chosen: dict[str, Any], *, overwrite: bool, report: Any = None
) -> Path:
    return decks.export(app.session, account_id, path, overwrite=overwrite, report=report, **chosen).path
