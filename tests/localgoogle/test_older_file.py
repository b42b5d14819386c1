"""The file of a server that was made before stars, loans, watches and changes opens, with all that it held.

The file of a later server is left alone.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from localgoogle.__main__ import main
from localgoogle.database import FILE_NAME, FORMAT, NewerDatabaseError, open_database
from localgoogle.server import create_app
from localgoogle.state import FOLDER, FORM, State
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import OWNER, TOKENS, WRITER, School
from tests.localgoogle.test_drive import FILES

if TYPE_CHECKING:
    from pathlib import Path

OLD_SCHEMA = """
CREATE TABLE files (
    id TEXT PRIMARY KEY, mime TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL,
    parents TEXT NOT NULL, app_properties TEXT NOT NULL, trashed INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, modified TEXT NOT NULL, seen TEXT NOT NULL);
CREATE TABLE permissions (
    file_id TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '', view TEXT NOT NULL DEFAULT '', PRIMARY KEY (file_id, id));
CREATE TABLE documents (
    file_id TEXT NOT NULL, part TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (file_id, part));
"""
STAMP = "2026-09-01T08:00:00.000Z"
FORM_DOCUMENT = (
    '{"publicId":"1FAIpQLSold","revision":3,"info":{"title":"Анкета"},"settings":{},'
    '"items":[{"itemId":"0000000a","title":"Текст","textItem":{}}],"publishState":{}}'
)


def write_old_file(path: Path) -> None:
    db = sqlite3.connect(path)
    db.executescript(OLD_SCHEMA)
    for file_id, mime, parents in (("1folder", FOLDER, "[]"), ("1form", FORM, '["1folder"]')):
        row = (file_id, mime, "Старая", OWNER, parents, '{"nastavnik":"a"}', 0, STAMP, STAMP, STAMP)
        db.execute("INSERT INTO files VALUES (?,?,?,?,?,?,?,?,?,?)", row)
        db.execute("INSERT INTO permissions VALUES (?,?,?,?,?,?)", (file_id, "01", "user", "owner", OWNER, ""))
    db.execute("INSERT INTO permissions VALUES (?,?,?,?,?,?)", ("1folder", "02", "user", "writer", WRITER, ""))
    db.execute("INSERT INTO documents VALUES ('1form', 'form', ?)", (FORM_DOCUMENT,))
    db.commit()
    db.close()


def opened(path: Path) -> School:
    school = School(wrap=validated)
    school.state.close()
    school.state = State(path, users=dict(TOKENS), clock=lambda: school.time)
    school.app = validated(create_app(school.state))
    return school


def test_an_older_server_s_file_opens_and_lives_on(tmp_path: Path) -> None:
    path = tmp_path / "local-google.db"
    write_old_file(path)
    for _ in range(2):
        school = opened(path)
        file = school.ok("GET", f"{FILES}/1form", fields="*", user=WRITER)
        assert (file["name"], file["parents"], file["appProperties"]) == ("Старая", ["1folder"], {"nastavnik": "a"})
        assert (file["createdTime"], file["starred"]) == (STAMP, False)
        assert school.ok("GET", "/v1/forms/1form")["items"][0]["title"] == "Текст"
        token = school.ok("GET", "/drive/v3/changes/startPageToken")["startPageToken"]
        school.ok("PATCH", f"{FILES}/1form", {"description": "Новое"})
        assert len(school.ok("GET", "/drive/v3/changes", pageToken=token)["changes"]) == 1
        school.state.close()
        assert school.app.problems == []
    again = opened(path)
    assert again.ok("GET", f"{FILES}/1form", fields="description") == {"description": "Новое"}
    again.state.close()


def test_a_later_server_s_file_is_refused_and_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    before = path.read_bytes()

    with pytest.raises(NewerDatabaseError):
        open_database(path)
    assert main(["--data", str(tmp_path), "--port", "0", "--user", f"{OWNER}=key"]) == 6
    assert "более новой версией программы" in capsys.readouterr().err
    assert path.read_bytes() == before
