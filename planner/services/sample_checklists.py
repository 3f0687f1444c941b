# SPDX-License-Identifier: Apache-2.0
"""The starter library in the sample, and what it says about the checks that the sample tells of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.entities.reviews.checklist_template import CHECKLIST_TEMPLATE, ChecklistTemplate, TemplateItem
from planner.entities.reviews.network_review import UsedTemplate
from planner.kernel.text import language
from planner.rules.asset_kinds import kind_of
from planner.rules.checklist import kinds
from planner.services.checklist_library import library
from planner.services.sample_story import START, Story

Row = dict[str, Any]
_SHORT = {
    "autonomy": "battery.autonomy",
    "capacity": "battery.capacity",
    "failover": "firewall.pair",
    "hot spots": "switchgear.hot-spots",
    "ring recovery": "line.protection",
    "session load": "firewall.sessions",
    "supply air": "cooling.supply",
}
"""Short words of the sample for checks of the library."""


def tell(story: Story) -> None:
    """All templates of the library, known in the story by their ids in the library."""
    for template in library(language()):
        values = {name: getattr(template, name) for name in CHECKLIST_TEMPLATE.names if name != "id"}
        story.ours[template.id] = story.add(CHECKLIST_TEMPLATE, START, **values).id


def told_by(story: Story, kind: str | None, line: Row) -> Row:
    """What the template for a kind of equipment says about a check of the sample; nothing where it has none such."""
    for english, own in zip(library("en"), library(language()), strict=True):
        if kind_of(kind) not in kinds(english):
            continue
        item = _same(english, own, line)
        if item is not None:
            told = {"advice": item.advice, "source": item.source if item.ok_range == line.get("ok_range") else ""}
            found = {name: value for name, value in told.items() if value}
            return {**found, "template_id": story.ours[english.id], "item_key": item.key, "cadence": item.cadence}
    return {}


def _same(english: ChecklistTemplate, own: ChecklistTemplate, line: Row) -> TemplateItem | None:
    wanted = line["item"].casefold()
    for item, shown in zip(english.items, own.items, strict=True):
        if item.item.casefold() == wanted or item.key == _SHORT.get(wanted):
            return replace(shown, ok_range=item.ok_range)
    return None


def used(story: Story, lines: list[Row]) -> tuple[UsedTemplate, ...]:
    """The templates that the checks of a site come from, as a review remembers them."""
    found: dict[str, UsedTemplate] = {}
    for line in lines:
        key = told_by(story, story.ids.get(f"kind {line['asset']}"), line).get("template_id")
        template = next((t for t in library(language()) if story.ours[t.id] == key), None)
        if template is not None and key is not None:
            found[key] = UsedTemplate(template_id=key, name=template.name, version=template.version)
    return tuple(found.values())
