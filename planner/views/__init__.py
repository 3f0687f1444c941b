# SPDX-License-Identifier: Apache-2.0
"""What screens, pictures and documents show, as values built by pure functions."""
