# SPDX-License-Identifier: Apache-2.0
"""Quick review (ux W24): a visit in under a minute, in one small window that stays on top."""

from ui.screens.quick_review.command import quick_review

__all__ = ["quick_review"]
