# SPDX-License-Identifier: Apache-2.0
"""Decks: the internal review deck, the customer deck, or chosen charts as slides (ux 5.2, ADR 0037)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, speaking, tr
from planner.kernel.text import language as current_language
from planner.safe.files import hand_out, write_atomic
from planner.safe.names import safe_file_name
from planner.services import chart_cards, charts, customer_facts, exports
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.views import deck_customer, deck_internal
from planner.views.audience import CUSTOMER, INTERNAL, allowed
from planner.views.charts import ChartView
from planner.views.deck import Deck, Slide
from planner.views.deck_words import NO_RECORDS, NOT_ALLOWED, NOTHING, NOTHING_SHARED, left_out
from planner.views.satisfaction_chart import SatisfactionChart

AUDIENCES: Final = (INTERNAL, CUSTOMER)
_TAGS: Final = {INTERNAL: "INTERNAL", CUSTOMER: "CUSTOMER"}
Report = Callable[[int, int, str], None]

# The slides of ux 5.2 in their order: a chart by its kind, another slide by its name, or "none" where its records
# do not exist yet.
_INTERNAL: Final[tuple[tuple[str, str, str], ...]] = (
    ("words", "cover", N_("Title")),
    ("words", "page", N_("Plan on a page")),
    ("none", "", N_("Strategy match")),
    ("none", "", N_("Goals and actual figures")),
    ("chart", "health", N_("Health")),
    ("chart", "trend", N_("Trend")),
    ("chart", "power-map", N_("Power map")),
    ("chart", "coverage", N_("Coverage")),
    ("chart", "decision-chain", N_("Decision chain")),
    ("chart", "risk-matrix", N_("Risks and contingency")),
    ("none", "", N_("Issues and clocks")),
    ("chart", "satisfaction", N_("Satisfaction")),
    ("words", "actions", N_("30, 60 and 90 days")),
    ("words", "changes", N_("Changes, gaps, appendix")),
)
_CUSTOMER: Final[tuple[tuple[str, str, str], ...]] = (
    ("words", "cover", N_("Title")),
    ("none", "", N_("Value delivered")),
    ("none", "", N_("Service facts")),
    ("words", "network", N_("Network state")),
    ("chart", "risk-matrix", N_("Technical risks")),
    ("words", "plans", N_("Plans and drills")),
    ("none", "", N_("Open issues")),
    ("words", "satisfaction", N_("Satisfaction")),
    ("words", "roadmap", N_("Next 12 months")),
    ("none", "", N_("Joint goals")),
    ("none", "", N_("One ask and one commitment of each side")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was written, how many slides it has, and what was left out, in words."""

    path: Path
    slides: int
    left_out: tuple[str, ...]


def file_name(session: Session, account_id: str, audience: str, kinds: Sequence[str] = ()) -> str:
    """The proposed name: "<Account> deck INTERNAL 2026-11-22.pptx"."""
    what = "charts" if len(kinds) > 1 else kinds[0].replace("-", " ") if kinds else "deck"
    name = customer_facts.name(session, account_id)
    stem = f"{name} {what} {_TAGS[audience]} {session.today().isoformat()}"
    return safe_file_name(stem, extension=".pptx", fallback="deck")


def export(
    session: Session,
    account_id: str,
    target: Path,
    *,
    audience: str = INTERNAL,
    kinds: Sequence[str] = (),
    template: Path | None = None,
    editable: bool = False,
    language: str | None = None,
    overwrite: bool = False,
    report: Report | None = None,
) -> Made:
    """Write the deck of an account, or only the charts of ``kinds``, as a presentation; answers where it is.

    ``target`` is a file, or a folder that gets the proposed name; without ``overwrite`` a taken name becomes "… (2)".
    ``editable`` makes a customer's charts native instead of pictures. PlannerError when there is nothing for that
    audience, the template is none, or the place can't be written; LeakError when something internal stands in a
    customer's file. Nothing is left then. ``report`` may raise to stop.
    """
    from planner.render import pptx_deck

    _audience(audience)
    with speaking(language or current_language()):
        deck = build(session, account_id, audience=audience, kinds=kinds, editable=editable, report=report)
        steps = len(deck.slides) + 2

        def tell(number: int, _total: int) -> None:
            if report is not None:
                report(number + 1, steps, tr("Drawing slide {n}", n=number + 1))

        content, no_room = pptx_deck.made(deck, template, tell)
    if audience == CUSTOMER:
        if report is not None:
            report(steps - 1, steps, tr("Looking for internal words"))
        _require_clean(session, account_id, content, deck)
    path = hand_out(content, target, file_name(session, account_id, audience, kinds), overwrite=overwrite)
    return Made(path=path, slides=len(deck.slides), left_out=(*deck.left_out, *no_room))


def export_chart(
    session: Session,
    account_id: str,
    kind: str,
    target: Path,
    *,
    as_of: date | None = None,
    audience: str = INTERNAL,
    option: str = "",
) -> Path:
    """Write one chart as a native slide, on any day and in any of its views; the file of that name is replaced.

    PlannerError and LeakError as with `export`; an earlier file then stays as it was.
    """
    from planner.render import pptx_deck

    view = charts.view(session, account_id, kind, as_of=as_of, audience=audience, option=option)
    card = None if audience == CUSTOMER else chart_cards.card_of(session, account_id, kind)
    slide = replace(_slide(view), note=(card.note or "") if card else "", view=option)
    deck = Deck(
        title=view.title,
        account=view.account,
        audience=audience,
        tag=_tag(view.account, session, audience),
        as_of=view.as_of,
        slides=(slide,),
    )
    content = pptx_deck.written(deck)
    if audience == CUSTOMER:
        _require_clean(session, account_id, content, deck)
    write_atomic(target, content)
    return target


def _require_clean(session: Session, account_id: str, content: bytes, deck: Deck) -> None:
    """Search the finished file, and what its pictures show, which is not to be read in the file."""
    from planner.services import leak_scan

    kept_back = leak_scan.secrets(session, account_id)
    leak_scan.require_clean(content, kept_back)
    for slide in deck.slides:
        if slide.chart is not None:
            leak_scan.require_clean_chart(slide.chart, kept_back)


def build(
    session: Session,
    account_id: str,
    *,
    audience: str = INTERNAL,
    kinds: Sequence[str] = (),
    editable: bool = False,
    report: Report | None = None,
) -> Deck:
    """The deck before it is written, in the language in force; PlannerError when nothing can be shown."""
    _audience(audience)
    if report is not None:
        report(0, 1, tr("Collecting"))
    maker = (
        _Customer(session, account_id, editable=editable) if audience == CUSTOMER else _Internal(session, account_id)
    )
    parts = _INTERNAL if audience == INTERNAL else _CUSTOMER
    if kinds:
        parts = tuple(("chart", kind, _label(kind)) for kind in kinds)
    found = [_made(maker, part, audience) for part in parts]
    slides = tuple(one for one in found if isinstance(one, Slide))
    missing = tuple(one for one in found if not isinstance(one, Slide))
    if not any(slide.key != "cover" for slide in slides):
        raise PlannerError(tr("There is nothing to show on slides. {why}", why=". ".join(missing)), "empty")
    name = customer_facts.name(session, account_id)
    return Deck(
        title=tr("Joint review") if audience == CUSTOMER else tr("Review deck"),
        account=name,
        audience=audience,
        tag=_tag(name, session, audience),
        as_of=session.today(),
        slides=slides,
        left_out=missing,
    )


def preview(
    session: Session,
    account_id: str,
    *,
    audience: str = INTERNAL,
    kinds: Sequence[str] = (),
    template: Path | None = None,
    editable: bool = False,
    report: Report | None = None,
) -> Deck:
    """The deck as `build` makes it, with what has no room in the file among what is left out; nothing is written.

    A template that is none says so with the export.
    """
    from planner.render import pptx_deck

    deck = build(session, account_id, audience=audience, kinds=kinds, editable=editable, report=report)
    with suppress(PlannerError):
        _, no_room = pptx_deck.made(deck, template)
        deck = replace(deck, left_out=(*deck.left_out, *no_room))
    return deck


def _made(maker: _Internal | _Customer, part: tuple[str, str, str], audience: str) -> Slide | str:
    """A slide, or why there is none."""
    sort, name, label = part
    refused = _refused(sort, name, label, audience)
    if refused:
        return refused
    made = maker.chart(name, label) if sort == "chart" else maker.words(name, label)
    return replace(made, name=tr(label)) if isinstance(made, Slide) else made


def _refused(sort: str, name: str, label: str, audience: str) -> str:
    if sort == "none" or (sort == "chart" and name not in charts.KINDS):
        return left_out(NO_RECORDS, label)
    return left_out(NOT_ALLOWED, label) if sort == "chart" and not allowed(name, audience) else ""


class _Internal:
    """Makes the slides of an internal deck."""

    def __init__(self, session: Session, account_id: str) -> None:
        self.session, self.account_id = session, account_id
        self.plan = exports.plan_input(session, account_id, INTERNAL, drawn=False)

    def words(self, name: str, label: str) -> Slide | str:
        made: Slide | None = getattr(deck_internal, name)(self.plan)
        return made or left_out(NOTHING, label)

    def chart(self, kind: str, label: str) -> Slide | str:
        card = chart_cards.card_of(self.session, self.account_id, kind)
        option = card.view or ""
        view = charts.view(self.session, self.account_id, kind, facts=self.plan.facts, option=option)
        if _nothing(view):
            return left_out(NOTHING, label)
        return replace(_slide(view), note=card.note or "", view=option)


class _Customer:
    """Makes the slides of a customer's deck: only shareable records are ever loaded."""

    def __init__(self, session: Session, account_id: str, *, editable: bool) -> None:
        self.session, self.account_id, self.editable = session, account_id, editable
        self.shared = customer_facts.load(session, account_id)
        self.today = session.today()

    def words(self, name: str, label: str) -> Slide | str:
        if name == "cover":
            return deck_customer.cover(self.shared, self.today, sample=is_sample(self.session))
        makers: dict[str, Callable[[], Slide | None]] = {
            "network": lambda: deck_customer.network(self.shared),
            "plans": lambda: deck_customer.plans(self.shared, self.today),
            "satisfaction": lambda: deck_customer.satisfaction(self.shared, self.today),
            "roadmap": lambda: deck_customer.roadmap(self.shared, self.today),
        }
        return makers[name]() or left_out(NOTHING_SHARED, label)

    def chart(self, kind: str, label: str) -> Slide | str:
        from planner.services import customer_charts

        try:
            view = customer_charts.build(self.session, self.account_id, kind, self.shared)
        except PlannerError as refused:
            if refused.code != "audience":
                raise
            return left_out(NOTHING_SHARED, label)
        if _nothing(view):
            return left_out(NOTHING_SHARED, label)
        return replace(_slide(view), picture=not self.editable)


def _nothing(view: ChartView) -> bool:
    """Whether a chart has nothing to show; quarters without any answer are nothing."""
    if isinstance(view, SatisfactionChart):
        return all(quarter.mean is None for quarter in view.quarters)
    return not view.table().rows


def _slide(view: ChartView) -> Slide:
    return Slide(
        key=view.kind,
        title=view.title,
        subtitle=tr("{account} · {facts}", account=view.account, facts=view.subtitle),
        chart=view,
        source=view.footer,
        described=view.sentence(),
    )


def _label(kind: str) -> str:
    from planner.render.picture import CHARTS

    if kind not in CHARTS:
        raise PlannerError(
            tr("There is no chart called {kind}; choose one of {kinds}.", kind=kind, kinds=", ".join(charts.KINDS)),
            "chart",
        )
    return CHARTS[kind].label


def _tag(name: str, session: Session, audience: str) -> str:
    """What stands at the foot of every slide: who may read it, or whose it is."""
    if audience == CUSTOMER:
        return tr("{day} · {account}", account=name, day=day_text(session.today()))
    return tr("INTERNAL — not for customers")


def _audience(audience: str) -> None:
    if audience not in AUDIENCES:
        raise PlannerError(tr("A deck is for internal readers or for the customer."), "audience")
