"""Drive v3: files, the marks by which they are found again, and who may see them."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import Any

from sync.errors import Forbidden, NotFound
from sync.remote.google_clients import build_client
from sync.remote.session import RemoteSession

MIME_TYPES = {
    "folder": "application/vnd.google-apps.folder",
    "form": "application/vnd.google-apps.form",
    "book": "application/vnd.google-apps.spreadsheet",
}
FOUND = "id,name,mimeType,appProperties,permissions(id,type,role,emailAddress,view)"
MARK = "nastavnik"


class DriveApi:
    def __init__(self, session: RemoteSession) -> None:
        self.session = session

    @cached_property
    def drive(self) -> Any:
        return build_client(self.session, "drive", "v3")

    # The client makes all methods anew each time it is asked for a collection of them.
    @cached_property
    def files(self) -> Any:
        return self.drive.files()

    @cached_property
    def permissions(self) -> Any:
        return self.drive.permissions()

    def find_marked(self, programme: str) -> list[dict[str, Any]]:
        """Everything that bears the programme's mark, the oldest first, with who may see it."""
        query = f"appProperties has {{ key='{MARK}' and value='{programme}' }} and trashed=false"
        found: list[dict[str, Any]] = []
        token = ""
        while True:
            options = {"pageToken": token} if token else {}
            page = self.files.list(
                q=query,
                orderBy="createdTime",
                pageSize=1000,
                fields=f"kind,nextPageToken,files({FOUND})",
                includePermissionsForView="published",
                **options,
            ).execute()
            found += page.get("files", [])
            token = page.get("nextPageToken", "")
            if not token:
                return found

    def find(self, file_id: str) -> dict[str, Any] | None:
        """One file, in the bin or not; None when it is gone or not for this account: Drive does not tell which."""
        fields = f"{FOUND},trashed"
        call = self.files.get(fileId=file_id, fields=fields, includePermissionsForView="published")
        try:
            found: dict[str, Any] = call.execute()
        except (NotFound, Forbidden):
            return None
        return found

    def create(self, kind: str, name: str, marks: dict[str, str], parent: str = "") -> str:
        """A new file, marked at birth, so that a set-up that was cut short finds it again. Returns its id."""
        body: dict[str, Any] = {"name": name, "mimeType": MIME_TYPES[kind], "appProperties": marks}
        if parent:
            body["parents"] = [parent]
        created: dict[str, Any] = self.files.create(body=body, fields="id").execute()
        return str(created["id"])

    def share(self, file_id: str, email: str, role: str) -> None:
        """Give one person a right, without a letter to them: set-up may run again."""
        body = {"type": "user", "role": role, "emailAddress": email}
        self.permissions.create(fileId=file_id, body=body, sendNotificationEmail=False, fields="id").execute()

    def change_role(self, file_id: str, permission_id: str, role: str) -> None:
        body = {"role": role}
        self.permissions.update(fileId=file_id, permissionId=permission_id, body=body, fields="id").execute()

    def unshare(self, file_id: str, permission_id: str) -> None:
        """Take a right away; one that is gone already is no trouble."""
        with suppress(NotFound):
            self.permissions.delete(fileId=file_id, permissionId=permission_id).execute()

    def open_to_all(self, form_id: str) -> None:
        """Anyone with the link may answer the form: published view only, never the form itself."""
        body = {"type": "anyone", "role": "reader", "view": "published"}
        self.permissions.create(fileId=form_id, body=body, fields="id").execute()
