# SPDX-License-Identifier: Apache-2.0
"""What goes out: pictures, documents and tables made from views."""
