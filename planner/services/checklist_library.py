# SPDX-License-Identifier: Apache-2.0
"""The starter library of checklist templates in resources/checklists, in each language (issue 4, part 2)."""

from __future__ import annotations

from functools import lru_cache

from planner.entities.reviews.checklist_template import ChecklistTemplate
from planner.formats.checklist_file import ReadTemplate, read
from planner.kernel.text import LANGUAGES
from planner.rules.asset_kinds import word
from planner.rules.checklist import STARTER
from resources import resource


@lru_cache(maxsize=4)
def library(language: str) -> tuple[ChecklistTemplate, ...]:
    """All templates of the library in a language, English where it is not one of ours; they are in no portfolio."""
    code = language if language in {known for known, _ in LANGUAGES} else "en"
    files = sorted(resource("checklists").glob("*.toml"))
    return tuple(_template(one, code) for path in files for one in read(path.read_text("utf-8"), code))


def _template(one: ReadTemplate, language: str) -> ChecklistTemplate:
    return ChecklistTemplate(
        id=STARTER + one.items[0].key.rpartition(".")[0],
        name=one.name,
        domain=one.domain,
        asset_kinds=tuple(word(kind, language) for kind in one.asset_kinds),
        origin="starter",
        items=tuple(one.items),
        language=language,
        note=one.note or None,
    )
