# SPDX-License-Identifier: Apache-2.0
"""Pictures of every screen with the sample and with an empty portfolio: `make shots`."""
