"""What was acknowledged is on the disk, what was refused is nowhere: in memory as in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localgoogle.server import create_app
from localgoogle.state import State
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import TOKENS, School
from tests.localgoogle.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHEETS = [
    {"sheetId": number, "title": title, "gridProperties": {"rowCount": 8, "columnCount": 6}}
    for number, title in enumerate(("База", "Пары"))
]


def opened(path: Path) -> School:
    """A school whose server keeps its state in that file."""
    school = School(wrap=validated)
    school.state.close()
    school.state = State(path, users=dict(TOKENS), clock=lambda: school.time)
    school.state.settings.enforceQuotas = False
    school.app = validated(create_app(school.state))
    return school


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "local-google.db"


@pytest.fixture
def kept(disk: Path) -> Iterator[Spreadsheet]:
    """A spreadsheet whose server keeps it on disk."""
    school = opened(disk)
    yield Spreadsheet(school, sheets=SHEETS)
    school.state.close()


def whole(book: Spreadsheet) -> Any:
    return book.get(includeGridData="true")


def reopened(book: Spreadsheet, disk: Path) -> Any:
    """The spreadsheet as another server reads it from the file."""
    other = opened(disk)
    try:
        return whole(Spreadsheet(other, id=book.id))
    finally:
        other.state.close()


# random batches

index, few = st.integers(0, 8), st.integers(0, 3)
sheet = st.sampled_from([0, 1, 7])
value = st.sampled_from([{}, {"numberValue": 1}, {"stringValue": "Анна"}, {"boolValue": True}, {"formulaValue": "=A1"}])
cell = st.fixed_dictionaries({"userEnteredValue": value}, optional={"note": st.just("заметка")})


@st.composite
def block(draw: st.DrawFn) -> dict[str, int]:
    top, left = draw(index), draw(index)
    ends = {"endRowIndex": top + draw(few), "endColumnIndex": left + draw(few)}
    return {"sheetId": draw(sheet), "startRowIndex": top, "startColumnIndex": left, **draw(st.sampled_from([ends, {}]))}


@st.composite
def span(draw: st.DrawFn) -> dict[str, Any]:
    start, dimension = draw(index), draw(st.sampled_from(["ROWS", "COLUMNS"]))
    return {"sheetId": draw(sheet), "dimension": dimension, "startIndex": start, "endIndex": start + draw(few)}


def of(kind: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({kind: st.fixed_dictionaries(fields)})


REQUEST = st.one_of(
    of("insertDimension", range=span(), inheritFromBefore=st.booleans()),
    of("deleteDimension", range=span()),
    of("moveDimension", source=span(), destinationIndex=index),
    of("repeatCell", range=block(), cell=cell, fields=st.sampled_from(["*", "note", "userEnteredValue"])),
    of("appendCells", sheetId=sheet, rows=st.just([{"values": [{"note": "внизу"}]}]), fields=st.just("*")),
    of("copyPaste", source=block(), destination=block(), pasteType=st.sampled_from(["PASTE_NORMAL", "PASTE_VALUES"])),
    of("sortRange", range=block(), sortSpecs=st.lists(st.fixed_dictionaries({"dimensionIndex": index}), max_size=2)),
    of("mergeCells", range=block()),
    of("addProtectedRange", protectedRange=st.fixed_dictionaries({"range": block()})),
    of("addSheet", properties=st.fixed_dictionaries({"sheetId": sheet, "title": st.sampled_from(["Новый", "База"])})),
    of("deleteSheet", sheetId=sheet),
    of(
        "createDeveloperMetadata",
        developerMetadata=st.fixed_dictionaries(
            {
                "metadataKey": st.just("столбец"),
                "visibility": st.just("DOCUMENT"),
                "location": st.fixed_dictionaries({"dimensionRange": span()}),
            }
        ),
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(REQUEST, min_size=1, max_size=4), min_size=1, max_size=6))
def test_memory_and_disk_agree_after_any_batch_taken_or_refused(
    kept: Spreadsheet, disk: Path, batches: list[list[dict[str, Any]]]
) -> None:
    book = Spreadsheet(kept.school, sheets=SHEETS)
    for batch in batches:
        before = whole(book)
        answer = book.send(*batch)

        assert answer.status in (200, 400), answer.text
        if answer.status == 400:
            assert whole(book) == before
        assert reopened(book, disk) == whole(book)


# a disk that refuses


def test_a_write_that_the_disk_refuses_is_nowhere(kept: Spreadsheet, disk: Path, capsys: Any) -> None:
    kept.write("A1", [["прежнее"]])
    db = kept.school.state.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")

    assert kept.put("A1:A8", [["новое" * 5000]] * 8).status == 500

    db.execute("PRAGMA max_page_count = 1000000")
    assert "OperationalError" in capsys.readouterr().err
    assert kept.values("A1:A8") == [["прежнее"]]
    assert kept.write("B1", [["дальше"]])
    assert reopened(kept, disk) == whole(kept)


def test_a_commit_that_the_disk_refuses_leaves_the_server_working(kept: Spreadsheet, disk: Path, capsys: Any) -> None:
    """SQLite keeps a transaction open when its COMMIT fails."""
    kept.write("A1", [["прежнее"]])
    db = kept.school.state.db
    db.executescript(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
        "CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED);"
        "CREATE TRIGGER refuse AFTER INSERT ON grid_rows BEGIN INSERT INTO child VALUES (1); END;"
    )

    assert kept.put("A1", [["новое"]]).status == 500

    db.execute("DROP TRIGGER refuse")
    assert "IntegrityError" in capsys.readouterr().err
    assert kept.values("A1:A8") == [["прежнее"]]
    assert reopened(kept, disk) == whole(kept)


def test_a_reply_waits_until_the_disk_has_it(kept: Spreadsheet) -> None:
    """FULL (2): in WAL mode NORMAL loses the last commits when the power goes, https://sqlite.org/pragma.html."""
    assert kept.school.state.db.execute("PRAGMA synchronous").fetchone() == (2,)
