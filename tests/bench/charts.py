# SPDX-License-Identifier: Apache-2.0
"""T5 and T4 on screen: three charts after an edit, one explained score: "python -m tests.bench.charts [ACCOUNTS [N]]".

A time begins when a change is committed and ends when the last of the three canvases is painted, in a window of
1366 x 768 at 100 %. An explained score is read from the store and worked out with its lines, records and gaps.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("WATERLINE_CONFIG_DIR", tempfile.mkdtemp())
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from planner.entities.customers.account import ACCOUNT
from planner.services import charts, crud, risks, sample, scores, why
from planner.services.chart_cards import kinds
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from planner.views.charts import ChartView
from tests.bench.data import make
from tests.bench.store import load
from ui.charts.canvas import ChartCanvas
from ui.theme.theme import theme

FULLEST = "Meridian Foods"
THREE = ("health", "risk-matrix", "satisfaction")
# T5 as PDF: 0.6 of the 242 ms and 1.0 of the 938 ms that matplotlib took for a page of three charts (the peers' floor).
GOALS = {
    "three charts after an edit": 60.0,
    "one explained score": 15.0,
    "scores after one edit": 5.0,
    "  of that its own computing": 5.0,
    "PDF of three charts, first": 938.0,
    "PDF of three charts, next": 145.0,
}


def filled(folder: Path, accounts: int) -> Session:
    """The sample, whose accounts hold everything, among that many others; with the scores worked out."""
    session = open_portfolio(sample.make_sample(folder / "bench.waterline"))
    load(session, make(accounts))
    scores.catch_up(session)
    return session


def page() -> tuple[QWidget, list[ChartCanvas]]:
    """Three canvases side by side."""
    window = QWidget()
    row = QHBoxLayout(window)
    canvases = [ChartCanvas() for _ in THREE]
    for canvas in canvases:
        row.addWidget(canvas)
    window.resize(1366, 768)
    window.show()
    return window, canvases


def refresh(session: Session, account: str, canvases: list[ChartCanvas]) -> None:
    """Ask for the three charts anew and paint them."""
    for kind, canvas in zip(wanted(), canvases, strict=True):
        canvas.set_view(charts.view(session, account, kind))
        canvas.repaint()


def wanted() -> tuple[str, ...]:
    """The three charts, or the first three there are."""
    known = kinds()
    return THREE if set(THREE) <= set(known) else known[:3]


def run(accounts: int, rounds: int) -> list[str]:
    """The lines of the table."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    theme().apply(app, "light")  # type: ignore[arg-type]
    found: dict[str, list[float]] = {task: [] for task in GOALS}
    with tempfile.TemporaryDirectory() as folder:
        session = filled(Path(folder), accounts)
        account = next(one.id for one in crud.every(session, ACCOUNT) if one.name == FULLEST)
        risk = risks.add_risk(session, account, "Core switch fails")
        today = session.today()
        window, canvases = page()
        refresh(session, account, canvases)
        for n in range(rounds):
            risks.rate(session, risk.id, n % 5 + 1, (n + 2) % 5 + 1)
            found["three charts after an edit"].append(_timed(lambda: refresh(session, account, canvases)))
            begun = time.process_time()  # the rest of the time is the disk's, which others use too
            found["scores after one edit"].append(_timed(lambda: scores.catch_up(session)))
            found["  of that its own computing"].append((time.process_time() - begun) * 1000)
            found["one explained score"].append(_timed(lambda: why.explained(session, account, "health", today)))
        window.close()
        views = [charts.view(session, account, kind) for kind in wanted()]
        found["PDF of three charts, first"].append(_timed(lambda: _pdf(views)))
        found["PDF of three charts, next"] += [_timed(lambda: _pdf(views)) for _ in range(rounds)]
        session.close()
    return _lines(found, accounts, rounds)


def _pdf(views: list[ChartView]) -> None:
    from planner.render.picture import chart_pdf

    for view in views:
        chart_pdf(view)


def _timed(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - start) * 1000


def _lines(found: dict[str, list[float]], accounts: int, rounds: int) -> list[str]:
    made = [f"{accounts} accounts, {rounds} rounds, ms", f"{'task':<30}{'p50':>8}{'p95':>8}{'most':>8}{'goal':>7}"]
    for task, times in found.items():
        p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        verdict = "met" if median(times) <= GOALS[task] else "NOT MET"
        made.append(f"{task:<30}{median(times):>8.1f}{p95:>8.1f}{max(times):>8.1f}{GOALS[task]:>7.0f}  {verdict}")
    return made


def main() -> None:
    """Measure at the wanted size."""
    given = [int(text) for text in sys.argv[1:]]
    sys.stdout.write("\n".join(run(given[0] if given else 1000, given[1] if len(given) > 1 else 30)) + "\n")


if __name__ == "__main__":
    main()
