# SPDX-License-Identifier: Apache-2.0
"""Present state in a review's report: scope, what was inspected, results by group, and what was not checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from planner.entities.customers.asset import Asset
from planner.entities.reviews.inspection_result import GROUPS, RESULTS
from planner.kernel.dates import day_text
from planner.kernel.text import language, tr, trn
from planner.rules.asset_kinds import word as kind_word
from planner.rules.review import CHECKED
from planner.views import blocks as b
from planner.views.blocks import Block, Section
from planner.views.plan import dash, word
from planner.views.report import ReportInput

_SOON = timedelta(days=365)


def section(report: ReportInput) -> Section:
    """Section 2."""
    long: Block = {"t": "pairs", "rows": [[label, words] for label, words in _basis(report)]}
    made: list[Block] = [b.heading(tr("Scope")), b.facts(_scope(report)), long]
    made += [*_inventory(report), *_groups(report), *_left(report)]
    return Section("state", tr("Present state"), tuple(made), fresh=True)


def _scope(report: ReportInput) -> list[tuple[str, str]]:
    review, before = report.records.review, report.comparison.before
    assets = {check.asset_id for check in report.checks if check.asset_id and check.result in CHECKED}
    return [
        (tr("Site"), report.site.name if report.site else tr("All sites")),
        (tr("Kind of site"), dash(report.site.kind if report.site else None)),
        (tr("Inspected on"), day_text(review.done_on) if review.done_on else "–"),
        (tr("Last inspection"), day_text(before.done_on) if before and before.done_on else "–"),
        (tr("Assets inspected"), str(len(assets))),
        (tr("Checks"), str(len(report.checks))),
    ]


def _basis(report: ReportInput) -> list[tuple[str, str]]:
    """The checklists that were followed, and what the customer permitted."""
    lists = ", ".join(
        tr("{name}, version {n}", name=used.name, n=used.version) if used.version else used.name
        for used in report.records.review.templates
    )
    leave = report.leave
    rows = [(tr("Checklists"), lists or tr("by agreement"))]
    return [*rows, (tr("What may be done"), leave.scope)] if leave is not None else rows


def _inventory(report: ReportInput) -> list[Block]:
    inspected = {check.asset_id for check in report.checks if check.asset_id}
    here = [a for a in report.known.assets if a.id in inspected]
    others = [a for a in report.known.assets if a.site_id == report.records.review.site_id and a.id not in inspected]
    made: list[Block] = [b.heading(tr("Equipment inspected"))]
    made.append(_table(report, here) if here else b.note(tr("No equipment is named in the checks.")))
    if others:
        names = ", ".join(asset.name for asset in others)
        made.append(b.note(tr("Not part of this inspection: {names}.", names=names)))
    return made


def _table(report: ReportInput, assets: list[Asset]) -> Block:
    """The inventory with the columns of which something is known."""
    columns: list[tuple[str, str, Callable[[ReportInput, Asset], b.Cell], bool]] = [
        (tr("Asset"), "1.4fr", _name, False),
        (tr("Model, version"), "1.2fr", _model, False),
        (tr("Serial number"), "20mm", lambda _r, a: dash(a.serial), False),
        (tr("End of support"), "30mm", _support, False),
        (tr("Criticality"), "16mm", lambda _r, a: dash(a.criticality), True),
        (tr("Redundant"), "18mm", _redundant, False),
        (tr("Spare part kept at"), "1fr", lambda _r, a: dash(a.spare_place), False),
        (tr("Checks"), "25mm", _results, False),
    ]
    rows = [[make(report, asset) for _, _, make, _ in columns] for asset in assets]
    kept = [n for n in range(len(columns)) if any(_said(row[n]) for row in rows)]
    shown = [[row[n] for n in kept] for row in rows]
    right = [place for place, n in enumerate(kept) if columns[n][3]]
    return b.table([columns[n][0] for n in kept], shown, [columns[n][1] for n in kept], right=right)


def _said(cell: b.Cell) -> bool:
    return cell != "–" if isinstance(cell, str) else cell["text"] != "–"


def _name(_report: ReportInput, asset: Asset) -> b.Cell:
    return b.cell(asset.name, kind_word(asset.kind, language()) if asset.kind else "", strong=True)


def _model(_report: ReportInput, asset: Asset) -> b.Cell:
    return b.cell(dash(asset.model or asset.version), (asset.version or "") if asset.model else "")


def _support(report: ReportInput, asset: Asset) -> b.Cell:
    end = asset.end_of_support
    if end is None:
        return "–"
    if end < report.as_of:
        return b.cell(day_text(end), tr("support has ended"), glyph="act")
    if end <= report.as_of + _SOON:
        return b.cell(day_text(end), tr("within a year"), glyph="watch")
    return day_text(end)


def _redundant(_report: ReportInput, asset: Asset) -> b.Cell:
    return "–" if asset.redundancy is None else tr("yes") if asset.redundancy else tr("no")


def _results(report: ReportInput, asset: Asset) -> b.Cell:
    """How the checks of an asset came out: the worst first."""
    results = [check.result for check in report.checks if check.asset_id == asset.id]
    for kind, glyph, text in (
        ("fail", "act", tr("{n} of {all} failed", n=results.count("fail"), all=len(results))),
        ("attention", "watch", tr("{n} of {all} attention", n=results.count("attention"), all=len(results))),
        ("not_checked", "unknown", tr("{n} of {all} not checked", n=results.count("not_checked"), all=len(results))),
    ):
        if kind in results:
            return b.cell(text, glyph=glyph)
    return b.cell(trn("{n} passed", "{n} passed", len(results)), glyph="fine")


def _groups(report: ReportInput) -> list[Block]:
    if not report.checks:
        return [b.heading(tr("Results by group")), b.note(tr("No checks are recorded in it."))]
    kinds = [value for value, _ in RESULTS]
    rows: list[list[b.Cell]] = []
    for key, _ in GROUPS:
        counted = [sum(c.group == key and c.result == kind for c in report.checks) for kind in kinds]
        if any(counted):
            rows.append([b.cell(word(GROUPS, key), strong=True), *(_count(n) for n in counted), str(sum(counted))])
    total = [sum(c.result == kind for c in report.checks) for kind in kinds]
    rows.append([b.cell(text, strong=True) for text in (tr("Sum"), *map(str, total), str(sum(total)))])
    head = (tr("Group"), *(tr(label) for _, label in RESULTS), tr("Sum"))
    table = b.table(head, rows, ("1fr", "18mm", "22mm", "18mm", "26mm", "30mm", "16mm"), right=(1, 2, 3, 4, 5, 6))
    return [b.together([b.heading(tr("Results by group")), table])]


def _count(number: int) -> str:
    return str(number) if number else "–"


def _left(report: ReportInput) -> list[Block]:
    """What nobody looked at is told, so that nothing seems to have passed that was not seen."""
    left = [check for check in report.checks if check.result == "not_checked"]
    if not left:
        return []
    title = trn("{n} check was not made", "{n} checks were not made", len(left))
    named: dict[str, list[str]] = {}
    for check in left:
        named.setdefault(report.asset(check.asset_id), []).append(check.item)
    lines = [
        tr("{asset}: {checks}", asset=asset, checks=", ".join(items)) if asset else ", ".join(items)
        for asset, items in named.items()
    ]
    return [b.heading(title, tr("nothing is said about these")), b.text("; ".join(lines) + ".")]
