# SPDX-License-Identifier: Apache-2.0
"""Processes killed at random moments, and what must still be there."""
