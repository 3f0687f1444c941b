# SPDX-License-Identifier: Apache-2.0
"""Where data, settings and logs live on this computer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SUFFIX = ".waterline"
_NAME = "Waterline"
_PLACES = {
    "user_data_dir": ("XDG_DATA_HOME", ".local/share"),
    "user_config_dir": ("XDG_CONFIG_HOME", ".config"),
    "user_cache_dir": ("XDG_CACHE_HOME", ".cache"),
}


def _system_folder(kind: str) -> Path:
    """Where this system wants such a folder: as platformdirs says, which takes 1.5 ms to load and is not loaded on the
    way to a first page where Linux says it in one variable.
    """
    if sys.platform == "linux" and not hasattr(sys, "getandroidapilevel"):
        variable, usual = _PLACES[kind]
        named, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
        if named.startswith("/"):
            return Path(named, _NAME)
        if home.startswith("/"):
            return Path(home, usual, _NAME)
    import platformdirs

    return Path(str(getattr(platformdirs.PlatformDirs(_NAME, appauthor=False), kind)))


def data_folder() -> Path:
    """The folder for portfolios and backups; WATERLINE_DATA_DIR moves it."""
    return Path(os.environ.get("WATERLINE_DATA_DIR") or _system_folder("user_data_dir"))


def config_folder() -> Path:
    """The folder for this computer's settings; WATERLINE_CONFIG_DIR moves it."""
    return Path(os.environ.get("WATERLINE_CONFIG_DIR") or _system_folder("user_config_dir"))


def temp_folder() -> Path:
    """Where copies for other programs lie for a while: in memory where the system offers that to this user."""
    if moved := os.environ.get("WATERLINE_DATA_DIR"):
        return Path(moved) / "temp"
    running = os.environ.get("XDG_RUNTIME_DIR")
    if running and Path(running).is_absolute() and Path(running).is_dir():
        return Path(running) / "waterline"
    return _system_folder("user_cache_dir") / "temp"


def default_portfolio() -> Path:
    """The portfolio that first run proposes."""
    return data_folder() / f"portfolio{SUFFIX}"


def sample_portfolio() -> Path:
    """The fictional sample, always a file of its own."""
    return data_folder() / f"Sample - fictional{SUFFIX}"


def files_folder(portfolio: Path) -> Path:
    """The folder beside a portfolio that holds its attachments."""
    return portfolio.with_name(portfolio.name + ".files")


def key_path(portfolio: Path) -> Path:
    """The key file beside an encrypted portfolio."""
    return portfolio.with_name(portfolio.name + ".key")


def key_copy_path(portfolio: Path) -> Path:
    """The second copy of the key file."""
    return portfolio.with_name(portfolio.name + ".key.copy")


def is_taken(portfolio: Path) -> bool:
    """Whether a portfolio is at this place, or a key file, which may be the last one that opens some backup."""
    return any(path.exists() for path in (portfolio, key_path(portfolio), key_copy_path(portfolio)))


def side_path(portfolio: Path) -> Path:
    """The side file, by which changes that went missing are noticed."""
    return portfolio.with_name(portfolio.name + ".last")


def erased_path(portfolio: Path) -> Path:
    """The erase journal beside a portfolio, by which no older copy brings erased people back."""
    return portfolio.with_name(portfolio.name + ".erased")


def erased_copy_path(store_id: str) -> Path:
    """The second copy of the erase journal, found from any copy of the portfolio on this computer."""
    return data_folder() / "erased" / f"{store_id}.erased"


def claim_path(portfolio: Path) -> Path:
    """The claim file, by which another computer sees that the portfolio is open here."""
    return portfolio.with_name(portfolio.name + ".claim")


def moving_path(portfolio: Path) -> Path:
    """The note that another file is being put in the place of the portfolio."""
    return portfolio.with_name(portfolio.name + ".moving")


def is_there(portfolio: Path) -> bool:
    """Whether something can be opened at this place, also where a change of its file was cut off."""
    return portfolio.exists() or moving_path(portfolio).exists()


def backups_folder(portfolio: Path) -> Path:
    """The folder beside a portfolio that holds its automatic backups."""
    return portfolio.with_name(portfolio.name + ".backups")


def proof_path(backup: Path) -> Path:
    """What is known about a backup: when it was made and checked, and what it must look like."""
    return backup.with_name(backup.name + ".proof")
