# SPDX-License-Identifier: Apache-2.0
"""Named read-only queries, each beside its SQL."""
