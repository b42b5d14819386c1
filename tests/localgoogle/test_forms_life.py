"""A form's ids, revisions, publishing and rights, through the API."""

from __future__ import annotations

from typing import Any

import pytest

from localgoogle.state import FORM
from tests.localgoogle.school import OWNER, READER, STRANGER, WRITER, School, choice, question, section
from tests.localgoogle.test_forms_batch import create, refusal, text_item

# ids


def test_ids_chosen_by_the_client_are_kept_and_never_given_twice(school: School) -> None:
    item = question("Имя", "0000000b", textQuestion={}) | {"itemId": "0000000a"}
    form = school.form(item)
    assert form["items"][0]["itemId"] == "0000000a"
    assert "'0000000a' is already used" in refusal(school, form, create(item))
    assert "'0000000b' is already used" in refusal(school, form, create(question("Б", "0000000b", textQuestion={})))
    twice = question("В", "0000000c", textQuestion={}) | {"itemId": "0000000c"}
    assert "'0000000c' is already used" in refusal(school, form, create(twice))


def test_a_server_may_refuse_ids_of_the_client(school: School) -> None:
    school.state.settings.refuseClientItemIds = True
    form = school.form(text_item())
    assert "'0000000a'" in refusal(school, form, create(text_item("Б") | {"itemId": "0000000a"}))
    item = form["items"][0] | {"title": "Имя и фамилия"}
    school.batch(form["formId"], {"updateItem": {"item": item, "location": {"index": 0}, "updateMask": "*"}})
    assert school.ok("GET", f"/v1/forms/{form['formId']}")["items"] == [item], "the form's own ids are no choice"


def test_updating_everything_without_ids_makes_new_ids(school: School) -> None:
    form = school.form(text_item())
    old = form["items"][0]
    school.batch(
        form["formId"],
        {"updateItem": {"item": text_item("Имя полностью"), "location": {"index": 0}, "updateMask": "*"}},
    )
    new = school.ok("GET", f"/v1/forms/{form['formId']}")["items"][0]
    assert new["itemId"] != old["itemId"]
    assert new["questionItem"]["question"]["questionId"] != old["questionItem"]["question"]["questionId"]


def test_a_mask_without_ids_keeps_them_and_resets_what_is_missing(school: School) -> None:
    form = school.form(text_item("Имя", required=True) | {"description": "Как в журнале"})
    change = {
        "item": {"title": "Фамилия"},
        "location": {"index": 0},
        "updateMask": "title,description,questionItem.question.required",
    }
    school.batch(form["formId"], {"updateItem": change})
    (item,) = school.ok("GET", f"/v1/forms/{form['formId']}")["items"]
    question_id = form["items"][0]["questionItem"]["question"]["questionId"]
    assert item == {
        "itemId": form["items"][0]["itemId"],
        "title": "Фамилия",
        "questionItem": {"question": {"questionId": question_id, "textQuestion": {}}},
    }


def test_another_kind_of_question_replaces_the_old_one(school: School) -> None:
    form = school.form(text_item())
    kind = {"questionItem": {"question": {"timeQuestion": {}}}}
    school.batch(
        form["formId"],
        {
            "updateItem": {
                "item": kind,
                "location": {"index": 0},
                "updateMask": "questionItem.question.timeQuestion",
            }
        },
    )
    (item,) = school.ok("GET", f"/v1/forms/{form['formId']}")["items"]
    assert set(item["questionItem"]["question"]) == {"questionId", "timeQuestion"}


def test_a_grid_has_a_question_for_each_row(school: School) -> None:
    grid = {
        "title": "Оцените",
        "questionGroupItem": {
            "questions": [
                {"rowQuestion": {"title": "Уроки"}, "required": True},
                {"rowQuestion": {"title": "Обед"}},
            ],
            "grid": {"columns": choice("RADIO", "Хорошо", "Плохо")},
        },
    }
    form = school.form()
    (reply,) = school.batch(form["formId"], create(grid))["replies"]
    assert len(set(reply["createItem"]["questionId"])) == 2
    bad = {
        "title": "Оцените",
        "questionGroupItem": {
            "questions": [{"textQuestion": {}}],
            "grid": {"columns": choice("RADIO", "да", {"isOther": True})},
        },
    }
    assert "isOther is not allowed" in refusal(school, form, create(bad))


def test_a_section_that_is_pointed_at_cannot_go_alone(school: School) -> None:
    form = school.form(
        question("Кто?", choiceQuestion=choice("RADIO", {"value": "Я", "goToSectionId": "0a000001"})),
        section("Мне", "0a000001"),
    )
    delete = {"deleteItem": {"location": {"index": 1}}}
    assert "0a000001" in refusal(school, form, delete)
    school.batch(form["formId"], delete, {"deleteItem": {"location": {"index": 0}}})


# revisions


def test_the_revision_moves_with_the_content_only(school: School) -> None:
    form = school.form(text_item())
    school.publish(form["formId"], accepting=False)
    assert school.ok("GET", f"/v1/forms/{form['formId']}")["revisionId"] == form["revisionId"]
    school.batch(form["formId"], create(text_item("Класс")))
    assert school.ok("GET", f"/v1/forms/{form['formId']}")["revisionId"] > form["revisionId"]


@pytest.mark.parametrize("control", ["requiredRevisionId", "targetRevisionId"])
def test_a_batch_for_an_older_form_is_refused(school: School, control: str) -> None:
    form = school.form(text_item())
    path = f"/v1/forms/{form['formId']}:batchUpdate"
    body = {"requests": [create(text_item("Класс"))], "writeControl": {control: form["revisionId"]}}
    assert school.api("POST", path, body).status == 200
    answer = school.api("POST", path, body)
    assert answer.status == 400
    assert form["revisionId"] in answer.message


# publishing


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"publishState": {"isPublished": True}}, "Both is_published and is_accepting_responses"),
        (
            {"publishState": {"isPublished": False, "isAcceptingResponses": True}},
            "cannot be true when is_published is false",
        ),
        (
            {"isPublished": True, "isAcceptingResponses": True},
            "Unknown name \"isPublished\" at 'publish_settings'",
        ),
    ],
)
def test_a_wrong_publish_state_is_refused(school: School, settings: dict[str, Any], words: str) -> None:
    form_id = school.form()["formId"]
    body = {"publishSettings": settings, "updateMask": "publishState"}
    answer = school.api("POST", f"/v1/forms/{form_id}:setPublishSettings", body)
    assert answer.status == 400
    assert words in answer.message


def test_unpublishing_ends_accepting_too(school: School) -> None:
    form_id = school.form()["formId"]
    reply = school.publish(form_id, published=False, accepting=False)
    assert reply == {"formId": form_id, "publishSettings": {"publishState": {}}}


# rights and the rest


def test_who_may_do_what(school: School) -> None:
    form = school.form(text_item())
    path = f"/v1/forms/{form['formId']}"
    school.share(form["formId"], type="user", role="writer", emailAddress=WRITER)
    school.share(form["formId"], type="user", role="reader", emailAddress=READER)
    change = {"requests": [create(text_item("Класс"))]}
    assert [school.api("GET", path, user=user).status for user in (OWNER, WRITER, READER, STRANGER)] == [
        200,
        200,
        200,
        403,
    ]
    assert [school.api("POST", path + ":batchUpdate", change, user).status for user in (WRITER, READER, STRANGER)] == [
        200,
        403,
        403,
    ]
    assert school.api("GET", path, user=STRANGER).message == "The caller does not have permission"
    assert school.api("GET", "/v1/forms/1nothing").message == "Requested entity was not found."
    assert school.call("GET", path).status == 401


def test_fields_reduce_a_reply_and_a_wrong_one_is_named(school: School) -> None:
    form = school.form(text_item())
    path = f"/v1/forms/{form['formId']}"
    assert school.ok("GET", path, fields="info/title,items(title)") == {
        "info": {"title": "Анкета"},
        "items": [{"title": "Имя"}],
    }
    assert school.api("GET", path, fields="infos").status == 400


def test_renaming_the_file_renames_the_document(school: School) -> None:
    form = school.form(title="Анкета")
    school.ok("PATCH", f"/drive/v3/files/{form['formId']}", {"name": "Новое имя"})
    assert school.ok("GET", f"/v1/forms/{form['formId']}")["info"] == {
        "title": "Анкета",
        "documentTitle": "Новое имя",
    }


def test_a_form_file_is_of_the_right_type(school: School) -> None:
    form = school.form()
    assert school.ok("GET", f"/drive/v3/files/{form['formId']}")["mimeType"] == FORM
