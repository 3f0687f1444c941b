# SPDX-License-Identifier: Apache-2.0
"""Network reviews: inspect and explain."""
