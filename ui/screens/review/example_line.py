# SPDX-License-Identifier: Apache-2.0
"""One line below a rating: what the chosen impact means at this site, and where that is written down."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.entities.customers.site import Site
from planner.kernel.text import tr
from planner.rules.ruleset import IMPACTS
from ui.screens.parts.impact_examples import edit_examples, example_of
from ui.screens.review.data import Host
from ui.widgets.button import LinkButton
from ui.widgets.safe import PlainLabel


class ExampleLine(QWidget):
    """Hidden where the risk is about no site."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._site: Site | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = PlainLabel(role="caption", color="muted", elide=True)
        row.addWidget(self.words, 1)
        self.edit = LinkButton(tr("Examples…"))
        self.edit.setObjectName("lnkExamples")
        self.edit.clicked.connect(self.open_examples)
        row.addWidget(self.edit)

    def show_example(self, site: Site | None, impact: int | None) -> None:
        """Show the example of an impact at a site."""
        self._site = site
        self.setVisible(site is not None)
        if site is None:
            return
        self.edit.setAccessibleName(tr("Examples of impact at {site}", site=site.name))
        example = example_of(site, impact)
        step = next((tr("{n} {word}", n=n, word=tr(word)) for n, word in IMPACTS if n == impact), "")
        if example:
            self.words.setText(tr("{step} at {site}: {example}", step=step, site=site.name, example=example))
        else:
            self.words.setText(tr("Say what each impact means at {site}.", site=site.name))

    @Slot()
    def open_examples(self) -> None:
        """Edit the examples of the site."""
        if self._site is not None:
            edit_examples(self._host.app, self._site, self.window(), self._refresh)

    def _refresh(self) -> None:
        self._host.perform(lambda _source: None)
