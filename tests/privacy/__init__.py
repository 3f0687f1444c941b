# SPDX-License-Identifier: Apache-2.0
"""People with canaries: export, erasure, retention."""
