# SPDX-License-Identifier: Apache-2.0
"""Full disks, damaged files, several starts at once, wrong clocks, stolen files: what must hold all the same."""
