# SPDX-License-Identifier: Apache-2.0
"""Whole jobs from beginning to end, as a user does them."""
