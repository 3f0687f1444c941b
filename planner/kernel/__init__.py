# SPDX-License-Identifier: Apache-2.0
"""Ground that everything stands on: errors, ids, time, text, changes."""
