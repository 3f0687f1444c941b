# SPDX-License-Identifier: Apache-2.0
"""Keeps what is typed and not saved yet, at most a second after the keystroke, and offers it back in its field.

One keeper for each open portfolio. A form says with `follow` which field is typed in and with `at` which place it
shows; all else happens here: the text goes into the portfolio while it is typed, leaves it in the transaction that
saves the field or when it is given up with Esc, and stands below the field again after a crash or a failed save.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from planner.services import drafts
from planner.services.drafts import KEEP_WITHIN_MS, Draft
from planner.services.session import Session
from ui.context import AppContext

if TYPE_CHECKING:
    from ui.forms.draft_offer import DraftOffer
    from ui.forms.editor import Editor
    from ui.forms.field_row import FieldRow

AGAIN_MS: Final = 100
"""How soon it is tried again while a job holds the store."""
_OLDER: Final = "older"

Values = dict[str, Any]
Host = Callable[[QWidget], object]


class Clockwork(Protocol):
    """What the keeper needs of a timer; a test may bring one of its own."""

    @property
    def timeout(self) -> Any:
        """Sent when it is due."""
        ...

    def start(self, ms: int, /) -> object:
        """Be due so many ms from now."""
        ...

    def stop(self) -> object:
        """Not be due any more."""
        ...

    def isActive(self) -> bool:  # noqa: N802 - as Qt calls it
        """Whether it is going to be due."""
        ...


class DraftKeeper(QObject):
    """``kept`` names a place whose text has become durable, ``gone`` one where nothing waits any more."""

    kept = Signal(str)
    gone = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None, timer: Clockwork | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.known: dict[str, Draft] = {draft.place: draft for draft in drafts.every(session)}
        self._wanted: dict[str, Values | None] = {}
        self._stored = set(self.known)
        if timer is None:
            timer = QTimer(self)
            timer.setSingleShot(True)
        self._timer = timer
        self._timer.timeout.connect(self._due)

    @property
    def _off(self) -> bool:
        return self.session.closed or bool(getattr(self.session, "read_only", False))

    # -- what is typed

    def note(self, place: str, values: Values) -> None:
        """Something was typed; it is durable at the latest `KEEP_WITHIN_MS` after the first text that is not."""
        if self._off:
            return
        self.known[place] = Draft(place, values, self.session.clock.now())
        self._wanted[place] = values
        if not self._timer.isActive():  # never begun anew by the next key: one who types without a pause is kept too
            self._timer.start(KEEP_WITHIN_MS)

    def forget(self, place: str) -> None:
        """The text was saved or given up."""
        self._wanted.pop(place, None)
        if place in self._stored and not self._off:
            self._wanted[place] = None
            self.flush()
        self._leave(place)

    def forgotten(self, place: str) -> None:
        """The text was saved, and the transaction that did it has forgotten the draft."""
        self._wanted.pop(place, None)
        self._stored.discard(place)
        self._leave(place)

    def _leave(self, place: str) -> None:
        if self.known.pop(place, None) is not None:
            self.gone.emit(place)

    def waiting(self, place: str) -> Draft | None:
        """What is kept for a place, None when nothing is; erased texts are not brought back."""
        draft = self.known.get(place)
        if draft is not None and place not in self._wanted and not drafts.get(self.session, place):
            self.forgotten(place)
            return None
        return draft

    def saving(self, *places: str) -> AbstractContextManager[object]:
        """Round a verb that saves what was typed at the places."""
        return self._saving(tuple(place for place in places if place in self._stored or place in self._wanted))

    @contextmanager
    def _saving(self, places: tuple[str, ...]) -> Iterator[None]:
        with drafts.saved_by(self.session, places) as done:
            yield
        for place in done:
            self.forgotten(place)

    # -- writing

    @Slot()
    def _due(self) -> None:
        self.flush()

    def flush(self) -> bool:
        """Write what is not written yet; False when the store takes nothing now, which is tried again soon."""
        if not self._wanted or self._off:
            return True
        wanted = dict(self._wanted)
        if not drafts.try_keep(self.session, wanted):
            self._timer.start(AGAIN_MS)
            return False
        self._timer.stop()
        self._wanted.clear()
        for place, values in wanted.items():
            (self._stored.discard if values is None else self._stored.add)(place)
            if values is not None:
                self.kept.emit(place)
        return True


def keeper_of(app: AppContext) -> DraftKeeper:
    """The keeper of the open portfolio."""
    if app.drafts is None:
        app.drafts = DraftKeeper(app.session, app.bridge)
    assert isinstance(app.drafts, DraftKeeper)
    return app.drafts


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

    def saving(self) -> AbstractContextManager[object]:
        """Round the verb that saves the field."""
        if not self.place or self._offered:
            return nullcontext()
        return self.keeper.saving(self.place)

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
