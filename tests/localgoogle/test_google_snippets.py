"""What Google's own guides show, sent by Google's own Python client: Forms and Drive answer as the guides say."""

from __future__ import annotations

import copy
import io
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload, MediaInMemoryUpload, MediaIoBaseDownload

from localgoogle.drive.exports import CSV, XLSX
from localgoogle.server import running
from localgoogle.state import FOLDER, SPREADSHEET, State
from tests.localgoogle.discovery import document, validated
from tests.localgoogle.school import READER, TOKENS, WRITER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def address() -> Iterator[str]:
    with running(State(users=dict(TOKENS)), wrap=validated) as found:
        yield found


@pytest.fixture
def services(address: str) -> Iterator[dict[str, Any]]:
    """Clients built from the documents that ship with the library, with this server in the place of Google."""
    with ExitStack() as opened:
        yield {api: opened.enter_context(service(address, api)) for api in ("forms.v1", "drive.v3", "sheets.v4")}


def service(address: str, api: str) -> Any:
    given = copy.deepcopy(document(api)) | {"rootUrl": f"{address}/", "mtlsRootUrl": f"{address}/"}
    return build_from_document(given, credentials=Credentials("kurator-key"))  # type: ignore[no-untyped-call]


@pytest.fixture
def forms(services: dict[str, Any]) -> Any:
    return services["forms.v1"].forms()


@pytest.fixture
def drive(services: dict[str, Any]) -> Any:
    return services["drive.v3"]


# forms


def test_a_form_is_created_and_gets_a_question(forms: Any) -> None:
    made = forms.create(body={"info": {"title": "Quickstart form"}}).execute()
    asked = {
        "title": "In what year did the United States land a mission on the moon?",
        "questionItem": {
            "question": {
                "required": True,
                "choiceQuestion": {
                    "type": "RADIO",
                    "options": [{"value": "1965"}, {"value": "1967"}, {"value": "1969"}],
                    "shuffle": True,
                },
            }
        },
    }
    body = {"requests": [{"createItem": {"item": asked, "location": {"index": 0}}}]}
    forms.batchUpdate(formId=made["formId"], body=body).execute()
    (item,) = forms.get(formId=made["formId"]).execute()["items"]
    assert item["questionItem"]["question"]["choiceQuestion"] == asked["questionItem"]["question"]["choiceQuestion"]


def test_a_form_becomes_a_quiz_with_a_description_and_a_film(forms: Any) -> None:
    form_id = forms.create(body={"info": {"title": "My new quiz"}}).execute()["formId"]
    film = {
        "title": "Homework video",
        "videoItem": {"video": {"youtubeUri": "https://www.youtube.com/watch?v=Lt5HqPvM-eI"}},
    }
    body = {
        "requests": [
            {"updateSettings": {"settings": {"quizSettings": {"isQuiz": True}}, "updateMask": "quizSettings.isQuiz"}},
            {"updateFormInfo": {"info": {"description": "Please complete this quiz"}, "updateMask": "description"}},
            {"createItem": {"item": film, "location": {"index": 0}}},
        ]
    }
    forms.batchUpdate(formId=form_id, body=body).execute()
    found = forms.get(formId=form_id).execute()
    assert found["settings"]["quizSettings"] == {"isQuiz": True}
    assert found["info"]["description"] == "Please complete this quiz"
    assert found["items"][0]["videoItem"] == film["videoItem"]
    assert forms.responses().list(formId=form_id).execute() == {}


def test_a_watch_is_made_listed_renewed_and_deleted(forms: Any) -> None:
    form_id = forms.create(body={"info": {"title": "Watched"}}).execute()["formId"]
    target = {"topic": {"topicName": "projects/school/topics/answers"}}
    made = (
        forms.watches().create(formId=form_id, body={"watch": {"target": target, "eventType": "RESPONSES"}}).execute()
    )
    assert forms.watches().list(formId=form_id).execute()["watches"] == [made]
    renewed = forms.watches().renew(formId=form_id, watchId=made["id"]).execute()
    assert renewed["expireTime"] >= made["expireTime"]
    assert forms.watches().delete(formId=form_id, watchId=made["id"]).execute() == {}
    assert forms.watches().list(formId=form_id).execute() == {}


# drive


@pytest.mark.parametrize("resumable", [True, False])
def test_a_report_is_uploaded_with_conversion(
    services: dict[str, Any], drive: Any, tmp_path: Path, resumable: bool
) -> None:
    report = tmp_path / "report.csv"
    report.write_text("Имя,Балл\nАнна,5\n", encoding="utf-8")
    media = MediaFileUpload(str(report), mimetype="text/csv", resumable=resumable)
    body = {"name": "My Report", "mimeType": SPREADSHEET}
    made = drive.files().create(body=body, media_body=media, fields="id").execute()
    values = services["sheets.v4"].spreadsheets().values()
    assert values.get(spreadsheetId=made["id"], range="A1:B2").execute()["values"] == [["Имя", "Балл"], ["Анна", "5"]]
    again = MediaInMemoryUpload(b"x,y", mimetype="text/csv", resumable=resumable)
    drive.files().update(fileId=made["id"], media_body=again).execute()
    assert values.get(spreadsheetId=made["id"], range="A1:B2").execute()["values"] == [["x", "y"]]


def test_a_long_report_goes_in_pieces(services: dict[str, Any], drive: Any) -> None:
    content = "\n".join(f"Ученик {number},5" for number in range(20_000)).encode()
    media = MediaInMemoryUpload(content, mimetype="text/csv", chunksize=256 * 1024, resumable=True)
    request = drive.files().create(body={"name": "Список", "mimeType": SPREADSHEET}, media_body=media, fields="id")
    made, progress = None, []
    while made is None:
        status, made = request.next_chunk()
        progress += [status.progress()] if status else []
    assert len(progress) >= 1
    values = services["sheets.v4"].spreadsheets().values()
    last = values.get(spreadsheetId=made["id"], range="A20000").execute()["values"]
    assert last == [["Ученик 19999"]]


def downloaded(request: Any) -> bytes:
    found = io.BytesIO()
    download, done = MediaIoBaseDownload(found, request), False
    while not done:
        _, done = download.next_chunk()
    return found.getvalue()


def test_a_book_is_exported_and_a_pdf_is_not_made(services: dict[str, Any], drive: Any) -> None:
    book = (
        services["sheets.v4"].spreadsheets().create(body={"properties": {"title": "Отчёт"}}).execute()["spreadsheetId"]
    )
    values = {"spreadsheetId": book, "range": "A1", "valueInputOption": "RAW", "body": {"values": [["Анна", 5]]}}
    services["sheets.v4"].spreadsheets().values().update(**values).execute()
    assert downloaded(drive.files().export_media(fileId=book, mimeType=CSV)).decode() == "Анна,5"
    sheet = openpyxl.load_workbook(
        io.BytesIO(downloaded(drive.files().export_media(fileId=book, mimeType=XLSX)))
    ).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Анна", 5]
    with pytest.raises(HttpError, match="cannot make 'application/pdf'") as refused:
        downloaded(drive.files().export_media(fileId=book, mimeType="application/pdf"))
    assert refused.value.status_code == 400
    with pytest.raises(HttpError) as binary:
        downloaded(drive.files().get_media(fileId=book))
    assert (binary.value.status_code, binary.value.error_details[0]["reason"]) == (403, "fileNotDownloadable")


def test_files_are_searched_page_by_page(drive: Any) -> None:
    for number in range(5):
        drive.files().create(body={"name": f"Книга {number}", "mimeType": SPREADSHEET}, fields="id").execute()
    query = {
        "q": f"mimeType='{SPREADSHEET}'",
        "spaces": "drive",
        "fields": "nextPageToken, files(id, name)",
        "pageSize": 2,
    }
    token, names = None, []
    while True:
        page = drive.files().list(pageToken=token, **query).execute()
        names += [file["name"] for file in page.get("files", [])]
        token = page.get("nextPageToken")
        if token is None:
            break
    assert sorted(names) == [f"Книга {number}" for number in range(5)]


def test_a_file_is_moved_to_a_folder_and_shared(drive: Any) -> None:
    folder = drive.files().create(body={"name": "Invoices", "mimeType": FOLDER}, fields="id").execute()["id"]
    book = drive.files().create(body={"name": "Книга", "mimeType": SPREADSHEET}, fields="id").execute()["id"]
    parents = ",".join(drive.files().get(fileId=book, fields="parents").execute()["parents"])
    moved = drive.files().update(fileId=book, addParents=folder, removeParents=parents, fields="id, parents").execute()
    assert moved == {"id": book, "parents": [folder]}
    given = {"type": "user", "role": "writer", "emailAddress": WRITER}
    made = drive.permissions().create(fileId=book, body=given, fields="id", sendNotificationEmail=False).execute()
    assert made.keys() == {"id"}
    copied = drive.files().copy(fileId=book, body={"name": "Копия"}).execute()
    assert drive.files().get(fileId=copied["id"], fields="parents").execute() == {"parents": [folder]}
    drive.files().emptyTrash().execute()
    assert len(drive.files().generateIds(count=2).execute()["ids"]) == 2
    assert drive.about().get(fields="user, storageQuota").execute()["user"]["me"] is True


def test_changes_are_fetched_from_a_saved_token(drive: Any) -> None:
    token = drive.changes().getStartPageToken().execute()["startPageToken"]
    book = drive.files().create(body={"name": "Книга", "mimeType": SPREADSHEET}, fields="id").execute()["id"]
    saved = None
    while token is not None:
        reply = drive.changes().list(pageToken=token, spaces="drive").execute()
        assert [change.get("fileId") for change in reply["changes"]] == [book]
        saved, token = reply.get("newStartPageToken", saved), reply.get("nextPageToken")
    assert drive.changes().list(pageToken=saved).execute()["changes"] == []


# several calls in one


def test_a_file_is_shared_with_many_in_one_request(drive: Any) -> None:
    book = drive.files().create(body={"name": "Книга", "mimeType": SPREADSHEET}, fields="id").execute()["id"]
    replies: dict[str, Any] = {}
    batch = drive.new_batch_http_request(callback=lambda name, reply, problem: replies.update({name: problem or reply}))
    for email in (WRITER, READER):
        given = {"type": "user", "role": "writer", "emailAddress": email}
        batch.add(drive.permissions().create(fileId=book, body=given, fields="emailAddress"), request_id=email)
    batch.add(drive.files().get(fileId="1nothing"), request_id="нет")
    batch.add(drive.permissions().delete(fileId=book, permissionId="0"), request_id="100%")
    batch.execute()
    assert (replies[WRITER], replies[READER]) == ({"emailAddress": WRITER}, {"emailAddress": READER})
    assert [replies[name].status_code for name in ("нет", "100%")] == [404, 404]
    assert len(drive.permissions().list(fileId=book).execute()["permissions"]) == 3
