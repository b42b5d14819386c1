"""Images and videos in a form: kept as addresses, and given back by the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localgoogle.school import School, choice, question
from tests.localgoogle.test_forms_batch import create, refusal

LOGO = "https://school.ru/logo.png"
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def image(**more: Any) -> dict[str, Any]:
    return {"sourceUri": LOGO, "altText": "Герб школы", "properties": {"alignment": "CENTER", "width": 300}} | more


def test_an_image_comes_back_by_the_address_where_it_can_be_seen(school: School) -> None:
    form = school.form({"title": "Герб", "imageItem": {"image": image()}})
    shown = form["items"][0]["imageItem"]["image"]
    assert shown == {"contentUri": LOGO, "altText": "Герб школы", "properties": {"alignment": "CENTER", "width": 300}}


def test_an_item_can_be_read_changed_and_written_back(school: School) -> None:
    form = school.form({"title": "Герб", "imageItem": {"image": image()}})
    item = form["items"][0] | {"title": "Наш герб"}
    school.batch(form["formId"], {"updateItem": {"item": item, "location": {"index": 0}, "updateMask": "*"}})
    assert school.ok("GET", f"/v1/forms/{form['formId']}")["items"] == [item]

    other = {"imageItem": {"image": {"sourceUri": LOGO + "?2"}}}
    update = {"item": other, "location": {"index": 0}, "updateMask": "imageItem.image.sourceUri"}
    school.batch(form["formId"], {"updateItem": update})
    (changed,) = school.ok("GET", f"/v1/forms/{form['formId']}")["items"]
    assert changed["imageItem"]["image"] == item["imageItem"]["image"] | {"contentUri": LOGO + "?2"}


def test_questions_options_and_grids_may_have_images(school: School) -> None:
    options = choice("RADIO", {"value": "Да", "image": image()}, "Нет")
    asked = question("Красиво?", choiceQuestion=options)
    asked["questionItem"]["image"] = image()
    rows = {"questions": [{"rowQuestion": {"title": "Обед"}}], "grid": {"columns": choice("RADIO", "да", "нет")}}
    form = school.form(asked, {"title": "Оцените", "questionGroupItem": rows | {"image": image()}})
    first, second = form["items"]
    assert first["questionItem"]["image"]["contentUri"] == LOGO
    assert first["questionItem"]["question"]["choiceQuestion"]["options"][0]["image"]["contentUri"] == LOGO
    assert second["questionGroupItem"]["image"]["contentUri"] == LOGO


def test_a_video_is_kept(school: School) -> None:
    video = {"caption": "Урок", "video": {"youtubeUri": FILM, "properties": {"alignment": "LEFT", "width": 740}}}
    form = school.form({"title": "Посмотрите", "videoItem": video})
    assert form["items"][0]["videoItem"] == video


def test_a_form_with_images_can_be_answered(school: School) -> None:
    form = school.form({"title": "Герб", "imageItem": {"image": image()}}, question("Имя", "0000000a", textQuestion={}))
    page = school.get(form["responderUri"])
    assert page.status == 200
    assert "Имя" in page.text


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"imageItem": {"image": {"altText": "Герб"}}}, "image.sourceUri is required"),
        ({"imageItem": {}}, "image.sourceUri is required"),
        ({"imageItem": {"image": {"sourceUri": "javascript:alert(1)"}}}, "Invalid image.sourceUri"),
        ({"imageItem": {"image": {"sourceUri": "https://school.ru/" + "x" * 2048}}}, "Invalid image.sourceUri"),
        ({"imageItem": {"image": {"contentUri": "data:text/html,x"}}}, "Invalid image.sourceUri"),
        ({"imageItem": {"image": image(properties={"width": 741})}}, "between 0 and 740"),
        ({"videoItem": {}}, "Invalid video.youtubeUri"),
        ({"videoItem": {"video": {"youtubeUri": "https://youtube.com.evil.ru/watch"}}}, "Invalid video.youtubeUri"),
        ({"videoItem": {"video": {"youtubeUri": "https://[youtube.com/watch"}}}, "Invalid video.youtubeUri"),
    ],
)
def test_what_is_no_image_or_video_is_refused(school: School, item: dict[str, Any], words: str) -> None:
    assert words in refusal(school, school.form(), create({"title": "А"} | item))
