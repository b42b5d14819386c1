"""Set-up run again after the school has changed something: the staff, the account, the files, the questionnaires."""

from __future__ import annotations

import pytest

from forms.load import from_texts, shipped
from localgoogle.hosts import Hosts
from localgoogle.server import running
from sync.cli.root import run
from sync.demo import staff
from sync.reading import Job
from sync.run import synchronise
from sync.setup import set_up
from tests.system.office import FILES, QUESTIONNAIRES, raw

PSYCHOLOGIST, METHODIST = "sidorova@school.example", "kravets@school.example"


def command(office, *arguments: str) -> int:
    return run(["--dir", str(office.path), *arguments])


def edit_programme(office, before: str, after: str) -> None:
    file = office.path / "programme.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def school(office):
    """A school whose answers have come into the books."""
    office.found()
    office.answer()
    office.sync()
    return office


def test_a_public_address_that_is_given_later_reaches_the_links(office, capsys):
    office.found()
    public = "https://nastavnik.school.example"
    with running(office.state, hosts=Hosts(public)) as address:
        edit_programme(office, office.address, f'{address}"\npublic_address = "{public}/')
        assert command(office, "setup") == 0
        known = office.folder.load_known().forms.values()
    assert known
    assert all(form.address.startswith(f"{public}/forms/d/e/") for form in known)
    assert public in capsys.readouterr().out


# another account, files that are gone


def swap_coordinators(office) -> None:
    edit_programme(office, '"координатор"', '"@"')
    edit_programme(office, '"педагог-психолог"', '"координатор"')
    edit_programme(office, '"@"', '"педагог-психолог"')


@pytest.mark.parametrize("options", [[], ["--force"]])
def test_another_account_is_told_so_and_makes_no_second_school(school, capsys, options):
    swap_coordinators(school)
    assert command(school, "setup", *options) == 5
    said = capsys.readouterr().err
    assert "Этот аккаунт не видит папку" in said
    assert "Войдите тем, кто создавал программу" in said
    assert "--force" not in said
    assert len(school.state.files()) == FILES
    swap_coordinators(school)
    assert command(school, "setup") == 0
    assert school.sync().written == ()


def test_a_file_in_the_bin_is_asked_for_and_taken_again_when_it_is_back(school, capsys):
    form = school.folder.load_known().forms["consent_guardian"].id
    files = school.job().apis.drive.drive.files()
    files.update(fileId=form, body={"trashed": True}).execute()
    assert command(school, "setup") == 6
    assert "лежит в корзине" in capsys.readouterr().err
    files.update(fileId=form, body={"trashed": False}).execute()
    assert command(school, "setup") == 0
    assert school.folder.load_known().forms["consent_guardian"].id == form


def test_a_file_that_the_search_does_not_show_is_not_made_twice(school):
    known = school.folder.load_known()
    unmarked = {"appProperties": {"nastavnik": None}}
    assert raw(school, "PATCH", f"/drive/v3/files/{known.books['bases'].id}", unmarked).status_code == 200
    assert school.set_up() == known
    assert len(school.state.files()) == FILES


def test_of_two_forms_with_one_mark_a_new_computer_takes_the_older(school):
    before = school.folder.load_known().forms["mentee_application"].id
    school.control("settings", {"now": "2026-11-23T09:00:00Z"})
    marks = {"nastavnik": "demo", "kind": "form", "key": "mentee_application"}
    twin = {"name": "Анкета", "mimeType": "application/vnd.google-apps.form", "appProperties": marks}
    assert raw(school, "POST", "/drive/v3/files", twin).status_code == 200
    school.folder.known_files.unlink()
    assert school.sync().written == ()
    assert school.set_up().forms["mentee_application"].id == before


def test_consents_that_are_gone_with_their_form_hide_nobody(school, capsys):
    before = school.shown()
    form = school.folder.load_known().forms["consent_guardian"].id
    school.job().apis.drive.drive.files().delete(fileId=form).execute()
    assert command(school, "setup") == 6
    assert command(school, "setup", "--force") == 0
    capsys.readouterr()
    assert command(school, "sync") == 6
    said = capsys.readouterr().err
    assert "Из анкеты «Согласие законного представителя" in said
    assert "исчезли ответы" in said
    assert school.shown() == before


# the staff


def rights(office, email: str) -> dict[str, str]:
    """The role of a person, by the title of the book."""
    return {
        file.name: grant.role
        for file in office.state.files()
        for grant in office.state.permissions(file.id)
        if grant.email == email
    }


def test_whoever_leaves_the_staff_loses_the_rights_that_set_up_gave(school, capsys):
    assert len(rights(school, PSYCHOLOGIST)) == 3
    file = school.path / "programme.toml"
    parts = file.read_text(encoding="utf-8").split("[[staff]]")
    file.write_text("[[staff]]".join(part for part in parts if PSYCHOLOGIST not in part), encoding="utf-8")
    assert command(school, "setup") == 0
    assert rights(school, PSYCHOLOGIST) == {}
    said = capsys.readouterr()
    assert said.err.count("доступ закрыт") == 3
    assert said.out == "Доступ обновлён.\n"
    assert len(rights(school, METHODIST)) == 2
    school.forget_calls()
    assert command(school, "setup") == 0
    assert sum(school.calls().values()) == 1


def test_another_position_opens_and_closes_what_it_should(school):
    edit_programme(school, '"педагог-психолог"', '"классный руководитель"')
    school.set_up()
    assert rights(school, PSYCHOLOGIST) == {"Наставничество: программа": "writer"}
    edit_programme(school, '"классный руководитель"', '"директор"')
    school.set_up()
    assert rights(school, PSYCHOLOGIST) == {"Наставничество: программа": "reader"}
    edit_programme(school, '"директор"', '"педагог-психолог"')
    school.set_up()
    assert rights(school, PSYCHOLOGIST) == {
        "Наставничество: личное": "writer",
        "Наставничество: базы": "writer",
        "Наставничество: программа": "writer",
    }


def test_rights_that_the_school_gave_by_hand_stay_and_are_named(school, capsys):
    drive = school.job().apis.drive
    drive.share(school.book_id("programme"), "guest@school.example", "reader")
    assert command(school, "setup") == 0
    said = capsys.readouterr()
    assert "Доступ открыт вручную, программа его не трогает: «Наставничество: программа: guest@" in said.err
    assert said.out == "Всё на месте.\n"
    assert rights(school, "guest@school.example") == {"Наставничество: программа": "reader"}


# the programme's id


def test_another_id_in_programme_toml_stops_every_command(school, capsys):
    edit_programme(school, 'id = "demo"', 'id = "demo-2"')
    for name in ("setup", "sync", "plan", "pair", "status"):
        assert command(school, name) == 2
        said = capsys.readouterr().err
        assert "было «demo», в programme.toml — «demo-2»" in said
        assert 'Верните в programme.toml: id = "demo"' in said
    assert len(school.state.files()) == FILES


# the questionnaires


def without_experience() -> tuple:
    """The shipped questionnaires, where the psychologist has taken a required question out."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in shipped().iterdir()}
    before, _, rest = texts["mentee_application.toml"].partition('  [[sections.questions]]\n  key = "experience"')
    after = rest.partition('  [[sections.questions]]\n  key = "teacher_contact"')
    return from_texts(texts | {"mentee_application.toml": before + "".join(after[1:])})


def test_a_question_that_is_taken_out_need_not_be_answered_and_is_no_strange_question(office):
    office.set_up()
    office.answer(people=20)
    office.sync()
    job = office.job()
    shorter = Job(job.programme, job.folder, job.apis, without_experience())
    known = set_up(job.programme, job.folder, job.apis, shorter.questionnaires, lambda _kind, _title: None)
    form = job.apis.forms.get(known.forms["mentee_application"].id)
    left = form["items"][-1]
    assert left["title"] == "Сколько лет вы работаете в школе?"
    assert not left["questionItem"]["question"].get("required")
    assert [issue.what for issue in synchronise(shorter, lambda _plan: None).plan.issues] == []
    office.folder.known_files.unlink()
    assert [issue.what for issue in synchronise(shorter, lambda _plan: None).plan.issues] == []


def test_a_question_that_somebody_added_to_the_form_is_listed_until_staff_have_settled_it(office):
    office.found()
    form = office.folder.load_known().forms["mentor_application"].id
    strange = {"title": "Размер футболки", "questionItem": {"question": {"required": True, "textQuestion": {}}}}
    forms = office.job().apis.forms
    forms.edit(form, [{"createItem": {"item": strange, "location": {"index": 0}}}])
    answer_with(office, "Размер футболки")
    assert [issue.what for issue in office.sync().plan.issues] == STRANGE
    forms.edit(form, [{"deleteItem": {"location": {"index": 0}}}])
    assert [issue.what for issue in office.sync().plan.issues] == STRANGE, "the answers are still there"
    sheet = office.books()["bases"].sheets["attention"]
    said = staff.typed(sheet, sheet.rows[0].index, sheet.columns["choice"], "Не учитывать")
    staff.write(office.staff("sidorova"), office.book_id("bases"), [said])
    office.sync()
    assert office.shown()["bases/attention"] == []
    assert office.sync().written == ()


STRANGE = ["В форме есть вопрос, которого нет в анкете программы"]


def answer_with(office, title: str) -> None:
    """A mentor fills in the form as it stands, the strange question too."""
    from dataclasses import replace

    from forms.question import Asked, Question
    from sync.demo.people import make_school
    from sync.demo.phone import answer_form, plain_browser
    from tests.system.office import TODAY

    known = office.folder.load_known().forms["mentor_application"]
    resident = make_school(3, 1, QUESTIONNAIRES, TODAY)[2]
    survey = next(item for item in office.job().filled() if item.key == "mentor_application")
    first = survey.sections[0]
    strange = Question("strange", title, Asked.TEXT)
    asked = replace(first, questions=(*first.questions, strange))
    with plain_browser() as phone:
        given = {**resident.sent[0].given, "strange": "M"}
        answer_form(phone, known.address, replace(survey, sections=(asked, *survey.sections[1:])), given)


def offered_roles(office, form: str) -> list[str]:
    items = office.job().apis.forms.get(office.folder.load_known().forms[form].id)["items"]
    role = next(item for item in items if item["title"] == "Кто вы?")
    return [option["value"] for option in role["questionItem"]["question"]["choiceQuestion"]["options"]]


def test_people_are_offered_the_forms_of_mentoring_that_the_programme_runs_and_no_others(office):
    office.set_up()
    assert offered_roles(office, "mentor_application") == ["Я учусь в школе", "Я работаю в школе"]
    edit_programme(office, 'forms = ["ученик — ученик", "учитель — учитель"]', 'forms = ["выпускник — ученик"]')
    office.set_up()
    assert offered_roles(office, "mentor_application") == ["Я выпускник школы"]
    assert offered_roles(office, "mentee_application") == ["Я учусь в школе"]
