# SPDX-License-Identifier: Apache-2.0
"""A program that is cut off is noticed at the next start, and only then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from planner.services import doctor
from planner.services.portfolio import open_portfolio
from tests.conftest import DEVICE

_CUT_OFF = """
import os, signal, sys
from pathlib import Path
from planner.services import customers
from planner.services.portfolio import open_portfolio
session = open_portfolio(Path(sys.argv[1]), device="testdesk")
customers.add_account(session, "Acknowledged")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_that_a_clean_end_is_no_unclean_one(portfolio: Path) -> None:
    for _ in range(2):
        session = open_portfolio(portfolio, device=DEVICE)
        assert not session.unclean
        session.close()


def test_that_a_program_killed_is_noticed_once_and_what_it_kept_is_whole(portfolio: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", _CUT_OFF, str(portfolio)], check=False, env=dict(os.environ))
    assert ended.returncode == -signal.SIGKILL
    session = open_portfolio(portfolio, device=DEVICE)
    assert session.unclean
    assert doctor.is_structure_whole(session)
    assert doctor.faults_in(doctor.look_over(session)) == 0
    session.close()
    session = open_portfolio(portfolio, device=DEVICE)
    assert not session.unclean
    session.close()
