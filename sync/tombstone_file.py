"""Marks of the erased, on this computer too: no backup of the books from before an erasure brings anybody back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheets_schema.as_read import BookAsRead
from sync.folder import Folder
from sync.rules.tombstones import tombstones_in


def kept_tombstones(folder: Folder, personal: BookAsRead) -> Mapping[str, Mapping[str, Any]]:
    """Those of the book and of this computer, which keeps them all from now on."""
    kept = folder.load_tombstones()
    found = tombstones_in(personal, kept).to_file()
    if found != kept:
        folder.save_tombstones(found)
    return found
