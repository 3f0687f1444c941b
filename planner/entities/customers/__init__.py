# SPDX-License-Identifier: Apache-2.0
"""Companies and their sites."""
