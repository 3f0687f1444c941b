# SPDX-License-Identifier: Apache-2.0
"""Draws every screen in light and dark at two sizes into a folder and prints the paths.

"python -m tests.shots FOLDER [PART]": only pictures whose name contains PART.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.mkdtemp()
os.environ["WATERLINE_DATA_DIR"], os.environ["WATERLINE_CONFIG_DIR"] = f"{_HOME}/data", f"{_HOME}/config"

from PySide6.QtWidgets import QApplication  # noqa: E402 - the platform must be chosen before

from planner.entities.customers.account import ACCOUNT  # noqa: E402
from planner.kernel.settings import Settings  # noqa: E402
from planner.services import crud, portfolio, sample  # noqa: E402
from tests.shots.scenes import Scene, scenes  # noqa: E402
from ui.bootstrap import Shell  # noqa: E402
from ui.windows.main_window import MainWindow  # noqa: E402

SIZES = ((1366, 768), (1920, 1080))
SCHEMES = ("light", "dark")
REST_S, LONGEST_S = 0.3, 10.0


def main(folder: Path, part: str) -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    qapp = QApplication(["waterline"])
    full, empty = Path(_HOME) / "Sample.waterline", Path(_HOME) / "Empty.waterline"
    sample.open_sample(full).close()
    session = portfolio.create(empty, me_name="A. Vidal")
    session.close()
    for scheme in SCHEMES:
        for size in SIZES:
            for path, state in ((full, "full"), (empty, "empty")):
                _series(qapp, folder, path, (scheme, state), size, part)


def _series(
    qapp: QApplication, folder: Path, path: Path, kind: tuple[str, str], size: tuple[int, int], part: str
) -> None:
    scheme, state = kind
    shell = Shell(qapp, Settings(theme=scheme, first_run_done=True), server=False)
    shell.open(path)
    shell.window.resize(*size)
    shell.window.show()
    settle(qapp)
    assert shell.app is not None
    # the folder of this run is nobody's; the pictures show a place as a user has it
    shell.window.status.set_file(Path("/home/avidal/Waterline", path.name), sample=state == "full")
    names = {account.name: account.id for account in crud.every(shell.app.session, ACCOUNT)}
    for scene in scenes(state, names):
        name = f"{scene.name}-{state}-{scheme}-{size[0]}.png"
        if part in name:
            _draw(qapp, shell, scene, folder / name)
    shell.window.close()
    shell.close_portfolio()
    shell.window.deleteLater()
    settle(qapp)


def _draw(qapp: QApplication, shell: Shell, scene: Scene, target: Path) -> None:
    assert shell.app is not None
    shell.app.navigator.go(scene.place)
    settle(qapp, shell.window)
    shell.window.grab().save(str(target))
    sys.stdout.write(f"{target}\n")


def settle(qapp: QApplication, window: MainWindow | None = None) -> None:
    """Let timers and paints happen, details come to rest and jobs finish."""
    end = monotonic() + LONGEST_S
    rest = monotonic() + REST_S
    while monotonic() < end and (monotonic() < rest or (window is not None and window.jobs.busy)):
        qapp.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/shots"), sys.argv[2] if len(sys.argv) > 2 else "")
