# SPDX-License-Identifier: Apache-2.0
"""The four steps of the import window, and the state they share."""
