# SPDX-License-Identifier: Apache-2.0
"""The report of one network review as a document: cover, sections, appendix; everything finished text (issue 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property

from planner.entities.customers.site import Site
from planner.entities.reviews.authorisation import Authorisation
from planner.entities.reviews.explain_session import ExplainSession
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.drill import Drill
from planner.entities.service.action import Action
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr
from planner.rules.cadence import Cadence, review_cadence
from planner.rules.compare import FINDINGS, CheckChange, Comparison, compare
from planner.rules.facts import AccountFacts
from planner.rules.report_facts import ReportFacts
from planner.rules.risk import Ranking, RiskState, ranked, risk_states
from planner.rules.ruleset import Rules
from planner.views.audience import CUSTOMER
from planner.views.blocks import Block, Section
from planner.views.review_view import risks_of

EDITIONS = {"internal": N_("Internal edition"), CUSTOMER: N_("Customer edition")}
_ORDER = {"fail": 0, "attention": 1}


@dataclass(frozen=True, kw_only=True)
class ReportInput:
    """Everything a report is made from; the same input gives the same document.

    ``matrix`` is the risk matrix as SVG text or ""; ``pictures`` are (SVG text, caption) by check.
    """

    records: ReportFacts
    rules: Rules
    as_of: date
    audience: str = "internal"
    matrix: str = ""
    pictures: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    sample: bool = False

    @property
    def internal(self) -> bool:
        """Whether it is for ourselves only."""
        return self.audience != CUSTOMER

    @cached_property
    def known(self) -> AccountFacts:
        """The facts as they stood on the day of the report."""
        return self.records.facts.at(self.as_of)

    @cached_property
    def site(self) -> Site | None:
        """The site that was inspected."""
        return next((site for site in self.known.sites if site.id == self.records.review.site_id), None)

    @cached_property
    def checks(self) -> tuple[InspectionResult, ...]:
        """The checks of the review in their order."""
        found = [r for r in self.known.results if r.review_id == self.records.review.id]
        return tuple(sorted(found, key=lambda r: (r.position is None, r.position or 0, r.id)))

    @cached_property
    def findings(self) -> tuple[InspectionResult, ...]:
        """Attention and fail, failures first, then what got worse."""
        found = [check for check in self.checks if check.result in FINDINGS]
        return tuple(sorted(found, key=lambda r: (_ORDER[r.result], self.change(r) != "worse", r.position or 0, r.id)))

    def change(self, check: InspectionResult) -> str:
        """better, worse or ""."""
        found = self.changes.get(check.id)
        return found.toward if found else ""

    @cached_property
    def comparison(self) -> Comparison:
        """The review beside the one before at its site."""
        return compare(self.known.reviews, self.known.results, self.records.review)

    @cached_property
    def changes(self) -> Mapping[str, CheckChange]:
        """What changed, by check; empty where there is nothing to compare with."""
        return self.comparison.by_check()

    @cached_property
    def ranking(self) -> Ranking:
        """The open risks of the review and its site in their order."""
        seen = {risk.id for risk in risks_of(self.known, self.records.review)}
        # what a loss would cost is our own estimate: it neither orders nor heads what a customer reads
        rules = self.rules if self.internal else replace(self.rules, risk=replace(self.rules.risk, losses=()))
        states = [s for s in risk_states(self.known, rules, self.as_of) if s.risk.id in seen]
        return ranked(states, rules)

    @cached_property
    def states(self) -> tuple[RiskState, ...]:
        """All those risks, rated first."""
        return (*self.ranking.rated, *self.ranking.unrated)

    @cached_property
    def plans(self) -> tuple[ContingencyPlan, ...]:
        """The contingency plans for those risks."""
        wanted = {state.risk.id for state in self.states}
        return tuple(plan for plan in self.known.plans if wanted.intersection(plan.risk_ids))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Open and lately done actions that serve the review, one of its risks or one of its findings."""
        serves = {self.records.review.id, *(c.id for c in self.checks), *(s.risk.id for s in self.states)}
        serves |= {plan.id for plan in self.plans}
        found = [a for a in self.known.actions if a.parent_id in serves and a.dropped_on is None]
        return tuple(sorted(found, key=lambda a: (a.done_on is not None, a.due or date.max, a.id)))

    @cached_property
    def session(self) -> ExplainSession | None:
        """The explanation of the findings."""
        return next((e for e in self.known.explains if e.review_id == self.records.review.id), None)

    @cached_property
    def leave(self) -> Authorisation | None:
        """By whose leave it was inspected: the linked authorisation, otherwise one that held on that day."""
        review, known = self.records.review, self.known.authorisations
        day = review.done_on or self.as_of
        linked = [found for found in known if found.id == review.authorisation_id]
        held = [found for found in known if _held(found, day, review.site_id)]
        return max(linked or held, key=lambda found: (found.until_on or date.max, found.id), default=None)

    @cached_property
    def cadence(self) -> Cadence:
        """When the next network review is due; only meant for the internal edition, as it rests on the grade."""
        return review_cadence(self.known, self.rules, self.as_of)

    def next_review(self) -> date | None:
        """The next review of this site that is planned."""
        here = self.records.review.site_id
        waiting = [r.planned_on for r in self.known.reviews if r.done_on is None and r.site_id == here and r.planned_on]
        return min((day for day in waiting if day >= self.as_of), default=None)

    def drills_of(self, plan: ContingencyPlan) -> tuple[Drill, ...]:
        """The drills of a plan, newest first."""
        found = [drill for drill in self.known.drills if drill.plan_id == plan.id]
        return tuple(sorted(found, key=lambda d: (d.held_on or d.planned_on or date.max, d.id), reverse=True))

    def asset(self, key: str | None) -> str:
        """The name of an asset, "" for none."""
        return next((asset.name for asset in self.known.assets if asset.id == key), "") if key else ""

    def person(self, key: str | None) -> str:
        """The name of one of ours, or a dash."""
        return self.known.person_name(key) or "–"

    def contact(self, key: str | None) -> str:
        """The name of a contact, or a dash."""
        return self.known.contact_name(key) or "–"


def _held(found: Authorisation, day: date, site_id: str | None) -> bool:
    """Whether an authorisation held on a day for a site, both ends included."""
    end = min((on for on in (found.until_on, found.withdrawn_on) if on is not None), default=date.max)
    return (found.from_on or date.min) <= day <= end and (not found.site_ids or site_id in found.site_ids)


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The finished document; ``plain`` is what the template reads."""

    title: str
    header: str
    tag: str
    warning: str
    as_of: str
    sample: str
    contents: str
    cover: Block
    sections: tuple[Section, ...]

    def plain(self) -> dict[str, object]:
        """The document as JSON values."""
        return {
            "title": self.title,
            "header": self.header,
            "tag": self.tag,
            "warning": self.warning,
            "asof": self.as_of,
            "sample": self.sample,
            "contents": self.contents,
            "cover": self.cover,
            "sections": [section.plain() for section in self.sections],
        }


def build(report: ReportInput) -> ReportDocument:
    """The whole document in the language in force."""
    from planner.views import report_back, report_findings, report_front, report_state

    name, day = report.known.account.name, day_text(report.as_of)
    code = report.records.review.code or ""
    title = tr("Network inspection report")
    sections = (
        report_front.summary(report),
        report_state.section(report),
        report_findings.section(report),
        *report_back.sections(report),
    )
    return ReportDocument(
        title=" – ".join(part for part in (title, name, report.site.name if report.site else "") if part),
        header=" · ".join(part for part in (name, f"{title} {code}".strip(), day) if part),
        tag=tr("INTERNAL") if report.internal else "",
        warning=tr("INTERNAL — not for customers") if report.internal else "",
        as_of=tr("Facts as of {when}", when=day),
        sample=tr("SAMPLE — fictional") if report.sample else "",
        contents=tr("Contents"),
        cover=report_front.cover(report),
        sections=sections,
    )
