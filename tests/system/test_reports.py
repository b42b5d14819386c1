"""Charts and reports over the school's own server, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.tables.charts import INDICATORS, WAY
from sync.cli.root import run
from sync.reports import PUBLIC, STAFF, reports_of

if TYPE_CHECKING:
    from tests.system.office import Office

CHARTS = "spreadsheetId,sheets(properties(title),charts(chartId,spec,position))"


@pytest.fixture
def school(office: Office) -> Office:
    """A school whose people have applied, and that has synchronised."""
    office.set_up()
    office.answer()
    office.sync()
    return office


def report(school: Office, *more: str) -> int:
    return run(["--dir", str(school.path), "report", *more])


def charts(school: Office) -> dict[int, dict[str, Any]]:
    reply = school.staff("petrova").read_book(school.book_id("programme"), CHARTS)
    return {chart["chartId"]: chart for sheet in reply["sheets"] for chart in sheet.get("charts", [])}


def batch(school: Office, *requests: dict[str, Any]) -> None:
    school.staff("petrova").write_book(school.book_id("programme"), {"requests": list(requests)}, "spreadsheetId")


def test_charts_are_drawn_once_and_what_staff_make_of_them_is_theirs(school: Office) -> None:
    assert set(charts(school)) == {WAY.chart_id, INDICATORS.chart_id}, "the others have no numbers yet"
    assert school.sync().written == ()
    theirs = {**charts(school)[WAY.chart_id]["spec"], "title": "Наш путь"}
    batch(
        school,
        {"updateChartSpec": {"chartId": WAY.chart_id, "spec": theirs}},
        {"deleteEmbeddedObject": {"objectId": INDICATORS.chart_id}},
    )
    assert school.sync().written == ()
    school.answer(people=4, seed=2)
    assert "programme" in school.sync().written
    standing = charts(school)
    assert set(standing) == {WAY.chart_id}
    assert standing[WAY.chart_id]["spec"]["title"] == "Наш путь"


def test_reports_are_files_and_the_sheets_are_only_read(
    school: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school.forget_calls()
    assert report(school) == 0
    assert school.calls()["sheets.write"] == 0
    assert "на сайт годится только report --public" in capsys.readouterr().out.lower()
    page = (school.path / STAFF).read_text(encoding="utf-8")
    names = [row["full_name"] for row in school.shown()["bases/mentees"] if row.get("full_name")]
    assert "Путь от анкеты до итога" in page
    assert not [name for name in names if name in page], "codes, no names"

    target = tmp_path / "сайт.html"
    assert report(school, "--public", "--output", str(target), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"schema": 1, "ok": True, "file": str(target), "public": True}
    assert "Программа наставничества" in target.read_text(encoding="utf-8")
    assert reports_of(school.folder) == [school.path / STAFF]
    assert report(school, "--public") == 0
    assert reports_of(school.folder) == [school.path / STAFF, school.path / PUBLIC]

    assert report(school, "--output", str(target / "report.html")) == 5, "a file stands where the folder should"
    assert "report.html" in capsys.readouterr().err

    assert synchronised(school) == page, "nothing was written, so nothing is made anew"
    school.answer(people=4, seed=2)
    assert synchronised(school) != page


def synchronised(school: Office) -> str:
    """The staff's report after a sync."""
    assert run(["--dir", str(school.path), "sync"]) in (0, 3)
    return (school.path / STAFF).read_text(encoding="utf-8")
