# SPDX-License-Identifier: Apache-2.0
"""The nouns of the product as frozen values with their specs."""
