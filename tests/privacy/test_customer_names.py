# SPDX-License-Identifier: Apache-2.0
"""Names of other accounts are found wherever a customer's file could show them, also where it shows a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.services import chart_files, decks, leak_scan
from planner.services.session import Session
from planner.views.audience import CUSTOMER
from tests.builders import a_risk, an_account
from tests.stores import put


def _two_risks(session: Session, said: str, own: str = "Meridian Foods", **other: Any) -> str:
    """An account whose second shareable risk says something of another account."""
    account = an_account(name=own)
    mine = {"account_id": account.id, "audience": "customer", "kind": "technical", "state": "open"}
    put(
        session,
        account,
        an_account(**{"name": "Nordlys Energi", **other}),
        a_risk(**mine, likelihood=5, impact=5, statement="Rectifier overload"),
        a_risk(**mine, statement=said),
    )
    return account.id


@pytest.mark.parametrize("editable", [False, True])
def test_that_a_deck_is_searched_for_what_its_pictures_show(session: Session, tmp_path: Path, editable: bool) -> None:
    key = _two_risks(session, "As at Nordlys Energi: single uplink")
    with pytest.raises(leak_scan.LeakError, match="Nordlys Energi"):
        decks.export(session, key, tmp_path, audience=CUSTOMER, editable=editable)
    assert list(tmp_path.glob("*.pptx")) == []


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".pptx"])
@pytest.mark.parametrize("size", ["print", "show"])
def test_that_a_chart_is_searched_for_words_that_break_over_lines(
    session: Session, tmp_path: Path, suffix: str, size: str
) -> None:
    key = _two_risks(session, "A single uplink in the same duct, as we have learnt it last year at Nordlys Energi")
    with pytest.raises(leak_scan.LeakError, match="Nordlys Energi"):
        chart_files.save(session, key, "risk-matrix", tmp_path / f"chart{suffix}", audience=CUSTOMER, size=size)


@pytest.mark.parametrize("name", ["SAP", "3M", "BP"])
def test_that_short_names_are_found_as_they_are_written(session: Session, tmp_path: Path, name: str) -> None:
    key = _two_risks(session, f"As at {name}: single uplink", name=name)
    with pytest.raises(leak_scan.LeakError, match=name):
        decks.export(session, key, tmp_path, audience=CUSTOMER, editable=True)


def test_that_a_short_name_in_a_longer_word_or_a_language_is_none(session: Session, tmp_path: Path) -> None:
    key = _two_risks(session, "The gb-ic of GBIC 4 and the GB2 port fail", name="GB")
    assert decks.export(session, key, tmp_path, audience=CUSTOMER, editable=True).slides > 1


def test_that_the_legal_name_of_another_account_is_found(session: Session, tmp_path: Path) -> None:
    key = _two_risks(session, "As at Viken Kraft Holding: single uplink", legal_name="Viken Kraft Holding")
    with pytest.raises(leak_scan.LeakError, match="Viken Kraft Holding"):
        decks.export(session, key, tmp_path, audience=CUSTOMER)


def test_that_a_name_within_the_accounts_own_is_found_beside_it(session: Session, tmp_path: Path) -> None:
    key = _two_risks(session, "As at Nordlys Energi: single uplink", own="Nordlys Energi Retail")
    with pytest.raises(leak_scan.LeakError, match="Nordlys Energi"):
        decks.export(session, key, tmp_path, audience=CUSTOMER)


def test_that_the_own_name_is_no_leak_where_another_account_is_called_by_a_part_of_it(
    session: Session, tmp_path: Path
) -> None:
    key = _two_risks(session, "Single uplink of Nordlys Energi Retail", own="Nordlys Energi Retail")
    assert decks.export(session, key, tmp_path, audience=CUSTOMER).slides > 1


def test_that_a_child_account_is_another_account(session: Session, tmp_path: Path) -> None:
    key = _two_risks(session, "Rectifier of Meridian Foods Iberia", name="Meridian Foods Iberia")
    with pytest.raises(leak_scan.LeakError, match="Meridian Foods Iberia"):
        decks.export(session, key, tmp_path, audience=CUSTOMER)
