# SPDX-License-Identifier: Apache-2.0
"""Analysis in a review's report: each finding in plain words with its reading, limit, photo, advice and past."""

from __future__ import annotations

from decimal import Decimal

from planner.entities.reviews.inspection_result import GROUPS, RESULTS, InspectionResult
from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.rules.compare import CheckChange, State
from planner.rules.readings import limits, plain_number
from planner.views import blocks as b
from planner.views.blocks import Block, Section
from planner.views.plan import word
from planner.views.report import ReportInput
from planner.views.review_checks import GLYPHS, earlier, limit_words
from planner.views.review_compare import change_text, gone_text, reading_text
from planner.views.review_view import finding_words

_TRAIL = 5
_ROOM = Decimal("0.15")


def section(report: ReportInput) -> Section:
    """Section 3."""
    made: list[Block] = []
    if not report.findings:
        made.append(b.note(tr("No check needs attention.") if report.checks else tr("Nothing is inspected")))
    made += [_finding(report, check) for check in report.findings]
    made += _others(report, tr("Fixed since last time"), ("fixed",))
    made += _others(report, tr("Passed, and moving towards their limit"), ("worse",), passed=True)
    made += _others(report, tr("Better than last time"), ("better",))
    gone = report.comparison.of("gone")
    if gone:
        lines = [gone_text(change, report.asset(change.check.asset_id)) for change in gone]
        made += [b.heading(tr("No longer on the list")), b.bullets(lines)]
    return Section("findings", tr("Analysis"), tuple(made))


def _finding(report: ReportInput, check: InspectionResult) -> Block:
    change = report.changes.get(check.id)
    risks = [s.risk for s in report.states if check.id in s.risk.finding_ids]
    facts = [
        (tr("Compared"), change_text(change) if change else ""),
        (tr("Source of the limit"), check.source or ""),
        (tr("Risk"), "; ".join(f"{r.code or ''} {r.statement}".strip() for r in risks)),
    ]
    if report.internal:
        kept_back = "" if check.audience == "customer" else tr("not in the customer edition")
        facts += [(tr("Note"), check.note or ""), (tr("Clock"), check.clock_note or ""), (tr("Audience"), kept_back)]
    return {
        "t": "finding",
        "code": check.code or "",
        "glyph": GLYPHS.get(check.result, ""),
        "word": word(RESULTS, check.result),
        "title": finding_words(report.known, check),
        "group": word(GROUPS, check.group),
        "reading": reading_text(check),
        "limit": tr("limit {limit}", limit=limit_words(check.ok_range)) if check.ok_range else "",
        "bar": _bar(check, change),
        "text": check.finding or tr("No words were recorded for this finding."),
        "advice": check.advice or "",
        "advice_label": tr("Advice"),
        "facts": [list(row) for row in facts if row[1]],
        "trail": _trail(report, check),
        "photos": [list(photo) for photo in report.pictures.get(check.id, ())],
    }


def _trail(report: ReportInput, check: InspectionResult) -> list[dict[str, str]]:
    """What was read here in earlier reviews, the oldest first, then now."""
    days = {review.id: review.done_on for review in report.known.reviews}
    past = [r for r in earlier(report.known, check) if r.reading][-(_TRAIL - 1) :]
    if not past or not check.reading:
        return []
    found = []
    for result in (*past, check):
        on = days.get(result.review_id)
        found.append(
            {
                "day": day_text(on) if on else "",
                "reading": reading_text(result),
                "glyph": GLYPHS.get(result.result, ""),
            }
        )
    return found


def _bar(check: InspectionResult, change: CheckChange | None) -> Block | None:
    """A reading on a line with the good part of it, as shares 0..1; None where there are no numbers."""
    value = plain_number(check.reading)
    low, high = limits(check.ok_range)
    if value is None or (low is None and high is None):
        return None
    before = plain_number(change.before.reading) if change and change.before else None
    known = [v for v in (value, low, high, before) if v is not None]
    first, last = min(known), max(known)
    room = (last - first) * _ROOM or abs(value) * _ROOM or Decimal(1)
    # An open side is drawn to the edge, so that "< 80" is good from the left end on.
    start, end = first - room, last + room

    def share(point: Decimal) -> float:
        return float((point - start) / (end - start))

    return {
        "from": share(low) if low is not None else 0.0,
        "to": share(high) if high is not None else 1.0,
        "at": share(value),
        "before": share(before) if before is not None and before != value else None,
    }


def _others(report: ReportInput, title: str, states: tuple[State, ...], *, passed: bool = False) -> list[Block]:
    """A table of what changed without being a finding now."""
    found = [c for c in report.comparison.of(*states) if not passed or (c.now is not None and c.now.result == "pass")]
    if not found:
        return []
    rows = [
        [
            b.cell(finding_words(report.known, change.check), strong=True),
            reading_text(change.check) or "–",
            limit_words(change.check.ok_range) or "–",
            change_text(change),
        ]
        for change in found
    ]
    head = (tr("Asset, check"), tr("Reading"), tr("Limit"), tr("Compared"))
    aside = trn("{n} check", "{n} checks", len(found))
    return [b.heading(title, aside), b.table(head, rows, ("1.3fr", "24mm", "24mm", "1fr"))]
