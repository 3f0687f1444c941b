# SPDX-License-Identifier: Apache-2.0
"""Keeps the fields of the quick review and the chips of its text in step, both ways.

What is read of the text fills the fields; what is changed in a field corrects the chip. Words that were typed into a
field by hand are never replaced by the text: its action becomes a further one, its plan stays text until it is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from planner.kernel.data import dataclass
from planner.rules.capture import types as kinds
from planner.rules.capture.types import Key, Reading, Score, Value
from planner.services import rulesets
from ui.forms.editors import Editor
from ui.screens.quick_review.chips import ReadChip
from ui.screens.quick_review.correct import Corrections
from ui.screens.quick_review.live import LiveReading, only
from ui.screens.quick_review.marked import show_marks
from ui.screens.quick_review.words import Effective, chips

if TYPE_CHECKING:
    from ui.screens.quick_review.form import QuickForm

_ENTITY: Final = {kinds.PERSON: "contact", kinds.OWNER: "person", kinds.ASSET: "asset"}
_NO_SCORE: Final = (False, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that a reading fills: how it is read and written, what it holds by itself, what has the keys there."""

    get: Callable[[], Any]
    put: Callable[[Any], None]
    default: Callable[[], Any]
    widget: QWidget
    words: bool = False


class InStep(QObject):
    """One for each form; `begin` starts with the text and the corrections of a draft."""

    def __init__(self, form: QuickForm, live: LiveReading) -> None:
        super().__init__(form)
        self._form, self.live = form, live
        self._busy = False
        self._forced = False
        self._rules = rulesets.current(form.app.session)
        self._applied: dict[str, Any] = {}
        self._before: dict[str, Any] = {}
        self._met: dict[Key, str] = {}
        self._fields = self._make_fields()
        self.corrections = Corrections(form.app.session.today, self.named, self._correct, self._go_to, self._field_of)
        form.app.bridge.changed.connect(live.refresh)
        form.text.textChanged.connect(self._text_changed)
        live.changed.connect(self._follow)
        form.read_as.pressed.connect(self._pressed)
        form.risk.changed.connect(self._score_edited)
        form.trigger.textEdited.connect(self._trigger_edited)
        form.step.textEdited.connect(self._step_edited)
        form.action.textEdited.connect(self._action_edited)
        form.due.committed.connect(self._due_edited)
        form.owner.committed.connect(self._owner_edited)
        form.met.changed.connect(self._met_edited)

    def _make_fields(self) -> dict[str, Field]:
        form = self._form
        return {
            kinds.SCORE: Field(
                get=form.risk.values,
                put=lambda value: form.risk.set_values(*value),
                default=lambda: _NO_SCORE,
                widget=form.risk.likelihood,
            ),
            kinds.ACTION: _line_field(form.action),
            kinds.TRIGGER: _line_field(form.trigger),
            kinds.STEP: _line_field(form.step),
            kinds.DUE: Field(
                get=lambda: _value(form.due), put=form.due.set_value, default=lambda: None, widget=form.due
            ),
            kinds.OWNER: Field(
                get=lambda: _value(form.owner),
                put=form.owner.set_value,
                default=lambda: form.app.session.me,
                widget=form.owner,
            ),
        }

    # -- begin

    def begin(self, text: str, fixes: dict[Key, Value | None]) -> None:
        """The form was filled: read its text against the fields that are filled already."""
        self._applied.clear()
        self._before.clear()
        self._met.clear()
        self._busy = True
        self._rules = rulesets.current(self._form.app.session)
        self.live.refresh()
        self.set_place()
        self.live.begin(text, fixes)
        self._busy = False
        self._form.filling = True  # what is filled is not typed
        self._follow()
        self._form.filling = False

    def set_place(self) -> None:
        """Read for the account and the site of the form."""
        form = self._form
        key = form.account.field_editor.kept
        self.live.set_place(key if isinstance(key, str) else "", str(form.site.currentData() or ""))

    @property
    def has_own_action(self) -> bool:
        """Whether the action field holds words that were typed there, beside those of the text."""
        action = self._form.action.text().strip()
        return bool(action) and self._applied.get(kinds.ACTION) is None

    def named(self, kind: str, key: str) -> str:
        """The name of a record that a reading means."""
        if key.startswith(kinds.NEW):
            return key.removeprefix(kinds.NEW)
        return self.live.name(key) or self._form.refs.label(_ENTITY[kind], key)

    # -- from the text to the fields

    @Slot()
    def _text_changed(self) -> None:
        if not self._form.filling:
            self.live.set_text(self._form.text.toPlainText())

    @Slot()
    def _follow(self) -> None:
        """Bring the fields to what the text says now."""
        if self._busy:
            return
        self._busy = True
        kept_as_text = [key for kind, field in self._fields.items() if (key := self._fill(kind, field)) is not None]
        self._fill_met()
        self._busy = False
        self._forced = False
        if kept_as_text:
            for key in kept_as_text:
                self.live.fix(key, None)
            return
        self.show_chips()
        self._form.touched()

    def _fill(self, kind: str, field: Field) -> Key | None:
        """Fill one field; the key of a reading that has to stay text because the field holds words of its own."""
        one = self._reading(kind)
        new = None if one is None or one.value is None else _for_field(one.value)
        old = self._applied.get(kind)
        if new == old:
            return None
        now = field.get()
        if new is None:
            if now == old:
                field.put(self._before.pop(kind, field.default()))
            self._applied.pop(kind, None)
            return None
        by_hand = field.words and now.strip() and now not in {old, new}
        if by_hand and not self._forced:
            return one.key if one is not None and kind != kinds.ACTION else None
        if old is None:
            self._before[kind] = field.default() if now == new or by_hand else now
        field.put(new)
        self._applied[kind] = new
        return None

    def _reading(self, kind: str) -> Reading | None:
        """The reading that a field belongs to: of the first action, of the plan, of the rating."""
        read = self.live.read
        if kind in {kinds.DUE, kinds.OWNER}:
            if self._applied.get(kinds.ACTION) is None:
                return None
            group = next((one.group for one in read.of(kinds.ACTION)), None)
            told = next((one for one in read.of(kind) if one.group == group), None)
            return told or only(read, kind, group)
        return next(iter(read.of(kind)), None) or (only(read, kind) if kind == kinds.SCORE else None)

    def _fill_met(self) -> None:
        met = self._form.met
        now = {one.key: str(one.value) for one in self.live.read.of(kinds.PERSON)}
        for key, who in list(self._met.items()):
            if now.get(key) is None and who not in now.values():
                met.remove(who)
                del self._met[key]
        for key, who in now.items():
            if key in self._met:
                continue
            name = who.removeprefix(kinds.NEW)
            before = met.people()
            if who.startswith(kinds.NEW):
                met.add_name(name)
            else:
                met.add(who, self.named(kinds.PERSON, who))
            self._met[key] = next((one for one in met.people() if one not in before), name)

    # -- from the fields to the chips

    def _edited(self, kind: str, value: Value | None) -> None:
        if self._busy or self._form.filling:
            return
        one = self._reading(kind)
        if one is not None and not (kind == kinds.ACTION and self._applied.get(kind) is None):
            self._applied[kind] = self._fields[kind].get()
            if value is None:
                self._applied.pop(kind)
            self.live.fix(one.key, value)
        self.show_chips()

    @Slot()
    def _score_edited(self) -> None:
        _, likelihood, impact = self._form.risk.values()
        whole = likelihood is not None and impact is not None
        self._edited(kinds.SCORE, Score(likelihood, impact) if whole else None)  # type: ignore[arg-type]

    @Slot()
    def _trigger_edited(self) -> None:
        self._edited(kinds.TRIGGER, self._form.trigger.text().strip() or None)

    @Slot()
    def _step_edited(self) -> None:
        self._edited(kinds.STEP, self._form.step.text().strip() or None)

    @Slot()
    def _action_edited(self) -> None:
        self._edited(kinds.ACTION, self._form.action.text().strip() or None)

    @Slot(object)
    def _due_edited(self, value: object) -> None:
        self._form.due.set_value(value)
        self._edited(kinds.DUE, value if isinstance(value, date) else None)

    @Slot(object)
    def _owner_edited(self, value: object) -> None:
        self._form.owner.set_value(value)
        self._edited(kinds.OWNER, value if isinstance(value, str) else None)

    @Slot()
    def _met_edited(self) -> None:
        """Who is taken out of the field is left as text in the sentence."""
        if self._busy or self._form.filling:
            return
        people = self._form.met.people()
        for key, who in list(self._met.items()):
            if who not in people:
                del self._met[key]
                self.live.fix(key, None)

    # -- chips

    def show_chips(self) -> None:
        """Tell how the text is read, with what the fields say of it."""
        form, session = self._form, self._form.app.session
        action = self._applied.get(kinds.ACTION)
        told = Effective(
            score=self._score(),
            action=action,
            due=_value(form.due) if action else None,
            owner_id=_value(form.owner) if action else None,
            me_id=session.me,
        )
        found = chips(self.live.read, self._rules, session.today(), self.named, told)
        form.read_as.tell(found)
        show_marks(form.text, self.live.read)

    def _score(self) -> Score | None:
        _, likelihood, impact = self._form.risk.values()
        return Score(likelihood, impact) if likelihood is not None and impact is not None else None

    @Slot(object)
    def _pressed(self, chip: object) -> None:
        if isinstance(chip, ReadChip):
            self.corrections.open(chip)

    def _correct(self, key: Key, value: Value | None) -> None:
        """A choice of a chip's list holds, whatever stands in the field."""
        self._forced = value is not None
        self.live.fix(key, value)
        self._forced = False

    def _field_of(self, one: Reading) -> bool:
        if one.kind == kinds.PERSON:
            return True
        first = next(iter(self.live.read.of(one.kind)), None)
        if one.kind == kinds.ACTION:
            return first is not None and first.key == one.key and self._applied.get(kinds.ACTION) is not None
        return one.kind in {kinds.SCORE, kinds.TRIGGER, kinds.STEP} and one.value is not None

    def _go_to(self, one: Reading) -> bool:
        widget = self._form.met.line if one.kind == kinds.PERSON else self._fields[one.kind].widget
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _line_field(line: QLineEdit) -> Field:
    return Field(get=line.text, put=line.setText, default=str, widget=line, words=True)


def _for_field(value: Value) -> Any:
    return (False, value.likelihood, value.impact) if isinstance(value, Score) else value


def _value(editor: Editor) -> Any:
    """What stands in an editor, None where it can't be read."""
    try:
        return editor.value()
    except ValueError:
        return None
