# SPDX-License-Identifier: Apache-2.0
"""A PDF for a customer is searched for internal words before it gets its name, whatever place they would stand in."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from planner.services import leak_scan, paper_scan, plan_cards, review_reports, visit_papers
from planner.services.session import Session
from tests.builders import (
    a_contingency_plan,
    a_network_review,
    a_risk,
    an_account,
    an_inspection_result,
)
from tests.stores import put

_OTHER = "Nordlys Energi"


@pytest.mark.parametrize("paper", ["report", "carry", "card"])
def test_that_a_paper_with_another_accounts_name_is_not_written(session: Session, tmp_path: Path, paper: str) -> None:
    account, other = an_account(), an_account(name=_OTHER)
    mine = {"account_id": account.id, "audience": "customer"}
    review = a_network_review(**mine, done_on=session.today() - timedelta(days=2), planned_on=session.today())
    check = an_inspection_result(**mine, review_id=review.id, result="fail", item=f"Load as at {_OTHER}")
    risk = a_risk(**mine, kind="technical", review_id=review.id)
    plan = a_contingency_plan(**mine, risk_ids=(risk.id,), title=f"Power as at {_OTHER}")
    put(session, account, other, review, check, risk, plan)
    write: dict[str, Callable[[], Path]] = {
        "report": lambda: review_reports.export_report(session, review.id, tmp_path, audience="customer"),
        "carry": lambda: visit_papers.export(session, review.id, visit_papers.CARRY, tmp_path),
        "card": lambda: plan_cards.export_card(session, plan.id, tmp_path, audience="customer"),
    }
    with pytest.raises(leak_scan.LeakError, match=_OTHER):
        write[paper]()
    assert list(tmp_path.glob("*.pdf")) == []


def test_that_the_words_of_drawn_pictures_are_searched_and_their_points_are_not() -> None:
    picture = (
        '<svg><desc>qzcanaryqz</desc><image href="data:image/png;base64,QUJDcXpvdGhlcnF6"/><text>a &lt; b</text></svg>'
    )
    said = "\n".join(paper_scan.words_of({"rows": [{"cell": "plain"}, (picture,)], "number": 3}))
    assert "plain" in said
    assert "qzcanaryqz" in said
    assert "a < b" in said
    assert "QUJD" not in said


def test_that_metadata_is_read_out_of_a_finished_file_however_it_is_packed() -> None:
    wide = b"\xfe\xff" + "北方 qztitleqz".encode("utf-16-be")
    packed = zlib.compress(b"<< /Alt (a \\(qzaltqz\\) picture) /URI (https://qzlinkqz.example) >>")
    page = zlib.compress(b"BT\n/F1 12 Tf (glyphs) Tj ET")
    made = b"%PDF-1.7\n1 0 obj << /Title <" + wide.hex().encode() + b"> /Author (qzauthorqz) >>\nstream\n"
    made += packed + b"\nendstream\nstream\n" + page + b"\nendstream\n<dc:creator>qzxmpqz</dc:creator>"
    said = "\n".join(paper_scan.strings_of(made))
    assert [
        word for word in ("北方 qztitleqz", "qzauthorqz", "(qzaltqz)", "qzlinkqz", "qzxmpqz") if word not in said
    ] == []
    assert "glyphs" not in said


def test_that_title_and_language_of_a_real_paper_are_found(session: Session) -> None:
    account = an_account()
    plan = a_contingency_plan(account_id=account.id, audience="customer", title="Qzplanqz")
    put(session, account, plan)
    assert any("Qzplanqz" in text for text in paper_scan.strings_of(plan_cards.card(session, plan.id)))
