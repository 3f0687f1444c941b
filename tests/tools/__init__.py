# SPDX-License-Identifier: Apache-2.0
"""Tools for developers; none of them is needed to run the program."""
