# SPDX-License-Identifier: Apache-2.0
"""From the key to the next picture on the audience's screen, against 100 ms (ux 4; `python -m tests.bench.show`).

Beside it the longest time that the window's thread did not answer while pictures were drawn ahead, against 50 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, sleep

GOAL_MS = 100.0
STALL_MS = 50.0
_SIZES = ((1920, 1080), (3840, 2160))


def run(rounds: int = 5) -> list[str]:
    """Advance through the show of the sample's largest account, with the next picture drawn ahead and without."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["WATERLINE_DATA_DIR"] = os.environ["WATERLINE_CONFIG_DIR"] = tempfile.mkdtemp()
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication, QWidget

    from planner.entities.customers.account import ACCOUNT
    from planner.services import crud, sample
    from tests.fakes import an_app
    from ui.screens.show import setting as settings
    from ui.screens.show.show import Show
    from ui.theme.theme import theme

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme().apply(app, "light")
    session = sample.open_sample(Path(os.environ["WATERLINE_DATA_DIR"]) / "Sample.waterline")
    account = next(one for one in crud.every(session, ACCOUNT) if one.name.startswith("Meridian"))
    ours = QWidget()
    ours.show()
    lines = [f"{'screen':<14}{'drawn ahead':>12}{'n':>5}{'p50':>8}{'p95':>8}{'max':>8}{'goal':>7}{'stall':>14}"]
    for size in _SIZES:
        for ahead in (True, False):
            show = Show(an_app(session), (account.id, account.name), settings.first(session, account.id, ours))
            show.start(ours)
            assert show.audience is not None
            show.audience.resize(*size)
            show.pictures.set_size(QSize(*size))
            took, stalls = _advance(app, show, rounds, ahead=ahead)
            lines.append(_line(f"{size[0]}×{size[1]}", sorted(took), max(stalls, default=0.0), ahead=ahead))
            show.finish()
    session.close()
    return lines


def _advance(app: object, show: object, rounds: int, *, ahead: bool) -> tuple[list[float], list[float]]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui.screens.show.show import Show

    assert isinstance(show, Show)
    assert show.audience is not None
    found: list[float] = []
    stalls: list[float] = []
    for _ in range(rounds):
        show.do("first")
        while show.state.follows is not None:
            if ahead:
                stalls += _rest(app)
            else:
                show.pictures.forget()
            begun = perf_counter()
            QTest.keyClick(show.audience, Qt.Key.Key_PageDown)
            show.audience.repaint()
            found.append((perf_counter() - begun) * 1000)
    return found, stalls


def _rest(app: object, seconds: float = 0.15) -> list[float]:
    """Turn the event loop for a moment; how long each turn took, in ms."""
    from PySide6.QtWidgets import QApplication

    assert isinstance(app, QApplication)
    turns, end = [], perf_counter() + seconds
    while (begun := perf_counter()) < end:
        app.processEvents()
        turns.append((perf_counter() - begun) * 1000)
        sleep(0.001)
    return turns


def _line(name: str, took: list[float], stall: float, *, ahead: bool) -> str:
    p95 = took[min(len(took) - 1, int(len(took) * 0.95))]
    verdict = "  met" if p95 <= GOAL_MS and stall <= STALL_MS else "  NOT MET"
    figures = f"{took[len(took) // 2]:>8.1f}{p95:>8.1f}{took[-1]:>8.1f}{GOAL_MS:>7.0f}"
    figures += f"{stall:>7.1f} of {STALL_MS:.0f}" if ahead else f"{'–':>14}"
    return f"{name:<14}{'yes' if ahead else 'no':>12}{len(took):>5}{figures}{verdict}"


if __name__ == "__main__":
    print("\n".join(run(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
