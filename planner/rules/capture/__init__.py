# SPDX-License-Identifier: Apache-2.0
"""Quick capture: reading a note with marks and plain words, by rules alone (ux 6.2, W24)."""
