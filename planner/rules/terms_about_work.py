# SPDX-License-Identifier: Apache-2.0
"""The rules of service, rhythm, risk and the working day in words (D10-D15)."""

from __future__ import annotations

from planner.entities.risks.contingency_plan import DRILL_RESULTS
from planner.entities.risks.risk import KINDS
from planner.kernel.text import N_
from planner.rules.rule_groups import MOST_ON_TODAY
from planner.rules.term_shapes import (
    DAYS,
    MINUTES,
    MONTHS,
    MOST,
    PERCENT,
    POINTS,
    Currency,
    DaysOff,
    Losses,
    Named,
    Row,
    Steps,
    Targets,
    Weekdays,
    Whole,
    Words,
)
from planner.rules.terms import Group, Term

_GRADES = tuple((grade, grade) for grade in "SABC")
_RHYTHM = Row(_GRADES, 0, 3650, DAYS)
_COST = Row((("open", N_("without a drilled plan")), ("drilled", N_("with a drilled plan"))), 0, 100, POINTS)
_LONG = Whole(1, 3650, DAYS)
_ESCALATION = (
    ("level_1", N_("Level 1, owner reminded")),
    ("level_2", N_("Level 2, owner's manager")),
    ("level_3", N_("Level 3, next line and team lead")),
    ("level_4", N_("Level 4, management")),
)
_STEPS = (
    ("respond", N_("respond")),
    ("restore", N_("restore")),
    ("solve", N_("solve")),
    ("vip_respond", N_("respond, VIP")),
    ("vip_restore", N_("restore, VIP")),
    ("vip_solve", N_("solve, VIP")),
)
_SEVERITIES = (
    ("critical", N_("Critical")),
    ("major", N_("Major")),
    ("minor", N_("Minor")),
    ("none", N_("Inquiry or complaint")),
)

GROUPS: tuple[Group, ...] = (
    Group(
        "escalation",
        N_("Escalation clock"),
        "D10",
        N_("Time used ÷ target of the step that is due. A level never falls by itself."),
        (
            Term("levels", N_("A level starts at this share of the target"), Row(_ESCALATION, 0, 1000, PERCENT)),
            Term("vip_management", N_("For a VIP management is told at"), Whole(0, 1000, PERCENT)),
            Term(
                "targets",
                N_("Targets; 0 is no target, “none” is an inquiry or a complaint"),
                Targets(_SEVERITIES, _STEPS),
            ),
            Term("first_notice", N_("The customer hears first within"), Whole(0, MOST, MINUTES)),
            Term("notices", N_("and then again every"), Named(_SEVERITIES[:3], 0, MOST, MINUTES)),
        ),
        idle=True,
    ),
    Group(
        "needs",
        N_("Needs"),
        "D11",
        N_("A need is validated when it is rooted and nothing blocks it."),
        (Term("evidence_min", N_("A need is blocked with fewer pieces of evidence than"), Whole(0, 20)),),
        idle=True,
    ),
    Group(
        "cadence",
        N_("Cadence"),
        "D12",
        N_("The next one is due the last one + the days of the grade. 0 is on request."),
        (
            Term("network_review", N_("Network review, by grade"), _RHYTHM),
            Term("working_visit", N_("Working visit, by grade"), _RHYTHM),
            Term("executive_meeting", N_("Executive meeting, by grade"), _RHYTHM),
            Term("plan_review", N_("Plan review, by grade"), _RHYTHM),
            Term("selection_review", N_("Selection review, by grade"), _RHYTHM),
            Term("callback_days", N_("A callback is due after a service within"), _LONG),
            Term("callback_ask_days", N_("It is asked for up to this many days after"), _LONG),
            Term("soon_from", N_("Due soon from this share of the time"), Whole(1, 1000, PERCENT)),
            Term("due_from", N_("Due from this share of the time"), Whole(1, 1000, PERCENT)),
            Term("overdue_above", N_("Overdue above this share of the time"), Whole(1, 1000, PERCENT)),
            Term("high_review", N_("With an open high risk a review is due within"), _LONG),
            Term("extreme_review", N_("With an open extreme risk a review is due within"), _LONG),
            Term(
                "contacts_a_month", N_("A customer hears from us a lot from this many contacts a month"), Whole(1, 1000)
            ),
        ),
    ),
    Group(
        "network",
        N_("Network"),
        "D13",
        N_("100 less the points of open risks and of a review that is overdue."),
        (
            Term("low", N_("A low risk costs"), _COST),
            Term("medium", N_("A medium risk costs"), _COST),
            Term("high", N_("A high risk costs"), _COST),
            Term("extreme", N_("An extreme risk costs"), _COST),
            Term("overdue_review", N_("An overdue review costs"), Whole(0, 100, POINTS)),
            Term("kinds", N_("Kinds of risk that count"), Words(tuple(KINDS))),
            Term("drill_counts", N_("A plan is drilled when the drill"), Words(tuple(DRILL_RESULTS))),
        ),
    ),
    Group(
        "service",
        N_("Service"),
        "D13",
        N_("100 less the points of open issues and of what was late or broken."),
        (
            Term("levels", N_("An open issue costs at its level"), Row(_ESCALATION, 0, 100, POINTS)),
            Term("solved_late", N_("Solved late costs"), Whole(0, 100, POINTS)),
            Term("theme", N_("A pattern of complaints without an action costs"), Whole(0, 100, POINTS)),
            Term("broken_promise", N_("A broken promise costs"), Whole(0, 100, POINTS)),
            Term("late_inquiry", N_("A late answer costs"), Whole(0, 100, POINTS)),
            Term("window_days", N_("What was late or broken counts for"), _LONG),
        ),
        idle=True,
    ),
    Group(
        "value",
        N_("Needs and value"),
        "D13",
        N_("Three shares by weight; a share of nothing counts 0."),
        (
            Term(
                "weights",
                N_("What each share counts"),
                Named(
                    (
                        ("validated", N_("Validated needs")),
                        ("answered", N_("Answered asks")),
                        ("confirmed", N_("A value the customer confirmed")),
                    )
                ),
            ),
            Term("confirmed_days", N_("A confirmed value counts for"), _LONG),
        ),
        idle=True,
    ),
    Group(
        "theme",
        N_("Complaint themes"),
        "D14",
        N_("Reports of the same thing make a signal, then a pattern."),
        (
            Term("signal", N_("A signal from this many reports"), Whole(1)),
            Term("pattern", N_("A pattern from this many reports"), Whole(1)),
            Term("window_days", N_("Reports count for"), _LONG),
            Term("customers", N_("A pattern also from this many customers"), Whole(1)),
            Term("ignored_days", N_("A pattern is ignored without an action after"), _LONG),
            Term("hand_offs", N_("Passed around from this many hand-offs"), Whole(1)),
            Term("chase_warning", N_("Asked again: a warning from"), Whole(1)),
            Term("chase_alert", N_("Asked again: an alert from"), Whole(1)),
        ),
        idle=True,
    ),
    Group(
        "risk",
        N_("Risk"),
        "D15",
        N_("Likelihood × impact, each from 1 to 5."),
        (
            Term("medium_from", N_("Medium from this score up"), Whole(2, 25)),
            Term("high_from", N_("High from this score up"), Whole(2, 25)),
            Term("extreme_from", N_("Extreme from this score up"), Whole(2, 25)),
            Term("high_plan_days", N_("A high risk needs a contingency plan within"), _LONG),
            Term("extreme_plan_days", N_("An extreme risk needs a contingency plan within"), _LONG),
            Term("extreme_drill_days", N_("An extreme risk needs a drill within"), _LONG),
            Term("plan_months", N_("A contingency plan is good for"), Whole(1, 120, MONTHS)),
            Term(
                "chances",
                N_("Probability of each likelihood, to work out the loss to expect"),
                Steps(("from", "to"), (N_("from {n} %, to"), PERCENT), (100, 100), 5),
            ),
            Term("currency", N_("Money is counted in"), Currency()),
            Term("losses", N_("What an impact may cost"), Losses()),
        ),
    ),
    Group(
        "work",
        N_("Calendar and lists"),
        "",
        N_("These rules change deadlines and lists, no score."),
        (
            Term("working_days", N_("Days on which deadlines count"), Weekdays()),
            Term("days_off", N_("Days off"), DaysOff()),
            Term("report_days", N_("A review's report is due after this many working days"), Whole(0, 365)),
            Term("grade_months", N_("A grade is good for"), Whole(1, 120, MONTHS)),
            Term("grade_months_s", N_("Grade S is good for"), Whole(1, 120, MONTHS)),
            Term("today_rows", N_("Today shows at most"), Whole(1, MOST_ON_TODAY)),
            Term("today_ahead", N_("Today looks ahead"), Whole(0, 365, DAYS)),
            Term("older_days", N_("On Today something is older after"), Whole(0, 3650, DAYS)),
        ),
    ),
)
