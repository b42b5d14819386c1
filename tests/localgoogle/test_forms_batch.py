"""A form's life through the API: made, filled in one batch, changed, published."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from localgoogle.forms.batch import apply_batch
from tests.localgoogle.school import School, choice, question, section


def create(item: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return {"createItem": {"item": item, "location": {"index": index}}}


def refusal(school: School, form: dict[str, Any], *requests: dict[str, Any]) -> str:
    """The words in which a batch is refused."""
    answer = school.api("POST", f"/v1/forms/{form['formId']}:batchUpdate", {"requests": list(requests)})
    assert answer.status == 400, answer.text
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"
    return answer.message


def text_item(title: str = "Имя", **more: Any) -> dict[str, Any]:
    return question(title, textQuestion={}, **more)


BAD_ENUM = (
    "Invalid value at 'requests[0].update_settings.settings.email_collection_type' "
    '(type.googleapis.com/google.apps.forms.v1.FormSettings.EmailCollectionType), "responderInput"'
)

# making


def test_a_new_form_is_empty_and_unpublished(school: School) -> None:
    form = school.ok("POST", "/v1/forms", {"info": {"title": "Анкета", "documentTitle": "Анкета 2026"}})
    assert form["info"] == {"title": "Анкета", "documentTitle": "Анкета 2026"}
    assert form["publishSettings"] == {"publishState": {}}
    assert "items" not in form
    assert form["settings"] == {"emailCollectionType": "DO_NOT_COLLECT"}
    assert len(form["revisionId"]) == 8
    assert form["formId"] not in form["responderUri"]
    assert "/forms/d/e/1FAIpQLS" in form["responderUri"]


@pytest.mark.parametrize(
    ("by_default", "chosen", "published"),
    [
        (True, {}, False),
        (False, {}, True),
        (False, {"unpublished": "true"}, False),
        (True, {"unpublished": "false"}, True),
    ],
)
def test_who_decides_whether_a_new_form_is_published(
    school: School, by_default: bool, chosen: dict[str, str], published: bool
) -> None:
    school.state.settings.unpublishedByDefault = by_default
    form = school.ok("POST", "/v1/forms", {"info": {"title": "Анкета"}}, **chosen)
    assert form["publishSettings"]["publishState"].get("isPublished", False) is published


@pytest.mark.parametrize(
    "extra",
    [
        {"info": {"title": "А", "description": "нельзя"}},
        {"info": {"title": "А"}, "items": [text_item()]},
        {"info": {"title": "А"}, "settings": {"quizSettings": {"isQuiz": True}}},
    ],
)
def test_only_a_title_can_be_given_at_creation(school: School, extra: dict[str, Any]) -> None:
    answer = school.api("POST", "/v1/forms", extra)
    assert answer.status == 400
    assert answer.message == (
        "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
    )


def test_a_form_made_in_drive_has_its_file_name_and_no_title(school: School) -> None:
    form = school.ok("GET", f"/v1/forms/{school.drive('Анкета наставника')}")
    assert form["info"] == {"documentTitle": "Анкета наставника"}
    assert "items" not in form


def test_a_form_made_in_drive_may_hold_a_blank_question(school: School) -> None:
    school.state.settings.driveFormsHaveBlankItem = True
    (item,) = school.ok("GET", f"/v1/forms/{school.drive('Анкета')}")["items"]
    assert item["questionItem"]["question"]["choiceQuestion"]["options"] == [{"value": "Option 1"}]
    assert "items" not in school.form(), "a form made through the Forms API has none"


# batches


def test_one_batch_makes_a_whole_branched_form(school: School) -> None:
    items = [
        question(
            "Кто вы?",
            "00000001",
            required=True,
            choiceQuestion=choice(
                "RADIO",
                {"value": "Ученик", "goToSectionId": "0a000002"},
                {"value": "Никто", "goToAction": "SUBMIT_FORM"},
            ),
        ),
        section("Учителю", "0a000001"),
        section("Ученику", "0a000002"),
        question("Шкала", scaleQuestion={"low": 0, "high": 5}),
    ]
    form_id = school.form()["formId"]
    reply = school.batch(form_id, *(create(item, at) for at, item in enumerate(items)), includeFormInResponse=True)
    first, second, _, last = reply["replies"]
    assert first["createItem"]["questionId"] == ["00000001"]
    assert second["createItem"] == {"itemId": "0a000001"}
    assert reply["form"]["items"][2] == section("Ученику", "0a000002")
    shown = reply["form"]["items"][3]["questionItem"]["question"]
    assert shown == {"questionId": last["createItem"]["questionId"][0], "scaleQuestion": {"high": 5}}
    assert reply["form"]["revisionId"] == reply["writeControl"]["requiredRevisionId"]


def test_a_batch_with_one_fault_changes_nothing(school: School) -> None:
    form = school.form(text_item("Имя"))
    said = refusal(school, form, create(text_item("Класс")), {"deleteItem": {"location": {"index": 9}}})
    assert said.startswith("Invalid requests[1].deleteItem: ")
    assert school.ok("GET", f"/v1/forms/{form['formId']}") == form


def test_applying_a_batch_leaves_the_old_form_as_it_was() -> None:
    form = {"info": {}, "settings": {}, "items": [text_item() | {"itemId": "0000000a"}]}
    form["items"][0]["questionItem"]["question"]["questionId"] = "0000000b"  # type: ignore[index]
    before = deepcopy(form)
    change = {"item": {"title": "Фамилия"}, "location": {"index": 0}, "updateMask": "title"}
    after, _ = apply_batch(form, [{"updateItem": change}, create(text_item("Класс"))])
    assert [item["title"] for item in after["items"]] == ["Класс", "Фамилия"]
    assert form == before


def test_a_batch_needs_a_request(school: School) -> None:
    assert "at least one request" in refusal(school, school.form())


def test_items_move_and_go(school: School) -> None:
    form = school.form(text_item("А"), text_item("Б"), text_item("В"))
    move = {"moveItem": {"originalLocation": {"index": 2}, "newLocation": {"index": 0}}}
    reply = school.batch(form["formId"], move, {"deleteItem": {"location": {"index": 1}}}, includeFormInResponse=True)
    assert [item["title"] for item in reply["form"]["items"]] == ["В", "Б"]
    assert reply["replies"] == [{}, {}]


def test_titles_and_settings_are_updated_by_mask(school: School) -> None:
    form = school.form()
    info = {"updateFormInfo": {"info": {"description": "Две\nстроки"}, "updateMask": "description"}}
    settings = {"updateSettings": {"settings": {"emailCollectionType": "DO_NOT_COLLECT"}, "updateMask": "*"}}
    school.batch(form["formId"], info, settings)
    changed = school.ok("GET", f"/v1/forms/{form['formId']}")
    assert changed["info"] == {"title": "Анкета", "description": "Две\nстроки", "documentTitle": "Анкета"}


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (create(text_item("Имя\nи фамилия")), "Displayed text cannot contain newlines."),
        (
            create(question("А", choiceQuestion=choice("RADIO", "да\nнет"))),
            "Displayed text cannot contain newlines.",
        ),
        (create(question("А", choiceQuestion=choice("RADIO", "да", "да"))), "Duplicate option values"),
        (
            create(question("А", choiceQuestion=choice("RADIO", {"isOther": True, "value": "Другое"}))),
            "isOther is true",
        ),
        (
            create(question("А", choiceQuestion=choice("DROP_DOWN", {"isOther": True}))),
            "isOther is only allowed",
        ),
        (
            create(question("А", choiceQuestion=choice("CHECKBOX", {"value": "да", "goToAction": "SUBMIT_FORM"}))),
            "only allowed for RADIO and DROP_DOWN",
        ),
        (
            create(question("А", choiceQuestion=choice("RADIO", {"value": "да", "goToSectionId": "0badbeef"}))),
            "0badbeef",
        ),
        (create(question("А", choiceQuestion={"options": [{"value": "да"}]})), "choiceQuestion.type"),
        (create(question("А", choiceQuestion={"type": "RADIO"})), "choiceQuestion.options"),
        (create(question("А", scaleQuestion={"low": 2, "high": 5})), "scaleQuestion.low"),
        (create(question("А", scaleQuestion={"low": 1, "high": 11})), "scaleQuestion.high"),
        (
            create(question("А", ratingQuestion={"ratingScaleLevel": 2, "iconType": "STAR"})),
            "ratingScaleLevel",
        ),
        (create(question("А", rowQuestion={"title": "строка"})), "rowQuestion is only allowed"),
        (
            create(question("А", fileUploadQuestion={"folderId": "x"})),
            "does not support creating file upload questions",
        ),
        (create({"title": "А"}), "kind"),
        (create({"title": "А", "textItem": {}}, index=1), "must be in the range [0..1)"),
        ({"createItem": {"item": text_item()}}, "location is required"),
        (create(text_item() | {"itemId": "ffffffff"}), "ffffffff"),
        (
            {"updateSettings": {"settings": {"emailCollectionType": "VERIFIED"}, "updateMask": "*"}},
            "'VERIFIED'",
        ),
        (
            {"updateFormInfo": {"info": {"documentTitle": "Б"}, "updateMask": "documentTitle"}},
            "documentTitle",
        ),
        ({"updateFormInfo": {"info": {"title": "Б"}}}, "update_mask is required"),
        ({"updateFormInfo": {"info": {"title": "Б"}, "updateMask": "nonsense"}}, "nonsense"),
    ],
)
def test_what_google_refuses_is_refused(school: School, request_: dict[str, Any], words: str) -> None:
    assert words in refusal(school, school.form(), request_)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"frobnicate": {}}, "Unknown name \"frobnicate\" at 'requests[0]': Cannot find field."),
        (
            create({"title": "А", "textItem": {}, "colour": "red"}),
            "Unknown name \"colour\" at 'requests[0].create_item.item'",
        ),
        (
            create({"title": 5, "textItem": {}}),
            "Invalid value at 'requests[0].create_item.item.title' (TYPE_STRING), 5",
        ),
        (create({"title": "А", "textItem": {}, "pageBreakItem": {}}), "already set"),
        ({"deleteItem": {"location": {"index": "first"}}}, '(TYPE_INT32), "first"'),
        ({"deleteItem": {"location": [1]}}, "Proto field is not repeating, cannot start list."),
        (
            {"updateSettings": {"settings": {"emailCollectionType": "responderInput"}, "updateMask": "*"}},
            BAD_ENUM,
        ),
    ],
)
def test_a_body_of_the_wrong_shape_is_named_field_by_field(
    school: School, request_: dict[str, Any], words: str
) -> None:
    answer = school.api("POST", f"/v1/forms/{school.form()['formId']}:batchUpdate", {"requests": [request_]})
    assert answer.status == 400
    assert words in answer.message
    (detail,) = answer.json()["error"]["details"]
    assert words in detail["fieldViolations"][0]["description"]


def test_a_body_that_is_no_json_is_a_400(school: School) -> None:
    path = f"/v1/forms/{school.form()['formId']}:batchUpdate"
    assert school.call("POST", path, b"{oops", {"authorization": "Bearer kurator-key"}).status == 400
