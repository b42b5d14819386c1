"""The errors of Drive v3 in its own words."""

from __future__ import annotations

from localgoogle.errors import DriveError


def file_not_found(file_id: str) -> DriveError:
    return DriveError(404, f"File not found: {file_id}.", reason="notFound", location="fileId")


def permission_not_found(identity: str) -> DriveError:
    return DriveError(404, f"Permission not found: {identity}.", reason="notFound", location="permissionId")


def insufficient() -> DriveError:
    message = "The user does not have sufficient permissions for this file."
    return DriveError(403, message, reason="insufficientFilePermissions")


def invalid_value(message: str, location: str = "") -> DriveError:
    return DriveError(400, message, reason="invalid", location=location)


def unknown_field(name: str) -> DriveError:
    return DriveError(400, f"Invalid field selection {name}", reason="invalidParameter", location="fields")
