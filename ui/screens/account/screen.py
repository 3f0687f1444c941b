# SPDX-License-Identifier: Apache-2.0
"""The account page: header 79 px, section list 160 px, the section in front and its details pane."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.registry import ENTITIES
from planner.kernel.errors import NotFoundError
from planner.kernel.text import N_, tr
from planner.rules.facts import AccountFacts
from planner.views.tables import TableView
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.screens.account import world as worlds
from ui.screens.account.header import AccountHeader
from ui.screens.account.section import Section
from ui.screens.account.world import World
from ui.screens.parts.repaired_bar import RepairedBar
from ui.screens.screen import Screen
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.rows import SectionList

REVIEWS = "ui.screens.review"
LABELS: tuple[tuple[str, str], ...] = (
    ("overview", N_("Overview")),
    ("profile", N_("Profile")),
    ("people", N_("People")),
    ("reviews", N_("Reviews")),
    ("risks", N_("Risks")),
    ("actions", N_("Actions")),
    ("timeline", N_("Timeline")),
    ("files", N_("Files")),
    ("sites", N_("Sites")),
)
_OWN: dict[str, str] = {  # loaded when they are first visited
    "overview": "ui.screens.account.overview_section:OverviewSection",
    "profile": "ui.screens.account.profile_section:ProfileSection",
    "people": "ui.screens.account.people_section:PeopleSection",
    "risks": "ui.screens.account.risks_section:RisksSection",
    "actions": "ui.screens.account.actions_section:ActionsSection",
    "timeline": "ui.screens.account.timeline_section:TimelineSection",
    "files": "ui.screens.account.files_section:FilesSection",
    "reviews": "ui.screens.review:ReviewsSection",
    "sites": "ui.screens.account.sites_section:SitesSection",
}


class AccountScreen(Screen):
    """One instance shows one account after the other; sections are made when first visited."""

    depends_on = frozenset(spec.table for spec in ENTITIES)
    selection_changed = Signal()
    details_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self.details: QWidget | None = None
        self._place = Place(page="account", section="overview")
        self._section = "overview"
        self._world: World | None = None
        self._made: dict[str, QWidget] = {}
        self._names = [key for key, _ in LABELS if key != "reviews" or find_spec(REVIEWS) is not None]
        self.header = AccountHeader(app)
        self.list = SectionList(name=tr("Sections"))
        for number, (key, label) in enumerate((k, w) for k, w in LABELS if k in self._names):
            self.list.add_section(key, tr(label), number=str(number + 1))
        self.pages = QStackedWidget()
        self.gone = EmptyState(
            tr("This account is not here any more."),
            tr("It may be in the Trash; undo or the Trash bring it back."),
        )
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        back = Button(tr("Accounts"), icon="arrow-left")
        back.clicked.connect(self._to_accounts)
        self.gone.add_button(back)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.pages, 1)
        self.main = QWidget()
        column = QVBoxLayout(self.main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.repaired = RepairedBar(self.app)
        column.addWidget(self.header)
        column.addWidget(self.repaired)
        column.addLayout(row, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.main)
        self.stack.addWidget(self.gone)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _wire(self) -> None:
        self.list.selected.connect(self.open_section)
        self.header.gaps_wanted.connect(self._show_gaps)
        self.header.hygiene_wanted.connect(self._show_hygiene)
        self.header.step_wanted.connect(partial(self.open_section, "actions"))
        self._key("Ctrl+PgDown", partial(self._step, 1))
        self._key("Ctrl+PgUp", partial(self._step, -1))
        for number, key in enumerate(self._names[:9], 1):
            self._key(f"Alt+{number}", partial(self.open_section, key))

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

    # -- places

    @Slot(str)
    def open_section(self, key: str) -> None:
        """Go to another section of the account shown."""
        if self._place.account_id is not None:
            self.app.navigator.go(Place(page="account", account_id=self._place.account_id, section=key))

    def _step(self, by: int) -> None:
        at = self._names.index(self._section)
        self.open_section(self._names[min(len(self._names) - 1, max(0, at + by))])

    @override
    def show_place(self, place: Place) -> None:
        self._flush()
        section = place.section if place.section in self._names else "overview"
        self._place, self._section = place, section
        self.list.set_key(section)
        self.header.set_leading(section == "overview")
        self._show(section)
        self._stale = False
        self.refreshes += 1
        self.refresh()
        self._select(place)

    def _select(self, place: Place) -> None:
        if self._world is None:
            return
        shown = self._made[self._section]
        if isinstance(shown, Section):
            if place.record:
                shown.show_record(owner_of(self._world.facts, place.record), place.field)
            if not place.field:
                shown.enter()
        elif self._section == "reviews":
            self._show_reviews(place.record, place.field)

    def _show(self, section: str) -> None:
        if section not in self._made:
            self._made[section] = self._make(section)
            self.pages.addWidget(self._made[section])
        shown = self._made[section]
        self.pages.setCurrentWidget(shown)
        self._take_details()

    def _make(self, section: str) -> QWidget:
        module, _, own = _OWN[section].partition(":")
        made = getattr(import_module(module), own)(self.app)
        assert isinstance(made, QWidget)
        for name, slot in (("selection_changed", self._on_selection), ("details_changed", self._take_details)):
            signal = getattr(made, name, None)
            if signal is not None:
                signal.connect(slot)
        return made

    @Slot()
    def _on_selection(self) -> None:
        self.selection_changed.emit()

    @Slot()
    def _take_details(self) -> None:
        shown = self._made.get(self._section)
        self.details = getattr(shown, "details", None) if shown is not None else None
        self.details_changed.emit()

    # -- showing

    @override
    def refresh(self) -> None:
        key = self._place.account_id
        if key is None:
            return
        try:
            self._world = worlds.load(self.app.session, key)
        except NotFoundError:
            self._world = None
        self.stack.setCurrentWidget(self.main if self._world is not None else self.gone)
        if self._world is None:
            self.details = None
            self.details_changed.emit()
            return
        self.header.show_world(self._world)
        self.repaired.show_record("account", key)
        self._counts(self._world.facts)
        shown = self._made.get(self._section)
        if isinstance(shown, Section):
            shown.show_world(self._world)
        elif self._section == "reviews":
            self._show_reviews(None)
        self._take_details()
        self.selection_changed.emit()

    def keeps(self, place: Place) -> bool:
        """Whether what is in front shows the record of another section too: a review its risks and plans."""
        if self._section != "reviews" or place.section != "risks" or place.account_id != self._place.account_id:
            return False
        from ui.screens.review.here import shows

        return shows(self._made["reviews"], place.record)  # type: ignore[arg-type]

    def _show_reviews(self, record: str | None, field: str | None = None) -> None:
        reviews: Any = self._made["reviews"]
        if self._place.account_id is not None:
            reviews.show_account(self._place.account_id, record)
        if field == "explain":
            reviews.open_step(1)

    def _counts(self, facts: AccountFacts) -> None:
        numbers = {
            "people": len(facts.present_contacts()),
            "reviews": len(facts.reviews),
            "risks": len(facts.open_risks()),
            "actions": len(facts.open_actions()),
            "files": len(facts.attachments),
            "sites": len(facts.sites),
        }
        for key, number in numbers.items():
            if key in self._names:
                self.list.set_count(key, str(number) if number else "")

    @Slot()
    def _show_gaps(self) -> None:
        self.open_section("overview")
        self._ask("show_gaps")

    @Slot()
    def _show_hygiene(self) -> None:
        self.open_section("overview")
        self._ask("show_hygiene")

    @Slot()
    def _to_accounts(self) -> None:
        self.app.navigator.go(Place(page="accounts"))

    def _flush(self) -> None:
        self._ask("flush")

    def _ask(self, name: str) -> Any:
        """Call a method of the section in front where it has it; the reviews are a screen of their own kind."""
        own = getattr(self._made.get(self._section), name, None)
        return own() if callable(own) else None

    # -- what the window asks

    @override
    def search(self) -> None:
        self._ask("search")

    @override
    def actions_context(self) -> dict[str, object]:
        key = self._place.account_id
        if key is None or self._world is None:
            return {}
        found: dict[str, object] = {"account_id": key, "record": ("account", key)}
        shown = self._made.get(self._section)
        if isinstance(shown, Section):
            kind, chosen = shown.selection()
            if kind and chosen:
                found[kind] = chosen
                if len(chosen) == 1:
                    found["record"] = (kind, chosen[0])
        elif shown is not None and callable(own := getattr(shown, "actions_context", None)):
            found |= own()
        return found

    def copy_table(self) -> TableView | None:
        """The list of the section in front."""
        shown = self._made.get(self._section)
        found = shown.table_view() if isinstance(shown, Section) else self._ask("copy_table")
        return found if isinstance(found, TableView) else None

    def crumb(self) -> str:
        """The last of the crumbs: what the section in front says, otherwise its own name."""
        return str(self._ask("crumb") or tr(dict(LABELS)[self._section]))

    def new_record(self) -> None:
        """Ctrl+N: new of the kind this section lists."""
        if self.new_label():
            self._ask("new_record")
        else:
            run_command(self.app, "account.new")

    def new_label(self) -> str:
        """What Ctrl+N makes here; "" where it makes an account."""
        shown = self._made.get(self._section)
        text = getattr(shown, "new_text", "")
        return tr("New: {kind}", kind=text) if text else ""


def owner_of(facts: AccountFacts, record: str) -> str:
    """The record a list shows for one that belongs to it: the person of a level or a role."""
    for level in facts.assessments:
        if level.id == record:
            return level.contact_id
    return next((role.contact_id for role in facts.roles if role.id == record), record)
