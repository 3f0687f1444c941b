# SPDX-License-Identifier: Apache-2.0
"""The account list as a table: which columns there are and what each cell says (ux W2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from planner.kernel.text import N_, tr
from planner.rules.account_rows import AccountRow, ScoreRow
from planner.rules.words import HEALTH_BANDS, RISK_BANDS
from planner.views.tables import AnyCell, CellValue, Column, Row

COLUMNS: tuple[Column, ...] = (
    Column(key="grade", title=N_("Gr"), kind="grade", width=64),
    Column(key="name", title=N_("Account"), kind="text", width=200),
    Column(key="next_due", title=N_("Next step"), kind="text", width=190),
    Column(key="last_review_on", title=N_("Last rev."), align="right", width=76),
    Column(key="health", title=N_("Health"), kind="glyph", width=128),
    Column(key="satisfaction", title=N_("Satisf."), kind="number", width=86),
    Column(key="risk_score", title=N_("Risk top"), kind="band", width=92),
    Column(key="industry", title=N_("Industry"), width=130),
    Column(key="owner", title=N_("Owner"), width=110, sortable=False),
    Column(key="city", title=N_("City"), width=110, sortable=False),
)
SHOWN = tuple(column.key for column in COLUMNS)
SORT_WORDS = {
    "grade": N_("Sorted by grade, then name"),
    "name": N_("Sorted by name"),
    "next_due": N_("Sorted by next step"),
    "last_review_on": N_("Sorted by last review"),
    "health": N_("Sorted by health"),
    "satisfaction": N_("Sorted by satisfaction"),
    "risk_score": N_("Sorted by top risk"),
    "industry": N_("Sorted by industry"),
}
_GLYPHS = {"healthy": "", "watch": "watch", "at_risk": "act", "critical": "act", "unproven": "unknown"}
_HEALTH_WORDS = dict(HEALTH_BANDS)
_LETTERS = {name: letter for name, _, letter in RISK_BANDS}


def columns(shown: Sequence[str] = SHOWN) -> tuple[Column, ...]:
    """The chosen columns in their order."""
    return tuple(column for column in COLUMNS if column.key in shown)


def rows(accounts: Sequence[AccountRow], today: date, shown: Sequence[str] = SHOWN) -> list[Row]:
    """The lines of the list for the chosen columns."""
    makers = [_CELLS[column.key] for column in columns(shown)]
    return [Row(key=a.id, cells=tuple(make(a, today) for make in makers)) for a in accounts]


def _grade(account: AccountRow, _today: date) -> AnyCell:
    letter = "" if account.grade == "ungraded" else account.grade
    return CellValue(state=letter.lower(), raw=account.grade, said=letter)


def _name(account: AccountRow, _today: date) -> AnyCell:
    return CellValue(text=account.name, role="name")


def _next(account: AccountRow, today: date) -> AnyCell:
    score = account.score
    if score is None:
        return None
    if score.next_action is None:
        return CellValue(text=tr("none yet"), state="watch", kind="glyph")
    late = score.next_due is not None and score.next_due < today
    return CellValue(text=score.next_action, state="watch" if late else "", kind="glyph" if late else "text")


def _last_review(account: AccountRow, today: date) -> AnyCell:
    score = account.score
    if score is None or score.last_review_on is None:
        return None
    days = (today - score.last_review_on).days
    strong = score.review_state in ("due", "overdue")
    return CellValue(text=tr("{n} d", n=days), raw=float(days), role="strong" if strong else "body")


def _health(account: AccountRow, _today: date) -> AnyCell:
    score = account.score
    if score is None or score.health_band is None:
        return CellValue(text=tr("no data"), color="muted", kind="text")
    word = tr(_HEALTH_WORDS[score.health_band])
    if score.health_band == "unproven" or score.health is None:
        return CellValue(second=word, state="unknown", reserve=True)
    return CellValue(
        text=str(round(score.health / 100)),
        second=word,
        state=_GLYPHS[score.health_band],
        trend=_arrow(score),
        reserve=True,
    )


def _arrow(score: ScoreRow) -> str:
    if score.health_change is None:
        return ""
    return "up" if score.health_change > 300 else "down" if score.health_change < -300 else "flat"


def _satisfaction(account: AccountRow, _today: date) -> AnyCell:
    score = account.score
    if score is None or score.satisfaction is None:
        return CellValue(text=tr("no calls"), color="muted", kind="text")
    basis = tr("thin") if score.satisfaction_n < 3 else tr("n {n}", n=score.satisfaction_n)
    return CellValue(text=str(round(score.satisfaction / 100)), second=basis, raw=float(score.satisfaction))


def _risk(account: AccountRow, _today: date) -> AnyCell:
    score = account.score
    if score is None or score.risk_band is None:
        return None
    return CellValue(text=score.risk_code or "", state=score.risk_band, second="", raw=float(score.risk_score or 0))


def _plain(name: str) -> Callable[[AccountRow, date], AnyCell]:
    return lambda account, _today: CellValue(text=getattr(account, name) or "–", color="muted")


_CELLS: dict[str, Callable[[AccountRow, date], AnyCell]] = {
    "grade": _grade,
    "name": _name,
    "next_due": _next,
    "last_review_on": _last_review,
    "health": _health,
    "satisfaction": _satisfaction,
    "risk_score": _risk,
    "industry": _plain("industry"),
    "owner": _plain("owner"),
    "city": _plain("city"),
}
