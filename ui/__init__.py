# SPDX-License-Identifier: Apache-2.0
"""The desktop program: Qt widgets over the services of `planner`."""
