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


def required(name: str) -> DriveError:
    return DriveError(400, f"Required parameter: {name}", reason="required", location=name)


def unknown_field(name: str) -> DriveError:
    return DriveError(400, f"Invalid field selection {name}", reason="invalidParameter", location="fields")


def no_storage() -> DriveError:
    """What a service account is told that would own a file."""
    message = (
        "Service Accounts do not have storage quota. Leverage shared drives "
        "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), "
        "or use OAuth delegation (http://support.google.com/a/answer/7281227) instead."
    )
    return DriveError(403, message, reason="storageQuotaExceeded", domain="usageLimits")


def not_downloadable() -> DriveError:
    message = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
    return DriveError(403, message, reason="fileNotDownloadable", location="alt")


def not_exportable() -> DriveError:
    return DriveError(403, "Export only supports Docs Editors files.", reason="fileNotExportable")


def no_conversion(more: str = "") -> DriveError:
    message = f"The requested conversion is not supported.{more}"
    return DriveError(400, message, reason="badRequest", location="convertTo")


def not_copyable() -> DriveError:
    return DriveError(403, "This file cannot be copied by the user.", reason="cannotCopyFile")


def ownership_not_asked() -> DriveError:
    message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
    return DriveError(403, message, reason="forbidden", location="transferOwnership")
