# SPDX-License-Identifier: Apache-2.0
"""What is typed on the field sheet is kept while it is typed, and offered back after a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.kernel.text import tr
from planner.services import draft_places
from planner.services.drafts import Draft
from ui.context import AppContext
from ui.forms.draft_keeper import keeper_of
from ui.forms.draft_offer import beginning
from ui.screens.review.field_bar import FieldBar
from ui.screens.review.field_inputs import NoteBox, ReadingBox
from ui.text import short_moment


class FieldDrafts:
    """Follows reading and note of the check that is shown; the places are those of the table and the details."""

    def __init__(self, app: AppContext, reading: ReadingBox, note: NoteBox) -> None:
        self.keeper = keeper_of(app)
        self._boxes: dict[str, ReadingBox | NoteBox] = {"reading": reading, "note": note}
        self._key = ""
        reading.edited.connect(lambda _text: self._typed("reading"))
        note.edited.connect(lambda: self._typed("note"))

    def at(self, key: str) -> None:
        """The fields show this check now."""
        self._key = key

    def _place(self, name: str) -> str:
        return draft_places.record(INSPECTION_RESULT.name, self._key, name)

    def _typed(self, name: str) -> None:
        box = self._boxes[name]
        if not self._key or box.locked:
            return
        if box.dirty:
            self.keeper.note(self._place(name), {"typed": box.text, "text": box.text, "was": box.kept})
        else:
            self.keeper.forget(self._place(name))

    def saving(self, names: Iterable[str]) -> AbstractContextManager[object]:
        """Round the verb that keeps fields."""
        return self.keeper.saving(*(self._place(name) for name in names))

    def forget(self) -> None:
        """What was typed is given up."""
        for name in self._boxes:
            if self.keeper.waiting(self._place(name)) is not None:
                self.keeper.forget(self._place(name))

    def offer(self, bar: FieldBar, done: Callable[[], object]) -> bool:
        """Offer in a bar what was typed here and not saved; False where there is nothing."""
        for name, box in self._boxes.items():
            draft = self.keeper.waiting(self._place(name))
            if draft is None:
                continue
            if draft.text.strip() == box.kept:
                self.keeper.forget(self._place(name))
                continue
            self._say(bar, name, draft, done)
            return True
        return False

    def _say(self, bar: FieldBar, name: str, draft: Draft, done: Callable[[], object]) -> None:
        when = short_moment(draft.at) if draft.at else tr("earlier")
        label = tr("Reading") if name == "reading" else tr("Note")

        def put_back() -> None:
            self._boxes[name].put(draft.text)
            done()

        def discard() -> None:
            self.keeper.forget(self._place(name))
            done()

        lead = tr("{field}, typed {when} and not saved:", field=label, when=when)
        bar.say(lead, beginning(draft.text, 80), ((tr("Put back"), put_back), (tr("Discard"), discard)))
