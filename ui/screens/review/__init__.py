# SPDX-License-Identifier: Apache-2.0
"""Network reviews of one account (ux W6): list at the left, four steps at the right."""

from ui.screens.review.section import ReviewsSection

__all__ = ["ReviewsSection"]
