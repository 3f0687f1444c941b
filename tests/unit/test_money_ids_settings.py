# SPDX-License-Identifier: Apache-2.0
"""Small things everything stands on: amounts in minor units, sortable ids, this computer's settings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from planner.kernel import settings as settings_module
from planner.kernel.clock import FixedClock
from planner.kernel.ids import IdMaker
from planner.kernel.money import digits, to_decimal, to_minor
from planner.kernel.settings import Settings


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


@pytest.mark.parametrize("text", ["", "not = [toml", 'text_scale = "large"\nunknown = 1\n', "theme = 3\n"])
def test_that_a_damaged_or_foreign_file_gives_the_usual_settings(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    assert settings_module.load(path) == Settings()
