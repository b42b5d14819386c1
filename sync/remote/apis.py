"""The three Google APIs over one session."""

from __future__ import annotations

from dataclasses import dataclass

from sync.remote.drive_api import DriveApi
from sync.remote.forms_api import FormsApi
from sync.remote.session import RemoteSession
from sync.remote.sheets_api import SheetsApi


@dataclass(frozen=True)
class Apis:
    session: RemoteSession
    drive: DriveApi
    forms: FormsApi
    sheets: SheetsApi


def apis_over(session: RemoteSession) -> Apis:
    return Apis(session, DriveApi(session), FormsApi(session), SheetsApi(session))
