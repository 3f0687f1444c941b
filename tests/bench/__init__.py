# SPDX-License-Identifier: Apache-2.0
"""The floor and ours in one run, ratios printed: `make bench`."""
