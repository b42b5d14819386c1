"""Sheets v4: a book is read by one call and written by one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sync.remote.google_clients import sheets_client
from sync.remote.session import RemoteSession

SPREADSHEETS = "https://sheets.googleapis.com/v4/spreadsheets"


class SheetsApi:
    def __init__(self, session: RemoteSession) -> None:
        self.session = session

    @cached_property
    def client(self) -> Any:
        return sheets_client(self.session)

    def read_book(self, spreadsheet_id: str, mask: str) -> dict[str, Any]:
        """One masked ``spreadsheets.get``: a mask that names grid data brings it, of every tab at once.

        The mask must name ``spreadsheetId``: a reply without it is taken for no book at all.
        """
        found: dict[str, Any] = self.client.fetch_sheet_metadata(spreadsheet_id, params={"fields": mask})
        return found

    def write_book(self, spreadsheet_id: str, batch: dict[str, Any], mask: str = "*") -> dict[str, Any]:
        """One ``batchUpdate``: all of it or nothing. Raises Uncertain when nobody can tell which."""
        address = f"{SPREADSHEETS}/{spreadsheet_id}:batchUpdate"
        reply: dict[str, Any] = self.client.request("post", address, params={"fields": mask}, json=batch).json()
        return reply
