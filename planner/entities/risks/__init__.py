# SPDX-License-Identifier: Apache-2.0
"""Risks and the plans for them."""
