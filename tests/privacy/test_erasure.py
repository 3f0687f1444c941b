# SPDX-License-Identifier: Apache-2.0
"""An erased person is nowhere any more: tables, log, index, drafts, files, free pages, backups (reliability I76)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.interaction import INTERACTION
from planner.entities.service.callback import CALLBACK
from planner.kernel import paths
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError
from planner.safe.keys import LEAST
from planner.services import crud, customers, erasure, interactions, people
from planner.services.doctor import look_over
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection
from planner.services.session import Session
from planner.store import search
from planner.store.scrubbing import Place
from tests.conftest import DEVICE, ME
from tests.privacy.canaries import (
    Subject,
    Words,
    a_colleague_everywhere,
    a_contact_everywhere,
    files_below,
    found_in,
)

PASSWORD = "four words and a river"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "place" / "people.waterline"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    made = create(path, me_name=ME, device=DEVICE)
    yield made
    made.close()


@pytest.fixture
def words() -> Words:
    return Words(11)


def everybody(session: Session, words: Words, folder: Path, count: int = 3) -> list[Subject]:
    """Several people at two accounts, and one colleague."""
    accounts = [customers.add_account(session, name) for name in ("Alpha", "Beta")]
    found = [a_contact_everywhere(session, accounts[n % 2].id, words, folder) for n in range(count)]
    return [*found, a_colleague_everywhere(session, accounts[0].id, words)]


def faults(session: Session) -> list[str]:
    return [check.name for check in look_over(session) if not check.sound]


def test_that_erased_people_leave_no_byte_and_others_keep_every_word(
    session: Session, words: Words, path: Path, tmp_path: Path
) -> None:
    kept, *gone = everybody(session, words, tmp_path, 12)
    told = [word for who in gone for word in who.canaries]
    assert len(told) >= 1000
    before = crud.get(session, CONTACT, kept.key)
    answers = [erasure.erase(session, who.kind, who.key) for who in gone]
    assert [answer.left for answer in answers] == [()] * len(gone)
    assert faults(session) == []
    session.close()
    for name, content in files_below(path.parent).items():
        assert found_in(content, told) == set(), name
        assert found_in(name.encode(), told) == set(), name
    with closing(open_portfolio(path, device=DEVICE)) as again:
        assert crud.get(again, CONTACT, kept.key) == before
        everything = b"".join(files_below(path.parent).values())
        assert set(kept.words) <= found_in(everything, kept.words)
        assert again.read(lambda conn: search.count(conn, kept.name)) > 0


def test_that_an_encrypted_portfolio_holds_nothing_of_them_once_it_is_opened(
    path: Path, words: Words, tmp_path: Path
) -> None:
    with closing(
        create(path, me_name=ME, device=DEVICE, protection=Protection(password=PASSWORD, cost=LEAST))
    ) as session:
        gone = everybody(session, words, tmp_path)
        files = len(list(paths.files_folder(path).rglob("*")))
        for who in gone:
            assert erasure.erase(session, who.kind, who.key).left == ()
        assert len(list(paths.files_folder(path).rglob("*"))) < files
        assert faults(session) == []
        bare = tmp_path / "bare.sqlite"
        with session.db.reading() as conn:
            conn.execute(f"ATTACH DATABASE '{bare}' AS bare KEY ''")
            conn.execute("SELECT sqlcipher_export('bare')")
            conn.execute("DETACH DATABASE bare")
    assert found_in(bare.read_bytes(), [word for who in gone for word in who.canaries]) == set()


def test_that_what_is_somebody_elses_stays_without_the_person(session: Session, words: Words, tmp_path: Path) -> None:
    who = everybody(session, words, tmp_path)[0]
    erasure.erase(session, "contact", who.key)
    account = next(a for a in crud.every(session, ACCOUNT) if a.name == "Alpha")
    assert (account.notes or "").startswith("Ask [erased], [erased].")
    both = next(i for i in crud.every(session, INTERACTION) if i.title == "Both")
    assert (both.outcomes, both.our_promises) == ("[erased] agreed.", "Write to [erased] or call [erased].")
    assert len(both.participants) == 1
    callback = crud.of_account(session, CALLBACK, account.id)[0]
    assert (callback.contact_id, callback.overall, callback.text) == (None, 4, None)


def test_that_the_preview_says_what_goes_and_where_the_person_is_named(
    session: Session, words: Words, tmp_path: Path
) -> None:
    who = everybody(session, words, tmp_path)[0]
    found = erasure.preview(session, "contact", who.key)
    assert dict(found.goes) == {
        "contact": 1, "decision_role": 1, "relation_assessment": 2, "evidence_link": 2, "attachment": 1
    }  # fmt: skip
    assert (found.name, found.drafts, found.ratings, len(found.files)) == (who.name, 1, 1, 1)
    named = [one for one in found.mentions if one.place.sort == "exact"]
    assert all(one.usual for one in named)
    assert {"Outcomes", "Our promises", "Decider", "Who to call", "Risk", "Notes"} <= {one.field for one in named}
    whole = {one.field for one in found.mentions if one.place.sort == "words"}
    assert whole == {"Title", "Outcomes", "Questions", "In their words"}
    assert not session.read(lambda conn: conn.execute("SELECT 1 FROM erasure").fetchone())


def test_that_a_mention_left_standing_stays_and_is_said(session: Session, words: Words, tmp_path: Path) -> None:
    who = everybody(session, words, tmp_path)[0]
    place = next(
        one.place for one in erasure.preview(session, "contact", who.key).mentions
        if one.place.entity == "account" and one.field == "Notes"
    )  # fmt: skip
    answer = erasure.erase(session, "contact", who.key, [place])
    assert any("account" in line for line in answer.left)
    account = crud.get(session, ACCOUNT, place.key)
    assert who.name.upper() in (account.notes or "")
    assert faults(session) == []


def test_that_a_part_of_the_name_is_only_replaced_when_it_is_ticked(session: Session) -> None:
    account = customers.add_account(session, "Alpha", notes="Perez called. Ana Pérez too.")
    ana = people.add_contact(session, account.id, "Ana Pérez", given_name="Ana", family_name="Pérez")
    guess = Place("account", account.id, "notes", "guess")
    found = {one.place: one.usual for one in erasure.preview(session, "contact", ana.id).mentions}
    assert found == {guess: False, guess._replace(sort="exact"): True}
    erasure.erase(session, "contact", ana.id, [guess])
    assert crud.get(session, ACCOUNT, account.id).notes == "[erased] called. [erased] too."


def test_that_somebody_of_the_same_name_keeps_it(session: Session) -> None:
    account = customers.add_account(session, "Alpha", notes="Li Wei called")
    twins = [people.add_contact(session, account.id, "Li Wei", phone="+34 600 111 222") for _ in range(2)]
    erasure.erase(session, "contact", twins[0].id)
    other = crud.get(session, CONTACT, twins[1].id)
    assert (other.name, other.phone) == ("Li Wei", "+34 600 111 222")
    assert crud.get(session, ACCOUNT, account.id).notes == "Li Wei called"


def test_that_nothing_brings_the_person_back(session: Session, words: Words, tmp_path: Path, path: Path) -> None:
    who = everybody(session, words, tmp_path)[0]
    crud.trash(session, CONTACT, [who.key])
    crud.restore(session, CONTACT, who.key)
    session.undo()
    steps = session.read(lambda conn: conn.execute("SELECT count(*), max(seq) FROM step").fetchone())
    erasure.erase(session, "contact", who.key)
    assert session.undo() is None
    assert session.redo() is None
    assert session.read(lambda conn: conn.execute("SELECT count(*), max(seq) FROM step").fetchone()) == steps
    assert who.key not in {one.key for one in crud.trashed(session)}
    session.close()
    with closing(open_portfolio(path, device=DEVICE)) as again:
        assert (again.missing, again.undo(), again.redo()) == (0, None, None)
        account = crud.every(again, ACCOUNT)[0]
        crud.set_field(again, ACCOUNT, account.id, "city", "Oslo")
        assert again.undo() is not None
        crud.trash(again, ACCOUNT, [account.id])
        crud.restore(again, ACCOUNT, account.id)
        assert faults(again) == []


def test_that_whoever_signs_the_changes_can_not_erase_themselves(session: Session) -> None:
    assert session.me is not None
    with pytest.raises(PlannerError) as refused:
        erasure.erase(session, "person", session.me)
    assert refused.value.code == "erase-me"
    assert not paths.erased_path(session.path).exists()


def test_that_every_screen_hears_of_it(session: Session) -> None:
    account = customers.add_account(session, "Alpha", notes="Ana Pérez called")
    ana = people.add_contact(session, account.id, "Ana Pérez")
    interactions.log(session, account.id, "Lunch", session.today(), (ana.id,))
    heard: list[ChangeSet] = []
    session.bus.subscribe(lambda changes, _source: heard.append(changes))
    erasure.erase(session, "contact", ana.id)
    assert {"contact", "account", "interaction"} <= heard[0].tables


def test_that_the_file_of_the_attachment_is_gone_but_one_that_others_name_stays(
    session: Session, tmp_path: Path
) -> None:
    from planner.services import attachments

    account = customers.add_account(session, "Alpha")
    ana = people.add_contact(session, account.id, "Ana Pérez")
    for name, targets in (("own", [("contact", ana.id)]), ("both", [("contact", ana.id), ("account", account.id)])):
        file = tmp_path / f"{name}.txt"
        file.write_text(name)
        for target in targets:
            attachments.attach(session, account.id, file, target)
    erasure.erase(session, "contact", ana.id)
    left = [f.read_text() for f in paths.files_folder(session.path).rglob("*") if f.is_file()]
    assert left == ["both"]
