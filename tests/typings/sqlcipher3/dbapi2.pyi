# SPDX-License-Identifier: Apache-2.0
from sqlite3.dbapi2 import *
