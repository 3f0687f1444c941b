# SPDX-License-Identifier: Apache-2.0
"""Every command as data: menus, shortcuts and palette are projections of it."""
