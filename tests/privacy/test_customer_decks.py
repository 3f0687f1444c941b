# SPDX-License-Identifier: Apache-2.0
"""A customer's deck holds no internal word in any part of the file, and nothing is saved where one is found."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from planner.kernel.errors import PlannerError
from planner.services import chart_cards, charts, decks, leak_scan
from planner.services.session import Session
from planner.views import deck_customer
from planner.views.audience import CUSTOMER
from tests.builders import a_risk, an_account, an_action
from tests.canaried import Portfolio, canaries_in
from tests.privacy.test_customer_charts import spied, surplus
from tests.stores import put


@pytest.fixture
def world(session: Session, tmp_path: Path) -> Portfolio:
    made = Portfolio(session, tmp_path)
    chart_cards.set_note(session, made.account.id, "risk-matrix", "qzbbbbbqz speaks")
    return made


def everything_in(path: Path) -> str:
    """All of a file: every part by name, every byte as Latin and as UTF-16, every word however it is cut into runs."""
    content = path.read_bytes()
    found = [path.name]
    for place, text in leak_scan.parts_of(content):
        found += [place, text]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            data = archive.read(info)
            found.append(data.decode("latin-1"))
            if data[:2] == b"PK":
                with zipfile.ZipFile(io.BytesIO(data)) as inner:
                    found += [inner.read(one).decode("latin-1") for one in inner.infolist()]
    return "\n".join(found)


@pytest.mark.parametrize("editable", [False, True])
def test_that_no_internal_word_is_in_any_part_of_a_customers_deck(
    world: Portfolio, tmp_path: Path, editable: bool
) -> None:
    made = decks.export(world.session, world.account.id, tmp_path, audience=CUSTOMER, editable=editable)
    everything = everything_in(made.path)
    assert "Meridian Foods" in everything
    assert world.risks[0].statement in everything or not editable
    assert canaries_in(everything) == []
    assert [row.id for row in world.rows if row.id in everything] == []
    assert world.session.path.name not in everything
    with zipfile.ZipFile(made.path) as archive:
        names = archive.namelist()
    assert not [name for name in names if "notes" in name.casefold() or "comment" in name.casefold()]


def test_that_the_same_search_finds_the_words_of_the_internal_deck(world: Portfolio, tmp_path: Path) -> None:
    made = decks.export(world.session, world.account.id, tmp_path)
    found = canaries_in(everything_in(made.path))
    hidden = next(risk for risk in world.risks if risk.audience == "internal")
    assert {hidden.statement, "qzbbbbbqz", world.account.what_matters} <= set(found)
    kept_back = leak_scan.secrets(world.session, world.account.id)
    with pytest.raises(leak_scan.LeakError) as stopped:
        leak_scan.require_clean(made.path.read_bytes(), kept_back)
    words = {hit.words for hit in stopped.value.hits}
    assert {hidden.statement, "qzbbbbbqz speaks"} <= words
    assert {hit.place for hit in stopped.value.hits} >= {"slide 2", "notes of a slide"}


def test_that_a_planted_leak_stops_the_deck_and_leaves_no_file(
    world: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = next(risk for risk in world.risks if risk.audience == "internal")
    right = deck_customer.cover

    def wrong(*given: object, **more: object) -> object:
        made = right(*given, **more)  # type: ignore[arg-type]
        return replace(made, lines=(*made.lines, f"see {hidden.statement}"))

    monkeypatch.setattr(deck_customer, "cover", wrong)
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(PlannerError, match="slide 1 contains internal words") as stopped:
        decks.export(world.session, world.account.id, folder, audience=CUSTOMER)
    assert hidden.statement in str(stopped.value)
    assert list(folder.iterdir()) == []


def test_that_what_a_shareable_record_says_of_another_account_is_found(session: Session, tmp_path: Path) -> None:
    account, other = an_account(name="Meridian Foods"), an_account(name="Nordlys Energi")
    mine = {"account_id": account.id, "audience": "customer"}
    put(session, account, other, a_risk(**mine, kind="technical", statement="As at Nordlys Energi: single uplink"))
    with pytest.raises(leak_scan.LeakError, match="Nordlys Energi"):
        decks.export(session, account.id, tmp_path, audience=CUSTOMER, editable=True)


def test_that_common_words_and_shared_words_are_no_secrets(session: Session) -> None:
    account = an_account(name="Meridian Foods", industry="Power", notes="Uplink. They want the rebate of spring.")
    put(
        session,
        account,
        a_risk(account_id=account.id, kind="technical", audience="customer", statement="Uplink"),
        an_action(account_id=account.id, title="Uplink"),
    )
    words = leak_scan.secrets(session, account.id).words
    assert "uplink" not in words
    assert "power" not in words
    assert "they want the rebate of spring." in words


def test_that_a_title_with_internal_words_stops_the_deck(world: Portfolio, tmp_path: Path) -> None:
    session, key = world.session, world.account.id
    hidden = next(risk for risk in world.risks if risk.audience == "internal")
    view = charts.view(session, key, "risk-matrix", audience=CUSTOMER)
    chart_cards.confirm_title(session, key, view, view.title, f"Beyond {hidden.statement}")
    with pytest.raises(leak_scan.LeakError):
        decks.export(session, key, tmp_path, audience=CUSTOMER)


def test_that_charts_that_are_not_for_customers_are_refused_and_listed(world: Portfolio, tmp_path: Path) -> None:
    made = decks.export(world.session, world.account.id, tmp_path, audience=CUSTOMER, kinds=("health", "risk-matrix"))
    assert made.slides == 1
    assert made.left_out == ("Health: not for customers",)
    with pytest.raises(PlannerError, match="not for customers"):
        decks.export(world.session, world.account.id, tmp_path, audience=CUSTOMER, kinds=("health",))


def test_that_no_internal_row_and_no_internal_column_is_fetched_for_a_customers_slides(world: Portfolio) -> None:
    session, key = world.session, world.account.id
    read, said = spied(session, lambda: decks.build(session, key, audience=CUSTOMER))
    assert ("inspection_result", "result") in read
    assert surplus(read) == set()
    assert not [one for one in said if '"risk"' in one and "audience = 'customer'" not in one]
    more, _ = spied(session, lambda: decks.build(session, key))
    assert ("account", "grade") in surplus(more)


def test_that_an_account_without_anything_shareable_has_no_deck_for_its_customer(
    session: Session, tmp_path: Path
) -> None:
    account = an_account()
    put(session, account, a_risk(account_id=account.id, kind="technical", audience="internal"))
    with pytest.raises(PlannerError, match="nothing to show"):
        decks.export(session, account.id, tmp_path, audience=CUSTOMER)
    assert list(tmp_path.glob("*.pptx")) == []


def test_that_pictures_are_searched_for_their_metadata_only(session: Session) -> None:
    point = b"\x89PNG\r\n\x1a\n" + _chunk(b"IDAT", b"secret words here") + _chunk(b"tEXt", b"Author\0Agency Person")
    secrets = leak_scan.Secrets({"secret words": "secret words", "agency person": "Agency Person"})
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("ppt/media/image1.png", point)
    with pytest.raises(leak_scan.LeakError) as stopped:
        leak_scan.require_clean(book.getvalue(), secrets)
    assert [(hit.words, hit.place) for hit in stopped.value.hits] == [("Agency Person", "a picture")]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + b"\0\0\0\0"
