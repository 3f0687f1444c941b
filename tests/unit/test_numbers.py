# SPDX-License-Identifier: Apache-2.0
"""Numbers are written as the language in force writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.kernel.numbers import decimal_text
from planner.kernel.text import Message, speaking


@pytest.mark.parametrize(("code", "text"), [("en", "−46.2"), ("es", "−46,2"), ("zh_CN", "−46.2")])
def test_that_a_decimal_has_the_sign_of_the_language_and_a_true_minus(code: str, text: str) -> None:
    with speaking(code):
        assert decimal_text(Decimal("-46.2")) == text


def test_that_a_decimal_inside_a_message_is_written_so_too() -> None:
    with speaking("es"):
        assert Message("{value} × {weight}", {"value": Decimal("42.7"), "weight": 30}).text() == "42,7 × 30"
