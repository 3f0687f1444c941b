# SPDX-License-Identifier: Apache-2.0
"""The account plan as a document: sections in their order, everything finished text (ux 5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property

from planner.entities.customers.account import GRADES
from planner.entities.service.action import Action
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr, trn
from planner.rules.cadence import Cadence, review_cadence
from planner.rules.facts import AccountFacts
from planner.rules.health import Health, health
from planner.rules.risk import Ranking, ranked, risk_states
from planner.rules.ruleset import Rules
from planner.views.blocks import Section

TAGS = {"internal": N_("INTERNAL"), "team_lead": N_("TEAM LEAD")}


@dataclass(frozen=True, slots=True)
class Changed:
    """One step of the change log: when, by whom, what, and add, edit or trash."""

    on: date
    who: str
    what: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PlanInput:
    """Everything the plan is made from; the same input gives the same document.

    ``charts`` are SVG texts by chart kind; ``changes`` are those since the last version, newest first;
    ``other_rules`` is said beside a comparison with a day on which other rules were in force.
    """

    facts: AccountFacts
    rules: Rules
    as_of: date
    version: int
    audience: str = "internal"
    last_version_on: date | None = None
    changes: tuple[Changed, ...] = ()
    charts: Mapping[str, str] = field(default_factory=dict)
    sample: bool = False
    facts_as_of: str = ""
    rules_stamp: str = ""
    other_rules: str = ""

    @cached_property
    def known(self) -> AccountFacts:
        """The facts as they stood on the day of the plan."""
        return self.facts.at(self.as_of)

    @cached_property
    def health(self) -> Health:
        """D1 on that day."""
        return health(self.facts, self.rules, self.as_of)

    @cached_property
    def ranking(self) -> Ranking:
        """The open risks in their order."""
        return ranked(risk_states(self.facts, self.rules, self.as_of), self.rules)

    @cached_property
    def cadence(self) -> Cadence:
        """When the next network review is due."""
        return review_cadence(self.facts, self.rules, self.as_of)

    @cached_property
    def help_asked(self) -> tuple[Action, ...]:
        """Open actions of a team lead or of the owner's manager, those due first first.

        No record is called "help asked"; what the plan gives the lead to do is what it asks for.
        """
        people, owner = self.facts.people, self.known.account.owner_id
        leads = {key for key, person in people.items() if person.role == "lead"}
        if owner and owner in people:
            leads.add(people[owner].manager_id or "")
        leads.discard(owner or "")
        asked = (a for a in self.known.open_actions() if a.owner_id in leads)
        return tuple(sorted(asked, key=lambda a: (a.due or date.max, a.id)))

    def person(self, key: str | None) -> str:
        """The name of one of ours, or a dash."""
        found = self.facts.people.get(key) if key else None
        return found.name if found else "–"

    def contact(self, key: str | None) -> str:
        """The name of a contact, or a dash."""
        return self.facts.contact_name(key) or "–"


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The finished document; ``plain`` is what the template reads."""

    title: str
    account: str
    grade: str
    header: str
    tag: str
    warning: str
    as_of: str
    sample: str
    side: str
    sections: tuple[Section, ...]

    def plain(self) -> dict[str, object]:
        """The document as JSON values."""
        return {
            "title": self.title,
            "account": self.account,
            "grade": self.grade,
            "header": self.header,
            "tag": self.tag,
            "warning": self.warning,
            "asof": self.as_of,
            "sample": self.sample,
            "side": self.side,
            "sections": [section.plain() for section in self.sections],
        }


def build(plan: PlanInput) -> PlanDocument:
    """The whole document in the language in force."""
    from planner.kernel.dates import day_text
    from planner.views import plan_back, plan_front, plan_middle

    account = plan.facts.account
    day = day_text(plan.as_of)
    sections = (*plan_front.sections(plan), *plan_middle.sections(plan), *plan_back.sections(plan))
    return PlanDocument(
        title=tr("Account plan of {account}", account=account.name),
        account=account.name,
        grade="" if account.grade == "ungraded" else account.grade,
        header=tr("{account} · Account plan version {n} · {day}", account=account.name, n=plan.version, day=day),
        tag=tr(TAGS[plan.audience]),
        warning=tr("INTERNAL — not for customers")
        if plan.audience == "internal"
        else tr("TEAM LEAD REVIEW COPY — not for customers"),
        as_of=tr("Facts as of {when}", when=plan.facts_as_of or day),
        sample=tr("SAMPLE — fictional") if plan.sample else "",
        side=_side(plan),
        sections=sections,
    )


def _side(plan: PlanInput) -> str:
    account = plan.known.account
    sites = trn("{n} site", "{n} sites", len(plan.known.sites))
    first = " · ".join(part for part in (account.industry, sites) if part)
    owner = plan.person(account.owner_id)
    return first if owner == "–" else first + "\n" + tr("Owner {name}", name=owner)


def word(choices: tuple[tuple[str, str], ...], value: str | None) -> str:
    """The label of a stored choice in the language in force, or a dash."""
    return tr(dict(choices)[value]) if value in dict(choices) else "–"


def grade_word(grade: str) -> str:
    """The grade in words."""
    return word(GRADES, grade)


def dash(value: object) -> str:
    """Text of a value; a dash for unknown."""
    return "–" if value in (None, "", ()) else str(value)
