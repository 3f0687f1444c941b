# SPDX-License-Identifier: Apache-2.0
"""One account (ux W3): header, sections, and for each section its details."""
