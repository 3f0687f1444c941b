# SPDX-License-Identifier: Apache-2.0
"""The rules of health and its parts in words (D1-D9)."""

from __future__ import annotations

from planner.entities.relations.decision_role import ROLES
from planner.entities.relations.relation_assessment import LEVELS
from planner.kernel.text import N_
from planner.rules.health import LABELS
from planner.rules.term_shapes import DAYS, PERCENT, POINTS, Named, Row, Steps, Whole
from planner.rules.terms import Group, Term

_AGE = Steps()
_LAYERS = Row(
    (("key", N_("Key relation")), ("general", N_("General relation")), ("organisational", N_("Organisational")))
)
_LONG = Whole(1, 3650, DAYS)
_PEOPLE = (*ROLES,)

GROUPS: tuple[Group, ...] = (
    Group(
        "health",
        N_("Health"),
        "D1",
        N_("The mean of its parts by weight. A part of which nothing is known leaves its weight to the others."),
        (
            Term("weights", N_("What each part counts"), Named(tuple(LABELS.items()))),
            Term("healthy_from", N_("Healthy from this value up"), Whole(1)),
            Term("watch_from", N_("Watch from this value up"), Whole(1)),
            Term("at_risk_from", N_("At risk from this value up; below it is critical"), Whole(1)),
            Term(
                "unproven_below",
                N_("Unproven when less than this share of the records is there"),
                Whole(0, 100, PERCENT),
            ),
            Term("trend_days", N_("The trend compares with this many days ago"), _LONG),
            Term("steady_within", N_("A change up to this many points is steady"), Whole(0, 100, POINTS)),
            Term(
                "alarm_fall",
                N_("Two falling quarters raise the alarm above this many points in sum"),
                Whole(0, 100, POINTS),
            ),
        ),
    ),
    Group(
        "key_relation",
        N_("Key relation"),
        "D2",
        N_("The value of each key person's level × its freshness, as the mean by the weight of the role."),
        (
            Term("roles", N_("Weight of a role in the decision"), Named(_PEOPLE, 1, 100)),
            Term("key_from", N_("A role is a key role from this weight up"), Whole(1)),
            Term("levels", N_("What a level is worth"), Named(tuple(reversed(LEVELS)))),
            Term("freshness", N_("What is left of it, by the age of the newest evidence"), _AGE),
            Term("stale", N_("What is left of it when the evidence is older"), Whole(0, 100, PERCENT)),
            Term("opponent_from", N_("An opponent raises an alert from this weight up"), Whole(1)),
            Term("evidence_needed", N_("Pieces of evidence a level needs"), Named(LEVELS, 0, 20)),
        ),
    ),
    Group(
        "general_relation",
        N_("General relation"),
        "D3",
        N_(
            "The mean over all units of active contacts ÷ contacts aimed at, at most 1 each. "
            "Unknown while no meeting or call with anybody is recorded."
        ),
        (
            Term("active_days", N_("A contact is active when somebody spoke with it within"), _LONG),
            Term(
                "letters",
                N_("Letter from this value up; below the last it is D"),
                Named((("A", "A"), ("B", "B"), ("C", "C"))),
            ),
        ),
    ),
    Group(
        "organisation",
        N_("Organisational relation"),
        "D4",
        N_("The points of what is in place. What can't be said is left out and the rest counts as 100."),
        (
            Term(
                "points",
                N_("Points for what is in place"),
                Named(
                    (
                        ("executive_met", N_("Executives met")),
                        ("agreement", N_("Agreement in force")),
                        ("joint_plan", N_("Joint plan active")),
                        ("reviews_on_time", N_("Reviews on time, by their share")),
                        ("sponsors", N_("Sponsors on both sides and matched processes")),
                    )
                ),
            ),
            Term("executive_days", N_("The executives' meeting counts for"), _LONG),
            Term("letters", N_("Letter from this value up; below the last it is C"), Named((("A", "A"), ("B", "B")))),
        ),
        idle=True,
    ),
    Group(
        "relation",
        N_("Relation"),
        "D5",
        N_("Three layers by weight. A layer of which nothing is known leaves its weight to the others."),
        (
            Term("strategic", N_("Grade S: what each layer counts"), _LAYERS),
            Term("partner", N_("Grade A: what each layer counts"), _LAYERS),
            Term("cash_flow_b", N_("Grade B: what each layer counts"), _LAYERS),
            Term("cash_flow_c", N_("Grade C: what each layer counts"), _LAYERS),
            Term("ungraded", N_("Without a grade: what each layer counts"), _LAYERS),
        ),
    ),
    Group(
        "coverage",
        N_("Coverage"),
        "D6",
        N_("Which key people somebody of us knows and sees, and whether it all hangs on one person."),
        (
            Term("level_from", N_("A person is covered from this level up"), Whole(-1, 3)),
            Term("active_days", N_("and spoken with within"), _LONG),
            Term(
                "single_thread_above",
                N_("A single thread: one person holds more than this share"),
                Whole(0, 100, PERCENT),
            ),
        ),
    ),
    Group(
        "satisfaction",
        N_("Satisfaction"),
        "D7",
        N_("The mean of the callbacks by their age, less a penalty for corrections that are late."),
        (
            Term("ages", N_("What a callback counts, by its age; older ones are out"), Steps(low=(0, 1))),
            Term("thin_below", N_("Thin with fewer callbacks than this"), Whole(1)),
            Term("low_rating", N_("A rating is low up to"), Whole(1, 5)),
            Term("penalty", N_("A low rating whose correction is late costs"), Whole(0, 100, POINTS)),
            Term("penalty_max", N_("All of them together cost at most"), Whole(0, 100, POINTS)),
            Term("top_two_from", N_("An overall rating is good from"), Whole(1, 5)),
            Term("target", N_("Target for the satisfaction"), Whole(0, 100)),
            Term(
                "gap_within",
                N_("Content while expected and perceived differ by less than (hundredths of a step)"),
                Whole(0, 400),
            ),
            Term("person_min", N_("The view of one person needs this many callbacks"), Whole(1)),
        ),
    ),
    Group(
        "match",
        N_("Strategic match"),
        "D8",
        N_("Six factors from 0 to 5 by weight. A factor that is not known leaves its weight to the others."),
        (
            Term(
                "weights",
                N_("What each factor counts"),
                Named(
                    (
                        ("f1", N_("Direction overlaps ours")),
                        ("f2", N_("Investment areas we can serve")),
                        ("f3", N_("Our role, main channel to marginal")),
                        ("f4", N_("Growth and standing in the industry")),
                        ("f5", N_("Profit per head for us, gain for them")),
                        ("f6", N_("Culture and shared view of the future")),
                    )
                ),
            ),
            Term("candidate_from", N_("Strategic candidate from this match up"), Whole(1)),
            Term("revenue_below", N_("Revenue source below this match …"), Whole(0)),
            Term(
                "revenue_drift",
                N_("… or when it changed in a year by this many points or worse"),
                Whole(-100, 0, POINTS),
            ),
            Term(
                "revenue_share",
                N_("… where it has this share of our sales or is in the top fifth"),
                Whole(0, 100, PERCENT),
            ),
            Term("marginal_to", N_("Marginal: our role is rated up to"), Whole(0, 5)),
        ),
        idle=True,
    ),
    Group(
        "attractiveness",
        N_("Attractiveness"),
        "D9",
        N_("Four parts by weight; the grade follows from attractiveness, match and rank."),
        (
            Term(
                "weights",
                N_("What each part counts"),
                Named(
                    (
                        ("match", N_("Strategic match")),
                        ("growth", N_("Growth of the customer's spending")),
                        ("profit_per_head", N_("Rank of the profit per head")),
                        ("stability", N_("Stability")),
                    )
                ),
            ),
            Term("growth_full", N_("Yearly growth that counts as 100"), Whole(1, 1000, PERCENT)),
            Term(
                "strategic",
                N_("Grade S needs"),
                Row(
                    (
                        ("attractiveness", N_("Attractiveness from")),
                        ("match", N_("Match from")),
                        ("rank", N_("Rank in its industry up to")),
                    )
                ),
            ),
            Term(
                "partner",
                N_("Grade A needs"),
                Row(
                    (
                        ("attractiveness", N_("Attractiveness from")),
                        ("match", N_("Match from")),
                    )
                ),
            ),
            Term("cash_flow_b", N_("Grade B needs this attractiveness"), Whole(0)),
        ),
        idle=True,
    ),
)
