# SPDX-License-Identifier: Apache-2.0
"""Charts on screen: the canvas that paints a scene, its hover card, and the panel round it."""
