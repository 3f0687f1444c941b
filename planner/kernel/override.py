# SPDX-License-Identifier: Apache-2.0
"""The mark of a method that stands in for one of its base class, for what is loaded before the first page.

`typing_extensions` has it too, and takes 2 to 3 ms to load, which a start would wait for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    Method = TypeVar("Method", bound=Callable[..., Any])

    def override(method: Method) -> Method:
        """The method, as it is; type checkers and readers see that it stands in for another."""
        return method


__all__ = ["override"]
