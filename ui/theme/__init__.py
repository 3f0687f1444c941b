# SPDX-License-Identifier: Apache-2.0
"""The look: colours by role, fonts, icons, sizes and the style sheet; `ui.theme.theme` holds the current one."""
