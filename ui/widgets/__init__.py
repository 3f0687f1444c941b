# SPDX-License-Identifier: Apache-2.0
"""Small reusable parts in the visual language; they know the theme and nothing of accounts."""
