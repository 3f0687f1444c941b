# SPDX-License-Identifier: Apache-2.0
"""``python -m planner``: the command line without the windows."""

from __future__ import annotations

import sys

from planner.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
