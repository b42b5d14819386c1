"""Finding files through Drive v3."""

from __future__ import annotations

from typing import Any

import pytest

from localgoogle.state import FOLDER, FORM, SPREADSHEET
from tests.localgoogle.drive import reason
from tests.localgoogle.school import OWNER, READER, STRANGER, School, question

FILES = "/drive/v3/files"


@pytest.fixture
def library(school: School) -> dict[str, str]:
    """Four files: a folder, a book and a form in it, and a book in the root whose name has an apostrophe."""
    folder = school.drive("Наставничество", FOLDER)
    school.later(seconds=1)
    marks = {"appProperties": {"nastavnik": "bases"}, "properties": {"class": "8А"}, "starred": True}
    book = school.drive("База наставляемых", SPREADSHEET, parents=[folder], **marks)
    rows = {"values": [["Анна", "очень любит"], ["математика", 5]]}
    school.ok("PUT", f"/v4/spreadsheets/{book}/values/A1", rows, valueInputOption="RAW")
    school.later(seconds=1)
    form = school.drive("Анкета 10", FORM, parents=[folder], appProperties={"nastavnik": "it's"})
    school.later(seconds=1)
    item = {"createItem": {"item": question("Имя", textQuestion={}), "location": {"index": 0}}}
    school.batch(form, item)
    other = school.drive("Мамин 'список'", SPREADSHEET, description="и бабушкин")
    return {"folder": folder, "book": book, "form": form, "other": other}


def found(school: School, library: dict[str, str], query: str = "", **more: Any) -> list[str]:
    names = {file_id: name for name, file_id in library.items()}
    return [names[file["id"]] for file in school.ok("GET", FILES, q=query, **more)["files"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["other", "form", "book", "folder"]),
        ("name = 'Анкета 10'", ["form"]),
        ('name="Анкета 10" and trashed=false', ["form"]),
        (r"name = 'Мамин \'список\''", ["other"]),
        ("name contains 'наст'", ["book", "folder"]),
        ("name contains 'ставничество'", []),
        ("name != 'Анкета 10'", ["other", "book", "folder"]),
        (f"mimeType = '{SPREADSHEET}'", ["other", "book"]),
        (f"mimeType != '{SPREADSHEET}' and not mimeType = '{FOLDER}'", ["form"]),
        ("'{folder}' in parents", ["form", "book"]),
        ("'root' in parents", ["other", "folder"]),
        (f"'{OWNER}' in owners and '{{folder}}' in parents", ["form", "book"]),
        ("'me' in owners and 'nobody@school.ru' in writers", []),
        ("appProperties has { key='nastavnik' and value='bases' }", ["book"]),
        (r"appProperties has { key='nastavnik' and value='it\'s' } and trashed = false", ["form"]),
        ("trashed = true", []),
        ("(name = 'Анкета 10' or name contains 'мамин') and 'root' in parents", ["other"]),
        ("name = 'Анкета 10' or name contains 'мамин' and 'root' in parents", ["other"]),
        ("createdTime > '2026-11-22T09:00:01.5'", ["other", "form"]),
        ("modifiedTime <= '2026-11-22T12:00:00.123+03:00'", ["folder"]),
        ("starred = true or properties has { key='class' and value='8А' }", ["book"]),
        ("starred = false and not properties has { key='class' and value='8А' }", ["other", "form", "folder"]),
        ("fullText contains 'имя'", ["form"]),
        ("fullText contains 'ИМЯ мечты'", []),
        ("fullText contains 'математика'", ["book"]),
        ("fullText contains 'матем'", []),
        ("fullText contains '\"очень любит\" анна'", ["book"]),
        ("fullText contains '\"любит очень\"'", []),
        ("fullText contains 'бабушкин'", ["other"]),
        ("sharedWithMe", []),
    ],
)
def test_a_search_finds(school: School, library: dict[str, str], query: str, names: list[str]) -> None:
    assert found(school, library, query.replace("{folder}", library["folder"])) == names


@pytest.mark.parametrize(
    "query",
    [
        "name",
        "name = ",
        "name = 'x",
        "name > 'x'",
        "(name = 'x'",
        "name = 'x' and",
        "name = 'x' name = 'y'",
        "sharedWithMe = 'x'",
        "fullText = 'x'",
        "starred = 'yes'",
        "properties has 'x'",
        "'x' in grandparents",
        "trashed = 'maybe'",
        "modifiedTime > 'yesterday'",
        "appProperties has { value='b' and key='a' }",
        "%",
    ],
)
def test_a_wrong_search_points_at_the_query(school: School, query: str) -> None:
    answer = school.api("GET", FILES, q=query)
    assert reason(answer) == (400, "invalid")
    assert answer.json()["error"]["errors"][0]["location"] == "q"


def test_results_are_ordered_and_paged(school: School, library: dict[str, str]) -> None:
    assert found(school, library, orderBy="name") == ["form", "book", "other", "folder"]
    assert found(school, library, orderBy="folder,createdTime desc") == ["folder", "other", "form", "book"]
    first = school.ok("GET", FILES, pageSize=3, fields="nextPageToken,files/id")
    second = school.ok("GET", FILES, pageSize=3, pageToken=first["nextPageToken"])
    assert len(first["files"]) == 3
    assert [file["id"] for file in second["files"]] == [library["folder"]]
    assert "nextPageToken" not in second
    assert school.api("GET", FILES, q="trashed=false", pageToken=first["nextPageToken"]).status == 400
    assert found(school, library, orderBy="starred,name") == ["book", "form", "other", "folder"]
    assert found(school, library, orderBy="recency desc") == ["other", "form", "book", "folder"]
    assert school.api("GET", FILES, orderBy="colour").status == 400
    assert school.api("GET", FILES, pageSize=0).status == 400


def test_one_finds_only_what_one_has_a_right_to(school: School, library: dict[str, str]) -> None:
    assert school.ok("GET", FILES, user=STRANGER)["files"] == []
    school.share(library["folder"], type="user", role="reader", emailAddress=READER)
    shared = school.ok("GET", FILES, user=READER)["files"]
    assert {file["id"] for file in shared} == {library["folder"], library["book"], library["form"]}
    by_name = school.ok("GET", FILES, user=READER, q="sharedWithMe = true")["files"]
    assert [file["id"] for file in by_name] == [library["folder"]], "what lies in it was not shared by itself"


def test_drive_may_lag_behind(school: School, library: dict[str, str]) -> None:
    school.later(hours=1)
    school.state.settings.driveLagSeconds = 180
    fresh = school.drive("Свежая", SPREADSHEET, appProperties={"nastavnik": "fresh"})
    assert found(school, library | {"fresh": fresh}, "name = 'Свежая'") == []
    assert found(school, library | {"fresh": fresh}, "appProperties has { key='nastavnik' and value='fresh' }") == [
        "fresh"
    ]
    path = f"{FILES}/{library['book']}"
    before = school.ok("GET", path, fields="modifiedTime")
    school.ok("PATCH", path, {"name": "База"})
    assert school.ok("GET", path, fields="modifiedTime") == before
    school.later(seconds=181)
    first_change = school.ok("GET", path, fields="modifiedTime")
    assert first_change != before
    school.ok("PATCH", path, {"name": "База 2"})
    school.later(seconds=1)
    school.ok("PATCH", path, {"name": "База 3"})
    assert school.ok("GET", path, fields="modifiedTime") == first_change
    assert found(school, library | {"fresh": fresh}, "name = 'Свежая'") == ["fresh"]
