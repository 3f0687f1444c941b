# SPDX-License-Identifier: Apache-2.0
# sqlcipher3 is a build of CPython's own module and comes without types; it has those of sqlite3.
from sqlcipher3 import dbapi2 as dbapi2
