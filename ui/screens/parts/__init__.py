# SPDX-License-Identifier: Apache-2.0
"""Parts that several screens are put together from."""
