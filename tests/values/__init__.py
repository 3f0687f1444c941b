# SPDX-License-Identifier: Apache-2.0
"""Every value a person can type: through the verbs into the store and back (reliability D30 to D35)."""
