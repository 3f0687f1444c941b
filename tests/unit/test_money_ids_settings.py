# SPDX-License-Identifier: Apache-2.0
"""Small things everything stands on: amounts in minor units, sortable ids, this computer's settings."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import platformdirs
import pytest

from planner.kernel import paths
from planner.kernel import settings as settings_module
from planner.kernel.clock import FixedClock
from planner.kernel.ids import IdMaker
from planner.kernel.money import digits, to_decimal, to_minor
from planner.kernel.settings import Settings
from planner.kernel.toml import plain_toml
from resources import resource


@pytest.mark.parametrize(
    ("currency", "amount", "minor"),
    [("EUR", "1200.50", 120050), ("JPY", "1200", 1200), ("KWD", "1.234", 1234), ("CNY", "-0.01", -1)],
)
def test_that_an_amount_goes_into_minor_units_and_back(currency: str, amount: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency) == minor
    assert to_decimal(minor, currency) == Decimal(amount)
    assert -to_decimal(minor, currency).as_tuple().exponent == digits(currency)  # type: ignore[operator]


def test_that_ids_sort_as_they_were_made_even_when_the_clock_steps_back() -> None:
    clock = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    ids = IdMaker(clock)
    made = [ids.new() for _ in range(200)]
    for step in (timedelta(milliseconds=1), timedelta(hours=-1)):
        clock.advance(step)
        made.append(ids.new())
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {len(one) for one in made} == {26}


def test_that_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    kept = Settings(language="es", text_scale=125, rail_collapsed=True, splitters={"accounts": [800, 320]})
    kept = kept.with_recent("/a.waterline").with_recent("/b.waterline").with_recent("/a.waterline")
    assert kept.recent == ("/a.waterline", "/b.waterline")
    path = tmp_path / "settings.toml"
    path.write_bytes(settings_module.dump(kept))
    assert settings_module.load(path) == kept


def test_that_the_quick_reader_of_settings_and_colours_says_what_toml_says() -> None:
    kept = Settings(
        recent=('/a b/ü"x\\.waterline', "/c],\n.w", "/=\u2028\x85"),
        window="中\U0001f600",
        hints_seen=("a", "[b]"),
        splitters={"accounts": [800, 320], "account": [], "own_charts": [1]},
    )
    shipped = [file.read_text(encoding="utf-8") for file in resource("tokens").glob("*.toml")]
    assert len(shipped) >= 4
    for written in (settings_module.dump(kept).decode(), settings_module.dump(Settings()).decode(), *shipped):
        assert plain_toml(written) == tomllib.loads(written)


@pytest.mark.parametrize(
    "text",
    [
        'a = "x"\na = "y"\n', "a = null\n", "a = NaN\n", "a = [\n1,\n", "[a\n", "[a]\n[a]\n", "a.b = 1\n", "a=1\n",
        "a = 'x'\n", "a = [ # why\n1,\n]\n", "[[a]]\n", "a = 1979-05-27\n", " a = 1\n", "a = 1 # why\n",
    ],
)  # fmt: skip
def test_that_what_it_does_not_know_is_left_to_the_parser(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever says no
        plain_toml(text)


def test_that_folders_are_where_platformdirs_finds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WATERLINE_DATA_DIR", "WATERLINE_CONFIG_DIR", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    theirs = platformdirs.PlatformDirs("Waterline", appauthor=False)
    for given in ("", "/x/y", "relative"):
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            monkeypatch.setenv(name, given)
        ours = (paths.data_folder(), paths.config_folder(), paths.temp_folder().parent)
        assert tuple(map(str, ours)) == (theirs.user_data_dir, theirs.user_config_dir, theirs.user_cache_dir)


@pytest.mark.parametrize("text", ["", "not = [toml", 'text_scale = "large"\nunknown = 1\n', "theme = 3\n"])
def test_that_a_damaged_or_foreign_file_gives_the_usual_settings(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    assert settings_module.load(path) == Settings()
