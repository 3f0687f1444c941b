# SPDX-License-Identifier: Apache-2.0
"""Tests of the shape of the code rather than of what it does."""
