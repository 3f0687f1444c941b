# SPDX-License-Identifier: Apache-2.0
"""Rules into a file and out of one. A file is read, tried and adopted; reading alone changes nothing."""

from __future__ import annotations

from pathlib import Path

from planner.entities.customers.site import SITE
from planner.formats import rules_file
from planner.formats.rules_file import Head, ReadRules
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, tr
from planner.rules.rule_checks import check
from planner.rules.ruleset import DEFAULT, Rules
from planner.rules.term_shapes import refuse
from planner.safe.files import write_atomic
from planner.services import crud, ruleset_versions, rulesets
from planner.services.ruleset_versions import Version
from planner.services.session import Session


def export(session: Session, path: Path, version: Version | None = None) -> Path:
    """Write a version, or the rules in force, as a file that `read` understands; the file is written whole."""
    chosen = version or ruleset_versions.in_force(session)
    if path.suffix.casefold() != rules_file.SUFFIX:
        path = path.with_name(path.name + rules_file.SUFFIX)
    if path == session.path:
        raise PlannerError(tr("That is the portfolio itself. Choose another name."), "rules")
    write_atomic(path, text_of(chosen).encode())
    return path


def text_of(version: Version) -> str:
    """The file of a version as text."""
    head = Head(name=version.name, version=version.number, adopted_on=version.adopted_on, reason=version.reason)
    return rules_file.write(version.rules, head)


def read(session: Session, path: Path) -> ReadRules:
    """The rules a file asks for here; what it leaves out stays as it is in force. Nothing is written.

    PlannerError names the file, or the key that does not fit.
    """
    found = rules_file.read_path(path, rulesets.current(session))
    for number, loss in enumerate(found.rules.risk.losses, 1):
        if loss.site_id and crud.find(session, SITE, loss.site_id) is None:
            raise refuse(f"risk.losses.{number}.site", tr("this portfolio has no such site."))
    return found


def sound(session: Session, rules: Rules) -> Rules:
    """The same rules, when they make sense and are others than those in force; else PlannerError with the key."""
    check(rules)
    if rules == rulesets.current(session):
        raise PlannerError(tr("These are the rules in force already. Nothing was changed."), "same")
    return rules


def adopt(session: Session, rules: Rules, reason: str, *, name: str | None = None, source: object = None) -> ChangeSet:
    """Put rules that were tried in force as the next version, with why.

    PlannerError when they are those in force already, or a number makes no sense.
    """
    sound(session, rules)
    return rulesets.adopt(session, rules, Message(N_("Adopt rules")), reason=reason, name=name, source=source)


def built_in_here(session: Session) -> Rules:
    """The built-in rules with what belongs to this portfolio alone: its calendar, its currency and its amounts."""
    from dataclasses import replace

    now = rulesets.current(session)
    risk = replace(DEFAULT.risk, currency=now.risk.currency, losses=now.risk.losses)
    work = replace(DEFAULT.work, working_days=now.work.working_days, days_off=now.work.days_off)
    return replace(DEFAULT, risk=risk, work=work)
