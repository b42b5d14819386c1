"""What a set-up and a synchronisation may cost, counted by the server."""

from __future__ import annotations

import pytest

from sheets_schema.tables import BOOKS
from sync.run import allowed_calls
from sync.setup import allowed_calls as allowed_set_up
from sync.setup import grants_of
from tests.system.office import FILES, QUESTIONNAIRES

N, S = len(QUESTIONNAIRES), len(BOOKS)
OPEN = sum(1 for questionnaire in QUESTIONNAIRES if questionnaire.opens)
FROM_BASES = sum(1 for item in QUESTIONNAIRES if any(question.source for question in item.questions))


def grants(office) -> int:
    return sum(len(grants_of(office.job().programme, book)) for book in BOOKS)


def test_a_first_set_up_keeps_within_its_bound_and_a_second_one_is_a_single_call(office):
    office.set_up()
    made = office.calls()
    assert sum(made.values()) == 4 * N + 2 * S + grants(office) + 2
    assert sum(made.values()) == allowed_set_up(office.job().programme, N)
    office.forget_calls()
    office.set_up()
    assert office.calls() == {**dict.fromkeys(made, 0), "drive": 1}


def test_a_sync_with_changes_and_one_with_nothing_new(office):
    office.found()
    office.answer()
    office.forget_calls()
    outcome = office.sync()
    assert outcome.written == ("personal", "programme", "bases")
    assert sum(office.calls().values()) == N + S + 3 + FROM_BASES == allowed_calls(outcome)
    office.forget_calls()
    outcome = office.sync()
    calls = office.calls()
    assert outcome.written == ()
    assert (calls["forms.responses"], calls["sheets.read"], sum(calls.values())) == (OPEN, S, OPEN + S)


def test_a_new_computer_needs_one_call_more_and_changes_nothing(office):
    office.found()
    office.answer()
    office.sync()
    office.folder.known_files.unlink()
    office.forget_calls()
    outcome = office.sync()
    assert outcome.written == ()
    assert sum(office.calls().values()) == OPEN + S + 1


def test_a_set_up_on_a_new_computer_makes_nothing_twice(office):
    office.found()
    before = office.folder.load_known()
    office.folder.known_files.unlink()
    again = office.set_up()
    assert {key: form.id for key, form in again.forms.items()} == {key: form.id for key, form in before.forms.items()}
    assert {key: book.id for key, book in again.books.items()} == {key: book.id for key, book in before.books.items()}
    assert len(office.state.files()) == FILES


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("refuse_ids", [False, True])
def test_whatever_google_does_with_blank_items_and_our_ids_the_programme_comes_out_the_same(office, blank, refuse_ids):
    office.control("settings", {"driveFormsHaveBlankItem": blank, "refuseClientItemIds": refuse_ids})
    known = office.set_up()
    made = {key: office.job().apis.forms.get(form.id)["items"] for key, form in known.forms.items()}
    assert {key: len(items) for key, items in made.items()} == office.wanted_items()
    office.answer()
    office.sync()
    assert len(office.shown()["bases/mentees"]) >= 3
    office.folder.known_files.unlink()
    assert office.sync().written == ()


def test_a_form_that_answers_in_any_order_and_filter_gives_the_same_books(office):
    office.found()
    office.answer()
    office.sync()
    office.control("settings", {"shuffleResponses": True, "timestampFilter": "createTime"})
    assert office.sync().written == ()
