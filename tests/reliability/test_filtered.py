"""A tab is copied from a twin without a filter: what somebody's filter hides is safe while it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests

from tests.reliability.desk import put, text
from tests.reliability.plans import Plan
from tests.reliability.story import Story, Tally, opened
from tests.reliability.wire import Go, Moment


@pytest.fixture
def school():
    with opened(Plan(school=6, skips=True), Tally()) as story:
        yield story


def hide_every_row(story: Story) -> None:
    seen = story.desk.look("mentees")
    assert seen
    column = seen.columns.index("passed")
    area = {"sheetId": seen.sheet_id}
    criteria = {str(column): {"hiddenValues": [""]}}
    story.desk.do("mentees", "hides every row", {"setBasicFilter": {"filter": {"range": area, "criteria": criteria}}})
    now = story.desk.look("mentees")
    assert now
    assert set(now.keys) - now.hidden == set()


def revised_contact(story: Story) -> str:
    """Somebody's newer answer, and the code of the row that must show it."""
    resident = next(person for person in story.history.families.residents if person.part == "mentee")
    story.history.families.apply(resident)
    return story.history.codes[resident.number]


def contacts(story: Story, code: str) -> set[str]:
    seen = story.desk.look("mentees")
    return seen.cells[code, "contact"] if seen else set()


def test_nothing_is_left_of_the_twin_and_the_filter_stays(school: Story):
    hide_every_row(school)
    code = revised_contact(school)
    before = contacts(school, code)
    tabs = titles(school)
    school.town.sync()
    assert contacts(school, code) != before
    assert titles(school) == tabs
    seen = school.desk.look("mentees")
    assert seen
    assert seen.hidden


def titles(story: Story) -> list[str]:
    book = story.desk.of("petrova").read_book(story.town.book_id("bases"), "spreadsheetId,sheets(properties(title))")
    return [sheet["properties"]["title"] for sheet in book["sheets"]]


def test_a_word_that_reaches_a_hidden_row_in_that_moment_is_kept(school: Story):
    """A script of somebody's does what no hand can."""
    hide_every_row(school)
    code = revised_contact(school)
    sync_while(school, lambda: type_contact(school, code))
    assert contacts(school, code) == {"другой"}


def test_a_word_is_kept_although_the_filter_comes_in_that_moment_too(school: Story):
    code = revised_contact(school)
    sync_while(school, lambda: type_contact(school, code) and hide_every_row(school))
    assert contacts(school, code) == {"другой"}


def sync_while(story: Story, act: Callable[[], object]) -> None:
    """Somebody acts in the very moment before the bases are written."""
    happened: list[object] = []

    def busy(moment: Moment, go: Go) -> requests.Response:
        if not happened and moment.path.endswith(f"{story.town.book_id('bases')}:batchUpdate"):
            happened.append(act())
        return go()

    story.town.sync_in(busy)
    assert len(happened) == 1


def type_contact(story: Story, code: str) -> bool:
    seen = story.desk.look("mentees")
    assert seen
    cell = put(seen, seen.rows[code][0], seen.columns.index("contact"), [[text("другой")]])
    return story.desk.do("mentees", "types", cell)
