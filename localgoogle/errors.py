"""The errors that Google answers with, as exceptions that know their own status and body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


@dataclass
class GoogleError(Exception):
    """An error reply of Sheets or Forms: ``{"error": {"code", "message", "status"[, "details"]}}``."""

    code: int
    message: str
    details: list[dict[str, Any]] = field(default_factory=list)

    def to_body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        error["status"] = STATUS_NAMES.get(self.code, "UNKNOWN")
        if self.details:
            error["details"] = self.details
        return {"error": error}


@dataclass
class DriveError(GoogleError):
    """An error reply of Drive v3: it has ``errors[]`` with a reason, and no ``status``."""

    reason: str = "invalid"
    location: str = ""
    domain: str = "global"

    def to_body(self) -> dict[str, Any]:
        item: dict[str, Any] = {"domain": self.domain, "reason": self.reason, "message": self.message}
        if self.location:
            item |= {"locationType": "parameter", "location": self.location}
        return {"error": {"errors": [item], "code": self.code, "message": self.message}}


def invalid(message: str, *values: object) -> GoogleError:
    """400 INVALID_ARGUMENT; values fill the ``{}`` of the message in order."""
    return GoogleError(400, message.format(*values) if values else message)


def invalid_field(path: str, message: str) -> GoogleError:
    """400 with ``details`` that name the field, as Google's JSON parser answers."""
    violation = {"field": path, "description": message}
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return GoogleError(400, message, [detail])


def not_found() -> GoogleError:
    return GoogleError(404, "Requested entity was not found.")


def forbidden() -> GoogleError:
    return GoogleError(403, "The caller does not have permission")
