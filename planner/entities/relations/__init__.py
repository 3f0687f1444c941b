# SPDX-License-Identifier: Apache-2.0
"""People at the customer and how we stand with them."""
