# SPDX-License-Identifier: Apache-2.0
"""Validation and every derived value, as pure functions over entities."""
