# SPDX-License-Identifier: Apache-2.0
"""Files, locks, logs and foreign input, handled so that a fault never costs the user data."""
