# SPDX-License-Identifier: Apache-2.0
"""Draws every screen in light and dark at two sizes into a folder and prints the paths.

"python -m tests.shots FOLDER [PART] [LANGUAGE]": only pictures whose name a search for the pattern PART finds, such as
"keys.*light-1366"; in English, or in another of `LANGUAGES`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

_HOME = tempfile.mkdtemp()
SIZES = ((1366, 768), (1920, 1080))
_SCREEN = {"name": "shots", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1}
_SCREEN |= {"logicalDpi": 96, "logicalBaseDpi": 96}
# Without this the screen has 800 × 800, to which dialogs would be cut.
Path(_HOME, "screen.json").write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={_HOME}/screen.json")
os.environ["WATERLINE_DATA_DIR"], os.environ["WATERLINE_CONFIG_DIR"] = f"{_HOME}/data", f"{_HOME}/config"

from PySide6.QtWidgets import QApplication  # noqa: E402 - the platform must be chosen before

from planner.entities.customers.account import ACCOUNT  # noqa: E402
from planner.kernel.settings import Settings  # noqa: E402
from planner.kernel.text import LANGUAGES  # noqa: E402
from planner.services import crud, portfolio, sample  # noqa: E402
from tests.shots.scenes import scenes  # noqa: E402
from tests.shots.stage import Stage  # noqa: E402
from ui.bootstrap import Shell  # noqa: E402
from ui.text import use_language  # noqa: E402

SCHEMES = ("light", "dark")
HINTS = ("rail", "quick-review", "evidence")


def main(folder: Path, part: str = "", language: str = "en") -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    qapp = QApplication(["waterline"])
    use_language(qapp, language)
    fresh = Path(_HOME, "fresh")
    fresh.mkdir()
    sample.open_sample(fresh / "Sample.waterline").close()
    portfolio.create(fresh / "Empty.waterline", me_name="A. Vidal").close()
    for scheme in SCHEMES:
        for size in SIZES:
            # some scenes change what they show; each series begins afresh
            run = Path(shutil.copytree(fresh, Path(_HOME, f"{scheme}-{size[0]}")))
            for path, state in ((run / "Sample.waterline", "full"), (run / "Empty.waterline", "empty")):
                _series(qapp, folder, path, (scheme, state), size, part)
    shutil.rmtree(_HOME)


def _series(
    qapp: QApplication, folder: Path, path: Path, kind: tuple[str, str], size: tuple[int, int], part: str
) -> None:
    scheme, state = kind
    shell = Shell(qapp, Settings(theme=scheme, first_run_done=True, hints_seen=HINTS), server=False)
    shell.open(path)
    shell.window.resize(*size)
    shell.window.show()
    shell.window.activateWindow()
    stage = Stage(qapp, shell, folder, f"{state}-{scheme}-{size[0]}", part)
    stage.settle()
    # the folder of this run is nobody's; the pictures show a place as a user has it
    shell.window.status.set_file(Path("/home/avidal/Waterline", path.name), sample=state == "full")
    names = {account.name: account.id for account in crud.every(stage.app.session, ACCOUNT)}
    for scene in scenes(state, names):
        stage.show(scene)
    shell.window.close()
    shell.close_portfolio()
    shell.window.deleteLater()
    stage.settle()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("out/shots"))
    parser.add_argument("part", nargs="?", default="")
    parser.add_argument("language", nargs="?", choices=dict(LANGUAGES), default="en")
    return parser.parse_args()


if __name__ == "__main__":
    main(**vars(_asked()))
