# SPDX-License-Identifier: Apache-2.0
"""Schema steps, each a frozen module, and the runner that applies them safely."""
