# SPDX-License-Identifier: Apache-2.0
"""Why a value moved between two days as a waterfall: start, steps up and down with their records, end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, short_day
from planner.kernel.numbers import decimal_text
from planner.kernel.text import N_, Message, tr, trn
from planner.rules.explain import Evidence
from planner.rules.health import LABELS
from planner.rules.movement import CAUSES, Move, Movement
from planner.views.audience import require
from planner.views.charts import MINUS, ChartView
from planner.views.tables import Column, Row, TableView

MOVEMENT: Final = "movement"
NAMES: Final = {
    "health": N_("Health"),
    **LABELS,
    "key": N_("Key relation"),
    "general": N_("General relation"),
    "hygiene": N_("Plan hygiene"),
}
_ROUND: Final = Decimal(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stair:
    """One step: from ``start`` to ``end`` on the scale of the value, its words, and the records behind it."""

    id: str
    text: str
    cause: str
    points: Decimal
    start: Decimal
    end: Decimal
    records: tuple[Evidence, ...] = ()

    @property
    def signed(self) -> str:
        """The points with their sign."""
        return signed_points(self.points)

    @property
    def sentence(self) -> str:
        """The step in words, with its newest record."""
        said = tr("{text}: {points}, {cause}", text=self.text, points=self.signed, cause=self.cause)
        if not self.records:
            return said
        return tr("{said} · {record}", said=said, record=record_words(self.records[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementChart(ChartView):
    """The waterfall; ``low`` to ``high`` is the part of the scale that is drawn; ``empty_text`` says why nothing is.

    ``lead`` is the id of the step that the drafted title names, "" where it names none.
    """

    measure: str
    since: date
    before: Decimal | None = None
    after: Decimal | None = None
    before_label: str = ""
    after_label: str = ""
    stairs: tuple[Stair, ...] = ()
    lead: str = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100)
    empty_text: str = ""

    def share(self, value: Decimal) -> float:
        """The place of a value on the part of the scale that is drawn, 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    def fitted(self, room: int) -> tuple[Stair, ...]:
        """At most ``room`` steps: the smallest of more are put together as the last, so that the sum stays whole."""
        if len(self.stairs) <= max(2, room):
            return self.stairs
        kept, rest = self.stairs[: max(1, room - 1)], self.stairs[max(1, room - 1) :]
        return (*kept, _folded(rest))

    @override
    def table(self) -> TableView:
        """Start, every step with all its records, end."""
        columns = (
            Column(key="step", title=N_("Step"), width=220),
            Column(key="points", title=N_("Points"), kind="number", align="right", width=80),
            Column(key="value", title=N_("Value"), kind="number", align="right", width=80),
            Column(key="cause", title=N_("What happened"), width=220),
            Column(key="records", title=N_("Records"), width=260),
        )
        if self.before is None or self.after is None:
            return TableView(columns=columns)
        rows = [Row(key="start", cells=(self.before_label, None, float(self.before), "", ""))]
        rows += [
            Row(key=s.id, cells=(s.text, float(s.points), float(s.end), s.cause, _records(s.records)))
            for s in self.stairs
        ]
        change = float(self.after - self.before)
        rows.append(Row(key="end", cells=(self.after_label, change, float(self.after), "", "")))
        return TableView(columns=columns, rows=tuple(rows))

    @override
    def sentence(self) -> str:
        """From where to where, the largest steps, and how many more."""
        if self.before is None or self.after is None or not self.stairs:
            return tr("{title}. {why}", title=self.title, why=self.empty_text)
        way = tr("{title}. From {before} on {since} to {after} on {day}.", title=self.title,
                 before=decimal_text(self.before), since=day_text(self.since), after=decimal_text(self.after),
                 day=day_text(self.as_of))  # fmt: skip
        said = [way, *(tr("{step}.", step=stair.sentence.rstrip(".。")) for stair in self.stairs[:3])]
        rest = len(self.stairs) - 3
        if rest > 0:
            said.append(trn("And {n} more step.", "And {n} more steps.", rest))
        return " ".join(said)


def movement_view(
    found: Movement, measure: str, account: str, *, audience: str = "internal", name: str = ""
) -> MovementChart:
    """The way as a chart; ``name`` is what the value is called where it is none of the known ones (a risk's number).

    PlannerError for the customer: every one of these values is an internal judgement.
    """
    require(MOVEMENT, audience)
    called = tr(NAMES[measure]) if measure in NAMES else name or measure
    since, day, why_not = found.before.as_of, found.after.as_of, found.why_not
    before, after = found.before.shown, found.after.shown
    shared = {
        "kind": MOVEMENT,
        "account": account,
        "measure": measure,
        "audience": audience,
        "as_of": day,
        "since": since,
        "subtitle": _subtitle(called, since, day),
        "completeness": found.after.completeness,
    }
    if why_not is not None or before is None or after is None:
        title = tr("{name} cannot be compared with {since}", name=called, since=short_day(since))
        return MovementChart(title=title, footer="", empty_text=why_not.text() if why_not else "", **shared)  # type: ignore[arg-type]
    stairs = _stairs(found.moves, before)
    low, high = _scale(before, after, stairs, found.after.max)
    return MovementChart(
        title=_title(called, found, stairs),
        footer=_footer(stairs, after - before, low),
        before=before,
        after=after,
        before_label=day_text(since),
        after_label=day_text(day),
        stairs=stairs,
        lead=_lead(stairs, after - before),
        low=low,
        high=high,
        empty_text="" if stairs else tr("Nothing moved it between these days."),
        **shared,  # type: ignore[arg-type]
    )


def _subtitle(called: str, since: date, day: date) -> str:
    return tr("{name} from {since} to {day}, in points", name=called, since=day_text(since), day=day_text(day))


def _footer(stairs: Sequence[Stair], change: Decimal, low: Decimal) -> str:
    """What the steps sum to, and where the scale begins when that is not 0."""
    words = {"steps": trn("{n} step", "{n} steps", len(stairs)), "change": signed_points(change)}
    if low:
        return tr("{steps}, in sum {change}. The scale begins at {low}.", low=decimal_text(low), **words)
    return tr("{steps}, in sum {change}.", **words)


def signed_points(points: Decimal) -> str:
    """A change with its sign and one place: "+2.1", "−0.4"."""
    text = decimal_text(abs(points))
    return f"+{text}" if points > 0 else f"{MINUS}{text}" if points < 0 else text


def record_words(record: Evidence) -> str:
    """A record in a few words: day, grade, text."""
    from planner.entities.registry import BY_NAME

    spec = BY_NAME.get(record.entity)
    words = record.text or (tr(spec.label) if spec else record.entity)
    return " · ".join(part for part in (short_day(record.on) if record.on else "", record.grade or "", words) if part)


def _records(records: Sequence[Evidence]) -> str:
    return "; ".join(record_words(record) for record in records)


def _stairs(moves: Sequence[Move], before: Decimal) -> tuple[Stair, ...]:
    found: list[Stair] = []
    at = before
    for number, move in enumerate(moves):
        found.append(
            Stair(
                id=f"step-{number}",
                text=move.text.text(),
                cause=tr(CAUSES[move.cause]),
                points=move.points,
                start=at,
                end=at + move.points,
                records=move.records,
            )
        )
        at += move.points
    return tuple(found)


def _folded(rest: Sequence[Stair]) -> Stair:
    records = tuple({(r.entity, r.id): r for stair in rest for r in stair.records}.values())
    points = sum((stair.points for stair in rest), Decimal(0))
    return Stair(
        id="step-rest",
        text=trn("{n} other step", "{n} other steps", len(rest)),
        cause=tr("the table names each"),
        points=points,
        start=rest[0].start,
        end=rest[-1].end,
        records=records,
    )


def _scale(before: Decimal, after: Decimal, stairs: Sequence[Stair], top: Decimal) -> tuple[Decimal, Decimal]:
    """The tens round everything that is drawn, at least twenty wide, so that a small step is not made to look large."""
    step = _ROUND if top >= 50 else Decimal(5)
    values = [before, after, *(s.end for s in stairs)]
    low = (min(values) / step - Decimal("0.2")).to_integral_value(ROUND_FLOOR) * step
    high = (max(values) / step).to_integral_value(ROUND_CEILING) * step
    low, high = max(Decimal(0), low), min(max(top, high), max(high, low + 2 * step))
    return max(Decimal(0), min(low, high - 2 * step)), high


def _most(stairs: Sequence[Stair], change: Decimal) -> Stair | None:
    """The largest step in the direction of the whole change; they come by their size."""
    return next((s for s in stairs if change and (s.points > 0) == (change > 0)), None)


def _lead(stairs: Sequence[Stair], change: Decimal) -> str:
    first = _most(stairs, change)
    return first.id if first else ""


def _title(called: str, found: Movement, stairs: Sequence[Stair]) -> str:
    change = found.change or Decimal(0)
    since = short_day(found.before.as_of)
    words = {"name": called, "since": since, "change": decimal_text(abs(change))}
    if not change:
        return tr("{name} stands where it stood on {since}", **words)
    first = _most(stairs, change)
    said = Message(N_("{name} rose by {change} since {since}") if change > 0
                   else N_("{name} fell by {change} since {since}"), words).text()  # fmt: skip
    return tr("{said}, most by {step}", said=said, step=first.text) if first else said
