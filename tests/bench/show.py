# SPDX-License-Identifier: Apache-2.0
"""From the key to the next picture on the audience's screen, against 100 ms (ux 4; `python -m tests.bench.show`)."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

GOAL_MS = 100.0
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
    lines = [f"{'screen':<14}{'drawn ahead':>12}{'n':>5}{'p50':>8}{'p95':>8}{'max':>8}{'goal':>7}"]
    for size in _SIZES:
        for ahead in (True, False):
            show = Show(an_app(session), (account.id, account.name), settings.first(session, account.id, ours))
            show.start(ours)
            assert show.audience is not None
            show.audience.resize(*size)
            show.pictures.set_size(QSize(*size))
            took = sorted(_advance(app, show, rounds, ahead=ahead))
            lines.append(_line(f"{size[0]}×{size[1]}", took, ahead=ahead))
            show.finish()
    session.close()
    return lines


def _advance(app: object, show: object, rounds: int, *, ahead: bool) -> list[float]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.screens.show.show import Show

    assert isinstance(app, QApplication)
    assert isinstance(show, Show)
    assert show.audience is not None
    found = []
    for _ in range(rounds):
        show.do("first")
        while show.state.follows is not None:
            if ahead:
                for _turn in range(6):
                    QTest.qWait(5)
            else:
                show.pictures.forget()
            begun = perf_counter()
            QTest.keyClick(show.audience, Qt.Key.Key_PageDown)
            show.audience.repaint()
            found.append((perf_counter() - begun) * 1000)
    return found


def _line(name: str, took: list[float], *, ahead: bool) -> str:
    p95 = took[min(len(took) - 1, int(len(took) * 0.95))]
    verdict = "  met" if p95 <= GOAL_MS else "  NOT MET"
    figures = f"{took[len(took) // 2]:>8.1f}{p95:>8.1f}{took[-1]:>8.1f}{GOAL_MS:>7.0f}"
    return f"{name:<14}{'yes' if ahead else 'no':>12}{len(took):>5}{figures}{verdict}"


if __name__ == "__main__":
    print("\n".join(run(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
