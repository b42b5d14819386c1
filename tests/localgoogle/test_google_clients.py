"""Google's own client library works with this server's Forms and Drive as with Google."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from localgoogle.server import running
from localgoogle.state import FORM, State
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import TOKENS, choice, entry, question

if TYPE_CHECKING:
    from collections.abc import Iterator


Client = Callable[[str, str], Any]


@pytest.fixture
def address() -> Iterator[str]:
    with running(State(users=dict(TOKENS)), wrap=validated) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    """A maker of clients as Google's documentation makes them; they are closed afterwards."""
    with ExitStack() as opened:

        def make(name: str, version: str) -> Any:
            endpoint = f"{address}/drive/v3/" if name == "drive" else f"{address}/"
            options = {"api_endpoint": endpoint}
            credentials = Credentials("kurator-key")  # type: ignore[no-untyped-call]
            made = build(name, version, credentials=credentials, client_options=options, static_discovery=True)
            return opened.enter_context(made)

        yield make


def test_a_survey_from_its_birth_to_its_answers(client: Client) -> None:
    drive, forms = client("drive", "v3"), client("forms", "v1").forms()
    body = {"name": "Анкета", "mimeType": FORM, "appProperties": {"nastavnik": "mentee"}}
    form_id = drive.files().create(body=body, fields="id").execute()["id"]
    item = question("Предмет", "0000000a", required=True, choiceQuestion=choice("RADIO", "Химия", "Физика"))
    filled = forms.batchUpdate(
        formId=form_id,
        body={
            "includeFormInResponse": True,
            "requests": [{"createItem": {"item": item, "location": {"index": 0}}}],
        },
    ).execute()
    state = {"publishState": {"isPublished": True, "isAcceptingResponses": True}}
    forms.setPublishSettings(formId=form_id, body={"publishSettings": state, "updateMask": "publishState"}).execute()
    permission = {"type": "anyone", "role": "reader", "view": "published"}
    drive.permissions().create(fileId=form_id, body=permission, sendNotificationEmail=False).execute()
    address_to_post = filled["form"]["responderUri"].replace("viewform", "formResponse")
    for subject in ("Химия", "Физика", "Химия"):
        assert requests.post(address_to_post, data={entry("0000000a"): subject}, timeout=30).status_code == 200
    request = forms.responses().list(formId=form_id, pageSize=2)
    sizes = []
    while request is not None:
        page = request.execute()
        sizes.append(len(page["responses"]))
        request = forms.responses().list_next(request, page)
    assert sizes == [2, 1]


def test_a_query_too_long_for_an_address_is_answered(client: Client) -> None:
    drive = client("drive", "v3")
    drive.files().create(body={"name": "Анкета", "mimeType": FORM}).execute()
    query = " or ".join(f"name = 'Анкета номер {number}'" for number in range(60)) + " or name = 'Анкета'"
    assert [file["name"] for file in drive.files().list(q=query).execute()["files"]] == ["Анкета"]


def test_errors_arrive_with_their_reason(client: Client) -> None:
    with pytest.raises(HttpError) as drive_error:
        client("drive", "v3").files().get(fileId="1nothing").execute()
    assert drive_error.value.error_details[0]["reason"] == "notFound"
    with pytest.raises(HttpError) as forms_error:
        client("forms", "v1").forms().get(formId="1nothing").execute()
    assert forms_error.value.status_code == 404
