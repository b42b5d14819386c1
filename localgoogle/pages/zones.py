"""By which clock people read a moment: a book's own, or that of the school's computer. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from datetime import tzinfo


def zone_of(properties: dict[str, Any]) -> tzinfo | None:
    """The zone in SpreadsheetProperties; None, the server's own, where it is not set or not known here."""
    try:
        return ZoneInfo(str(properties["timeZone"]))
    except (KeyError, ZoneInfoNotFoundError, ValueError, OSError):
        return None
