"""gspread and google-api-python-client, both sending through our one session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sync.remote.session import RemoteSession


class SessionHttp:
    """What google-api-python-client takes for an ``httplib2.Http``; the session behind it repeats and counts."""

    def __init__(self, session: RemoteSession) -> None:
        self.session = session

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Any = None, **_: Any
    ) -> tuple[Any, bytes]:
        import httplib2

        response = self.session.request(method, uri, data=body, headers=headers)
        return httplib2.Response({**response.headers, "status": str(response.status_code)}), response.content

    def close(self) -> None:
        self.session.close()


def build_client(session: RemoteSession, name: str, version: str) -> Any:
    """A client made from the discovery document inside the package: nothing is fetched."""
    from googleapiclient.discovery import build

    return build(name, version, http=SessionHttp(session), static_discovery=True, cache_discovery=False)


def sheets_client(session: RemoteSession) -> Any:
    """gspread's own HTTP client over our session: never its BackOffHTTPClient, which repeats appends."""
    from gspread.http_client import HTTPClient

    return HTTPClient(auth=None, session=session)  # type: ignore[arg-type]  # the session signs
