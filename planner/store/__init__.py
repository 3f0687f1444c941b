# SPDX-License-Identifier: Apache-2.0
"""The one local file: connection, transactions, change log, full text, migrations and queries."""
