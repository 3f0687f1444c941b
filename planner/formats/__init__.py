# SPDX-License-Identifier: Apache-2.0
"""What comes in from files of others, and tables that go out again."""
