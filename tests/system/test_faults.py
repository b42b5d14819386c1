"""When the network or the server fails: bounded patience, the right word, nothing lost, nothing twice."""

from __future__ import annotations

import pytest

from sync.errors import Forbidden, NotFound, QuotaExhausted, SignInNeeded, Uncertain, Unreachable
from sync.remote.session import PATIENCE
from sync.run import ATTEMPTS
from tests.system.office import FILES, QUESTIONNAIRES

LOST = ["status:500", "status:503", "html-502", "cut-before", "cut-middle", "cut-after"]


@pytest.fixture
def answered(office):
    """An office whose people have answered and whose coordinator has not synchronised yet."""
    office.found()
    office.answer()
    return office


def fault(office, what, method="GET", path=".*", nth=1, times=1):
    office.control("faults", [{"method": method, "path": path, "nth": nth, "times": times, "do": what}])


def first_form_that(opens: bool) -> int:
    """Which of the forms, as set-up makes them one after another, is the first to be left open, or closed."""
    return 1 + [questionnaire.opens for questionnaire in QUESTIONNAIRES].index(opens)


def settled(office) -> None:
    """After the fault a sync is clean, and another one finds nothing to do."""
    office.control("faults", [])
    office.sync()
    rows = [row["code"] for row in office.shown()["bases/mentees"]]
    assert len(rows) == len(set(rows)) >= 3
    assert office.sync().written == ()


@pytest.mark.parametrize("what", [*LOST, "quota"])
def test_a_read_that_fails_once_is_read_again(answered, what):
    fault(answered, what)
    assert answered.sync().written == ("personal", "programme", "bases")
    assert answered.time.slept
    settled(answered)


@pytest.mark.parametrize("what", LOST)
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_write_of_unknown_outcome_is_read_back_and_never_sent_twice(answered, what, nth):
    fault(answered, what, "POST", ".*batchUpdate", nth)
    outcome = answered.sync()
    assert outcome.read_again == 1
    assert set(outcome.written) <= {"personal", "bases", "programme"}
    settled(answered)


def test_a_write_that_is_lost_again_and_again_is_told_as_such(answered, capsys):
    fault(answered, "status:500", "POST", "/v4/.*batchUpdate", times=1000)
    answered.forget_calls()
    with pytest.raises(Uncertain):
        answered.sync()
    assert answered.calls()["sheets.write"] == ATTEMPTS
    assert len(answered.time.slept) == ATTEMPTS - 1
    settled(answered)


def test_a_write_refused_for_quota_was_not_applied_and_is_sent_again(answered):
    fault(answered, "quota", "POST", ".*batchUpdate")
    outcome = answered.sync()
    assert outcome.read_again == 0
    assert sum(answered.time.slept) > 0
    settled(answered)


@pytest.mark.parametrize(
    ("what", "error"),
    [("status:503", Unreachable), ("quota", QuotaExhausted), ("cut-before", Unreachable), ("html-502", Unreachable)],
)
def test_a_server_that_stays_away_is_given_up_within_its_time(answered, what, error):
    fault(answered, what, times=100000)
    with pytest.raises(error):
        # One call at a time: threads that sleep at once would each move the clock of this test.
        answered.sync(side_by_side=1)
    assert sum(answered.time.slept) <= PATIENCE + 60  # and at the most one wait for the minute to pass
    settled(answered)


@pytest.mark.parametrize(("status", "error"), [(401, SignInNeeded), (403, Forbidden), (404, NotFound)])
def test_what_no_patience_would_change_fails_at_once(answered, status, error):
    fault(answered, f"status:{status}")
    with pytest.raises(error):
        answered.sync()
    assert answered.time.slept == []
    settled(answered)


FOLDER, FIRST_FORM, LAST_FORM, LAST_BOOK = 1, 2, 1 + len(QUESTIONNAIRES), FILES


@pytest.mark.parametrize("nth", [FOLDER, FIRST_FORM, LAST_FORM, LAST_BOOK])
def test_a_lost_reply_in_set_up_is_looked_at_and_nothing_is_made_twice(office, nth):
    fault(office, "cut-after", "POST", "/drive/v3/files$", nth)
    office.set_up()
    assert office.time.slept
    assert len(office.state.files()) == FILES
    office.control("faults", [])
    office.forget_calls()
    office.set_up()
    assert sum(office.calls().values()) == 1


@pytest.mark.parametrize(
    ("path", "nth"),
    [
        ("/v1/forms/[^/]*:batchUpdate", 1),
        (".*setPublishSettings", first_form_that(opens=True)),
        (".*setPublishSettings", first_form_that(opens=False)),
        (".*permissions", 1),
        ("/v4/.*", 1),
    ],
)
@pytest.mark.parametrize("what", ["cut-before", "cut-middle", "cut-after", "status:500"])
def test_any_other_lost_reply_in_set_up_heals_too(office, path, nth, what):
    fault(office, what, "POST", path, nth)
    known = office.set_up()
    assert office.time.slept
    assert len(office.state.files()) == FILES
    made = {key: office.job().apis.forms.get(form.id) for key, form in known.forms.items()}
    assert all(form.shared and form.address for form in known.forms.values())
    opens = {questionnaire.key: questionnaire.opens for questionnaire in QUESTIONNAIRES}
    assert {key: form.open for key, form in known.forms.items()} == opens
    assert {key: is_accepting(form) for key, form in made.items()} == opens
    assert {key: len(form["items"]) for key, form in made.items()} == office.wanted_items()


def is_accepting(form) -> bool:
    return form["publishSettings"]["publishState"].get("isAcceptingResponses", False)
