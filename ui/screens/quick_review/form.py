# SPDX-License-Identifier: Apache-2.0
"""The fields of the quick review from top to bottom; values go in and come out as one `FormState`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.site import SITE
from planner.entities.spec import FieldSpec, Kind
from planner.kernel.text import N_, tr
from planner.services import crud, rulesets
from ui.context import AppContext
from ui.forms.editors import DateEditor, Editor, FieldRow, RefEditor, RefSource
from ui.screens.quick_review.chips import ReadAs
from ui.screens.quick_review.fields import MetField, RiskField, SideRow, is_id
from ui.screens.quick_review.form_state import FormState
from ui.screens.quick_review.in_step import InStep
from ui.screens.quick_review.live import LiveReading, unpacked
from ui.screens.quick_review.marked import NoteEdit
from ui.text import short_date
from ui.theme.theme import theme
from ui.widgets.field import FieldBox
from ui.widgets.paint import text_width
from ui.widgets.segmented import Segment, SegmentedControl

_ACCOUNT = FieldSpec("account_id", N_("Account"), Kind.REF, ref="account", required=True, hint=N_("Type a name"))
_DAY = FieldSpec("on", N_("Date"), Kind.DATE, required=True)
_DUE = FieldSpec("next_due", N_("By"), Kind.DATE, hint=N_("by when"))
_OWNER = FieldSpec("next_owner_id", N_("Owner"), Kind.REF, ref="person", hint=N_("owner"))
_NOT_YET = "none"
_BESIDE = 52


class QuickForm(QWidget):
    """``changed`` tells that something was typed or chosen by the user."""

    changed = Signal()
    typing = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.filling = False
        self._given: tuple[str, ...] = ()
        self.refs = RefSource(app)
        self._build_top()
        self._build_rows()
        self._lay_out()
        self._wire()
        self.live = LiveReading(app, self)
        self.in_step = InStep(self, self.live)

    # -- build

    def _build_top(self) -> None:
        self.account = FieldRow(_ACCOUNT, RefEditor(_ACCOUNT, RefSource(self.app)))
        self.site = QComboBox()
        self.site.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.site.setMinimumContentsLength(6)
        self.day = FieldRow(_DAY, DateEditor(_DAY, self.app.session.today))
        self.met = MetField(self.refs)
        answers = (("yes", tr("Yes")), ("partly", tr("Partly")), (_NOT_YET, tr("Not yet")))
        segments = [Segment(key=key, label=word) for key, word in answers]
        self.explained = SegmentedControl(segments, name=tr("Explained to them"))
        self.text = NoteEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(tr("Rectifier R2 at 91 % load, may take 3 stores down."))
        self.text.setMinimumHeight(theme().density.px(60))
        self.text_box = FieldBox(tr("What did you find or hear?"), self.text)
        self.read_as = ReadAs(self.text)

    def _build_rows(self) -> None:
        self.risk = RiskField(rulesets.current(self.app.session))
        self.trigger = _line(tr("Trigger: over 95 %"), tr("Trigger"))
        self.step = _line(tr("Step: switch to generator"), tr("Step"))
        self.action = _line(tr("What is done next"), tr("Next step"))
        self.due = DateEditor(_DUE, self.app.session.today)
        self.owner = RefEditor(_OWNER, self.refs)
        wide = _day_width()
        self.day.setMinimumWidth(wide)
        self.due.setFixedWidth(wide)
        self.owner.setFixedWidth(theme().density.px(132))
        self.risk_row = SideRow(tr("Risk"), [(self.risk, 1)])
        self.plan_row = SideRow(tr("Plan"), [(self.trigger, 1), (self.step, 1)])
        self.next_row = SideRow(tr("Next step"), [(self.action, 1), (self.due, 0), (self.owner, 0)])

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.account, 0, 0, top)
        grid.addWidget(FieldBox(tr("Site"), self.site), 0, 1, top)
        grid.addWidget(self.day, 0, 2, top)
        grid.addWidget(FieldBox(tr("Met"), self.met), 1, 0, top)
        grid.addWidget(FieldBox(tr("Explained to them"), self.explained), 1, 1, 1, 2, top)
        for column, share in enumerate((26, 12, 14)):
            grid.setColumnStretch(column, share)
        middle = QVBoxLayout(self)
        middle.setContentsMargins(16, 10, 16, 10)
        middle.setSpacing(8)
        middle.addLayout(grid)
        middle.addWidget(self.text_box, 1)
        middle.addWidget(self.read_as)
        for row in (self.risk_row, self.plan_row, self.next_row):
            middle.addWidget(row)

    def chain(self) -> list[QWidget]:
        """The fields in tab order."""
        explained = [self.explained.part(key) for key in ("yes", "partly", _NOT_YET)]
        top: list[QWidget] = [self.account.field_editor, self.site, self.day.field_editor, self.met.line]
        rated: list[QWidget] = [self.text, self.risk.none, self.risk.likelihood, self.risk.impact]
        chain = [*top, *explained, *rated, self.trigger, self.step, self.action, self.due, self.owner]
        return [part.focusProxy() or part for part in chain]

    def _wire(self) -> None:
        self.account.committed.connect(self._account_chosen)
        self.due.fault_changed.connect(self.next_row.set_fault)
        self.owner.fault_changed.connect(self.next_row.set_fault)
        for signal in (self.text.textChanged, self.met.changed, self.risk.changed, self.explained.selected):
            signal.connect(self.touched)
        for line in (self.trigger, self.step, self.action):
            line.textChanged.connect(self.touched)
        self.met.line.textEdited.connect(self.typing)
        for editor in (self.day.field_editor, self.due, self.owner):
            editor.edited.connect(self.typing)
        for editor in (self.day.field_editor, self.due, self.owner):
            editor.committed.connect(self.touched)
        self.site.currentIndexChanged.connect(self._site_chosen)

    # -- values

    def fill(self, state: FormState) -> None:
        """Show values; an account that is gone leaves its field empty."""
        self.filling = True
        found = crud.find(self.app.session, ACCOUNT, state.account_id or None)
        key = found.id if found else ""
        self.account.field_editor.set_value(key or None)
        self._set_account(key, state.site_id)
        self.day.field_editor.set_value(_date(state.on) or self.app.session.today())
        self.met.set_people(state.met)
        self._given = state.given
        self.explained.set_key(state.explained or _NOT_YET)
        self.text.setPlainText(state.text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)  # one writes on where one stopped
        self.risk.set_values(state.no_risk, state.likelihood, state.impact)
        for line, words in ((self.trigger, state.trigger), (self.step, state.step), (self.action, state.next_action)):
            line.setText(words)
        self.due.set_value(_date(state.next_due))
        self.owner.set_value(state.next_owner_id or self.app.session.me)
        self.clear_faults()
        self.filling = False
        self.in_step.begin(state.text, dict(filter(None, map(unpacked, state.fixes))))

    def _set_account(self, account_id: str, site_id: str = "") -> None:
        self.refs.account_id = account_id or None
        self.site.clear()
        self.site.addItem("–", "")
        sites = crud.of_account(self.app.session, SITE, account_id) if account_id else []
        for site in sites:
            self.site.addItem(site.name, site.id)
        only = 1 if len(sites) == 1 else 0
        self.site.setCurrentIndex(max(0, self.site.findData(site_id)) if site_id else only)

    @Slot(str, object)
    def _account_chosen(self, _name: str, value: object) -> None:
        """Another account has other sites and people; names that are new anywhere stay."""
        self.account.field_editor.set_value(value)
        self._set_account(_text(value))
        self.met.set_people([who for who in self.met.people() if not is_id(who)])
        self.in_step.set_place()
        self.touched()

    @Slot()
    def _site_chosen(self) -> None:
        if not self.filling:
            self.in_step.set_place()
        self.touched()

    @Slot()
    def touched(self, *_: object) -> None:
        """Something was typed or chosen."""
        if not self.filling:
            self.changed.emit()

    def state(self) -> FormState:
        """What stands in the fields; a day that can't be read is left out."""
        no_risk, likelihood, impact = self.risk.values()
        explained = self.explained.key()
        return FormState(
            account_id=_text(self.account.field_editor.kept),
            site_id=str(self.site.currentData() or ""),
            on=_iso(self.day.field_editor),
            met=self.met.people(),
            given=self._given,
            explained="" if explained == _NOT_YET else explained,
            text=self.text.toPlainText(),
            no_risk=no_risk,
            likelihood=likelihood,
            impact=impact,
            trigger=self.trigger.text(),
            step=self.step.text(),
            next_action=self.action.text(),
            next_due=_iso(self.due),
            next_owner_id=_text(self.owner.kept),
            fixes=self.live.kept_fixes(),
        )

    # -- faults

    def settle(self) -> bool:
        """Take what is still being typed; False when something can't be read or is missing."""
        self.clear_faults()
        self.met.take_typed()
        account = self.account.field_editor
        good = account.commit()
        if good and not account.kept:
            account.set_fault(tr("Choose the account this is about."))
            good = False
        for editor in (self.day.field_editor, self.due, self.owner):
            good = _settled(editor) and good
        if good and self.due.kept and not self.action.text().strip():
            self.next_row.set_fault(tr("Write what is to be done by that day, or clear it."))
            return False
        return good

    def clear_faults(self) -> None:
        """Take all faults away."""
        self.account.field_editor.set_fault(None)
        self.text_box.clear_fault()
        for row in (self.risk_row, self.plan_row, self.next_row):
            row.set_fault("")

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what can't be kept; the rest stands below the text."""
        rest = []
        for name, words in faults.items():
            row = {"no_risk": self.risk_row, "trigger": self.plan_row, "due": self.next_row}.get(name)
            if row is None:
                rest.append(words)
            else:
                row.set_fault(words)
        if rest:
            self.text_box.set_fault(" ".join(dict.fromkeys(rest)))
        self.focus_fault()

    def focus_fault(self) -> None:
        """Go to the first field with a fault."""
        places: list[tuple[str, QWidget]] = [
            (self.account.field_editor.fault, self.account.field_editor),
            (self.day.field_editor.fault, self.day.field_editor),
            (self.text_box.fault(), self.text),
            (self.risk_row.fault(), self.risk.none),
            (self.plan_row.fault(), self.trigger),
            (self.next_row.fault(), self.due if self.due.fault else self.action),
        ]
        for words, widget in places:
            if words:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def faults(self) -> tuple[str, ...]:
        """All sentences shown."""
        found = (self.account.field_editor.fault, self.day.field_editor.fault, self.text_box.fault())
        rows = (self.risk_row.fault(), self.plan_row.fault(), self.next_row.fault())
        return tuple(words for words in (*found, *rows) if words)


def _settled(editor: Editor) -> bool:
    """Commit an editor that nobody listens to: it keeps the value itself."""
    if not editor.commit():
        return False
    editor.set_value(editor.value())
    return True


def _day_width() -> int:
    """What a day needs beside its calendar sign, in the language and the format in force."""
    longest = max(text_width(short_date(date(2026, month, 28))) for month in range(1, 13))
    return max(theme().density.px(128), longest + theme().density.px(_BESIDE))


def _line(hint: str, name: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(hint)
    line.setAccessibleName(name)
    return line


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _iso(editor: Editor) -> str:
    """The day in an editor as ISO text, also while it is being typed."""
    try:
        value = editor.value()
    except ValueError:
        return ""
    return value.isoformat() if isinstance(value, date) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
