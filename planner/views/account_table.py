# SPDX-License-Identifier: Apache-2.0
"""The account list as a table: which columns there are and what each cell says (ux W2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from planner.kernel.numbers import whole_change_of, whole_of
from planner.kernel.text import N_, tr
from planner.rules.account_rows import AccountRow, ScoreRow, SortKey
from planner.rules.words import HEALTH_BANDS, RISK_BANDS
from planner.views.tables import AnyCell, CellValue, Column, Row

COLUMNS: tuple[Column, ...] = (
    Column(
        key="grade",
        title=N_("Gr"),
        kind="grade",
        width=76,
        name=N_("Grade"),
        tip=N_("How much this customer matters to us, as somebody decided: S, A, B or C."),
    ),
    Column(key="name", title=N_("Account"), kind="text", width=200, tip=N_("The customer this plan is about.")),
    Column(
        key="next_due",
        title=N_("Next step"),
        kind="text",
        width=190,
        tip=N_("The open action that is due first; ▲ says that it is late or that there is none."),
    ),
    Column(
        key="last_review_on",
        title=N_("Last rev."),
        align="right",
        width=96,
        name=N_("Last review"),
        tip=N_("Days since the network was reviewed last; bold when the next review is due."),
    ),
    Column(
        key="health",
        title=N_("Health"),
        kind="glyph",
        width=128,
        tip=N_("How the account is doing out of 100, and whether it rises or falls; unproven under 60 % of the data."),
    ),
    Column(
        key="satisfaction",
        title=N_("Satisf."),
        kind="number",
        width=86,
        name=N_("Satisfaction"),
        tip=N_("What the customer's people said in callbacks, out of 100, and how many calls that rests on."),
    ),
    Column(
        key="risk_score",
        title=N_("Risk top"),
        kind="band",
        width=92,
        name=N_("Top risk"),
        tip=N_("The worst open risk of the account: Low, Medium, High or Extreme."),
    ),
    Column(key="industry", title=N_("Industry"), width=130, tip=N_("What business the customer is in.")),
    Column(key="owner", title=N_("Owner"), width=110, tip=N_("Who of us looks after the account.")),
    Column(key="city", title=N_("City"), width=110, tip=N_("Where the customer has its seat.")),
)
SHOWN = tuple(column.key for column in COLUMNS)
ON_CARD = ("grade", "next_due", "last_review_on", "health", "satisfaction", "risk_score")
SORT_WORDS = {
    "grade": N_("grade"),
    "name": N_("name"),
    "next_due": N_("next step"),
    "last_review_on": N_("last review"),
    "health": N_("health"),
    "satisfaction": N_("satisfaction"),
    "risk_score": N_("top risk"),
    "industry": N_("industry"),
    "owner": N_("owner"),
    "city": N_("city"),
}
_GLYPHS = {"healthy": "", "watch": "watch", "at_risk": "act", "critical": "act", "unproven": "unknown"}
_HEALTH_WORDS = dict(HEALTH_BANDS)
_TRENDS = {"up": "up", "down": "down", "steady": "flat"}  # where other components counted then, no way is drawn
_LETTERS = {name: letter for name, _, letter in RISK_BANDS}


def columns(shown: Sequence[str] = SHOWN) -> tuple[Column, ...]:
    """The chosen columns in their order."""
    return tuple(column for column in COLUMNS if column.key in shown)


def sort_sentence(sort: SortKey, then: SortKey | None) -> str:
    """What the list is sorted by, in words; the name decides last in any case."""
    words = [tr(SORT_WORDS.get(key.key, "")) for key in (sort, then or SortKey("name"))]
    if sort.key == "name":
        return tr("Sorted by {first}", first=words[0])
    return tr("Sorted by {first}, then {second}", first=words[0], second=words[1])


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
        text=str(whole_of(score.health)),
        second=word,
        state=_GLYPHS[score.health_band],
        trend=_arrow(score),
        reserve=True,
    )


def _arrow(score: ScoreRow) -> str:
    """As it was judged when the line was worked out: reading the rules here would keep a start waiting."""
    return _TRENDS.get(score.health_trend or "", "")


def health_words(account: AccountRow, days: int, held: str = "") -> str:
    """What a pointer over a health asks: the value, and how far it moved in so many days, also where it is steady.

    ``held`` is the clause where other rules were in force on the earlier day, "" where they were alike.
    """
    from planner.views.charts import signed

    score = account.score
    if score is None or score.health is None:
        return ""
    if score.health_band in {None, "unproven"}:
        return tr("unproven, {n} % of the data", n=score.completeness)
    word = tr(_HEALTH_WORDS[score.health_band or "unproven"])
    shown = tr("Health {value}, {band}", value=whole_of(score.health), band=word)
    if score.health_trend == "other":
        return tr("{health}; not comparable with {days} days ago: other components counted", health=shown, days=days)
    if score.health_change is None:
        return shown
    change = signed(whole_change_of(score.health, score.health_change))
    said = tr("{health}; {change} in {days} days", health=shown, change=change, days=days)
    return tr("{said}, {clause}", said=said, clause=held) if held else said


def _satisfaction(account: AccountRow, _today: date) -> AnyCell:
    score = account.score
    if score is None or score.satisfaction is None:
        return CellValue(text=tr("no calls"), color="muted", kind="text")
    n = score.satisfaction_n
    basis = tr("only {counts}", counts=n) if n < 3 else tr("n {n}", n=n)
    return CellValue(text=str(whole_of(score.satisfaction)), second=basis, raw=float(score.satisfaction))


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
