# SPDX-License-Identifier: Apache-2.0
"""The customer view: a window of its own in place of ours, with nothing in it but what is marked Shareable."""

from ui.screens.customer_view.window import CustomerWindow, open_customer_view

__all__ = ["CustomerWindow", "open_customer_view"]
