# SPDX-License-Identifier: Apache-2.0
"""One fault that a check found, told by codes and ids alone."""

from __future__ import annotations

from planner.kernel.data import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``entity`` and ``key`` name the record ("" where it belongs to none); ``code`` says more, never any content."""

    entity: str = ""
    key: str = ""
    field: str = ""
    code: str = ""
