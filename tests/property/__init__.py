# SPDX-License-Identifier: Apache-2.0
"""Tests of laws that hold for any input."""
