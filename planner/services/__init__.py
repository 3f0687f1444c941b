# SPDX-License-Identifier: Apache-2.0
"""What users can do, one function per verb, and what they can ask for."""
