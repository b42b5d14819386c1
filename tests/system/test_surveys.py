"""The surveys over the year: opened and closed, who has not answered, personal links, options from the bases."""

from __future__ import annotations

import csv
import json
import sys

import pytest

from forms.from_google import choices_from_google
from forms.offered import offered
from forms.question import NOBODY_YET
from forms.to_google import chosen_ids
from sync.cli.root import run
from sync.demo.people import make_school
from sync.demo.phone import answer_form, plain_browser, read_page
from sync.reading import Job, collect_and_read, known_files
from sync.surveys import personal_links, surveys
from tests.system.office import QUESTIONNAIRES, TODAY

CLOSED = sorted(questionnaire.key for questionnaire in QUESTIONNAIRES if not questionnaire.opens)
OPEN = len(QUESTIONNAIRES) - len(CLOSED)


@pytest.fixture
def school(office):
    """A school whose people have applied, and that has synchronised."""
    office.found()
    office.answer()
    office.sync()
    return office


def command(office, capsys, *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["--dir", str(office.path), *arguments])
    return code, capsys.readouterr().out


def survey(office, key: str):
    return next(item for item in office.job().filled() if item.key == key)


def shown_options(office, key: str) -> dict[str, tuple[str, ...]]:
    """The options from the bases as the form has them at this moment."""
    asked = offered(survey(office, key), office.job().programme.mentoring_forms)
    form = office.job().apis.forms.get(office.folder.load_known().forms[key].id)
    return choices_from_google(asked, chosen_ids(asked), form)


def feedback(office, name: str, school_class: str, code: str = "") -> None:
    given = {"code": code, "full_name": name, "school_class": school_class, "how_it_goes": "7", "needs_curator": "Нет"}
    address = office.folder.load_known().forms["feedback"].address
    with plain_browser() as phone:
        answer_form(phone, address, survey(office, "feedback"), given)


# opening and closing


def test_set_up_leaves_the_later_surveys_closed_and_the_coordinator_opens_them(school, capsys):
    address = school.folder.load_known().forms["wishes"].address
    with plain_browser() as phone:
        assert not read_page(phone.get(address).text).action
        code, said = command(school, capsys, "forms", "open", "wishes", "feedback")
        assert (code, said.splitlines()) == (
            0,
            ["Открыта: «Пожелания после общей встречи»", "Открыта: «Обратная связь»"],
        )
        assert read_page(phone.get(address).text).action
        assert command(school, capsys, "forms", "close", "wishes")[0] == 0
        assert not read_page(phone.get(address).text).action


def test_a_survey_that_there_is_not_is_named_and_nothing_is_opened(school, capsys):
    code, _ = command(school, capsys, "forms", "open", "wishes", "wish")
    assert code == 2
    assert not school.folder.load_known().forms["wishes"].open


def test_the_panel_tells_which_surveys_are_open(school, capsys):
    command(school, capsys, "forms", "open", "wishes")
    school.sync()
    panel = {row["name"]: row.get("value") for row in school.shown()["programme/panel"]}
    assert (panel["Пожелания после общей встречи"], panel["Обратная связь"]) == ("открыта", "закрыта")


# closed forms


def listed(office) -> int:
    office.forget_calls()
    office.sync()
    return office.calls()["forms.responses"]


def test_a_closed_form_is_read_once_more_and_then_left_in_peace(school, capsys):
    command(school, capsys, "forms", "open", "feedback")
    person = person_of(school)
    feedback(school, person.name, person.place)
    assert listed(school) == OPEN + 1
    feedback(school, person.name, person.place)
    command(school, capsys, "forms", "close", "feedback")
    assert listed(school) == OPEN + 1, "the answer given since the last run is still fetched"
    assert listed(school) == OPEN
    assert answers_to(school, "feedback") == 2, "and none of them counts as vanished"


def test_what_this_computer_lost_or_another_one_never_had_is_read_again(school, capsys):
    command(school, capsys, "forms", "open", "feedback")
    person = person_of(school)
    feedback(school, person.name, person.place)
    command(school, capsys, "forms", "close", "feedback")
    school.sync()
    school.folder.forget_closed()
    assert listed(school) == OPEN + 1
    assert listed(school) == OPEN
    school.folder.forget_closed()
    school.folder.known_files.unlink()
    assert listed(school) == OPEN + 1
    assert answers_to(school, "feedback") == 2 - 1


def test_a_form_that_another_computer_opened_is_read_here_too(school, capsys, tmp_path):
    listed(school)
    here = school.folder.known_files.read_text(encoding="utf-8")
    command(school, capsys, "forms", "open", "feedback")
    school.sync()
    there = school.folder.known_files.read_text(encoding="utf-8")
    assert here != there
    school.folder.known_files.write_text(here, encoding="utf-8")
    person = person_of(school)
    feedback(school, person.name, person.place)
    assert listed(school) == OPEN + 1
    assert answers_to(school, "feedback") == 1
    assert school.folder.load_known().forms["feedback"].open
    command(school, capsys, "forms", "close", "feedback")
    school.sync()
    school.folder.known_files.write_text(there, encoding="utf-8")
    listed(school)
    assert listed(school) == OPEN, "and the later word of the two counts: it is closed"


def test_a_form_that_was_opened_by_hand_is_noticed_by_the_list(school, capsys):
    listed(school)
    school.job().apis.forms.publish(school.folder.load_known().forms["feedback"].id, accepting=True)
    found = {item.key: item.open for item in surveys(school.job())}
    assert found["feedback"]
    assert listed(school) == OPEN + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_what_is_kept_of_closed_forms_is_for_the_owner_alone(school, capsys):
    command(school, capsys, "forms", "open", "feedback")
    person = person_of(school)
    feedback(school, person.name, person.place)
    command(school, capsys, "forms", "close", "feedback")
    school.sync()
    assert school.folder.closed_file("feedback").stat().st_mode & 0o077 == 0


def answers_to(office, key: str) -> int:
    world = collect_and_read(office.job(), known_files(office.job()))
    return sum(answer.questionnaire == key for answer in world.answers)


def person_of(office):
    return personal_links(office.job(), ["feedback"])[0].person


# who has not answered, and the personal links


def test_the_list_says_who_has_not_answered(school, capsys):
    command(school, capsys, "forms", "open", "feedback")
    links = personal_links(school.job())
    people = [link.person for link in links if link.key == "feedback"]
    feedback(school, "Как-то Иначе", "9Я", code=people[0].code.lower())
    feedback(school, f"  {people[1].name.upper()}", people[1].place)
    feedback(school, "Никто Неизвестный", "5А")
    (found,) = [item for item in surveys(school.job()) if item.key == "feedback"]
    assert (found.answers, found.asked) == (3, len(people))
    assert [person.code for person in found.missing] == [person.code for person in people[2:]]
    said = command(school, capsys, "forms", "list", "--missing", "feedback")[1]
    assert said.splitlines()[0] == f"«Обратная связь»: ещё не ответили {len(people) - 2} из {len(people)}."
    assert people[2].name in said
    assert people[0].name not in said
    whole = command(school, capsys, "forms", "list")[1]
    assert people[2].name not in whole, "names only when they are asked for"
    told = json.loads(command(school, capsys, "forms", "list", "--json")[1])
    assert (told["schema"], len(told["forms"])) == (1, len(QUESTIONNAIRES))
    assert people[2].name not in repr(told)


def test_a_personal_link_fills_the_code_in_and_goes_to_nobody_without_consent(school, capsys):
    command(school, capsys, "forms", "open", "wishes")
    links = [link for link in personal_links(school.job()) if link.key == "wishes"]
    in_bases = {row["code"] for table in ("mentees", "mentors") for row in school.shown()[f"bases/{table}"]}
    assert {link.person.code for link in links} == in_bases
    assert len(in_bases) < len(make_school(12, 1, QUESTIONNAIRES, TODAY)), "somebody has forgotten the consent"
    with plain_browser() as phone:
        page = phone.get(links[0].address).text
    assert f'value="{links[0].person.code}"' in page


def test_the_links_are_a_table_for_a_mailing(school, capsys, tmp_path):
    command(school, capsys, "forms", "open", "feedback")
    file = tmp_path / "links.csv"
    code, said = command(school, capsys, "forms", "links", "feedback", "--csv", str(file))
    lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert (code, said) == (0, f"Ссылок: {len(lines) - 1}. Файл: {file}\n")
    assert lines[0] == ["Код", "ФИО", "Класс / место работы", "Как связаться", "Анкета", "Ссылка"]
    assert all(line[4] == "Обратная связь" and line[0] in line[5] for line in lines[1:])


# options from the bases


def test_the_forms_follow_the_bases_and_keep_the_ids_of_their_questions(school):
    codes = {row["code"] for row in school.shown()["bases/mentees"]}
    options = shown_options(school, "wishes")
    assert {text.partition(" ")[0] for text in options["mentor_first"]} == codes
    assert options["mentee_first"] == (NOBODY_YET,), "nobody was interviewed yet"
    school.forget_calls()
    assert school.sync().written == ()
    assert school.calls()["forms.write"] == 0


def test_a_form_that_was_rearranged_by_hand_is_told_all_the_same(office):
    office.found()
    forms = office.job().apis.forms
    identity = office.folder.load_known().forms["wishes"].id
    before = ids_in(forms.get(identity))
    strange = {"title": "Размер футболки", "questionItem": {"question": {"textQuestion": {}}}}
    forms.edit(identity, [{"createItem": {"item": strange, "location": {"index": 0}}}])
    office.answer()
    office.sync()
    assert shown_options(office, "wishes")["mentor_first"] != (NOBODY_YET,)
    assert before <= ids_in(forms.get(identity))
    assert office.sync().forms_written == 0


def test_set_up_run_again_leaves_the_options_as_they_are(school):
    before = shown_options(school, "wishes")
    job = school.job()
    known = school.folder.load_known()
    known.forms["wishes"].built = "an earlier version"
    school.folder.save_known(known)
    school.set_up()
    assert shown_options(school, "wishes") == before
    assert isinstance(job, Job)


def test_a_lost_reply_is_followed_by_the_same_options_again(office):
    office.found()
    office.answer()
    office.control(
        "faults", [{"method": "POST", "path": "forms/.*:batchUpdate", "nth": 1, "times": 1, "do": "cut-after"}]
    )
    office.sync()
    assert shown_options(office, "wishes")["mentor_first"] != (NOBODY_YET,)
    assert not any(form.unsettled for form in office.folder.load_known().forms.values())
    assert office.sync().forms_written == 0


def ids_in(form) -> set[tuple[str, str]]:
    found = [(item["itemId"], item.get("questionItem", {}).get("question", {})) for item in form["items"]]
    return {(identity, asked.get("questionId", "")) for identity, asked in found}
