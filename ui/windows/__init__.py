# SPDX-License-Identifier: Apache-2.0
"""Top-level windows."""
