# SPDX-License-Identifier: Apache-2.0
"""Qt is loaded without its writer of type stubs; the rest of it is there when it is wanted (0008 in docs/adr)."""

from __future__ import annotations

import subprocess
import sys

_CHILD = """
import sys
finders, plain = sys.meta_path, list(sys.meta_path)
import ui
from ui.qt_load import READ_LATE, STUB_WRITERS
assert sys.meta_path is finders and finders == plain, sys.meta_path
assert not any(hasattr(sys.modules[name], "sys") for name in STUB_WRITERS)
assert not {"argparse", "typing_extensions"} & set(sys.modules)
unread = [name for name in READ_LATE if "_unread" in vars(sys.modules[name])]
assert len(unread) == len(READ_LATE), unread
from PySide6.QtCore import QPoint
try:
    QPoint("left", 2)
except TypeError as error:
    print(error)
from shibokensupport.signature import layout
assert layout.create_signature and layout is sys.modules["PySide6.support.signature.layout"]
assert not hasattr(layout, "no_such_name")
"""


def test_that_only_the_stub_writer_is_left_out_and_the_words_of_errors_come_when_wanted() -> None:
    done = subprocess.run([sys.executable, "-c", _CHILD], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Supported signatures" in done.stdout, "what Qt says of wrong arguments is read by a module beside them"
    assert "xpos: int" in done.stdout.split("Supported")[1]
