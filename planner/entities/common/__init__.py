# SPDX-License-Identifier: Apache-2.0
"""Our people, evidence, files and rules."""
