# SPDX-License-Identifier: Apache-2.0
"""The account header, 79 px: grade, name, facts and buttons; below it next step, plan check and last change."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.kernel.text import tr, trn
from planner.rules.hygiene import BANDS as HYGIENE_WORDS
from planner.rules.mutes import standing
from planner.views.alerts_view import count_words
from planner.views.charts import whole
from planner.views.timeline import timeline
from planner.views.why_words import hygiene_words
from ui.actions.commands import commands_of, run_command
from ui.context import AppContext, Place
from ui.screens.account.world import World
from ui.theme.theme import theme
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import GradeChip, StatusGlyph
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel, set_tip

_HEIGHT = 79


class AccountHeader(Panel):
    """`gaps_wanted` asks for what the plan check found."""

    gaps_wanted = Signal()
    step_wanted = Signal()
    hygiene_wanted = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="b")
        self._app = app
        self.chip = GradeChip("", large=True)
        self.name = PlainLabel(role="page_title", elide=True)
        self.facts = PlainLabel(color="muted", elide=True)
        self.btn_export = Button(tr("Export"), icon="file-export", shortcut="Ctrl+E")
        self.btn_export.setObjectName("btnExport")
        if not commands_of(app).has("export.plan"):
            self.btn_export.hide()
        self.btn_export.clicked.connect(self._export)
        self.btn_review = Button(tr("Quick review"), variant="primary", icon="clipboard-check")
        self.btn_review.setObjectName("btnQuickReview")
        if not commands_of(app).has("review.quick"):
            self.btn_review.hide()
        self.btn_review.clicked.connect(self._review)
        self.step_word = PlainLabel(tr("Next step"), role="caption", color="muted")
        self.step_glyph = StatusGlyph("watch", size=10)
        self.step = LinkButton("")
        self.step.clicked.connect(self.step_wanted)
        self.step_when = PlainLabel(role="caption", color="muted")
        self.check = PlainLabel(tr("Plan check"), role="caption", color="muted")
        self.gaps = PlainLabel(role="caption")
        self.show_gaps = LinkButton(tr("Show"), name=tr("Show the gaps of the plan"))
        self.show_gaps.clicked.connect(self.gaps_wanted)
        self.alerts = LinkButton("")
        self.alerts.setObjectName("lnkAlerts")
        self.alerts.clicked.connect(self._open_alerts)
        self._account = ""
        self.hygiene_word = PlainLabel(tr("Plan hygiene"), role="caption", color="muted")
        set_tip(self.hygiene_word, hygiene_words())
        self.hygiene = LinkButton("")
        self.hygiene.setObjectName("lnkHygiene")
        self.hygiene.clicked.connect(self.hygiene_wanted)
        self.changed = PlainLabel(role="caption", color="muted")
        self._lay_out()
        theme().changed.connect(self._fit)
        self._fit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        self.lead = QWidget()  # with its room it gives way where there is no grade: the name begins at the edge
        lead = QHBoxLayout(self.lead)
        lead.setContentsMargins(0, 0, 4, 0)
        lead.addWidget(self.chip)
        top.addWidget(self.lead)
        top.addWidget(self.name)
        top.addSpacing(4)
        top.addWidget(self.facts, 1)
        top.addWidget(self.btn_export)
        top.addWidget(self.btn_review)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 9)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(self._second_line())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _second_line(self) -> QHBoxLayout:
        """Next step, gaps, alerts, hygiene, last entry, with a dot between them."""
        below = QHBoxLayout()
        below.setSpacing(6)
        self._dots = [PlainLabel("·", role="caption", color="muted") for _ in range(4)]
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.step_word, self.step_glyph, self.step, self.step_when),
            (self.check, self.gaps, self.show_gaps),
            (self.alerts,),
            (self.hygiene_word, self.hygiene),
            (self.changed,),
        )
        for n, group in enumerate(groups):
            if n:
                below.addSpacing(6)
                below.addWidget(self._dots[n - 1])
                below.addSpacing(6)
            for part in group:
                below.addWidget(part)
        below.addStretch(1)
        return below

    def _fit(self) -> None:
        density = theme().density
        self.setFixedHeight(max(density.px(_HEIGHT), density.control + density.px(47)))

    def set_leading(self, leading: bool) -> None:
        """Whether the review is the page's first offer; sections other than the overview have one of their own."""
        self.btn_review.set_variant("primary" if leading else "normal")

    def show_world(self, world: World) -> None:
        """Show an account."""
        account, view = world.facts.account, world.overview
        graded = account.grade != "ungraded"
        self.chip.set_grade(account.grade if graded else "")
        self.lead.setVisible(graded)
        self.name.setText(account.name)
        self.name.setMinimumWidth(min(self.name.sizeHint().width(), theme().density.px(320)))
        self.facts.setText(view.facts_line)
        self.step.setText(view.next_step or tr("none yet"))
        self.step_glyph.setVisible(view.next_late or not view.next_step)
        self.step_when.setText(view.next_when)
        self.step_when.setVisible(bool(view.next_when))
        number = len(view.gaps)
        self.gaps.setText(trn("{n} gap", "{n} gaps", number) if number else tr("no gaps"))
        self.show_gaps.setVisible(bool(number))
        self._account = world.account_id
        found = standing(world.facts, world.rules, world.today)
        told = count_words(len(found.heard), len(found.muted))
        self.alerts.setText(told)
        self.alerts.setVisible(bool(told))
        self._dots[1].setVisible(bool(told))
        self._show_hygiene(world)
        words = self._changed_words(world)
        self.changed.setText(words)
        self._dots[3].setVisible(bool(words))

    def _show_hygiene(self, world: World) -> None:
        found = world.overview.hygiene
        words = ""
        if found.value is not None and found.band is not None:
            words = tr("{n} {word}", n=whole(found.value), word=tr(HYGIENE_WORDS[found.band]))
        self.hygiene.setText(words)
        self.hygiene.set_name(tr("Plan hygiene {value}, show why", value=words))
        for part in (self.hygiene_word, self.hygiene, self._dots[2]):
            part.setVisible(bool(words))

    def _changed_words(self, world: World) -> str:
        last = next((moment.on for moment in timeline(world.facts) if moment.on <= world.today), None)
        if last is None:
            return ""
        days = (world.today - last).days
        return tr("Last entry {n} d ago", n=days) if days else tr("Last entry today")

    @Slot()
    def _open_alerts(self) -> None:
        self._app.navigator.go(Place(page="alerts", account_id=self._account))

    @Slot()
    def _export(self) -> None:
        run_command(self._app, "export.plan")

    @Slot()
    def _review(self) -> None:
        run_command(self._app, "review.quick")
