"""The road map in the terminal and as a page of the documentation."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sheets_schema.record import Record
from sync.render.roadmap_page import roadmap_page
from sync.render.roadmap_text import activity_to_json, roadmap_text
from sync.rules.activities import ACTIVITIES
from sync.rules.plan import Roadmap
from tests.rules.paper import typed
from tests.rules.year import ENROLLED, planned, synced

ACTIVITY = re.compile(r"[! ] \d\.\d ")
PAGE = Path(__file__).parents[2] / "docs" / "roadmap.md"


def line(number: str, **said: object) -> Record:
    values = {"number": number, "activity": "Анкеты и согласия", "state": "идёт", "evidence": "3 анкеты", **said}
    return Record(number, {"start": date(2027, 1, 1), "end": date(2027, 1, 31), **values})


def shown(*lines: Record) -> list[str]:
    return roadmap_text(Roadmap(lines, "2 запроса")).splitlines()


def test_thirty_one_lines_under_seven_headings_within_a_hundred_columns():
    lines = roadmap_text(planned(ENROLLED).roadmap).splitlines()
    assert [text.split()[0 if text[0] == " " else 1] for text in lines if ACTIVITY.match(text)] == [
        activity.number for activity in ACTIVITIES
    ]
    assert sum(bool(re.match(r"[1-7]\. ", text)) for text in lines) == 7
    assert max(map(len, lines)) <= 100


def test_every_title_fits_its_column():
    assert max(len(activity.title) for activity in ACTIVITIES) <= 33


def test_a_line_says_dates_state_and_evidence_and_late_is_marked():
    lines = shown(line("2.1", late="да"), line("2.2", state="не проводим", evidence=""))
    assert lines[:2] == ["1. Подготовка условий", "  2 запроса"]
    assert "! 2.1 Анкеты и согласия                 01.01–31.01 идёт      3 анкеты" in lines
    assert "  2.2 Анкеты и согласия                 01.01–31.01 не будет" in lines
    assert lines[-1] == "идёт: 1, не проводим: 1. Срок прошёл (!): 1."


def test_evidence_that_is_too_long_goes_on_below_itself():
    first, second = [
        text
        for text in shown(line("6.7", evidence="были: 120 наставляемых, 45 наставников; собирались: 151"))
        if "120" in text or "151" in text
    ]
    assert second == " " * first.index("были") + "наставников; собирались: 151"
    assert max(len(first), len(second)) <= 100


def test_what_staff_wrote_instead_of_a_date_is_not_taken_for_one():
    assert any("  ?  –31.01" in text for text in shown(line("2.1", start="после каникул")))


def test_as_json_a_line_has_whole_dates_and_what_staff_wrote_instead_of_them():
    told = activity_to_json(line("2.1", late="да", start="после каникул"))
    assert (told["number"], told["start"], told["end"], told["late"]) == ("2.1", "после каникул", "2027-01-31", True)


def test_the_school_s_own_responsible_and_mark_are_told():
    books = synced([])
    lines = planned([], typed(books, "roadmap", "5.4", responsible="Ковалёва", mark="сделано")).roadmap.lines
    told = next(activity_to_json(item) for item in lines if item.key == "5.4")
    assert (told["responsible"], told["mark"], told["state"]) == ("Ковалёва", "сделано", "сделано")


def test_the_page_of_the_road_map_is_the_declaration():
    """To renew it: ``python -m sync.render.roadmap_page docs/roadmap.md``."""
    assert PAGE.read_text(encoding="utf-8") == roadmap_page()
