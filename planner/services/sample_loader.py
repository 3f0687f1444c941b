# SPDX-License-Identifier: Apache-2.0
"""Tells the accounts of resources/demo: one section of the file after the other becomes records."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from planner.entities.common.alert_mute import ALERT_MUTE
from planner.entities.common.attachment import ATTACHMENT
from planner.entities.common.chart_card import CHART_CARD
from planner.entities.common.evidence_link import EVIDENCE_LINK
from planner.entities.customers.asset import ASSET
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.entities.customers.org_unit import ORG_UNIT
from planner.entities.customers.site import SITE, ImpactExample
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.entities.relations.interaction import INTERACTION
from planner.entities.relations.relation_assessment import RELATION_ASSESSMENT
from planner.entities.relations.relation_edge import RELATION_EDGE
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.reviews.visit_plan import VISIT_PLAN, Fact
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, PlanStep
from planner.entities.risks.drill import DRILL
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.entities.service.callback import CALLBACK
from planner.kernel import paths
from planner.rules.inspect import judge
from planner.rules.review import report_due
from planner.rules.ruleset import DEFAULT, LossRange
from planner.safe.vault import store_bytes
from planner.services import sample_checklists, sample_told
from planner.services.sample_story import START, Story

Row = dict[str, Any]
_OF_CHECK = ("group", "item", "unit", "ok_range", "advice", "source")
_THOUSAND = 100_000  # in cents
_LOSSES = ((1, 1, 5), (2, 20, 30), (3, 130, 220), (4, 300, 400), (5, 800, 1_500))
RULES = replace(
    DEFAULT,
    risk=replace(
        DEFAULT.risk,
        currency="EUR",
        losses=tuple(
            LossRange(impact=step, low_minor=low * _THOUSAND, high_minor=high * _THOUSAND)
            for step, low, high in _LOSSES
        ),
    ),
)


def accounts() -> list[Row]:
    """The accounts of the sample in their order, as read."""
    folder = files("resources") / "demo"
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda i: i.name)
    return [tomllib.loads(item.read_text("utf-8")) for item in found]


def tell(story: Story, account: Row) -> None:
    """All records of one account."""
    story.begin(name=account["name"], grade=account["grade"], **account.get("fields", {}))
    if "reason" in account:
        _grade(story, account)
    for section, told in _SECTIONS:
        for row in account.get(section, ()):
            told(story, dict(row))
        if section == "sites":
            for row in account.get("authorisations", ()):
                _authorisation(story, dict(row))
            _reviews(story, account)


def _grade(story: Story, account: Row) -> None:
    ago, grade = account["graded_ago"], account["grade"]
    story.add(
        GRADE_DECISION,
        ago,
        grade=grade,
        reason=account["reason"],
        decided_by="@L. Ferrer",
        decided_on_ago=ago,
        valid_until_ago=ago - (183 if grade == "S" else 365),
        ruleset_hash=RULES.hash,
        ruleset_version=1,
    )


def _unit(story: Story, row: Row) -> None:
    story.ids[row["name"]] = story.add(ORG_UNIT, START, **row).id


def _person(story: Story, row: Row) -> None:
    levels = row.pop("levels", ())
    seat = {name: row.pop(name) for name in ("role", "chain", "is_kdm") if name in row}
    unit = row.pop("unit", None)
    mail = _mail(row["name"], story.domain)
    contact = story.add(CONTACT, START, unit_id=f"@{unit}" if unit else None, email=mail, **row)
    story.ids[contact.name] = contact.id
    if seat:
        story.add(DECISION_ROLE, START, contact_id=contact.id, **seat)
    for ago, level, seen in levels:
        _level(story, contact.id, ago, (level, seen))


def _line(story: Story, row: Row) -> None:
    """A line between two people of the account, by their names."""
    story.add(RELATION_EDGE, START, contact_id=f"@{row.pop('of')}", to_id=f"@{row.pop('to')}", **row)


def _mail(name: str, domain: str | None) -> str | None:
    """first.last@domain for short names in plain letters; the others stay without."""
    if domain is None or not name.isascii() or len(name) > 30:
        return None
    return ".".join(part.strip(".").lower() for part in name.split()) + "@" + domain


def _level(story: Story, contact_id: str, ago: int, assessed: tuple[str, str]) -> None:
    level, seen = assessed
    fields = {"contact_id": contact_id, "holder_id": "@me", "assessed_on_ago": ago}
    found = story.add(RELATION_ASSESSMENT, ago, level=level, behaviour=seen or None, **fields)
    target = {"target_type": "relation_assessment", "target_id": found.id, "evidence_date_ago": ago}
    if level != "not_met":
        story.add(EVIDENCE_LINK, ago, **target, kind="interaction", paraphrase=seen, grade="E2")
    if level in {"2", "3"}:
        text = "Mail that says the same"
        story.add(EVIDENCE_LINK, ago, **target, kind="document", paraphrase=text, grade="E1")


def _site(story: Story, row: Row) -> None:
    assets = row.pop("assets", ())
    row.pop("checks", None)
    examples = tuple(ImpactExample(**example) for example in row.pop("impact_examples", ()))
    site = story.add(SITE, START, **row, impact_examples=examples, audience="customer")
    story.ids[site.name] = site.id
    for name, kind, *told in assets:
        fields = told[0] if told else {}
        asset = story.add(ASSET, START, site_id=site.id, name=name, kind=kind, audience="customer", **fields)
        story.ids[name] = asset.id
        story.ids[f"kind {name}"] = kind


def _reviews(story: Story, account: Row) -> None:
    checks = {site["name"]: site.get("checks", ()) for site in account.get("sites", ())}
    for row in account.get("reviews", ()):
        if "planned_ago" in row:
            _visit(story, dict(row), checks[row["site"]])
        else:
            _review(story, dict(row), checks[row["site"]])


def _review(story: Story, row: Row, checks: list[Row]) -> None:
    site, ago, turn = row.pop("site"), row.pop("ago"), row.pop("turn")
    told = row.pop("told", None)
    fields: Row = {"state": "in_progress", "audience": "customer", "reviewer_id": "@me"}
    fields["templates"] = sample_checklists.used(story, checks)
    if row.pop("closed"):
        fields |= {"state": "closed", "reported_on_ago": ago - 2, "closed_on_ago": ago - 10}
    dates = {"planned_on_ago": ago, "done_on_ago": ago}
    due = report_due(story.day(ago), RULES)
    found = story.add(NETWORK_REVIEW, ago, site_id=f"@{site}", report_due=due, **dates, **{**fields, **row})
    story.ids[f"review {ago}"] = found.id
    for position, line in enumerate(checks, start=1):
        _check(story, (found.id, ago, turn), position, line)
    if told:
        _explain(story, found.id, dict(told))


def _visit(story: Story, row: Row, checks: list[Row]) -> None:
    """A review that lies ahead: planned, with the checks of the last one still to be made."""
    site, ahead, noted = row.pop("site"), row.pop("planned_ago"), row.pop("noted_ago")
    fields: Row = {"state": "planned", "audience": "customer", "reviewer_id": "@me", "planned_on_ago": ahead}
    fields["templates"] = sample_checklists.used(story, checks)
    found = story.add(NETWORK_REVIEW, noted, site_id=f"@{site}", **{**fields, **row})
    story.ids["visit"] = found.id
    for position, line in enumerate(checks, start=1):
        name = f"{line['asset']} {line['item']}"
        story.add(
            INSPECTION_RESULT,
            noted,
            review_id=found.id,
            asset_id=story.ids.get(line["asset"]),
            result="not_checked",
            position=position,
            repeated_from_id=story.ids.get(f"last {name}"),
            audience="customer",
            **{
                **sample_checklists.told_by(story, story.ids.get(f"kind {line['asset']}"), line),
                **{key: line[key] for key in _OF_CHECK if key in line},
            },
        )


def _authorisation(story: Story, row: Row) -> None:
    """The customer's leave to inspect some sites; the reviews made under it name it."""
    ago, name, sites = row["given_on_ago"], row.pop("name"), row.pop("sites")
    fields = {"site_ids": [f"@{site}" for site in sites], "audience": "customer", **row}
    story.ids[name] = story.add(AUTHORISATION, ago, **fields).id


def _plan_of_visit(story: Story, row: Row) -> None:
    """A visit plan with what was to be learnt, [level, text, answer]."""
    ago, review, packed = row.pop("ago"), row.pop("review"), row.pop("packed_ago", None)
    known = {key: row.pop(key, ()) for key in ("meet", "facts")}
    facts = tuple(Fact(level=level, text=text, answer=answer) for level, text, answer in known["facts"])
    at = datetime.combine(story.day(packed), time(17, 30), UTC) if packed is not None else None
    meet = [f"@{name}" for name in known["meet"]]
    fields = {"review_id": f"@{review}", "site_id": f"@{row.pop('site')}", "packed_at": at, **row}
    story.add(VISIT_PLAN, ago, meet=meet, facts=facts, **fields)


def _check(story: Story, review: tuple[str, int, int], position: int, line: Row) -> None:
    review_id, ago, turn = review
    reading = line["readings"][turn] or None
    result = _result(line, reading)
    bad = result in {"attention", "fail"}
    last = turn == len(line["readings"]) - 1
    name = f"{line['asset']} {line['item']}"
    finding = line.get("finding") or f"{line['asset']}: {line['item'].lower()} outside its limit."
    fields: Row = sample_checklists.told_by(story, story.ids.get(f"kind {line['asset']}"), line)
    fields |= {key: line[key] for key in _OF_CHECK if key in line}
    check = story.add(
        INSPECTION_RESULT,
        ago,
        review_id=review_id,
        code=story.code("F-", line.get("code") if last else None) if bad else None,
        asset_id=story.ids.get(line["asset"]),
        reading=reading,
        result=result,
        finding=finding if bad else None,
        note=line.get("note") if last else None,
        position=position,
        repeated_from_id=story.ids.get(f"last {name}"),
        audience="customer",
        **fields,
    )
    story.ids[f"check {ago} {name}"] = story.ids[f"last {name}"] = check.id


def _result(line: Row, reading: str | None) -> str:
    if reading is None:
        return "not_checked"
    verdict = judge(reading, line.get("ok_range"), line.get("unit")) or "pass"
    return "attention" if verdict == "fail" and line.get("soft", True) else verdict


def _explain(story: Story, review_id: str, row: Row) -> None:
    ago = row.pop("ago")
    listeners = [f"@{name}" for name in row.pop("listeners")]
    by_hand = sample_told.signed(story, ago) if row.pop("signed", False) else {}
    fields = {"understood": "yes", "topics": sample_told.topics(story, review_id), "audience": "customer", **row}
    later = ago if by_hand else max(ago - 1, 0)
    signed = {"acknowledged_by": listeners[0], "acknowledged_on_ago": later, "held_on_ago": ago, **by_hand}
    story.add(EXPLAIN_SESSION, ago, review_id=review_id, listeners=listeners, **signed, **fields)


def _risk(story: Story, row: Row) -> None:
    ago, rating = row.pop("ago"), row.pop("rating", (None, None))
    fields = {"owner_id": "@me", "audience": "customer", "opened_on_ago": ago, **row}
    found = story.add(RISK, ago, likelihood=rating[0], impact=rating[1], **fields)
    story.ids[row["code"]] = found.id


def _plan(story: Story, row: Row) -> None:
    ago, risk, drills = row.pop("ago"), row.pop("risk"), row.pop("drills", ())
    steps = tuple(PlanStep(t_plus_min=t, who=w, action=a, rollback=r) for t, w, a, r in row.pop("steps"))
    fields = {"title": f"Plan for {risk}", "decider": "A. Vidal", "audience": "customer", **row}
    held = [drill for drill in drills if "held_on_ago" in drill]
    for drill in held[:1]:  # the newest comes first
        newest = {"drilled_on_ago": drill["held_on_ago"], "drill_result": drill["result"]}
        fields |= {**newest, "drill_minutes": drill["minutes"]}
    found = story.add(CONTINGENCY_PLAN, ago, risk_ids=[f"@{risk}"], steps=steps, made_on_ago=ago, **fields)
    for drill in reversed(drills):
        noted = drill.get("held_on_ago", 0)
        story.add(DRILL, noted, plan_id=found.id, **{"audience": fields["audience"], "led_by_id": "@me", **drill})


def _calls(story: Story, row: Row) -> None:
    for ago, ratings, words in row["rows"]:
        given: list[int | None] = [int(r) if r != "-" else None for r in ratings]
        fields = dict(zip(("tech", "attitude", "norms", "overall"), given, strict=True))
        overall = given[-1]
        who = {"contact_id": f"@{row['name']}", "person_id": "@T. Halonen", "caller_id": "@M. Ibáñez"}
        story.add(
            CALLBACK,
            ago,
            service_on_ago=ago + 2,
            called_on_ago=ago,
            reached=overall is not None,
            expected=4 if overall else None,
            solved=overall >= 3 if overall else None,
            text=words or None,
            review_id=_review_before(story, ago),
            audience="customer" if (overall or 0) >= 4 else "internal",
            **who,
            **fields,
        )


def _review_before(story: Story, ago: int) -> str | None:
    """The review of the week before a call."""
    found = (story.ids.get(f"review {day}") for day in range(ago, ago + 8))
    return next((key for key in found if key), None)


def _meeting(story: Story, row: Row) -> None:
    ago, met = row.pop("ago"), [f"@{name}" for name in row.pop("met")]
    fields = {"channel": "meeting", "direction": "proactive", "person_id": "@me", **row}
    story.add(INTERACTION, ago, happened_on_ago=ago, participants=met, **fields)


def _action(story: Story, row: Row) -> None:
    story.add(ACTION, row["opened_on_ago"], **{"owner_id": "@me", **row})


def _proof(story: Story, row: Row) -> None:
    ago, target = row.pop("ago"), story.target(row.pop("target"))
    story.add(EVIDENCE_LINK, ago, **target, evidence_date_ago=ago, **{"grade": "E2", **row})


def _mute(story: Story, row: Row) -> None:
    ago = row.pop("ago")
    story.add(ALERT_MUTE, ago, muted_on_ago=ago, **{"muted_by": "@me", **row})


def _chart(story: Story, row: Row) -> None:
    story.add(CHART_CARD, row.pop("ago"), **row)


def _picture(story: Story, row: Row) -> None:
    from planner.services import sample_pictures

    ago, picture = row["ago"], row["picture"]
    content = sample_pictures.draw(picture)
    sha256, size = store_bytes(paths.files_folder(story.session.path), content, story.session.files_key)
    story.add(
        ATTACHMENT,
        ago,
        **story.target(row["target"]),
        file_name=f"{picture}-{story.day(ago).isoformat()}.png",
        sha256=sha256,
        size=size,
        media_type="image/png",
        taken_on_ago=ago,
        caption=row["caption"],
        audience="customer",
    )


_SECTIONS = (
    ("units", _unit),
    ("people", _person),
    ("lines", _line),
    ("sites", _site),
    ("risks", _risk),
    ("plans", _plan),
    ("calls", _calls),
    ("meetings", _meeting),
    ("actions", _action),
    ("visits", _plan_of_visit),
    ("proofs", _proof),
    ("pictures", _picture),
    ("mutes", _mute),
    ("charts", _chart),
)
