# SPDX-License-Identifier: Apache-2.0
"""The editor of a field by its kind, and the names of all editors in one place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from planner.entities.spec import FieldSpec, Kind
from planner.kernel.text import tr
from ui.actions.spec import READING
from ui.forms.chip_editors import ChipEditor, RefListEditor, WordListEditor
from ui.forms.choice_editors import (
    AudienceEditor,
    ChoiceEditor,
    ScoreEditor,
    SegmentEditor,
    YesNoEditor,
    is_short_scale,
)
from ui.forms.date_editors import CalendarPopup, DateEditor, MomentEditor
from ui.forms.editor import Editor
from ui.forms.field_row import FieldRow
from ui.forms.item_editor import ItemTableEditor
from ui.forms.parse import InputFault
from ui.forms.ref_editors import RefEditor, RefLine
from ui.forms.refs import RefSource
from ui.forms.scales import scale_words
from ui.forms.text_editors import LineEditor, MoneyEditor, NoteEditor, NumberEditor, ShownEditor, TextLine

__all__ = [
    "AudienceEditor",
    "CalendarPopup",
    "ChipEditor",
    "ChoiceEditor",
    "DateEditor",
    "Editor",
    "FieldRow",
    "InputFault",
    "ItemTableEditor",
    "LineEditor",
    "MomentEditor",
    "MoneyEditor",
    "NoteEditor",
    "NumberEditor",
    "RefEditor",
    "RefLine",
    "RefListEditor",
    "RefSource",
    "ScoreEditor",
    "SegmentEditor",
    "ShownEditor",
    "TextLine",
    "WordListEditor",
    "YesNoEditor",
    "make_editor",
]

Make = Callable[[FieldSpec, RefSource, QWidget | None], Editor]


def make_editor(field: FieldSpec, refs: RefSource, parent: QWidget | None = None) -> Editor:
    """A new editor for the field; values that only verbs set get one that shows and never edits."""
    if not field.editable:
        return ShownEditor(field, parent)
    editor = AudienceEditor(field, parent) if field.name == "audience" else _BY_KIND[field.kind](field, refs, parent)
    if refs.session.read_only:
        editor.lock(tr(READING))
    return editor


def _score(field: FieldSpec, _refs: RefSource, parent: QWidget | None) -> Editor:
    if scale_words(field.name):
        return ChoiceEditor(field, parent)
    return ScoreEditor(field, parent) if is_short_scale(field) else NumberEditor(field, parent)


def _date(field: FieldSpec, refs: RefSource, parent: QWidget | None) -> Editor:
    return DateEditor(field, refs.session.today, parent)


def _moment(field: FieldSpec, refs: RefSource, parent: QWidget | None) -> Editor:
    return MomentEditor(field, refs.session.today, parent)


def _list(field: FieldSpec, refs: RefSource, parent: QWidget | None) -> Editor:
    if field.item is not None:
        return ItemTableEditor(field, field.item, parent)
    return RefListEditor(field, refs, parent) if field.ref else WordListEditor(field, parent)


def _ref(field: FieldSpec, refs: RefSource, parent: QWidget | None) -> Editor:
    return RefEditor(field, refs, parent)


def _plain(kind: type[LineEditor | NoteEditor | NumberEditor | MoneyEditor | YesNoEditor | ChoiceEditor]) -> Make:
    return lambda field, _refs, parent: kind(field, parent)


_BY_KIND: dict[Kind, Make] = {
    Kind.TEXT: _plain(LineEditor),
    Kind.NOTE: _plain(NoteEditor),
    Kind.INT: _plain(NumberEditor),
    Kind.PERCENT: _plain(NumberEditor),
    Kind.MONEY: _plain(MoneyEditor),
    Kind.BOOL: _plain(YesNoEditor),
    Kind.CHOICE: _plain(ChoiceEditor),
    Kind.SCORE: _score,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.LIST: _list,
    Kind.REF: _ref,
}
