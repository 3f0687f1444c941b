# SPDX-License-Identifier: Apache-2.0
"""Facts about the fictional sample and about generated data of any size."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.entities.common.attachment import ATTACHMENT
from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import ENTITIES
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.rules.risk import band
from planner.rules.ruleset import DEFAULT
from planner.rules.validate import check_all
from planner.services import attachments, bulk_data, crud, doctor, reports, sample, scores, today
from planner.services.portfolio import create
from planner.services.session import Session
from planner.store import search
from tests.conftest import DEVICE, NOW
from tests.services.dumps import dump


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, made once; tests only read it."""
    folder = tmp_path_factory.mktemp("sample")
    return sample.make_sample(folder / "sample.waterline", clock=FixedClock(NOW), device=DEVICE)


@pytest.fixture
def told(sample_file: Path, clock: FixedClock) -> Iterator[Session]:
    """The opened sample."""
    session = sample.open_sample(sample_file, clock=clock, device=DEVICE)
    yield session
    session.close()


def test_that_the_sample_has_the_promised_shape(told: Session) -> None:
    assert Counter(a.grade for a in crud.every(told, ACCOUNT)) == {"S": 1, "A": 2, "B": 3, "C": 2}
    assert len(crud.every(told, CONTACT)) == 46
    risks = crud.every(told, RISK)
    scores_of = [r.likelihood * r.impact if r.likelihood and r.impact else None for r in risks]
    assert len(risks) == 14
    assert scores_of.count(None) == 2
    assert {band(s, DEFAULT) for s in scores_of if s} == {"low", "medium", "high", "extreme"}
    calls = sorted(row.score.satisfaction_n for row in reports.portfolio(told) if row.score)
    assert {0, 1, 8, 25} <= set(calls)
    plans = crud.every(told, CONTINGENCY_PLAN)
    assert {p.drill_result for p in plans} == {None, "passed", "partly", "failed"}
    due = [a.due for a in crud.every(told, ACTION) if a.done_on is None and a.due]
    assert min(due) < told.today() < max(due)


def test_that_every_record_of_the_sample_may_be_kept(told: Session) -> None:
    faults = {(s.name, e.id): check_all(s, e) for s in ENTITIES for e in crud.every(told, s)}
    assert {key: fault for key, fault in faults.items() if fault} == {}
    assert all(check.sound for check in doctor.look_over(told)), doctor.look_over(told)


def test_that_the_sample_is_marked_scored_and_not_undoable(told: Session) -> None:
    assert sample.is_sample(told)
    assert told.undo_label is None
    assert scores.waiting(told) == 0


def test_that_one_account_of_the_sample_is_empty(told: Session) -> None:
    (empty,) = (a for a in crud.every(told, ACCOUNT) if a.name == "Estancia San Telmo")
    for spec in ENTITIES:
        if spec.has_account:
            assert crud.of_account(told, spec, empty.id) == []


def test_that_the_sample_mixes_audiences_and_scripts_but_none_from_the_right(told: Session) -> None:
    contacts = crud.every(told, CONTACT)
    assert {c.audience for c in contacts} == {"internal", "customer"}
    letters = "".join(c.name for c in contacts)
    kinds = {unicodedata.bidirectional(letter) for letter in letters}
    assert not kinds & {"R", "AL"}
    assert any("\u4e00" <= letter <= "\u9fff" for letter in letters)
    assert max(len(c.name) for c in contacts) > 60


def test_that_reviews_reach_back_eighteen_months(told: Session) -> None:
    days = [r.done_on for r in crud.every(told, NETWORK_REVIEW) if r.done_on]
    assert (told.today() - min(days)).days >= 540
    assert (told.today() - max(days)).days == 9


def test_that_three_visits_of_the_sample_lie_ahead(told: Session) -> None:
    ahead = today.visits(told, 10)
    assert len(ahead) == 3
    assert all(visit.site and visit.on > told.today() for visit in ahead)


def test_that_pictures_of_the_sample_can_be_shown(told: Session) -> None:
    found = crud.every(told, ATTACHMENT)
    assert len(found) == 4
    assert all(attachments.thumbnail(told, one.id) for one in found)


def test_that_the_sample_is_made_anew_only_over_itself(tmp_path: Path, clock: FixedClock) -> None:
    place = tmp_path / "mine.waterline"
    create(place, clock=clock).close()
    with pytest.raises(PlannerError):
        sample.open_sample(place, fresh=True, clock=clock)
    assert place.exists()
    other = tmp_path / "sample.waterline"
    with_change = sample.open_sample(other, clock=clock)
    crud.add(with_change, ACCOUNT, name="Mine")
    with_change.close()
    fresh = sample.open_sample(other, fresh=True, clock=clock)
    assert len(crud.every(fresh, ACCOUNT)) == 8
    fresh.close()


def test_that_generated_data_is_sound_and_the_same_for_a_seed(tmp_path: Path, clock: FixedClock) -> None:
    def generated(name: str, seed: int) -> list[tuple[object, ...]]:
        session = create(tmp_path / name, me_name="x", clock=clock)
        bulk_data.bulk(session, 12, contacts_each=3, reviews_each=4, seed=seed)
        assert all(check.sound for check in doctor.look_over(session))
        for spec in ENTITIES:
            assert all(check_all(spec, one) == {} for one in crud.every(session, spec))
        found = [(a.name, a.grade) for a in crud.every(session, ACCOUNT)]
        found += [(r.done_on, r.summary) for r in crud.every(session, NETWORK_REVIEW)]  # type: ignore[misc]
        session.close()
        return list(found)

    first = generated("a.waterline", 3)
    assert first == generated("b.waterline", 3)
    assert first != generated("c.waterline", 4)


def test_that_generated_reviews_hold_planted_words_of_three_scripts(tmp_path: Path, clock: FixedClock) -> None:
    session = create(tmp_path / "a.waterline", me_name="x", clock=clock)
    bulk_data.bulk(session, 60, contacts_each=1)
    for word in bulk_data.PLANTED:
        reviews = crud.every(session, NETWORK_REVIEW)
        expected = sum(word in (r.summary or "") for r in reviews)
        assert 0 < expected < len(reviews) / 20
        assert session.read(lambda conn, word=word: search.count(conn, word)) == expected  # type: ignore[misc]
    codes = [r.code for r in crud.every(session, RISK)]
    assert len(set(codes)) == len(codes)
    session.close()


def test_that_more_accounts_than_told_are_generated(tmp_path: Path, clock: FixedClock) -> None:
    path = sample.make_sample(tmp_path / "many.waterline", accounts=11, clock=clock)
    session = sample.open_sample(path, clock=clock)
    assert len(crud.every(session, ACCOUNT)) == 11
    assert session.undo() is None
    before = dump(session)
    risk = crud.add(session, RISK, account_id=crud.every(session, ACCOUNT)[0].id, statement="New")
    assert risk.code not in [r.code for r in before["risk"]]  # type: ignore[attr-defined]
    session.close()


def test_that_a_sample_that_fails_leaves_no_file(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.services.bulk_data.bulk", broken)
    with pytest.raises(KeyboardInterrupt):
        sample.make_sample(tmp_path / "many.waterline", accounts=11, clock=clock)
    assert [p.name for p in tmp_path.iterdir() if "many" in p.name and not p.name.endswith(".lock")] == []
