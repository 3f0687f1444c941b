# SPDX-License-Identifier: Apache-2.0
"""What the review section shows (ux W6): the list of reviews, the head of one, its risks and its plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import STATES, NetworkReview
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.risk import Risk
from planner.kernel.data import dataclass
from planner.kernel.dates import near_day
from planner.kernel.text import Message, tr
from planner.rules.authorisation import NONE, Cover, cover_of, cover_words, visit_day
from planner.rules.cadence import review_cadence
from planner.rules.explain import Missing
from planner.rules.facts import AccountFacts
from planner.rules.review import ReviewParts, review_parts
from planner.rules.risk import RiskState, band, plan_drilled, plan_expiry, plan_valid, risk_states, word
from planner.rules.ruleset import IMPACTS, LIKELIHOODS, Rules
from planner.views.risk_chart import RiskMatrix
from planner.views.risk_matrix import risk_matrix

SETTLED = frozenset({"reported", "closed"})
FINDINGS = frozenset({"attention", "fail"})
_WORDS = dict(STATES)
_SEVERE = frozenset({"plan", "plan_drill"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One review of the list; ``on`` is the day it was done, otherwise the planned one."""

    review_id: str
    on: date | None
    site: str
    state: str
    count: str
    draft: bool
    going: bool = False
    """Some of its checks were made and some not: the one that somebody left in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReview:
    """When the next review is due and by which rule; ``due`` is None where no rhythm applies.

    ``state`` is that of D12; ``text`` adds nothing to the day while it is "ok".
    """

    due: date | None
    state: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHead:
    """Title and state of one review; ``authorised`` is the permission in words.

    ``report_glyph`` is "watch" when the report is late, otherwise ""; so is the other where the permission is lacking.
    """

    title: str
    state: str
    authorised: str
    authorised_by: str
    authorisation_glyph: str
    report_due: date | None
    report_late: int | None
    reported_on: date | None

    @property
    def report_glyph(self) -> str:
        """The sign beside the report's words."""
        return "watch" if self.report_late else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A check that showed something: its id, number and short words."""

    result_id: str
    code: str
    text: str

    @property
    def topic(self) -> str:
        """How the finding is named among the topics of an explanation."""
        return tr("{code} {text}", code=self.code, text=self.text) if self.code else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A risk with the plan that covers it, or none; ``glyph`` is act, watch, fine or ""."""

    risk: Risk
    plan: ContingencyPlan | None
    band: str
    state: str
    glyph: str
    due: date | None


def review_lines(facts: AccountFacts, rules: Rules, as_of: date) -> tuple[ReviewLine, ...]:
    """All reviews of an account, the newest day first, undated ones on top."""
    found = sorted(facts.reviews, key=lambda r: (_day(r) or date.max, r.id), reverse=True)
    return tuple(_review_line(facts, review, rules, as_of) for review in found)


def _day(review: NetworkReview) -> date | None:
    return review.done_on or review.planned_on


def _review_line(facts: AccountFacts, review: NetworkReview, rules: Rules, as_of: date) -> ReviewLine:
    parts = review_parts(facts, review, rules, as_of)
    open_ = review.state not in SETTLED
    count = tr("{done} of {all}", done=parts.checked, all=parts.total) if open_ and parts.total else ""
    return ReviewLine(
        review_id=review.id,
        on=_day(review),
        site=site_name(facts, review.site_id),
        state=state_word(review, parts, as_of),
        count=count,
        draft=open_ and parts.draft,
        going=open_ and 0 < parts.checked < parts.total,
    )


def to_go_on_with(lines: Sequence[ReviewLine]) -> str:
    """The review to show first: one left in the middle, else one that lacks something, else the newest; "" for none."""
    waiting = [line for line in lines if line.going] or [line for line in lines if line.draft] or lines
    return waiting[0].review_id if waiting else ""


def state_word(review: NetworkReview, parts: ReviewParts, as_of: date) -> str:
    """Planned, Packed, Draft, Complete, Reported or Closed."""
    if review.state in SETTLED:
        return tr(_WORDS[review.state])
    if review.done_on is None and review.state == "packed":
        return tr(_WORDS["packed"])
    if review.done_on is None and review.planned_on is not None and review.planned_on > as_of:
        return tr(_WORDS["planned"])
    # What is called complete lacks nothing: the bar above the steps must not say otherwise.
    return tr("Draft") if parts.draft or parts.missing else tr("Complete")


def site_name(facts: AccountFacts, site_id: str | None) -> str:
    """The name of a site of the account; "" for none."""
    return next((site.name for site in facts.sites if site.id == site_id), "")


def next_review(facts: AccountFacts, rules: Rules, as_of: date) -> NextReview:
    """The rhythm of reviews in words (D12)."""
    found = review_cadence(facts, rules, as_of)
    return NextReview(due=found.next_due, state=found.state, text=found.text.text(), reason=found.reason.text())


def review_head(facts: AccountFacts, review: NetworkReview, parts: ReviewParts, as_of: date) -> ReviewHead:
    """Title, permission and report of a review."""
    site = site_name(facts, review.site_id)
    settled = review.state in SETTLED
    cover = cover_of(facts, review, visit_day(review, as_of) if settled else max(visit_day(review, as_of), as_of))
    given_by = cover.authorisation.given_by_id if cover.authorisation else review.authorised_by
    reported = review.reported_on
    waits = reported is None and review.state not in SETTLED
    return ReviewHead(
        title=tr("Network review, site {site}", site=site) if site else tr("Network review"),
        state=state_word(review, parts, as_of),
        authorised=_permission(cover, as_of),
        authorised_by=facts.contact_name(given_by) or "",
        authorisation_glyph="watch" if waits and _told(cover, review) else "",
        report_due=parts.report_due if waits else None,
        report_late=parts.report_late if waits else None,
        reported_on=reported,
    )


def _permission(cover: Cover, as_of: date) -> str:
    """The authorisation in words, its day as near as a head needs it."""
    words = cover_words(cover)
    if cover.on is None:
        return words.text()
    return Message(words.key, {**words.args, "day": near_day(cover.on, as_of)}).text()


def _told(cover: Cover, review: NetworkReview) -> bool:
    """Whether a missing permission is to be looked at: not where a review came from what was seen by invitation."""
    return not cover.permits and (cover.state != NONE or review.done_on is None)


# -- findings


def findings(facts: AccountFacts, review_id: str) -> tuple[FindingLine, ...]:
    """The checks of a review that showed something, failures first."""
    found = [r for r in facts.results if r.review_id == review_id and r.result in FINDINGS]
    found.sort(key=lambda r: (r.result != "fail", r.position or 0, r.id))
    return tuple(FindingLine(result_id=r.id, code=r.code or "", text=finding_words(facts, r)) for r in found)


def finding_words(facts: AccountFacts, result: InspectionResult) -> str:
    """What a finding is called in one line: equipment and check."""
    asset = next((a.name for a in facts.assets if a.id == result.asset_id), "")
    return tr("{asset}, {item}", asset=asset, item=result.item) if asset else result.item


def findings_without_risk(facts: AccountFacts, review_id: str) -> tuple[FindingLine, ...]:
    """The findings of a review that no open risk was raised from."""
    taken = {key for risk in facts.open_risks() for key in risk.finding_ids}
    return tuple(line for line in findings(facts, review_id) if line.result_id not in taken)


# -- risks


def risks_of(facts: AccountFacts, review: NetworkReview) -> tuple[Risk, ...]:
    """Open risks that belong into the talk about a review: its own, those of its site, those of no site."""
    results = {r.id for r in facts.results if r.review_id == review.id}
    sites = {r.id: r.site_id for r in facts.reviews}
    found = [risk for risk in facts.open_risks() if _belongs(risk, review, results, sites)]
    return tuple(found)


def _belongs(risk: Risk, review: NetworkReview, results: set[str], sites: dict[str, str | None]) -> bool:
    if risk.review_id == review.id or results.intersection(risk.finding_ids):
        return True
    site = risk.site_id or sites.get(risk.review_id or "")
    return site is None or site == review.site_id


def review_matrix(facts: AccountFacts, review: NetworkReview, rules: Rules, as_of: date) -> RiskMatrix:
    """C3 for one review: the matrix of its own and its site's risks, and their order."""
    seen = replace(facts, risks=risks_of(facts, review))
    return risk_matrix(seen, rules, as_of=as_of)


def states_of(facts: AccountFacts, review: NetworkReview, rules: Rules, as_of: date) -> dict[str, RiskState]:
    """Where each risk of a review stands, by id."""
    seen = replace(facts, risks=risks_of(facts, review))
    return {state.risk.id: state for state in risk_states(seen, rules, as_of)}


def rating_words(likelihood: int | None, impact: int | None, rules: Rules) -> tuple[str, str]:
    """The band of a rating and its words, ("high", "12 High"); both empty while unrated."""
    if likelihood is None or impact is None:
        return "", ""
    score = likelihood * impact
    name = band(score, rules)
    return name, tr("{score} {band}", score=score, band=tr(word(name)))


def scale_text(likelihood: int | None, impact: int | None) -> str:
    """A rating in the words of both scales: "3 Possible × 4 Major"; "" while unrated."""
    if likelihood is None or impact is None:
        return ""
    first = f"{likelihood} {tr(LIKELIHOODS[likelihood - 1][1])}"
    return tr("{likelihood} × {impact}", likelihood=first, impact=f"{impact} {tr(IMPACTS[impact - 1][1])}")


# -- plans


def plan_lines(facts: AccountFacts, review: NetworkReview, rules: Rules, as_of: date) -> tuple[PlanLine, ...]:
    """The risks of a review that need a plan or have one; uncovered first, then by score."""
    states = states_of(facts, review, rules, as_of).values()
    wanted = [s for s in states if s.required in _SEVERE or s.plans]
    wanted.sort(key=lambda s: (s.valid_plan, -(s.current or 0), s.risk.id))
    return tuple(_plan_line(state, rules, as_of) for state in wanted)


def _plan_line(state: RiskState, rules: Rules, as_of: date) -> PlanLine:
    best = _best_plan(state, rules, as_of)
    glyph, text, due = plan_state(best, state, rules, as_of)
    return PlanLine(risk=state.risk, plan=best, band=state.band or "", state=text, glyph=glyph, due=due)


def _best_plan(state: RiskState, rules: Rules, as_of: date) -> ContingencyPlan | None:
    """The plan that counts: drilled before valid before any, of equals the newest."""
    ranked = sorted(
        state.plans,
        key=lambda p: (plan_drilled(p, rules, as_of), plan_valid(p, rules, as_of), p.made_on or date.min, p.id),
    )
    return ranked[-1] if ranked else None


def plan_state(
    plan: ContingencyPlan | None, state: RiskState, rules: Rules, as_of: date
) -> tuple[str, str, date | None]:
    """Glyph, words and the day they name: no plan, lacks something, expired, valid, drilled."""
    severe = state.required in _SEVERE
    if plan is None:
        return ("act" if severe else "", tr("No plan yet"), state.plan_due)
    lacking = plan_lacks(plan)
    if lacking:
        return ("watch", tr("Lacks {parts}", parts=", ".join(lacking)), state.plan_due if severe else None)
    expiry = plan_expiry(plan, rules)
    if expiry is not None and expiry < as_of:
        return ("watch", tr("Expired"), expiry)
    if plan_drilled(plan, rules, as_of):
        return ("fine", tr("Valid, drilled"), plan.drilled_on)
    return _undrilled(plan, state, expiry)


def _undrilled(plan: ContingencyPlan, state: RiskState, expiry: date | None) -> tuple[str, str, date | None]:
    """A valid plan whose drill failed, is required and not held, or is not required."""
    if plan.drill_result == "failed":
        return ("watch", tr("Drill failed"), plan.drilled_on)
    if state.required == "plan_drill":
        return ("watch", tr("Valid, not drilled"), state.drill_due)
    return ("fine", tr("Valid"), expiry)


def plan_lacks(plan: ContingencyPlan) -> tuple[str, ...]:
    """What keeps a plan from being valid, in words."""
    wanted = ((plan.trigger, tr("trigger")), (plan.decider, tr("decider")), (plan.steps, tr("steps")))
    return tuple(name for value, name in wanted if not value)


def covered(lines: tuple[PlanLine, ...], rules: Rules, as_of: date) -> str:
    """How many of the risks have a valid plan: "2/3"; "–" where none needs one."""
    if not lines:
        return "–"
    done = sum(line.plan is not None and plan_valid(line.plan, rules, as_of) for line in lines)
    return f"{done}/{len(lines)}"


def step_notes(
    facts: AccountFacts, review: NetworkReview, parts: ReviewParts, by: tuple[Rules, date]
) -> tuple[str, str, str, str]:
    """The counts beside the four steps: "14/18", "–", "5", "2/3"; risks and plans of the site count too.

    ``by`` are the rules and the day.
    """
    rules, as_of = by
    rated = sum(risk.likelihood is not None and risk.impact is not None for risk in risks_of(facts, review))
    lines = plan_lines(facts, review, rules, as_of)
    risks = str(rated) if rated else parts.risks.count
    return (
        parts.inspect.count,
        parts.explain.count,
        risks,
        covered(lines, rules, as_of) if lines else parts.plans.count,
    )


# -- what is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One missing thing: its words, the step where it is mended, the record it is for and the verb."""

    text: str
    step: int
    record: str
    verb: str


_STEPS = ("inspect", "explain", "risks", "plans")


def gaps(parts: ReviewParts) -> tuple[Gap, ...]:
    """All that the four parts lack, in their order."""
    return tuple(_gap(missing, _STEPS.index(part.name)) for part in parts.parts for missing in part.missing)


def _gap(missing: Missing, step: int) -> Gap:
    verb = missing.verb.text() if missing.verb else ""
    return Gap(text=missing.text.text(), step=step, record=missing.for_id, verb=verb)
