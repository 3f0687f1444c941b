# SPDX-License-Identifier: Apache-2.0
"""``python -m planner``: the command line without the windows."""

from __future__ import annotations

import sys

from planner.cli import main
from planner.safe.process import close_memory, keep_private

if __name__ == "__main__":
    keep_private()
    close_memory()
    sys.exit(main(sys.argv[1:]))
