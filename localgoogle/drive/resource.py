"""What Drive tells about a file, about a user, about the account."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from localgoogle.drive import permissions
from localgoogle.drive.exports import FORMATS
from localgoogle.state import FOLDER, FORM, RIGHTS, SPREADSHEET, File, permission_id, to_timestamp

if TYPE_CHECKING:
    from localgoogle.state import State

JSON = dict[str, Any]


def root_id(user: str) -> str:
    """The id of the user's «My Drive», which is no file here."""
    return "0A" + hashlib.sha256(user.lower().encode()).hexdigest()[:16] + "PVA"


def parents_of(file: File, user: str) -> list[str]:
    """Only the owner sees that a file lies in the root."""
    return file.parents or ([root_id(user)] if user.lower() == file.owner.lower() else [])


def is_trashed(state: State, file: File) -> bool:
    return any(each.trashed for each in permissions.lineage(state, file))


def shown_time(state: State, file: File) -> str:
    """The time of the last change, as Drive tells it when it lags behind (``settings.driveLagSeconds``)."""
    visible = to_timestamp(state.now() - timedelta(seconds=state.settings.driveLagSeconds))
    return file.modified if file.modified <= visible else file.seen


def to_user(email: str, me: str) -> JSON:
    return {
        "kind": "drive#user",
        "displayName": email.partition("@")[0],
        "me": email.lower() == me.lower(),
        "permissionId": permission_id(email),
        "emailAddress": email,
    }


def to_file_resource(state: State, file: File, user: str, base_url: str, *, published: bool = False) -> JSON:
    """The File resource, whole; ``published`` adds the permissions of the published view."""
    right = state.right(file.id, user)
    shared = permissions.visible(state, file, published=True)
    shown: JSON = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime,
        "description": file.description,
        "starred": user.lower() in file.stars,
        "trashed": is_trashed(state, file),
        "explicitlyTrashed": file.trashed,
        "parents": parents_of(file, user),
        "properties": file.properties,
        "appProperties": file.app_properties,
        "spaces": ["drive"],
        "webViewLink": web_link(file, base_url),
        "createdTime": file.created,
        "modifiedTime": shown_time(state, file),
        "owners": [to_user(file.owner, user)],
        "ownedByMe": file.owner.lower() == user.lower(),
        "shared": len(shared) > 1,
        "capabilities": capabilities(file, right),
        "exportLinks": export_links(file, base_url),
    }
    if right >= RIGHTS["writer"]:
        listed = [permission for permission in shared if published or not permission.view]
        shown["permissions"] = [permissions.resource(permission) for permission in listed]
        shown["permissionIds"] = [permission.id for permission in listed]
    return {name: value for name, value in shown.items() if value not in ({}, [], "")}


def capabilities(file: File, right: int) -> JSON:
    writer, owner = right >= RIGHTS["writer"], right >= RIGHTS["owner"]
    return {
        "canEdit": writer,
        "canRename": writer,
        "canShare": writer,
        "canModifyContent": writer,
        "canAddChildren": writer and file.mime == FOLDER,
        "canListChildren": file.mime == FOLDER,
        "canCopy": file.mime != FOLDER,
        "canDownload": file.mime == SPREADSHEET,
        "canDelete": owner,
        "canTrash": owner,
        "canUntrash": owner,
    }


def web_link(file: File, base_url: str) -> str:
    folder = {FOLDER: "drive/folders/{}", FORM: "forms/d/{}/edit", SPREADSHEET: "spreadsheets/d/{}/edit"}[file.mime]
    return f"{base_url}/{folder.format(file.id)}"


def export_links(file: File, base_url: str) -> dict[str, str]:
    """Where a spreadsheet can be had in other formats, with the same token as everything else."""
    if file.mime != SPREADSHEET:
        return {}
    return {mime: f"{base_url}/drive/v3/files/{file.id}/export?mimeType={mime}" for mime in FORMATS}


def to_about(state: State, user: str) -> JSON:
    """The About resource. There is no limit of storage here: ``limit`` is absent, as for such accounts at Google."""
    used, trashed = storage(state, user)
    return {
        "kind": "drive#about",
        "user": to_user(user, user),
        "storageQuota": {"usage": str(used), "usageInDrive": str(used), "usageInDriveTrash": str(trashed)},
        "importFormats": {"text/csv": [SPREADSHEET], "text/tab-separated-values": [SPREADSHEET]},
        "exportFormats": {SPREADSHEET: list(FORMATS)},
        "maxUploadSize": str(10 * 1024 * 1024),
        "canCreateDrives": False,
        "appInstalled": True,
    }


def storage(state: State, user: str) -> tuple[int, int]:
    """Bytes that the user's files take, and those of them that lie in the trash."""
    sizes = [(file, size(state, file.id)) for file in state.files() if file.owner.lower() == user.lower()]
    return sum(each for _, each in sizes), sum(each for file, each in sizes if is_trashed(state, file))


def size(state: State, file_id: str) -> int:
    query = (
        "SELECT coalesce((SELECT sum(length(body)) FROM documents WHERE file_id = :id), 0)"
        " + coalesce((SELECT sum(length(cells)) FROM grid_rows WHERE file_id = :id), 0)"
    )
    return int(state.db.execute(query, {"id": file_id}).fetchone()[0])


USER_KNOWN: JSON = dict.fromkeys(("kind", "displayName", "me", "permissionId", "emailAddress", "photoLink"))

PLAIN = (
    "copyRequiresWriterPermission createdTime description driveId explicitlyTrashed fileExtension folderColorRgb "
    "fullFileExtension hasAugmentedPermissions hasThumbnail headRevisionId iconLink id inheritedPermissionsDisabled "
    "isAppAuthorized kind md5Checksum mimeType modifiedByMe modifiedByMeTime modifiedTime name originalFilename "
    "ownedByMe parents permissionIds quotaBytesUsed resourceKey sha1Checksum sha256Checksum shared sharedWithMeTime "
    "size spaces starred teamDriveId thumbnailLink thumbnailVersion trashed trashedTime version viewedByMe "
    "viewedByMeTime viewersCanCopyContent webContentLink webViewLink writersCanShare"
)
WHOLE = (
    "appProperties capabilities clientEncryptionDetails contentHints contentRestrictions downloadRestrictions "
    "exportLinks imageMediaMetadata labelInfo linkShareMetadata properties shortcutDetails videoMediaMetadata"
)

KNOWN: JSON = (
    dict.fromkeys(PLAIN.split())
    | {name: {} for name in WHOLE.split()}
    | dict.fromkeys(("lastModifyingUser", "owners", "sharingUser", "trashingUser"), USER_KNOWN)
    | {"permissions": permissions.KNOWN}
)
"""Every field that Google's File has, as ``localgoogle.fields`` takes them; what is not kept here is absent."""

ABOUT_PLAIN = "appInstalled canCreateDrives canCreateTeamDrives folderColorPalette kind maxUploadSize"
ABOUT_WHOLE = "driveThemes exportFormats importFormats maxImportSizes storageQuota teamDriveThemes"

ABOUT_KNOWN: JSON = (
    dict.fromkeys(ABOUT_PLAIN.split()) | {name: {} for name in ABOUT_WHOLE.split()} | {"user": USER_KNOWN}
)
