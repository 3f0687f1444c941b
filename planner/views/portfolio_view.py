# SPDX-License-Identifier: Apache-2.0
"""W11: the portfolio on one page, as pure views of what was read set by set; each module is one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.numbers import whole_change_of, whole_of
from planner.kernel.text import N_, tr, trn
from planner.rules.account_rows import AccountRow
from planner.rules.portfolio import ATTENTION_MOST, FALL, REASONS_MOST, Attention, OpenRisk
from planner.rules.risk import BANDS, letter, word
from planner.rules.ruleset import HEALTH_BANDS, Rules
from planner.views.audience import INTERNAL, require
from planner.views.charts import ChartView, signed
from planner.views.portfolio_modules import (
    ATTENTION,
    HEALTH,
    RISKS,
    SATISFACTION,
    AccountDot,
    BandTally,
    HealthStrip,
    ModuleRow,
    RowsModule,
    Tally,
    Target,
)
from planner.views.tables import CellValue, Column

MOVERS: Final = 3
_WORDS: Final = dict(HEALTH_BANDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioView:
    """The page: how many accounts of how many, and its modules in their order; ``past`` is not of today."""

    as_of: date
    number: int
    every: int
    modules: tuple[ChartView, ...]
    past: bool = False

    @property
    def mark(self) -> str:
        """What stands over a page that is not of today, "" over one that is."""
        return tr("As it stood on {day}", day=day_text(self.as_of)) if self.past else ""

    def module(self, kind: str) -> ChartView | None:
        """The module of that kind, None where it is not on the page."""
        return next((m for m in self.modules if m.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the modules are built from: the accounts chosen with their derived values, and their open risks.

    ``today`` is the day of the page; ``held`` is the clause beside a change over days of different rules, or "".
    """

    accounts: Sequence[AccountRow]
    risks: Sequence[OpenRisk]
    rules: Rules
    today: date
    held: str = ""

    @property
    def names(self) -> Mapping[str, AccountRow]:
        """The accounts by id."""
        return {account.id: account for account in self.accounts}


def frame_of(kind: str, read: Read, subtitle: str) -> dict[str, Any]:
    """What every module has besides its title."""
    require(kind, INTERNAL)
    counts = trn("{n} account", "{n} accounts", len(read.accounts))
    return {
        "kind": kind,
        "account": tr("Portfolio"),
        "subtitle": subtitle,
        "footer": tr("{accounts} · {day}", accounts=counts, day=day_text(read.today)),
        "audience": INTERNAL,
        "as_of": read.today,
    }


def attention_module(read: Read, found: Sequence[Attention]) -> RowsModule:
    """At most seven accounts with their reasons; a row opens what the first reason names."""
    shown = [_attention_row(n, one) for n, one in enumerate(found[:ATTENTION_MOST], start=1)]
    rest = len(found) - len(shown)
    fallen = any(reason.tier == FALL for one in found for reason in one.reasons)
    title = trn("{n} account needs attention", "{n} accounts need attention", len(found))
    return RowsModule(
        **frame_of(ATTENTION, read, tr("Most pressing first, with the reason")),
        title=title if found else tr("No account needs attention"),
        rows=tuple(shown),
        columns=(
            Column(key="rank", title=N_("Rank"), kind="number", align="right"),
            Column(key="account", title=N_("Account"), width=160),
            Column(key="grade", title=N_("Grade")),
            Column(key="reason", title=N_("Reason"), width=320),
        ),
        rest=rest,
        rules_note=tr("Falls of health: {clause}", clause=read.held) if fallen and read.held else "",
        empty_text="" if found else tr("Nothing recorded asks for a step now."),
    )


def _attention_row(rank: int, one: Attention) -> ModuleRow:
    account, first = one.account, one.reasons[0]
    said = "; ".join(reason.text.text() for reason in one.reasons[:REASONS_MOST])
    return ModuleRow(
        key=account.id,
        target=Target(account_id=account.id, entity=first.entity, record=first.record),
        name=account.name,
        words=said,
        lead=str(rank),
        state=first.state,
        cells=(rank, account.name, account.grade, said),
    )


def health_module(read: Read) -> HealthStrip:
    """All accounts on the scale; the takeaway is what is below watch, or else who is not proven."""
    dots = sorted(
        (_dot(a, read) for a in read.accounts), key=lambda d: (d.value is None, d.value or 0.0, d.name.casefold())
    )
    proven = tuple(d for d in dots if d.proven)
    unproven = tuple(d for d in dots if not d.proven and d.value is not None)
    bands = _bands(read, proven)
    moved = [d for d in proven if d.change and abs(d.change) > read.rules.health.steady_within]
    moved.sort(key=lambda d: -abs(d.change or 0))
    days = read.rules.health.trend_days
    return HealthStrip(
        **frame_of(HEALTH, read, tr("Health 0–100, a dot is an account")),
        title=_health_title(bands, proven, len(read.accounts)),
        dots=proven,
        bands=bands,
        unproven=unproven,
        unknown=tuple(d for d in dots if d.value is None),
        movers=tuple(sorted(moved[: 2 * MOVERS], key=lambda d: d.change or 0)),
        movers_title=tr("Moved in {n} days", n=days),
        days=days,
        rules_note=read.held if any(d.change is not None for d in proven) else "",
        movers_none=_none_moved(read, proven),
    )


def _none_moved(read: Read, proven: Sequence[AccountDot]) -> str:
    """What stands for no movers: none moved enough, or nothing is compared at all."""
    if any(d.other for d in proven) and all(d.change is None for d in proven):
        return tr("not comparable")
    return tr("none by more than {n} points", n=read.rules.health.steady_within)


def _dot(account: AccountRow, read: Read) -> AccountDot:
    score = account.score
    value = None if score is None or score.health is None else score.health / 100
    proven = value is not None and score is not None and score.health_band != "unproven"
    change = None
    other = proven and score is not None and score.health_trend == "other"
    if proven and score is not None and score.health is not None and score.health_change is not None:
        change = whole_change_of(score.health, score.health_change)
    return AccountDot(
        account_id=account.id,
        name=account.name,
        grade=account.grade,
        value=value,
        band=score.health_band if score else None,
        proven=proven,
        change=change,
        sentence=_said(account, read, proven=proven, change=change),
        other=other,
    )


def _said(account: AccountRow, read: Read, *, proven: bool, change: int | None) -> str:
    score = account.score
    if score is None or score.health is None:
        return tr("{name}: nothing is known yet.", name=account.name)
    if not proven:
        return tr("{name}: unproven, {n} % of the data.", name=account.name, n=score.completeness)
    value, band = whole_of(score.health), tr(_WORDS[score.health_band or "unproven"])
    words = {"name": account.name, "value": value, "band": band}
    if score.health_trend == "other":
        return tr("{name}: {value}, {band}, not comparable with {days} days ago: other components counted.",
                  days=read.rules.health.trend_days, **words)  # fmt: skip
    if change is None:
        return tr("{name}: {value}, {band}.", **words)
    words |= {"change": signed(change), "days": read.rules.health.trend_days}
    if read.held:
        return tr("{name}: {value}, {band}, {change} in {days} days ({clause}).", **words, clause=read.held)
    return tr("{name}: {value}, {band}, {change} in {days} days.", **words)


def _bands(read: Read, proven: Sequence[AccountDot]) -> tuple[BandTally, ...]:
    limits = read.rules.health
    ends = (0, limits.at_risk_from, limits.watch_from, limits.healthy_from, 101)
    names = ("critical", "at_risk", "watch", "healthy")
    return tuple(
        BandTally(
            key=name,
            low=ends[n],
            high=min(100, ends[n + 1]),
            word=tr(_WORDS[name]),
            number=sum(d.band == name for d in proven),
        )
        for n, name in enumerate(names)
    )


def _health_title(bands: Sequence[BandTally], proven: Sequence[AccountDot], every: int) -> str:
    if not proven:
        return tr("No account’s health is proven yet")
    low = sum(b.number for b in bands[:2])
    if low:
        return tr("{n} of {total} proven accounts at risk or critical", n=low, total=len(proven))
    if len(proven) < every:
        return trn("{n} of {total} accounts is proven, none at risk",
                   "{n} of {total} accounts are proven, none at risk", len(proven), total=every)  # fmt: skip
    return tr("No account is at risk")


def risks_module(read: Read) -> RowsModule:
    """The open risks by band, and below them the worst; the takeaway is how many high ones are unprepared."""
    lacking = [r for r in read.risks if r.lacks]
    if lacking:
        title = trn("{n} high or extreme risk is unprepared", "{n} high or extreme risks are unprepared", len(lacking))
    else:
        title = tr("Every high or extreme risk is prepared") if read.risks else tr("No open risk is recorded")
    tallies = [
        Tally(key=b, number=sum(r.band == b for r in read.risks), word=tr(word(b)), letter=tr(letter(b)), band=b)
        for b in reversed(BANDS)
    ]
    unrated = sum(r.band is None for r in read.risks)
    tallies.append(Tally(key="unrated", number=unrated, word=tr("not rated"), state="unknown"))
    names = read.names
    return RowsModule(
        **frame_of(RISKS, read, trn("{n} open risk", "{n} open risks", len(read.risks))),
        title=title,
        rows=tuple(_risk_row(r, names[r.account_id].name) for r in read.risks if r.account_id in names),
        columns=(
            Column(key="code", title=N_("Number")),
            Column(key="account", title=N_("Account"), width=140),
            Column(key="risk", title=N_("Risk"), width=220),
            Column(key="score", title=N_("Score"), kind="number", align="right"),
            Column(key="band", title=N_("Band")),
            Column(key="lacks", title=N_("Still needed"), width=160),
        ),
        tallies=tuple(tallies) if read.risks else (),
        empty_text="" if read.risks else tr("Risks show up here as they are recorded with an account."),
    )


def _risk_row(risk: OpenRisk, account: str) -> ModuleRow:
    lacks = tr(risk.lacks) if risk.lacks else ""
    band = risk.band or ""
    words = tr("{account}: {lacks}", account=account, lacks=lacks) if lacks else account
    said = tr("{code} {statement}", code=risk.code, statement=risk.statement) if risk.code else risk.statement
    shown = CellValue(text=tr(word(band)) if band else tr("not rated"), data=band or None)
    cells = (risk.code, account, risk.statement, risk.score, shown, lacks)
    return ModuleRow(
        key=risk.id,
        target=Target(account_id=risk.account_id, entity="risk", record=risk.id),
        name=said,
        words=words,
        lead=tr(letter(band)) if band else "",
        band=band,
        value="" if risk.score is None else str(risk.score),
        state="act" if lacks else "",
        cells=cells,
    )


def satisfaction_module(read: Read) -> RowsModule:
    """The index of every account that has one, the lowest first; of few answers it says so."""
    known = [a for a in read.accounts if a.score is not None and a.score.satisfaction is not None]
    known.sort(key=lambda a: ((a.score.satisfaction if a.score else 0) or 0, a.name.casefold()))
    least, target = read.rules.satisfaction.thin_below, read.rules.satisfaction.target
    without = len(read.accounts) - len(known)
    below = sum(((a.score.satisfaction if a.score else 0) or 0) < 100 * target for a in known)
    title = tr("{n} of {total} accounts below the target of {target}", n=below, total=len(known), target=target)
    if not known:
        title = tr("No callback of the last year is recorded")
    return RowsModule(
        **frame_of(SATISFACTION, read, tr("Over a year · line: target {target} · hollow: under {n} callbacks",
                                          target=target, n=least)),
        title=title,
        rows=tuple(_satisfaction_row(a, least) for a in known),
        columns=(
            Column(key="account", title=N_("Account"), width=180),
            Column(key="index", title=N_("Index"), kind="number", align="right"),
            Column(key="n", title=N_("Callbacks"), kind="number", align="right"),
            Column(key="thin", title=N_("Basis")),
        ),
        note=trn("{n} account without a callback in a year", "{n} accounts without a callback in a year", without)
        if without else "",
        note_state="unknown" if without else "",
        limit=target / 100,
        empty_text="" if known else tr("Record callbacks after a service; the index follows."),
    )  # fmt: skip


def _satisfaction_row(account: AccountRow, least: int) -> ModuleRow:
    score = account.score
    assert score is not None
    assert score.satisfaction is not None
    value, thin = whole_of(score.satisfaction), score.satisfaction_n < least
    words = trn("{n} callback", "{n} callbacks", score.satisfaction_n)
    words = tr("only {counts}", counts=words) if thin else words
    return ModuleRow(
        key=account.id,
        target=Target(account_id=account.id, entity="timeline"),
        name=account.name,
        words=words,
        value=str(value),
        share=score.satisfaction / 10_000,
        thin=thin,
        cells=(account.name, value, score.satisfaction_n, words if thin else ""),
    )
