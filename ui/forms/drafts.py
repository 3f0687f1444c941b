# SPDX-License-Identifier: Apache-2.0
"""Follows the fields in which one types, and offers back in its field what was not saved.

A form says with `follow` which field is typed in and with `at` which place it shows; all else happens here: the text
goes into the portfolio while it is typed, leaves it in the transaction that saves the field or when it is given up with
Esc, and stands below the field again after a crash or a failed save.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from planner.services.drafts import Draft
from ui.context import AppContext
from ui.forms.draft_keeper import DraftKeeper, Values, keeper_of

if TYPE_CHECKING:
    from ui.forms.draft_offer import DraftOffer
    from ui.forms.editor import Editor
    from ui.forms.field_row import FieldRow

_OLDER: Final = "older"

Host = Callable[[QWidget], object]


class TypedLine(QObject):
    """A bare line as the keeper sees it; its owner calls `settled` once the text is saved."""

    edited = Signal()
    settled = Signal()
    reverted = Signal()

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self.edit, self.kept = edit, ""
        self.saving: Callable[[], AbstractContextManager[object]] = nullcontext
        self.following: object = None
        edit.textEdited.connect(self.edited)

    def typed(self) -> Any:
        """The text."""
        return self.edit.text()

    def typed_text(self) -> str:
        """The text."""
        return self.edit.text()

    def put_typed(self, state: Any) -> None:
        """The text again."""
        if isinstance(state, str):
            self.edit.setText(state)
            self.edited.emit()


class Following:
    """One field that is followed: `at` says where it is. ``held``: only a verb saves it, not leaving the field."""

    def __init__(
        self, keeper: DraftKeeper, typed: Editor | TypedLine, name: str, host: Host, *, held: bool = False
    ) -> None:
        self.keeper, self.editor, self.name = keeper, typed, name
        self.place = ""
        self.before_back: Callable[[], object] | None = None
        self.offer: DraftOffer | None = None
        self._host = host
        self._widget: QWidget = typed.edit if isinstance(typed, TypedLine) else typed
        self._base: Any = None
        self._offered: Values = {}
        self._lost = False
        typed.edited.connect(self._edited)
        typed.reverted.connect(self._given_up)
        if not held:
            typed.settled.connect(self._settled)
            typed.saving = self.saving
        keeper.gone.connect(self._gone)
        typed.following = self  # it lives as long as the field does

    def at(self, place: str) -> None:
        """The field shows that place now, with the value that is kept there; "" for nowhere."""
        if place != self.place:
            self.place = place
            self._take_offer()
            self._base = self.editor.typed()
            if place:
                self._ask()
        elif self.editor.typed() == self._base or not getattr(self.editor, "dirty", True):
            self._base = self.editor.typed()
            if place in self.keeper.known and not self._offered:  # a save failed and the field shows the old value
                self._ask()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Round the verb that saves the field."""
        places = (self.place,) if self.place and not self._offered else ()
        with self.keeper.saving(*places) as saving:
            yield
        self._lost = not saving.written

    def done(self, *_: object) -> None:
        """The text was saved, or its window was left."""
        self._settle()

    # -- what the field tells

    def _edited(self) -> None:
        if not self.place:
            return
        state = self.editor.typed()
        if state == self._base and not self._offered:
            self.keeper.forget(self.place)
            return
        values: Values = {"typed": state, "text": self.editor.typed_text(), "was": _print(self.editor.kept)}
        if self._offered:  # typing goes on beside an older text that nobody has decided about yet
            values[_OLDER] = self._offered
        self.keeper.note(self.place, values)

    def _settled(self) -> None:
        lost, self._lost = self._lost, False
        if not lost:  # a verb that failed has written nothing: the text is still only here
            self._settle()

    def _given_up(self) -> None:
        self._settle()

    def _settle(self) -> None:
        if not self.place:
            return
        self._base = self.editor.typed()
        if self._offered:
            self.keeper.note(self.place, self._offered)
        else:
            self.keeper.forget(self.place)

    # -- the offer

    def _ask(self) -> None:
        draft = self.keeper.waiting(self.place)
        values = dict(draft.values) if draft is not None else {}
        while values and values.get("typed") == self._base:  # saved, or typed again, in the meantime
            values = dict(values.get(_OLDER) or {})
        if draft is not None and values != draft.values:
            self._replace(values)
        if draft is None or not values:
            return
        from ui.forms.draft_offer import DraftOffer

        self._offered = values
        changed = values.get("was", "") != _print(self.editor.kept)
        self.offer = DraftOffer(self.name, Draft(self.place, values, draft.at), changed=changed)
        self.offer.put_back.connect(self.put_back)
        self.offer.discard.connect(self.discard)
        self._host(self.offer)
        self.offer.follow_tab(self._widget.focusProxy() or self._widget)

    def _replace(self, values: Values) -> None:
        if values:
            self.keeper.note(self.place, values)
        else:
            self.keeper.forget(self.place)

    def put_back(self) -> None:
        """Let the text stand in the field again; leaving the field saves it."""
        values = self._offered
        self._take_offer()
        if self.before_back is not None:
            self.before_back()
        self.editor.put_typed(values.get("typed"))
        self._widget.setFocus()

    def discard(self) -> None:
        """Forget the text; what was typed since stays."""
        older = self._offered.get(_OLDER)
        self._take_offer()
        self._widget.setFocus()
        if self.editor.typed() != self._base:
            self._edited()
        elif isinstance(older, dict) and older:
            self.keeper.note(self.place, older)
            self._ask()
        else:
            self.keeper.forget(self.place)

    def _gone(self, place: str) -> None:
        if place == self.place:
            self._take_offer()

    def _take_offer(self) -> None:
        self._offered = {}
        offer, self.offer = self.offer, None
        if offer is not None and isValid(offer):
            offer.hide()
            offer.deleteLater()


def follow(app: AppContext, row: FieldRow, *, held: bool = False) -> Following:
    """Follow the editor of a row; what is offered back stands below it."""
    return Following(keeper_of(app), row.field_editor, row.label(), row.add_below, held=held)


def hold(app: AppContext, row: FieldRow, place: str, window: Any) -> Following:
    """Follow a field of a small window that asks for one thing: both its buttons end the draft, a crash does not."""
    following = follow(app, row, held=True)
    following.at(place)
    window.finished.connect(following.done)
    return following


class FreeLine:
    """A line that takes new records: what was typed into it stands in it again, for it overwrites nothing."""

    def __init__(self, app: AppContext, edit: QLineEdit) -> None:
        self._keeper, self._edit, self._place = keeper_of(app), edit, ""
        edit.textEdited.connect(self._edited)

    def at(self, place: str) -> None:
        """The line belongs to that place now; what stands in it for another is kept there."""
        if place == self._place:
            return
        self._place = place
        draft = self._keeper.waiting(place)
        self._edit.setText(draft.text if draft is not None else "")

    def _edited(self, text: str) -> None:
        if not self._place:
            return
        if text.strip():
            self._keeper.note(self._place, {"typed": text, "text": text})
        else:
            self._keeper.forget(self._place)

    def saving(self) -> AbstractContextManager[object]:
        """Round the verb that makes the record."""
        return self._keeper.saving(self._place)


class FormDraft:
    """The form of a new record: everything typed into it, brought back when the form is opened again."""

    def __init__(self, keeper: DraftKeeper, place: str, editors: Mapping[str, Editor]) -> None:
        self._keeper, self.place, self._editors = keeper, place, dict(editors)
        self._empty = self._states()
        for editor in self._editors.values():
            editor.edited.connect(self._edited)
            editor.reverted.connect(self._edited)

    def _states(self) -> Values:
        return {name: editor.typed() for name, editor in self._editors.items()}

    def restore(self) -> bool:
        """Fill the form with what was typed before; False when there is nothing."""
        draft = self._keeper.waiting(self.place)
        found = draft.values.get("typed") if draft is not None else None
        if not isinstance(found, dict):
            return False
        for name, state in found.items():
            if name in self._editors:
                self._editors[name].put_typed(state)
        return bool(found)

    def _edited(self) -> None:
        typed = {name: state for name, state in self._states().items() if state != self._empty[name]}
        if typed:
            texts = (self._editors[name].typed_text() for name in typed)
            self._keeper.note(self.place, {"typed": typed, "text": "\n".join(text for text in texts if text)})
        else:
            self._keeper.forget(self.place)

    def saving(self) -> AbstractContextManager[object]:
        """Round the verb that makes the record."""
        return self._keeper.saving(self.place)

    def drop(self) -> None:
        """The form was left on purpose, or its record was made."""
        self._keeper.forget(self.place)


def _print(value: object) -> str:
    """A value so that a later one can be compared with it."""
    return json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)
