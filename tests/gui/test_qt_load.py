# SPDX-License-Identifier: Apache-2.0
"""Qt is loaded without its writer of type stubs, and everything else of it is as it was (0008 in docs/adr)."""

from __future__ import annotations

import subprocess
import sys

_CHILD = """
import sys
finders, plain = sys.meta_path, list(sys.meta_path)
import ui
from ui.qt_load import STUB_WRITERS
assert sys.meta_path is finders and finders == plain, sys.meta_path
assert not any(hasattr(sys.modules[name], "sys") for name in STUB_WRITERS)
assert "argparse" not in sys.modules
from PySide6.QtCore import QPoint
try:
    QPoint("left", 2)
except TypeError as error:
    print(error)
"""


def test_that_nothing_but_the_stub_writer_is_left_out() -> None:
    done = subprocess.run([sys.executable, "-c", _CHILD], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Supported signatures" in done.stdout, "what Qt says of wrong arguments is read by a module beside them"
