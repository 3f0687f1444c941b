# SPDX-License-Identifier: Apache-2.0
"""T9: the field sheet in a large portfolio, from a key to the next screen painted: "python -m tests.bench.keys [N]".

A review of 40 assets and 300 checks is done on the passing path by keyboard alone, in the real window. A time ends when
the screen is painted and nothing waits any more, so that it also holds what the window does after an entry.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("WATERLINE_CONFIG_DIR", tempfile.mkdtemp())
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from planner.entities.customers.asset import ASSET, Asset
from planner.entities.customers.site import SITE, Site
from planner.entities.reviews.authorisation import AUTHORISATION, Authorisation
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.settings import Settings
from planner.kernel.text import Message
from planner.services import authorisations, portfolio, scores
from planner.services.session import Session
from planner.store.table import Table
from planner.store.unit import Unit
from tests.bench import floor
from tests.bench.data import make
from tests.bench.store import load
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.review import ReviewsSection
from ui.screens.review.field_sheet import FieldSheet

ASSETS, CHECKS, EARLIER, READINGS = 40, 300, 4, 40
LIMIT_MS = 50.0


@dataclass
class Found:
    """The time of every key in ms, and how many keys there were for how many checks."""

    screens: list[float] = field(default_factory=list)
    digits: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    checks: int = 0

    def lines(self) -> list[str]:
        """Maximum, p95 and median of the keys that lead to a next screen, and of those that type a digit."""
        made = [f"{'task':<34}{'keys':>6}{'p50':>8}{'p95':>8}{'max':>8}{'over':>6}{'limit':>7}"]
        for name, times in (
            ("T9 key to next screen", self.screens),
            ("T9 its own computing time", self.busy),
            ("T9 floor: a bare durable write", self.floor),
            ("T9 digit to bar and proposal", self.digits),
        ):
            order = sorted(times)
            p50, p95, most = order[len(order) // 2], order[int(len(order) * 0.95)], order[-1]
            over = sum(spent > LIMIT_MS for spent in times)
            verdict = "" if times is self.floor else "met" if most <= LIMIT_MS else "NOT MET"
            made.append(
                f"{name:<34}{len(order):>6}{p50:>8.1f}{p95:>8.1f}{most:>8.1f}{over:>6}{LIMIT_MS:>7.0f}  {verdict}"
            )
        keys = len(self.screens) + len(self.digits)
        made.append(f"{keys} keys for {self.checks} checks: {keys / self.checks:.2f} a check")
        return made


class Painted(QObject):
    """Notes that a part was painted."""

    seen = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks."""
        if event.type() == QEvent.Type.Paint:
            self.seen = True
        return False


def fill(session: Session, account_id: str, others: list[str]) -> str:
    """Assets for all, and a site with 40 assets and 300 checks, now and in four reviews before; the review's id."""
    new, today = session.new_id, session.today()
    site = Site(id=new(), account_id=account_id, name="North")
    assets = [
        Asset(id=new(), account_id=account_id, site_id=site.id, name=f"Rectifier R{n:02d}") for n in range(ASSETS)
    ]
    crowd = [Asset(id=new(), account_id=other, name="Router", kind="router") for other in others]
    reviews, results = [], []
    for turn in range(EARLIER + 1):
        on = today - timedelta(days=90 * (EARLIER - turn))
        last = turn == EARLIER
        review = NetworkReview(
            id=new(), account_id=account_id, site_id=site.id, planned_on=on, done_on=None if last else on
        )
        reviews.append(review)
        results += [_check(new(), review, assets[n % ASSETS].id, n, made=not last) for n in range(CHECKS)]

    leave = Authorisation(id=new(), account_id=account_id, scope="Reading")

    def work(unit: Unit) -> None:
        Table(SITE, unit).add_many([site])
        Table(AUTHORISATION, unit).add_many([leave])
        Table(ASSET, unit).add_many([*assets, *crowd])
        Table(NETWORK_REVIEW, unit).add_many(reviews)
        Table(INSPECTION_RESULT, unit).add_many(results)

    session.write(Message("Reviews"), work)
    authorisations.add(session, account_id, "Looking and reading")
    return reviews[-1].id


def _check(key: str, review: NetworkReview, asset_id: str, n: int, *, made: bool) -> InspectionResult:
    read = n < READINGS  # one reading for each asset
    return InspectionResult(
        id=key,
        account_id=review.account_id,
        review_id=review.id,
        asset_id=asset_id,
        group="power",
        item=f"Check {n // ASSETS}",
        unit="%" if read else None,
        ok_range="< 80" if read else None,
        reading="61" if read and made else None,
        result="pass" if made else "not_checked",
        position=n,
    )


def go(qapp: QApplication, path: Path, account_id: str) -> Found:
    """Do the review in the real window."""
    shell, found = Shell(qapp, Settings(first_run_done=True), server=False), Found()
    shell.open(path)
    shell.window.resize(1366, 768)
    shell.window.show()
    assert shell.app is not None
    shell.app.navigator.go(Place(page="account", account_id=account_id, section="reviews"))
    _settle(qapp, 1.0)
    while shell.window.jobs.live:  # what is done once after opening; the review begins later than that
        qapp.processEvents()
    section = next(s for s in shell.window.findChildren(ReviewsSection) if s.isVisible())
    section.field.open()
    _settle(qapp, 0.5)
    sheet = shell.window.findChild(FieldSheet)
    assert isinstance(sheet, FieldSheet)
    watch = Painted()
    sheet.installEventFilter(watch)
    for part in (sheet.head.count, sheet.body.gauge):
        part.installEventFilter(watch)
    found.checks = len(sheet.stops)
    bare = floor.connect(path.with_name("floor.db"))
    bare.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")
    for _ in range(found.checks):
        if sheet.reading.number:
            for key in (Qt.Key.Key_6, Qt.Key.Key_2):
                found.digits.append(_timed(qapp, sheet, watch, key)[0])
        spent, busy = _timed(qapp, sheet, watch, Qt.Key.Key_Return if sheet.reading.number else Qt.Key.Key_P)
        found.screens.append(spent)
        found.floor.append(_bare(bare))
        found.busy.append(busy)
    left = [stop for stop in sheet.stops if stop.result != "pass"]
    if left:
        raise SystemExit(f"T9: {len(left)} checks were not passed")
    bare.close()
    section.field.drop()
    shell.window.close()
    shell.close_portfolio()
    return found


def _timed(qapp: QApplication, sheet: FieldSheet, watch: Painted, key: Qt.Key) -> tuple[float, float]:
    """Time, and computing time of this process alone, in ms: on a machine that does other things too they differ."""
    watch.seen = False
    target = qapp.focusWidget() or sheet
    begun, computing = time.perf_counter(), time.process_time()
    QTest.keyClick(target, key)
    qapp.processEvents()
    while not watch.seen:
        qapp.processEvents()
    spent, busy = (time.perf_counter() - begun) * 1000, (time.process_time() - computing) * 1000
    _settle(qapp, 0.02)
    return spent, busy


def _bare(conn: Any) -> float:
    """One line written as durably as an entry is: what the disk of this moment asks for."""
    begun = time.perf_counter()
    with conn:
        conn.execute("INSERT INTO bare (text) VALUES ('pass')")
    return (time.perf_counter() - begun) * 1000


def _settle(qapp: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        qapp.processEvents()


def main(accounts: int) -> None:
    """The portfolio, then the review."""
    qapp = QApplication(["waterline"])
    book = make(accounts)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WATERLINE_DATA_DIR"] = folder
        path = Path(folder) / "book.waterline"
        session = portfolio.create(path, me_name="Bench", device="bench000")
        load(session, book)
        account_id = book.accounts[0].id
        fill(session, account_id, [account.id for account in book.accounts])
        scores.catch_up(session)
        session.close()
        sys.stdout.write("\n".join(go(qapp, path, account_id).lines()) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
