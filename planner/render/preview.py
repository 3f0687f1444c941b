# SPDX-License-Identifier: Apache-2.0
"""The pages of a document as small pictures, drawn from the same template as the PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr

_LANG = {"zh_CN": "zh", "zh_TW": "zh"}
PPI = 96.0


def pages(
    template: str, data: Mapping[str, object], *, language: str, as_of: date, ppi: float = PPI
) -> tuple[bytes, ...]:
    """PNG pictures of all pages; ``ppi`` is their points per inch. PlannerError when it can't be drawn."""
    import typst

    folder = Path(str(files("resources")))
    values = {**data, "lang": _LANG.get(language, language)}
    try:
        made: Any = typst.compile(
            str(folder / "templates" / f"{template}.typ"),
            root=str(folder / "templates"),
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
            format="png",
            ppi=ppi,
            sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
            timestamp=datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC),
        )
    except typst.TypstError as fault:
        raise PlannerError(tr("The preview could not be drawn. Your data is unchanged."), "preview") from fault
    found = made if isinstance(made, list) else [made]
    return tuple(bytes(page) for page in found)
