# SPDX-License-Identifier: Apache-2.0
"""What a review checks, from its templates and from last time's list (domain-model P7, entities 29 and 30)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Final, NamedTuple

from planner.entities.customers.asset import Asset
from planner.entities.reviews.checklist_template import ChecklistTemplate, TemplateItem
from planner.entities.reviews.inspection_result import InspectionResult
from planner.kernel.data import dataclass
from planner.rules.asset_kinds import ANY_OTHER, PLACES, kind_of, known

DUE_AFTER: Final = {"each": 0, "monthly": 27, "yearly": 335}
"""Days after which a check is due again; a little early rather than only at the review after the next."""
FINDINGS: Final = frozenset({"attention", "fail"})
STARTER: Final = "starter:"
"""Begins the id of a template that is in the starter library only."""
_LAST_GROUP: Final = "earlier_findings"

Spot = tuple[str | None, str]
"""A check at a place: the asset (None for the place itself), and the key or the words of the check."""

KNOWN: Final = frozenset(known())


class Wanted(NamedTuple):
    """One check that a template asks for."""

    template: ChecklistTemplate
    asset_id: str | None
    item: TemplateItem

    @property
    def spots(self) -> tuple[Spot, ...]:
        """By what the same check is found again: its key, and its words."""
        return spots(self.asset_id, self.item.key, self.item.item)


class Line(NamedTuple):
    """One check of a new review: what a template asks for, what was on the list last time, or both.

    ``fresh`` says that the template's words and limit hold, otherwise those of last time.
    """

    wanted: Wanted | None
    last: InspectionResult | None
    fresh: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a review takes place: the kind of the site, its equipment, and all templates there are."""

    site_kind: str
    assets: tuple[Asset, ...]
    pool: tuple[ChecklistTemplate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was before: the last list, the template versions it was made of, and when each spot was last checked."""

    checks: tuple[InspectionResult, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    checked: Mapping[Spot, date] = field(default_factory=dict)
    open_spots: frozenset[Spot] = frozenset()


def spots(asset_id: str | None, key: str | None, item: str) -> tuple[Spot, ...]:
    """By what a check is found again in another review: its key where it has one, and its words."""
    words = (asset_id, "“" + " ".join(item.casefold().split()))
    return ((asset_id, key), words) if key else (words,)


def kinds(template: ChecklistTemplate) -> frozenset[str]:
    """The known kinds, or spellings, that a template is for; empty means the place itself."""
    return frozenset(kind for text in template.asset_kinds if (kind := kind_of(text)))


def covers_place(template: ChecklistTemplate, site_kind: str) -> bool:
    """Whether its checks hang on the site itself: templates for no equipment, and those for this kind of place."""
    named = kinds(template)
    return not named or bool(named & PLACES and kind_of(site_kind) in named)


def assets_of(template: ChecklistTemplate, place: Place) -> tuple[Asset, ...]:
    """The equipment at the place that a template is for; none where its checks hang on the place itself."""
    named = kinds(template)
    if covers_place(template, place.site_kind):
        return ()
    if ANY_OTHER not in named:
        return tuple(asset for asset in place.assets if asset_kind(asset) in named)
    known = frozenset[str]().union(*(kinds(other) for other in place.pool)) - {ANY_OTHER}
    return tuple(asset for asset in place.assets if (kind := asset_kind(asset)) in named or kind not in known)


def asset_kind(asset: Asset) -> str:
    """The kind of a piece of equipment; without one the known kind that its name tells ("Battery W1"), "" for none."""
    if asset.kind:
        return kind_of(asset.kind)
    told = kind_of(asset.name)
    return told if told in KNOWN else ""


def wanted(templates: Iterable[ChecklistTemplate], place: Place) -> tuple[Wanted, ...]:
    """All checks that templates ask for at a place: the place first, then its equipment, earlier findings last.

    One for another kind of place that is chosen nevertheless is taken at its word.
    """
    chosen = tuple(templates)
    here = [t for t in chosen if covers_place(t, place.site_kind) or (kinds(t) & PLACES and not assets_of(t, place))]
    found = [Wanted(template, None, item) for template in here for item in template.items]
    by_asset: dict[str, list[ChecklistTemplate]] = {asset.id: [] for asset in place.assets}
    for template in chosen:
        for asset in assets_of(template, place):
            by_asset[asset.id].append(template)
    for key, for_it in by_asset.items():
        found += [Wanted(template, key, item) for template in for_it for item in template.items]
    return tuple(sorted(found, key=lambda one: one.item.group == _LAST_GROUP))


def is_due(cadence: str | None, last: date | None, on: date) -> bool:
    """Whether a check is due on a day when it was made last on another; one never made is due."""
    return last is None or (on - last).days >= DUE_AFTER.get(cadence or "each", 0)


def proposed(place: Place, past: Past, language: str) -> frozenset[str]:
    """The ids of the templates that a new review is ticked with.

    Without a last list those that fit. Otherwise those it was made of, and those that fit equipment it did not have.
    Of several that share their checks (another language, a copy) one is taken.
    """
    used = frozenset(check.item_key for check in past.checks if check.item_key)
    ticked = [t for t in place.pool if _fits(t, place, past, used)]
    ticked.sort(key=lambda t: (not _shares(t, used), t.origin == "starter", t.language != language, t.name, t.id))
    found: list[ChecklistTemplate] = []
    for template in ticked:
        keys = {item.key for item in template.items if item.key}
        if not any(_shares(other, keys) for other in found):
            found.append(template)
    return frozenset(template.id for template in found)


def _fits(template: ChecklistTemplate, place: Place, past: Past, used: frozenset[str]) -> bool:
    if not template.items:
        return False
    if past.checks and _shares(template, used):
        return True
    known = {check.asset_id for check in past.checks}
    on_place = covers_place(template, place.site_kind) and not past.checks
    return on_place or any(asset.id not in known for asset in assets_of(template, place))


def _shares(template: ChecklistTemplate, keys: Iterable[str]) -> bool:
    return any(item.key and item.key in keys for item in template.items)


def compose(chosen: Sequence[ChecklistTemplate], place: Place, past: Past, on: date) -> tuple[Line, ...]:
    """The list of a new review on a day, from the templates chosen and the last list.

    Last time's list comes first and keeps its limits unless its template has a newer version; what was taken out of
    it by hand stays out until then. A monthly or yearly check is left out while it is not due, unless it showed
    something. Checks of templates that are not chosen go; those that came from no template stay.
    """
    asked = wanted(chosen, place)
    by_spot: dict[Spot, Wanted] = {}
    for one in asked:
        for spot in one.spots:
            by_spot.setdefault(spot, one)
    of_templates = {item.key for template in place.pool for item in template.items if item.key}
    here = {None, *(asset.id for asset in place.assets)}
    lines: list[Line] = []
    taken: set[Spot] = set()
    told: set[tuple[str, str | None]] = set()
    for check in past.checks:
        own = spots(check.asset_id, check.item_key, check.item)
        match = next((by_spot[spot] for spot in own if spot in by_spot and spot not in taken), None)
        if match is not None:
            taken.update(match.spots)
            told.add((match.template.id, match.asset_id))
            if due(match, past, on):
                lines.append(Line(match, check, fresh=_newer(match.template, past)))
        elif check.asset_id in here and not (check.item_key and check.item_key in of_templates):
            lines.append(Line(None, check, fresh=False))
    new = [one for one in asked if not taken.intersection(one.spots) and not _taken_out(one, told, past)]
    rest = [one for one in new if due(one, past, on)]
    return (*lines, *(Line(one, None) for one in rest))


def _taken_out(one: Wanted, told: set[tuple[str, str | None]], past: Past) -> bool:
    """Whether a check that each review makes is missing from a list that had others of its template."""
    if one.item.cadence != "each" or (one.template.id, one.asset_id) not in told:
        return False
    return not _newer(one.template, past)


def due(one: Wanted, past: Past, on: date) -> bool:
    """Whether a check is due on a day; one that showed something always is."""
    if any(spot in past.open_spots for spot in one.spots):
        return True
    last = next((past.checked[spot] for spot in one.spots if spot in past.checked), None)
    return is_due(one.item.cadence, last, on)


def _newer(template: ChecklistTemplate, past: Past) -> bool:
    before = past.versions.get(template.id)
    return before is not None and template.version > before
