# SPDX-License-Identifier: Apache-2.0
"""Work off the GUI thread with progress and cancel."""
