"""Keeps the books of this version as test data: ``python -m tests.migration.keep [VERSION]``.

To be run once when a version is about to leave the house; what an earlier version left is never made again.
"""

from __future__ import annotations

import sys

from tests.migration.old_book import KEPT, version, write_kept

if __name__ == "__main__":
    name = sys.argv[1] if sys.argv[1:] else version()
    if (KEPT / f"{name}.sql").exists():
        sys.exit(f"{name} is kept already: raise the version. One that never left the house: delete its files first.")
    KEPT.mkdir(exist_ok=True)
    write_kept(KEPT, name)
    print(f"tests/migration/books/{name}.sql: {(KEPT / f'{name}.sql').stat().st_size // 1000} kB")
