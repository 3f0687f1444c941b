# SPDX-License-Identifier: Apache-2.0
"""Editors and forms made from entity specs."""
