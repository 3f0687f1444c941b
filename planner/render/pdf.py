# SPDX-License-Identifier: Apache-2.0
"""Documents as PDF: a template, JSON data and the shipped fonts, the same on every computer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr

_LANG = {"zh_CN": "zh", "zh_TW": "zh"}


def document(template: str, data: Mapping[str, object], *, language: str, as_of: date) -> bytes:
    """The PDF of a template in ``resources/templates``; equal data give equal bytes."""
    import typst

    values = {**data, "lang": _LANG.get(language, language)}
    try:
        made = typst.compile(
            str(_folder("templates") / f"{template}.typ"),
            root=str(_folder("templates")),
            font_paths=[str(_folder("fonts"))],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
            timestamp=datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC),
        )
    except typst.TypstError as fault:
        raise PlannerError(tr("The document could not be drawn. Your data is unchanged."), "document") from fault
    assert isinstance(made, bytes)
    return made


def _folder(name: str) -> Path:
    return Path(str(files("resources"))) / name
