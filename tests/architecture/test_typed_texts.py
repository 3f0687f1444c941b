# SPDX-License-Identifier: Apache-2.0
"""Every part of the windows in which one types either keeps its drafts or is named here with the reason why not."""

from __future__ import annotations

import ast
from pathlib import Path

import ui

ROOT = Path(ui.__file__).parent
FIELDS = frozenset(
    {
        "DateEditor", "DaysOffEditor", "ItemTableEditor", "LineEditor", "MoneyEditor", "NoteEdit", "NoteEditor",
        "NumberEditor", "QLineEdit", "QPlainTextEdit", "QTextEdit", "ReadingEdit", "RefEditor", "RefLine",
        "WordListEditor", "make_editor",
    }
)  # fmt: skip
KEEPERS = frozenset({"Following", "FormDraft", "FreeLine", "follow", "hold"})
EXEMPT = {
    "dialogs/about.py": "only read",
    "dialogs/erase_person.py": "what is typed to erase someone is not kept",
    "dialogs/error.py": "only read",
    "dialogs/first_run.py": "no portfolio is open yet",
    "dialogs/password_pair.py": "secrets are never kept",
    "dialogs/report.py": "only read",
    "dialogs/unlock_box.py": "secrets are never kept",
    "dialogs/recovery_sheet.py": "secrets are never kept",
    "dialogs/unsaved.py": "only read",
    "forms/bulk_row.py": "its panel follows it",
    "forms/chip_editors.py": "made of it",
    "forms/editors.py": "made of it",
    "forms/ref_editors.py": "made of it",
    "forms/text_editors.py": "made of it",
    "screens/account/small_questions.py": "who opens it follows it",
    "screens/review/day_window.py": "who opens it follows it",
    "screens/account/person_details.py": "only choices; its texts stand in forms",
    "screens/account/person_lines.py": "only choices",
    "screens/charts/tool_row.py": "a wish about the view, never stored",
    "screens/checklists/items_table.py": "its window keeps the whole template, with what stands in an open cell",
    "screens/checklists/pane.py": "its window keeps the whole template",
    "screens/export_plan/options.py": "a wish about the file, never stored",
    "screens/parts/holidays.py": "only read",
    "screens/parts/why_moved.py": "a wish about the view, never stored",
    "screens/show/setup.py": "minutes of a show, never stored",
    "screens/quick_review/fields.py": "its window keeps the whole form",
    "screens/quick_review/form.py": "its window keeps the whole form",
    "screens/review/check_delegate.py": "check_drafts.py follows it",
    "screens/review/field_inputs.py": "field_drafts.py follows it",
    "screens/review/head.py": "only a choice",
    "screens/today/reason.py": "its window follows it",
    "screens/what_if/subjects.py": "a search",
    "windows/palette.py": "a search",
}


def _calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def test_that_every_field_keeps_its_drafts_or_says_why_not() -> None:
    open_ones, told = [], set()
    for path in sorted(ROOT.rglob("*.py")):
        name, called = path.relative_to(ROOT).as_posix(), _calls(path)
        if not called & FIELDS:
            continue
        told.add(name)
        if not called & KEEPERS and name not in EXEMPT and "quick_review/window" not in name:
            open_ones.append(name)
    assert not open_ones, f"give the field to ui.forms.drafts (follow, hold), or name the file here: {open_ones}"
    assert set(EXEMPT) <= told, sorted(set(EXEMPT) - told)
