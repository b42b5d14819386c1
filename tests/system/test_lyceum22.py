"""A fortnight of Lyceum 22, from its CSV files through the form pages to the finished sheets."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.kind import Kind, canonical
from sheets_schema.owner import Owner
from sheets_schema.tables import BOOKS, table
from sync.errors import Exit
from sync.folder import Folder
from tests.system.golden import assert_golden, tab_as_csv
from tests.system.lyceum22 import AFTER_A_WEEK, ANSWERS, NOW, QUESTIONNAIRES, Lyceum, Said, open_lyceum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets_schema.as_read import SheetAsRead
    from sheets_schema.record import Record

VISIBLE = [item.key for book in BOOKS for item in book.tables if not item.hidden]
BASE_OF = {"mentee_application": "mentees", "mentor_application": "mentors"}

WITHOUT_CONSENT = {
    "Журавлёва Вера Павловна",  # her father said no
    "Климова Ирина Степановна",
    "Магомедова Патимат Ахмедовна",  # 14: her own consent alone
    "Мирзоева Сабина Эльдаровна",
    "Никитина Ульяна Максимовна",  # 14: her mother's alone
    "Третьякова Нина Львовна",
    "Чернова Ева Артуровна",
    "Щербакова Дарья Олеговна",  # her father mistook the day of her birth
    "Яковлев Семён Артёмович",  # said no himself
}
TO_RENEW = "Орлов Даниил Алексеевич"  # turned 14 in the second week
NEVER_APPLIED = "Носов Илья Петрович"
NASTY = (
    '=IMPORTXML("http://127.0.0.1:9/?"&A1;"//a")',
    "=1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+79161234567",
    "007",
    "1,5",
    "-5",
    "10-11",
    "31.12",
    "12Е3",
    "ИСТИНА",
    "'апостроф впереди, физика",
    "<b>Юрфак</b> & точка",
    'Мама говорит: "не торопись", а учитель — «поспеши»; как быть?',
    "футбол ⚽, собаки 🐶, моя семья 👨‍👩‍👧‍👦",
    "Подтянуть:\n1) дроби;\n2) задачи на скорость.\n\nИ не бояться контрольных.",
)
PRIVATE = ("contact", "goal", "interests", "motivation", "achievements")


@dataclass(frozen=True)
class Story:
    """What the coordinator's commands said, in order, and every tab as it stood in the end."""

    lyceum: Lyceum
    first: Said
    second: Said
    paired: Said
    decided: Said
    again: Said
    tabs: dict[str, SheetAsRead]

    def rows(self, tab: str, name: str) -> list[Record]:
        records = [row.to_record() for row in self.tabs[tab].rows]
        return [record for record in records if record.text("full_name") == name]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with open_lyceum(tmp_path_factory.mktemp("lyceum22")) as lyceum:
        yield live(lyceum)


def live(lyceum: Lyceum) -> Story:
    assert lyceum.command("setup").code == Exit.DONE
    lyceum.answer_until(AFTER_A_WEEK)
    first = lyceum.command("sync")
    lyceum.answer_until(NOW)
    second = lyceum.command("sync")
    lyceum.hold_interviews()
    paired = lyceum.command("pair")
    lyceum.decide_on_pairs()
    decided = lyceum.command("sync")
    return Story(lyceum, first, second, paired, decided, lyceum.command("sync"), lyceum.read())


def answers(form: str) -> list[dict[str, str]]:
    """The rows of the CSV file as they stand in it."""
    with (ANSWERS / f"{form}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(sheet: SheetAsRead) -> list[str]:
    return [canonical(value) for row in sheet.rows for value in row.values.values()]


# What people see


@pytest.mark.parametrize("tab", VISIBLE)
def test_the_finished_tab_is_as_it_should_be(story: Story, tab: str) -> None:
    forms = Folder(story.lyceum.path).load_known().forms
    instead = {form.address: f"(адрес анкеты {key})" for key, form in forms.items()}
    assert_golden(f"lyceum22/{tab}.csv", tab_as_csv(table(tab), story.tabs[tab], instead))


def test_every_answer_stands_in_its_cell_as_it_was_typed(story: Story) -> None:
    compared = Counter[str]()
    for form, base in BASE_OF.items():
        newest = {(row["full_name"], row["birth_date"]): cells_for(row, form) for row in answers(form)}
        for record in [row.to_record() for row in story.tabs[base].rows]:
            typed = newest.get((record.text("full_name"), record.text("birth_date")), {})
            assert {column: record.text(column) for column in typed} == typed
            compared[base] += bool(typed)
    figures = story.again.found["plan"]["figures"]
    assert compared - Counter(mentees=1) == {base: figures[base] for base in BASE_OF.values()}  # less TO_RENEW


def test_who_turned_14_stays_in_the_base_marked_and_goes_no_further(story: Story) -> None:
    [row] = story.rows("mentees", TO_RENEW)
    assert row.text("consent") == "обновить согласие"
    for tab in ("pairs", "monitoring"):
        assert TO_RENEW not in "\n".join(texts(story.tabs[tab]))


def cells_for(row: dict[str, str], form: str) -> dict[str, str]:
    """What a row of the CSV file should put into the base, by column."""
    questionnaire = next(item for item in QUESTIONNAIRES if item.key == form)
    columns = {question.key: question.target for question in questionnaire.questions}
    declared = table(BASE_OF[form]).by_key
    return {columns[key]: cell for key, cell in row.items() if cell and columns.get(key) in declared}


def test_text_stays_text_whatever_it_looks_like(story: Story) -> None:
    mask = "spreadsheetId,sheets(properties(sheetId),data(rowData(values(userEnteredValue))))"
    reply = story.lyceum.sheets_of("координатор").read_book(story.lyceum.book_id("bases"), mask)
    found = set()
    for base in BASE_OF.values():
        for cell in typed_cells(reply, story.tabs[base], base):
            assert set(cell) == {"stringValue"}
            found.add(cell["stringValue"])
    assert set(NASTY) <= found
    assert max(map(len, found)) == 3000


def typed_cells(reply: dict[str, Any], sheet: SheetAsRead, base: str) -> Iterator[dict[str, Any]]:
    """What stands in the cells of the texts that came from answers, as Sheets keeps it."""
    grid = next(item for item in reply["sheets"] if item["properties"]["sheetId"] == sheet.sheet_id)
    rows = grid["data"][0]["rowData"]
    declared = [column for column in table(base).columns if column.owner is Owner.RESPONDENT]
    places = [sheet.columns[column.key] for column in declared if column.kind is Kind.TEXT]
    for row in sheet.rows:
        cells = rows[row.index]["values"]
        values = [cells[place].get("userEnteredValue") for place in places if place < len(cells)]
        yield from (value for value in values if value and value != {"stringValue": ""})


# Consent gates everything


def test_those_without_consent_are_exactly_those_whom_the_panel_waits_for(story: Story) -> None:
    consents = [row.to_record() for row in story.tabs["consents"].rows]
    assert {row.text("full_name") for row in consents if row.text("state") != "действует"} == {
        *WITHOUT_CONSENT,
        TO_RENEW,
    }
    panel = [canonical(row.values.get("name")) for row in story.tabs["panel"].rows]
    waiting = panel[panel.index("ЖДУТ СОГЛАСИЯ") + 1 : panel.index("ЦВЕТА ЗАГОЛОВКОВ")]
    assert {who.partition(",")[0] for who in waiting} == {*WITHOUT_CONSENT, TO_RENEW}
    assert not any(name in line for line in panel if line not in waiting for name in WITHOUT_CONSENT)


def test_nobody_without_consent_is_named_in_a_base_a_pair_or_a_summary(story: Story) -> None:
    for tab in set(VISIBLE) - {"consents", "attention", "panel"}:
        seen = "\n".join(texts(story.tabs[tab]))
        assert not [name for name in {*WITHOUT_CONSENT, NEVER_APPLIED} if name in seen], tab


def test_nothing_that_they_wrote_stands_anywhere_that_people_see(story: Story) -> None:
    rows = [row for form in (*BASE_OF, "consent_guardian") for row in answers(form)]
    private = {
        value
        for row in rows
        for key, value in row.items()
        if row["full_name"] in {*WITHOUT_CONSENT, NEVER_APPLIED} and key.endswith(PRIVATE) and len(value) > 5
    }
    seen = "\n".join(text for tab in VISIBLE for text in texts(story.tabs[tab]))
    assert len(private) > 20
    assert not [value for value in private if value in seen]


# The fortnight, step by step


def test_a_consent_that_comes_before_its_application_waits_for_it(story: Story) -> None:
    assert (story.first.code, story.first.found["plan"]["attention"]) == (Exit.ATTENTION, 1)
    [row] = story.rows("consents", "Юсупов Рустам Ильдарович")
    assert (row.text("state"), row.text("guardian")) == ("действует", "дано 14.11.2026")
    assert "Юсупов" not in "\n".join(texts(story.tabs["attention"]))


def test_who_applied_twice_stands_once_with_the_newer_contact(story: Story) -> None:
    [row] = story.rows("mentees", "Калинин Егор Денисович")
    assert row.text("contact") == "8 900 203-21-77 (новый номер), папа 8 900 203-21-21"
    assert row.text("entered") == "2026-11-15"


def test_namesakes_are_two_people_each_with_their_own_parent(story: Story) -> None:
    rows = story.rows("consents", "Иванова Мария Сергеевна")
    parents = {row.text("school_class"): row.text("guardian_name") for row in rows}
    assert parents == {"7А": "Иванова Анна Викторовна", "9Б": "Иванов Сергей Петрович"}


@pytest.mark.parametrize("name", ["Тихонова Анастасия Романовна", "Романова Ольга Викторовна"])
def test_a_mentor_who_is_a_mentee_too_has_one_code_in_both_bases(story: Story, name: str) -> None:
    [mentee], [mentor] = story.rows("mentees", name), story.rows("mentors", name)
    assert mentee.key == mentor.key


def test_what_only_people_can_settle_is_asked(story: Story) -> None:
    assert (story.second.code, story.second.found["plan"]["attention"]) == (Exit.ATTENTION, 2)
    asked = {row.to_record().text("who"): row.to_record().text("advice") for row in story.tabs["attention"].rows}
    [child] = story.rows("consents", "Щербакова Дарья Олеговна")
    assert child.key in asked["Щербакова Дарья Олеговна, 7В"]
    assert "Анкеты ещё нет" in asked[f"{NEVER_APPLIED}, 6А"]


def test_only_admitted_and_trained_mentors_get_mentees(story: Story) -> None:
    ready = {row.key for row in story.tabs["readiness"].rows if row.values.get("ready") == "да"}
    chosen = {row.key.partition("-")[2] for row in story.tabs["pairs"].rows}
    assert chosen <= ready
    assert len(ready) == story.paired.found["plan"]["figures"]["ready_mentors"] == 13


def test_a_word_of_the_methodist_decides_a_pair(story: Story) -> None:
    states = {row.to_record().text("mentee_name"): row.to_record().text("state") for row in story.tabs["pairs"].rows}
    assert states["Кузнецова Софья Андреевна"] == "закреплена"
    assert states["Петров Иван Николаевич"] == "отклонена"
    assert states["Ковалёв Денис Сергеевич"] == "предложена"
    assert [row.text("mentor_name") for row in story.rows("mentees", "Петров Иван Николаевич")] == [""]


def test_a_sync_with_nothing_new_writes_nothing(story: Story) -> None:
    assert story.decided.found["written"] == ["programme", "bases"]
    assert (story.again.found["written"], story.again.found["plan"]["books"]) == ([], [])


def test_no_sync_costs_more_calls_than_the_design_allows(story: Story) -> None:
    for said in (story.first, story.second, story.paired, story.decided, story.again):
        assert sum(said.found["calls"].values()) <= said.found["allowed"]
