# SPDX-License-Identifier: Apache-2.0
"""The core of Waterline: entities, rules, store, services and command line, without any toolkit."""

__version__ = "0.1.0"
