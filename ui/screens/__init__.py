# SPDX-License-Identifier: Apache-2.0
"""One folder or file per screen, each built from a view that services made."""
