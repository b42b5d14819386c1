"""The messages of Forms v1 and the reading of a JSON body against them, as Google's own parser does.

What a body may hold is the table ``MESSAGES``; reading gives the body back without its defaults
(proto3 does not tell an empty string from a missing one) and raises ``GoogleError`` 400 that names each
unknown name and each wrong value. Names and types: the discovery document of forms.v1.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from localgoogle.errors import GoogleError, invalid

if TYPE_CHECKING:
    from localgoogle.call import Call

UNSUPPORTED = "unsupported"

ITEM_KINDS = ("questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem", "videoItem")
QUESTION_KINDS = (
    "choiceQuestion",
    "textQuestion",
    "scaleQuestion",
    "dateQuestion",
    "timeQuestion",
    "ratingQuestion",
    "rowQuestion",
    "fileUploadQuestion",
)
REQUEST_KINDS = ("createItem", "updateItem", "deleteItem", "moveItem", "updateFormInfo", "updateSettings")

MESSAGES: dict[str, dict[str, str]] = {
    "BatchUpdateFormRequest": {
        "includeFormInResponse": "bool",
        "requests": "[Request]",
        "writeControl": "WriteControl",
    },
    "WriteControl": {"requiredRevisionId": "string", "targetRevisionId": "string"},
    "Request": {kind: f"{kind[0].upper()}{kind[1:]}Request" for kind in REQUEST_KINDS},
    "CreateItemRequest": {"item": "Item", "location": "Location"},
    "UpdateItemRequest": {"item": "Item", "location": "Location", "updateMask": "mask"},
    "DeleteItemRequest": {"location": "Location"},
    "MoveItemRequest": {"originalLocation": "Location", "newLocation": "Location"},
    "UpdateFormInfoRequest": {"info": "Info", "updateMask": "mask"},
    "UpdateSettingsRequest": {"settings": "FormSettings", "updateMask": "mask"},
    "Location": {"index": "int32"},
    "Form": {
        "formId": "string",
        "info": "Info",
        "settings": "FormSettings",
        "items": "[Item]",
        "revisionId": "string",
        "responderUri": "string",
        "linkedSheetId": "string",
        "publishSettings": "PublishSettings",
    },
    "Info": {"title": "string", "description": "string", "documentTitle": "string"},
    "FormSettings": {
        "quizSettings": "QuizSettings",
        "emailCollectionType": "FormSettings.EmailCollectionType",
    },
    "QuizSettings": {"isQuiz": "bool"},
    "SetPublishSettingsRequest": {"publishSettings": "PublishSettings", "updateMask": "mask"},
    "PublishSettings": {"publishState": "PublishState"},
    "PublishState": {"isPublished": "bool", "isAcceptingResponses": "bool"},
    "Item": {
        "itemId": "string",
        "title": "string",
        "description": "string",
        "questionItem": "QuestionItem",
        "questionGroupItem": "QuestionGroupItem",
        "pageBreakItem": "PageBreakItem",
        "textItem": "TextItem",
        "imageItem": "ImageItem",
        "videoItem": "VideoItem",
    },
    "QuestionItem": {"question": "Question", "image": "Image"},
    "QuestionGroupItem": {"questions": "[Question]", "grid": "Grid", "image": "Image"},
    "Grid": {"columns": "ChoiceQuestion", "shuffleQuestions": "bool"},
    "PageBreakItem": {},
    "TextItem": {},
    "ImageItem": {"image": "Image"},
    "VideoItem": {"video": "Video", "caption": "string"},
    "Image": {"sourceUri": "string", "contentUri": "string", "altText": "string", "properties": "MediaProperties"},
    "Video": {"youtubeUri": "string", "properties": "MediaProperties"},
    "MediaProperties": {"alignment": "MediaProperties.Alignment", "width": "int32"},
    "Question": {
        "questionId": "string",
        "required": "bool",
        "grading": "Grading",
        "choiceQuestion": "ChoiceQuestion",
        "textQuestion": "TextQuestion",
        "scaleQuestion": "ScaleQuestion",
        "dateQuestion": "DateQuestion",
        "timeQuestion": "TimeQuestion",
        "ratingQuestion": "RatingQuestion",
        "rowQuestion": "RowQuestion",
        "fileUploadQuestion": UNSUPPORTED,
    },
    "ChoiceQuestion": {"type": "ChoiceQuestion.ChoiceType", "options": "[Option]", "shuffle": "bool"},
    "Option": {
        "value": "string",
        "isOther": "bool",
        "goToAction": "Option.GoToAction",
        "goToSectionId": "string",
        "image": "Image",
    },
    "TextQuestion": {"paragraph": "bool"},
    "ScaleQuestion": {"low": "int32", "high": "int32", "lowLabel": "string", "highLabel": "string"},
    "DateQuestion": {"includeTime": "bool", "includeYear": "bool"},
    "TimeQuestion": {"duration": "bool"},
    "RatingQuestion": {"ratingScaleLevel": "int32", "iconType": "RatingQuestion.RatingIconType"},
    "RowQuestion": {"title": "string"},
    "Grading": {
        "pointValue": "int32",
        "correctAnswers": "CorrectAnswers",
        "whenRight": "Feedback",
        "whenWrong": "Feedback",
        "generalFeedback": "Feedback",
    },
    "CorrectAnswers": {"answers": "[CorrectAnswer]"},
    "CorrectAnswer": {"value": "string"},
    "Feedback": {"text": "string", "material": "[ExtraMaterial]"},
    "ExtraMaterial": {"link": "TextLink", "video": "VideoLink"},
    "TextLink": {"uri": "string", "displayText": "string"},
    "VideoLink": {"displayText": "string", "youtubeUri": "string"},
    "CreateWatchRequest": {"watch": "Watch", "watchId": "string"},
    "RenewWatchRequest": {},
    "Watch": {
        "id": "string",
        "target": "WatchTarget",
        "eventType": "Watch.EventType",
        "createTime": "string",
        "expireTime": "string",
        "errorType": "string",
        "state": "string",
    },
    "WatchTarget": {"topic": "CloudPubsubTopic"},
    "CloudPubsubTopic": {"topicName": "string"},
}

ENUMS: dict[str, tuple[str, ...]] = {
    "FormSettings.EmailCollectionType": (
        "EMAIL_COLLECTION_TYPE_UNSPECIFIED",
        "DO_NOT_COLLECT",
        "VERIFIED",
        "RESPONDER_INPUT",
    ),
    "ChoiceQuestion.ChoiceType": ("CHOICE_TYPE_UNSPECIFIED", "RADIO", "CHECKBOX", "DROP_DOWN"),
    "Option.GoToAction": ("GO_TO_ACTION_UNSPECIFIED", "NEXT_SECTION", "RESTART_FORM", "SUBMIT_FORM"),
    "RatingQuestion.RatingIconType": ("RATING_ICON_TYPE_UNSPECIFIED", "STAR", "HEART", "THUMB_UP"),
    "MediaProperties.Alignment": ("ALIGNMENT_UNSPECIFIED", "LEFT", "RIGHT", "CENTER"),
    "Watch.EventType": ("EVENT_TYPE_UNSPECIFIED", "SCHEMA", "RESPONSES"),
}

ONE_OF: dict[str, tuple[str, ...]] = {
    "Request": REQUEST_KINDS,
    "Item": ITEM_KINDS,
    "Question": QUESTION_KINDS,
    "ExtraMaterial": ("link", "video"),
}

REFUSALS = {
    "fileUploadQuestion": "The API currently does not support creating file upload questions.",
}

SCALARS: dict[str, tuple[type, str]] = {
    "string": (str, "TYPE_STRING"),
    "mask": (str, "TYPE_STRING"),
    "bool": (bool, "TYPE_BOOL"),
}


class Violations(list[dict[str, str]]):
    """What is wrong with a body, field by field."""

    def note(self, field: str, description: str) -> None:
        self.append({"field": field, "description": description})

    def unknown(self, path: str, name: str, why: str = "Cannot find field.") -> None:
        where = f" at '{path}'" if path else ""
        self.note(path, f'Invalid JSON payload received. Unknown name "{name}"{where}: {why}')

    def wrong(self, path: str, type_name: str, value: Any) -> None:
        self.note(path, f"Invalid value at '{path}' ({type_name}), {json.dumps(value, ensure_ascii=False)}")


def read_body(call: Call, message: str) -> dict[str, Any]:
    """The call's JSON body as a normalised ``message``; raises GoogleError 400 naming every fault."""
    try:
        body = call.json()
    except ValueError:
        raise invalid("Invalid JSON payload received. The body is not valid JSON.") from None
    violations = Violations()
    value = read_message(message, body, "", violations)
    if violations:
        text = "\n".join(violation["description"] for violation in violations)
        detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": list(violations)}
        raise GoogleError(400, text, [detail])
    return value


def read_message(message: str, value: Any, path: str, violations: Violations) -> dict[str, Any]:
    if not isinstance(value, dict):
        violations.wrong(path, f"type.googleapis.com/google.apps.forms.v1.{message}", value)
        return {}
    check_one_of(message, value, path, violations)
    fields = MESSAGES[message]
    result = {}
    for name, given in value.items():
        if name not in fields:
            violations.unknown(path, name)
        elif given is not None:
            read = read_field(fields[name], given, join(path, name), violations)
            if not is_default(read):
                result[name] = read
    return result


def check_one_of(message: str, value: dict[str, Any], path: str, violations: Violations) -> None:
    given = [name for name in ONE_OF.get(message, ()) if value.get(name) is not None]
    for name in given[1:]:
        why = f"oneof field 'kind' is already set. Cannot set '{name}'"
        violations.note(path, f"Invalid value at '{path}' (oneof), {why}")


def read_field(type_name: str, value: Any, path: str, violations: Violations) -> Any:
    if type_name.startswith("["):
        return read_list(type_name[1:-1], value, path, violations)
    if isinstance(value, list):
        parent, _, name = path.rpartition(".")
        violations.unknown(parent, name, "Proto field is not repeating, cannot start list.")
        return None
    if type_name in MESSAGES:
        return read_message(type_name, value, path, violations)
    if type_name in ENUMS:
        return read_enum(type_name, value, path, violations)
    return read_scalar(type_name, value, path, violations)


def read_list(type_name: str, value: Any, path: str, violations: Violations) -> list[Any]:
    if not isinstance(value, list):
        violations.wrong(path, f"type.googleapis.com/google.apps.forms.v1.{type_name}", value)
        return []
    return [read_field(type_name, each, f"{path}[{index}]", violations) for index, each in enumerate(value)]


def read_enum(type_name: str, value: Any, path: str, violations: Violations) -> str | None:
    values = ENUMS[type_name]
    if value not in values:
        violations.wrong(path, f"type.googleapis.com/google.apps.forms.v1.{type_name}", value)
        return None
    return None if value == values[0] else str(value)


def read_scalar(type_name: str, value: Any, path: str, violations: Violations) -> Any:
    if type_name == UNSUPPORTED:
        name = path.rpartition(".")[2].partition("[")[0]
        violations.note(path, refusal(camel(name)))
        return None
    if type_name == "int32":
        return read_integer(value, path, violations)
    python_type, google_type = SCALARS[type_name]
    if not isinstance(value, python_type):
        violations.wrong(path, google_type, value)
        return None
    return value


def read_integer(value: Any, path: str, violations: Violations) -> int | None:
    """int32 of proto3's JSON: a number, a whole double, or a decimal string."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,10}", value):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        violations.wrong(path, "TYPE_INT32", value)
        return None
    return value


def refusal(name: str) -> str:
    return REFUSALS.get(name, f"'{name}' is not supported by this server.")


def is_default(value: Any) -> bool:
    """proto3 leaves these out; an empty message ({}) is no default: its presence means something."""
    return value is None or value is False or value in ("", 0) or value == []


def join(path: str, name: str) -> str:
    snake = re.sub(r"[A-Z]", lambda match: "_" + match[0].lower(), name)
    return f"{path}.{snake}" if path else snake


def camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)
