# SPDX-License-Identifier: Apache-2.0
"""Whether everything for a visit is on this computer (workflow 4.1 step 4); nothing is fetched, all is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib.resources import files
from typing import Final

from planner.entities.common.attachment import Attachment
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.reviews.visit_plan import VISIT_PLAN, VisitPlan
from planner.kernel import paths
from planner.kernel.clock import moment
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, tr, trn
from planner.rules.authorisation import cover_of, cover_words, visit_day
from planner.rules.facts import AccountFacts
from planner.rules.risk import risk_states
from planner.rules.visit_proposal import last_review, risks_of_site
from planner.safe.files import free_space
from planner.safe.vault import verify_stored
from planner.services import backup_list, crud, reports, room, rulesets, visit_plans
from planner.services.parts import change
from planner.services.session import Session
from planner.store.table import Reader
from planner.store.unit import Unit

FINE, WATCH, ACT = "fine", "watch", "act"
_FRESH = timedelta(hours=24)
_BATTERY = 80
_FONTS: Final = ("Inter", "NotoSansSC")
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLine:
    """One thing that was looked at. ``state`` is fine, watch (go, but know it) or act (it matters).

    ``remedy`` is the key of what mends it: authorisation, document, plan, checks, plans, files, backup; "" for nothing.
    """

    key: str
    name: str
    state: str
    text: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    session: Session
    facts: AccountFacts
    review: NetworkReview
    plan: VisitPlan | None


def look(session: Session, review_id: str, report: Report | None = None) -> tuple[PackLine, ...]:
    """Every line: leave, plan, data, files, the computer. Slow with many files: run it as a job."""
    review = crud.get(session, NETWORK_REVIEW, review_id)
    facts = reports.facts(session, review.account_id)
    case = _Case(session, facts, review, visit_plans.of_review(session, review_id))
    found: list[PackLine] = []
    for number, part in enumerate(_PARTS):
        if report is not None:
            report(number, len(_PARTS), "")
        found.extend(part(case))
    return tuple(found)


def lacking(lines: tuple[PackLine, ...]) -> tuple[PackLine, ...]:
    """What matters and is not there."""
    return tuple(line for line in lines if line.state == ACT)


def pack(
    session: Session, review_id: str, lines: tuple[PackLine, ...], *, reason: str = "", source: object = None
) -> VisitPlan:
    """Note that a visit is packed; ``lines`` is what `look` saw.

    With something lacking only by hand, with a ``reason``, which is kept with what lacked in the note of the plan.
    PlannerError, code "not-packed", without one.
    """
    gaps = lacking(lines)
    if gaps and not reason.strip():
        names = ", ".join(line.name for line in gaps)
        text = tr("Not packed: {names}. Mend it, or say why you go without.", names=names)
        raise PlannerError(text, "not-packed")
    kept: list[VisitPlan] = []

    def work(unit: Unit) -> None:
        plan = visit_plans.find(unit.conn, review_id) or visit_plans.make(session, unit, review_id)
        values: dict[str, object] = {"packed_at": moment(unit.stamp.at)}
        if gaps:
            said = tr(
                "{day}: packed by hand without {names}. {reason}",
                day=day_text(session.today()),
                names=", ".join(line.name for line in gaps),
                reason=reason.strip(),
            )
            values["note"] = f"{plan.note}\n{said}" if plan.note else said
        kept.append(change(unit, VISIT_PLAN, plan.id, **values))
        review = Reader(NETWORK_REVIEW, unit.conn).get(review_id)
        if review.done_on is None and review.state in {"planned", "in_progress"}:
            change(unit, NETWORK_REVIEW, review_id, state="packed")

    name = crud.title_of(session, NETWORK_REVIEW, review_id)
    session.write(Message(N_("Pack visit of {name}"), {"name": name}), work, source)
    return kept[0]


def _leave(case: _Case) -> Iterator[PackLine]:
    cover = cover_of(case.facts, case.review, visit_day(case.review, case.session.today()))
    state, words = (FINE if cover.permits else ACT), cover_words(cover).text()
    remedy = "" if cover.permits else "authorisation"
    yield PackLine(key="authorisation", name=tr("Authorisation"), state=state, text=words, remedy=remedy)
    if not cover.permits or cover.authorisation is None:
        return
    papers = [a for a in case.facts.attachments if _on(a, "authorisation", {cover.authorisation.id})]
    text = ", ".join(a.file_name for a in papers) or tr("The signed paper is not attached.")
    state, remedy = (FINE, "") if papers else (WATCH, "document")
    yield PackLine(key="document", name=tr("Signed paper"), state=state, text=text, remedy=remedy)


def _plan(case: _Case) -> Iterator[PackLine]:
    plan = case.plan
    if plan is None:
        text, state = tr("There is no visit plan yet."), WATCH
    elif not plan.goal:
        text, state = tr("The plan has no goal yet."), WATCH
    else:
        text, state = plan.goal, FINE
    remedy = "plan" if state == WATCH else ""
    yield PackLine(key="plan", name=tr("Visit plan"), state=state, text=text, remedy=remedy)


def _checks(case: _Case) -> Iterator[PackLine]:
    count = sum(r.review_id == case.review.id for r in case.facts.results)
    state, remedy = (FINE, "") if count else (ACT, "checks")
    text = trn("{n} check", "{n} checks", count) if count else tr("There is nothing to check yet.")
    yield PackLine(key="checks", name=tr("Checklist"), state=state, text=text, remedy=remedy)
    last = last_review(case.facts, case.review)
    if last is None or last.done_on is None:
        text = tr("First review of this site.")
    else:
        read = sum(r.review_id == last.id and bool(r.reading) for r in case.facts.results)
        text = tr("{day}: {readings}", day=day_text(last.done_on), readings=trn("{n} reading", "{n} readings", read))
    yield PackLine(key="last", name=tr("Last review"), state=FINE, text=text)


def _plans(case: _Case) -> Iterator[PackLine]:
    rules, today = rulesets.current(case.session), case.session.today()
    here = {risk.id for risk in risks_of_site(case.facts, case.review)}
    severe = [s for s in risk_states(case.facts, rules, today) if s.risk.id in here and s.band in {"high", "extreme"}]
    open_ = [s.name for s in severe if not s.valid_plan]
    if open_:
        text = tr("No valid plan for {names}.", names=", ".join(open_))
    elif severe:
        text = trn("{n} high or extreme risk with its plan", "{n} high or extreme risks with their plans", len(severe))
    else:
        text = tr("No high or extreme risk is open here.")
    state, remedy = (WATCH, "plans") if open_ else (FINE, "")
    yield PackLine(key="plans", name=tr("Contingency plans"), state=state, text=text, remedy=remedy)


def _files(case: _Case) -> Iterator[PackLine]:
    wanted = _wanted(case)
    folder, key = paths.files_folder(case.session.path), case.session.files_key
    gone = [a for a in wanted if not verify_stored(folder, a.sha256, key)]
    if gone:
        names = ", ".join(a.file_name for a in gone[:3])
        text = tr("Missing or damaged: {names}. Restore them from a backup.", names=names)
    else:
        text = trn("{n} file, as it was stored", "{n} files, as they were stored", len(wanted))
        text = text if wanted else tr("No file belongs to this visit.")
    state, remedy = (ACT, "files") if gone else (FINE, "")
    yield PackLine(key="files", name=tr("Files"), state=state, text=text, remedy=remedy)


def _computer(case: _Case) -> Iterator[PackLine]:
    yield _fonts()
    yield _backup(case.session)
    yield _disk(case.session)
    yield from _battery()


def _fonts() -> PackLine:
    names = [item.name for item in (files("resources") / "fonts").iterdir()]
    gone = [font for font in _FONTS if not any(name.startswith(font) for name in names)]
    text = tr("Missing: {names}. Install the program again.", names=", ".join(gone)) if gone else tr("All there")
    return PackLine(key="fonts", name=tr("Fonts for documents"), state=ACT if gone else FINE, text=text)


def _backup(session: Session) -> PackLine:
    found = [b for b in backup_list.listing(session) if b.state == backup_list.VERIFIED and b.line == backup_list.SAME]
    newest = max(found, key=lambda b: b.made_at, default=None)
    if newest is None:
        text, fresh = tr("There is no verified backup."), False
    else:
        fresh = newest.since == 0 or session.clock.now() - newest.made_at <= _FRESH
        text = tr("Last one {day}", day=f"{newest.made_at.astimezone():%Y-%m-%d %H:%M}")
    state, remedy = (FINE, "") if fresh else (WATCH, "backup")
    return PackLine(key="backup", name=tr("Backup"), state=state, text=text, remedy=remedy)


def _disk(session: Session) -> PackLine:
    short = room.missing(session.path)
    free = free_space(session.path.parent)
    if short:
        text = tr("Too little room. Free {mb} MB.", mb=-(-short // 1_000_000))
    elif free is None:
        text = tr("Nobody can tell here.")
    else:
        text = tr("{gb} GB free", gb=f"{free / 1_000_000_000:.0f}")
    return PackLine(key="disk", name=tr("Room on the disk"), state=ACT if short else FINE, text=text)


def _battery() -> Iterator[PackLine]:
    """A hint, where the computer has a battery and tells of it."""
    import psutil

    try:
        found = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except (OSError, psutil.Error, RuntimeError):
        return
    if found is None:
        return
    share = round(found.percent)
    low = share < _BATTERY
    text = tr("{n} %, on mains", n=share) if found.power_plugged else tr("{n} %", n=share)
    state = WATCH if low else FINE
    yield PackLine(key="battery", name=tr("Battery"), state=state, text=text)


def _wanted(case: _Case) -> list[Attachment]:
    """The files of the site, its equipment, earlier checks, risks and plans, of the review and its authorisation."""
    facts, review = case.facts, case.review
    at_site = {r.id for r in facts.reviews if r.site_id == review.site_id} | {review.id}
    risks = {risk.id for risk in risks_of_site(facts, review)}
    cover = cover_of(facts, review, visit_day(review, case.session.today()))
    kinds = {
        "site": {review.site_id or ""},
        "asset": {a.id for a in facts.assets if a.site_id == review.site_id},
        "network_review": at_site,
        "inspection_result": {r.id for r in facts.results if r.review_id in at_site},
        "risk": risks,
        "contingency_plan": {p.id for p in facts.plans if risks.intersection(p.risk_ids)},
        "authorisation": {cover.authorisation.id} if cover.authorisation else set(),
        "visit_plan": {case.plan.id} if case.plan else set(),
    }
    return [a for a in facts.attachments if any(_on(a, kind, keys) for kind, keys in kinds.items())]


def _on(attachment: Attachment, kind: str, keys: set[str]) -> bool:
    return attachment.target_type == kind and attachment.target_id in keys


_PARTS: tuple[Callable[[_Case], Iterator[PackLine]], ...] = (_leave, _plan, _checks, _plans, _files, _computer)
