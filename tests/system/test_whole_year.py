"""A school of 24 people through its whole year, from the first request to the long-term base: the finished books."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from localgoogle.forms import responses
from localgoogle.server import running
from localgoogle.state import State
from sheets_schema.kind import canonical
from sheets_schema.tables import BOOKS, table
from sync.demo import story
from sync.local_server import ensure_tokens, port_of
from sync.reading import read_books
from tests.system.golden import assert_golden, tab_as_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sheets_schema.as_read import SheetAsRead
    from sync.demo.story import Ended
    from sync.folder import Folder
    from sync.programme import Programme

VISIBLE = [item.key for book in BOOKS for item in book.tables if not item.hidden]
TODAY = date(2026, 11, 22)
PEOPLE = 24
COST = re.compile(r"Обращений (\d+), предел (\d+)")
LESS_IS_BETTER = ("p_anxiety", "p_burnout")


@dataclass
class Year:
    """The story as it was told, and every tab as it stood in the end."""

    said: list[str] = field(default_factory=list)
    tabs: dict[str, SheetAsRead] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)

    def column(self, tab: str, column: str) -> list[str]:
        return [canonical(row.values.get(column)) for row in self.tabs[tab].rows]


@contextmanager
def server_here(programme: Programme, folder: Folder, admin_token: str) -> Iterator[None]:
    """The school's server in this process: the ids of responses follow from the moments when they came.

    People's codes follow from these ids, which are random on a server; here no two answers share a moment.
    """
    state = State(users={token: email for email, token in ensure_tokens(programme, folder).items()})
    with pytest.MonkeyPatch.context() as patch, running(state, port_of(programme), admin_token):
        patch.setattr(responses, "secrets", SimpleNamespace(token_urlsafe=lambda _size: name_of(state)))
        yield
    state.close()


def name_of(state: State) -> str:
    return blake2b(state.now().isoformat().encode(), digest_size=24).hexdigest()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    found = Year()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story, "server_process", server_here)
        patch.setattr(story, "pairs_of", lambda job, known: look(found, job, known))
        ended = tell(tmp_path_factory.mktemp("year"), found)
    found.instead = {form.address: f"(адрес анкеты {key})" for key, form in ended.known.forms.items()}
    return found


def tell(path: Path, found: Year) -> Ended:
    return story.tell_story(path, story.School(TODAY, PEOPLE, seed=1), found.said.append)


def look(found: Year, job: story.Job, known: story.KnownFiles) -> tuple[()]:
    for book in read_books(job, known).values():
        found.tabs |= book.sheets
    return ()


@pytest.mark.parametrize("tab", VISIBLE)
def test_the_finished_tab_is_as_it_should_be(year: Year, tab: str) -> None:
    assert_golden(f"whole_year/{tab}.csv", tab_as_csv(table(tab), year.tabs[tab], year.instead))


def test_the_story_is_told_as_it_should_be(year: Year) -> None:
    assert_golden("whole_year/story.txt", "\n".join(year.said) + "\n")


def test_no_synchronisation_of_the_year_costs_more_calls_than_the_design_allows(year: Year) -> None:
    costs = [tuple(map(int, COST.findall(line)[0])) for line in year.said if COST.search(line)]
    assert len(costs) > 15
    assert [cost for cost in costs if cost[0] > cost[1]] == []


def test_something_stands_in_every_tab_and_nothing_waits_for_the_coordinator(year: Year) -> None:
    assert [tab for tab in VISIBLE if not year.tabs[tab].rows] == ["attention"]


def test_most_are_better_off_after_the_year_a_few_are_not(year: Year) -> None:
    before, after = (marks_of(year, wave) for wave in ("до начала", "по итогам"))
    changes = [after[place] - value for place, value in before.items() if place in after]
    better, worse = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    assert better > len(changes) / 2 > worse > 0
    assert better + worse < len(changes)


def marks_of(year: Year, wave: str) -> dict[tuple[str, str, str], int]:
    """The marks of one wave by person, role and parameter; where less is better, turned round."""
    lines = [row.to_record() for row in year.tabs["assessments"].rows]
    return {
        (line.text("code"), line.text("role"), key): value * (-1 if key in LESS_IS_BETTER else 1)
        for line in lines
        if line.text("wave") == wave
        for key, value in line.values.items()
        if key.startswith("p_") and isinstance(value, int)
    }


def test_of_the_family_that_left_only_coded_lines_of_the_log_are_left(year: Year) -> None:
    lines = zip(year.column("consent_log", "code"), year.column("consent_log", "event"), strict=True)
    [gone] = {code for code, event in lines if event == "данные удалены"}
    texts = {
        tab: " ".join(map(canonical, (v for row in year.tabs[tab].rows for v in row.values.values())))
        for tab in VISIBLE
    }
    named = [tab for tab in VISIBLE if gone in texts[tab]]
    assert named == ["consent_log"]


def test_only_those_who_agreed_are_shown_on_the_site_and_kept_for_other_years(year: Year) -> None:
    shown = [line.to_record() for line in year.tabs["cases"].rows if line.values.get("link")]
    assert {line.text("may_publish") for line in shown} == {"да"}
    agreed = {row.key for row in year.tabs["consents"].rows if str(row.values.get("reuse", "")).startswith("дано")}
    assert set(year.column("long_term", "code")) <= agreed
